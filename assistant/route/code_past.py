"""Which of several event codes a message says are gone or not meant: "EC108 is gone, now EC113".

Not here: a single code; "EC108 is gone, is it fine now?" still asks about it.
"""

from __future__ import annotations

from itertools import pairwise

from assistant.route.code_parse import Found
from assistant.route.late import Late

_BETWEEN = (
    r"(?:(?:an?|the|this|that|my|our|error|code|fault|alarm|event|it|we|i|was|were|had|shows?|showed|showing|said|"
    r"says|app|battery|phone|display|screen|cloud|"
    r"customer|old|got|any|more|the one with|with|display\w*|always|only)[\s:]){0,4}"
)
_NOT_NOW_BEFORE = Late(
    r"(?:\b(?:no longer|no more|not|no|isn't|wasn't|instead of|rather than|was|were|had|used to (?:be|have|show|get)|"
    r"previously|before (?:it|that|we|i)\b|before[:,]|earlier|formerly|yesterday|last (?:week|month|year|night|time|"
    r"summer|winter)|originally|initially|cleared|fixed|solved|resolved|got rid of|after|from|expected|thought|"
    r"without|nicht(?: mehr)?|kein\w*|statt)\s"
    rf"{_BETWEEN})$"
)
_ONLY = Late(r"\bnot (?:only|just)\s" + _BETWEEN + "$")
_NOT_NOW_AFTER = Late(
    r"\W{0,2}\s?(?:(?:error|code|fault|alarm|it|which|that|now)\s){0,2}(?:(?:is|are|was|has|have|had|'s|'s been|been|"
    r"got|already|now|finally|just)\s){0,3}"
    r"(?:gone|away|went(?=,|\.| but| and| now)|became|becomes|(?:has |have )?(?:turned|changed|switched) (?:in)?to|"
    r"was replaced by|cleared|solved|resolved|fixed|disappeared|disappears|vanished|went (?:away|off)|no longer|not "
    r"(?:there|shown|showing|displayed|anymore)|any ?more|before\b(?! \d)|yesterday|last (?:week|month|year|night|"
    r"time|summer|winter)|earlier|previously|at first|over\b|history|weg\b)"
)
_JOIN = Late(r"\s?(?:,|/|&|\+|;)?\s?(?:and|or|und|oder|nor)?\s?")


def past(folded: str, found: list[Found]) -> frozenset[int]:
    """Return the numbers that are gone or not meant; none where that holds for all of them or none is told so."""
    if len(found) < 2:
        return frozenset()
    gone = {item.number for i, item in enumerate(found) if _is_past(folded, item, found[i - 1].end if i else 0)}
    for one, other in pairwise(found):  # "Not EC108 or EC109 but EC113": what is joined shares the fate.
        if one.number in gone and _JOIN.fullmatch(folded, one.end, other.start) is not None:
            gone.add(other.number)
    return frozenset(gone) if len(gone) < len(found) else frozenset()


def _is_past(folded: str, item: Found, left: int) -> bool:
    start = _word_start(folded, item.start)
    before = folded[max(left, start - 45) : start]
    if _NOT_NOW_BEFORE.search(before) is not None and _ONLY.search(before) is None:
        return True
    return _NOT_NOW_AFTER.match(folded, item.end) is not None


def _word_start(folded: str, start: int) -> int:
    """Return where the code begins, signs before it left out."""
    while start and folded[start - 1] in "(\"'#[":
        start -= 1
    return start
