"""One module in undervoltage, or one faulty: what remains is held against the minimum, and one is not read as many."""

from __future__ import annotations

import pytest

from assistant.types import ChatContext

_UNDERVOLTAGE = (
    "{tower} one undervoltage", "{tower} one in undervoltage", "{tower} one (in) undervoltage",
    "{tower} one module undervoltage", "{tower}, one in undervoltage, can I run without it",
    "{tower}, 1 module undervoltage", "undervoltage in one module, {tower}", "{tower}: module 2 is in undervoltage",
    "{tower}, only one module has undervoltage", "{tower}, the second module went into undervoltage, what now",
    "{tower}, a single module is undervolted", "{tower}, one of them in undervoltage",
)  # fmt: skip
_TOWERS = (
    ("HVB 2 modules", "2 − 1 = 1", False), ("HVM+ 3 modules", "3 − 1 = 2", False), ("HVM+ 4 modules",
    "4 − 1 = 3", True),
    ("HVM+ 5 modules", "5 − 1 = 4", True), ("HVS+ 3 modules", "3 − 1 = 2", True), ("HVS+ 2 modules",
    "2 − 1 = 1", False),
    ("HVB 3 modules", "3 − 1 = 2", True),
)  # fmt: skip


@pytest.mark.parametrize("wording", _UNDERVOLTAGE)
@pytest.mark.parametrize(("tower", "working", "is_enough"), _TOWERS)
def test_one_in_undervoltage_is_one(ask, told, wording, tower, working, is_enough):
    draft = ask(wording.format(tower=tower))
    assert draft is not None, wording
    assert draft.refs[:2] == ("2.10", "2.1/8"), wording
    head = draft.blocks[0].text
    assert working in head
    assert ("remove it and try to start" in head) is is_enough
    assert is_enough or "avoid any further discharge" in told(draft)


@pytest.mark.parametrize(
    "text", ["one of 4 HVM+ modules has undervoltage", "undervoltage at one of our 4 HVM+ modules"]
)
def test_one_of_a_number(ask, text):
    assert "4 − 1 = 3" in ask(text).blocks[0].text


def test_the_tower_may_be_told_before(talk):
    assert "5 − 1 = 4" in talk("HVB 5 modules", "one undervoltage").blocks[0].text


def test_each_of_two_towers_counts_for_itself(ask, told):
    draft = ask("two towers HVS+ 4 modules one undervoltage")
    assert "4 − 1 = 3" in draft.blocks[0].text
    assert "each tower" in told(draft)


@pytest.mark.parametrize("text", ["one module in undervoltage, HVM+", "HVS+, one module is in undervoltage"])
def test_without_a_count_the_minimum_is_named(ask, told, text):
    draft = ask(text)
    assert draft.refs[:2] == ("2.10", "2.1/8")
    assert "at least" in told(draft)


@pytest.mark.parametrize(
    "text",
    [
        "HVB 4 modules two in undervoltage", "two HVB modules of five undervoltage",
        "HVB 4 modules several undervoltage",
        "three modules in undervoltage what now", "several modules undervoltage", "4 modules all in undervoltage",
        "HVM+ 6 modules, more than one in undervoltage", "HVM+ 5 modules two of them in undervoltage",
    ],
)  # fmt: skip
def test_more_than_one_stays_more_than_one(ask, text):
    assert ask(text).blocks[0].text.startswith("**More than one module in undervoltage")


@pytest.mark.parametrize("code", ["EC107", "EC311", "undervoltage in one module, HVM+"])
@pytest.mark.parametrize("wish", ["can we continue to use it meanwhile", "can I keep using it", "keep running it?"])
def test_after_undervoltage_going_on_means_avoiding_discharge(talk, told, code, wish):
    draft = talk(code, wish)
    assert draft.refs[:2] == ("2.10", "2.1/8"), wish
    assert "avoid any further discharge" in draft.blocks[0].text


@pytest.mark.parametrize("code", ["EC124", "EC108", "EC128", "EC314"])
@pytest.mark.parametrize(
    "wish",
    [
        "can I keep using it anyway", "can we continue using it", "may I go on running it until you come",
        "still usable?",
        "can the customer use the battery meanwhile", "is it ok to leave it running", "can we operate it until then",
    ],
)  # fmt: skip
def test_after_a_code_going_on_is_answered_by_the_code(talk, told, code, wish):
    draft = talk(code, wish)
    assert draft is not None, wish
    assert draft.refs[0] == f"2.9/{code}"
    assert "does not say that you can go on using" in draft.blocks[0].text
    assert "3.2" not in draft.refs


def test_after_a_lost_module_the_place_on_going_on_is_beside_it(talk, told):
    draft = talk("EC203", "can I keep using it")
    assert draft.refs == ("2.9/EC203", "3.2")
    assert "found to be faulty" in told(draft)


@pytest.mark.parametrize(
    ("text", "working", "is_enough"),
    [
        ("HVS+ 2 modules one faulty continue?", "2 − 1 = 1", False),
        ("can I keep running with fewer modules? HVM+ 3 modules", "3 − 1 = 2", False),
        ("HVM+ 3 modules, one is faulty, may I continue without it", "3 − 1 = 2", False),
        ("HVM+ 5 modules, one is faulty, may I continue without it", "5 − 1 = 4", True),
        ("HVB 4 modules one defective, keep using?", "4 − 1 = 3", True),
        ("HVB with 4 modules, two are faulty, can I run with the rest", "4 − 2 = 2", True),
        ("HVM+ 13.8, one module broken, can we use the rest meanwhile", "5 − 1 = 4", True),
        ("one module dead in an HVS+ 5.1, keep it running?", "2 − 1 = 1", False),
        ("HVS+ 3 modules, can I run with one module less", "3 − 1 = 2", True),
    ],
)
def test_going_on_with_fewer_modules_shows_the_working(ask, text, working, is_enough):
    draft = ask(text)
    assert draft is not None, text
    assert set(draft.refs) == {"3.2", "2.1/8"}, text
    head = draft.blocks[0].text
    assert working in head
    assert head.startswith("**Yes" if is_enough else "**No")


def test_a_faulty_module_told_after_the_tower(talk):
    assert "3 − 1 = 2" in talk("HVM+ 3 modules", "one module is faulty, can I keep using it").blocks[0].text


@pytest.mark.parametrize(
    "text",
    [
        "one module has low voltage", "undervoltage", "what is undervoltage", "how do I measure a module",
        "continue", "one module faulty", "can I use HVB and HVM+ modules together", "HVM+ 3 modules",
        "keep the SOC at 30%",
        "can I keep the BCU when I replace modules", "HVB 4 modules one new, can I use it", "one module less capacity?",
        "which undervoltage limit has one HVB module", "keep the Wi-Fi running",
        "can I run the battery without inverter",
        "one tower in undervoltage, HVB 4 modules each", "no module in undervoltage, HVB 4 modules",
        "can I continue with the update",
    ],
)  # fmt: skip
def test_other_messages_are_left_alone(rules_that_fire, text):
    assert not {"one_module", "keep_using"} & set(rules_that_fire(text))


@pytest.mark.parametrize(
    "wish", ["can I keep using my phone", "can we use another inverter", "may I use longer cables"]
)
def test_another_use_after_a_code_is_another_question(corpus, ask, wish):
    draft = ask(wish, ChatContext(topic="2.9/EC124"))
    assert draft is None or draft.rule != "keep_using"
