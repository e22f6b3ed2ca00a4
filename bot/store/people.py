"""What concerns a person as a whole: forgetting, refusing, counting, and deleting what has grown old."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, insert, select, update

from bot.store.dialogues import move_dialogues, prune_dialogues
from bot.store.schema import cards, contexts, dialogues, facts, feedback, files, refused, unanswered

_PERSONAL: tuple[tuple[str, Table], ...] = (
    ("answers with buttons", cards),
    ("chat settings", contexts),
    ("feedback", feedback),
    ("unanswered questions", unanswered),
    ("guided dialogues", dialogues),
    ("photos and files", files),
    ("notes for a report", facts),
)
_DAY_S = 24 * 3600


def forget(connection: Connection, user_id: int) -> dict[str, int]:
    """Return how many rows of each kind were deleted: all that is stored of a user, in every chat."""
    counts = {}
    for name, table in _PERSONAL:
        counts[name] = connection.execute(delete(table).where(table.c.user_id == user_id)).rowcount
    connection.execute(delete(refused).where(refused.c.user_id == user_id))
    return counts


def first_refusal(connection: Connection, user_id: int) -> bool:
    """Return whether a user is refused for the first time, and remember it."""
    if connection.execute(select(refused.c.user_id).where(refused.c.user_id == user_id)).first() is not None:
        return False
    connection.execute(insert(refused).values(user_id=user_id, told_at=int(time.time())))
    return True


def migrate_chat(connection: Connection, old: int, new: int) -> None:
    """Give a group that became a supergroup its new id; message ids start anew there, so its cards are gone."""
    connection.execute(delete(cards).where(cards.c.chat_id == old))
    known = select(contexts.c.user_id).where(contexts.c.chat_id == new)
    moved = and_(contexts.c.chat_id == old, contexts.c.user_id.not_in(known))
    connection.execute(update(contexts).where(moved).values(chat_id=new))
    connection.execute(delete(contexts).where(contexts.c.chat_id == old))
    for table in (feedback, unanswered):
        connection.execute(update(table).where(table.c.chat_id == old).values(chat_id=new))
    move_dialogues(connection, old, new)


def prune(connection: Connection, retention_days: int) -> None:
    """Delete what is older than the retention."""
    before = int(time.time()) - retention_days * _DAY_S
    for table in (cards, feedback, unanswered):
        connection.execute(delete(table).where(table.c.created_at < before))
    connection.execute(delete(contexts).where(contexts.c.updated_at < before))
    connection.execute(delete(refused).where(refused.c.told_at < before))
    prune_dialogues(connection, before)


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts over what is still stored."""

    answers: int
    abstained: int
    people: int
    by_route: tuple[tuple[str, int], ...]
    up: int
    down: int


def stats(connection: Connection, days: int) -> Stats:
    """Return the counts of the last ``days`` days."""
    since = int(time.time()) - days * _DAY_S
    recent = and_(cards.c.kind == "answer", cards.c.created_at >= since)
    routes = select(cards.c.route, func.count()).where(recent).group_by(cards.c.route)
    by_route = sorted(
        ((route, count) for route, count in connection.execute(routes)), key=lambda row: (-row[1], row[0])
    )
    people = connection.execute(select(func.count(func.distinct(cards.c.user_id))).where(recent)).scalar_one()
    return Stats(
        answers=sum(count for _, count in by_route),
        abstained=_count(connection, cards, and_(recent, cards.c.abstained)),
        people=people,
        by_route=tuple(by_route),
        up=_count(connection, feedback, and_(feedback.c.created_at >= since, feedback.c.vote == "up")),
        down=_count(connection, feedback, and_(feedback.c.created_at >= since, feedback.c.vote == "down")),
    )


def _count(connection: Connection, table: Table, where: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(where)).scalar_one())
