"""Where an answer goes: chat, topic, the message that it replies to, and the update that it is for."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Chat, Message, Update


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes."""

    chat_id: int
    user_id: int
    """Who asked."""
    update_id: int
    reply_to: int | None = None
    """Message that the answer replies to."""
    topic: int | None = None
    """Topic of a forum group."""
    private: bool = True


def place_of(update: Update) -> Place | None:
    """Return where the answer to an update goes, None where there is no chat or nobody asked."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None:
        return None
    query = update.callback_query
    message = update.message or update.edited_message or (query.message if query is not None else None)
    return Place(
        chat_id=chat.id,
        user_id=user.id,
        update_id=update.update_id,
        reply_to=None if message is None else message.message_id,
        topic=_topic(message),
        private=chat.type == Chat.PRIVATE,
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """A group that became a supergroup: Telegram gives it a new id then."""

    old: int
    new: int


def moved_group(message: Message) -> Moved | None:
    """Return the move that a message tells of: one in the old chat and one in the new chat do, in no sure order."""
    if message.migrate_to_chat_id is not None:
        return Moved(message.chat.id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id is not None:
        return Moved(message.migrate_from_chat_id, message.chat.id)
    return None


def _topic(message: object) -> int | None:
    return message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None


def kind_of(update: Update) -> str:
    """Return the kind of an update, for counting."""
    names = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
    return next((name for name in names if getattr(update, name) is not None), "other")
