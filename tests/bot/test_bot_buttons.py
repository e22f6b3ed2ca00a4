"""Buttons: votes, outdated and hostile taps, other people's buttons, restarts."""

from __future__ import annotations

import json

import pytest
from bot_harness import data_of, labels

from bot.devserver import Fault

SHARES_A_BOT = True


def toast(server, tap):
    """The text that a tap was answered with."""
    return server.wait_answer(tap).params.get("text")


@pytest.fixture
def group(server):
    anna, ben = server.user("Anna"), server.user("Ben")
    return server.group("Roof", anna, ben), anna, ben


def test_a_vote_is_thanked_for_and_marked(server, anna, ask):
    answer = ask(anna, "EC108")
    assert toast(server, server.press(anna, answer, "👍")) == "Thank you, noted."
    server.wait(lambda: labels(server.message(anna, answer["message_id"]))[-1] == ["👍 ✓", "👎"])


def test_a_vote_twice_is_no_fault(server, anna, ask):
    answer = ask(anna, "EC108")
    for _ in range(2):
        assert toast(server, server.press(anna, answer, data_of(answer, "👍"))) == "Thank you, noted."
    ask(anna, "EC105")
    assert len(server.messages(anna)) == 2


def test_a_down_vote_asks_why_and_takes_a_tap(server, anna, ask):
    answer = ask(anna, "EC108")
    server.press(anna, answer, "👎")
    server.wait(lambda: len(server.messages(anna)) == 2)
    why = server.messages(anna)[-1]
    assert why["text"] == "What was wrong with it? Tap a reason, or reply to this message in your own words."
    assert why["reply_to_message"]["message_id"] == answer["message_id"]
    server.press(anna, why, "Something is missing")
    server.wait(lambda: server.message(anna, why["message_id"])["text"].startswith("👎 Something is missing."))


def test_a_down_vote_takes_a_free_line_and_does_not_answer_it(server, anna, ask):
    answer = ask(anna, "EC108")
    server.press(anna, answer, "👎")
    server.wait(lambda: len(server.messages(anna)) == 2)
    thanks = ask(anna, "EC108 has another cause", reply_to=server.messages(anna)[-1])
    assert thanks["text"] == "Thank you, noted."


def test_words_can_be_asked_for(server, anna, ask):
    answer = ask(anna, "EC108")
    server.press(anna, answer, "👎")
    server.wait(lambda: len(server.messages(anna)) == 2)
    server.press(anna, server.messages(anna)[-1], "✍️ In my own words")
    server.wait(lambda: len(server.messages(anna)) == 3)
    prompt = server.calls_to("sendMessage", chat=anna)[-1]
    assert prompt.params["reply_markup"] == {"force_reply": True, "selective": True}
    assert ask(anna, "no", reply_to=server.messages(anna)[-1])["text"] == "Thank you, noted."


def test_buttons_work_after_a_restart(server, anna, start):
    bot = start()
    answer = server.wait_reply(server.say(anna, "minimum voltage"))
    bot.stop()
    start()
    server.press(anna, answer, "HVS+")
    server.wait(lambda: len(server.messages(anna)) == 2)
    assert server.messages(anna)[-1]["text"].startswith("HVS+, minimum operating voltage")


def test_a_tap_too_old_for_its_answer_still_does_its_work(server, anna, ask):
    answer = ask(anna, "EC108")
    tap = server.press(anna, answer, "→ 1/6 Proper restart", stale=True)
    assert "query is too old" in str(server.wait_answer(tap).error)
    server.wait(lambda: len(server.messages(anna)) == 2)
    assert server.messages(anna)[-1]["text"].startswith("1/6 Proper restart")


@pytest.mark.parametrize(
    "data",
    [
        "",
        "q",
        "q:::",
        "q:AAAAAAAA:0",
        "x" * 64,
        "q:ÄÄÄÄÄÄÄÄ:0",
        "q:AAAAAAAA:-1",
        "\ufffd\x00\u202e",
        "q:';DROP:1",
        "v:AAAAAAAA:up",
    ],
)
def test_data_that_no_button_of_ours_sends_is_answered_kindly(server, anna, ask, data):
    answer = ask(anna, "EC108")
    tap = server.press(anna, answer, data=data)
    assert toast(server, tap) == "This button is no longer valid. Please ask again."


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d[:-1] + "99",
        lambda d: d[:-1] + "²",
        lambda d: "c" + d[1:],
        lambda d: "t" + d[1:],
        lambda d: "s" + d[1:],
        lambda d: "w" + d[1:],
        lambda d: "v" + d[1:],
    ],
)
def test_a_known_card_does_only_what_its_buttons_do(server, anna, ask, change):
    answer = ask(anna, "EC108")
    before = server.message(anna, answer["message_id"])
    tap = server.press(anna, answer, data=change(data_of(answer, "→ 1/6 Proper restart")))
    assert toast(server, tap) == "This button is no longer valid. Please ask again."
    assert server.message(anna, answer["message_id"]) == before
    assert len(server.messages(anna)) == 1


def test_data_of_one_message_does_nothing_under_another(server, anna, ask):
    first, second = ask(anna, "EC108"), ask(anna, "EC105")
    tap = server.press(anna, second, data=data_of(first, "👍"))
    assert toast(server, tap) == "This button is no longer valid. Please ask again."


def test_data_of_one_chat_does_nothing_in_another(server, anna, ask):
    ben = server.user("Ben")
    hers, his = ask(anna, "EC108"), ask(ben, "EC108")
    tap = server.press(ben, his, data=data_of(hers, "👍"))
    assert toast(server, tap) == "This button is no longer valid. Please ask again."


def test_other_peoples_buttons_are_theirs(server, group, ask):
    roof, anna, ben = group
    answer = ask(anna, f"@{server.username} EC108", chat=roof)
    for label in ("→ 1/6 Proper restart", "👎"):
        tap = server.press(ben, answer, label)
        assert toast(server, tap).startswith("These buttons belong to the person who asked.")
    assert len(server.messages(roof)) == 1
    assert labels(server.message(roof, answer["message_id"]))[-1] == ["👍", "👎"]


def test_the_reply_to_a_sent_message_may_be_lost_and_its_buttons_still_work(server, anna, bot):
    server.fault("sendMessage", Fault.lose(), chat=anna)
    answer = server.wait_reply(server.say(anna, "EC108"))
    server.press(anna, answer, "→ 1/6 Proper restart")
    server.wait(lambda: len(server.messages(anna)) == 2)
    assert server.messages(anna)[-1]["text"].startswith("1/6 Proper restart")


def test_a_tap_below_an_inline_card_is_answered(server, anna, bot):
    tap = server.press_inline(anna, "inline-1", "q:AAAAAAAA:0")
    assert toast(server, tap) == "This button is no longer valid. Please ask again."


def test_no_call_sends_the_empty_list_that_ptb_makes_of_an_empty_text(server, anna, ask):
    answer = ask(anna, "EC108")
    server.wait_answer(server.press(anna, answer, "→ 1/6 Proper restart"))
    assert "[]" not in json.dumps([call.params for call in server.calls_to("answerCallbackQuery")])
