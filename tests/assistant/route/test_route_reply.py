"""A short reply goes on from the question back that it answers, with the value that was given."""

from __future__ import annotations

import pytest

from assistant.route.asked import Asked, Want, asked_in, asking, settled
from assistant.types import ChatContext, Route


def first(draft):
    return draft.blocks[0].text


@pytest.mark.parametrize("type_", ["HVM+", "hvm+", "it's an HVM+", "HVM plus", "the second one", "the second", "2nd"])
@pytest.mark.parametrize("count", ["5", "five", "5 modules", "it has 5 modules", "no, 5", "not 4, five"])
def test_a_towers_value_is_judged_when_type_and_count_come_later(talk, type_, count):
    draft = talk("My tower has 211 V", type_, count)
    assert first(draft).startswith("**211 V is above the minimum operating voltage of 5 HVM+ modules**")
    assert draft.refs[0] == "2.1/9"


@pytest.mark.parametrize(
    "messages",
    [
        ("211 V on my HVM+", "it has 5 modules"),
        ("I measured 211 V on HVM+", "five"),
        ("my tower has 211 V", "5", "hvm+"),
        ("my tower has 211 V", "HVM+ 13.8"),
        ("my tower has 211 V", "it's a 13.8"),
        ("my tower has 211 V", "HVM+ with five"),
        ("my tower has 211 V", "5 modules of HVM+"),
        ("my tower has 211 V", "not HVS+, HVM+", "5"),
        ("211 V", "tower", "HVM+", "5"),
        ("211 volts", "HVM+", "yes", "5"),
    ],
)
def test_what_is_missing_may_come_in_any_order(talk, messages):
    assert first(talk(*messages)).startswith("**211 V is above the minimum operating voltage of 5 HVM+ modules**")


@pytest.mark.parametrize("reply", ["hvm", "HVM", "no, HVM", "it's an HVM"])
def test_a_missing_plus_in_a_reply_is_said_to_be_read_so(talk, told, reply):
    draft = talk("nominal voltage of 4 modules", reply)
    assert first(draft).startswith("**4 HVM+ modules: nominal voltage 200 V**")
    assert "Read as HVM+. HVM without the plus is another product" in told(draft)


def test_a_number_is_a_position_only_where_no_number_of_modules_is_wanted(talk):
    assert first(talk("nominal voltage of 4 modules", "2")).startswith("**4 HVM+ modules: nominal voltage 200 V**")
    assert first(talk("nominal voltage of 4 modules", "no, 5")).startswith("**Nominal voltage of 5 modules")
    assert first(talk("nominal voltage of HVS+", "2")).startswith("**2 HVS+ modules: nominal voltage 200 V**")
    assert first(talk("my tower has 211 V", "2")).startswith("**211 V with 2 modules: which module type is it?**")


@pytest.mark.parametrize("reply", ["yes", "ja", "ok yes", "the ninth modules", "tower"])
def test_a_reply_that_does_not_choose_is_asked_again(talk, reply):
    draft = talk("HVM+ tower 211 V", "yes" if reply == "the ninth modules" else reply)
    assert draft.route is Route.CLARIFY
    assert first(draft) == "**211 V on an HVM+ tower: how many modules has it?**"


@pytest.mark.parametrize(
    ("messages", "head"),
    [
        (("44 V module", "hvs+"), "**44 V is low for an HVS+ module:**"),
        (("I measure 44 V", "module", "HVM+"), "**44 V is low for an HVM+ module:**"),
        (("44 volts", "on one module", "the first"), "**44 V is low for an HVB module:**"),
        (("1.4 V", "cell"), "**Undervoltage: 1.4 V is below 1.5 V.**"),
        (("1.4 V", "the third"), "**Undervoltage: 1.4 V is below 1.5 V.**"),
    ],
)
def test_what_was_measured_is_told_later(talk, messages, head):
    assert first(talk(*messages)).startswith(head)


