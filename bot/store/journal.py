"""The journal of updates: each is taken once, and answered once, whatever process is killed when.

An update is journalled before Telegram is told that it arrived. It is ``ACCEPTED`` until its answer is about to
be sent, ``SENDING`` until all is sent, ``DONE`` then; its text is kept until ``DONE`` only.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import Database
from bot.store.instances import Instance
from bot.store.schema import ACCEPTED, DONE, SENDING, instances, updates

KEEP_S = 3 * 24 * 3600
"""How long a done update is remembered: Telegram delivers again for a day at most."""


@dataclass(frozen=True, slots=True)
class Left:
    """An update that a dead process left behind."""

    update_id: int
    payload: str
    """Telegram's JSON."""
    maybe_sent: bool
    """Whether its answer may have been sent already: it must not be answered again then."""


class Journal:
    """The journal of one bot, as this process writes it."""

    def __init__(self, database: Database, instance: Instance, bot_id: int) -> None:
        self.database = database
        self.instance = instance
        self.bot_id = bot_id
        self._finished: set[int] = set()

    async def accept(self, items: Sequence[tuple[int, str]]) -> set[int]:
        """Return the ids of the updates that no process has taken yet; they are this process's now."""
        rows = [
            {
                "bot_id": self.bot_id,
                "update_id": update_id,
                "owner": self.instance.id,
                "state": ACCEPTED,
                "attempts": 1,
                "payload": payload,
                "received_at": int(time.time()),
            }
            for update_id, payload in items
        ]

        def job(connection: Connection) -> set[int]:
            maker = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
            statement = maker(updates).on_conflict_do_nothing()
            return {
                id_ for (id_, _), row in zip(items, rows, strict=True) if connection.execute(statement, row).rowcount
            }

        return await self.database.run(job)

    def begin(self, connection: Connection, update_id: int) -> bool:
        """Return whether this process may send the answer now: false where another one has taken the update over."""
        mine = and_(self._is(update_id), updates.c.owner == self.instance.id, updates.c.state != DONE)
        return connection.execute(update(updates).where(mine).values(state=SENDING)).rowcount == 1

    async def begin_now(self, update_id: int) -> bool:
        """Return what ``begin`` returns, in a transaction of its own."""
        return await self.database.run(lambda connection: self.begin(connection, update_id))

    def finish(self, connection: Connection, update_id: int) -> None:
        """Remember that nothing is left to do, and forget the text."""
        mine = and_(self._is(update_id), updates.c.owner == self.instance.id)
        connection.execute(update(updates).where(mine).values(state=DONE, payload=None))

    async def done(self, update_id: int) -> None:
        """Do what ``finish`` does, in a transaction of its own, unless ``finished`` said that it is done."""
        if update_id in self._finished:
            self._finished.discard(update_id)
            return
        await self.database.run(lambda connection: self.finish(connection, update_id))

    def finished(self, update_id: int) -> None:
        """Take note that a transaction with ``finish`` in it is committed."""
        self._finished.add(update_id)

    async def take_over(self, most_attempts: int) -> list[Left]:
        """Return what dead processes left undone, in order; it is this process's now.

        :param most_attempts: an update that was begun so often counts as ``maybe_sent``: it may be what kills us.
        """

        def job(connection: Connection) -> list[Left]:
            dead = self.instance.dead(connection)
            living = select(instances.c.id)
            # An owner that left in order has no row any more; one that died still has.
            orphaned = updates.c.owner.not_in(living) | updates.c.owner.in_(dead)
            undone = and_(updates.c.bot_id == self.bot_id, updates.c.state != DONE, orphaned)
            rows = connection.execute(select(updates).where(undone).order_by(updates.c.update_id)).all()
            left = []
            for row in rows:
                same = and_(self._is(row.update_id), updates.c.owner == row.owner, updates.c.state == row.state)
                claim = update(updates).where(same).values(owner=self.instance.id, attempts=row.attempts + 1)
                claim = claim.values(state=ACCEPTED)
                if connection.execute(claim).rowcount == 1 and row.payload is not None:
                    again = row.state == SENDING or row.attempts >= most_attempts
                    left.append(Left(row.update_id, row.payload, again))
            if dead:
                connection.execute(delete(instances).where(instances.c.id.in_(dead)))
            return left

        return await self.database.run(job)

    def prune(self, connection: Connection) -> None:
        """Forget the updates that Telegram will not deliver again."""
        old = and_(updates.c.state == DONE, updates.c.received_at < int(time.time()) - KEEP_S)
        connection.execute(delete(updates).where(old))

    def _is(self, update_id: int) -> ColumnElement[bool]:
        return and_(updates.c.bot_id == self.bot_id, updates.c.update_id == update_id)
