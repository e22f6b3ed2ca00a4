"""Ranges of event codes ("EC114-116", "codes 108 to 112"): which listed codes they hold.

The ranges of the guideline have gaps; only listed codes are named. Not here: the answer (``event_code``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.route.code_parse import ERROR_WORD, NO_UNIT, Found, Spelling
from assistant.route.late import Late
from assistant.route.words import tokens
from corpus.types import EventCode

_HIGHEST = 1103
"""The last number that anybody means as a code; the table ends at 1003."""
_EACH_NAMED = 6
"""A range without a listed code is named number by number up to this length."""
_SPAN = Late(
    rf"(?:(?<![a-z])(?P<cue>{ERROR_WORD}|e[\s.]?c\.?s?|from|between)[\s\-.:#(]{{0,3}}(?:(?:no|nr|number|codes?|all|"
    r"from|between|numbers)[\s.:#]{1,2}){0,2}(?:e\.?c\.?[\s\-.:#]{0,2})?)?"
    r"(?<![\d.,])(?P<first>\d{3,4})\s?(?:-{1,2}>?|\.{2,3}|~|/\.{2,3}/|(?:up )?to|thru|through|until|till|bis|tot|"
    r"jusqu'a|(?<=between \d{3} )and|(?<=between ec\d{3} )and|(?<=between ec \d{3} )and)\s?(?P<ec>e\.?c\.?"
    r"[\s\-.:#]{0,2})?(?P<last>\d{3,4})(?!\d|\.\d|-\d)" + NO_UNIT
)
_TWO_NUMBERS = Late(r"\d{3}.*\d{3}")
_CHANGED = Late(
    r"\b(?:chang\w*|went|goes|going|gone|switch\w*|jump\w*|turn\w*|mov\w+|became|becomes|flips?|flipped|toggl\w*|"
    r"alternat\w*|shift\w*)\b"
)
"""Before "from EC108 to EC112": one code after the other, no range."""
_WITH_A_RANGE = frozenset(
    "everything all list range from what is are the and mean meaning please show explain me tell of about".split()
)
"""Words beside which a range of listed numbers without any word for a code is one of codes."""
_BEFORE_BETWEEN = _WITH_A_RANGE | frozenset("codes code event events error errors fault faults alarm alarms".split())


@dataclass(frozen=True, slots=True)
class Span:
    """A range of codes in a message."""

    first: int
    last: int
    start: int
    end: int
    is_ec: bool


def spans(folded: str, codes: Mapping[int, EventCode]) -> list[Span]:
    """Return the ranges that the message names, in order."""
    found: list[Span] = []
    if _TWO_NUMBERS.search(folded) is None:
        return found
    for match in _SPAN.finditer(folded):
        first, last = int(match["first"]), int(match["last"])
        cue = (match["cue"] or "").replace(".", "").replace(" ", "")
        if not first < last <= _HIGHEST:
            continue
        is_ec = match["ec"] is not None or "ec" in match[0]
        rest = f"{folded[: match.start()]} {folded[match.end() :]}"
        is_alone = first in codes and last in codes and _WITH_A_RANGE.issuperset(tokens(rest))
        if not (is_ec or is_alone or cue not in {"", "from", "between"}):
            continue
        before = folded[: match.start("first")]
        if "between" in match[0] and not _BEFORE_BETWEEN.issuperset(tokens(folded[: match.start()])):
            continue  # "The difference between EC121 and EC310".
        if _CHANGED.search(before) is not None or folded[match.end() :].startswith(("-", " - e", " - 1")):
            continue
        found.append(Span(first, last, match.start(), match.end(), is_ec))
    return found


def listed_in(span: Span, codes: Mapping[int, EventCode]) -> list[int]:
    """Return the listed codes of a range.

    From one module loss code to another it means these only: the guideline itself writes "EC 100 to EC 1003".
    """
    ends = [codes[number] for number in (span.first, span.last) if number in codes]
    only_loss = len(ends) == 2 and all(event.module_number is not None for event in ends)
    return sorted(
        number
        for number, event in codes.items()
        if span.first <= number <= span.last and (event.module_number is not None or not only_loss)
    )


def leaves_out(span: Span, codes: Mapping[int, EventCode]) -> bool:
    """Return whether listed codes lie in the range that are not meant by it."""
    return sum(span.first <= number <= span.last for number in codes) > len(listed_in(span, codes))


def has_gaps(span: Span, codes: Mapping[int, EventCode]) -> bool:
    """Return whether numbers between the ends are not listed."""
    return any(number not in codes for number in range(span.first + 1, span.last))


def with_spans(found: list[Found], ranges: list[Span], codes: Mapping[int, EventCode]) -> list[Found]:
    """Return the codes of a message with those of its ranges, in order, each once."""
    outside = [item for item in found if not any(span.start <= item.start < span.end for span in ranges)]
    for span in ranges:
        listed = listed_in(span, codes)
        is_short = not listed and span.last - span.first < _EACH_NAMED
        ends = range(span.first, span.last + 1) if is_short else (span.first, span.last)
        numbers = dict.fromkeys((*listed, *(n for n in ends if n not in codes)))
        spelling = Spelling.EC if span.is_ec else Spelling.WORD
        outside += [Found(number, spelling, span.start, span.end) for number in numbers]
    unique = {item.number: item for item in sorted(outside, key=lambda item: item.start, reverse=True)}
    return sorted(unique.values(), key=lambda item: (item.start, item.number))
