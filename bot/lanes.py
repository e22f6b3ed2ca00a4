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

MOST_UPDATES = 10_000
"""Updates held at once: most of them wait in a lane and cost next to nothing. A chat that floods must not take the
places of others."""
POLL_S = 0.05
LONGEST_WAIT_S = 20.0
"""How long a message waits for an earlier one of its chat that another replica works on; order is worth no more."""


class Ledger(Protocol):
    """What the lanes need of the journal."""

    async def done(self, update_id: int) -> None:
        """Take note that nothing is left to do for an update."""

    async def is_behind(self, update_id: int) -> bool:
        """Return whether another process still works on an earlier message of the same chat."""


def chat_in_order(update: Update) -> int:
    """Return the chat whose messages an update must wait for, 0 for none: taps and inline queries never wait."""
    message = update.message or update.edited_message
    return 0 if message is None else message.chat.id


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
        async with self.lane(chat_id):
            await self._wait_for_others(update.update_id)
            await self._run(update, coroutine)

    async def _wait_for_others(self, update_id: int) -> None:
        """Wait while a replica works on an earlier message of the chat."""
        ends = time.monotonic() + LONGEST_WAIT_S
        while self.journal is not None and not self.leaving and await self.journal.is_behind(update_id):
            if time.monotonic() > ends:
                return
            await asyncio.sleep(POLL_S)

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
