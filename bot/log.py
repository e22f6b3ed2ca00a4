"""Logging of the bot process: one line a record, no token and no text of anybody's in it.

httpx writes every address, with the token in it, at INFO; python-telegram-bot writes whole updates when it cannot
read one. Both are silenced, and what looks like a token is blotted out of every line, tracebacks included.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable

_TOKEN = re.compile(r"\b\d{5,}:[A-Za-z0-9_-]{20,}")
_BLOT = "<token>"


class Redacting(logging.Formatter):
    """Formats a record on its lines, secrets blotted out; a filter would miss tracebacks."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        """Take the secrets that this process knows."""
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's text without secrets."""
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, _BLOT)
        return _TOKEN.sub(_BLOT, text)


def set_up(level: str, secrets: tuple[str, ...]) -> None:
    """Send all records of the process to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(secrets))
    logging.basicConfig(level=max(logging.WARNING, logging.getLevelName(level)), handlers=[handler], force=True)
    # Only our own: others' DEBUG and INFO show addresses with the token, whole messages, and every rule of a parser.
    for name in ("bot", "assistant", "index", "corpus"):
        logging.getLogger(name).setLevel(level)
    # PTB's CRITICAL lines repeat what they could not read; we count and say that ourselves.
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)


def log_progress() -> Callable[[str, int, int], None]:
    """Return what logs each step of building the index once: it takes minutes, and happens after the corpus changed."""
    log, said = logging.getLogger("bot"), set[str]()

    def progress(what: str, _done: int, _all: int) -> None:
        if what not in said:
            log.info("the index does not fit the corpus and is built, which takes minutes: %s", what)
            said.add(what)

    return progress
