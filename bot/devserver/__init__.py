"""A strict local Bot API server, for the tests and the load run.

Refuses what Telegram refuses, in Telegram's words, and misbehaves on demand. Needs aiohttp (the ``dev`` extra);
nothing that serves people imports it.
"""

from __future__ import annotations

from bot.devserver.faults import Fault, Kind
from bot.devserver.flood import FloodReport
from bot.devserver.http import Call
from bot.devserver.people import Group, User
from bot.devserver.server import BotApiServer

__all__ = ["BotApiServer", "Call", "Fault", "FloodReport", "Group", "Kind", "User"]
