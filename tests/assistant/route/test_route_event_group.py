"""Event codes of a kind, as a list with references, and how many there are."""

from __future__ import annotations

import re

import pytest

from assistant.types import Route


def codes(draft):
    """Return the codes cited, in order."""
    return [ref.removeprefix("2.9/") for ref in draft.refs if "/" in ref]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("which codes are about temperature", "EC104 EC120 EC314 EC315 EC316 EC317"),
        ("all codes for communication", "EC112 EC113 EC116"),
        ("communication codes list", "EC112 EC113 EC116"),
        ("codes for high temperature", "EC120 EC314 EC316"),
        ("what codes stand for voltage problems", "EC103 EC105 EC107 EC121 EC122 EC310 EC311 EC319"),
        ("which codes have to do with cells", "EC105 EC107 EC121 EC122 EC310 EC311"),
        ("codes about discharging", "EC126 EC316 EC317 EC325"),
        ("which codes are related to charging", "EC125 EC314 EC315 EC324"),
        ("which codes need manual recovery", "EC310 EC311 EC314 EC315 EC316 EC317 EC319 EC324 EC325"),
        ("which alarms are there", "EC310 EC311 EC314 EC315 EC316 EC317 EC319 EC324 EC325"),
        ("which codes mean a module is missing", "EC100 EC203 EC303 EC403 EC503 EC603 EC703 EC803 EC903 EC1003"),
        ("what are the codes for module loss", "EC100 EC203 EC303 EC403 EC503 EC603 EC703 EC803 EC903 EC1003"),
    ],
)
def test_a_kind_of_codes_is_listed_with_its_places(ask, told, text, listed):
    draft = ask(text)
    assert (draft.rule, draft.route, draft.refs[0]) == ("event_group", Route.EVENT_CODE, "2.9")
    assert codes(draft) == listed.split()
    assert all(code in told(draft) for code in listed.split())
    assert "Ask for one by its code" in told(draft)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("what codes mean insulation", ["EC124"]),
        ("which codes concern the relay", ["EC128"]),
        ("which codes are about firmware", ["EC109"]),
        ("which error codes are about overcurrent", ["EC324", "EC325"]),
        ("list the undervoltage codes", ["EC107", "EC311"]),
        ("which charging temperature alarms exist", ["EC314", "EC315"]),
    ],
)
def test_one_or_two_codes_are_answered_whole(ask, told, corpus, text, listed):
    draft = ask(text)
    assert draft.refs == tuple(f"2.9/{code}" for code in listed)
    for event in corpus.event_codes:
        if event.code in listed:
            assert set(event.blocks) <= set(draft.blocks)


@pytest.mark.parametrize(
    "text", ["list all event codes", "show me all codes", "what event codes exist", "event code list"]
)
def test_all_codes_are_listed(ask, told, corpus, text):
    draft = ask(text)
    assert draft.blocks[0].text == "**All: 41 event codes in the guideline.**"
    assert draft.refs == ("2.9",)
    assert all(event.code in told(draft) for event in corpus.event_codes)


@pytest.mark.parametrize("text", ["list of module codes", "which codes are BCU faults", "what faults can the BCU have"])
def test_the_codes_of_a_unit_are_those_of_its_table(ask, told, corpus, text):
    draft = ask(text)
    unit = "BCU" if "BCU" in text else "module"
    listed = [event.code for event in corpus.event_codes if event.unit.value == unit]
    assert f": {len(listed)} event codes" in draft.blocks[0].text
    lines = told(draft).splitlines()[1:-1]
    assert {code for line in lines for code in re.findall(r"EC\d+", line)} == set(listed)


@pytest.mark.parametrize(
    "text", ["how many event codes are there", "number of codes in the guideline", "how many error codes do you know"]
)
def test_how_many_codes_there_are_is_counted_from_the_table(ask, told, corpus, text):
    draft = ask(text)
    assert draft.blocks[0].text.startswith(f"**{len(corpus.event_codes)} event codes are listed in the guideline**")
    assert "BCU: 16\nmodule: 25" in told(draft)


def test_how_many_codes_is_answered_by_the_whole_assistant(assistant):
    answer = assistant.ask("how many event codes are there")
    assert (answer.route, answer.abstained) == (Route.EVENT_CODE, False)


@pytest.mark.parametrize(
    "text",
    [
        "how do I read all codes", "where do I find the list of codes", "clear all errors", "all alarms solved",
        "which errors are shown in the inverter", "I have all these alarms", "what do I do with communication errors",
        "which errors come from communication", "most errors are caused by what", "which codes does fronius show",
        "what alarms do I have", "why are there so many alarms", "how many codes can the app show at once",
        "which faults are covered by warranty", "which codes are critical", "what error message on the inverter",
        "list of compatible inverters", "which modules are missing", "all modules have the same voltage",
        "which codes does the sungrow list", "how many alarms can be stored", "delete all event codes",
        "temperature of the cells", "which firmware version is the latest", "all lights flash",
    ],
)  # fmt: skip
def test_other_questions_about_codes_are_not_lists(rules_that_fire, text):
    assert "event_group" not in rules_that_fire(text)
