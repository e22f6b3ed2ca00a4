"""Webhook, health and metrics over HTTP; replicas that share a PostgreSQL database."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import subprocess
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from bot_harness import wait_until
from sqlalchemy import text

from bot.metrics import Metrics
from bot.store.database import Database, make_engine
from bot.web import Health, default_secret


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def get(port, path):
    """The status and the text of a page, once somebody listens."""

    def ask():
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as reply:
                return reply.status, reply.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return None

    return wait_until(ask)


def post(port, body, secret=None):
    """The status that a webhook call is answered with."""
    headers = {"Content-Type": "application/json"}
    if secret is not None:
        headers["X-Telegram-Bot-Api-Secret-Token"] = secret
    request = urllib.request.Request(f"http://127.0.0.1:{port}/hook", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as reply:
            return reply.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_health_and_metrics_tell_what_happened(server, anna, start):
    port = free_port()
    start(health_listen=f"127.0.0.1:{port}")
    server.wait_reply(server.say(anna, "EC108"))
    server.wait_reply(server.say(anna, "EC999"))
    status, body = get(port, "/healthz")
    report = json.loads(body)
    assert (status, report["status"], report["mode"], report["unreadable_updates"]) == (200, "ok", "polling", 0)
    lines = wait_until(lambda: "assistant_abstained_total 1.0" in get(port, "/metrics")[1] and get(port, "/metrics")[1])
    assert 'assistant_questions_total{route="event_code"}' in lines
    assert 'telegram_updates_total{kind="message"} 2.0' in lines
    assert "assistant_answer_seconds_count 2.0" in lines


@pytest.mark.parametrize(
    ("polling", "silence_s", "well", "status"),
    [
        (True, 59, True, "ok"),
        (True, 61, False, "nothing heard from Telegram"),
        (False, 3600, True, "ok"),  # Telegram calls only when somebody writes
    ],
)
def test_polling_without_a_word_from_telegram_is_unhealthy(tmp_path, polling, silence_s, well, status):
    async def check():
        metrics, database = Metrics(), Database(make_engine("", tmp_path))
        metrics.contact()
        health = Health(database, metrics, polling, clock=lambda: metrics.last_contact + silence_s)
        found = await health.check()
        await database.close()
        return found

    found, report = asyncio.run(check())
    assert (found, report["status"]) == (well, status)


def test_a_database_out_of_reach_is_unhealthy():
    async def check():
        database = Database(make_engine("postgresql://nobody@127.0.0.1:9/none", None))
        found = await Health(database, Metrics(), polling=False).check()
        await database.close()
        return found

    well, report = asyncio.run(check())
    assert (well, report["status"]) == (False, "the database cannot be reached")


def test_an_unreadable_update_shows_in_health_and_metrics(server, anna, start):
    port = free_port()
    start(health_listen=f"127.0.0.1:{port}")
    server.push_unparsable()
    server.wait_reply(server.say(anna, "EC108"))
    assert json.loads(get(port, "/healthz")[1])["unreadable_updates"] == 1
    assert 'telegram_errors_total{kind="unreadable"} 1.0' in get(port, "/metrics")[1]


def test_the_webhook_takes_updates_with_the_secret_only(server, anna, start):
    port = free_port()
    server.webhook_via = [f"http://127.0.0.1:{port}"]
    start(webhook_url="https://bot.example/hook", webhook_listen=f"127.0.0.1:{port}", webhook_secret="s3cret")
    server.wait(lambda: server.webhook_info()["url"])
    answer = server.wait_reply(server.say(anna, "EC108"))
    assert answer["text"].startswith("EC108")
    update = json.dumps({"update_id": 1, "message": {"text": "EC105"}}).encode()
    assert [post(port, update, secret) for secret in (None, "wrong", "ümläut")] == [403, 403, 403]
    assert [post(port, body, "s3cret") for body in (b"", b"[]", b"{", b"\xff", b"null")] == [400] * 5
    assert post(port, b'{"update_id": "x"}', "s3cret") == 200
    assert server.wait_reply(server.say(anna, "EC124"))["text"].startswith("EC124")
    assert len(server.messages(anna)) == 2


def test_without_a_secret_of_its_own_one_is_made_from_the_token(server, anna, start):
    port = free_port()
    server.webhook_via = [f"http://127.0.0.1:{port}"]
    start(webhook_url="https://bot.example/hook", webhook_listen=f"127.0.0.1:{port}")
    assert server.wait_reply(server.say(anna, "EC108"))["text"].startswith("EC108")
    sent = server.calls_to("setWebhook")[0].params
    assert sent["secret_token"] == default_secret(server.token)
    assert server.token not in sent["secret_token"]


def test_a_webhook_update_delivered_twice_is_answered_once(server, anna, start):
    port = free_port()
    server.webhook_via = [f"http://127.0.0.1:{port}"]
    start(webhook_url="https://bot.example/hook", webhook_listen=f"127.0.0.1:{port}")
    question = server.say(anna, "EC108")
    server.wait_reply(question)
    server.redeliver(question)
    server.wait_reply(server.say(anna, "EC105"))
    assert len(server.replies(question)) == 1


# Replicas


def _postgres_bin():
    found = shutil.which("initdb") or next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), None)
    return None if found is None else Path(found).resolve().parent


@pytest.fixture
def postgres():
    """The address of a PostgreSQL database of this test's own."""
    binaries = _postgres_bin()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    # Not below pytest's folder: each pytest that starts meanwhile closes that to every other user.
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as name:
        yield from _postgres_in(Path(name), binaries)


