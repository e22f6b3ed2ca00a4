"""The pace of messages, and what a message that waits is asked."""

from __future__ import annotations

import asyncio

import pytest
from telegram.error import BadRequest, ChatMigrated

from bot.metrics import Metrics
from bot.pacing import AbandonedError, Attempt, Pacer
from bot.place import Place
from bot.requests import FloodError, NotSentError
from bot.sender import Sender

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


class Turns:
    """A pacer that only remembers for which chats a turn was waited for."""

    def __init__(self):
        self.chats = []

    async def turn(self, chat):
        self.chats.append(chat)


class Refusing:
    """A bot whose Telegram answers with these faults first."""

    def __init__(self, *faults):
        self.faults = list(faults)
        self.chats = []

    async def send_text(self, data, attempt=None):
        self.chats.append(data["chat_id"])
        if self.faults:
            raise self.faults.pop(0)
        return 7


def test_each_further_try_of_a_message_waits_for_a_turn_of_its_chat():
    bot, turns = Refusing(BadRequest("can't parse entities"), ChatMigrated(-200), BadRequest("bad keyboard")), Turns()

    async def moved(_old, _new):
        """Nothing is stored here."""

    sender = Sender(bot, turns, Metrics(), moved)
    place = Place(chat_id=-100, user_id=1, update_id=1)
    sent = asyncio.run(sender.send(place, ["<b>text</b>"], object(), Attempt()))
    assert sent == (7,)
    assert bot.chats == [-100, -100, -200, -200]
    assert turns.chats == [-100, -200, -200]  # the first try had its turn before
