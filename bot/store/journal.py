"""The journal of updates: each is taken once, and answered once, whatever process is killed when.

An update is journalled before Telegram is told that it arrived. It is ``ACCEPTED`` until its answer is about to
be sent, ``SENDING`` until all is sent, ``DONE`` then; its text is kept until ``DONE`` only.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import Database
from bot.store.instances import Instance
from bot.store.schema import ACCEPTED, DONE, SENDING, instances, updates

KEEP_S = 3 * 24 * 3600
"""How long a done update is remembered: Telegram delivers again for a day at most."""

# Made once: building a statement costs more than running it, and each answer runs all of these.
_KEY = and_(updates.c.bot_id == bindparam("bot"), updates.c.update_id == bindparam("id"))
_MINE = and_(_KEY, updates.c.owner == bindparam("me"))
# RETURNING and not rowcount, which PostgreSQL's driver leaves open for such an insert.
_ACCEPT = {
    dialect.__name__.rpartition(".")[2]: dialect.insert(updates).on_conflict_do_nothing().returning(updates.c.update_id)
    for dialect in (sqlite, postgresql)
}
_WORK = update(updates).where(_MINE).values(attempts=updates.c.attempts + 1)
_BEGIN = update(updates).where(_MINE, updates.c.state != DONE).values(state=SENDING)
_OWNED = select(updates.c.update_id).where(_MINE, updates.c.state != DONE)
_HOLD = update(updates).where(_MINE, updates.c.state == SENDING).values(state=ACCEPTED)
_FINISH = update(updates).where(_MINE).values(state=DONE, payload=None)
_EARLIER = (
    select(updates.c.update_id)
    .where(
        updates.c.bot_id == bindparam("bot"),
        updates.c.chat_id == bindparam("chat"),
        updates.c.update_id < bindparam("id"),
        updates.c.state != DONE,
    )
    .limit(1)
)
_EARLIER_OF_OTHERS = _EARLIER.where(updates.c.owner != bindparam("me"))


@dataclass(frozen=True, slots=True)
class Item:
    """An update to journal."""

    update_id: int
    chat_id: int
    """The chat whose order it belongs to, 0 for none."""
    payload: str
    """Telegram's JSON."""


@dataclass(frozen=True, slots=True)
class Left:
    """An update that a dead process left behind."""

    item: Item
    maybe_sent: bool
    """Whether its answer may have been sent already: it must not be answered again then."""


