"""What the handlers share: one value instead of a global."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from telegram import User

from assistant.settings import Settings
from bot.answering import Answerer
from bot.lanes import ChatLanes
from bot.metrics import Metrics
from bot.pacing import Attempt
from bot.place import Place
from bot.sender import Markup, Sender
from bot.store.cards import Cards
from bot.store.database import Database
from bot.store.journal import Journal


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
        await self.sender.turn(place)
        if not await self.journal.begin_now(place.update_id):
            return None
        # Nothing is taken back while it waits: an earlier message for the same update may have been sent.
        sent = await self.sender.send(place, [html], markup, Attempt())
        return sent[0] if sent else None
