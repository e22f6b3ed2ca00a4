"""LED patterns in natural messages: which pattern is told of, whatever else is, and how often it flashes.

Only where the lamp is what the message asks about. Not here: exact short questions (``led``) and the answers.
"""

from __future__ import annotations

import re

from assistant.route.late import Late
from assistant.route.words import word_count

_MOST_WORDS = 65
_MOST_WORDS_ALONE = 12
_WORDS = {
    "once": 1, "twice": 2, "thrice": 3, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
}  # fmt: skip
_N = rf"(?P<n>\d{{1,2}}|{'|'.join(_WORDS)})"
_FLASH = (
    r"(?:flash\w*|blink\w*|wink\w*|blips?|impulses?|pulses?|pulsing|clignot\w*|knipper\w*|shorts?|"
    r"on and off|on-off)"
)
_COUNTS = tuple(
    Late(pattern)
    for pattern in (
        rf"(?<![\d.,])(?!1 (?:flashes|blinks|winks|pulses)\b){_N}\s?(?:x\s|times?\s)?(?:(?:short|quick|white|"
        rf"long|small)\s)*"
        r"(?:flash(?:es)?|blinks?|winks?|blips?|impulses?|pulses?)\b",
        rf"\b{_FLASH}\s(?:[a-z]+\s){{0,4}}?(?<![\d.,]){_N}(?:\s?(?:x|times?|mal|fois|keer)\b|(?<=ice)\b|(?<=once)\b)",
        rf"\bflash(?:es)?\s?[:=]\s?{_N}(?![\d.])",
        rf"\bwhite\b.{{0,20}}?\bcounts? (?:up )?to {_N}\b",
        rf"\bwhite\b.{{0,45}}?(?<![\d.,]){_N}\s?(?:x|times?)\b(?!\s(?:a|per|every)\b)",
        rf"\bi (?:always )?count(?:ed)?\s{_N}(?:[\s,.;]|$)",
        rf"(?<![\d.,]){_N}\stimes?,?\s(?:short|white|and then|then|and)\b",
    )
)
_DOUBT = Late(
    r"\bcount\w*\b.{0,60}\b(?:then|or|sometimes|but|my \w+|he|she|they)\s(?:counts? |counted )?(?:\d|"
    r"two|three|four|five|six|seven|eight|"
    r"nine|ten)\b"
)
_TIMES = Late(
    rf"(?<![\d.,])\b(?!1 (?:flashes|blinks|winks)\b)(\d{{1,2}}|{'|'.join(_WORDS)})\s?"
    r"(?:x|times?|flashes|blinks|winks)\b"
)
"""Counts in a message; two different ones are none that can be trusted."""
_PAUSED = Late(
    rf"(?:(?:it|and|so|now|always|flashes|blinks|white|is|it's|its),?\s)*{_N}\s?(?:x|times?|flashes|"
    rf"blinks|winks)?,?\s(?:and\s)?(?:then\s)?"
    r"(?:an?\s)?(?:short |long |little )?(?:break|pause|rest|stop|gap)\b.{0,30}"
)
"""The rest of a dialogue: "four times, then a break"."""
_WHITE_TIMES = Late(
    rf"(?:(?:the|led|light|lamp|it's|its|it|is|only)\s)*(?:white,? (?:led |light |lamp )?(?=[\w ]+$))?"
    rf"{_N}\s?(?:x|times?)(?<!white)(?:\swhite(?: led| light| lamp)?)?"
)
"""Nothing but "white 4 times"; without the colour nothing is said."""

