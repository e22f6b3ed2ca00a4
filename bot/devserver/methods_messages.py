"""The methods that write to a chat: send, edit, delete, react, show typing.

Each takes the world and the call's parameters and returns the result, or raises ``ApiError``.
"""

from __future__ import annotations

import secrets
import time
from typing import Any

from bot.devserver.content import caption_of, keyboard_of, text_of
from bot.devserver.errors import NOT_MODIFIED, bad_request
from bot.devserver.params import Params
from bot.devserver.world import Json, StoredFile, World, outgoing

CHAT_ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note".split()
)
REACTIONS = frozenset(
    "👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷😡"
)
"""The single-character emoji that Telegram takes as reactions."""
MAX_PHOTO_BYTES = 10_000_000
MAX_UPLOAD_BYTES = 50_000_000


def send_message(world: World, params: Params) -> Json:
    """Send a text."""
    chat_id = world.writable_chat(params.raw.get("chat_id"))
    return _send(world, params, chat_id, text_of(params, "text"))


def send_message_draft(world: World, params: Params) -> bool:
    """Show a text that is still being written; private chats only."""
    chat_id = world.writable_chat(params.raw.get("chat_id"))
    if chat_id < 0:
        raise bad_request("CHAT_ID_INVALID")
    if params.integer("draft_id") == 0:
        raise bad_request("RANDOM_ID_INVALID")
    text_of(params, "text")
    return True


def send_photo(world: World, params: Params) -> Json:
    """Send a photo with a caption."""
    chat_id = world.writable_chat(params.raw.get("chat_id"))
    file_id, size = _file(world, params, "photo", MAX_PHOTO_BYTES)
    photo = {
        "file_id": file_id,
        "file_unique_id": file_id[-12:],
        "width": 1280,
        "height": 960,
        "file_size": size,
    }
    return _send(world, params, chat_id, {"photo": [photo], **caption_of(params)})


def send_document(world: World, params: Params) -> Json:
    """Send a file with a caption."""
    chat_id = world.writable_chat(params.raw.get("chat_id"))
    file_id, size = _file(world, params, "document", MAX_UPLOAD_BYTES)
    name = world.files[file_id].path.rpartition("/")[2]
    document = {"file_id": file_id, "file_unique_id": file_id[-12:], "file_name": name, "file_size": size}
    return _send(world, params, chat_id, {"document": document, **caption_of(params)})


def edit_message_text(world: World, params: Params) -> Json | bool:
    """Replace a text; the keyboard goes unless it is sent again."""
    message = _to_edit(world, params)
    if message is None:
        text_of(params, "text", edit=True)
        keyboard_of(params, inline_only=True)
        return True
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    content = text_of(params, "text", edit=True)
    if content.get("entities") is None:
        content["entities"] = []
    return _edited(message, content, keyboard_of(params, inline_only=True))


def edit_message_reply_markup(world: World, params: Params) -> Json | bool:
    """Replace a keyboard, or take it away."""
    message = _to_edit(world, params)
    keyboard = keyboard_of(params, inline_only=True)
    return True if message is None else _edited(message, {}, keyboard)


def delete_message(world: World, params: Params) -> bool:
    """Delete a message."""
    chat_id = world.known_chat(params.raw.get("chat_id"))
    if world.messages.get(chat_id, {}).pop(params.integer("message_id"), None) is None:
        raise bad_request("message to delete not found")
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    """Put an emoji on a message; at most one for a bot."""
    chat_id = world.writable_chat(params.raw.get("chat_id"))
    message_id = params.integer("message_id")
    if world.message(chat_id, message_id) is None:
        raise bad_request("message to react not found")
    reactions = params.json("reaction") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in reactions:
        if reaction.get("type") != "emoji" or reaction.get("emoji", "").removesuffix("\ufe0f") not in REACTIONS:
            raise bad_request("REACTION_INVALID")
    world.reactions[chat_id, message_id] = reactions
    return True


def send_chat_action(world: World, params: Params) -> bool:
    """Show what the bot is doing, for five seconds."""
    world.writable_chat(params.raw.get("chat_id"))
    if params.text("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def get_chat(world: World, params: Params) -> Json:
    """Return what is known of a chat."""
    chat = world.chats[world.known_chat(params.raw.get("chat_id"))]
    return {**chat, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}


_NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


def _send(world: World, params: Params, chat_id: int, content: Json) -> Json:
    reply = _reply_to(world, params, chat_id)
    keyboard = keyboard_of(params)
    if reply is not None:
        content["reply_to_message"] = reply
    if keyboard is not None:
        content["reply_markup"] = keyboard
    return outgoing(world.new_message(chat_id, world.bot, **content))


def _reply_to(world: World, params: Params, chat_id: int) -> Json | None:
    reply = params.json("reply_parameters")
    if reply is None:
        return None
    if not isinstance(reply, dict) or not isinstance(reply.get("message_id"), int):
        raise bad_request('can\'t parse reply parameters: Field "message_id" must be of type Number')
    found = world.message(int(reply.get("chat_id", chat_id)), reply["message_id"])
    if found is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found


def _to_edit(world: World, params: Params) -> Json | None:
    """Return the bot's message that is to be edited; None for one sent through inline mode."""
    if params.has("inline_message_id"):
        if params.text("inline_message_id") not in world.inline_messages:
            raise bad_request("MESSAGE_ID_INVALID")
        return None
    chat_id = world.writable_chat(params.raw.get("chat_id"))
    message = world.message(chat_id, params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != world.bot["id"]:
        raise bad_request("message can't be edited")
    return message


def _edited(message: Json, content: Json, keyboard: Json | None) -> Json:
    same = all((message.get(key) or []) == (value or []) for key, value in content.items())
    if same and message.get("reply_markup") == keyboard:
        raise bad_request(NOT_MODIFIED)
    message.update(content)
    if not message.get("entities"):
        message.pop("entities", None)
    message.pop("reply_markup", None)
    if keyboard is not None:
        message["reply_markup"] = keyboard
    message["edit_date"] = int(time.time())
    return outgoing(message)


def _file(world: World, params: Params, field: str, most_bytes: int) -> tuple[str, int]:
    """Return id and size of a file that is uploaded now or known by its id."""
    value: Any = params.raw.get(field, "")
    upload = params.files.get(str(value).removeprefix("attach://")) or params.files.get(field)
    if upload is not None:
        name, content = upload
        if not content:
            raise bad_request("file must be non-empty")
        if len(content) > most_bytes:
            raise bad_request("file is too big")
        file_id = "BQAC" + secrets.token_urlsafe(24)
        world.files[file_id] = StoredFile(content, f"{field}s/{name}", len(content))
        return file_id, len(content)
    if str(value) not in world.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return str(value), world.files[str(value)].size
