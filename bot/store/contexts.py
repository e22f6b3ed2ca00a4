"""What a person has said of the system in a chat; kept apart for each person of a group."""

from __future__ import annotations

import time

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from assistant.types import ChatContext
from bot.store.schema import contexts

# Made once: building a statement costs more than running it.
_KEY = and_(contexts.c.chat_id == bindparam("chat"), contexts.c.user_id == bindparam("user"))
_GET = select(contexts).where(_KEY)
_CHANGE = update(contexts).where(_KEY)


def get_context(connection: Connection, chat_id: int, user_id: int) -> ChatContext:
    """Return the person's context in the chat, empty where there is none."""
    row = connection.execute(_GET, {"chat": chat_id, "user": user_id}).first()
    return ChatContext() if row is None else ChatContext(row.module_type, row.modules, row.topic)


def put_context(connection: Connection, chat_id: int, user_id: int, context: ChatContext) -> None:
    """Store the person's context in the chat; an empty one is removed."""
    if context == ChatContext():
        connection.execute(delete(contexts).where(_KEY), {"chat": chat_id, "user": user_id})
        return
    values = {
        "module_type": context.module_type,
        "modules": context.modules,
        "topic": context.topic,
        "updated_at": int(time.time()),
    }
    if connection.execute(_CHANGE, {"chat": chat_id, "user": user_id, **values}).rowcount == 0:
        connection.execute(insert(contexts).values(chat_id=chat_id, user_id=user_id, **values))
