"""A strict Bot API server, and the bot against it."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import pytest
from bot_harness import BotProcess, LocalBot

from assistant.settings import Settings
from bot.devserver import BotApiServer


@pytest.fixture
def server():
    with BotApiServer() as running:
        yield running


@pytest.fixture
def home(tmp_path, assistant):
    """A project folder with the built index in it."""
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "index").symlink_to(assistant.settings.index_folder, target_is_directory=True)
    return tmp_path


@pytest.fixture
def settings(server, home):
    """Settings of a bot without pacing, so that tests do not wait."""
    return replace(
        Settings(),
        home=home,
        telegram_bot_token=server.token,
        telegram_api_base_url=server.url,
        flood_limits=False,
        user_rate_per_minute=0,
    )


@pytest.fixture
def start(server, settings, assistant):
    """Start a bot in this process; keyword arguments change its settings."""
    with contextlib.ExitStack() as stack:

        def start_bot(**changes):
            bot = LocalBot(replace(settings, **changes), assistant)
            stack.callback(bot.stop)
            return bot

        yield start_bot


@pytest.fixture
def bot(start):
    """A bot in this process."""
    return start()


@pytest.fixture
def anna(server):
    return server.user("Anna")


@pytest.fixture
def ask(server, bot):
    """Ask a question, get the answer."""

    def ask_it(user, text, **where):
        return server.wait_reply(server.say(user, text, **where))

    return ask_it


@pytest.fixture
def spawn(server, home):
    """Start the ``assistant bot`` process; keyword arguments are environment variables."""
    with contextlib.ExitStack() as stack:

        def start_process(wait=True, **environment):
            process = BotProcess(home, {**server.environment(), "ASSISTANT_FLOOD_LIMITS": "off", **environment}, wait)
            stack.callback(process.end)
            return process

        yield start_process
