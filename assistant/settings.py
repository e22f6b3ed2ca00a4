"""The settings: one frozen value, from defaults < ``config.toml`` < environment < flags.

Secrets (token, database address) come from the environment alone and never show in ``repr`` or logs.
Every setting stands in README; a test compares.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints

from corpus.errors import SettingsError

_PACKAGE_PARENT = Path(__file__).resolve().parent.parent
PREFIX = "ASSISTANT_"
SECRETS = {
    "database_url": "ASSISTANT_DATABASE_URL",
    "telegram_bot_token": "TELEGRAM_BOT_TOKEN",
    "webhook_secret": "ASSISTANT_WEBHOOK_SECRET",
}
"""Settings that are refused in ``config.toml``, with their environment variables."""
OTHER_NAMES = {"telegram_api_base_url": "TELEGRAM_API_BASE_URL"}
"""Settings whose environment variable is not ``ASSISTANT_`` and the name."""


def default_home() -> Path:
    """Return the project's folder in a checkout, else the working folder."""
    return _PACKAGE_PARENT if (_PACKAGE_PARENT / "pyproject.toml").is_file() else Path.cwd()


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; see the docstring under each for its environment variable's meaning."""

    home: Path = field(default_factory=default_home)
    """Folder that ``config.toml`` and ``var/`` are in."""
    document: str = "byd-battery-box-hv"
    """Folder name of the document to answer from."""
    model: str = "all-MiniLM-L6-v2"
    """Sentence-transformers model for building the index: the default, a folder, or a name."""
    int8: bool = True
    """Export the encoder with 8-bit weights: a quarter of the memory (the evaluation does not fall)."""
    log_level: str = "INFO"
    """DEBUG, INFO, WARNING or ERROR."""
    log_text: bool = False
    """Also log the text of questions; off, since it is personal."""
    store_questions: bool = False
    """Keep the text of unanswered questions for ``assistant feedback export``."""
    retention_days: int = 30
    """Days after which stored questions, feedback and contexts are deleted; at least 1."""
    telegram_bot_token: str = field(default="", repr=False)
    """Token of the Telegram bot (environment only)."""
    telegram_api_base_url: str = ""
    """Address of a self-hosted Bot API server, like ``http://127.0.0.1:8081``; empty for Telegram's own."""
    database_url: str = field(default="", repr=False)
    """SQLAlchemy address of the database (environment only); empty for SQLite in ``var/assistant.db``."""
    allowed_users: tuple[int, ...] = ()
    """Telegram user ids that may use the bot; empty for everybody."""
    allowed_chats: tuple[int, ...] = ()
    """Telegram chat ids whose members may use the bot as well; empty for none beyond ``allowed_users``."""
    admins: tuple[int, ...] = ()
    """Telegram user ids of administrators: always allowed, ``/stats``, told of refused users."""
    user_rate_per_minute: int = 20
    """Questions a minute that one user may ask; 0 for no limit."""
    flood_limits: bool = True
    """Space messages to keep within Telegram's flood limits; off only for load tests (429 is honoured always)."""
    webhook_url: str = ""
    """Public https address of the webhook; empty for polling."""
    webhook_listen: str = "127.0.0.1:8080"
    """Address and port that the webhook server listens on."""
    webhook_secret: str = field(default="", repr=False)
    """Secret token that Telegram sends with each webhook call (environment only)."""
    health_listen: str = ""
    """Address and port of ``/healthz`` and ``/metrics``, like ``127.0.0.1:9090``; empty for none."""

    @property
    def var(self) -> Path:
        """Return the folder for what is built and written at run time."""
        return self.home / "var"

    @property
    def index_folder(self) -> Path:
        """Return the folder of the built index."""
        return self.var / "index"


def load_settings(environment: Mapping[str, str] | None = None, **flags: Any) -> Settings:
    """Return the settings; ``None`` flags count as not given.

    :raises SettingsError: an unknown key in ``config.toml``, a secret there, or a value of the wrong kind.
    """
    environment = os.environ if environment is None else environment
    types = get_type_hints(Settings)
    values: dict[str, Any] = {}
    home = flags.get("home") or environment.get(PREFIX + "HOME")
    values["home"] = Path(home) if home else default_home()
    values.update(_from_file(values["home"] / "config.toml", types))
    for spec in fields(Settings):
        variable = variable_of(spec.name)
        if spec.name != "home" and environment.get(variable, "") != "":
            values[spec.name] = _parse(types[spec.name], environment[variable], variable)
    values.update({name: value for name, value in flags.items() if value is not None and name != "home"})
    settings = Settings(**values)
    _check(settings)
    return settings


def variable_of(name: str) -> str:
    """Return the environment variable of a setting."""
    return SECRETS.get(name) or OTHER_NAMES.get(name) or PREFIX + name.upper()


def _from_file(path: Path, types: Mapping[str, Any]) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from error
    for name, value in table.items():
        if name in SECRETS:
            raise SettingsError(f"{path}: {name} is a secret and belongs in the environment variable {SECRETS[name]}")
        if name not in types or name == "home":
            raise SettingsError(f"{path}: unknown setting {name!r}; known: {', '.join(sorted(set(types) - {'home'}))}")
        if types[name] == tuple[int, ...] and isinstance(value, list):
            table[name] = _parse(types[name], ",".join(map(str, value)), f"{path}: {name}")
        elif not isinstance(value, types[name]) or (types[name] is int and isinstance(value, bool)):
            raise SettingsError(f"{path}: {name} must be {_kind(types[name])}, not {value!r}")
    return table


def _parse(kind: Any, text: str, where: str) -> Any:
    text = text.strip()
    try:
        if kind is bool:
            return {
                "1": True,
                "true": True,
                "yes": True,
                "on": True,
                "0": False,
                "false": False,
                "no": False,
                "off": False,
            }[text.lower()]
        if kind is int:
            return int(text)
        if kind == tuple[int, ...]:
            return tuple(int(part) for part in text.split(",") if part.strip())
    except (KeyError, ValueError):
        raise SettingsError(f"{where} must be {_kind(kind)}, not {text!r}") from None
    return text


def _kind(kind: Any) -> str:
    return {bool: "on or off", int: "a whole number", str: "text"}.get(kind, "whole numbers separated by commas")


def _check(settings: Settings) -> None:
    if settings.log_level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise SettingsError(f"log_level must be DEBUG, INFO, WARNING or ERROR, not {settings.log_level!r}")
    for name, least in (("retention_days", 1), ("user_rate_per_minute", 0)):
        if getattr(settings, name) < least:
            raise SettingsError(f"{name} must be at least {least}, not {getattr(settings, name)}")
