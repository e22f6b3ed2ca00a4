"""Brings the database's schema to the version that this code works with.

Alembic is imported only where there is something to do: a start that finds the right version costs one query.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from bot.store.schema import HEAD
from corpus.errors import BotError

LOCK = 0x626F74
"""Number of PostgreSQL's advisory lock ("bot"): replicas that start together migrate one after the other."""


def migrate(engine: Engine) -> str | None:
    """Return the version that was found (None for a new database) after bringing the schema to ``HEAD``.

    :raises BotError: the database cannot be reached, or it is of a newer version than this code.
    """
    try:
        with engine.connect() as connection:
            found = _version(connection)
        if found != HEAD:
            with _exclusive(engine) as connection:
                if _version(connection) != HEAD:  # another replica may have done it meanwhile
                    _upgrade(connection)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", "") or error).strip().splitlines()
        raise BotError(
            f"the database cannot be used: {reason[0] if reason else type(error).__name__}; "
            "check ASSISTANT_DATABASE_URL, or that var/ can be written"
        ) from None
    return found


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version


@contextmanager
def _exclusive(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction that no other process's migration overlaps."""
    # SQLite: every transaction of ours begins IMMEDIATE, which excludes other writers already.
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield connection


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).resolve().parent.parent / "migrations"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise BotError(
            f"the database's schema does not fit this version of the bot ({error}): "
            "was it written by a newer one? Update the bot, or give it a database of its own"
        ) from None
