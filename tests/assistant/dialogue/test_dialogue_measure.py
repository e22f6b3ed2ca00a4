"""Measured values as a dialogue: what is asked, what is kept, what is left to the assistant."""

import json

import pytest

from assistant import dialogue as d
from assistant.types import ChatContext


def test_type_and_count_are_asked_for_by_taps(talk):
    talked = talk("measure").say("205 V")
    assert talked.options == ["HVB", "HVM+", "HVS+"]
    talked.tap("HVM+")
    assert talked.options == ["3", "4", "5", "6", "7", "8"]
    talked.tap("4")
    assert "4 × 40 V = 160 V" in talked.text
    assert talked.screen.context == ChatContext("HVM+", 4)
    assert talked.refs == ["2.1/9", "2.10"]
    assert talked.screen.safety == (
        "**Warning:** high voltage. Only professional and qualified electricians may measure here.",
    )


def test_a_typed_number_answers_the_question_for_the_count(talk):
    assert "5 × 40 V = 200 V" in talk("measure", "HVM+ tower 255 V").say("5").text


def test_the_system_known_in_the_chat_is_not_asked_again(talk):
    talked = talk("measure", context=ChatContext("HVS+", 3))
    assert "Known from this chat: HVS+ and 3 modules" in talked.text
    assert "3 × 80 V = 240 V" in talked.say("tower 301 V").text


def test_an_unknown_type_gives_the_verdict_for_each(talk):
    talked = talk("measure").say("51 50.9 44 51").tap("I don't know")
    assert "**HVS+** (limit 90 V, nominal 100 V)" in talked.text
    assert talked.options[:3] == ["HVB", "HVM+", "HVS+"]
    assert "Module 3 (44 V): low" in talked.tap("HVB").text


def test_a_single_value_is_asked_for_what_it_was(talk):
    talked = talk("measure").say("51.2")
    assert talked.options == ["Tower", "One module"]
    talked.tap("One module").tap("HVB")
    assert talked.text.startswith("**The module should be fine:** above 45 V.")


def test_an_impossible_value_is_left_out_or_sent_again(talk):
    talked = talk("measure", "HVM+ 51.2 512 51.0 51.1")
    assert "Module 2: 512 V cannot be right" in talked.text
    again = talked.say("module 2: 51.2")
    assert again.text.startswith("**All 4 modules should be fine:**")


def test_leaving_an_impossible_value_out(talk):
    talked = talk("measure", "HVM+ 51.2 512 51.0 51.1").tap("Leave it out")
    assert "512" not in talked.text
    assert "Sum of the 3 modules" in talked.text


@pytest.mark.parametrize(
    ("text", "label", "told"),
    [
        ("HVM+ 4 modules 51.2 50.9 51.0", "The tower has 3 modules", "Sum of the 3 modules"),
        ("HVM+ 4 modules 51.2 50.9 51.0", "The lower ones are not measured", "Sum of the 3 modules measured, of 4"),
        ("HVM+ 4 modules, module 5: 51.2", "5 modules", "should be fine"),
        ("HVM+ tower 250 V, modules 51 51 51 51", "Leave the tower's value out", "Sum of the 4 modules: 204 V"),
        ("HVM+ tower 250 V, modules 51 51 51 51", "Show both", "Tower: 250 V"),
        ("HVB module 1: 51, module 1: 44, module 2: 51", "51 V", "All 2 modules should be fine"),
        ("HVS+ 51 50 51 50", "HVB", "All 4 modules should be fine"),
        ("HVS+ 51 50 51 50", "HVS+ is right", "below 90 V"),
        ("HVM 51 50 51 50", "HVM+", "All 4 modules should be fine"),
    ],
)
def test_one_tap_settles_a_contradiction(talk, text, label, told):
    assert told in talk("measure", text).tap(label).text


