"""Whether an update is meant for the bot: always in private, in groups when mentioned, replied to or commanded.

What is not meant for it is dropped before anything of it is stored.
"""

from __future__ import annotations

from telegram import Chat, Message, MessageEntity, Update, User

from bot.place import moved_group


def is_addressed(update: Update, me: User) -> bool:
    """Return whether the bot should look at an update."""
    message = update.message or update.edited_message
    if message is None:
        return update.callback_query is not None or update.inline_query is not None or update.my_chat_member is not None
    if message.from_user is None or (message.via_bot is not None and message.via_bot.id == me.id):
        return False  # nobody asked; or one of our own inline cards was posted
    if moved_group(message) is not None:
        return True
    if message.from_user.is_bot and message.sender_chat is None:
        return False  # two bots would answer one another for ever
    if message.chat.type == Chat.PRIVATE:
        return True
    reply = message.reply_to_message
    if reply is not None and reply.from_user is not None and reply.from_user.id == me.id:
        return True
    return _commanded(message, me) or any(_is_me(message, entity, me) for entity in _entities(message))


def without_mention(message: Message, me: User) -> str:
    """Return a message's text, or a picture's caption, without the mention of the bot."""
    text = message.text or message.caption or ""
    for entity in sorted(_entities(message), key=lambda entity: -entity.offset):
        if _is_me(message, entity, me):
            # Telegram counts in UTF-16 units.
            units = text.encode("utf-16-le")
            kept = units[: 2 * entity.offset] + units[2 * (entity.offset + entity.length) :]
            text = kept.decode("utf-16-le", "replace")
    return text.strip(" \t\n,:")


def _entities(message: Message) -> tuple[MessageEntity, ...]:
    return tuple(message.entities or message.caption_entities or ())


def _is_me(message: Message, entity: MessageEntity, me: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    if entity.type != MessageEntity.MENTION or me.username is None:
        return False
    text = message.parse_entity(entity) if message.text else message.parse_caption_entity(entity)
    return text.lower() == f"@{me.username}".lower()


def _commanded(message: Message, me: User) -> bool:
    """Return whether the message begins with a command for this bot, or for any bot."""
    first = next((e for e in message.entities or () if e.type == MessageEntity.BOT_COMMAND and e.offset == 0), None)
    if first is None or message.text is None:
        return False
    _, _, to = message.parse_entity(first).partition("@")
    return to == "" or to.lower() == (me.username or "").lower()
