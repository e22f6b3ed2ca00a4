"""A strict Bot API server, and the bot against it.

A module with ``SHARES_A_BOT = True`` uses one server and one bot for all its tests, each with people of its own,
apart from the tests that start bots themselves.
"""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace

import pytest
from bot_harness import BotProcess, LocalBot

from assistant.settings import Settings
from bot.devserver import BotApiServer


def link_index(folder, assistant):
    """Put the built index into a project folder, and return the folder."""
    (folder / "var").mkdir()
    (folder / "var" / "index").symlink_to(assistant.settings.index_folder, target_is_directory=True)
    return folder


def settings_of(server, home):
    """Settings of a bot without pacing, so that tests do not wait."""
    return replace(
        Settings(),
        home=home,
        telegram_bot_token=server.token,
        telegram_api_base_url=server.url,
        flood_limits=False,
        user_rate_per_minute=0,
    )


def shares(request):
    """Whether a test uses the module's server and bot."""
    own = {"start", "spawn", "home", "undone"} & set(request.fixturenames)
    return getattr(request.module, "SHARES_A_BOT", False) and not own


@pytest.fixture(scope="module")
def shared(assistant, tmp_path_factory):
    """A server and a bot for a whole module."""
    with BotApiServer() as server:
        bot = LocalBot(settings_of(server, link_index(tmp_path_factory.mktemp("bot"), assistant)), assistant)
        yield server, bot
        bot.stop()


@pytest.fixture
def server(request):
    if shares(request):
        yield request.getfixturevalue("shared")[0]
    else:
        with BotApiServer() as running:
            yield running


@pytest.fixture
def bot(request):
    """A bot in this process."""
    return request.getfixturevalue("shared")[1] if shares(request) else request.getfixturevalue("start")()


@pytest.fixture
def home(tmp_path, assistant):
    """A project folder with the built index in it."""
    return link_index(tmp_path, assistant)


@pytest.fixture
def start(server, home, assistant):
    """Start a bot in this process; keyword arguments change its settings."""
    with contextlib.ExitStack() as stack:

        def start_bot(**changes):
            bot = LocalBot(replace(settings_of(server, home), **changes), assistant)
            stack.callback(bot.stop)
            return bot

        yield start_bot


@pytest.fixture
def spawn(server, home):
    """Start the ``assistant bot`` process; keyword arguments are environment variables."""
    with contextlib.ExitStack() as stack:

        def start_process(wait=True, **environment):
            process = BotProcess(home, {**server.environment(), "ASSISTANT_FLOOD_LIMITS": "off", **environment})
            stack.callback(process.end)  # first: whatever comes next, no process is left behind
            if wait:
                process.wait_log("polling")
            return process

        yield start_process


@pytest.fixture
def undone(home):
    """The updates that are not done, as (update id, state) in order; [] before the bot has begun."""

    def read():
        path = home / "var" / "assistant.db"
        if not path.exists():
            return []
        connection = sqlite3.connect(path)
        try:
            return connection.execute("SELECT update_id, state FROM updates WHERE state < 2 ORDER BY 1").fetchall()
        finally:
            connection.close()

    return read


@pytest.fixture
def anna(server):
    return server.user("Anna")


@pytest.fixture
def ask(server, bot):
    """Ask a question, get the answer."""

    def ask_it(user, text, **where):
        return server.wait_reply(server.say(user, text, **where))

    return ask_it
