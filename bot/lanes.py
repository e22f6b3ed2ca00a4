"""Which updates are worked on when: one after the other in a chat, chats side by side.

Taps and inline queries do not wait in their chat's lane: they are answered at once, and what they ask for enters
the lane by ``ChatLanes.lane``.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Protocol

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.pacing import DEADLINE_S
from bot.place import moved_group

MOST_UPDATES = 10_000
"""Updates held at once: most of them wait in a lane and cost next to nothing. A chat that floods must not take the
places of others."""
FIRST_POLL_S, LONGEST_POLL_S = 0.05, 1.0
"""Waits between looks at what another replica does: doubled each time."""
LONGEST_WAIT_S = DEADLINE_S + 60.0
"""How long a message waits for an earlier one of its chat that another replica works on: as long as that one is
tried, and longer than it takes to notice that the replica died. Beyond, something is broken."""


class Ledger(Protocol):
    """What the lanes need of the journal."""

    async def done(self, update_id: int) -> None:
        """Take note that nothing is left to do for an update."""

    async def is_behind(self, update_id: int, chat_id: int) -> bool:
        """Return whether an earlier message of the same chat, which another process had, is not done yet."""


def chat_in_order(update: Update) -> int:
    """Return the chat whose messages an update must wait for, 0 for none: taps and inline queries never wait.

    News that a group got a new id belongs to the new one: what is asked there needs what is moved there.
    """
    message = update.message or update.edited_message
    if message is None:
        return 0
    moved = moved_group(message)
    return message.chat.id if moved is None else moved.new


class ChatLanes(BaseUpdateProcessor):
    """Runs updates, each chat's messages in order."""

    def __init__(self) -> None:
        super().__init__(MOST_UPDATES)
        self._lanes: dict[int, tuple[asyncio.Lock, list[int]]] = {}
        self.journal: Ledger | None = None
        """Set once it is open."""
        self.leaving = False
        """Set when the process ends: what has not begun is left for the next start."""

    async def initialize(self) -> None:
        """Nothing to make ready."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run an update's handlers when it is its turn, then remember that it is done."""
        assert isinstance(update, Update)  # noqa: S101  (the intake puts nothing else into the queue)
        chat_id = chat_in_order(update)
        if chat_id == 0:
            await self._run(update, coroutine)
            return
        async with self.turn(update, chat_id):
            await self._run(update, coroutine)

    @asynccontextmanager
    async def turn(self, update: Update, chat_id: int) -> AsyncIterator[None]:
        """Wait for an update's turn in a chat, over all replicas, and keep it."""
        ends, wait = time.monotonic() + LONGEST_WAIT_S, FIRST_POLL_S
        while True:
            async with self._lanes_of(update, chat_id):
                if time.monotonic() > ends or not await self._is_behind(update.update_id, chat_id):
                    yield
                    return
            # Outside the lane: the earlier message may come into it, taken over from a replica that died.
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_POLL_S)

    async def _is_behind(self, update_id: int, chat_id: int) -> bool:
        return self.journal is not None and not self.leaving and await self.journal.is_behind(update_id, chat_id)

    @asynccontextmanager
    async def _lanes_of(self, update: Update, chat_id: int) -> AsyncIterator[None]:
        """Wait for the turn of an update; one that moves a group waits for what was asked under the old id as well."""
        moved = None if update.message is None else moved_group(update.message)
        async with self.lane(chat_id):
            if moved is None:
                yield
                return
            # The new chat's lane is taken first, so that what is asked there stays behind.
            async with self.lane(moved.old):
                yield

    async def _run(self, update: Update, coroutine: Awaitable[Any]) -> None:
        if self.leaving:
            if isinstance(coroutine, Coroutine):
                coroutine.close()  # it will not run: without this Python warns
            return
        await coroutine
        if self.journal is not None:
            await self.journal.done(update.update_id)

    @asynccontextmanager
    async def lane(self, chat_id: int) -> AsyncIterator[None]:
        """Wait for the chat's turn and keep it; first come, first served."""
        lock, users = self._lanes.setdefault(chat_id, (asyncio.Lock(), []))
        users.append(0)
        try:
            async with lock:
                yield
        finally:
            users.pop()
            if not users:
                del self._lanes[chat_id]
