"""Puts the parts together: python-telegram-bot's Application with our queue, lanes, pace and handlers."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from telegram import Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from assistant.settings import Settings
from bot import texts
from bot.commands import Commands
from bot.dialogues import Dialogues
from bot.gate import Gate
from bot.inline import Inline
from bot.lanes import ChatLanes
from bot.menus import Menus
from bot.messages import Messages
from bot.pacing import Pacer
from bot.place import place_of
from bot.questions import Questions
from bot.requests import Bot, Request
from bot.services import Services
from bot.taps import Taps
from bot.votes import Votes

log = logging.getLogger(__name__)

CONNECTIONS = 96
"""To Telegram at once; beyond, requests wait for one."""
IDLE_CONNECTIONS = 32
"""Kept open for the next request."""
REPLY_TIMEOUT_S = 20.0
"""How long Telegram may take to answer a request: after it a message counts as perhaps sent."""
TELEGRAM = "https://api.telegram.org"

App = Application[Any, Any, Any, Any, Any, Any]


def make_bot(settings: Settings, pacer: Pacer) -> Bot:
    """Return the API client."""
    base = (settings.telegram_api_base_url or TELEGRAM).rstrip("/")
    return Bot(
        settings.telegram_bot_token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=Request(CONNECTIONS, IDLE_CONNECTIONS, REPLY_TIMEOUT_S),
        # Its own connections: a request for updates is held open, and must find one even in a burst.
        get_updates_request=Request(connections=4, idle=1, reply_s=REPLY_TIMEOUT_S),
        rate_limiter=pacer,
    )


def make_app(bot: Bot, lanes: ChatLanes) -> App:
    """Return the Application, without handlers and without an updater: updates come from ``Intake``."""
    return Application.builder().bot(bot).updater(None).concurrent_updates(lanes).job_queue(None).build()


def add_handlers(app: App, services: Services) -> None:
    """Add the handlers; the gate stands before all of them."""
    questions = Questions(services)
    votes = Votes(services)
    menus = Menus(services)
    dialogues = Dialogues(services)
    messages = Messages(services, questions, votes, dialogues)
    commands = Commands(services, questions, votes, menus, dialogues)
    app.add_handler(TypeHandler(Update, Gate(services).check), group=-1)
    app.add_handler(CallbackQueryHandler(Taps(services, questions, votes, menus, dialogues).tap))
    app.add_handler(InlineQueryHandler(Inline(services).query))
    app.add_handler(ChatMemberHandler(messages.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    # Plain text filters would match edited messages as well, for which update.message is None.
    app.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, messages.edited))
    app.add_handler(MessageHandler(filters.UpdateType.MESSAGE & filters.COMMAND, commands.run))
    app.add_handler(MessageHandler(filters.UpdateType.MESSAGE, messages.message))
    app.add_error_handler(ErrorReport(services).report)


class ErrorReport:
    """Says that something went wrong: to the operator with the reason, to the person with a reference to it."""

    def __init__(self, services: Services) -> None:
        self._s = services

    async def report(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log a fault that no handler expected, and tell who waits for an answer."""
        error = context.error
        if isinstance(error, Forbidden):
            log.info("the bot is blocked or was removed there")
            return
        reference = secrets.token_hex(3)
        log.error("fault %s: %s", reference, error, exc_info=error)
        place = place_of(update) if isinstance(update, Update) else None
        if place is None or not isinstance(update, Update) or update.inline_query or update.my_chat_member:
            return
        try:
            await self._s.say(place, texts.BROKEN.format(reference=reference))
        except TelegramError as again:
            log.error("fault %s could not be told to the person: %s", reference, again)