def test_a_question_in_between_is_answered_and_the_measurement_kept(talk):
    talked = talk("measure", "HVM+ 51.2 50.9 44.1 51.0").say("what is EC108?")
    assert talked.text.startswith("**EC108 Precharging failure**")
    assert "Module 3" not in talked.text
    assert talked.refs == ["2.9/EC108"]
    assert talked.say("module 3: 51.3").text.startswith("**All 4 modules should be fine:**")


def test_what_is_still_asked_is_asked_again_after_a_question(talk):
    talked = talk("measure", "51.2 50.9 44.1 51.0").say("what is EC108?")
    assert talked.text.startswith("**EC108 Precharging failure**")
    assert "**Which module type is it?**" in talked.text


QUESTIONS = [
    "how do I restart it?", "how do I restart it", "EC108", "EC 108", "and what about EC 113",
    "127 on a HVB 11.8 in Niš. got second BCU in the shop, do I use it",
    "Alpha ESS Smile tower, since Monday SOC stands still at 96. How is the calibration done",
    "My distributor keeps saying all three phase hybrids work with it", "update stopped at 72 %", "BCU 2 is new",
    "is 46 V on module 3 ok?", "HVM+ 4 modules nominal voltage", "LED is blue", "can I remove module 3 and go on",
    "the inverter shows 230 V grid fault since 2 days", "what does the service team need",
    "thanks, and where is the serial number", "we have 230 V grid", "inverter shows 410 V DC", "PV string 600 V",
    "firmware 1.24", "call me at 0151 2345678", "fuse 63 A", "SOC 12 %", "2.1/9", "module 4 is dead",
    "should I charge module 3", "how many modules can I remove", "ok",
    "the serial number of module 3 is P030T020Z2012345",
]  # fmt: skip
INPUTS = [
    "module 3: 51.3", "module 3 now 46.2 after one hour of charging", "it's 51.3 now", "51.2 50.9 51.0",
    "lowest cell is 1.2", "it is an HVM+", "HVM+", "5 modules", "I measured again, module 3 has 51.3 V",
    "and the cells are all above 3 V", "sorry, module 2 was 50.1", "tower 251 V", "two modules read 44", "stop",
    "start again", "I don't know", "after charging: 51.2 51.3 50.9", "service checklist", "M3 44.3", "3: 44.3",
    "third module 44.3", "Modul 3 hat 44,3 V", "cell 5 of module 3 is 1,2", "the cells are 3.2 3.3 1.1", "total 197.2",
    "46 V after charging", "0 V", "2.9", "now 46", "tower 2: 51 50 51 50",
]  # fmt: skip


@pytest.mark.parametrize("typed", QUESTIONS)
def test_a_question_is_not_taken_for_values(talk, desk, typed):
    talked = talk("measure", "HVM+ 51.2 50.9 44.1 51.0")
    before = talked.state.state
    assert not d.belongs(talked.state, typed, desk)
    assert talked.say(typed).state.state == before


@pytest.mark.parametrize("typed", INPUTS)
def test_values_and_answers_belong_to_the_measurement(talk, desk, typed):
    assert d.belongs(talk("measure", "HVM+ 51.2 50.9 44.1 51.0").state, typed, desk)


@pytest.mark.parametrize(
    ("text", "typed", "told"),
    [
        ("51.2 V", "one module", "Which module type is it?"),
        ("51.2 V", "it's the module", "Which module type is it?"),
        ("HVM+ 151 V tower", "3", "3 × 40 V = 120 V"),
        ("HVB 51.2", "on the whole tower", "How many HVB modules has this tower?"),
        ("HVM+ 51.2 512 51.0 51.1", "leave it out", "Sum of the 3 modules"),
    ],
)
def test_what_was_asked_can_be_typed(talk, desk, text, typed, told):
    talked = talk("measure", text)
    assert d.belongs(talked.state, typed, desk)
    assert told in talked.say(typed).text


