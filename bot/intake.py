"""Takes updates in, from polling or the webhook: reads them, journals what is meant for the bot, queues it once."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import Update

from bot import texts
from bot.addressed import is_addressed
from bot.lanes import chat_in_order
from bot.place import kind_of, place_of
from bot.services import Services
from bot.store.journal import Item

log = logging.getLogger(__name__)

KINDS = ["message", "edited_message", "callback_query", "inline_query", "my_chat_member"]
"""The updates that Telegram is asked for."""
MOST_ATTEMPTS = 2
"""Starts on one update before it is given up with an apology: it may be what kills the process."""


class Intake:
    """Where updates enter."""

    def __init__(self, services: Services, queue: asyncio.Queue[object]) -> None:
        self._s = services
        self._queue = queue

    async def take(self, raws: Sequence[dict[str, Any]]) -> None:
        """Queue the updates that are new and meant for the bot; when this returns, none of them can be lost.

        :raises SQLAlchemyError: they could not be journalled: Telegram must not be told that they arrived.
        """
        read = [(raw, update) for raw in raws if (update := self._read(raw)) is not None]
        meant = [(raw, update) for raw, update in read if is_addressed(update, self._s.me)]
        if not meant:
            return
        items = [Item(update.update_id, chat_in_order(update), json.dumps(raw)) for raw, update in meant]
        fresh = await self._s.journal.accept(items)
        for _, update in meant:
            if update.update_id in fresh:
                fresh.discard(update.update_id)  # the same one twice in a batch
                self._s.metrics.update(kind_of(update))
                await self._queue.put(update)

    def _read(self, raw: dict[str, Any]) -> Update | None:
        update = self._s.sender.bot.read_update(raw) if isinstance(raw.get("update_id"), int) else None
        if update is None:
            self._s.metrics.telegram_error("unreadable")
            log.error("an update cannot be read and is left out: is python-telegram-bot older than Telegram's API?")
        return update

    async def take_over(self) -> int:
        """Return how many updates were left undone by dead processes; they are queued or apologised for."""
        left = await self._s.journal.take_over(MOST_ATTEMPTS)
        for each in left:
            update = self._s.sender.bot.read_update(json.loads(each.item.payload))
            if update is None:
                await self._s.journal.done(each.item.update_id)
            elif each.maybe_sent:
                self._s.spawn(asyncio.ensure_future(self._apologise(update)))
            else:
                await self._queue.put(update)
        if left:
            log.info("took over %d updates that a stopped process had not finished", len(left))
        return len(left)

    async def _apologise(self, update: Update) -> None:
        place = place_of(update)
        if place is not None and update.inline_query is None and update.my_chat_member is None:
            async with self._s.lanes.turn(update, chat_in_order(update) or place.chat_id):
                await self._s.say(place, texts.INTERRUPTED)
        await self._s.journal.done(update.update_id)

    async def sweep(self, every_s: float) -> None:
        """Say that this process is alive and look for work of dead ones, until cancelled."""
        while True:
            await asyncio.sleep(every_s)
            try:
                await self._s.database.run(self._s.journal.instance.beat)
                if not self._s.lanes.leaving:
                    await self.take_over()
            except SQLAlchemyError as error:
                log.warning("the database cannot be reached (%s); trying again", type(error).__name__)
