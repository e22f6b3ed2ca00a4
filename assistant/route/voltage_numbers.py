"""Reads measured values out of a long message: with unit or without, beside decoys (kW, dates, the grid's volts).

A bare number counts only beside a word for measuring; the size of a value tells what it may belong to.
Not here: short questions (``voltage_parse``) and what the values mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from assistant.route.late import Late
from assistant.route.voltage_parse import Reading
from assistant.route.voltage_words import Scope
from corpus.types import ModuleType

_BELOW = r"(?:below|under|less than|lower than|unter|fewer than)"
_ABOVE = r"(?:above|over|more than|higher than|greater than|uber|at least)"
_NUMBER = Late(
    rf"(?P<bound>[<>]=?\s?|\b(?:{_BELOW}|{_ABOVE})\s(?:the\s)?)?(?<![\w.#+])(?<!\d[/:\-])(?P<number>\d{{1,4}}(?:\.\d{{1,3}})?)"
    r"(?![\w]|\.\d|[/:]\d|-\d)(?:\s?(?P<unit>m?v)\b)?"
)
_OTHER_UNIT = Late(
    r"\s?(?:%|percent|a\b|w\b|k?wh?\b|kilowatts?|h\b|hours?|hrs?|min\b|minutes?|m\b|met(?:er|re)s?|mm2?|cm|km|°|degrees?|"
    r"c\b|s\b|secs?|seconds?|months?|weeks?|days?|nights?|years?|euros?|eur\b|€|\$|modul\w*|towers?|hv[bms]|x\b|times|bcus?|"
    r"(?:out )?of\b|pm\b|am\b|o'clock|nm\b|g?hz|mbit|mb|people|kids|screws?|st\b|th\b|batter\w+|cells?|panels?|high\b|"
    r"inverters?|strings?|phones?|customers?|(?:january|february|march|april|may|june|july|august|september|october|"
    r"november|december)\b|in (?:total|it|all)\s(?:modul|of)|bigger|smaller|pieces?|fuses?|sites?|jobs?)"
)
_EXPECTED = Late(
    r"(?:\bshould\b|\bought\b|\bexpect\w*|\binstead of|\bcalculat\w*|\bnominal\w*|\bon paper|\bdata ?sheet|\bremember|\bequals?|"
    r"\bnormally|\bsupposed|\bwould want|\bwould be|\bmax\w*|\blimit\w*|\bwrites?\b|\brated|\bneeds?\b|\brequires?\b|\bminimum\b|"
    r"\bit'd be|\bthan\b|\bup to\b)\s(?:[\w'+]+\s){0,4}$"
)
"""Before a value that is expected, not measured."""
_EXPECTED_AFTER = Late(r"\s?(?:v\s)?(?:nominal|rated|is nominal|would be|i (?:calculated|expect\w*)|on paper|is the (?:limit|minimum|nominal))")
_ELSEWHERE = Late(
    r"\b(?:ac|grid|mains|phases?|pv|strings?|inverter(?:'s)?(?: display)?|socket|net|l[123]|charger|bus|supply|usb|between)\s"
    r"(?:(?:is|at|has|shows|says|with|of|:)\s?)?$"
)
_ELSEWHERE_AFTER = Late(r"\s?(?:v\s)?(?:ac\b|from the (?:grid|inverter)|at the (?:inverter|grid|socket)|mains)")
_CUE = Late(
    r"(?:\b(?:reads?|reading|says?|said|shows?|showing|showed|gives?|gave|get|gets|getting|got|have|has|had|is|are|was|at|"
    r"measur\w+|meter\w*|fluke|multimeter|total|sum|tower|stack|terminals?|value|values|voltage|stands|sits|to|only|with|it's|"
    r"see|saw|find|found|and|but|just|about|around|roughly|top|bottom|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"others?|rest|from|made|read|came|come|says:|module|modules)|[=:/,]|\bmodule \d{1,2})\s?(?:(?:about|around|only|just|"
    r"exactly|roughly|me|a|the|still|down|up|out|on|it|him)\s){0,2}$"
)
_CELL = Late(r"\b(?:cells?|zell\w*|cellules?|celdas?|celle)\b")
_SIZE_BEFORE = Late(r"hv(?:b|[ms]\+?)[ -]$")
_INDEX = Late(r"\bmodul\w*\s(?:no\.?\s|nr\.?\s|number\s)?$")
_NUMBERED = Late(
    r"\b(?:modul\w*\s)?(?:(?P<n>\d{1,2})|(?P<word>one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|"
    r"fifth|sixth|seventh|eighth|ninth|tenth|top))(?:\s(?:one|modul\w*))?(?:\s(?:is|has|at|reads|shows|only|with|=|:))*\s?$"
)
_WORDS = {
    word: i
    for names in (
        "one two three four five six seven eight nine ten",
        "first second third fourth fifth sixth seventh eighth ninth tenth",
    )
    for i, word in enumerate(names.split(), 1)
} | {"top": 1}

CELL_MOST_V = Fraction(4)
MODULE_SHARE = Fraction(6, 5)
"""Above 1.2 × nominal a value is no module's (as in ``voltage_verdicts``)."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a message that may be a voltage."""

    reading: Reading
    start: int
    has_unit: bool
    is_cued: bool
    """Whether a word for measuring or a list stands before it."""
    is_expected: bool
    """Whether it is what somebody expects or a limit, not what was measured."""


