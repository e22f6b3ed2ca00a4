"""Which updates are worked on when: one after the other in a chat, chats side by side.

Taps and inline queries do not wait in their chat's lane: they are answered at once, and what they ask for enters
the lane by ``ChatLanes.lane``.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

MOST_UPDATES = 10_000
"""Updates held at once: most of them wait in a lane and cost next to nothing. A chat that floods must not take the
places of others."""
Done = Callable[[int], Awaitable[None]]
"""Told the id of an update when nothing is left to do for it."""


class ChatLanes(BaseUpdateProcessor):
    """Runs updates, each chat's messages in order."""

    def __init__(self) -> None:
        super().__init__(MOST_UPDATES)
        self._lanes: dict[int, tuple[asyncio.Lock, list[int]]] = {}
        self.done: Done | None = None
        """Set once the journal is open."""
        self.leaving = False
        """Set when the process ends: what has not begun is left for the next start."""

    async def initialize(self) -> None:
        """Nothing to make ready."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run an update's handlers when it is its turn, then remember that it is done."""
        assert isinstance(update, Update)  # noqa: S101  (the intake puts nothing else into the queue)
        message = update.message or update.edited_message
        if message is None:
            await self._run(update, coroutine)
            return
        async with self.lane(message.chat.id):
            await self._run(update, coroutine)

    async def _run(self, update: Update, coroutine: Awaitable[Any]) -> None:
        if self.leaving:
            if isinstance(coroutine, Coroutine):
                coroutine.close()  # it will not run: without this Python warns
            return
        await coroutine
        if self.done is not None:
            await self.done(update.update_id)

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
