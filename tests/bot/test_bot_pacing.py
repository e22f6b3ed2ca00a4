"""The pace of messages, and what a message that waits is asked."""

from __future__ import annotations

import asyncio

import pytest

from bot.metrics import Metrics
from bot.pacing import AbandonedError, Attempt, Pacer
from bot.requests import FloodError, NotSentError

CHAT = 11


def send(attempt, *faults):
    """Send a message that meets these faults, one a try; return what happened, in order."""
    happened, left = [], list(faults)

    async def request():
        happened.append("sent")
        if left:
            raise left.pop(0)
        return 1

    async def waits():
        happened.append("waits")

    async def again():
        happened.append("again?")
        return attempt

    async def main():
        pacer = Pacer(Metrics(), enabled=False)
        await pacer.turn(CHAT)
        await pacer.process_request(request, (), {}, "sendMessage", {"chat_id": CHAT}, Attempt(waits, again))

    try:
        asyncio.run(main())
    except AbandonedError:
        happened.append("abandoned")
    return happened


@pytest.mark.parametrize("fault", [FloodError(0.01), NotSentError("HTTP status 502")])
def test_a_message_that_waits_is_taken_back_and_asked_for_before_the_next_try(fault):
    assert send(True, fault) == ["sent", "waits", "again?", "sent"]


def test_a_message_that_another_process_took_over_is_not_sent():
    assert send(False, FloodError(0.01)) == ["sent", "waits", "again?", "abandoned"]


def test_a_message_that_goes_at_once_asks_nothing():
    assert send(False) == ["sent"]
