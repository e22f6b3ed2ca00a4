"""Keeps within Telegram's flood limits, overall and for each chat, and repeats what may be repeated.

One chat's 429 pauses that chat alone. A message whose reply was lost is not sent again: it may have arrived.
Typing actions do not count and never wait.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram.error import TelegramError
from telegram.ext import BaseRateLimiter

from bot.metrics import Metrics
from bot.requests import FloodError, NotSentError, ReplyLostError

log = logging.getLogger(__name__)

DEADLINE_S = 600
"""How long a message is tried before it is given up: an outage is survived, a queue does not grow for ever."""
QUICK_DEADLINE_S = 10
"""The same for answers to taps and inline queries, which Telegram takes for seconds only."""
FIRST_DELAY_S, LONGEST_DELAY_S = 0.5, 15.0
"""Waits between tries: doubled each time."""
MOST_CHATS = 10_000
"""Chats whose pace is remembered; beyond, the ones that owe no wait are forgotten."""


@dataclass(slots=True)
class Bucket:
    """A limit of ``burst`` at once and one each ``every_s`` after (generic cell rate algorithm)."""

    every_s: float
    burst: int
    full_at: float = 0.0
    """When the next message would be on time, had all been evenly spaced."""

    def reserve(self, now: float) -> float:
        """Return when the next message may go, and count it."""
        self.full_at = max(self.full_at, now)
        at = self.full_at - (self.burst - 1) * self.every_s
        self.full_at += self.every_s
        return max(at, now)


class AbandonedError(TelegramError):
    """A message that waited may not be sent any more: another process has taken it over."""


async def _nothing() -> None:
    pass


async def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Attempt:
    """A message that has had its turn (``Pacer.turn``), and what is done where it must wait all the same."""

    waits: Callable[[], Awaitable[None]] = _nothing
    """Told that the message was surely not sent, and is tried again later."""
    again: Callable[[], Awaitable[bool]] = _always
    """Asked before the next try whether the message may still be sent."""


def _overall() -> Bucket:
    """Telegram allows 30 messages a second: a burst of 10 and 20 a second after stay below it in every second."""
    return Bucket(every_s=1 / 20, burst=10)


def _private() -> Bucket:
    """Telegram allows one message a second in a private chat, and short bursts."""
    return Bucket(every_s=1.0, burst=4)


def _group() -> Bucket:
    """Telegram allows 20 messages a minute in a group."""
    return Bucket(every_s=4.0, burst=5)


class Pacer(BaseRateLimiter[Any]):
    """The pace of one bot."""

    def __init__(self, metrics: Metrics, enabled: bool = True) -> None:
        """Where not enabled only 429 is honoured and faults are repeated."""
        self._metrics = metrics
        self._enabled = enabled
        self._all = _overall()
        self._chats: dict[int | str, Bucket] = {}
        self._paused: dict[int | str, float] = {}

    async def initialize(self) -> None:
        """Nothing to make ready."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Any,
    ) -> Any:
        """Return Telegram's answer to the request, sent when its turn has come.

        :param rate_limit_args: the ``Attempt`` that a message is, if it is one.
        :raises AbandonedError: the attempt may not go on.
        """
        chat = data.get("chat_id", 0)
        if endpoint == "sendChatAction":
            # Worth nothing later, so it neither waits nor is repeated.
            return True if self._pause_left(chat) > 0 else await callback(*args, **kwargs)
        if not endpoint.startswith(("send", "edit", "answer", "delete")):
            return await callback(*args, **kwargs)  # starting up: who calls repeats these, and says so
        sends = endpoint.startswith("send")
        ends = time.monotonic() + (QUICK_DEADLINE_S if endpoint.startswith("answer") else DEADLINE_S)
        delay = FIRST_DELAY_S
        attempt, turn_had = rate_limit_args, rate_limit_args is not None
        while True:
            if endpoint.startswith(("send", "edit")) and not turn_had:
                await self.turn(chat)
                if attempt is not None and not await attempt.again():
                    raise AbandonedError("another process has taken the message over")
            turn_had = False
            try:
                return await callback(*args, **kwargs)
            except FloodError as error:
                wait = error.wait_s
                self._metrics.telegram_error("flood")
                log.warning("Telegram asks for a pause of %.0f s before %s (429)", wait, endpoint)
                if time.monotonic() + wait > ends:
                    raise
                self._paused[chat] = max(self._paused.get(chat, 0), time.monotonic() + wait)
                if attempt is not None:
                    await attempt.waits()
                await self._resumed(chat)
            except (NotSentError, ReplyLostError) as error:
                self._metrics.telegram_error("network")
                if (sends and isinstance(error, ReplyLostError)) or time.monotonic() + delay > ends:
                    raise
                log.warning("%s failed (%s); trying again in %.1f s", endpoint, error, delay)
                if attempt is not None:
                    await attempt.waits()
                await asyncio.sleep(delay)
                delay = min(2 * delay, LONGEST_DELAY_S)

    async def turn(self, chat: int | str) -> None:
        """Wait until a message may go to the chat."""
        await self._resumed(chat)
        if not self._enabled:
            return
        bucket = self._chats.get(chat)
        if bucket is None:
            self._forget_idle()
            # Groups and channels have negative ids, or a name.
            bucket = self._chats[chat] = _private() if isinstance(chat, int) and chat > 0 else _group()
        # The chat's turn comes first: a chat that waits must not hold a place in everybody's queue.
        await _until(bucket.reserve(time.monotonic()))
        await _until(self._all.reserve(time.monotonic()))
        await self._resumed(chat)

    async def _resumed(self, chat: int | str) -> None:
        while (left := self._pause_left(chat)) > 0:
            await asyncio.sleep(left)
        self._paused.pop(chat, None)

    def _pause_left(self, chat: int | str) -> float:
        return self._paused.get(chat, 0.0) - time.monotonic()

    def _forget_idle(self) -> None:
        if len(self._chats) >= MOST_CHATS:
            now = time.monotonic()
            self._chats = {chat: bucket for chat, bucket in self._chats.items() if bucket.full_at > now}


async def _until(at: float) -> None:
    left = at - time.monotonic()
    if left > 0:
        await asyncio.sleep(left)
