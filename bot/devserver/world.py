"""What Telegram knows: people, chats, messages, queries, files, the bot's profile.

Ids are as in Telegram: people positive (and their private chat the same), basic groups negative, supergroups
``-100...``; messages of private chats and basic groups share one counter, each supergroup has its own, so that
message ids collide between chats. Does not queue updates, does not check what the bot sends.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.devserver.errors import ApiError, bad_request, forbidden

Json = dict[str, Any]

FIRST_USER = 5_100_000_001
"""Above 2^32, as new accounts are: a bot that keeps ids in 32 bits fails here."""
FIRST_SUPERGROUP = 1_900_000_001
FIRST_GROUP = 4_100_001
FIRST_MESSAGE = 1001
FIRST_UPDATE = 730_000_001
BOT_ID = 7_100_000_001


@dataclass(slots=True)
class Query:
    """A callback or inline query that waits for its answer."""

    user_id: int
    stale: bool
    """True for one that Telegram has given up waiting for."""
    answers: int = 0


@dataclass(slots=True)
class StoredFile:
    """A file that somebody sent."""

    content: bytes
    path: str
    size: int
    """What Telegram says; may exceed ``content`` to test the limit of 20 MB."""


@dataclass(slots=True)
class World:
    """All state behind one lock; ``changed`` is notified whenever the bot did something."""

    bot: Json
    lock: threading.RLock = field(default_factory=threading.RLock)
    users: dict[int, Json] = field(default_factory=dict)
    chats: dict[int, Json] = field(default_factory=dict)
    unstarted: set[int] = field(default_factory=set)
    """People who have never written to the bot."""
    blocked: set[int] = field(default_factory=set)
    """Private chats whose user blocked the bot, groups that threw it out."""
    migrated: dict[int, int] = field(default_factory=dict)
    messages: dict[int, dict[int, Json]] = field(default_factory=dict)
    inline_messages: dict[str, Json] = field(default_factory=dict)
    callbacks: dict[str, Query] = field(default_factory=dict)
    inlines: dict[str, Query] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    reactions: dict[tuple[int, int], list[Json]] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    """Commands by scope (its JSON, sorted) and language."""
    profile: dict[str, Any] = field(default_factory=dict)
    """``description``, ``short_description`` (by language), ``menu_button`` (by chat id, 0 for all)."""
    sent: Callable[[Json], None] | None = None
    """Told each message of the bot as it arrives, in the server's thread and under its lock; for the load run."""
    _query_ids: Any = field(default_factory=lambda: itertools.count(4_382_718_113_000_000_001, 7))
    _message_ids: dict[int, Any] = field(default_factory=dict)
    _user_ids: Any = field(default_factory=lambda: itertools.count(FIRST_USER))
    _group_ids: Any = field(default_factory=lambda: itertools.count(FIRST_GROUP))
    _supergroup_ids: Any = field(default_factory=lambda: itertools.count(FIRST_SUPERGROUP))

    def next_message_id(self, chat_id: int) -> int:
        """Return the next message id of a chat."""
        own_counter = chat_id if chat_id < -1_000_000_000_000 else 0
        first = 1 if own_counter else FIRST_MESSAGE
        return int(next(self._message_ids.setdefault(own_counter, itertools.count(first))))

    def next_query_id(self) -> str:
        """Return an id for a callback or inline query: digits in a string, too large for a float."""
        return str(next(self._query_ids))

    def add_user(self, first_name: str, user_id: int | None, **more: Any) -> Json:
        """Return a new person with a private chat."""
        user_id = next(self._user_ids) if user_id is None else user_id
        user = {"id": user_id, "is_bot": False, "first_name": first_name, **more}
        self.users[user_id] = user
        chat = {"id": user_id, "type": "private", "first_name": first_name}
        if "username" in more:
            chat["username"] = more["username"]
        self.chats[user_id] = chat
        return user

    def add_group(self, title: str, *, supergroup: bool) -> Json:
        """Return a new group."""
        if supergroup:
            chat = {"id": -1_000_000_000_000 - next(self._supergroup_ids), "type": "supergroup", "title": title}
        else:
            chat = {
                "id": -next(self._group_ids),
                "type": "group",
                "title": title,
                "all_members_are_administrators": False,
            }
        self.chats[chat["id"]] = chat
        return chat

    def new_message(self, chat_id: int, sender: Json, **content: Any) -> Json:
        """Return a message that now stands in its chat."""
        message = {
            "message_id": self.next_message_id(chat_id),
            "from": sender,
            "chat": self.chats[chat_id],
            "date": int(time.time()),
            **content,
        }
        self.messages.setdefault(chat_id, {})[message["message_id"]] = message
        if self.sent is not None and sender is self.bot:
            self.sent(message)
        return message

    def message(self, chat_id: int, message_id: int) -> Json | None:
        """Return a message as it stands now, None where it is not or no longer there."""
        return self.messages.get(chat_id, {}).get(message_id)

    def writable_chat(self, value: Any) -> int:
        """Return the id of a chat that the bot may write to.

        :raises ApiError: 400 for an unknown or migrated chat, 403 for one that the bot is shut out of.
        """
        chat_id = self.known_chat(value)
        if chat_id in self.blocked:
            chat_type = self.chats[chat_id]["type"]
            if chat_type == "private":
                raise forbidden("bot was blocked by the user")
            raise forbidden(f"bot was kicked from the {chat_type} chat")
        if chat_id in self.unstarted:
            raise forbidden("bot can't initiate conversation with a user")
        return chat_id

    def known_chat(self, value: Any) -> int:
        """Return a chat's id.

        :raises ApiError: 400 for a missing, unknown or migrated chat.
        """
        if value is None or value == "":
            raise bad_request("chat_id is empty")
        try:
            chat_id = int(value)
        except ValueError:
            raise bad_request("chat not found") from None
        if chat_id in self.migrated:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.migrated[chat_id],
            )
        if chat_id not in self.chats:
            raise bad_request("chat not found")
        return chat_id


def outgoing(message: Json) -> Json:
    """Return a message as it goes over the wire: our own marks (keys with ``_``) left out, one level of reply."""
    result = {key: value for key, value in message.items() if not key.startswith("_")}
    reply = result.get("reply_to_message")
    if reply is not None:
        result["reply_to_message"] = {
            key: value for key, value in reply.items() if key != "reply_to_message" and not key.startswith("_")
        }
    return result
