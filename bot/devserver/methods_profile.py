"""The methods about the bot itself and about files: who it is, its commands, its texts, its menu button."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.devserver.errors import bad_request
from bot.devserver.params import Params
from bot.devserver.world import Json, World

MAX_COMMANDS = 100
MAX_COMMAND_DESCRIPTION = 256
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120
MAX_DOWNLOAD_BYTES = 20_000_000
SCOPES = frozenset(
    "default all_private_chats all_group_chats all_chat_administrators chat chat_administrators chat_member".split()
)

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")


def get_me(world: World, params: Params) -> Json:
    """Return the bot."""
    return world.bot


def set_my_commands(world: World, params: Params) -> bool:
    """Set the commands of a scope and language."""
    commands = params.json("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands JSON array")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("there must be no more than 100 commands")
    for command in commands:
        if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        description = str(command.get("description", "")).strip()
        if not description:
            raise bad_request("command description must be non-empty")
        if len(description) > MAX_COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    names = [command["command"] for command in commands]
    if len(set(names)) < len(names):
        raise bad_request("BOT_COMMAND_DUPLICATE")
    world.commands[_scope(world, params), _language(params)] = commands
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    """Return the commands of a scope and language."""
    return world.commands.get((_scope(world, params), _language(params)), [])


def delete_my_commands(world: World, params: Params) -> bool:
    """Delete the commands of a scope and language."""
    world.commands.pop((_scope(world, params), _language(params)), None)
    return True


def set_my_description(world: World, params: Params) -> bool:
    """Set what an empty chat with the bot shows."""
    return _set_text(world, params, "description", MAX_DESCRIPTION)


def get_my_description(world: World, params: Params) -> Json:
    """Return what an empty chat with the bot shows."""
    return {"description": world.profile.get(f"description:{_language(params)}", "")}


def set_my_short_description(world: World, params: Params) -> bool:
    """Set what the bot's profile shows."""
    return _set_text(world, params, "short_description", MAX_SHORT_DESCRIPTION)


def get_my_short_description(world: World, params: Params) -> Json:
    """Return what the bot's profile shows."""
    return {"short_description": world.profile.get(f"short_description:{_language(params)}", "")}


def set_chat_menu_button(world: World, params: Params) -> bool:
    """Set the button beside the text field."""
    button = params.json("menu_button") or {"type": "default"}
    if button.get("type") not in ("commands", "default", "web_app"):
        raise bad_request("can't parse menu button: Invalid menu button type specified")
    chat_id = world.writable_chat(params.raw["chat_id"]) if params.has("chat_id") else 0
    world.profile[f"menu_button:{chat_id}"] = button
    return True


def get_chat_menu_button(world: World, params: Params) -> Json:
    """Return the button beside the text field."""
    button: Json = world.profile.get(f"menu_button:{params.integer('chat_id')}", {"type": "default"})
    return button


def get_file(world: World, params: Params) -> Json:
    """Return where a file can be fetched."""
    file_id = params.text("file_id")
    stored = world.files.get(file_id)
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if stored.size > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": file_id[-12:],
        "file_size": stored.size,
        "file_path": stored.path,
    }


def _set_text(world: World, params: Params, name: str, most: int) -> bool:
    text = params.text(name)
    if len(text) > most:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    world.profile[f"{name}:{_language(params)}"] = text
    return True


def _language(params: Params) -> str:
    language = params.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _scope(world: World, params: Params) -> str:
    scope: Any = params.json("scope") or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if "chat_id" in scope:
        world.known_chat(scope["chat_id"])
        return json.dumps(scope, sort_keys=True)
    return str(scope["type"])