@pytest.mark.parametrize(
    ("reply", "head"),
    [
        ("sorry, 6 modules", "**211 V is below the minimum operating voltage of 6 HVM+ modules**"),
        ("no, it's an HVS+", "**211 V is below the minimum operating voltage of 5 HVS+ modules**"),
        ("and the nominal?", "**5 HVM+ modules: nominal voltage 250 V**"),
        ("and with 6?", "**6 HVM+ modules: minimum operating voltage 240 V**"),
    ],
)
def test_a_judged_value_is_judged_again_where_the_system_is_corrected(talk, reply, head):
    assert first(talk("HVM+ 5 modules 211 V", reply)).startswith(head)


@pytest.mark.parametrize(
    ("messages", "ref"),
    [
        (("EC1O8", "yes"), "2.9/EC108"),
        (("EC117", "the second one"), "2.9/EC114"),
        (("EC117", "option 4"), "2.9/EC116"),
        (("overcurrent alarm", "the first"), "2.9/EC324"),
        (("overcurrent alarm", "2"), "2.9/EC325"),
        (("overcurrent alarm", "the last one"), "2.9/EC325"),
        (("HVM 13.8 voltage", "yes"), "2.10"),
        (("EC1O8", "no, EC109"), "2.9/EC109"),
    ],
)
def test_one_of_several_choices_is_named_by_its_place(talk, messages, ref):
    draft = talk(*messages)
    assert draft.refs[0] == ref
    assert draft.route is not Route.CLARIFY


def test_yes_to_several_choices_asks_which(talk):
    draft = talk("EC117", "yes")
    assert (draft.route, first(draft)) == (Route.CLARIFY, "**Which of these is it?**")
    assert [choice.question for choice in draft.choices] == ["EC113", "EC114", "EC115", "EC116"]
    assert talk("EC117", "yes", "the third").refs == ("2.9/EC115",)


@pytest.mark.parametrize("messages", [("EC117", "no"), ("EC1O8", "no"), ("my tower has 211 V", "none of these")])
def test_no_asks_for_other_words(talk, messages):
    draft = talk(*messages)
    assert draft.route is Route.CLARIFY
    assert first(draft).startswith("**None of these?")


@pytest.mark.parametrize("message", ["yes", "no", "Ja", "yes please"])
def test_an_answer_where_nothing_was_asked_is_told_so(talk, message):
    draft = talk(message)
    assert draft.route is Route.CLARIFY
    assert first(draft).startswith("**I have no open question.**")


@pytest.mark.parametrize(
    ("messages", "head"),
    [
        (("my tower has 211 V", "EC108"), "**EC108"),
        (("my tower has 211 V", "what is EC108"), "**EC108"),
        (("my tower has 211 V", "2.1/10"), "**2.1/10"),
        (("my tower has 211 V", "nominal voltage of 4 HVS+ modules"), "**4 HVS+ modules: nominal voltage 400 V**"),
        (("EC117", "1/6"), "**1/6"),
    ],
)
def test_a_new_question_is_no_reply(talk, messages, head):
    assert first(talk(*messages)).startswith(head)


def test_a_question_back_is_open_for_one_message_only(talk):
    draft = talk("my tower has 211 V", "EC108", "HVM+")
    assert draft is None or "211" not in first(draft)
    draft = talk("the LED is blue", "EC108", "white flashes too")
    assert first(draft).startswith("**Blinking white**")


@pytest.mark.parametrize("opening", ["LED is blue", "the LED is constant blue", "blue light on the BCU"])
@pytest.mark.parametrize(
    "reply",
    ["white flashes too", "and white flashing", "there is white too", "it also blinks white", "the white one blinks"],
)
def test_white_told_after_blue_is_a_modules_fault(talk, opening, reply):
    draft = talk(opening, reply)
    assert first(draft).startswith("**White flashes N times")
    assert "no fault" not in first(draft)


@pytest.mark.parametrize(
    ("reply", "module"),
    [
        ("it also blinks white 3 times", 3),
        ("three white flashes in between", 3),
        ("white twice", 2),
        ("it flashes 4 times", 4),
        ("the white light winks 5 times then a pause", 5),
    ],
)
def test_counted_white_flashes_after_blue_name_the_module(talk, told, reply, module):
    draft = talk("LED is blue", reply)
    assert f"module {module} from the top" in first(draft)
    assert "This holds if the blue LED is on all the time" not in told(draft)