def _postgres_in(folder, binaries):
    as_user = {}
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root; its package brings a user for it.
        try:
            shutil.chown(folder, "postgres")
        except LookupError:
            pytest.skip("there is no user postgres, and PostgreSQL does not run as root")
        as_user = {"user": "postgres", "group": "postgres", "extra_groups": []}
    port, data = free_port(), folder / "data"

    def run(*command):
        with (folder / "out").open("a") as out:
            subprocess.run(list(map(str, command)), check=True, cwd=folder, stdout=out, stderr=out, **as_user)

    run(binaries / "initdb", "-D", data, "-U", "bot", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
    run(binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    yield f"postgresql://bot@127.0.0.1:{port}/postgres"
    run(binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def test_a_connection_that_postgresql_ended_is_replaced(postgres):
    async def scene():
        database, other = Database(make_engine(postgres, None)), make_engine(postgres, None)
        pid = await database.run(lambda c: c.execute(text("SELECT pg_backend_pid()")).scalar())
        with other.begin() as connection:
            assert connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid}).scalar()
        other.dispose()
        again = await database.run(lambda c: c.execute(text("SELECT pg_backend_pid()")).scalar())
        await database.close()
        return pid, again

    pid, again = asyncio.run(scene())
    assert again != pid


def test_two_replicas_over_webhooks_answer_each_question_once(server, postgres, spawn):
    ports = [free_port(), free_port()]
    server.webhook_via = [f"http://127.0.0.1:{port}" for port in ports]
    replicas = [
        spawn(
            wait=False,
            ASSISTANT_DATABASE_URL=postgres,
            ASSISTANT_WEBHOOK_URL="https://bot.example/hook",
            ASSISTANT_WEBHOOK_LISTEN=f"127.0.0.1:{port}",
        )
        for port in ports
    ]
    for replica in replicas:
        replica.wait_log("waiting for webhook calls")
    users = [server.user(f"U{n}") for n in range(8)]
    questions = [server.say(user, code) for code in ("EC103", "EC104", "EC105", "minimum voltage") for user in users]
    for question in questions:
        server.wait_reply(question)
        server.redeliver(question)  # to the other replica, by turns
    for user in users:
        assert [m["text"].split()[0] for m in server.messages(user)] == ["EC103", "EC104", "EC105", "Minimum"]
    # A button of one replica's answer is understood by whichever gets the tap, and so is the chat's context.
    for user, question in zip(users, questions[-8:], strict=True):
        server.press(user, server.replies(question)[0], "HVM+")
    for user in users:
        server.wait(lambda user=user: len(server.messages(user)) == 5)
        assert server.messages(user)[-1]["text"].startswith("HVM+, minimum operating voltage")
    replicas[0].kill()
    server.webhook_via = [f"http://127.0.0.1:{ports[1]}"]
    last = [server.say(user, "EC108") for user in users]
    for question in last:
        server.wait_reply(question)
    assert replicas[1].terminate() == 0
    assert [len(server.replies(question)) for question in questions[:24]] == [1] * 24
    assert [len(server.replies(question)) for question in last] == [1] * 8
    assert all(replica.log.count(" question ") > 3 for replica in replicas)
    assert "secret" not in replicas[0].log
