"""The table of methods that the server knows; what is not in it answers 404, as an unknown method does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.devserver import methods_messages as messages
from bot.devserver import methods_profile as profile
from bot.devserver import methods_queries as queries
from bot.devserver.params import Params
from bot.devserver.world import World

Method = Callable[[World, Params], Any]

METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "sendMessage": messages.send_message,
    "sendMessageDraft": messages.send_message_draft,
    "sendPhoto": messages.send_photo,
    "sendDocument": messages.send_document,
    "sendChatAction": messages.send_chat_action,
    "editMessageText": messages.edit_message_text,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "setMessageReaction": messages.set_message_reaction,
    "getChat": messages.get_chat,
    "answerCallbackQuery": queries.answer_callback_query,
    "answerInlineQuery": queries.answer_inline_query,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
    "getFile": profile.get_file,
}
UPDATE_METHODS = ("getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo")
"""Handled where the updates are; listed here for the spelling."""
SENDING = frozenset({"sendMessage", "sendPhoto", "sendDocument"})
"""Methods that count for the flood limits."""
SPELLING = {name.lower(): name for name in (*METHODS, *UPDATE_METHODS)}
"""Telegram takes method names in any case."""