_BLUE = Late(r"\b(?:blue|bleu\w*|blau\w*|azul|blu)\b")
_WHITE = Late(r"\b(?:white|weiss\w*|blanche?|wit|bianco|blanco)\b")
_GREEN = Late(r"\b(?:green|grun\w*|verte?)\b")
_OTHER_COLOUR = Late(r"\b(?:red|orange|yellow\w*|amber|purple|pink)\b")
_LAMP = Late(
    r"\b(?:leds?|lights?|lamps?|lamp's|light's|indicators?|window|colou?rs?|flash\w*|blink\w*|glows?|"
    r"shines?|burns?)\b"
)
_BLINKS = Late(
    r"\b(?:blink\w*|flash\w*|wink\w*|puls\w*|breath\w*|flicker\w*|clignot\w*|goes on and off|on and off|"
    r"on-off|blips?)\b"
)
_NOT_BLINKING = Late(
    r"\b(?:not|no|never|without|doesn't|isn't|w/o)\s(?:\w+\s){0,2}?(?:blink\w*|flash\w*|flicker\w*|"
    r"puls\w*|mov\w*|wink\w*)"
)
_STEADY = (
    r"(?:stays?|stayed|stand\w* still|steady|steadily|constant\w*|solid|permanent\w*|continuous\w*|"
    r"always on|all the time|still|"
    r"does not move|doesn't move|not move|without (?:pause|moving)|all along|lit|burns|on\b|behind|"
    r"remains?|calm|quiet|frozen|plain|fix\w*)"
)
_STEADY_WORD = Late(
    r"\b(?:steady|steadily|solid|still|constant\w*|frozen|plain|calm|quiet|stays|without moving|"
    r"all (?:day|time|night|the time))\b"
)
_BLUE_STEADY = Late(
    rf"\b(?:blue|bleu\w*|blau\w*)\b[^.;]{{0,32}}?\b{_STEADY}|\b{_STEADY}\s(?:\w+\s){{0,2}}?(?:blue|"
    rf"blau)\b|\bblue\b.{{0,40}}\bin between\b"
)
_WHITE_FLASHES = Late(
    rf"\b(?:white|weiss)\b.{{0,45}}?\b(?:{_FLASH}|\d{{1,2}}\s?x|x|times?|counts? to)\b|"
    rf"\b(?:{_FLASH})\b.{{0,25}}?\bwhite\b"
)
_SEQUENCE = Late(
    r"\bwhite[\s,\-/]+(?:then )?blue[\s,\-/]+(?:then )?white|\bblue[\s,\-/]+(?:then )?white[\s,\-/]+(?:then )?blue"
)
_TURNS = Late(
    r"\b(?:alternat\w*|in turns?|taking turns|take turns|by turns|swap\w*|chang\w* (?:between|from)|" r"abwechselnd)\b"
)
_SEVERAL = Late(
    r"\bsteady\b.{0,40}\b(?:vs|versus|or|and)\b.{0,40}\bblink|\b(?:vs|versus|different)\b|"
    r"\bcolou?rs mean\b|\ball of them\b"
)
_STARTING = Late(
    r"\b(?:start\w*|turned (?:it |them )?on|turn(?:ing)? (?:it )?on|switch\w* (?:it )?on|switching|"
    r"boot\w*|first|power\w*|lever up|"
    r"initiali[sz]\w*|waking)\b"
)
_ASKS = Late(
    r"\?|\b(?:mean\w*|normal|alarm|faults?|worr\w*|afraid|bad|good|why|what|which|tells?|state|mode|"
    r"sign|broken|ill|okay|calm|"
    r"explode|error|happy|number one|count|from where|how|head|fault|wrong)\b"
)
_MEANING = Late(
    r"\b(?:mean\w*|normal|alarm|worr\w*|afraid|bad|why|what (?:mode|state|does it (?:mean|say|tell|"
    r"want))|sign|broken|ill|explode|"
    r"leave the house|at work|something wrong|is (?:this|that|it) (?:a fault|an error|ok|okay|good|bad)|"
    r"fault\s?\?|good or bad|or charging|"
    r"charging or|ok(?:ay)?\s?\?|which state|calm (?:him|her|them)|state\?|frozen)\b"
)
_COUNTING = Late(
    r"\b(?:count\w*|number one)\b.{0,80}\b(?:end|top|bottom|floor|bcu|where|how|begin|start\w*|from|up|"
    r"below|above|when|correct\w*)\b|"
    r"\b(?:how|where|which end|from when|where)\b.{0,60}\bcount\w*"
)
_DIRECTION = Late(
    r"\bcount\w*\b.{0,50}\b(?:floor|bottom|below)\b.{0,30}\b(?:bcu|top|above|up)\b|"
    r"\bcount\w*\b.{0,50}\b(?:bcu|top|above)\b.{0,30}"
    r"\b(?:floor|bottom|below)\b"
)
_WHOSE = Late(r"\b(?:how|what|which|whether|if|does|rule)\b.{0,60}\b(?:bcu\b.{0,25}\bmodul|modul\w*\b.{0,25}\bbcu\b)")
_ELSEWHERE = Late(
    r"\b(?:wi-?fi|wlan|lan|dongle|bluetooth|stick|router|network|internet|portal|firmware|update\w*|"
    r"upgrade\w*|page|hood|cable|pin|"
    r"restart\w*|black start|setup|second tower|slave|master|resistor\w*|hours without (?:inverter|"
    r"communication)|communication|"
    r"afe|adc|insulation|relay|watchdog|"
    r"isn't seen|isnt seen|not seen|isnt recogni[sz]ed|picked up|only finds|lost|loss|precharg\w*|"
    r"overcurrent|sampling|spare|exchange\w*|another|borrow\w*|photo|spec|watts|wallbox|car|car's|"
    r"fridge|heat pump|tv|"
    r"recogni[sz]\w*|detected|swap\w* it|swap it|pull this|pre-?charging|message|beeps?|beeping|sound|"
    r"tone|noise|click\w*|how many minutes|"
    r"not a blink|it's off|is off|now nothing|in the app i see|deep\w*|bmu|lvl|lvs|eggs)\b|\bec ?\d{3}"
)
_SHUTDOWN = Late(
    r"\b(?:press\w*|held|hold|button|shut\w*|switch(?:es|ed)? (?:\w+ )?off|turn(?:s|ed)? (?:\w+ )?off|"
    r"go(?:es)? (?:off|out|dark)|"
    r"doesn't go|won't go|refuses|remov\w*|lifted|inverter (?:was|died|off|lost)|no link|"
    r"lost contact|drain\w*|discharg\w*|"
    r"contact|then off|out of the blue)\b"
)
_HOURS = Late(r"\bhours?\b")
"""Blue after hours is the lost inverter (2.6/37)."""
_TOGETHER = Late(
    r"\b(?:together|synchron\w*|simultan\w*|same (?:time|beat|rhythm)|both|at once|in step|in sync|"
    r"gleichzeitig|in the same|dancing)\b"
)
_MOVING = Late(
    r"\b(?:flash\w*|blink\w*|wink\w*|disco|danc\w*|on off|police|beat|rhythm|puls\w*|flicker\w*|clignot\w*)\b"
)


