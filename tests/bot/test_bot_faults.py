"""Telegram misbehaves: floods, faults, lost replies, duplicates, updates that cannot be read."""

from __future__ import annotations

import time

import pytest

from bot.devserver import Fault


def test_the_flood_limit_of_one_chat_stops_no_other(server, anna, bot):
    ben = server.user("Ben")
    server.fault("sendMessage", Fault.flood(2), chat=anna)
    hers = server.say(anna, "EC108")
    server.wait(lambda: server.calls_to("sendMessage", chat=anna))
    asked = time.monotonic()
    server.wait_reply(server.say(ben, "EC105"))
    assert time.monotonic() - asked < 1.0
    assert server.wait_reply(hers)["text"].startswith("EC108")
    first, second = server.calls_to("sendMessage", chat=anna)
    assert second.time_s - first.time_s >= 2.0


def test_a_paused_chat_gets_its_answers_in_order(server, anna, bot):
    server.fault("sendMessage", Fault.flood(1), chat=anna)
    for code in ("EC103", "EC104", "EC105"):
        last = server.say(anna, code)
    server.wait_reply(last)
    assert [m["text"].split()[0] for m in server.messages(anna)] == ["EC103", "EC104", "EC105"]


@pytest.mark.parametrize("fault", [Fault.status_page(502), Fault.status_page(500), Fault.refuse(500, "Internal")])
def test_a_failing_server_is_asked_again(server, anna, bot, fault):
    server.fault("sendMessage", fault, chat=anna, times=2)
    server.wait_reply(server.say(anna, "EC108"))
    assert len(server.messages(anna)) == 1
    assert len(server.calls_to("sendMessage", chat=anna)) == 3


@pytest.mark.parametrize("fault", [Fault.lose(), Fault.lose(reset=True)])
def test_a_message_whose_reply_is_lost_is_not_sent_again(server, anna, bot, fault):
    server.fault("sendMessage", fault, chat=anna)
    server.wait_reply(server.say(anna, "EC108"))
    server.wait_reply(server.say(anna, "EC105"))
    assert [m["text"].split()[0] for m in server.messages(anna)] == ["EC108", "EC105"]


def test_a_reply_that_is_no_json_stops_nothing_and_repeats_nothing(server, anna, bot):
    server.fault("sendMessage", Fault.garbage(), chat=anna)
    server.say(anna, "EC108")
    assert server.wait_reply(server.say(anna, "EC105"))["text"].startswith("EC105")
    assert len(server.calls_to("sendMessage", chat=anna)) == 2


def test_a_lost_edit_is_repeated(server, anna, bot):
    question = server.say(anna, "EC108")
    answer = server.wait_reply(question)
    server.fault("editMessageText", Fault.drop(), chat=anna)
    server.edit(anna, question, "EC105")
    server.wait(lambda: server.message(anna, answer["message_id"])["text"].startswith("EC105"))


def test_an_api_out_of_reach_for_a_while_loses_no_question(server, anna, bot):
    server.wait_polled()
    questions = [server.say(anna, code) for code in ("EC103", "EC104")]
    server.pause()
    server.resume()
    for question in questions:
        server.wait_reply(question, timeout_s=20)
    assert [m["text"].split()[0] for m in server.messages(anna)] == ["EC103", "EC104"]


def test_a_person_who_blocked_the_bot_troubles_nobody(server, anna, bot):
    ben = server.user("Ben")
    question = server.say(anna, "EC108")
    server.wait_reply(question)
    server.block(anna)
    server.edit(anna, question, "EC105")
    assert server.wait_reply(server.say(ben, "EC108"))["text"].startswith("EC108")
    server.unblock(anna)
    assert server.wait_reply(server.say(anna, "EC124"))["text"].startswith("EC124")


def test_an_update_delivered_twice_is_answered_once(server, anna, bot):
    question = server.say(anna, "EC108")
    server.wait_reply(question)
    server.redeliver(question)
    server.redeliver(question)
    server.wait_reply(server.say(anna, "EC105"))
    assert len(server.replies(question)) == 1


def test_an_update_delivered_again_after_a_restart_is_answered_once(server, anna, start):
    bot = start()
    question = server.say(anna, "EC108")
    server.wait_reply(question)
    bot.stop()
    server.redeliver(question)
    start()
    server.wait_reply(server.say(anna, "EC105"))
    assert len(server.replies(question)) == 1


def test_an_update_that_cannot_be_read_stops_nothing(server, anna, bot, caplog):
    server.push_unparsable()
    server.push_unknown()
    question = server.say(anna, "EC108")
    assert server.wait_reply(question)["text"].startswith("EC108")
    server.wait_confirmed(question)
    assert [r.message for r in caplog.records if "cannot be read" in r.message] == [
        "an update cannot be read and is left out: is python-telegram-bot older than Telegram's API?"
    ]


@pytest.mark.parametrize("body", [[{"update_id": "x"}], [{}], [None], [[]], ["text"], [{"update_id": True}]])
def test_garbage_among_the_updates_stops_nothing(server, anna, bot, body):
    server.push_raw(body[0])
    assert server.wait_reply(server.say(anna, "EC108"))["text"].startswith("EC108")


def test_order_is_kept_in_a_chat_and_chats_run_side_by_side(server, bot):
    users = [server.user(f"U{n}") for n in range(10)]
    codes = ["EC103", "EC104", "EC105", "EC106", "EC107", "EC108"]
    server.fault("sendMessage", Fault.slow(1.0), chat=users[0])
    asked = [[server.say(user, code) for code in codes] for user in users]
    for questions in asked:
        for question in questions:
            server.wait_reply(question)
    for user in users:
        assert [m["text"].split()[0] for m in server.messages(user)] == codes
    slow, other = (server.messages(users[n])[-1]["message_id"] for n in (0, 1))
    assert (slow, other) != (0, 0)


def test_messages_keep_within_telegrams_limits(server, start):
    start(flood_limits=True)
    users = [server.user(f"U{n}") for n in range(12)]
    roof = server.group("Roof", *users)
    questions = [server.say(user, f"EC10{n}") for n in range(3, 8) for user in users[:9]]
    questions += [server.say(users[11], f"/code@{server.username} 108", chat=roof) for _ in range(5)]
    for question in questions:
        server.wait_reply(question, timeout_s=30)
    assert server.flood().problems == ()


def test_a_fault_inside_is_told_with_a_reference_and_no_more(server, anna, bot, caplog):
    server.fault("sendMessage", Fault.refuse(400, "Bad Request: something new"), chat=anna, times=4)
    answer = server.wait_reply(server.say(anna, "EC108"))
    assert answer["text"].startswith("Something went wrong on my side, your question is not answered.")
    reference = answer["text"].rsplit(" ", 1)[-1]
    assert any(f"fault {reference}" in record.getMessage() for record in caplog.records)
