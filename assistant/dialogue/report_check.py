"""Whether what was entered is plausible: serial numbers, dates, voltages. Remarks only; nothing is ever refused.

The guideline gives no form of a serial number, so only what no maker prints is remarked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.dialogue.measure_read import read
from assistant.dialogue.report_fields import BY_KEY, FieldKind
from assistant.dialogue.report_state import Reporting
from assistant.normalise import normalise
from assistant.route.lookups import Lookups
from assistant.route.rule import listing

SHORTEST_SERIAL, LONGEST_SERIAL = 6, 30
FIRST_YEAR = 2010
"""No battery of this kind was sold before; an earlier year is a slip."""
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero", "feb february februar fevrier febrero",
            "mar march marz maerz mars marzo",
            "apr april avril abril", "may mai mayo mei", "jun june juni juin junio", "jul july juli juillet julio",
            "aug august aout agosto", "sep sept september septembre", "oct october oktober octobre okt",
            "nov november novembre", "dec december dezember dez decembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([-/.])\s?(\d{1,2})\2\s?((?:19|20)\d\d|\d\d)(?!\d)")
_MONTH_NAMED = re.compile(
    r"(?:(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.)?\s(?:of\s)?)?\b([a-z]{3,9})\.?,?\s(?:(\d{1,2})(?:st|nd|rd|th)?,?\s)?((?:19|20)\d\d)\b"
)
_MONTH_YEAR = re.compile(r"(?<![\d./-])(\d{1,2})[./-]((?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")

_LABEL = re.compile(
    r"(?i)\b(?:modul\w*|bcu|sn|s/n|no\.?|nr\.?|number|serial|inverter)\b\s*#?\s*(?:\d{1,2}(?!\w))?\s*[:=)]?"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it was said."""

    year: int
    month: int | None = None
    day: int | None = None
    is_unclear: bool = False
    """Whether day and month may be the other way round (``3/4/2025``)."""

    @property
    def earliest(self) -> date:
        """Return the first day that it can be."""
        if self.is_unclear and self.month is not None and self.day is not None:
            return min(date(self.year, self.month, self.day), date(self.year, self.day, self.month))
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """Return the last day that it can be, the 28th standing for a month's end."""
        if self.is_unclear and self.month is not None and self.day is not None:
            return max(date(self.year, self.month, self.day), date(self.year, self.day, self.month))
        return date(self.year, self.month or 12, self.day or (31 if self.month is None else 28))


def day_of(text: str) -> Day | None:
    """Return the first date in a text, None where there is none that the calendar has."""
    folded = normalise(text).folded
    if match := _ISO.search(folded):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.search(folded):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        year += 2000 if year < 100 else 0
        if second > 12:  # 12/31/2025: the month stands first.
            return _day(year, first, second)
        found = _day(year, second, first)
        unclear = match[2] == "/" and first <= 12 and first != second
        return None if found is None else Day(found.year, found.month, found.day, unclear)
    if (match := _MONTH_NAMED.search(folded)) and match[2] in _MONTHS:
        number = match[1] or match[3]
        return _day(int(match[4]), _MONTHS[match[2]], None if number is None else int(number))
    if (match := _MONTH_YEAR.search(folded)) and 1 <= int(match[1]) <= 12:
        return Day(int(match[2]), int(match[1]))
    match = _YEAR.search(folded)
    return None if match is None else Day(int(match[1]))


def _day(year: int, month: int, day: int | None) -> Day | None:
    try:
        date(year, month, 1 if day is None else day)
    except ValueError:
        return None
    return Day(year, month, day)


def serials_of(text: str) -> tuple[str, ...]:
    """Return the serial numbers of an answer: words with a digit, labels such as "module 1:" left out."""
    cleaned = re.sub(
        r"(?i)\b(?:modul\w*|bcu|sn|s/n|no\.?|nr\.?|number|serial|inverter)\b\s*#?\s*\d{0,2}\s*[:=)]?", " ", text
    )
    words = re.split(r"[\s,;|]+", cleaned)
    return tuple(stripped for word in words if (stripped := word.strip(".:()[]\"'")) and re.search(r"\d", stripped))


