"""Goes on about an LED: after "the LED is blue", "it also blinks white 3 times" tells the rest of the pattern.

Not here: the patterns' meanings (``led``).
"""

from __future__ import annotations

from assistant.route.asked import Want
from assistant.route.late import Late
from assistant.route.led_absent import without_blue
from assistant.route.led_story import counted
from assistant.route.words import leftover, tokens, word_count

_MOST_WORDS = 14
_WHITE = Late(r"\b(?:white|weiss\w*|blanche?|wit)\b")
_BLUE = Late(r"\b(?:blue|blau\w*|bleue?|blauw)\b")
_OTHER = Late(r"\b(?:red|green|orange|yellow|amber)\b")
_FLASHES = Late(r"\b(?:blink\w*|flash\w*|wink\w*|puls\w*|flicker\w*)\b")
_ADDED = Late(r"\b(?:also|too|as well|additionally|beside|besides|plus|in between|between|on top|together|both)\b")
_STEADY = Late(r"\b(?:on|constant\w*|steady|steadily|solid|permanent\w*|stays|lit|all the time|always|still)\b")
_TURNS = Late(r"\b(?:alternat\w*|in turns?|turns)\b")
_PLACE = Late(r"\b(?:first|1st|second|2nd|last)\b")
""""The second one": of the two patterns that an answer about blue offers beside it (``led``)."""
_BESIDE = "white LED flashes while the blue LED is constant"
_CONSTANT = "constant blue LED"
_IN_TURN = "LED flashes white and blue alternating"
_SWITCH_OFF = "2.2/14"
"""Place on a BCU that stays on: what follows where its LED goes off, and where it does not."""
_GOES_OFF = Late(
    r"^(?:(?:ok|yes|no|now|and|but|then|well)\W+)*(?:it|the led|the light|the lamp|the blue \w+|led|blue)\s(?:just "
    r"|now )?"
    r"(?:does not |doesn't |won't |will not |did not |didn't )?(?:went|go(?:es)?|turns?|turned|gone) (?:off|out|dark)\b"
)
_CHARGING = "white LED flashing, no blue"
_TOLD_WORDS = frozenset(
    """
    hvb hvm+ hvs+ modules module tower it it's its is an a the we i have has with of and system battery one our my only
    there are in just by the way byd type kwh
    """.split()
)
_FEW_TIMES = Late(r"\b(?:once|twice|thrice)\b")
_TIMES = Late(r"(?<![\d.])(\d{1,2})\s?(?:x|times?|flashes|blinks)\b")
_NONE = Late(r"\b(?:no|not|never|without|only blue|isn't|doesn't|nothing)\b")
_ITS_WORDS = frozenset(
    """
    led leds light lights lamp white blue blink blinks blinking flash flashes flashing wink winks winking pulse pulses
    pulsing flicker flickers flickering also too well additionally beside besides plus between together both on constant
    constantly steady steadily solid permanent permanently stays lit time times always still alternating alternates turn
    turns twice thrice once count counted short quick slow little then pause pauses while whereas oh sorry yes there's
    weiss blau behind during
    """.split()
)


def led_question(folded: str, want: Want, count: str = "") -> str | None:
    """Return the whole pattern as a question, None where the message does not go on about the LED.

    :param count: how often the white LED was said to flash, "" where that was not said.
    """
    if want is not Want.BLUE and count and "hv" in folded and _TOLD_WORDS.issuperset(_words(folded)):
        return f"{folded}: white LED flashes {count} times, blue LED constant"
    if want is Want.BLUE and word_count(folded) <= _MOST_WORDS and _GOES_OFF.search(folded) is not None:
        return _SWITCH_OFF
    if want is Want.FLASHES:
        return None
    if want is Want.WHITE and without_blue(folded) and not leftover(folded, _ITS_WORDS):
        return _CHARGING
    if word_count(folded) > _MOST_WORDS or leftover(folded, _ITS_WORDS) or _OTHER.search(folded) is not None:
        return None
    if want is Want.BLUE and (place := _PLACE.search(folded)) is not None:
        return _IN_TURN if place[0] in {"second", "2nd", "last"} else _BESIDE
    white, blue = _WHITE.search(folded) is not None, _BLUE.search(folded) is not None
    if _NONE.search(folded) is not None:
        return _CONSTANT if want is Want.BLUE and (white or _FLASHES.search(folded) is not None) else None
    if want is Want.WHITE and not blue and (times := _TIMES.search(folded)) is not None:
        return f"white LED flashes {times[1]} times"
    if want is Want.WHITE:
        goes_on = blue and not (white and _TURNS.search(folded) is None and _FLASHES.search(folded) is None)
        goes_on = goes_on and (_ADDED.search(folded) is not None or _STEADY.search(folded) is not None)
        told = f"white LED flashes {count} times, blue LED constant" if count else _BESIDE
        return told if goes_on else None
    if _TURNS.search(folded) is not None:
        return _IN_TURN if white else None
    few = _FEW_TIMES.search(folded)
    flashes = counted(folded) if few is None else {"once": 1, "twice": 2, "thrice": 3}[few[0]]
    if flashes is not None and (white or not blue):
        return f"white LED flashes {flashes} times, blue LED constant"
    if white and (_FLASHES.search(folded) is not None or _ADDED.search(folded) is not None):
        return _BESIDE
    return _CONSTANT if not white and _STEADY.search(folded) is not None and _FLASHES.search(folded) is None else None


def _words(folded: str) -> set[str]:
    return {word for word in tokens(folded) if not word[0].isdigit()}
