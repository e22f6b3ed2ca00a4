"""Lamps that a message says are off: "white flashes 4 times, no blue" is no constant blue.

Not here: what the patterns mean (``led``).
"""

from __future__ import annotations

from assistant.route.late import Late
from assistant.route.words import word_count

_MOST_WORDS = 22
_LIGHT = r"(?:led|light|lamp|one|colou?r)"
_NOT = r"(?:not|never|isn't|isnt|wasn't|doesn't|doesnt|does not|didn't|won't|no longer)"
_SHINING = r"(?:on|lit|there|shin\w+|light\w*|glow\w*|visible|present|active|burn\w*|come on|coming on)"
_IS = r"(?:(?:is|was|stays|remains|are|still|now|even|completely|totally|all)\s)"


def _absent(colour: str) -> Late:
    """Return the pattern of a colour that is said to be off; a lamp that does not flash may still be on."""
    return Late(
        rf"\b(?:no|not|never|without(?:\sany|\sthe)?|nor)\s(?:any\s)?{colour}\b(?!\s(?:{_LIGHT}\s)?(?:flash|blink|puls|wink))"
        rf"|\b{colour}\b\s(?:{_LIGHT}\s)?{_IS}{{0,3}}(?:off|out|dark|dead|absent|missing)\b"
        rf"|\b{colour}\b\s(?:{_LIGHT}\s)?{_IS}{{0,2}}{_NOT}\s(?:{_SHINING}\b|$)"
    )


_NO_BLUE = _absent(r"(?:blue|blau\w*)")
_NO_WHITE = _absent(r"(?:white|weiss\w*)")
_WHITE = Late(r"\b(?:white|weiss\w*)\b")
_BLUE = Late(r"\b(?:blue|blau\w*)\b")
_MOVES = Late(r"\b(?:flash\w*|blink\w*|puls\w*|wink\w*|flicker\w*)\b")
_STILL = Late(rf"\b{_NOT}\s(?:flash\w*|blink\w*|puls\w*|wink\w*)|\bno\s(?:white\s)?(?:flash\w*|blink\w*)")
_BLUE_ON = Late(
    r"\bblue\b\s(?:(?:led|light|lamp|one|is|stays|remains|and)\s){0,3}(?:on\b|constant|steady|solid|permanent|lit)"
    r"|\b(?:constant\w*|steady|solid|permanent\w*)\sblue"
)
_OTHER = Late(
    r"\b(?:red|green|orange|yellow|amber|wi-?fi|wlan|dongle|inverter|update\w*|firmware|button|press\w*|start\w*|"
    r"hours?|alternat\w*|in turns?|idea|sure|know|see if|whether)\b"
)
"""Other colours, other lamps and stories with a subject of their own; and lamps of which nothing sure is told."""


def without_blue(folded: str) -> bool:
    """Return whether a blue lamp is said to be off."""
    return _NO_BLUE.search(folded) is not None


def pattern_without(folded: str) -> str:
    """Return the pattern of a short message that says which lamp is off, "" where it is none of these."""
    if word_count(folded) > _MOST_WORDS or _OTHER.search(folded) is not None:
        return ""
    if _WHITE.search(folded) is None or _BLUE.search(folded) is None:
        return ""
    no_white = _NO_WHITE.search(folded) is not None
    if without_blue(folded):
        is_moving = _MOVES.search(folded) is not None and _STILL.search(folded) is None
        return "blinking_white" if is_moving and not no_white else ""
    if _BLUE_ON.search(folded) is None:
        return ""
    is_still = _STILL.search(folded) is not None and len(_MOVES.findall(folded)) == 1 and _is_of_white(folded)
    return "constant_blue" if no_white or is_still else ""


def _is_of_white(folded: str) -> bool:
    """Return whether it is the white lamp that does not flash: nearest before it, or named in between."""
    match = _STILL.search(folded)
    if match is None:
        return False
    if "white" in match[0]:
        return True
    before = folded[: match.start()]
    return before.rfind("white") > before.rfind("blue")
