"""What people do: they write, edit, press buttons, type after the bot's name, block it. Each makes an update.

The updates are what Telegram sends for it, entities included. Does not deliver them.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any

from bot.devserver.html import utf16_length
from bot.devserver.updates import Updates
from bot.devserver.world import Json, Query, StoredFile, World, outgoing

CHAT_INSTANCE = "-3215487733021544001"
VOICE_BYTES = b"OggS-not-really"

_ENTITIES = (
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w)")),
    ("url", re.compile(r"https?://\S+[\w/]")),
)


@dataclass(frozen=True, slots=True)
class User:
    """A person."""

    id: int
    """Also the id of the private chat with the bot."""
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group or supergroup."""

    id: int
    title: str


class People:
    """Mixin of the server: makes people, groups and their updates."""

    world: World
    updates: Updates

    def user(self, name: str, *, user_id: int | None = None, started: bool = True, **more: Any) -> User:
        """Return a new person; ``more`` are further fields of Telegram's ``User`` (``username``, ``language_code``)."""
        with self.world.lock:
            user = self.world.add_user(name, user_id, **{"language_code": "en", **more})
            if not started:
                self.world.unstarted.add(user["id"])
            return User(user["id"], name)

    def group(self, title: str, *members: User, supergroup: bool = True) -> Group:
        """Return a new group that the bot is in; the bot sees all its messages (members are told to nobody)."""
        with self.world.lock:
            return Group(self.world.add_group(title, supergroup=supergroup)["id"], title)

    def say(self, user: User, text: str, chat: Group | None = None, **more: Any) -> Json:
        """Write a text; return the message, ``_update_id`` added. ``reply_to`` is a message; others are its fields."""
        content: Json = {"text": text, **more}
        entities = content.pop("entities", None) or entities_of(text)
        if entities:
            content["entities"] = entities
        return self._message(user, chat, content)

    def photo(
        self, user: User, chat: Group | None = None, caption: str = "", content: bytes = b"\xff\xd8large", **more: Any
    ) -> Json:
        """Send a photo in two sizes; ``more`` are further fields of the message (``media_group_id``)."""
        sizes = [
            {**self._file("photos", b"\xff\xd8small", "jpg"), "width": 90, "height": 67},
            {**self._file("photos", content, "jpg"), "width": 1280, "height": 960},
        ]
        return self._message(user, chat, {"photo": sizes, **_caption(caption), **more})

    def voice(self, user: User, chat: Group | None = None) -> Json:
        """Send a voice message."""
        voice = {**self._file("voice", VOICE_BYTES, "oga"), "duration": 3, "mime_type": "audio/ogg"}
        return self._message(user, chat, {"voice": voice})

    def document(
        self,
        user: User,
        chat: Group | None = None,
        caption: str = "",
        size: int | None = None,
        content: bytes = b"%PDF-1.7",
    ) -> Json:
        """Send a file; ``size`` is what Telegram says of it."""
        document = {**self._file("documents", content, "pdf", size), "file_name": "log.pdf"}
        return self._message(user, chat, {"document": document, **_caption(caption)})

    def sticker(self, user: User, chat: Group | None = None) -> Json:
        """Send a sticker."""
        sticker = {
            **self._file("stickers", b"RIFF", "webp"),
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": "👍",
        }
        return self._message(user, chat, {"sticker": sticker})

    def location(self, user: User, chat: Group | None = None) -> Json:
        """Send a place."""
        return self._message(user, chat, {"location": {"latitude": 48.137, "longitude": 11.575}})

    def edit(self, user: User, message: Json, text: str) -> Json:
        """Change a text sent earlier; the update is ``edited_message``."""
        with self.world.lock:
            stored = self.world.messages[message["chat"]["id"]][message["message_id"]]
            stored.update({"text": text, "edit_date": int(time.time()), "entities": entities_of(text)})
            if not stored["entities"]:
                del stored["entities"]
            update_id = self.updates.add("edited_message", outgoing(stored), message["chat"]["id"])
            return {**outgoing(stored), "_update_id": update_id}

    def press(
        self, user: User, message: Json, button: str = "", *, data: str | None = None, stale: bool = False
    ) -> str:
        """Press a button, named by its label or its data, or send any ``data``; return the callback query's id.

        :raises LookupError: the message has no such button (now); the text names those it has.
        """
        with self.world.lock:
            now = self.world.message(message["chat"]["id"], message["message_id"]) or message
            if data is None:
                data = _button_data(now, button)
            query_id = self._query(self.world.callbacks, user, stale)
            query = {"message": outgoing(now), "data": data, "chat_instance": CHAT_INSTANCE}
            self._ask("callback_query", query_id, user, query, message["chat"]["id"])
            return query_id

    def press_inline(self, user: User, inline_message_id: str, data: str) -> str:
        """Press a button under a message that was sent through inline mode; return the callback query's id."""
        with self.world.lock:
            query_id = self._query(self.world.callbacks, user, stale=False)
            query = {"inline_message_id": inline_message_id, "data": data, "chat_instance": CHAT_INSTANCE}
            self._ask("callback_query", query_id, user, query, user.id)
            return query_id

    def inline(self, user: User, text: str, offset: str = "", *, stale: bool = False) -> str:
        """Type after the bot's name in some chat; return the inline query's id."""
        with self.world.lock:
            query_id = self._query(self.world.inlines, user, stale)
            query = {"query": text, "offset": offset, "chat_type": "group"}
            self._ask("inline_query", query_id, user, query, user.id)
            return query_id

    def choose(self, user: User, result_id: str, text: str) -> str:
        """Send an inline result; return the inline message's id."""
        with self.world.lock:
            inline_id = "BAAA" + self.world.next_query_id()
            self.world.inline_messages[inline_id] = {}
            result = {"result_id": result_id, "from": self.world.users[user.id], "query": text}
            self.updates.add("chosen_inline_result", {**result, "inline_message_id": inline_id}, user.id)
            return inline_id

    def block(self, user: User) -> None:
        """Block the bot."""
        self.world.blocked.add(user.id)
        self._membership(user, user.id, "member", "kicked")

    def unblock(self, user: User) -> None:
        """Unblock the bot."""
        self.world.blocked.discard(user.id)
        self._membership(user, user.id, "kicked", "member")

    def join(self, group: Group, user: User) -> None:
        """Add the bot to a group."""
        self.world.blocked.discard(group.id)
        self._membership(user, group.id, "left", "member")

    def kick(self, group: Group, user: User) -> None:
        """Throw the bot out of a group."""
        self.world.blocked.add(group.id)
        self._membership(user, group.id, "member", "kicked")

    def migrate(self, group: Group, user: User) -> Group:
        """Turn a basic group into a supergroup; return that. Sends to the old one are refused from now on."""
        with self.world.lock:
            new = self.group(group.title)
            self._message(user, group, {"migrate_to_chat_id": new.id})
            self._message(user, new, {"migrate_from_chat_id": group.id})
            self.world.migrated[group.id] = new.id
            return new

    def _message(self, user: User, chat: Group | None, content: Json) -> Json:
        chat_id = user.id if chat is None else chat.id
        with self.world.lock:
            self.world.unstarted.discard(chat_id)
            reply = content.pop("reply_to", None)
            if reply is not None:
                content["reply_to_message"] = outgoing(self.world.message(chat_id, reply["message_id"]) or reply)
            message = self.world.new_message(chat_id, self.world.users[user.id], **content)
            update_id = self.updates.add("message", outgoing(message), chat_id)
            return {**outgoing(message), "_update_id": update_id}

    def _file(self, folder: str, content: bytes, ending: str, size: int | None = None) -> Json:
        with self.world.lock:
            number = len(self.world.files)
            file_id = f"AgACAgIAAxkBAA{number:06d}"
            size = len(content) if size is None else size
            self.world.files[file_id] = StoredFile(content, f"{folder}/file_{number}.{ending}", size)
            return {"file_id": file_id, "file_unique_id": f"AQAD{number:06d}", "file_size": size}

    def _query(self, queries: dict[str, Query], user: User, stale: bool) -> str:
        query_id = self.world.next_query_id()
        queries[query_id] = Query(user.id, stale)
        return query_id

    def _ask(self, kind: str, query_id: str, user: User, query: Json, queue: int) -> None:
        self.updates.add(kind, {"id": query_id, "from": self.world.users[user.id], **query}, queue)

    def _membership(self, user: User, chat_id: int, old: str, new: str) -> None:
        with self.world.lock:
            change = {
                "chat": self.world.chats[chat_id],
                "from": self.world.users[user.id],
                "date": int(time.time()),
                "old_chat_member": _member(self.world.bot, old),
                "new_chat_member": _member(self.world.bot, new),
            }
            self.updates.add("my_chat_member", change, chat_id)


def entities_of(text: str) -> list[Json]:
    """Return the commands, mentions and addresses that Telegram marks in a text that somebody writes."""
    found = [
        {
            "type": kind,
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match[0]),
        }
        for kind, pattern in _ENTITIES
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda entity: entity["offset"])


def _caption(caption: str) -> Json:
    return {"caption": caption, "caption_entities": entities_of(caption)} if caption else {}


def _button_data(message: Json, button: str) -> str:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    for one in (one for row in rows for one in row):
        if "callback_data" in one and button in (one["text"], one["callback_data"]):
            return str(one["callback_data"])
    labels = [one["text"] for row in rows for one in row]
    raise LookupError(f"the message has no button {button!r}, only {labels}")


def _member(bot: Json, status: str) -> Json:
    member: Json = {"status": status, "user": bot}
    return {**member, "until_date": 0} if status == "kicked" else member