def remarks(report: Reporting, key: str, views: Lookups, today: str) -> tuple[str, ...]:
    """Return what looks wrong with the answer to one point."""
    text = report.value(key)
    kind = BY_KEY[key].kind
    if not text or text.casefold() == "not known":
        return ()
    if kind is FieldKind.SERIALS:
        return tuple(_serials(report, key, text))
    if kind is FieldKind.DATE:
        return tuple(_dates(report, key, text, today))
    if kind is FieldKind.VOLTS:
        return tuple(_volts(report, key, text, views))
    if key == "firmware" and not re.search(r"\d", text):
        return ("A firmware version has digits.",)
    return ()


def all_remarks(report: Reporting, views: Lookups, today: str) -> tuple[tuple[str, str], ...]:
    """Return the remarks on all points, each with its point's key; one about two points stands at the first."""
    found: dict[str, tuple[str, str]] = {}
    for key, _ in report.values:
        for remark in remarks(report, key, views, today):
            found.setdefault(remark, (key, remark))
    return tuple(found.values())


def _serials(report: Reporting, key: str, text: str) -> Iterator[str]:
    serials = serials_of(text)
    if not serials:
        yield "No serial number that I can read: letters and digits without blanks."
        return
    for serial in serials:
        if not SHORTEST_SERIAL <= len(serial) <= LONGEST_SERIAL:
            size = "short" if len(serial) < SHORTEST_SERIAL else "long"
            yield f"“{serial[:40]}” looks too {size} for a serial number."
        elif not re.fullmatch(r"[A-Za-z0-9/_.-]+", serial):
            yield f"“{serial[:40]}” has characters that no serial number has."
        elif len(set(serial.upper())) <= 2 or serial in "01234567890123456789":
            yield f"“{serial}” looks like a placeholder."
    folded = [serial.upper() for serial in serials]
    doubled = sorted({serial for serial in folded if folded.count(serial) > 1})
    if doubled:
        yield f"{listing(doubled)} stands there twice."
    for other in ("bcu_serial", "module_serials", "inverter_serial"):
        same = set(folded) & {serial.upper() for serial in serials_of(report.value(other))}
        if other != key and same:
            yield f"{listing(sorted(same))} is also under “{BY_KEY[other].title}”."


_ORDER = ("installed", "commissioned", "happened")


def _dates(report: Reporting, key: str, text: str, today: str) -> Iterator[str]:
    day = day_of(text)
    if day is None:
        yield "No date that I can read in it, like 2025-03-31; kept as it stands."
        return
    if day.is_unclear:
        yield "Day and month may be the other way round: 2025-03-31 is clear."
    if today and day.earliest.isoformat() > today:
        yield f"{text[:40]} is in the future."
    if day.year < FIRST_YEAR:
        yield f"{day.year} is before such batteries were sold."
    at = _ORDER.index(key)
    for other in _ORDER:
        there = day_of(report.value(other))
        if there is None or other == key:
            continue
        is_later = _ORDER.index(other) > at
        if (is_later and there.latest < day.earliest) or (not is_later and there.earliest > day.latest):
            first, second = (key, other) if is_later else (other, key)
            yield f"“{BY_KEY[second].title}” lies before “{BY_KEY[first].title}”."


def _volts(report: Reporting, key: str, text: str, views: Lookups) -> Iterator[str]:
    tower = text if key == "tower_voltage" else report.value("tower_voltage")
    modules = text if key == "module_voltages" else report.value("module_voltages")
    measured = read("\n".join((report.value("system"), f"tower {tower}", modules)), views)
    if not read(text, views).has_values:
        yield "No voltage that I can read in it."
        return
    for doubt in measured.doubts:
        if doubt.kind in ("value", "sum", "doubled", "count", "wrong_type", "cells", "cellsum"):
            yield re.sub(r"\*\*", "", doubt.text)
            return
