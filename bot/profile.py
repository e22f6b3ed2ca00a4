"""What Telegram shows of the bot: its commands and descriptions. A fault here stops nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import BotCommand, BotCommandScopeChat, BotCommandScopeDefault, MenuButtonCommands
from telegram.error import BadRequest, TelegramError

from bot import texts
from bot.requests import Bot

log = logging.getLogger(__name__)

TRIES = 3
PAUSE_S = 5.0


async def set_profile(bot: Bot, admins: tuple[int, ...]) -> None:
    """Register commands and descriptions; administrators see theirs in their own chats."""
    commands = [BotCommand(name, text) for name, text in texts.COMMANDS]
    own = commands + [BotCommand(name, text) for name, text in texts.ADMIN_COMMANDS]
    await _try(lambda: bot.set_my_commands(commands, scope=BotCommandScopeDefault()), "commands")
    await _try(lambda: bot.set_my_description(texts.DESCRIPTION), "description")
    await _try(lambda: bot.set_my_short_description(texts.SHORT_DESCRIPTION), "short description")
    await _try(lambda: bot.set_chat_menu_button(menu_button=MenuButtonCommands()), "menu button")
    for admin in admins:
        scope = BotCommandScopeChat(admin)
        await _try(lambda scope=scope: bot.set_my_commands(own, scope=scope), "an administrator's commands")  # type: ignore[misc]


async def _try(action: Callable[[], Awaitable[Any]], what: str) -> None:
    for number in range(1, TRIES + 1):
        try:
            await action()
        except BadRequest as error:  # an administrator who has not begun a chat with the bot yet
            log.info("the bot's %s cannot be set: %s", what, error)
            return
        except TelegramError as error:
            log.warning("the bot's %s cannot be set (%s), try %d of %d", what, error, number, TRIES)
            await asyncio.sleep(PAUSE_S)
        else:
            return
