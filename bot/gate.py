"""Who may use the bot, and how fast: checked before any handler, for every kind of update.

Empty lists let everybody in. Users beyond them get one fixed line, and the administrators are told once.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from html import escape
from typing import Any

from telegram import Update, User
from telegram.ext import ApplicationHandlerStop

from bot import texts
from bot.html import plain_text
from bot.place import Place, moved_group, place_of
from bot.services import Services
from bot.store.people import first_refusal

log = logging.getLogger(__name__)

WINDOW_S = 60.0
QUIET_S = 60.0
"""A refused or too fast person is told once in this time: a flood is not answered by a flood."""
INLINE_FACTOR = 6
"""Inline queries come at each key: so many times more are allowed than questions."""
MOST_USERS = 10_000
"""Users whose pace is remembered."""


class Gate:
    """Lets updates through, or ends them."""

    def __init__(self, services: Services) -> None:
        self._s = services
        self._asked: dict[tuple[int, bool], deque[float]] = {}
        self._told: dict[int, float] = {}

    async def check(self, update: Update, _: Any) -> None:
        """End an update that may not pass.

        :raises ApplicationHandlerStop: it ends here.
        """
        user = update.effective_user
        if user is None:
            raise ApplicationHandlerStop
        if update.my_chat_member is not None or (update.message is not None and moved_group(update.message)):
            return  # news of a chat, no request
        if not self._allowed(update, user):
            await self._refuse(update, user)
            raise ApplicationHandlerStop
        wait = self._too_fast(user.id, inline=update.inline_query is not None)
        if wait > 0:
            await self._tell(update, texts.TOO_FAST.format(seconds=int(wait) + 1))
            raise ApplicationHandlerStop

    def _allowed(self, update: Update, user: User) -> bool:
        settings = self._s.settings
        if not settings.allowed_users and not settings.allowed_chats:
            return True
        if user.id in settings.allowed_users or user.id in settings.admins:
            return True
        chat = update.effective_chat
        return chat is not None and chat.id in settings.allowed_chats

    async def _refuse(self, update: Update, user: User) -> None:
        log.info("a user who is on no list was refused")
        first = await self._s.database.run(lambda c: first_refusal(c, user.id))
        await self._tell(update, texts.REFUSED.format(user_id=user.id))
        if first:
            name = escape(user.full_name) + (f" @{escape(user.username)}" if user.username else "")
            for admin in self._s.settings.admins:
                place = Place(chat_id=admin, user_id=admin, update_id=update.update_id)
                # Not waited for: an administrator's chat may be slow or gone.
                html = texts.ASKS_FOR_ACCESS.format(name=name, user_id=user.id)
                self._s.spawn(asyncio.ensure_future(self._tell_admin(place, html)))

    async def _tell_admin(self, place: Place, html: str) -> None:
        await self._s.sender.send(place, [html])

    def _too_fast(self, user_id: int, inline: bool) -> float:
        """Return for how long a user must wait, 0 where the request may pass; counts the request then."""
        most = self._s.settings.user_rate_per_minute * (INLINE_FACTOR if inline else 1)
        if most == 0:
            return 0.0
        now = time.monotonic()
        if len(self._asked) > MOST_USERS:
            self._asked = {key: times for key, times in self._asked.items() if times[-1] > now - WINDOW_S}
        times = self._asked.setdefault((user_id, inline), deque())
        while times and times[0] <= now - WINDOW_S:
            times.popleft()
        if len(times) >= most:
            return times[0] + WINDOW_S - now
        times.append(now)
        return 0.0

    async def _tell(self, update: Update, html: str) -> None:
        """Say why an update ends here; by message once in a while, by the tap's own answer always."""
        if update.callback_query is not None:
            await self._s.sender.answer_tap(update.callback_query.id, plain_text(html), alert=True)
            return
        if update.inline_query is not None:
            await self._s.sender.bot.answer_inline_query(update.inline_query.id, [], cache_time=5, is_personal=True)
            return
        place, now = place_of(update), time.monotonic()
        if place is None or self._told.get(place.user_id, -QUIET_S) > now - QUIET_S:
            return
        if len(self._told) > MOST_USERS:
            self._told.clear()
        self._told[place.user_id] = now
        await self._s.say(place, html)
