"""What the handlers share: one value instead of a global."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from telegram import User

from assistant import Answer, Assistant, ChatContext
from assistant.settings import Settings
from bot.lanes import ChatLanes
from bot.metrics import Metrics
from bot.place import Place
from bot.sender import Markup, Sender
from bot.store.cards import Cards
from bot.store.database import Database
from bot.store.journal import Journal

THREADS = 2
"""Questions computed at once: the encoder and FAISS release Python's lock, the rest of an answer does not."""


class Answerer:
    """Asks the assistant off the event loop, so that a heavy question delays no other chat's typing."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="answer")

    async def ask(self, question: str, context: ChatContext) -> Answer:
        """Return the assistant's answer."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self.assistant.ask, question, context)

    def close(self) -> None:
        """End the threads; a question under way is not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class Services:
    """What the handlers share."""

    settings: Settings
    answerer: Answerer
    database: Database
    journal: Journal
    cards: Cards
    sender: Sender
    lanes: ChatLanes
    metrics: Metrics
    me: User
    """The bot's own user."""
    spawn: Callable[[asyncio.Future[None]], None]
    """Keeps a task until it ends, and its end for the process to wait for."""

    async def say(self, place: Place, html: str, markup: Markup | None = None) -> int | None:
        """Return the id of a message of ours that answers an update, None where it was not sent or is not known."""
        if not await self.journal.begin_now(place.update_id):
            return None
        sent = await self.sender.send(place, [html], markup)
        return sent[0] if sent else None