class Journal:
    """The journal of one bot, as this process writes it."""

    def __init__(self, database: Database, instance: Instance, bot_id: int) -> None:
        self.database = database
        self.instance = instance
        self.bot_id = bot_id
        self._finished: set[int] = set()
        self._behind: dict[int, set[int]] = {}
        """By chat: the updates that wait for one that another process had when they came, or for one of these."""

    async def accept(self, items: Sequence[Item]) -> set[int]:
        """Return the ids of the updates that no process has taken yet; they are this process's now."""
        rows = [
            {
                "bot_id": self.bot_id,
                "update_id": item.update_id,
                "chat_id": item.chat_id,
                "owner": self.instance.id,
                "state": ACCEPTED,
                "attempts": 0,
                "payload": item.payload,
                "received_at": int(time.time()),
            }
            for item in items
        ]

        def job(connection: Connection) -> tuple[set[int], list[Item]]:
            statement = _ACCEPT[connection.dialect.name]
            fresh: set[int] = set()
            behind: list[Item] = []
            for item, row in zip(items, rows, strict=True):
                if connection.execute(statement, row).first() is not None:
                    fresh.add(item.update_id)
                    behind += self._behind_others(connection, item)
            return fresh, behind

        fresh, behind = await self.database.run(job)
        self._wait([item for item in items if item.update_id in fresh], behind)
        return fresh

    def _wait(self, items: Sequence[Item], behind: Sequence[Item]) -> None:
        """Remember which updates wait: those that are behind, and, since these are in no lane, what follows them."""
        for item in behind:
            self._behind.setdefault(item.chat_id, set()).add(item.update_id)
        for item in items:
            if item.chat_id in self._behind:
                self._behind[item.chat_id].add(item.update_id)

    async def is_behind(self, update_id: int, chat_id: int) -> bool:
        """Return whether an earlier message of the same chat, which another process had, is not done yet.

        It may have become this process's meanwhile: its owner died, and it was taken over.
        """
        waiting = self._behind.get(chat_id, set())
        if update_id not in waiting:
            return False
        if min(waiting) < update_id or await self.database.run(lambda c: self._exists(c, _EARLIER, update_id, chat_id)):
            return True
        self._waits_no_more(update_id)
        return False

    def _waits_no_more(self, update_id: int) -> None:
        for chat_id in [chat_id for chat_id, waiting in self._behind.items() if update_id in waiting]:
            self._behind[chat_id].discard(update_id)
            if not self._behind[chat_id]:
                del self._behind[chat_id]

    def _behind_others(self, connection: Connection, item: Item) -> list[Item]:
        """Return the item where another process works on an earlier message of its chat, else nothing."""
        waits = item.chat_id != 0 and self._exists(connection, _EARLIER_OF_OTHERS, item.update_id, item.chat_id)
        return [item] if waits else []

    def _exists(self, connection: Connection, earlier: Select[Any], update_id: int, chat_id: int) -> bool:
        return connection.execute(earlier, {**self._key(update_id), "chat": chat_id}).first() is not None

    def work(self, connection: Connection, update_id: int) -> None:
        """Count a start on an update's answer."""
        connection.execute(_WORK, self._key(update_id))

    def begin(self, connection: Connection, update_id: int) -> bool:
        """Return whether this process may send the answer now: false where another one has taken the update over."""
        return connection.execute(_BEGIN, self._key(update_id)).rowcount == 1

    def owns(self, connection: Connection, update_id: int) -> bool:
        """Return whether this process may still act on an update; for what may be done twice, such as an edit."""
        return connection.execute(_OWNED, self._key(update_id)).first() is not None

    async def begin_now(self, update_id: int) -> bool:
        """Return what ``begin`` returns, in a transaction of its own."""
        return await self.database.run(lambda connection: self.begin(connection, update_id))

    async def hold_now(self, update_id: int) -> None:
        """Remember that what ``begin`` announced was surely not sent, and is tried again later."""
        await self.database.run(lambda connection: connection.execute(_HOLD, self._key(update_id)))

    def finish(self, connection: Connection, update_id: int) -> None:
        """Remember that nothing is left to do, and forget the text."""
        connection.execute(_FINISH, self._key(update_id))

    async def done(self, update_id: int) -> None:
        """Do what ``finish`` does, in a transaction of its own, unless ``finished`` said that it is done."""
        self._waits_no_more(update_id)
        if update_id in self._finished:
            self._finished.discard(update_id)
            return
        await self.database.run(lambda connection: self.finish(connection, update_id))

    def finished(self, update_id: int) -> None:
        """Take note that a transaction with ``finish`` in it is committed."""
        self._finished.add(update_id)

    async def take_over(self, most_attempts: int) -> list[Left]:
        """Return what dead processes left undone, in order; it is this process's now.

        :param most_attempts: an update whose answer was begun so often counts as ``maybe_sent``: it may be what
            kills us.
        """

        def job(connection: Connection) -> tuple[list[Left], list[Item]]:
            dead = self.instance.dead(connection)
            living = select(instances.c.id)
            # An owner that left in order has no row any more; one that died still has.
            orphaned = updates.c.owner.not_in(living) | updates.c.owner.in_(dead)
            undone = and_(updates.c.bot_id == self.bot_id, updates.c.state != DONE, orphaned)
            rows = connection.execute(select(updates).where(undone).order_by(updates.c.update_id)).all()
            left = []
            for row in rows:
                same = and_(self._is(row.update_id), updates.c.owner == row.owner)
                claimed = connection.execute(update(updates).where(same).values(owner=self.instance.id)).rowcount == 1
                if claimed and row.payload is not None:
                    again = row.state == SENDING or row.attempts >= most_attempts
                    left.append(Left(Item(row.update_id, row.chat_id, row.payload), again))
            if dead:
                connection.execute(delete(instances).where(instances.c.id.in_(dead)))
            return left, [one for each in left for one in self._behind_others(connection, each.item)]

        left, behind = await self.database.run(job)
        self._wait([each.item for each in left], behind)
        return left

    def prune(self, connection: Connection) -> None:
        """Forget the updates that Telegram will not deliver again."""
        old = and_(updates.c.state == DONE, updates.c.received_at < int(time.time()) - KEEP_S)
        connection.execute(delete(updates).where(old))

    def _key(self, update_id: int) -> dict[str, object]:
        return {"bot": self.bot_id, "id": update_id, "me": self.instance.id}

    def _is(self, update_id: int) -> ColumnElement[bool]:
        return and_(updates.c.bot_id == self.bot_id, updates.c.update_id == update_id)
