"""Reads measured volts out of a folded question, with what they were measured on.

Values are exact fractions of a volt. Not here: what is asked for (``voltage_words``), limits and verdicts
(``voltage_verdicts``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from assistant.route.late import Late
from assistant.route.voltage_words import SCOPES, Scope


@dataclass(frozen=True, slots=True)
class Reading:
    """One measured value."""

    value_v: Fraction
    written: str
    """As the person wrote it, with unit: ``1450 mV``."""
    scope: Scope | None
    bound: str = ""
    """``<`` or ``>`` where only "below 45 V" or "above 1.5 V" was said, "" for a value."""
    module: int | None = None
    """Number of the module it was measured on, where said."""


_VALUE = Late(
    r"(?P<bound>[<>]=?\s?|\b(?:below|under|less than|lower than|unter|smaller than|above|over|more than|higher than|"
    r"greater than|uber)\s(?:the\s)?)?"
    r"(?<![\w.])(?P<number>-?\d{1,4}(?:\.\d{1,4})?)\s(?P<unit>m?v)\b(?!\s?(?:ac|a\.c))"
)
_SAME_UNIT = Late(r"(?<![\w.])(\d{1,4}(?:\.\d{1,3})?)\s?(?:,|/|;|\band\b|\bund\b|&|\bet\b|\by\b|\ben\b|\bbut\b)\s?$")
_BLANK_BEFORE = Late(
    r"(?<![\w.+])((?<!hvb )(?<!hvm\+ )(?<!hvs\+ )\d{1,3}\.\d{1,3}|\d{1,3})\s$"  # Not the size in "HVM+ 22.1 44 V".
)
"""A value before another with only a blank between: "96 97 95 88 V"."""
_WITHOUT_UNIT = Late(
    r"\b(?:tower|module|cell|modul|zell)\s?-?(?:voltage|spannung|tension)\s?(?:is|at|=|:|of|reads|shows|measures|was|"
    r"betragt)?\s?(?P<number>\d{1,3}(?:\.\d{1,3})?)"
    r"(?!\s?(?:m?v|%|k?wh?|a|x|mal|modul\w*|hv[bms]\+?|towers?)(?![a-z])|[\d.]*\d)"
)
_MODULE_NUMBER = Late(
    r"\bmodul\w*\s(?:no\.?\s|nr\.?\s|number\s|#\s?)?(\d{1,2})\b(?!\.\d)(?!\s?m?v\b)[^0-9]{0,25}$|\b(first|second|"
    r"third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|top|bottom|last)\s(?:battery\s)?modul\w*[^0-9]{0,25}$"
)
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "top": 1,
}
_CLAUSE = Late(r"[.;!?](?=\s|$)|,\s|\s(?:and|but|und|aber|while|whereas)\s")

_COUNTED_MODULES = Late(r"(?<![\d.])([2-9]|\d\d)\s?-?(?:x\s?)?(?:byd\s)?(?:hv[bms]\+?\s(?:\d+\.\d\s)?)?(?:battery\s)?$")
_STANDING_AT = Late(r"\bmodul\w*\s(?:(?:are|is|were|both|each|only)\s){0,2}(?:at|below|under|above|over|each)(?=\s|$)")
"""Values of modules, not of the tower that they make: "2 modules are at 44 V and 43 V"."""
_NOMINAL_OF_A_MODULE = Late(r"(?<![\d.])(\d{2,3}) v[ -](?:nominal )?modul\w*")
_EACH = Late(r"\s(?:each|per module|apiece|pro modul|je modul|par module)\b")


def readings(folded: str) -> tuple[Reading, ...]:
    """Return the measured values in order, each with what it was measured on where that is said."""
    found: list[Reading] = []
    last_end = 0
    matches = list(_VALUE.finditer(folded))
    only = _only_scope(folded)
    for match in matches:
        before = folded[last_end : match.start()]
        scope = _scope_near(folded, match.start(), match.end(), last_end, only)
        if found and before == " - ":  # The other end of "318 v - 401 v" was measured on the same thing.
            scope = found[-1].scope
        module = _module_number(folded[last_end : match.start("number")])
        value, written = _value(match["number"], match["unit"])
        for extra in _list_before(before, match["unit"], value):
            found.append(Reading(extra[0], extra[1], scope))
        bound = match["bound"] or ""
        found.append(Reading(value, written, scope, _bound(bound.strip()), module))
        last_end = match.end()
    if not matches:
        found = [
            Reading(
                Fraction(match["number"]),
                f"{match['number']} V",
                _scope_near(folded, match.start("number"), match.end(), 0, None),
            )
            for match in _WITHOUT_UNIT.finditer(folded)
        ]
    return tuple(found)


def nominal_named(folded: str) -> Fraction | None:
    """Return the nominal voltage by which a module is described ("92 V on a 50 V module"), None without one."""
    if len(_VALUE.findall(folded)) < 2:
        return None
    match = _NOMINAL_OF_A_MODULE.search(folded)
    return None if match is None else Fraction(match[1])


def _value(number: str, unit: str) -> tuple[Fraction, str]:
    value = Fraction(number)
    if unit == "v":
        return value, f"{number} V"
    whole, _, part = number.partition(".")
    if len(part) == 3:  # "1.450 mV" is one thousand four hundred and fifty: thousandths of it are not measured.
        number, value = whole + part, Fraction(whole + part)
    return value / 1000, f"{number} mV"


def _list_before(before: str, unit: str, like: Fraction) -> list[tuple[Fraction, str]]:
    """Return the bare numbers that share the unit (``51, 50.8 and 44 V``): of like size, nearest last."""
    found: list[tuple[Fraction, str]] = []
    near = _near(before)
    while near is not None:
        value, written = _value(near[1], unit)
        if not like / 3 <= value <= like * 3:
            break
        found.insert(0, (value, written))
        before = before[: near.start()]
        near = _near(before)
    return found


def _near(before: str) -> re.Match[str] | None:
    return _SAME_UNIT.search(before) or _BLANK_BEFORE.search(before)


def _bound(word: str) -> str:
    if not word:
        return ""
    return "<" if word[0] == "<" or word.split()[0] in {"below", "under", "less", "lower", "unter", "smaller"} else ">"


def _only_scope(folded: str) -> Scope | None:
    """Return the scope where the message names one of module and cell, or the tower, and no other."""
    named = [scope for scope, pattern in SCOPES if pattern.search(folded) is not None]
    if Scope.CELL in named:
        return Scope.CELL if Scope.MODULE not in named or len(_VALUE.findall(folded)) == 1 else None
    if Scope.TOWER in named and Scope.MODULE in named:
        return Scope.TOWER if re.search(r"\b(?:tower|stack|turm|torre|toren|total)\b", folded) else Scope.MODULE
    return named[0] if named else None


def _scope_near(folded: str, start: int, end: int, left: int, otherwise: Scope | None) -> Scope | None:
    """Return the scope named nearest before the value, else right after it in its clause, else ``otherwise``."""
    nearest: tuple[int, Scope] | None = None
    for scope, pattern in SCOPES:
        for match in pattern.finditer(folded, left, start):
            if nearest is None or match.start() > nearest[0]:
                nearest = (match.start(), scope)
    if nearest is not None:
        if (
            nearest[1] is Scope.MODULE
            and _COUNTED_MODULES.search(folded[max(0, nearest[0] - 20) : nearest[0]]) is not None
        ):
            if _STANDING_AT.search(folded, nearest[0], start) is not None:
                return Scope.MODULE
            # "tower of 4 modules has 150 V": how many there are is not what was measured; size decides if nothing else.
            return Scope.TOWER if SCOPES[2][1].search(folded[left : nearest[0]]) is not None else None
        return nearest[1]
    stop = _CLAUSE.search(folded, end)
    after = folded[end : len(folded) if stop is None else stop.start()]
    if _EACH.match(after) is not None:
        return Scope.MODULE
    places = [(found.start(), scope) for scope, pattern in SCOPES if (found := pattern.search(after)) is not None]
    if not places:
        return otherwise
    at, scope = min(places, key=lambda place: place[0])
    return None if scope is Scope.MODULE and _COUNTED_MODULES.search(after[:at]) is not None else scope


def _module_number(before: str) -> int | None:
    match = _MODULE_NUMBER.search(before)
    if match is None:
        return None
    return int(match[1]) if match[1] else _ORDINALS.get(match[2])
