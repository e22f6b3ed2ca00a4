"""The cases as a whole: enough of each kind, every rule at its limits, and none that stands in the bank."""

from __future__ import annotations

import re
from collections import Counter

import pytest

import corpus as corpus_floor
from corpus.types import PassageKind
from eval.cases import FOLDER, read_cases
from eval.duplicates import Known
from eval.render.words import asked
from eval.types import Kind

WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


@pytest.fixture(scope="module")
def whole():
    return corpus_floor.load()


@pytest.fixture(scope="module")
def cases(whole):
    return read_cases(FOLDER, whole.by_ref.keys())


def said(case):
    """Return all that a case says of its system, in lower case."""
    context = " ".join(f"{name} {value}" for name, value in case.context.items())
    return f"{asked(case)} {context}".lower()


def numbers(case):
    return [float(number.replace(",", ".")) for number in re.findall(r"\d+(?:[.,]\d+)?", asked(case))]


@pytest.mark.parametrize(
    ("what", "counted", "least"),
    [
        ("cases", lambda case: True, 900),
        ("unanswerable ones", lambda case: case.kind is Kind.UNANSWERABLE, 200),
        ("dangerous or instructing ones", lambda case: case.kind is Kind.DANGEROUS, 40),
        ("ambiguous ones", lambda case: case.kind is Kind.AMBIGUOUS, 60),
        ("dialogues", lambda case: case.turns, 40),
        ("messages as people really write", lambda case: case.style == "real", 200),
        ("cases that may never fail", lambda case: case.must, 100),
        ("cases of the test split", lambda case: case.split == "test", 600),
        ("cases of the dev split", lambda case: case.split == "dev", 300),
    ],
)
def test_there_are_enough(cases, what, counted, least):
    assert sum(bool(counted(case)) for case in cases) >= least, what


def test_every_event_code_is_asked_for_in_several_spellings(cases, whole):
    spellings = Counter(
        (ref, re.sub(r"\d+", "#", asked(case).lower()))
        for case in cases
        if case.kind is Kind.CODE
        for ref in case.refs
        if ref.startswith("2.9/EC")
    )
    found = Counter(ref for ref, _ in spellings)
    assert {code.code: found[code.ref] for code in whole.event_codes if found[code.ref] < 2} == {}


def test_every_led_state_is_asked_for(cases, whole):
    asked_refs = {ref for case in cases if case.kind is Kind.LED for ref in case.refs}
    assert [pattern.id for pattern in whole.led_patterns if not asked_refs & set(pattern.refs)] == []


def test_every_passage_has_at_least_four_free_text_questions(cases, whole):
    found = Counter(ref for case in cases if case.kind in (Kind.TEXT, Kind.AMBIGUOUS) for ref in case.refs)
    wanted = [passage.ref for passage in whole.passages if passage.kind is not PassageKind.EVENT_CODE]
    assert {ref: found[ref] for ref in wanted if found[ref] < 4} == {}


def test_every_voltage_limit_is_asked_at_above_and_below(cases, whole):
    sizes = {model.name.lower(): model.modules for model in whole.models}
    missing = []
    for kind in whole.module_types:
        of_type = [case for case in cases if case.kind is Kind.VOLTAGE and kind.name.rstrip("+").lower() in said(case)]
        for limit, name, value in (
            (float(kind.minimum_operating_v), "tower minimum", _tower(of_type, sizes)),
            (float(kind.healthy_v), "healthy module", [number for case in of_type for number in numbers(case)]),
        ):
            near = [ratio for number in value if 0.7 < (ratio := number / limit) < 1.15]
            sides = {"below": any(r < 1 for r in near), "at": 1.0 in near, "above": any(r > 1 for r in near)}
            missing += [f"{kind.name} {name}: {side}" for side, there in sides.items() if not there]
    cells = [n for case in cases if case.kind is Kind.VOLTAGE and "cell" in said(case) for n in numbers(case)]
    sides = {"below": any(0.5 < n < 1.5 for n in cells), "at": 1.5 in cells, "above": any(1.5 < n < 3.6 for n in cells)}
    missing += [f"cell undervoltage: {side}" for side, there in sides.items() if not there]
    assert missing == []


def _tower(cases, sizes):
    """Return the volts for each module of every tower whose modules a case counts."""
    found = []
    for case in cases:
        text = said(case)
        counts = {n for word, n in WORDS.items() if re.search(rf"\b{word}\b", text)}
        counts |= {int(n) for n in re.findall(r"(?<![\d.,])(\d\d?)(?![\d.,])", text) if 2 <= int(n) <= 10}
        counts |= {n for name, n in sizes.items() if name in text}
        found += [number / count for number in numbers(case) if number > 60 for count in counts]
    return found


def test_no_question_of_a_case_stands_in_the_bank(cases, whole):
    bank = Known((f"{question.author}:{question.line}", question.question) for question in whole.questions)
    assert _lines(cases, bank) == ""


def test_no_test_question_nearly_stands_in_the_dev_split(cases):
    dev = Known((case.id, asked(case)) for case in cases if case.split == "dev")
    assert _lines([case for case in cases if case.split == "test"], dev) == ""


def _lines(cases, known):
    """Return a line for each case that stands among the known questions, so that all of them are read at once."""
    found = ((case, known.find(asked(case))) for case in cases)
    return "\n".join(f"{case.id} is {match.similarity:.0%} like {match.place}" for case, match in found if match)
