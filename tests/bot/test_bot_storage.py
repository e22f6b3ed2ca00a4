"""What is kept, for how long, and what leaves the database."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from bot_harness import wait_until
from click.testing import CliRunner
from sqlalchemy import insert, select, update

import bot.migrations
from bot.feedback_cli import command as feedback_command
from bot.store import schema
from bot.store.database import make_engine
from bot.store.instances import Instance, started
from bot.store.journal import KEEP_S
from bot.store.migrate import migrate
from corpus.errors import BotError


@pytest.fixture
def engine(home):
    """The database of the bot under test, as another process sees it."""
    made = make_engine("", home / "var")
    migrate(made)
    yield made
    made.dispose()


def rows(engine, table):
    with engine.begin() as connection:
        return connection.execute(select(table)).all()


def export(home, monkeypatch):
    """What `assistant feedback export` prints."""
    monkeypatch.delenv("ASSISTANT_DATABASE_URL", raising=False)
    result = CliRunner().invoke(feedback_command, ["export", "--home", str(home)], catch_exceptions=False)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()], result.stderr


def test_the_migrations_lead_to_the_schema_that_the_code_uses(engine):
    folder = ScriptDirectory(bot.migrations.__path__[0])
    assert folder.get_heads() == [schema.HEAD]
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


def test_eight_processes_may_migrate_at_once(tmp_path):
    engines = [make_engine("", tmp_path) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(migrate, engines))
    with engines[0].connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").all() == [(schema.HEAD,)]
    for engine in engines:
        engine.dispose()


def test_a_new_database_that_another_process_is_writing_is_waited_for(tmp_path):
    other = sqlite3.connect(tmp_path / "assistant.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")  # not yet in WAL mode: SQLite refuses the switch at once
    release = threading.Timer(0.3, other.rollback)
    release.start()
    engine = make_engine("", tmp_path)
    migrate(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    engine.dispose()
    release.join()
    other.close()


def test_a_database_of_a_newer_bot_is_refused_clearly(engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(BotError, match="does not fit this version of the bot"):
        migrate(engine)


@pytest.mark.parametrize("url", ["nonsense", "oracle+nothing://secret@host/x", "postgresql+psycopg://u:secret@[::1"])
def test_a_bad_address_is_refused_without_repeating_it(tmp_path, url):
    with pytest.raises(BotError, match="ASSISTANT_DATABASE_URL") as caught:
        make_engine(url, tmp_path)
    assert "secret" not in str(caught.value)


def test_a_folder_in_place_of_the_database_is_refused_clearly(tmp_path):
    (tmp_path / "assistant.db").mkdir()
    engine = make_engine("", tmp_path)
    with pytest.raises(BotError, match="the database cannot be used: unable to open database file"):
        migrate(engine)
    engine.dispose()


def test_without_store_questions_no_text_stays(server, anna, bot, engine, home):
    server.wait_reply(server.say(anna, "my secret roof in Oslo shows EC108"))
    server.wait_reply(server.say(anna, "what is the meaning of my secret life"))
    wait_until(lambda: all(row.payload is None for row in rows(engine, schema.updates)))
    assert [row.question for row in rows(engine, schema.unanswered)] == [None]
    assert all("secret" not in row.buttons and row.question is None for row in rows(engine, schema.cards))
    with sqlite3.connect(home / "var" / "assistant.db") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    assert b"secret" not in (home / "var" / "assistant.db").read_bytes()


def test_feedback_and_unanswered_questions_are_exported_as_candidates(server, anna, start, home, monkeypatch):
    start(store_questions=True)
    answer = server.wait_reply(server.say(anna, "nominal voltage of 4 HVM+ modules"))
    server.wait_answer(server.press(anna, answer, "👎"))
    server.wait(lambda: len(server.messages(anna)) == 2)
    server.wait_reply(server.say(anna, "two digits, please", reply_to=server.messages(anna)[-1]))
    server.wait_reply(server.say(anna, "EC999"))
    lines, _ = export(home, monkeypatch)
    assert lines == [
        {
            "question": "nominal voltage of 4 HVM+ modules",
            "context": {"module_type": "HVM+", "modules": 4, "topic": "nominal"},
            "route": "voltage",
            "refs": ["2.10", "2.1/9"],
            "abstained": False,
            "reason": "down",
            "why": "",
            "comment": "two digits, please",
        },
        {
            "question": "EC999",
            "context": {"module_type": "HVM+", "modules": 4, "topic": "nominal"},
            "route": "none",
            "refs": ["2.9"],
            "abstained": True,
            "reason": "unanswered",
            "why": "",
            "comment": "",
        },
    ]


def test_the_export_says_how_many_had_no_text(server, anna, bot, home, monkeypatch):
    answer = server.wait_reply(server.say(anna, "EC108"))
    server.wait_answer(server.press(anna, answer, "👍"))
    lines, said = export(home, monkeypatch)
    assert lines == []
    assert said == "1 more without text: they came while ASSISTANT_STORE_QUESTIONS was off\n"


def test_what_is_older_than_the_retention_is_deleted_at_the_start(server, anna, start, engine):
    first = start()
    server.wait_reply(server.say(anna, "/system HVM+ 4"))
    answer = server.wait_reply(server.say(anna, "EC999"))
    server.wait_answer(server.press(anna, answer, "👍"))
    first.stop()
    with engine.begin() as connection:
        for table in (schema.cards, schema.feedback, schema.unanswered):
            connection.execute(update(table).values(created_at=int(time.time()) - 31 * 86400))
        connection.execute(update(schema.contexts).values(updated_at=int(time.time()) - 31 * 86400))
        connection.execute(update(schema.updates).values(received_at=int(time.time()) - KEEP_S - 1))
    start(retention_days=30)
    tables = (schema.cards, schema.feedback, schema.unanswered, schema.contexts, schema.updates)
    wait_until(lambda: [rows(engine, table) for table in tables] == [[]] * 5)


def test_forgetting_one_person_leaves_the_others(server, anna, bot, engine):
    ben = server.user("Ben")
    for user in (anna, ben):
        server.wait_reply(server.say(user, "/system HVM+ 4"))
    server.wait_reply(server.say(anna, "/forget"))
    assert [row.user_id for row in rows(engine, schema.contexts)] == [ben.id]
    assert {row.user_id for row in rows(engine, schema.cards)} == {ben.id}


def left_behind(engine, server, question, state, process="999999:1", attempts=0):
    """Write what a killed process leaves: its row, and an update that it had taken."""
    instance, payload = Instance(), {k: v for k, v in question.items() if k != "_update_id"}
    with engine.begin() as connection:
        row = {"id": "dead", "host": instance.host, "process": process, "beat_at": int(time.time())}
        connection.execute(insert(schema.instances).values(row))
        row = {
            "bot_id": int(server.token.split(":")[0]),
            "update_id": question["_update_id"],
            "owner": "dead",
            "chat_id": question["chat"]["id"],
            "state": state,
            "attempts": attempts,
            "payload": json.dumps({"update_id": question["_update_id"], "message": payload}),
            "received_at": int(time.time()),
        }
        connection.execute(insert(schema.updates).values(row))


@pytest.mark.parametrize(
    ("state", "attempts", "first_words"),
    [
        (schema.ACCEPTED, 0, "EC108 Precharging failure"),
        (schema.ACCEPTED, 1, "EC108 Precharging failure"),
        (schema.SENDING, 1, "I was interrupted while I answered this."),
        (schema.ACCEPTED, 2, "I was interrupted while I answered this."),
    ],
)
def test_what_a_dead_process_left_is_answered_or_apologised_for(
    server, anna, start, engine, state, attempts, first_words
):
    question = server.say(anna, "EC108")
    left_behind(engine, server, question, state, attempts=attempts)
    start()
    assert server.wait_reply(question)["text"].startswith(first_words)
    server.wait_reply(server.say(anna, "EC105"))
    assert len(server.replies(question)) == 1
    wait_until(lambda: [row.payload for row in rows(engine, schema.updates)] == [None, None])


def test_the_work_of_a_living_process_is_left_to_it(server, anna, start, engine):
    question = server.say(anna, "EC108")
    left_behind(engine, server, question, schema.ACCEPTED, process=f"1:{started(1)}")
    start()
    server.wait_reply(server.say(server.user("Ben"), "EC105"))
    assert server.replies(question) == []
