"""Telegram's limits on sending, counted, and on demand enforced.

30 messages a second overall, one a second in a private chat (a short burst passes), 20 a minute in a group:
core.telegram.org/bots/faq. Typing actions, edits and answers to queries are not counted here.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

OVERALL_PER_S = 30
GROUP_PER_MINUTE = 20
CHAT_BURST = 5
"""Messages that a private chat takes at once before one a second applies; Telegram names no number."""


@dataclass(frozen=True, slots=True)
class FloodReport:
    """How close the bot came to the limits."""

    sends: int
    peak_per_s: int
    """Most messages within any second, all chats together."""
    chats: dict[int, int]
    """For each chat the most messages beyond what its limit had allowed by then; 0 is within."""
    problems: tuple[str, ...]
    """What Telegram would have answered 429 to, in words; empty when all is well."""


class FloodMeter:
    """Counts what was sent; times in seconds of one monotonic clock."""

    def __init__(self) -> None:
        """Start with nothing sent."""
        self._sends: list[tuple[float, int]] = []

    def add(self, time_s: float, chat_id: int) -> None:
        """Count a message."""
        self._sends.append((time_s, chat_id))

    def retry_after(self, time_s: float, chat_id: int) -> int:
        """Return the seconds that Telegram would ask to wait before this message; 0 to let it pass."""
        recent = [sent for sent, _ in self._sends[-OVERALL_PER_S:] if sent > time_s - 1]
        if len(recent) >= OVERALL_PER_S:
            return 1
        # What was refused earlier was not sent, so that all of a chat's messages but this one are within its limit.
        times = [sent for sent, chat in self._sends if chat == chat_id]
        if chat_id < 0:
            times = [sent for sent in times if sent > time_s - 60]
            return math.ceil(times[0] + 60 - time_s) if len(times) >= GROUP_PER_MINUTE else 0
        return 1 if _excess([*times, time_s], group=False) > 0 else 0

    def report(self) -> FloodReport:
        """Return the report of everything so far."""
        times = sorted(sent for sent, _ in self._sends)
        peak = _peak(times, 1.0)
        chats: dict[int, list[float]] = defaultdict(list)
        for sent, chat_id in self._sends:
            chats[chat_id].append(sent)
        excess = {chat_id: _excess(sorted(sent), group=chat_id < 0) for chat_id, sent in sorted(chats.items())}
        problems = []
        if peak > OVERALL_PER_S:
            problems.append(f"{peak} messages within one second, at most {OVERALL_PER_S} are allowed")
        for chat_id, over in excess.items():
            if over > 0:
                limit = f"{GROUP_PER_MINUTE} a minute" if chat_id < 0 else f"1/s after {CHAT_BURST}"
                problems.append(f"chat {chat_id}: {over} more than {limit}")
        return FloodReport(len(times), peak, excess, tuple(problems))


def _peak(times: list[float], window_s: float) -> int:
    """Return the most entries of a sorted list within any window."""
    peak = begin = 0
    for end, sent in enumerate(times):
        while times[begin] <= sent - window_s:
            begin += 1
        peak = max(peak, end - begin + 1)
    return peak


def _excess(times: list[float], *, group: bool) -> int:
    """Return by how many messages a chat's sorted times overstep its limit."""
    if group:
        return max(0, _peak(times, 60.0) - GROUP_PER_MINUTE)
    allowed, before, worst = float(CHAT_BURST), times[0], 0.0
    for sent in times:
        allowed = min(float(CHAT_BURST), allowed + sent - before) - 1
        worst, before = max(worst, -allowed), sent
    # A hair's breadth of clock is no flood.
    return int(worst + 0.95)
