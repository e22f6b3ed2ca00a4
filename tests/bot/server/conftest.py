"""A running server and python-telegram-bot's own ``Bot`` talking to it."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot
from telegram.error import TelegramError

from bot.devserver import BotApiServer


class PlainBot:
    """python-telegram-bot's ``Bot`` without ``await``: each method runs to its end."""

    def __init__(self, server, token):
        self.bot = Bot(token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot")
        self.loop = asyncio.new_event_loop()

    def __getattr__(self, name):
        return lambda *arguments, **options: self.run(getattr(self.bot, name)(*arguments, **options))

    def run(self, work):
        return self.loop.run_until_complete(work)

    def refusal(self, method, *arguments, **options):
        """Return kind and text of the error that a call ends in."""
        with pytest.raises(TelegramError) as caught:
            getattr(self, method)(*arguments, **options)
        return f"{type(caught.value).__name__}: {caught.value}"

    def close(self):
        self.run(self.bot.shutdown())
        self.run(self.bot.request.shutdown())  # a bot with a wrong token was never initialised, but has connections
        self.loop.close()


@pytest.fixture(autouse=True)
def durations(monkeypatch):
    """Let python-telegram-bot tell waiting times in its new way: the old one warns."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def server():
    with BotApiServer() as running:
        yield running


@pytest.fixture
def bot_of(server):
    """Make a bot of any token, on another server where wanted; all are closed at the end."""
    made = []

    def make(token, where=server):
        made.append(PlainBot(where, token))
        return made[-1]

    yield make
    for plain in made:
        plain.close()


@pytest.fixture
def bot(server, bot_of):
    plain = bot_of(server.token)
    plain.initialize()
    return plain


@pytest.fixture
def anna(server):
    return server.user("Anna")
