"""Answers to numbers that are no listed event code: not listed, misspelt, or struck through; never a meaning.

Not here: finding the numbers (``code_parse``) and listed codes (``event_code``).
"""

from __future__ import annotations

from dataclasses import replace

from assistant.normalise import fold
from assistant.route.code_list import code_choice
from assistant.route.code_parse import Found, find
from assistant.route.late import Late
from assistant.route.lookups import Lookups
from assistant.route.rule import listing, paragraph
from assistant.types import Draft, Route
from corpus.types import EventCode

_NEAR = 4
"""Most codes offered for one that is not listed: as many as fit under an answer."""
_MARKS = Late("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20e2\u20e4-\u20f0\ufe20-\ufe2f]+")
_MARKED_DIGIT = Late(rf"\d{_MARKS.source}")


def marked(text: str, views: Lookups) -> Draft | None:
    """Return the question what is meant where marks are stacked on a code's digits; they may strike it out."""
    if _MARKED_DIGIT.search(text) is None:
        return None
    items = [item for item in find(fold(_MARKS.sub("", text))) if item.number in views.codes]
    written = [replace(item, letters=f"EC{item.number} with marks on its digits") for item in items]
    return mistyped(written, views) if written else None


def mistyped(items: list[Found], views: Lookups) -> Draft:
    """Return the question whether a digit is meant where a letter stands; never the answer itself."""
    listed = [item for item in items if item.number in views.codes]
    if not listed:
        return unlisted([item.number for item in items], views, tuple(item.letters for item in items))
    events = [views.codes[item.number] for item in listed]
    letters = listing([item.letters for item in listed])
    meant = listing([code_choice(event).label for event in events])
    return Draft(
        route=Route.CLARIFY,
        blocks=(
            paragraph(f"**{letters}: do you mean {listing([event.code for event in events])}?**"),
            paragraph(
                f"Event codes are EC and a whole number; what you wrote is not one of the guideline's. Close to it: "
                f"{meant}."
            ),
        ),
        refs=tuple(event.ref for event in events),
        suggestions=tuple(event.ref for event in events),
        choices=tuple(code_choice(event) for event in events),
    )


def unlisted(numbers: list[int], views: Lookups, written: tuple[str, ...] = ()) -> Draft:
    """Return that the guideline does not list the codes, with near ones as such."""
    names = written or tuple(f"EC{number}" for number in numbers)
    verb = "is" if len(names) == 1 else "are"
    near = sorted({event.number for number in numbers for event in near_codes(number, views)})
    blocks = [
        paragraph(
            f"**{listing(names)} {verb} not listed in this guideline.** It gives no meaning and no measure for "
            f"{'it' if len(names) == 1 else 'them'}. Read the code again in the BYD Energy app or BYD ENERGY CLOUD."
        )
    ]
    if near:
        close = listing([code_choice(views.codes[number]).label for number in near], "or")
        blocks.append(paragraph(f"Similar in writing, but other events: {close}. Is one of them meant?"))
    return Draft(
        route=Route.EVENT_CODE,
        blocks=tuple(blocks),
        abstained=True,
        suggestions=(*(views.codes[number].ref for number in near), "2.9"),
        choices=tuple(code_choice(views.codes[number]) for number in near),
    )


def near_codes(number: int, views: Lookups) -> list[EventCode]:
    """Return the listed codes that one slip of the finger makes of ``number``, the nearest number first."""
    digits = str(number)
    near = [event for other, event in views.codes.items() if _one_slip(digits, str(other))]
    return sorted(near, key=lambda event: (abs(event.number - number), event.number))[:_NEAR]


def _one_slip(a: str, b: str) -> bool:
    """Return whether one digit changed, added, left out, or two neighbours swapped make ``b`` of ``a``."""
    if len(a) == len(b):
        wrong = [i for i in range(len(a)) if a[i] != b[i]]
        swapped = (
            len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
        )
        return len(wrong) == 1 or swapped
    if abs(len(a) - len(b)) != 1:
        return False
    long, short = (a, b) if len(a) > len(b) else (b, a)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
