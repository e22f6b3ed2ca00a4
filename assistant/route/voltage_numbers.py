"""Reads measured values out of a long message: with unit or without, beside decoys (kW, dates, the grid's volts).

A bare number counts only beside a word for measuring; the size of a value tells what it may belong to.
Not here: short questions (``voltage_parse``) and what the values mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from assistant.route.late import Late, Signed
from assistant.route.voltage_parse import Reading
from assistant.route.voltage_words import Scope
from corpus.types import ModuleType

_BELOW = r"(?:below|under|less than|lower than|unter|fewer than)"
_ABOVE = r"(?:above|over|more than|higher than|greater than|uber|at least)"
_NUMBER = Late(
    rf"(?P<bound>[<>]=?\s?|\b(?:{_BELOW}|"
    rf"{_ABOVE})\s(?:the\s)?)?(?<![\w.#+])(?<!\d[/:\-])(?P<number>\d{{1,4}}(?:\.\d{{1,3}})?)"
    r"(?![\w]|\.\d|[/:]\d|-\d)(?:\s?(?P<unit>m?v)\b)?"
)
_OTHER_UNIT = Late(
    r"\s?(?:%|percent|a\b|w\b|k?wh?\b|kilowatts?|h\b|hours?|hrs?|min\b|minutes?|m\b|met(?:er|re)s?|mm2?|"
    r"cm|km|°|degrees?|"
    r"c\b|s\b|secs?|seconds?|months?|weeks?|days?|nights?|years?|euros?|eur\b|€|\$|modul\w*|towers?|"
    r"hv[bms]|x\b|times|bcus?|"
    r"(?:out )?of\b|pm\b|am\b|o'clock|nm\b|g?hz|mbit|mb|people|kids|screws?|st\b|th\b|batter\w+|cells?|panels?|high\b|"
    r"inverters?|strings?|phones?|customers?|(?:january|february|march|april|may|june|july|august|september|october|"
    r"november|december)\b|in (?:total|it|all)\s(?:modul|of)|bigger|smaller|pieces?|fuses?|sites?|jobs?)"
)
_EXPECTED = Signed(
    "should;ought;expect;instead;calculat;nominal;paper;sheet;remember;equal;normally;supposed;would;max;limit;write;"
    "rated;need;requir;minimum;it'd;than ;up to",
    r"(?:\bshould\b|\bought\b|\bexpect\w*|\binstead of|\bcalculat\w*|\bnominal\w*|\bon paper|"
    r"\bdata ?sheet|\bremember|\bequals?|"
    r"\bnormally|\bsupposed|\bwould want|\bwould be|\bmax\w*|\blimit\w*|\bwrites?\b|\brated|\bneeds?\b|"
    r"\brequires?\b|\bminimum\b|"
    r"\bit'd be|\bthan\b|\bup to\b)\s(?:[\w'+]+\s){0,4}$",
)
"""Before a value that is expected, not measured."""
_EXPECTED_AFTER = Signed(
    "nominal;rated;would be;i calc;i exp;on paper;is the",
    r"\s?(?:v\s)?(?:nominal|rated|is nominal|would be|i (?:calculated|expect\w*)|on paper|"
    r"is the (?:limit|minimum|nominal))",
)
_ELSEWHERE = Signed(
    "ac ;ac:;grid;main;phase;pv;string;inverter;socket;net;l1;l2;l3;charger;bus;supply;usb;between",
    r"\b(?:ac|grid|mains|phases?|pv|strings?|inverter(?:'s)?(?: display)?|socket|net|l[123]|charger|bus|"
    r"supply|usb|between)[\s:]\s?"
    r"(?:(?:is|at|has|shows|says|with|of|:)\s?)?$",
)
_ELSEWHERE_AFTER = Signed(
    "ac;grid;inverter;socket;mains",
    r"\s?(?:v\s)?(?:(?:dc )?(?:hybrid |battery )?inverters?(?: input| range| with| for| ok| work|\?|$)|ac\b"
    r"|from the (?:grid|inverter)|at the (?:inverter|grid|socket)|mains)",
)
_CUE = Late(
    r"(?:\b(?:reads?|reading|says?|said|shows?|showing|showed|gives?|gave|get|gets|getting|got|have|has|"
    r"had|is|are|was|at|"
    r"measur\w+|meter\w*|fluke|multimeter|total|sum|tower|stack|terminals?|value|values|voltage|stands|"
    r"sits|to|only|with|it's|"
    r"see|saw|find|found|and|but|just|about|around|roughly|top|bottom|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"others?|rest|from|made|read|came|come|says:|module|modules)|[=:/,]|"
    r"\bmodule \d{1,2})\s?(?:(?:about|around|only|just|"
    r"exactly|roughly|me|a|the|still|down|up|out|on|it|him)\s){0,2}$"
)
_CELL = Late(r"\b(?:cells?|zell\w*|cellules?|celdas?|celle)\b")
_SIZE_BEFORE = Late(r"hv(?:b|[ms]\+?)[ -]$")
_INDEX = Late(r"\bmodul\w*\s(?:no\.?\s|nr\.?\s|number\s)?$")
_NUMBERED = Late(
    r"\bmodul\w*\s(?:no\.?\s|nr\.?\s|number\s|#\s?)?(?P<figure>\d{1,2})(?:\s(?:of the \S+|is|has|at|reads|shows|only|"
    r"with|=|:))*\s?$|"
    r"\b(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|top)(?:\s(?:one|modul\w*))?"
    r"(?:\s(?:is|has|at|reads|shows|only|with|=|:))*\s?$|"
    r"\b(?P<cardinal>one|two|three|four|five|six|seven|eight|nine|ten)\s(?:is\s|has\s|:\s|=\s)?$"
)
_WORDS = {
    word: i
    for names in (
        "one two three four five six seven eight nine ten",
        "first second third fourth fifth sixth seventh eighth ninth tenth",
    )
    for i, word in enumerate(names.split(), 1)
} | {"top": 1}

_LIST = Late(r"\bone (?:is |has |: ?|= ?)?\d[\d.]*(?: v)?\b.{0,12}\btwo (?:is |has |: ?|= ?)?\d")

_LISTED = Late(r"[\s,;/|]*(?:and\s)?")
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
    is_list = _LIST.search(text) is not None
    ends = 0
    for match in _NUMBER.finditer(text):
        written, unit = match["number"], match["unit"]
        start, end = match.start("number"), match.end()
        before = text[max(0, start - 40) : start]
        after = text[match.end("number") : match.end("number") + 30]
        if _ELSEWHERE.found(before) or _ELSEWHERE_AFTER.begins(after):
            continue
        if unit is None and (_OTHER_UNIT.match(text, end) is not None or _is_label(written, before, sizes)):
            continue
        value = Fraction(written)
        if unit == "mv":
            value /= 1000
        bound = (match["bound"] or "").strip()
        low = bound[:1] == "<" or bound.startswith(("below", "under", "less", "lower", "unter", "fewer"))
        reading = Reading(
            value, f"{written} {'mV' if unit == 'mv' else 'V'}", None, ("<" if low else ">") if bound else "",
            _module_number(before, is_list=is_list),
        )  # fmt: skip
        expected = _EXPECTED.found(before) or _EXPECTED_AFTER.begins(after)
        cued = unit is not None or bound != "" or _CUE.search(before) is not None
        if not cued and found and found[-1].is_cued and _LISTED.fullmatch(text, ends, start) is not None:
            cued = _are_alike(value, found[-1].reading.value_v)  # "51.2 51.1 44.8": what leads a list leads all of it.
        ends = end
        found.append(Number(reading, start, unit is not None, cued, expected and not bound))
    return found


def _are_alike(value: Fraction, other: Fraction) -> bool:
    """Return whether two values may be of one list: of the same size, roughly."""
    return other / 3 <= value <= other * 3


def _is_label(written: str, before: str, sizes: frozenset[str]) -> bool:
    """Return whether a bare number is a model's size or a module's number."""
    if _SIZE_BEFORE.search(before) is not None and (written in sizes or "." not in written):
        return True
    if "." not in written and len(written) <= 2 and _INDEX.search(before) is not None:
        return int(written) <= 10
    return False


def _module_number(before: str, *, is_list: bool) -> int | None:
    """Return the number of the module that a value was measured on, where it is said right before it.

    :param is_list: whether modules are listed by cardinal words ("one 50.1, two 50.2"); "that one" is no number.
    """
    match = _NUMBERED.search(before)
    if match is None or (match["cardinal"] and not is_list):
        return None
    return int(match["figure"]) if match["figure"] else _WORDS[match["ordinal"] or match["cardinal"]]


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
