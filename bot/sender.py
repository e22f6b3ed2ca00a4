"""Sends and edits messages, and falls back step by step where Telegram refuses one.

Bad entities: the same text goes out plain. A bad keyboard: the text goes out without it. A user who blocked the
bot is left alone. A group that became a supergroup gets the message under its new id.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import ForceReply, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.html import plain_text
from bot.metrics import Metrics
from bot.pacing import AbandonedError, Attempt, Pacer
from bot.place import Place
from bot.requests import Bot, ReplyLostError

log = logging.getLogger(__name__)

Markup = InlineKeyboardMarkup | ForceReply
Moved = Callable[[int, int], Awaitable[None]]
"""Told the old and the new id of a group that became a supergroup."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_GONE = (
    "chat not found",
    "user is deactivated",
    "peer_id_invalid",
    "have no rights",
    "not enough rights",
    "topic_closed",
)
"""Refusals that mean: nobody can be told there, and nothing is wrong with the message."""


class Sender:
    """Sends messages of one bot."""

    def __init__(self, bot: Bot, pacer: Pacer, metrics: Metrics, moved: Moved) -> None:
        self.bot = bot
        self._pacer = pacer
        self._metrics = metrics
        self._moved = moved

    async def turn(self, place: Place) -> None:
        """Wait until a message may go to a chat, so that it can be marked as perhaps sent no sooner than needed."""
        await self._pacer.turn(place.chat_id)

    async def send(
        self, place: Place, parts: Sequence[str], markup: Markup | None = None, attempt: Attempt | None = None
    ) -> tuple[int, ...]:
        """Return the ids of the messages that show ``parts``; shorter where some did not arrive or are not known.

        The first part replies to the question, the last one carries the buttons.

        :param attempt: where the first part has had its turn.
        """
        sent = []
        for number, part in enumerate(parts):
            try:
                message_id = await self._part(
                    place,
                    part,
                    markup if number == len(parts) - 1 else None,
                    place.reply_to if number == 0 else None,
                    attempt if number == 0 else None,
                )
            except AbandonedError:
                break
            except Forbidden:
                self._metrics.telegram_error("blocked")
                log.info("a message was not wanted: the bot is blocked or was removed there")
                break
            if message_id is not None:
                sent.append(message_id)
        return tuple(sent)

    async def _part(
        self, place: Place, html: str, markup: Markup | None, reply_to: int | None, attempt: Attempt | None
    ) -> int | None:
        chat_id = place.chat_id
        reply = None if reply_to is None else ReplyParameters(reply_to, allow_sending_without_reply=True)
        options: dict[str, Any] = {
            "text": html,
            "parse_mode": ParseMode.HTML,
            "link_preview_options": _NO_PREVIEW,
            "reply_parameters": reply,
            "reply_markup": markup,
            "message_thread_id": place.topic,
        }
        had_turn = True
        while True:
            try:
                if attempt is not None and not had_turn:
                    await self._pacer.turn(chat_id)  # an attempt has had one turn, in the first chat
                had_turn = False
                return await self.bot.send_text({"chat_id": chat_id, **options}, attempt)
            except ReplyLostError as error:
                # It may have arrived: twice would be worse than an unknown id.
                log.warning("the reply to a message was lost (%s); it is not sent again", error)
                return None
            except ChatMigrated as error:
                await self._moved(chat_id, error.new_chat_id)
                chat_id = error.new_chat_id
                options["reply_parameters"] = None  # message ids start anew there
            except BadRequest as error:
                if self._gone(error):
                    return None
                options = self._plainer(options, error)

    def _gone(self, error: BadRequest) -> bool:
        if any(text in str(error).lower() for text in _GONE):
            self._metrics.telegram_error("blocked")
            log.info("a message could not be delivered: %s", error)
            return True
        return False

    def _plainer(self, options: dict[str, Any], error: BadRequest) -> dict[str, Any]:
        """Return the next simpler form of a message that Telegram refused.

        :raises BadRequest: there is no simpler one.
        """
        self._metrics.telegram_error("refused")
        log.warning("Telegram refused a message: %s", error)
        if options.get("parse_mode") is not None:
            return {**options, "text": plain_text(options["text"]), "parse_mode": None}
        if options.get("reply_markup") is not None:
            return {**options, "reply_markup": None}
        if options.get("reply_parameters") is not None:
            return {**options, "reply_parameters": None}
        raise error

    async def edit(self, chat_id: int, message_id: int, html: str, markup: InlineKeyboardMarkup | None = None) -> bool:
        """Return whether a message shows ``html`` now; false where it is gone or too old."""
        options: dict[str, Any] = {
            "text": html,
            "parse_mode": ParseMode.HTML,
            "link_preview_options": _NO_PREVIEW,
            "reply_markup": markup,
        }
        while True:
            try:
                await self.bot.edit_message_text(chat_id=chat_id, message_id=message_id, **options)
            except BadRequest as error:
                text = str(error).lower()
                if "not modified" in text:
                    return True
                if "no text in the message" in text:  # a picture with a caption
                    return False
                if "not found" in text or "can't be edited" in text or "message_id_invalid" in text:
                    return False
                if self._gone(error):
                    return False
                options = self._plainer(options, error)
            except Forbidden:
                self._metrics.telegram_error("blocked")
                return False
            else:
                return True

    async def edit_markup(self, chat_id: int, message_id: int, markup: InlineKeyboardMarkup | None) -> None:
        """Show other buttons under a message; nothing happens where it is gone or shows them already."""
        try:
            await self.bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id, reply_markup=markup)
        except (BadRequest, Forbidden) as error:
            if "not modified" not in str(error).lower():
                log.info("buttons could not be changed: %s", error)

    async def delete(self, chat_id: int, message_id: int) -> None:
        """Delete a message of ours, if it is still there."""
        try:
            await self.bot.delete_message(chat_id=chat_id, message_id=message_id)
        except (BadRequest, Forbidden) as error:
            log.info("a message could not be deleted: %s", error)

    async def answer_tap(self, tap_id: str, text: str | None = None, alert: bool = False) -> None:
        """Answer a tap, so that the button stops waiting; nothing happens where it is too old."""
        try:
            await self.bot.answer_callback_query(tap_id, text=text, show_alert=alert)
        except TelegramError as error:
            # Too old, or Telegram cannot be reached: what the tap asked for goes on all the same.
            log.info("a tap could not be answered: %s", error)

    async def typing(self, place: Place) -> None:
        """Show that an answer is being written; a fault does not matter."""
        try:
            await self.bot.send_chat_action(place.chat_id, ChatAction.TYPING, message_thread_id=place.topic)
        except TelegramError as error:
            log.debug("typing could not be shown: %s", error)
