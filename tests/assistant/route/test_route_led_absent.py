"""A lamp that is said to be off is not read as on: white flashing without blue is charging, not a module's fault."""

from __future__ import annotations

import pytest

from assistant.types import Route


@pytest.mark.parametrize(
    "text",
    [
        "LED flashes white three times then pause no blue", "white flashing 4 times without blue",
        "white blinks 5 times, blue is off", "white flashing, blue not lit", "white flashing, no blue",
        "white flashes 3 times, blue led is not on", "no blue, white flashes 6 times", "white blinks twice, blue dark",
        "the white light blinks four times and there is no blue light", "white flashing 3 times, blue never on",
        "white flashes 3 times, not blue", "LED blinks white 4 times, blue isn't lit", "white blinking 4x blue out",
        "white flashing but blue stays off", "white is pulsing, the blue one doesn't light up",
        "white flashes 2 times, blue remains dark", "white led flashing without any blue light",
        "white LED flashes 3 times but the blue LED is not there", "only the white LED flashes 4 times, no blue one",
    ],
)  # fmt: skip
def test_white_without_blue_is_charging_or_discharging(ask, told, text):
    draft = ask(text)
    assert (draft.rule, draft.route) == ("led", Route.LED), text
    assert "Charging or discharging" in draft.blocks[0].text
    assert "**White flashes" not in told(draft)


def test_the_count_is_said_to_hold_only_beside_blue(ask, told):
    text = told(ask("white blinks 5 times, blue is off"))
    assert "blue LED on all the time" in text
    assert "module 5" in text


@pytest.mark.parametrize(
    "text",
    [
        "blue constant, no white flashing", "blue on, white not flashing", "white led not flashing, blue constant",
        "blue led steady, white is off", "blue is on and white is not lit", "constant blue, white dark",
    ],
)  # fmt: skip
def test_blue_without_white_is_constant_blue(ask, text):
    assert ask(text).blocks[0].text.startswith("**Constant blue, no white**")


@pytest.mark.parametrize("reply", ["no blue", "blue is off", "the blue one is off", "no, blue is not on"])
def test_blue_denied_after_the_count_is_charging(talk, reply):
    draft = talk("white flashes 3 times", reply)
    assert "Charging or discharging" in draft.blocks[0].text


@pytest.mark.parametrize(
    "text",
    [
        "white LED flashes 3 times and blue stays on", "white flashes 3 times, no problem with blue",
        "blue is not flashing, it is constant; white flashes 3 times", "white flashing 3 times, blue on, no EC code",
        "white flashes 3 times, the blue does not blink but stays on", "3 white flashes, blue not blinking but steady",
        "white flashes 3 times, blue never goes off",
    ],
)  # fmt: skip
def test_blue_that_is_on_still_names_the_module(ask, text):
    assert "module 3 from the top" in ask(text).blocks[0].text


@pytest.mark.parametrize("text", ["neither white nor blue", "no white, no blue", "no blue and white is off"])
def test_both_off_is_no_pattern_of_these(ask, text):
    draft = ask(text)
    assert draft is None or "Charging" not in draft.blocks[0].text


@pytest.mark.parametrize("told_system", ["HVS+ 7.7", "it's an HVS+ 7.7", "HVB with 3 modules", "HVM+ 8.3, 3 modules"])
def test_a_tower_told_after_the_count_is_held_against_it(talk, told, told_system):
    draft = talk("white flashes 4 times, blue on", told_system)
    assert draft.blocks[0].text.startswith("**4 white flashes: please count again.**"), told_system
    assert "your tower has 3" in told(draft)


@pytest.mark.parametrize("reply", ["recounted: 3", "counted again: 3", "I counted again, it's 3", "now 3"])
def test_a_second_count_is_answered(talk, reply):
    assert "module 3 from the top" in talk("white flashes 4 times, blue on", reply).blocks[0].text


def test_a_question_after_the_count_is_no_told_tower(talk):
    draft = talk("white flashes 4 times, blue on", "nominal voltage of HVS+ 7.7?")
    assert "300 V" in draft.blocks[0].text
