"""The load: many chats that ask at once, and what came of every question.

A chat asks its next question when the last one is answered (``window`` 1), or several at once (a burst): this runs in
the server's thread as messages arrive, so that it adds no waiting of its own. Or all chats together ask at a steady
rate, whatever is answered, as people do: then a slow bot is not asked less, and every wait counts. Does not start the
bot.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.devserver.people import User
from bot.devserver.server import BotApiServer
from bot.devserver.world import Json

PROGRESS_S = 0.2
"""How often a wait looks whether the bot still runs."""


@dataclass(slots=True)
class Asked:
    """One question in one chat."""

    text: str
    asked_s: float
    answers_s: list[float] = field(default_factory=list)
    """When messages arrived that reply to it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one load."""

    asked: int
    lost: int
    """Questions without an answer."""
    doubled: int
    """Questions with more than one."""
    disordered: int
    """Answers that came before the answer to an earlier question of their chat."""
    seconds: float
    """From the first question to the last answer."""
    latencies_ms: tuple[float, ...]
    """From question to answer, sorted."""

    @property
    def per_second(self) -> float:
        """Return the answers a second."""
        return (self.asked - self.lost) / self.seconds if self.seconds else 0.0

    def percentile_ms(self, share: float) -> float:
        """Return the latency that this share of the answers kept within, in milliseconds; 0 without answers."""
        return self.latencies_ms[int((len(self.latencies_ms) - 1) * share)] if self.latencies_ms else 0.0


class Chat:
    """One chat: what it will ask, what it has asked."""

    def __init__(self, user: User, questions: Sequence[str], window: int) -> None:
        self.user = user
        self.window = window
        self.left = deque(questions)
        self.asked: dict[int, Asked] = {}
        """By message id, in the order of asking."""
        self.order: list[int] = []
        """Message ids of the questions in the order of their first answers."""


class Load:
    """One load on one server."""

    def __init__(
        self,
        server: BotApiServer,
        users: Sequence[User],
        questions: Sequence[str],
        window: int,
        rate_per_s: float | None = None,
    ) -> None:
        """Deal the questions to the chats, the same number to each but for the rest.

        :param window: questions of a chat that may be open at a time.
        :param rate_per_s: ask at this rate instead, chat after chat.
        """
        self.server = server
        self.rate_per_s = rate_per_s
        count = len(users)
        self.chats = {user.id: Chat(user, questions[number::count], window) for number, user in enumerate(users)}
        self.open = len(questions)
        self.total = len(questions)
        self.begun_s = self.ended_s = 0.0
        self.done = threading.Event()

    def run(self, timeout_s: float, alive: threading.Event | None = None) -> Outcome:
        """Ask everything and return what came of it, at the latest after ``timeout_s``.

        :param alive: cleared when the bot's process has ended, so that there is nothing to wait for.
        """
        self.begun_s = self.ended_s = time.monotonic()
        deadline_s = self.begun_s + timeout_s
        with self.server.world.lock:
            self.server.world.sent = self._answered
            for chat in self.chats.values():
                if self.rate_per_s is None:
                    for _ in range(min(chat.window, len(chat.left))):
                        self._ask(chat)
        if self.rate_per_s is not None:
            self._ask_steadily(self.rate_per_s, deadline_s)
        while not self.done.wait(PROGRESS_S) and time.monotonic() < deadline_s:
            if alive is not None and not alive.is_set():
                break
        with self.server.world.lock:
            self.server.world.sent = None
            return self.outcome()

    def outcome(self) -> Outcome:
        """Return what has come of the questions so far; those not yet asked count as lost."""
        asked = [one for chat in self.chats.values() for one in chat.asked.values()]
        answered = [one for one in asked if one.answers_s]
        return Outcome(
            asked=self.total,
            lost=self.total - len(answered),
            doubled=sum(len(one.answers_s) > 1 for one in answered),
            disordered=sum(_disorder(chat) for chat in self.chats.values()),
            seconds=self.ended_s - self.begun_s,
            latencies_ms=tuple(sorted((one.answers_s[0] - one.asked_s) * 1000 for one in answered)),
        )

    def _ask_steadily(self, rate_per_s: float, deadline_s: float) -> None:
        """Ask all questions, each at its time, chat after chat."""
        chats = list(self.chats.values())
        for number in range(self.total):
            due_s = self.begun_s + number / rate_per_s
            if due_s > deadline_s:
                return
            time.sleep(max(0.0, due_s - time.monotonic()))
            with self.server.world.lock:
                # From when it was due: where this thread came late, the person has waited all the same.
                self._ask(chats[number % len(chats)], due_s)

    def _ask(self, chat: Chat, asked_s: float | None = None) -> None:
        text = chat.left.popleft()
        message = self.server.say(chat.user, text)
        chat.asked[message["message_id"]] = Asked(text, time.monotonic() if asked_s is None else asked_s)

    def _answered(self, message: Json) -> None:
        """Take a message of the bot in; the chat's next question follows it."""
        now_s = time.monotonic()
        chat = self.chats.get(message["chat"]["id"])
        question_id = message.get("reply_to_message", {}).get("message_id")
        if chat is None or question_id not in chat.asked:
            return  # a later part of a split answer, which replies to nothing
        asked = chat.asked[question_id]
        asked.answers_s.append(now_s)
        if len(asked.answers_s) > 1:
            return
        self.ended_s = now_s
        chat.order.append(question_id)
        self.open -= 1
        if chat.left and self.rate_per_s is None:
            self._ask(chat)
        if self.open == 0:
            self.done.set()


def _disorder(chat: Chat) -> int:
    """Return how many answers came before that to an earlier question which was answered as well."""
    return sum(chat.order[number] < max(chat.order[:number], default=0) for number in range(1, len(chat.order)))
