"""What a message consists of: its text with entities, and its keyboard; both refused where Telegram refuses them.

Lengths are counted in UTF-16 code units, the stricter of the readings of "characters". Only HTML, plain text and
explicit entities: Markdown modes are refused, since the bot does not use them.
"""

from __future__ import annotations

import re
from typing import Any

from bot.devserver.errors import bad_request
from bot.devserver.html import checked_link, parse_html, utf16_length
from bot.devserver.params import Params
from bot.devserver.world import Json

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_SOURCE_BYTES = 1 << 15
MAX_ENTITIES = 100
MAX_CALLBACK_BYTES = 64
MAX_BUTTONS = 100
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
INVISIBLE = "\u1680\u180e\u2028\u2029\u202f\u205f\u2800\u3000\ufffc\ufeff\u2060" + "".join(
    map(chr, range(0x2000, 0x2010))
)
"""Characters that make no message by themselves."""

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


def text_of(params: Params, field: str, *, edit: bool = False) -> Json:
    """Return ``text`` and ``entities`` (where there are any) of a message.

    :param edit: for an edit, whose refusal of a long text reads differently.
    :raises ApiError: 400, Telegram's descriptions.
    """
    source = params.text(field)
    if source == "":
        raise bad_request("message text is empty")
    if len(source.encode("utf-8", "surrogatepass")) > MAX_SOURCE_BYTES:
        raise bad_request("message is too long")
    text, entities = formatted(source, params.text("parse_mode"), params.json("entities"))
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("MESSAGE_TOO_LONG" if edit else "message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_of(params: Params) -> Json:
    """Return ``caption`` and ``caption_entities``, empty without a caption.

    :raises ApiError: 400, Telegram's descriptions.
    """
    source = params.text("caption")
    if not source.strip():
        return {}
    text, entities = formatted(source, params.text("parse_mode"), params.json("caption_entities"))
    if utf16_length(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def formatted(source: str, parse_mode: str, entities: Any = None) -> tuple[str, list[Json]]:
    """Return cleaned text and entities.

    :raises ApiError: 400 for bad markup, an unknown parse mode, or a text of which nothing is visible.
    """
    if parse_mode.lower() == "html":
        text, found = parse_html(source)
    elif parse_mode:
        raise bad_request("unsupported parse_mode")
    else:
        text, found = source, list(entities or [])
    return _clean(text, found)


def _clean(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Return the text trimmed, without control characters, and the entities moved and cut to fit."""
    text = _CONTROL.sub(" ", text.replace("\r", ""))
    if not text.strip(" \n" + INVISIBLE):
        raise bad_request("text must be non-empty")
    trimmed = text.lstrip(" \n")
    shift = utf16_length(text) - utf16_length(trimmed)
    trimmed = trimmed.rstrip(" \n")
    length = utf16_length(trimmed)
    result = []
    for entity in entities:
        begin = max(0, entity["offset"] - shift)
        end = min(length, entity["offset"] + entity["length"] - shift)
        if end > begin:
            result.append({**entity, "offset": begin, "length": end - begin})
    return trimmed, result[:MAX_ENTITIES]


def keyboard_of(params: Params, *, inline_only: bool = False) -> Json | None:
    """Return the inline keyboard of a message, None without one (reply keyboards stay on no message).

    :raises ApiError: 400, Telegram's descriptions.
    """
    return keyboard(params.json("reply_markup"), inline_only=inline_only)


def keyboard(markup: Any, *, inline_only: bool = False) -> Json | None:
    """Return a checked inline keyboard; see ``keyboard_of``."""
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        if inline_only:
            raise bad_request("inline keyboard expected")
        if not {"keyboard", "remove_keyboard", "force_reply"} & set(markup):
            raise bad_request("can't parse reply keyboard markup JSON object")
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    kept = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, kept)) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": kept} if kept else None


def _button(button: Any) -> Json:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not button["text"].strip(" \n" + INVISIBLE):
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [action for action in ACTIONS if action in button]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button:
        size = len(str(button["callback_data"]).encode())
        if not 1 <= size <= MAX_CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and checked_link(str(button["url"])) is None:
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    return {key: button[key] for key in ("text", *actions)}
