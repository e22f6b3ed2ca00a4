"""The methods that answer callback and inline queries."""

from __future__ import annotations

from typing import Any

from bot.devserver.content import MAX_TEXT, formatted, keyboard
from bot.devserver.errors import QUERY_TOO_OLD, bad_request
from bot.devserver.html import utf16_length
from bot.devserver.params import Params
from bot.devserver.world import Json, Query, World

MAX_TOAST = 200
MAX_RESULTS = 50
MAX_ID_BYTES = 64
MAX_BUTTON_TEXT = 64
TITLED = frozenset({"article", "document", "video", "location", "venue"})
"""Kinds of results that need a title."""
START_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


def answer_callback_query(world: World, params: Params) -> bool:
    """Stop the button's waiting, with or without a toast."""
    query = _waiting(world.callbacks, params.text("callback_query_id"))
    if utf16_length(params.text("text")) > MAX_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answers += 1
    return True


def answer_inline_query(world: World, params: Params) -> bool:
    """Show results for what somebody typed after the bot's name."""
    results = params.json("results")
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results JSON array")
    query = _waiting(world.inlines, params.text("inline_query_id"))
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    for result in results:
        _check_result(result)
    ids = [result["id"] for result in results]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(params.text("next_offset").encode()) > MAX_ID_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    _check_button(params.json("button"))
    query.answers += 1
    return True


def _waiting(queries: dict[str, Query], query_id: str) -> Query:
    query = queries.get(query_id)
    if query is None or query.stale:
        raise bad_request(QUERY_TOO_OLD)
    return query


def _check_result(result: Any) -> None:
    if not isinstance(result, dict) or "type" not in result:
        raise bad_request("can't parse inline query result: Object expected")
    result_id = str(result.get("id", ""))
    if not 1 <= len(result_id.encode()) <= MAX_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if result["type"] in TITLED and not str(result.get("title", "")).strip():
        raise bad_request('can\'t parse inline query result: Field "title" must be non-empty')
    keyboard(result.get("reply_markup"), inline_only=True)
    content = result.get("input_message_content")
    if content is None and result["type"] == "article":
        raise bad_request("can't parse inline query result: Message content is not specified")
    if content is not None and "message_text" in content:
        _check_content(content)


def _check_content(content: Json) -> None:
    if not content["message_text"]:
        raise bad_request("message text is empty")
    text, _ = formatted(content["message_text"], content.get("parse_mode", ""), content.get("entities"))
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")


def _check_button(button: Any) -> None:
    if button is None:
        return
    if not 1 <= len(str(button.get("text", ""))) <= MAX_BUTTON_TEXT:
        raise bad_request('can\'t parse inline query results button: Field "text" must be non-empty')
    if "web_app" in button:
        return
    parameter = str(button.get("start_parameter", ""))
    if not 1 <= len(parameter) <= MAX_ID_BYTES or set(parameter) - START_CHARACTERS:
        raise bad_request("START_PARAM_INVALID")
