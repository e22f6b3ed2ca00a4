"""Cards: our messages that carry buttons, each with its owner and what its buttons ask.

Buttons hold only a card's token, so that they fit 64 bytes, survive a restart and can be checked.
"""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, insert, select, update

from assistant.types import ChatContext
from bot.store.schema import cards

# Made once: each answer runs them.
_ADD = insert(cards)
_SENT = (
    update(cards)
    .where(cards.c.token == bindparam("card"))
    .values(messages=bindparam("sent"), message_id=bindparam("last"))
)


@dataclass(frozen=True, slots=True)
class Button:
    """A follow-up question under an answer."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Card:
    """A message of ours with buttons."""

    kind: str
    """``answer``, ``codes``, ``ticks``, ``system``, ``why`` (asks the reason of a 👎) or ``text`` (asks for words)."""
    chat_id: int
    user_id: int
    """Who asked: nobody else may use the buttons."""
    question_id: int | None = None
    """The message that it answers."""
    message_id: int | None = None
    """The message that carries the buttons; None while it is not known (sent, reply lost)."""
    messages: tuple[int, ...] = ()
    """All messages of the answer, in order."""
    buttons: tuple[Button, ...] = ()
    state: str = ""
    """What the kind needs beside: steps done, the card that a reason belongs to."""
    route: str = ""
    refs: tuple[str, ...] = ()
    abstained: bool = False
    question: str | None = None
    """The question's text, only while ``store_questions`` is on."""
    context: ChatContext = field(default_factory=ChatContext)
    """The system in force when it was asked."""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(6))
    """Eight characters; the key."""


class Cards:
    """The cards of one bot."""

    def __init__(self, bot_id: int) -> None:
        self.bot_id = bot_id

    def add(self, connection: Connection, card: Card) -> None:
        """Store a card."""
        row = {
            "token": card.token,
            "bot_id": self.bot_id,
            "kind": card.kind,
            "chat_id": card.chat_id,
            "user_id": card.user_id,
            "question_id": card.question_id,
            "message_id": card.message_id,
            "messages": json.dumps(card.messages),
            "buttons": json.dumps([[b.label, b.question] for b in card.buttons], ensure_ascii=False),
            "state": card.state,
            "route": card.route,
            "refs": json.dumps(card.refs),
            "abstained": card.abstained,
            "question": card.question,
            "context": context_json(card.context),
            "created_at": int(time.time()),
        }
        connection.execute(_ADD, row)

    def get(self, connection: Connection, token: str) -> Card | None:
        """Return a card by its token."""
        same = and_(cards.c.bot_id == self.bot_id, cards.c.token == token)
        return _card(connection.execute(select(cards).where(same)).first())

    def of_question(self, connection: Connection, chat_id: int, question_id: int) -> Card | None:
        """Return the newest answer to a message."""
        same = and_(cards.c.bot_id == self.bot_id, cards.c.chat_id == chat_id, cards.c.question_id == question_id)
        newest = select(cards).where(same, cards.c.kind == "answer").order_by(cards.c.created_at.desc())
        return _card(connection.execute(newest).first())

    def of_message(self, connection: Connection, chat_id: int, message_id: int) -> Card | None:
        """Return the card that a message of ours is."""
        same = and_(cards.c.bot_id == self.bot_id, cards.c.chat_id == chat_id, cards.c.message_id == message_id)
        return _card(connection.execute(select(cards).where(same)).first())

    def last_answer(self, connection: Connection, chat_id: int, user_id: int) -> Card | None:
        """Return the user's newest answer in a chat."""
        same = and_(cards.c.bot_id == self.bot_id, cards.c.chat_id == chat_id, cards.c.user_id == user_id)
        newest = select(cards).where(same, cards.c.kind == "answer").order_by(cards.c.message_id.desc().nulls_last())
        return _card(connection.execute(newest.limit(1)).first())

    def sent(self, connection: Connection, token: str, messages: tuple[int, ...]) -> None:
        """Remember the messages that an answer was sent as; the last one carries the buttons."""
        values = {"sent": json.dumps(messages), "last": messages[-1] if messages else None}
        connection.execute(_SENT, {"card": token, **values})

    def advance(self, connection: Connection, token: str, old: str, new: str) -> bool:
        """Return whether the card's state was ``old`` and is ``new`` now: of two taps at once, one wins."""
        same = and_(cards.c.token == token, cards.c.state == old)
        return connection.execute(update(cards).where(same).values(state=new)).rowcount == 1

    def replace(self, connection: Connection, old: str, card: Card) -> None:
        """Store a card in place of an earlier one: its answer was edited."""
        connection.execute(delete(cards).where(cards.c.token == old))
        self.add(connection, card)


def context_json(context: ChatContext) -> str:
    """Return what a context says of the system, as a JSON object; what is unknown is left out."""
    known = {"module_type": context.module_type, "modules": context.modules, "topic": context.topic}
    return json.dumps({key: value for key, value in known.items() if value is not None})


def _card(row: Row[Any] | None) -> Card | None:
    if row is None:
        return None
    return Card(
        kind=row.kind,
        chat_id=row.chat_id,
        user_id=row.user_id,
        question_id=row.question_id,
        message_id=row.message_id,
        messages=tuple(json.loads(row.messages)),
        buttons=tuple(Button(label, question) for label, question in json.loads(row.buttons)),
        state=row.state,
        route=row.route,
        refs=tuple(json.loads(row.refs)),
        abstained=row.abstained,
        question=row.question,
        context=ChatContext(**json.loads(row.context)),
        token=row.token,
    )
