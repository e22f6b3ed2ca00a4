"""The tokens of pasted measurements: labels, counts, values with their units; and numbers in runs of digits and commas.

Not here: what follows from a token for the next one (``measure_scan.py``).
"""

from __future__ import annotations

import re
from fractions import Fraction

_BOUND = r"(?:[<>]=?\s?|\b(?:below|under|less than|lower than|unter|above|over|more than|higher than|uber)\s)"
_AFTER_LABEL = r"\s*(?:[:=)\]>-]+|\b(?:is|at|has|reads?|shows?|hat|ist|mit)\b|\s)\s*(?=[<>~-]?\s?\d)"
_VERB = r"(?:reads?|shows?|is|are|was|were|stands?|has|have|measures?)\s(?:(?:at|only|just|all|each)\s)*"
"""Not "at" or "with": "3 modules at 48 V" may be the tower."""
NUMBERS = {"one": 1, "another": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_LAST_VALUE = r"(?!\s?v?(?:\s?[,;/]\s?|\s(?:and\s)?)\d+(?:\.\d+)?(?![\d.]|\s(?:modul|of\s)))"
"""No list of values follows, only another number of modules."""
_TOLD = (
    r"(?P<told>(?<![\w.,])(?:(?P<n5>\d{1,2})\s(?P<of_modules>modul(?:es?|en|s)\s)"
    rf"|(?:(?P<n6>{'|'.join(NUMBERS)})\s|(?P<n7>\d{{1,2}})\sof\s(?:them|these|the|my|our)\s)(?:of\s(?:them|these|the|my|our)\s)?(?:modul(?:es?|en|s)\s)?)"
    rf"(?:{_VERB}|(?={_BOUND}))(?=(?:{_BOUND})?(?P<told_v>\d{{1,3}}(?:\.\d+)?)(?!\.?\d|\s?(?:mv|%)){_LAST_VALUE}))"
)
"""``3 modules read 51``, ``one of them shows 38``: how many modules have the next value."""
_CELLS_AT = (
    r"(?P<cells_at>(?<![\w.,])(?:[1-9]|[12]\d|3[0-2])\s?(?:cells?|zellen?)\b"
    r"(?=[\s:=(]*(?:(?:is|are|at|has|have|with|only|just|voltage|reads?|shows?)[\s:=]+)*"
    rf"(?:{_BOUND})?(?:[0-4]\.\d|[0-4]\s?v\b|\d{{3,4}}\s?mv\b|[1-4]\d{{3}}(?![\d.]))))"
)
"""``1 cell 1.2``: how many cells have the next value, which only a cell can have."""
_NUMBER = r"(?:1\d|[1-9])(?!\d|[.,]\d|\s?m?v\b|\s?(?:x\s?)?(?:hv[bms]\+?\s)?modul)"
_IN_MODULES = (
    r"(?P<in_modules>\b(?:in|of|from|inside|within|von|im|aus)\s(?:the\s)?"
    rf"(?:modul[a-z]*\s?(?:(?:no\.?|nr\.?|number|#)\s?)?(?P<numbers>{_NUMBER}(?:(?:\s?[,&]\s?|\s(?:and|und)\s)(?:modul[a-z]*\s)?{_NUMBER})*)"
    r"|(?P<which>\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|top(?:most)?)\s(?:battery\s)?modul[a-z]*)[:=)]*)"
)
"""``in module 2``: behind a cell's value it says whose the cell is."""
_OF_MODULE = r"\s(?:of|in|von|im|de|van|du)\s(?:the\s)?modul"
TOKEN = re.compile(
    r"(?P<date>(?<![\d.,])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?![\d.,]*\d))"
    r"|(?P<of_tower>\b(?:(?:1st|2nd|3rd|first|second|third|other|next)\s(?:tower|stack|turm)"
    r"|(?:tower|stack|turm)\s?(?:no\.?\s?|#\s?)?(?P<tower_no>[1-3])(?![\d.,]*\d)(?!\s?m?v\b)(?!\s(?:modul|x\s)))\s?[:=)]?)"
    r"|(?P<towers>(?<![\w.,])(?:[2-9]|two|three|four)\s(?:(?:parallel\s)?(?:towers|stacks|turme)\b|x\s(?=(?:1\d|[2-9])\s(?:modul|hv[bms]))))"
    r"|(?P<type>(?<![a-z0-9])hv(?P<family>b|[ms]\+?)(?![a-z]))(?:[\s:(-]{1,2}(?P<size>\d{1,2}\.\d)(?![\d.,]*\d)(?!\s?m?v\b))?"
    rf"|{_TOLD}|{_CELLS_AT}|{_IN_MODULES}"
    r"|(?P<counted>(?<![\w.,])(?P<n1>\d{1,2})\s?-?\s?(?:x\s?|stk\.?\s?|pcs\.?\s?)?(?:byd\s)?(?:battery\s)?"
    r"(?:(?P<of_these>modul(?:es|en|s|i|os)(?!\w)|modul[a-z]*(?!\w)(?!\s?[#\d]))|(?=hv[bms]\+?(?![a-z])(?!\s?-?\s?\d{1,2}(?:\.\d)?\s?v\b))))"
    r"|(?P<sized>\b(?:tower|stack|turm|tour|torre|toren)\s(?:of|with|mit|de|von|van|di|con|met|avec)\s(?P<n2>\d{1,2})(?![\d.,]*\d)"
    r"(?!\s?m?v\b)(?:\s?(?:modul[a-z]*)?)"
    r"|\bmodul(?:es?|en|i|os)?\s?(?:quantity|count|qty|anzahl)\s?(?:is|of|=|:)?\s?(?P<n3>\d{1,2})(?![\d.,]*\d)(?!\s?m?v\b)"
    r"|\bmodul(?:es|en|i|os)\s?[:=]\s?(?P<n4>\d{1,2})(?![\d.,]*\d)(?!\s?m?v\b))"
    r"|(?P<module>(?:\bmodul[a-z]*\s?(?:no\.?|nr\.?|number|[#_-])?\s?|\b(?:mod|mdl|nr|no|pos)\.?\s?|(?<![a-z0-9])m|(?<!\w)#\s?)"
    r"(?P<number>\d{1,2})(?![\d.,]*\d)(?!\s?m?v\b)(?![a-z]))[:=)]*"
    r"|(?P<nth>(?<![\w.,])(?P<rank>\d{1,2})(?:st|nd|rd|th)\b(?:\s(?:battery\s)?modul[a-z]*)?)"
    r"|(?P<ordinal>\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|top(?:most)?)\s(?:battery\s)?modul[a-z]*)"
    r"|(?P<cell>(?:\b(?:cells?|zellen?|cellules?|celdas?|cella|celle|cel)\s?(?:no\.?|nr\.?|number|[#_-])?\s?|(?<![a-z0-9])c)"
    rf"(?P<at>\d{{1,3}})(?![\d.,]*\d)(?!\s?m?v\b)(?![a-z])(?={_AFTER_LABEL}|{_OF_MODULE}))[:=)]*"
    r"|(?P<cells>(?<![\w.,])\d{1,3}\s?(?:cells?|zellen?|cellules?|celdas?|celle|cellen)\b(?!\s?[#\d])"
    r"|(?<![\w.,])\d{1,2}\sof\s(?:the|these|them|its|all|my|our)\b)"
    r"|(?P<times>(?<![\w.,])(?P<factor>\d{1,2})\s?[x*]\s?(?=\d))"
    r"|(?P<clock>(?<![\w.,:-])(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d.,:]|\s?m?v\b))"
    r"|(?P<listed>(?<![\w.,:-])(?P<index>\d{1,3})(?:\s?[:=)]\s?(?=[<>~-]?\s?\d)|\.\s+(?=\d)|\s[-]\s(?=\d)))"
    r"|(?P<other>(?<![\w.,])-?\d+(?:[.,]\d+)?\s?(?:%|°\s?[cf]?|deg\w*|k?wh?|k?va|m?ah?|k?hz|k?ohms?|h|hrs?|hours?|std|"
    r"min|mins|minutes?|s|secs?|seconds?|days?|tage|weeks?|months?|years?|mm|cm|m|kg|c|w)(?![a-z0-9+]))"
    r"|(?P<serial>(?<![\w.,])(?=[a-z0-9-]*[a-z])(?=(?:[a-z-]*\d){3})[a-z0-9][a-z0-9-]{7,}(?![\w])|(?<![\w.,-])\d{7,}(?![\w.,]))"
    rf"|(?P<word>(?!{_BOUND}\d)[^\W\d_][\w+'-]*)"
    rf"|(?P<value>(?P<bound>{_BOUND})?(?P<sign>(?<![\w.,)])-)?(?<![\w.,'])(?P<run>\d(?:[\d.,']*\d)?)(?:\s?(?P<unit>m?v)(?![a-z0-9]))?)"
)
"""One token of a folded line, the first alternative that fits; everything else is passed over."""

LARGEST_CELL_V = Fraction(9, 2)
"""Above this nothing is taken for a cell's voltage by its size (an LFP cell ends at 3.65 V)."""


def in_volts(number: str, unit: str) -> tuple[Fraction, str]:
    """Return a value in volts, and as it is shown."""
    value = Fraction(number)
    return (value, f"{number} V") if unit == "v" else (value / 1000, f"{number} mV")


def split_run(run: str, unit: str = "") -> list[str]:
    """Return the numbers of a run of digits, points and commas; none where it can be read in two ways.

    ``51,2`` is one number, ``51.2,50.9`` are two, ``51,50,44`` three, ``51,2,50,9`` two; ``1.450`` with mV is 1450.
    """
    run = re.sub(r"'(?=\d{3}(?!\d))", "", run).replace("'", " ")
    if " " in run:
        return [number for part in run.split() for number in split_run(part.strip(".,"), unit)]
    if not re.fullmatch(r"\d+(?:[.,]\d+)*", run):
        parts = [part for part in re.split(r"[.,]{2,}", run) if part]
        return [number for part in parts for number in split_run(part, unit)] if len(parts) > 1 else []
    points, commas = run.count("."), run.count(",")
    if points and commas:
        if points == 1 and commas == 1 and re.fullmatch(r"\d{1,2}\.\d{3},\d{1,2}", run):
            return [run.replace(".", "").replace(",", ".")]
        pieces = run.split(",")
        return [number for piece in pieces for number in split_run(piece, unit)]
    if points + commas == 0:
        return [run]
    groups = re.split(r"[.,]", run)
    if points + commas == 1:
        if unit == "mv" and len(groups[1]) == 3:
            return ["".join(groups)]
        return [".".join(groups)]
    whole = all(_can_stand_alone(group) for group in groups)
    paired = len(groups) % 2 == 0 and all(1 <= len(part) <= 3 for part in groups[1::2])
    pairs = [f"{groups[i]}.{groups[i + 1]}" for i in range(0, len(groups) - 1, 2)] if paired else []
    if whole and paired and all(len(part) == 2 for part in groups[1::2]) and len({*map(len, groups)}) == 1:
        # "51,50,50,90": two values or four? Near to one another all four are modules; else nobody can tell.
        return groups if max(map(int, groups)) - min(map(int, groups)) <= 10 else []
    if whole:
        return groups
    return pairs


def _can_stand_alone(group: str) -> bool:
    """Return whether the digits alone are the size of a module (V) or a cell (mV)."""
    return not group.startswith("0") and (20 <= int(group) <= 120 if len(group) < 4 else len(group) == 4)
