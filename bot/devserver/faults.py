"""Faults on demand: which call goes wrong next, and how. Does not carry them out: that is in ``http.py``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.devserver.errors import ApiError, too_many_requests

UPDATES = "getUpdates"


class Kind(StrEnum):
    """What a fault does to a call."""

    ERROR = "error"
    """Answers an error as the Bot API does, without acting."""
    STATUS = "status"
    """Answers a bare HTTP status with a proxy's page, without acting."""
    DROP = "drop"
    """Cuts the connection before acting."""
    LOSE = "lose"
    """Acts, then cuts the connection: the reply is lost."""
    SLOW = "slow"
    """Acts at once, answers late."""
    STALL = "stall"
    """Waits, then acts and answers."""
    GARBAGE = "garbage"
    """Answers 200 with what is no JSON, without acting."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; made by the class methods."""

    kind: Kind
    error: ApiError | None = None
    status: int = 0
    delay_s: float = 0.0
    reset: bool = False
    """Whether a cut is a TCP reset instead of a quiet end; clients report them differently."""

    @classmethod
    def flood(cls, retry_after: int) -> Fault:
        """Return a 429 that asks to wait so many seconds."""
        return cls(Kind.ERROR, error=too_many_requests(retry_after))

    @classmethod
    def refuse(cls, code: int, description: str) -> Fault:
        """Return an error of the Bot API."""
        return cls(Kind.ERROR, error=ApiError(code, description))

    @classmethod
    def status_page(cls, status: int) -> Fault:
        """Return a proxy's error page, such as 502."""
        return cls(Kind.STATUS, status=status)

    @classmethod
    def drop(cls, *, reset: bool = False) -> Fault:
        """Return a connection cut before acting."""
        return cls(Kind.DROP, reset=reset)

    @classmethod
    def lose(cls, *, reset: bool = False) -> Fault:
        """Return a connection cut after acting."""
        return cls(Kind.LOSE, reset=reset)

    @classmethod
    def slow(cls, delay_s: float) -> Fault:
        """Return an answer that comes late."""
        return cls(Kind.SLOW, delay_s=delay_s)

    @classmethod
    def stall(cls, delay_s: float) -> Fault:
        """Return a call that is carried out late."""
        return cls(Kind.STALL, delay_s=delay_s)

    @classmethod
    def garbage(cls) -> Fault:
        """Return an answer that is no JSON."""
        return cls(Kind.GARBAGE)


@dataclass(slots=True)
class _Rule:
    method: str
    chat_id: int | None
    fault: Fault
    left: int | None


class Faults:
    """The faults that wait, in order."""

    def __init__(self) -> None:
        """Start without any."""
        self._rules: list[_Rule] = []

    def add(self, method: str, fault: Fault, chat_id: int | None, times: int | None) -> None:
        """Let the next ``times`` calls (None: all) of a method go wrong; ``*`` is any method but getUpdates."""
        self._rules.append(_Rule(method.lower(), chat_id, fault, times))

    def clear(self) -> None:
        """Forget all."""
        self._rules.clear()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """Return the fault that meets this call, used up by it, or None."""
        name = method.lower()
        for rule in self._rules:
            fits = rule.method == name or (rule.method == "*" and name not in (UPDATES.lower(), "webhook"))
            if fits and rule.chat_id in (None, chat_id):
                if rule.left is not None:
                    rule.left -= 1
                    if rule.left == 0:
                        self._rules.remove(rule)
                return rule.fault
        return None