def is_doubted(lay: str) -> bool:
    """Return whether two people, or two tries, counted differently."""
    return _DOUBT.search(lay) is not None or len(set(_TIMES.findall(lay))) > 1


def counted(lay: str) -> int | None:
    """Return how often the white LED flashes, None where no number is told or several are."""
    if is_doubted(lay):
        return None
    for pattern in _COUNTS:
        match = pattern.search(lay)
        if match is not None:
            return _WORDS.get(match["n"]) or int(match["n"])
    return None


def count_alone(lay: str) -> int | None:
    """Return the count of a message that says nothing else: "four times, then a break"."""
    text = lay.rstrip(" .!?")
    match = None
    if word_count(lay) <= _MOST_WORDS_ALONE:
        match = _PAUSED.fullmatch(text)
        if match is None and _WHITE.search(text) is not None:
            match = _WHITE_TIMES.fullmatch(text)
    if match is None:
        return None
    return _WORDS.get(match["n"]) or int(match["n"])


def pattern_told(lay: str) -> str:
    """Return the id of the LED pattern that the message is about, "" where none is for sure.

    ``whose_fault`` stands for the question how the lamp tells a fault of the BCU from one of a module.
    """
    if word_count(lay) > _MOST_WORDS or _OTHER_COLOUR.search(lay) is not None:
        return ""
    white, blue = _WHITE.search(lay) is not None, _BLUE.search(lay) is not None
    if _GREEN.search(lay) is not None:
        is_both = blue and _TOGETHER.search(lay) is not None and _MOVING.search(lay) is not None
        lone = re.search(r"\b(?:alone|steady|only (?:one|green|blue)|fault number|which (?:code|number))\b", lay)
        return "blue_green_together" if is_both and lone is None else ""
    if _ELSEWHERE.search(lay) is not None or (not white and not blue and _BLINKS.search(lay) is None):
        if is_about_direction(lay):
            return "white_flashes_blue_constant"
        return "whose_fault" if _is_about_whose(lay) else ""
    if white and blue and _SEQUENCE.search(lay) is not None:
        return "white_blue_alternating"
    if white and blue and _TURNS.search(lay) is not None and _STARTING.search(lay) is not None:
        return "white_blue_alternating"
    without_white = (
        re.search(r"\b(?:no|without(?: any)?) white|\bonly blue|\bblue only|\bblue and only blue", lay) is not None
    )
    if (
        blue
        and white
        and not without_white
        and _WHITE_FLASHES.search(lay) is not None
        and _BLUE_STEADY.search(lay) is not None
    ):
        return "white_flashes_blue_constant"
    if _COUNTING.search(lay) is not None and (_BLINKS.search(lay) is not None) and _SHUTDOWN.search(lay) is None:
        return "white_flashes_blue_constant"
    if is_about_direction(lay):
        return "white_flashes_blue_constant"
    return _single_colour(lay, white=white and not without_white, blue=blue, without_white=without_white)


