"""The updates that wait for the bot: queued, filtered, handed out to one poller, confirmed by its offset.

A second poller ends the first one's call with 409, as in Telegram. Delivery to a webhook is in ``webhook.py``.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.devserver.errors import SECOND_POLLER, WEBHOOK_ACTIVE, bad_request, conflict
from bot.devserver.params import Params
from bot.devserver.world import FIRST_UPDATE, Json, World

KINDS = frozenset(
    "message edited_message channel_post edited_channel_post business_connection business_message "
    "edited_business_message deleted_business_messages message_reaction message_reaction_count inline_query "
    "chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media poll poll_answer "
    "my_chat_member chat_member chat_join_request chat_boost removed_chat_boost".split()
)
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
MAX_LIMIT = 100
MAX_TIMEOUT_S = 50


@dataclass(slots=True)
class Waiting:
    """One update that the bot has not confirmed."""

    update_id: int | None
    """None for garbage that has none."""
    body: Any
    queue: int
    """Updates of one queue are delivered to a webhook one after the other."""


class Updates:
    """The queue; everything but ``poll`` may be called from any thread."""

    def __init__(self, world: World) -> None:
        """Start empty, every usual kind allowed, no webhook."""
        self.world = world
        self.allowed = KINDS - NOT_BY_DEFAULT
        self.waiting: list[Waiting] = []
        self.history: dict[int, Any] = {}
        """Every update that had an id, for delivering it again."""
        self.confirmed = 0
        """Lowest update id that the bot has not confirmed."""
        self.held = False
        self.polls = 0
        self.webhook: Json | None = None
        self.wake: Callable[[], None] = lambda: None
        """Called when there may be something to hand out; set by the server to reach its loop."""
        self._ids = itertools.count(FIRST_UPDATE)
        self._poll: asyncio.Future[None] | None = None

    def add(self, kind: str, payload: Json, queue: int = 0) -> int:
        """Queue an update; return its id. Kinds that the bot did not ask for are dropped, as Telegram does."""
        with self.world.lock:
            update_id = next(self._ids)
            body = {"update_id": update_id, kind: payload}
            self.history[update_id] = body
            if kind not in KINDS or kind in self.allowed:
                self.waiting.append(Waiting(update_id, body, queue))
        self.wake()
        return update_id

    def add_raw(self, body: Any, queue: int = 0) -> None:
        """Queue anything as it stands."""
        with self.world.lock:
            update_id = body.get("update_id") if isinstance(body, dict) else None
            self.waiting.append(Waiting(update_id if isinstance(update_id, int) else None, body, queue))
        self.wake()

    def again(self, update_id: int, queue: int) -> None:
        """Queue an update once more under its old id."""
        self.add_raw(self.history[update_id], queue)

    def allow(self, params: Params) -> None:
        """Take over ``allowed_updates``, which stay until they are given again."""
        kinds = params.json("allowed_updates")
        if kinds is None:
            return
        if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
            raise bad_request("can't parse allowed updates JSON array")
        self.allowed = frozenset(kinds) & KINDS if kinds else KINDS - NOT_BY_DEFAULT

    def interrupt(self, reason: str) -> None:
        """End a poll that is under way with 409."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(conflict(reason))
        self._poll = None

    def woken(self) -> None:
        """Let a poll that is under way look again; called in the loop."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    async def poll(self, params: Params) -> list[Any]:
        """Return the updates of one getUpdates call.

        :raises ApiError: 409 while a webhook is set or when another poller comes.
        """
        if self.webhook is not None:
            raise conflict(WEBHOOK_ACTIVE)
        limit = min(max(params.integer("limit", MAX_LIMIT), 1), MAX_LIMIT)
        deadline_s = time.monotonic() + min(max(params.integer("timeout"), 0), MAX_TIMEOUT_S)
        with self.world.lock:
            self.interrupt(SECOND_POLLER)
            self.polls += 1
            self.allow(params)
            self._confirm(params.integer("offset"))
        while True:
            batch = self._batch(limit)
            left_s = deadline_s - time.monotonic()
            if batch or left_s <= 0:
                return batch
            mine = self._poll = asyncio.get_running_loop().create_future()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(mine, left_s)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            kept = self.waiting[offset:]
            self.confirmed = kept[0].update_id or self.confirmed if kept else self.confirmed
            self.waiting = kept
        elif offset > 0:
            self.confirmed = max(self.confirmed, offset)
            self.waiting = [one for one in self.waiting if one.update_id is None or one.update_id >= offset]

    def _batch(self, limit: int) -> list[Any]:
        with self.world.lock:
            if self.held:
                return []
            batch = self.waiting[:limit]
            # Garbage without an id cannot be confirmed: it is handed out once.
            self.waiting = [one for one in self.waiting if one.update_id is not None or one not in batch]
            return [one.body for one in batch]
