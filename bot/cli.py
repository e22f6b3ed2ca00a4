"""``assistant bot``: the Telegram bot."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

import click


def _log_progress() -> Callable[[str, int, int], None]:
    """Return what logs each step of building the index once: it takes minutes, and happens after the corpus changed."""
    log, said = logging.getLogger("bot"), set[str]()

    def progress(what: str, _done: int, _all: int) -> None:
        if what not in said:
            log.info("the index does not fit the corpus and is built, which takes minutes: %s", what)
            said.add(what)

    return progress


@click.command(name="bot")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder with config.toml and var/ (default: the project).",
)
def command(home: Path | None) -> None:
    """Answer in Telegram, until SIGTERM or Ctrl-C; the token comes from TELEGRAM_BOT_TOKEN."""
    from assistant.settings import load_settings
    from corpus.errors import BotError

    settings = load_settings(home=home)
    if not settings.telegram_bot_token:
        raise BotError(
            "TELEGRAM_BOT_TOKEN is not set: get a token from @BotFather in Telegram (/newbot), then run "
            "TELEGRAM_BOT_TOKEN=... assistant bot"
        )
    try:
        from bot.log import set_up
        from bot.run import run
    except ModuleNotFoundError as error:
        raise BotError(
            f"the bot's packages are not installed ({error.name} is missing): pip install '.[bot]' in the project"
        ) from None
    from assistant import Assistant

    set_up(settings.log_level, (settings.telegram_bot_token, settings.webhook_secret, settings.database_url))
    assistant = Assistant.load(settings, progress=_log_progress())
    # Before polling begins: the first question must not wait for it, and a missing index is said at once.
    assistant.ask("the app does not find the battery")
    asyncio.run(run(settings, assistant))
