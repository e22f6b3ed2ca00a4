"""Votes and comments on answers, and questions that were not answered."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from bot.store.cards import Card, context_json
from bot.store.schema import feedback, unanswered

MOST_COMMENT = 2000
"""Characters of a comment that are kept."""


def vote(connection: Connection, card: Card, vote_: str) -> None:
    """Store a 👍 or 👎 (``up``, ``down``), or a comment alone (``text``); a later vote replaces the first."""
    values = {"vote": vote_, "reason": ""} if vote_ == "up" else {"vote": vote_}
    changed = connection.execute(update(feedback).where(feedback.c.card == card.token).values(values))
    if changed.rowcount == 0:
        row = {
            "card": card.token,
            "chat_id": card.chat_id,
            "user_id": card.user_id,
            "vote": vote_,
            "reason": "",
            "comment": "",
            "question": card.question,
            "route": card.route,
            "refs": json.dumps(card.refs),
            "abstained": card.abstained,
            "context": context_json(card.context),
            "created_at": int(time.time()),
        }
        connection.execute(insert(feedback).values(row))


def has_vote(connection: Connection, token: str) -> bool:
    """Return whether there is an opinion on an answer."""
    return connection.execute(select(feedback.c.card).where(feedback.c.card == token)).first() is not None


def add_reason(connection: Connection, token: str, reason: str) -> None:
    """Store why an answer was voted down."""
    connection.execute(update(feedback).where(feedback.c.card == token).values(reason=reason))


def add_comment(connection: Connection, token: str, comment: str) -> None:
    """Store what the person wrote about an answer."""
    statement = update(feedback).where(feedback.c.card == token).values(comment=comment[:MOST_COMMENT])
    connection.execute(statement)


def add_unanswered(connection: Connection, card: Card, confidence: float, nearest: tuple[str, ...]) -> None:
    """Store that the guideline did not answer a question; its text only where the card has it."""
    # The answer to an edited question takes its place.
    connection.execute(delete(unanswered).where(unanswered.c.card == card.token))
    row = {
        "card": card.token,
        "chat_id": card.chat_id,
        "user_id": card.user_id,
        "question": card.question,
        "confidence": confidence,
        "refs": json.dumps(nearest),
        "context": context_json(card.context),
        "created_at": int(time.time()),
    }
    connection.execute(insert(unanswered).values(row))


def candidates(connection: Connection) -> Iterator[dict[str, Any]]:
    """Yield what ``assistant eval review`` reads, votes first, in order of time; ``question`` may be None."""
    for row in connection.execute(select(feedback).order_by(feedback.c.created_at, feedback.c.card)):
        yield {
            "question": row.question,
            "context": json.loads(row.context),
            "route": row.route,
            "refs": json.loads(row.refs),
            "abstained": row.abstained,
            "reason": row.vote,
            "why": row.reason,
            "comment": row.comment,
        }
    for row in connection.execute(select(unanswered).order_by(unanswered.c.created_at, unanswered.c.card)):
        yield {
            "question": row.question,
            "context": json.loads(row.context),
            "route": "none",
            "refs": json.loads(row.refs),
            "abstained": True,
            "reason": "unanswered",
            "why": "",
            "comment": "",
        }