def _single_colour(lay: str, *, white: bool, blue: bool, without_white: bool) -> str:
    """Return the pattern of one colour that the message asks the meaning of."""
    if _is_about_whose(lay) and _SHUTDOWN.search(lay) is None:
        return "constant_blue" if blue and without_white else "whose_fault"
    if _SEVERAL.search(lay) is not None:
        return ""
    if blue and without_white and _ASKS.search(lay) is not None:
        return "" if _SHUTDOWN.search(lay) is not None or _HOURS.search(lay) is not None else "constant_blue"
    if _LAMP.search(lay) is None:
        return ""
    if not white or (blue and re.search(r"\bno blue\b", lay) is None) or _MEANING.search(lay) is None:
        return ""
    if _SHUTDOWN.search(lay) is not None:
        return ""
    if _NOT_BLINKING.search(lay) is not None:
        return "steady_white"
    if _BLINKS.search(lay) is not None:
        return "" if _STEADY_WORD.search(lay) is not None else "blinking_white"
    return "steady_white" if _STEADY_WORD.search(lay) is not None else ""


def is_about_direction(lay: str) -> bool:
    """Return whether a short message asks from which end the modules are counted."""
    return word_count(lay) <= 14 and _DIRECTION.search(lay) is not None


_WHOSE_TERSE = Late(
    r"^(?:leds?|lights?|lamps?|flash\w*)(?: (?:pattern|code|colou?r)s?)?"
    r"\W{0,2}(?:is it |the |a )?(?:bcu|modul\w*)(?: (?:fault|"
    r"broken|defect\w*|dead))?,? (?:or|vs|versus|and)\.? (?:the |a )?(?:bcu|modul\w*)\b|"
    r"\b(?:how|what|which)\b.{0,30}\b(?:leds?|lights?|lamps?|colou?rs?)\b.{0,30}\b(?:bcu\b.{0,25}\bmodul|"
    r"modul\w*\b.{0,25}"
    r"\bbcu\b)"
)
"""Telling BCU from module by the lights, in a few words."""
_MOST_WORDS_WHOSE = 14


def _is_about_whose(lay: str) -> bool:
    if word_count(lay) <= _MOST_WORDS_WHOSE and _WHOSE_TERSE.search(lay) is not None:
        return True
    is_lamp = re.search(r"\b(?:lamp|light|leds?|colou?rs?|blue|flash\w*)\b", lay) is not None
    return (
        is_lamp
        and _WHOSE.search(lay) is not None
        and re.search(r"\bfault\w*|\bbroken|\bill\b|\bdefect\w*|\bsits\b|\bwrong", lay) is not None
    )
