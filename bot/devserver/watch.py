"""Reading what the bot did, and waiting for it.

Every wait has a deadline and fails with what the bot had called until then. Changes nothing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from bot.devserver.flood import FloodReport
from bot.devserver.http import Api, Call
from bot.devserver.people import Group, User
from bot.devserver.updates import Updates
from bot.devserver.world import Json, World, outgoing

WAIT_S = 30.0
POLL_S = 0.05
"""How often a wait looks again by itself, for conditions outside the server."""
TRANSCRIPT_CALLS = 12

T = TypeVar("T")


class Watch:
    """Mixin of the server: calls, messages, waits; from any thread."""

    world: World
    updates: Updates
    _api: Api
    _changed: threading.Condition

    @property
    def calls(self) -> list[Call]:
        """Return all calls so far but getUpdates, in the order in which they came."""
        with self.world.lock:
            return list(self._api.calls)

    def calls_to(self, method: str, chat: User | Group | None = None) -> list[Call]:
        """Return the calls of one method, in one chat where given."""
        return [call for call in self.calls if call.method == method and (chat is None or call.chat_id == chat.id)]

    def messages(self, chat: User | Group) -> list[Json]:
        """Return the bot's messages in a chat as they stand now, oldest first."""
        with self.world.lock:
            stored = self.world.messages.get(chat.id, {}).values()
            return [outgoing(message) for message in stored if message["from"]["id"] == self.world.bot["id"]]

    def message(self, chat: User | Group, message_id: int) -> Json | None:
        """Return any message as it stands now, None where it is gone."""
        with self.world.lock:
            found = self.world.message(chat.id, message_id)
            return None if found is None else outgoing(found)

    def replies(self, question: Json) -> list[Json]:
        """Return the bot's messages that reply to a message, as they stand now, oldest first."""
        chat = Group(question["chat"]["id"], "")
        number = question["message_id"]
        return [one for one in self.messages(chat) if one.get("reply_to_message", {}).get("message_id") == number]

    @property
    def commands(self) -> dict[tuple[str, str], list[Json]]:
        """Return the commands set, by scope and language."""
        with self.world.lock:
            return dict(self.world.commands)

    @property
    def profile(self) -> dict[str, Any]:
        """Return texts (``description:en``) and menu buttons (``menu_button:0``) set."""
        with self.world.lock:
            return dict(self.world.profile)

    def flood(self) -> FloodReport:
        """Return how close the bot came to Telegram's limits."""
        with self.world.lock:
            return self._api.meter.report()

    def wait(self, predicate: Callable[[], T | None], timeout_s: float = WAIT_S, what: str = "the condition") -> T:
        """Return the predicate's first true value.

        :raises AssertionError: it did not come in time; the text tells the bot's last calls.
        """
        deadline_s = time.monotonic() + timeout_s
        with self._changed:
            while True:
                value = predicate()
                if value:
                    return value
                left_s = deadline_s - time.monotonic()
                if left_s <= 0:
                    raise AssertionError(f"{what} did not come within {timeout_s:g} s; {self.transcript()}")
                self._changed.wait(min(left_s, POLL_S))

    def wait_reply(self, question: Json, timeout_s: float = WAIT_S) -> Json:
        """Return the bot's first message that replies to a message."""
        return self.wait(lambda: self.replies(question), timeout_s, f"a reply to {question.get('text')!r}")[0]

    def wait_replies(self, question: Json, count: int, timeout_s: float = WAIT_S) -> list[Json]:
        """Return the bot's messages that reply to a message once there are ``count``."""
        return self.wait(
            lambda: found if len(found := self.replies(question)) >= count else None, timeout_s, f"{count} replies"
        )

    def wait_call(self, method: str, timeout_s: float = WAIT_S, count: int = 1, **params: Any) -> Call:
        """Return the ``count``-th answered call of a method with these parameters."""

        def fits(call: Call) -> bool:
            return call.done_s is not None and all(call.params.get(key) == value for key, value in params.items())

        def found() -> list[Call] | None:
            calls = [call for call in self.calls_to(method) if fits(call)]
            return calls if len(calls) >= count else None

        return self.wait(found, timeout_s, f"{method} {params}")[count - 1]

    def wait_answer(self, callback_id: str, timeout_s: float = WAIT_S) -> Call:
        """Return the call that answered a callback query."""
        return self.wait_call("answerCallbackQuery", timeout_s, callback_query_id=callback_id)

    def wait_inline(self, query_id: str, timeout_s: float = WAIT_S) -> Call:
        """Return the call that answered an inline query."""
        return self.wait_call("answerInlineQuery", timeout_s, inline_query_id=query_id)

    def wait_polled(self, timeout_s: float = WAIT_S) -> None:
        """Return when the bot asks for updates, or has set its webhook."""
        self.wait(lambda: self.updates.polls > 0 or self.updates.webhook is not None, timeout_s, "getUpdates")

    def wait_confirmed(self, update: Json | int, timeout_s: float = WAIT_S) -> None:
        """Return when the bot has confirmed an update: polled beyond it, or taken it from the webhook."""
        update_id = update if isinstance(update, int) else int(update["_update_id"])

        def confirmed() -> bool:
            return all(waiting.update_id != update_id for waiting in self.updates.waiting)

        self.wait(confirmed, timeout_s, f"confirmation of update {update_id}")

    def transcript(self) -> str:
        """Return the bot's last calls in words, for failure messages."""
        lines = [
            f"{call.method} chat={call.chat_id} {str(call.params.get('text', ''))[:80]!r} -> "
            + (str(call.error) if call.error else "ok" if call.ok else "under way or cut")
            for call in self.calls[-TRANSCRIPT_CALLS:]
        ]
        return "the bot's last calls:\n  " + "\n  ".join(lines or ["none"]) + f"\n  polls: {self.updates.polls}"
