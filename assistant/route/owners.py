"""Says who shows a number or a fault: this battery or another device named in the same sentence.

"The app shows 108" is ours, "Fronius state 105" is not. Not here: what is answered.
"""

from __future__ import annotations

from enum import Enum

from assistant.route.late import Late
from assistant.route.lookups import Lookups
from assistant.route.words import tokens
from corpus.types import OtherProduct


class Owner(Enum):
    """Who shows it."""

    OURS = "ours"
    THEIRS = "theirs"
    UNKNOWN = "unknown"


_OURS = Late(
    r"(?<!\w)(?:byd|app|be connect|bcu|bms|battery-box|battery box|batter(?:y|ie|ij|ia)|akku|accu|speicher|cloud|"
    r"hvb|hvm\+?|hvs\+?)(?!\w)"
)
_THEIRS = Late(
    r"(?<!\w)(?:inverters?|invertor|wechselrichter|onduleur|omvormer|inversor|inverter's|pcs display|"
    r"status|state|zustand|portal|website|router|http|wallbox|heat pump|charger|smart ?meter)(?!\w)"
)
_SENTENCE_END = Late(r"[.!?;](?=\s|$)")
_NEAR = 30
"""Characters after the number within which a name can still own it: "error 301 on the big SMA"."""
_RIGHT_AFTER = Late(r"\s*(?:is |was )?(?:shown |displayed )?(?:on|of|from|at|by|in|vom|von|am|auf|im|sur|del?|op)\b")


def other_products(folded: str, views: Lookups) -> list[OtherProduct]:
    """Return the other makers' products that the question names, in order."""
    return [values[0] for _, _, values in views.products.find(tokens(folded))]


def owner(folded: str, start: int, end: int, views: Lookups) -> Owner:
    """Return who shows what stands at ``folded[start:end]``, by the nearest name in the same sentence.

    A name right after it with a preposition ("error 301 on the SMA") wins, then the nearest before, then after.
    """
    left = max((m.end() for m in _SENTENCE_END.finditer(folded, 0, start)), default=0)
    right_match = _SENTENCE_END.search(folded, end)
    right = len(folded) if right_match is None else right_match.start()
    before, after = folded[left:start], folded[end:right].partition(",")[0][:_NEAR]
    owners_after = _owners(after, views)
    if owners_after and _RIGHT_AFTER.match(after):
        return owners_after[0][1]
    owners_before = _owners(before, views)
    if owners_before:
        return owners_before[-1][1]
    return owners_after[0][1] if owners_after else Owner.UNKNOWN


def _owners(part: str, views: Lookups) -> list[tuple[int, Owner]]:
    """Return (position, owner) of each name in ``part``, in order."""
    found = [(m.start(), Owner.OURS) for m in _OURS.finditer(part)]
    found += [(m.start(), Owner.THEIRS) for m in _THEIRS.finditer(part)]
    words = tokens(part)
    for start, _, _ in views.products.find(words):
        # "byd" inside "byd lvs" is found above as ours; the longer name stands after it and wins.
        found.append((position(part, words, start) + 1, Owner.THEIRS))
    return sorted(found, key=lambda pair: pair[0])


def position(part: str, words: tuple[str, ...], index: int) -> int:
    """Return where the word number ``index`` of ``words`` begins in ``part``."""
    at = 0
    for word in words[:index]:  # Only blanks and signs stand between tokens, so the next hit is the token itself.
        at = part.index(word, at) + len(word)
    return part.index(words[index], at)
