"""How the server hands out updates: polling, confirming, two pollers, duplicates, garbage, and the webhook."""

from __future__ import annotations

import asyncio
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from telegram.error import Conflict

from bot.devserver import Fault


def texts(updates):
    return [update.effective_message.text for update in updates]


def test_updates_stay_until_the_offset_confirms_them(server, bot, anna):
    first, second = server.say(anna, "one"), server.say(anna, "two")
    assert second["_update_id"] == first["_update_id"] + 1
    assert texts(bot.get_updates()) == ["one", "two"]
    assert texts(bot.get_updates(limit=1)) == ["one"]
    assert texts(bot.get_updates(offset=second["_update_id"])) == ["two"]
    assert texts(bot.get_updates(offset=-1)) == ["two"]
    assert bot.get_updates(offset=second["_update_id"] + 1) == ()
    server.wait_confirmed(second)


def test_a_long_poll_returns_as_soon_as_there_is_something(server, bot, anna):
    timer = threading.Timer(0.1, server.say, (anna, "now"))
    timer.start()
    started = time.monotonic()
    assert texts(bot.get_updates(timeout=20)) == ["now"]
    assert time.monotonic() - started < 5
    timer.join()


def test_a_held_poll_ends_when_the_server_stops(server, bot):
    thread = threading.Thread(target=bot.refusal, args=["get_updates"], kwargs={"timeout": 20})
    thread.start()
    server.wait_polled()
    started = time.monotonic()
    server.stop()
    thread.join()
    assert time.monotonic() - started < 2


def test_a_second_poller_ends_the_first_with_409(server, bot, bot_of, anna):
    other = bot_of(server.token)
    other.initialize()

    async def both():
        first = asyncio.ensure_future(bot.bot.get_updates(timeout=20))
        await asyncio.to_thread(server.wait_polled)
        second = asyncio.ensure_future(asyncio.to_thread(other.get_updates, timeout=20))
        with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one bot"):
            await first
        server.say(anna, "for the second")
        return await second

    assert texts(bot.run(both())) == ["for the second"]


def test_only_kinds_that_were_asked_for_arrive(server, bot, anna):
    bot.get_updates(allowed_updates=["edited_message"])
    question = server.say(anna, "one")
    server.edit(anna, question, "two")
    (update,) = bot.get_updates()
    assert (update.edited_message.text, update.message, update.edited_message.edit_date is None) == ("two", None, False)


def test_commands_and_mentions_are_marked_as_telegram_marks_them(server, bot, anna):
    server.say(anna, "😀 /code@battery_box_test_bot 108 for @anna_b, mail a@b.de, 24/36")
    (update,) = bot.get_updates()
    marked = update.message.parse_entities()
    assert {one.type: part for one, part in marked.items()} == {
        "bot_command": "/code@battery_box_test_bot",
        "mention": "@anna_b",
    }


def test_every_kind_of_message_and_change_can_be_parsed(server, bot, anna):
    roof = server.group("Roof", anna, supergroup=False)
    server.photo(anna, caption="what is this")
    server.voice(anna)
    server.sticker(anna)
    server.location(anna, roof)
    server.document(anna)
    server.join(roof, anna)
    server.migrate(roof, anna)
    server.block(anna)
    server.choose(anna, "1", "108")
    updates = bot.get_updates()
    assert [update.update_id for update in updates] == list(range(updates[0].update_id, updates[0].update_id + 10))
    kinds = [next(key for key in update.to_dict() if key != "update_id") for update in updates]
    assert kinds == ["message"] * 5 + ["my_chat_member"] + ["message"] * 2 + ["my_chat_member", "chosen_inline_result"]
    assert updates[0].message.photo[-1].width == 1280
    assert updates[8].my_chat_member.new_chat_member.status == "kicked"


def test_an_update_is_delivered_again_under_its_id_and_held_ones_come_together(server, bot, anna):
    question = server.say(anna, "one")
    bot.get_updates(offset=question["_update_id"] + 1)
    server.hold()
    server.redeliver(question)
    server.say(anna, "two")
    assert bot.get_updates() == ()
    server.release()
    again, new = bot.get_updates()
    assert (again.update_id, texts([again, new])) == (question["_update_id"], ["one", "two"])


def test_unknown_kinds_pass_and_an_unparsable_one_stays_as_it_does_with_telegram(server, bot):
    update_id = server.push_unknown()
    (update,) = bot.get_updates()
    assert (update.update_id, update.message) == (update_id, None)
    server.push_unparsable()
    for _ in range(2):
        with pytest.raises(KeyError, match="date"):
            bot.get_updates(offset=update_id + 1)


class Receiver:
    """A plain HTTP server that a webhook can be led to; answers the statuses given, then 200."""

    def __init__(self, *statuses):
        self.got = []
        left = list(statuses)
        got = self.got

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                got.append((self.path, self.headers["X-Telegram-Bot-Api-Secret-Token"], body))
                self.send_response(left.pop(0) if left else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments):
                """Say nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()
        self.address = f"http://127.0.0.1:{self.http.server_port}"

    def close(self):
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


@pytest.fixture
def receivers():
    made = []

    def make(*statuses):
        made.append(Receiver(*statuses))
        return made[-1]

    yield make
    for receiver in made:
        receiver.close()


def test_a_webhook_gets_the_secret_and_the_update_again_until_200(server, bot, anna, receivers):
    receiver = receivers(503, 500)
    server.webhook_via = [receiver.address]
    bot.set_webhook("https://bot.example/hook", secret_token="s3cret_-")
    question = server.say(anna, "one")
    server.wait_confirmed(question)
    assert [(path, secret) for path, secret, _ in receiver.got] == [("/hook", "s3cret_-")] * 3
    assert len({body for _, _, body in receiver.got}) == 1
    assert bot.refusal("get_updates").startswith(
        "Conflict: Conflict: can't use getUpdates method while webhook is active"
    )
    assert bot.get_webhook_info().last_error_message == "Wrong response from the webhook: 500"
    bot.delete_webhook()
    assert bot.get_webhook_info().url == ""
    assert bot.get_updates() == ()


def test_replicas_behind_one_address_get_updates_in_turn_and_a_lost_answer_goes_to_the_next(
    server, bot, anna, receivers
):
    one, two = receivers(), receivers()
    server.webhook_via = [one.address, two.address]
    bot.set_webhook("https://bot.example/hook")
    server.fault("webhook", Fault.lose())
    server.wait_confirmed(server.say(anna, "one"))
    assert one.got == two.got
    assert len(one.got) == 1


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        ({"url": "http://bot.example/"}, "Bad webhook: an https url must be provided for webhook"),
        ({"url": "https://bot.example/", "secret_token": "a b"}, "Secret token contains unallowed characters"),
        ({"url": "https://bot.example/", "secret_token": "x" * 257}, "Secret token is too long"),
        ({"url": "https://bot.example/", "max_connections": 101}, "Invalid max_connections specified"),
    ],
)
def test_a_webhook_that_telegram_would_not_take_is_refused(bot, options, refusal):
    assert bot.refusal("set_webhook", **options).lower() == f"badrequest: {refusal}".lower()