@pytest.mark.parametrize("kind", ["diagnose", "report"])
def test_every_text_belongs_to_the_other_dialogues(talk, desk, kind):
    assert d.belongs(talk(kind).state, "how do I restart it?", desk)


def test_values_of_another_type_are_another_towers(talk):
    talked = talk("measure", "205 V, 4 modules HVM+").say("HVS+ 100 99 101")
    assert talked.text.startswith("**All 3 modules should be fine:** above 90 V.")
    assert "205" not in talked.text
    assert talked.screen.context == ChatContext("HVS+", None)


@pytest.mark.parametrize("named", ["tower 2: 101 99 100", "second tower: 101 99 100", "the other tower 101 99 100"])
def test_values_of_a_second_tower_begin_anew(talk, named):
    talked = talk("measure", "HVS+ 4 modules, tower 402 V").say(named)
    assert talked.text.startswith("**All 3 modules should be fine:** above 90 V.")
    assert "402" not in talked.text


def test_two_towers_at_once_are_asked_one_by_one(talk):
    talked = talk("measure", "HVM+ tower 1: 51 50 51 tower 2: 51 51 50")
    assert talked.text.startswith("Several towers: please send one at a time")


@pytest.mark.parametrize("typed", ["one is 44", "now one module reads 44", "44 V on one module"])
def test_the_place_of_a_module_told_later_is_asked_for(talk, typed):
    talked = talk("measure", "HVM+ 51.2 50.9 51.0").say(typed)
    talked = talked.tap("One module") if "One module" in talked.options else talked
    assert talked.text.startswith("**Which module is at 44 V**, from the top?")
    assert talked.options[:3] == ["1", "2", "3"]
    assert "| 2 | 44 V | **low**, cells? |" in talked.tap("2").text
    assert "Sum of the 3 modules: 146.2 V" in talked.text


def test_a_button_that_asks_a_place_is_no_value(talk):
    """ "2.8" is the place "Read battery information" there, and no cell's voltage."""
    talked = talk("measure", "HVM+ 51.2 50.9 51.0")
    before = talked.state.state
    talked.step(d.Input(text="2.8", asks=True))
    assert (talked.refs, talked.state.state) == (["2.8"], before)


def test_old_and_foreign_taps_show_the_present_screen(talk):
    talked = talk("measure", "HVM+ 51.2 50.9 44.1 51.0")
    before = talked.text
    for action in (
        "",
        "x",
        "drop:m:99",
        "only:1:9",
        "count:x",
        "type:LVS",
        "as:tower",
        "first:",
        "o:led:3",
        "\x00" * 9,
    ):
        assert talked.step(d.Input(tap=action)).text == before


def test_stop_and_start_again(talk):
    talked = talk("measure", "HVM+ 51.2 50.9 44.1 51.0").tap("Start again")
    assert talked.text.startswith("**Send what was measured**")
    assert talked.say("stop").state is None


def test_the_service_checklist_is_one_tap_away(talk):
    assert talk("measure", "HVM+ 51.2 50.9 44.1 51.0").tap("Service checklist").screen.opens is d.Kind.REPORT


def test_the_state_of_the_largest_tower_stays_small(talk):
    talked = talk("measure", "HVB 10 modules cells: " + " ".join(["3295"] * 160))
    assert len(d.dump(talked.state)) < 8_000


def test_damaged_states_are_not_read():
    for text in ("", "{}", "[]", "null", '{"version": 1}', "[" * 100_000, '{"version": 2, "kind": "measure"}'):
        assert d.parse(text) is None
    good = {"version": 1, "kind": "measure", "id": "a", "context": [None, None, None], "facts": {}}
    assert d.parse(json.dumps({**good, "state": {}})) is not None
    for state in (
        {"type": "LVS"},
        {"count": "4"},
        {"modules": [["x V"]]},
        {"cells": [3]},
        {"tower": {}},
        None,
        {"modules": [["1/0 V"]]},
    ):
        assert d.parse(json.dumps({**good, "state": state})) is None
