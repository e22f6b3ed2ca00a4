"""A number that names a module or tower, an inverter's volts or a range's ends are not taken for the tower's size."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "remark",
    [
        "I removed module 3",
        "module 2 has a problem",
        "module 1 is new",
        "tower 2 is off",
        "removed module 1, code gone",
    ],
)
def test_a_modules_number_changes_no_tower(talk, remark):
    draft = talk("HVB 5 modules", remark, "nominal voltage?")
    assert draft.blocks[0].text.startswith("**5 HVB modules: nominal voltage 250 V**"), remark


def test_a_towers_number_is_no_count(talk, told):
    draft = talk("two towers HVB 5 modules", "tower 1 250 V, tower 2 190 V", "what do I do with tower 2")
    assert draft is None or "80 V" not in told(draft)


@pytest.mark.parametrize("reply", ["and with 3?", "it's 3 modules", "no, three"])
def test_a_count_is_still_one(talk, reply):
    assert talk("nominal voltage of HVB 5 modules", reply).blocks[0].text.startswith("**3 HVB modules: nominal")


@pytest.mark.parametrize(
    "reply", ["two modules actually", "actually two modules", "two modules in fact", "both modules"]
)
def test_more_modules_after_a_low_cell_are_more_than_one(talk, reply):
    draft = talk("module 44 V", "HVB", "one cell 1.3", reply)
    assert draft.blocks[0].text.startswith("**More than one module in undervoltage"), reply


@pytest.mark.parametrize(
    "text",
    [
        "48 V DC inverter with hvb?", "400 V inverter input for HVS+ 10.2 ok?", "does a 48 V inverter work with HVM+",
        "HVB with a 48 V inverter?",
    ],
)  # fmt: skip
def test_an_inverters_volts_are_no_measurement(rules_that_fire, text):
    assert "voltage" not in rules_that_fire(text)


def test_a_tower_of_eighty_modules_is_not_believed(rules_that_fire):
    assert "system_told" not in rules_that_fire("tower 2x80 HVS+")


def test_a_range_of_module_loss_codes_claims_nothing_of_the_others(ask, told):
    text = told(ask("EC100-EC1003"))
    assert "no other code" not in text
    assert "other codes have numbers in between" in text


def test_an_unlisted_range_names_each_number(ask, told):
    text = told(ask("EC 129-132"))
    assert all(code in text for code in ("EC129", "EC130", "EC131", "EC132"))


@pytest.mark.parametrize(
    "reply", ["it went off after 5 seconds", "it does not go off", "the LED goes off", "it turned off"]
)
def test_blue_that_goes_off_or_not_is_the_place_of_the_switch_off(talk, reply):
    assert talk("constant blue", reply).refs[0] == "2.2/14"