def numbers(text: str, sizes: frozenset[str]) -> list[Number]:
    """Return the numbers of ``text`` that may be voltages of this battery, in order.

    :param sizes: sizes of listed models, which are no voltages where no unit stands behind them.
    """
    found: list[Number] = []
    for match in _NUMBER.finditer(text):
        written, unit = match["number"], match["unit"]
        start, end = match.start("number"), match.end()
        before = text[max(0, start - 40) : start]
        if _ELSEWHERE.search(before) is not None or _ELSEWHERE_AFTER.match(text, match.end("number")) is not None:
            continue
        if unit is None:
            if _OTHER_UNIT.match(text, end) is not None or _is_label(written, before, sizes):
                continue
        value = Fraction(written)
        if unit == "mv":
            value /= 1000
        bound = (match["bound"] or "").strip()
        low = bound[:1] == "<" or bound.startswith(("below", "under", "less", "lower", "unter", "fewer"))
        reading = Reading(
            value, f"{written} {'mV' if unit == 'mv' else 'V'}", None, ("<" if low else ">") if bound else "",
            _module_number(before),
        )  # fmt: skip
        expected = _EXPECTED.search(before) is not None or _EXPECTED_AFTER.match(text, match.end("number")) is not None
        cued = unit is not None or bound != "" or _CUE.search(before) is not None
        found.append(Number(reading, start, unit is not None, cued, expected and not bound))
    return found


def _is_label(written: str, before: str, sizes: frozenset[str]) -> bool:
    """Return whether a bare number is a model's size or a module's number."""
    if _SIZE_BEFORE.search(before) is not None and (written in sizes or "." not in written):
        return True
    if "." not in written and len(written) <= 2 and _INDEX.search(before) is not None:
        return int(written) <= 10
    return False


def _module_number(before: str) -> int | None:
    match = _NUMBERED.search(before)
    if match is None:
        return None
    return int(match["n"]) if match["n"] else _WORDS[match["word"]]


def cell_readings(found: list[Number], text: str, *, named: bool) -> list[Reading]:
    """Return the values that are a cell's: small, and a cell is named in the message or, with ``named``, before."""
    if not named and _CELL.search(text) is None:
        return []
    return [
        Reading(n.reading.value_v, n.reading.written, Scope.CELL, n.reading.bound)
        for n in found
        if n.reading.value_v <= CELL_MOST_V
        and (n.has_unit or "." in n.reading.written)
        and not (n.is_expected and n.reading.value_v == Fraction(3, 2))
    ]


def tower_readings(found: list[Number], type_: ModuleType, count: int, *, named: bool) -> list[Reading]:
    """Return the measured values that can be the tower's by their size."""
    nominal_v = count * type_.nominal_v
    least = nominal_v * Fraction(3, 10)
    if not named:
        least = max(least, MODULE_SHARE * type_.nominal_v)
    fitting = [n for n in found if n.is_cued and least < n.reading.value_v <= nominal_v * Fraction(13, 10)]
    measured = [n for n in fitting if not n.is_expected] or fitting
    if len(measured) > 1:  # The figure that a formula gives stands beside the measured one: "271 where 300 is nominal".
        formula = {nominal_v, count * type_.minimum_operating_v, count * type_.healthy_v}
        measured = [n for n in measured if n.reading.value_v not in formula] or measured
    return list({n.reading.value_v: n.reading for n in measured}.values())


def module_readings(found: list[Number], type_: ModuleType | None) -> list[Reading]:
    """Return the measured values that can be a module's by their size."""
    most = MODULE_SHARE * (type_.nominal_v if type_ is not None else Fraction(100))
    return [
        Reading(n.reading.value_v, n.reading.written, Scope.MODULE, n.reading.bound, n.reading.module)
        for n in found
        if CELL_MOST_V < n.reading.value_v <= most
        and n.is_cued
        and not n.is_expected
        and (n.has_unit or "." in n.reading.written or n.reading.value_v >= 10)
    ]