@pytest.mark.parametrize("reply", ["blue is on too", "blue is also on all the time", "and blue constant"])
def test_blue_told_after_blinking_white_is_a_modules_fault(talk, reply):
    assert first(talk("white LED is blinking", reply)).startswith("**White flashes N times")


@pytest.mark.parametrize(
    ("reply", "head"),
    [
        ("no white", "**Constant blue, no white**"),
        ("constant", "**Constant blue, no white**"),
        ("white and blue alternating", "**White and blue flashing"),
        ("the second one", "**White and blue flashing"),
        ("the first", "**White flashes N times"),
    ],
)
def test_the_rest_of_the_blue_pattern_may_follow(talk, reply, head):
    assert first(talk("the LED is blue", reply)).startswith(head)


@pytest.mark.parametrize("reply", ["what should I do", "the inverter is white", "green flashes too"])
def test_other_messages_after_blue_are_questions_of_their_own(talk, reply):
    draft = talk("the LED is blue", reply)
    assert draft is None or "module" not in first(draft)


def test_what_is_open_survives_storing_the_topic_only():
    context = asking(ChatContext("HVM+", None, "minimum"), Want.COUNT, "tower 211 V")
    assert context == ChatContext("HVM+", None, "minimum?count:tower 211 V")
    assert asked_in(context) == Asked(Want.COUNT, "tower 211 V", "minimum")
    assert settled(context) == ChatContext("HVM+", None, "minimum")


@pytest.mark.parametrize("topic", ["nominal", "?", "x?y:z", "??", "minimum?", None, ""])
def test_a_topic_without_a_known_question_has_nothing_open(topic):
    assert asked_in(ChatContext(topic=topic)) is None


def test_what_is_too_long_for_the_database_is_not_kept_open():
    context = asking(ChatContext(topic="minimum"), Want.TYPE, "tower " + "211 V, " * 20)
    assert context == ChatContext(topic="minimum")


@pytest.mark.parametrize("reply", ["no clue", "dunno", "I don't know", "not sure"])
def test_who_does_not_know_is_asked_again(talk, reply):
    assert first(talk("HVM+ tower 211 V", reply)) == "**211 V on an HVM+ tower: how many modules has it?**"
    assert first(talk("EC117", reply)) == "**Which of these is it?**"


@pytest.mark.parametrize("reply", ["blue is on", "the blue one is constant", "and blue steady"])
@pytest.mark.parametrize("opening", ["white 4 times", "it blinks white 4 times", "4 times white", "white led 4 x"])
def test_a_count_that_was_told_before_the_blue_is_kept(talk, told, opening, reply):
    assert "This holds if the blue LED is on" in told(talk(opening))
    draft = talk(opening, reply)
    assert first(draft).startswith("**White flashes 4 times, blue constant: module 4 from the top**")
    assert "This holds if the blue LED is on" not in told(draft)


def test_a_count_after_blinking_white_is_one_of_white_flashes(talk):
    assert first(talk("LED flashes white", "3 times")).startswith("**White flashes 3 times")


@pytest.mark.parametrize("reply", ["two modules are like this", "all modules too", "both modules the same"])
def test_several_modules_like_the_one_judged_are_for_the_service_team(talk, reply):
    draft = talk("HVM+ 13.8", "cell at 1.2 V", reply)
    assert first(draft).startswith("**More than one module in undervoltage: contact the service team")


@pytest.mark.parametrize("reply", ["HVM+ 2 towers", "2 towers", "HVM+ 13.8 and HVS+ 10.2"])
def test_a_number_of_towers_is_no_number_of_modules(talk, reply):
    draft = talk("my tower has 211 V", reply)
    assert draft is None or "with 2 modules" not in first(draft)


def test_the_second_tower_is_no_second_type(talk):
    assert first(talk("my tower has 211 V", "the second tower")).startswith("**211 V on the tower: which module type")
    draft = talk("HVM+ 5 modules 211 V", "the second tower")
    assert draft is None or "211 V" not in first(draft)
