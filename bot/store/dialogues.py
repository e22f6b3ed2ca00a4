"""Guided dialogues in the database: states, files of reports, and what a chat has found out.

A person has at most one dialogue in a chat that takes texts (``active``), and any number of reports as drafts.
A dialogue is written with its version, so that of two replicas that advance it at once one has to read again.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, bindparam, delete, insert, select, update

from assistant import dialogue as d
from bot.store.schema import dialogues, facts, files

if TYPE_CHECKING:
    from bot.place import Place  # it imports Telegram's library, which `assistant report` has no use for

IDLE_S = 12 * 3600
"""A text that comes later is a question of its own, no word of a dialogue that was left; its buttons go on working."""

# Made once, as each message asks for it: building a statement costs more than running it.
_ACTIVE = select(dialogues).where(
    dialogues.c.bot_id == bindparam("bot"),
    dialogues.c.chat_id == bindparam("chat"),
    dialogues.c.user_id == bindparam("user"),
    dialogues.c.active,
    dialogues.c.updated_at > bindparam("since"),
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A dialogue as it is stored."""

    dialogue: d.Dialogue
    card: str = ""
    """The card of its present screen."""
    version: int = 0
    """0 for one that is not stored yet."""


class Dialogues:
    """The dialogues of one bot."""

    def __init__(self, bot_id: int) -> None:
        self.bot_id = bot_id

    def active(self, connection: Connection, place: Place) -> Stored | None:
        """Return the dialogue that a person's texts in a chat belong to, None where there is none."""
        person = {"bot": self.bot_id, "chat": place.chat_id, "user": place.user_id}
        return _stored(connection.execute(_ACTIVE, {**person, "since": int(time.time()) - IDLE_S}).first())

    def get(self, connection: Connection, place: Place, id_: str) -> Stored | None:
        """Return a person's dialogue in a chat by its id; None where it is gone or cannot be read any more."""
        same = and_(self._person(place), dialogues.c.id == id_)
        return _stored(connection.execute(select(dialogues).where(same)).first())

    def drafts(self, connection: Connection, place: Place) -> list[d.Dialogue]:
        """Return a person's reports in a chat."""
        same = and_(self._person(place), dialogues.c.kind == d.Kind.REPORT.value)
        rows = connection.execute(select(dialogues).where(same).order_by(dialogues.c.id))
        return [stored.dialogue for row in rows if (stored := _stored(row)) is not None]

    def put(self, connection: Connection, place: Place, stored: Stored, *, active: bool) -> bool:
        """Return whether a dialogue is stored now: false where it was changed since it was read.

        One that becomes active takes the place of the person's other ones; of those only reports are kept.
        """
        dialogue = stored.dialogue
        values = {
            "active": active,
            "state": d.dump(dialogue),
            "card": stored.card,
            "version": stored.version + 1,
            "updated_at": int(time.time()),
        }
        same = and_(self._person(place), dialogues.c.id == dialogue.id, dialogues.c.version == stored.version)
        if stored.version == 0:
            row = {"id": dialogue.id, "bot_id": self.bot_id, "chat_id": place.chat_id, "user_id": place.user_id}
            connection.execute(insert(dialogues).values(kind=dialogue.kind.value, **row, **values))
        elif connection.execute(update(dialogues).where(same).values(values)).rowcount == 0:
            return False
        if active:
            self.leave(connection, place, dialogue.id)
        drop_files(connection, dialogue.id, [file.id for file in d.attachments(dialogue)])
        return True

    def leave(self, connection: Connection, place: Place, but: str = "") -> None:
        """Give the texts of a person back to the assistant; only reports are kept."""
        others = and_(self._person(place), dialogues.c.id != but)
        connection.execute(delete(dialogues).where(others, dialogues.c.kind != d.Kind.REPORT.value))
        connection.execute(update(dialogues).where(others, dialogues.c.active).values(active=False))

    def remove(self, connection: Connection, id_: str) -> None:
        """Delete a dialogue with its files."""
        connection.execute(delete(dialogues).where(dialogues.c.id == id_))
        drop_files(connection, id_, [])

    def _person(self, place: Place) -> ColumnElement[bool]:
        mine = and_(dialogues.c.bot_id == self.bot_id, dialogues.c.chat_id == place.chat_id)
        return and_(mine, dialogues.c.user_id == place.user_id)


def add_file(connection: Connection, id_: str, dialogue_id: str, user_id: int, data: bytes) -> None:
    """Store a file of a report, unless it is stored already."""
    if connection.execute(select(files.c.id).where(files.c.id == id_)).first() is None:
        connection.execute(insert(files).values(id=id_, dialogue=dialogue_id, user_id=user_id, data=data))


def read_file(connection: Connection, id_: str) -> bytes | None:
    """Return a file's bytes, None where it is gone."""
    data: bytes | None = connection.execute(select(files.c.data).where(files.c.id == id_)).scalar()
    return None if data is None else bytes(data)


def drop_files(connection: Connection, dialogue_id: str, held: Sequence[str]) -> None:
    """Delete the files of a dialogue that it does not hold."""
    connection.execute(delete(files).where(files.c.dialogue == dialogue_id, files.c.id.not_in(held)))


def get_facts(connection: Connection, place: Place) -> d.Facts:
    """Return what a person has found out in a chat."""
    text: str | None = connection.execute(select(facts.c.facts).where(_here(facts, place))).scalar()
    return d.Facts() if text is None else d.Facts.parse(text)


def put_facts(connection: Connection, place: Place, known: d.Facts) -> None:
    """Store what a person has found out in a chat."""
    values = {"facts": known.dump(), "updated_at": int(time.time())}
    if connection.execute(update(facts).where(_here(facts, place)).values(values)).rowcount == 0:
        connection.execute(insert(facts).values(chat_id=place.chat_id, user_id=place.user_id, **values))


def prune_dialogues(connection: Connection, before: int) -> None:
    """Delete the dialogues and facts that were last changed before a time, and files without a dialogue."""
    for table in (dialogues, facts):
        connection.execute(delete(table).where(table.c.updated_at < before))
    connection.execute(delete(files).where(files.c.dialogue.not_in(select(dialogues.c.id))))


def move_dialogues(connection: Connection, old: int, new: int) -> None:
    """Give the dialogues and facts of a group its new id."""
    connection.execute(update(dialogues).where(dialogues.c.chat_id == old).values(chat_id=new))
    known = select(facts.c.user_id).where(facts.c.chat_id == new)
    moved = and_(facts.c.chat_id == old, facts.c.user_id.not_in(known))
    connection.execute(update(facts).where(moved).values(chat_id=new))
    connection.execute(delete(facts).where(facts.c.chat_id == old))


def _here(table: Table, place: Place) -> ColumnElement[bool]:
    return and_(table.c.chat_id == place.chat_id, table.c.user_id == place.user_id)


def _stored(row: Row[Any] | None) -> Stored | None:
    dialogue = None if row is None else d.parse(row.state)
    return None if row is None or dialogue is None else Stored(dialogue, row.card, row.version)
