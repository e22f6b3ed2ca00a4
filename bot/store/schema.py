"""The database's tables, as the newest migration leaves them (a test compares).

Times are Unix seconds, whole: the same in SQLite and PostgreSQL, and retention needs no more.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

ACCEPTED, SENDING, DONE = 0, 1, 2
"""States of an update: taken from Telegram; its answer is computed and may have been sent; nothing is left to do."""

HEAD = "0002"
"""The schema version that this code works with: the newest migration."""

updates = Table(
    "updates",
    metadata,
    Column("bot_id", BigInteger, primary_key=True),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),  # the chat whose order it belongs to, 0 for none
    Column("owner", String(32), nullable=False),  # the process that answers it
    Column("state", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),  # how often an answer was begun
    Column("payload", Text),  # Telegram's JSON while it is not answered; emptied then
    Column("received_at", BigInteger, nullable=False),
    Index("updates_by_state", "state", "owner"),
    Index("updates_by_chat", "chat_id", "state"),
    Index("updates_by_age", "received_at"),
)

instances = Table(
    "instances",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("host", Text, nullable=False),  # machine and process namespace
    Column("process", Text, nullable=False),  # process id and its start, so that a reused id is another process
    Column("beat_at", BigInteger, nullable=False),
)

cards = Table(
    "cards",
    metadata,
    Column("token", String(16), primary_key=True),
    Column("bot_id", BigInteger, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),  # whose buttons these are
    Column("question_id", BigInteger),  # message that is answered
    Column("message_id", BigInteger),  # our message that carries the buttons
    Column("messages", Text, nullable=False),  # JSON list: all our messages of this answer, in order
    Column("buttons", Text, nullable=False),  # JSON list of {"label", "question"}
    Column("state", Text, nullable=False),  # what the kind needs beside: steps done, page, parent card
    Column("route", String(16), nullable=False),
    Column("refs", Text, nullable=False),  # JSON list of references cited
    Column("abstained", Boolean, nullable=False),
    Column("question", Text),  # only while store_questions is on
    Column("context", Text, nullable=False),  # JSON object: the system in force
    Column("created_at", BigInteger, nullable=False),
    Index("cards_by_question", "chat_id", "question_id"),
    Index("cards_by_message", "chat_id", "message_id"),
    Index("cards_by_user", "user_id"),
    Index("cards_by_age", "created_at"),
)

contexts = Table(
    "contexts",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("module_type", String(16)),
    Column("modules", Integer),
    Column("topic", String(64)),
    Column("updated_at", BigInteger, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("card", String(16), primary_key=True),  # one opinion an answer; /feedback without one has its own token
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("vote", String(8), nullable=False),  # up, down or text
    Column("reason", String(16), nullable=False),
    Column("comment", Text, nullable=False),
    Column("question", Text),
    Column("route", String(16), nullable=False),
    Column("refs", Text, nullable=False),
    Column("abstained", Boolean, nullable=False),
    Column("context", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Index("feedback_by_user", "user_id"),
)

unanswered = Table(
    "unanswered",
    metadata,
    Column("card", String(16), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("question", Text),  # only while store_questions is on
    Column("confidence", Float, nullable=False),
    Column("refs", Text, nullable=False),  # the nearest places
    Column("context", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Index("unanswered_by_user", "user_id"),
)

refused = Table(
    "refused",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("told_at", BigInteger, nullable=False),  # when the administrators were told
)

dialogues = Table(
    "dialogues",
    metadata,
    Column("id", String(16), primary_key=True),  # a report's number, as people say it on the telephone
    Column("bot_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("active", Boolean, nullable=False),  # whether the person's texts belong to it
    Column("state", Text, nullable=False),  # JSON of assistant.dialogue
    Column("card", String(16), nullable=False),  # the card of the present screen
    Column("version", Integer, nullable=False),  # counts the writes
    Column("updated_at", BigInteger, nullable=False),
    Index("dialogues_by_person", "chat_id", "user_id"),
    Index("dialogues_by_user", "user_id"),
)

facts = Table(
    "facts",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("facts", Text, nullable=False),  # JSON: codes looked up, diagnosis steps, measured values
    Column("updated_at", BigInteger, nullable=False),
)

files = Table(
    "files",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("dialogue", String(16), nullable=False),  # the report that holds it
    Column("user_id", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("files_by_dialogue", "dialogue"),
    Index("files_by_user", "user_id"),
)
