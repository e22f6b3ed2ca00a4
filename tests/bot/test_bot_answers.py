"""What a person gets for a question: look, buttons, context, fallbacks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bot_harness import data_of, labels

from assistant import ChatContext
from bot.devserver import Fault
from bot.html import plain_text
from bot.present import present

SHARES_A_BOT = True


def test_an_answer_has_name_warning_steps_place_and_buttons(server, anna, ask):
    answer = ask(anna, "EC108")
    lines = answer["text"].split("\n")
    assert lines[0] == "EC108 Precharging failure (BCU)."
    assert lines[2].startswith("⚠️ Warning: keep the order")
    assert lines[4].startswith("1. Check the DC cables")
    assert lines[-1] == "📖 Guideline V1.0 · 2.9/EC108"
    assert labels(answer) == [["→ 1/6 Proper restart"], ["→ 2.4/34 Restart the system"], ["👍", "👎"]]
    bold = [e for e in answer["entities"] if e["type"] == "bold"]
    assert (bold[0]["offset"], bold[0]["length"]) == (0, len("EC108 Precharging failure"))


def test_an_answer_replies_to_its_question_without_a_link_preview_after_typing(server, anna, ask):
    question = server.say(anna, "EC108")
    server.wait_reply(question)
    sent = server.calls_to("sendMessage", chat=anna)[-1]
    assert sent.params["reply_parameters"] == {
        "message_id": question["message_id"],
        "allow_sending_without_reply": True,
    }
    assert sent.params["link_preview_options"] == {"is_disabled": True}
    typing = server.calls_to("sendChatAction", chat=anna)[-1]
    assert typing.params["action"] == "typing"
    assert typing.done_s <= sent.time_s


def test_a_related_place_is_one_tap_away(server, anna, ask):
    answer = ask(anna, "EC108")
    tap = server.press(anna, answer, "→ 2.4/34 Restart the system")
    assert server.wait_answer(tap).ok
    server.wait(lambda: len(server.messages(anna)) == 2)
    shown = server.messages(anna)[-1]
    assert shown["text"].startswith("2.4/34 Restart the system")
    assert shown["reply_to_message"]["message_id"] == answer["reply_to_message"]["message_id"]


def test_choices_lead_from_type_to_modules_to_the_answer(server, anna, ask):
    first = ask(anna, "minimum voltage")
    assert labels(first)[0] == ["HVB", "HVM+", "HVS+"]
    server.press(anna, first, "HVM+")
    server.wait(lambda: len(server.messages(anna)) == 2)
    second = server.messages(anna)[-1]
    assert labels(second)[0] == ["3 modules", "4 modules", "5 modules"]
    server.press(anna, second, "4 modules")
    server.wait(lambda: len(server.messages(anna)) == 3)
    assert server.messages(anna)[-1]["text"].startswith("4 HVM+ modules: minimum operating voltage 160 V")


def test_the_system_is_kept_for_the_chat_and_shown(server, anna, ask):
    first = ask(anna, "nominal voltage of 4 HVM+ modules")
    assert "⚙️ HVM+, 4 modules · /system" in first["text"]
    assert ask(anna, "and the minimum?")["text"].startswith("4 HVM+ modules: minimum operating voltage 160 V")
    assert ask(anna, "and for HVS+?")["text"].startswith("4 HVS+ modules: minimum operating voltage 320 V")


def test_the_system_of_one_person_is_not_carried_to_another_in_a_group(server, ask):
    anna, ben = server.user("Anna"), server.user("Ben")
    roof = server.group("Roof", anna, ben)
    ask(anna, "/voltage HVM+ 4", chat=roof)
    answer = ask(ben, f"@{server.username} minimum voltage", chat=roof)
    assert labels(answer)[0] == ["HVB", "HVM+", "HVS+"]
    assert "⚙️" not in answer["text"]


def test_refused_entities_go_out_as_the_same_text_plain(server, anna, ask):
    server.fault("sendMessage", Fault.refuse(400, "Bad Request: can't parse entities: unexpected end tag"), chat=anna)
    answer = ask(anna, "EC108")
    assert answer["text"].startswith("EC108 Precharging failure (BCU).\n\n⚠️ Warning:")
    assert "entities" not in answer or all(e["type"] == "bot_command" for e in answer["entities"])
    assert labels(answer)[-1] == ["👍", "👎"]


def test_a_refused_keyboard_leaves_the_text(server, anna, ask):
    refused = Fault.refuse(400, "Bad Request: BUTTON_DATA_INVALID")
    server.fault("sendMessage", refused, chat=anna, times=2)
    answer = ask(anna, "EC108")
    assert answer["text"].startswith("EC108")
    assert "reply_markup" not in answer


def test_an_unlisted_code_is_said_not_to_be_in_the_guideline(server, anna, ask):
    answer = ask(anna, "EC999")
    assert answer["text"].startswith("EC999 is not listed in this guideline.")
    assert labels(answer)[-1] == ["👍", "👎"]


def test_callback_data_fits_and_holds_no_text(server, anna, ask):
    answer = ask(anna, "minimum voltage")
    sent = data_of(answer, "HVM+")
    assert len(sent.encode()) <= 64
    assert "voltage" not in sent


def test_a_hundred_thousand_characters_are_answered(server, anna, ask):
    answer = ask(anna, "EC108 " + "word <b>&amp; " * 8000)
    assert len(answer["text"]) <= 4096


def test_text_full_of_markup_is_answered(server, anna, ask):
    for text in ("<b>EC108", "</b><script>&lt;", "EC999 <a href='x'>", "*_`[", "\u202e\u200b EC108 \ud83d\ude00"):
        assert ask(anna, text)["text"]


def test_two_parts_of_one_message_show_in_one_answer(server, anna, ask):
    answer = ask(anna, "EC105 EC124")
    assert "EC105 Cell voltage sensor failure" in answer["text"]
    assert "EC124 Insulation failure" in answer["text"]


def test_an_answer_too_long_for_one_message_comes_in_parts_in_order_with_the_buttons_last(server, anna, ask, assistant):
    question = " ".join(f"EC{number}" for number in range(103, 123))
    expected = [plain_text(part) for part in present(assistant.ask(question), ChatContext()).parts]
    assert len(expected) > 1
    ask(anna, question)
    server.wait(lambda: len(server.messages(anna)) == len(expected))
    parts = server.messages(anna)
    assert [part["text"] for part in parts] == expected
    assert ["reply_to_message" in part for part in parts] == [True] + [False] * (len(parts) - 1)
    assert ["reply_markup" in part for part in parts] == [False] * (len(parts) - 1) + [True]


@pytest.mark.parametrize(("confidence", "mark"), [(0.95, "→ "), (0.6, "🔀 Other reading: ")])
def test_where_an_answer_is_not_sure_the_next_place_is_offered_as_another_reading(assistant, confidence, mark):
    answer = replace(assistant.ask("2.4/29"), confidence=confidence)
    assert answer.suggestions
    assert present(answer, ChatContext()).buttons[0].label.startswith(mark)
