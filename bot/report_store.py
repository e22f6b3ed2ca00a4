"""The bot's reports for the operator: what ``assistant report list`` and ``assistant report export ID`` read.

Reads only; the bot need not run. Where there is no database of the bot yet, there is no store.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from assistant import dialogue as d
from assistant.settings import Settings
from bot.store.database import make_engine
from bot.store.dialogues import read_file
from bot.store.schema import dialogues
from corpus.errors import BotError


class BotReports:
    """The reports in the bot's database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def list(self) -> Iterator[d.Dialogue]:
        """Yield all reports, by id; damaged ones are passed over."""
        reports = select(dialogues.c.state).where(dialogues.c.kind == d.Kind.REPORT.value).order_by(dialogues.c.id)
        with self._engine.begin() as connection:
            states = connection.execute(reports).scalars().all()
        for state in states:
            report = d.parse(state)
            if report is not None:
                yield report

    def get(self, id_: str) -> d.Dialogue | None:
        """Return one report, None where there is none of that id."""
        same = (dialogues.c.id == id_) & (dialogues.c.kind == d.Kind.REPORT.value)
        with self._engine.begin() as connection:
            state: str | None = connection.execute(select(dialogues.c.state).where(same)).scalar()
        return None if state is None else d.parse(state)

    def read(self, attachment_id: str) -> bytes | None:
        """Return the bytes of a file that a report holds, None where it is gone."""
        with self._engine.begin() as connection:
            return read_file(connection, attachment_id)


def open_store(settings: Settings) -> BotReports | None:
    """Return the bot's reports, None where there is no database of the bot.

    :raises BotError: the database cannot be used.
    """
    if not settings.database_url and not (settings.var / "assistant.db").is_file():
        return None
    engine = make_engine(settings.database_url, settings.var)
    try:
        with engine.begin() as connection:
            known = _is_known(connection)
    except SQLAlchemyError as error:
        raise BotError(
            f"the bot's database cannot be read ({type(error).__name__}); check ASSISTANT_DATABASE_URL and var/"
        ) from None
    return BotReports(engine) if known else None


def _is_known(connection: Connection) -> bool:
    return inspect(connection).has_table(dialogues.name)
