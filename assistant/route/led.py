"""Rule: LED patterns that the guideline explains, named exactly and as the subject.

Not here: an LED inside a longer story ("constant blue after a day without the inverter"), colours that the guideline
does not name, and the LEDs of inverters: retrieval or nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.route.asked import Want, asking
from assistant.route.late import Late
from assistant.route.lay import plain
from assistant.route.led_absent import pattern_without
from assistant.route.led_story import count_alone, counted, is_doubted, pattern_told
from assistant.route.lookups import Lookups, lookups
from assistant.route.owners import other_products
from assistant.route.rule import ORDINALS, Rule, bullets, ordinal, paragraph
from assistant.route.system import system_of
from assistant.route.voltage_terse import number_alone
from assistant.route.words import leftover, word_count
from assistant.types import ChatContext, Choice, Draft, Query, Route
from corpus.types import Block, Corpus, LedPattern

_WHITE = Late(r"\b(?:white|weiss\w*|blanche?|wit|blanco|bianco)\b")
_BLUE = Late(r"\b(?:blue|blau\w*|bleue?|blauw\w*|azul|blu)\b")
_GREEN = Late(r"\b(?:green|grun\w*|gruen\w*|verte?|groen\w*|verde)\b")
_OTHER_COLOUR = Late(r"\b(?:red|orange|yellow|amber|purple|pink|rot\w*|gelb\w*|rouge|rojo|rood|rosso)\b")
_LAMP = Late(r"\b(?:leds?|lights?|lamps?|indicators?|leuchte\w*|lampe|licht|voyant|luz|spia|lampjes?)\b")
_BLINK = Late(
    r"\b(?:blink\w*|flash\w*|pulse\w*|pulsing|pulsating|clignot\w*|knipper\w*|parpade\w*|lampegg\w*|flicker\w*)\b"
)
_STEADY = (
    r"(?:constant(?:ly)?|steady|steadily|solid|permanent(?:ly)?|continuous(?:ly)?|dauerhaft|dauernd|konstant|fixe?|"
    r"fij[oa]|"
    r"fiss[oa]|non-?stop|static|stays?(?:\son)?|stayed(?:\son)?|remains?(?:\son)?|always\son|on\sall\sthe\stime|lit)"
)
_STEADY_WORD = Late(rf"\b{_STEADY}\b")
_BLUE_ON = Late(
    rf"\b{_STEADY}\s(?:\w+\s)?(?:blue|blau)|\b(?:blue|blau\w*)\s(?:(?:led|light|lamp|one|is|was|and|led is|light is|"
    rf"one is)\s){{0,3}}"
    rf"(?:{_STEADY}|on\b)"
)
_ALTERNATING = Late(
    r"\b(?:alternat\w*|in turns?|take turns|taking turns|by turns|abwechselnd|wechsel\w*|start-?up|starts?|starting|"
    r"boot\w*|"
    r"initiali[sz]\w*|switch(?:ed|ing)? on|turn(?:ed|ing)? on|power(?:ed|ing)? on|hochfahren|startet)\b|white ?/ "
    r"?blue|blue ?/ ?white"
)
_TOGETHER = Late(r"\b(?:together|synchron\w*|simultan\w*|same time|both|in sync|at once|and|und|et|en|gleichzeitig)\b")
_HOURS_OFF = Late(
    r"\b(?:12|twelve)\s?-?(?:h|hours?|hrs?|stunden)\b|\bafter (?:a while|some time|some hours|a few hours)\b|"
    r"\binactiv\w*"
)
_OFF = Late(r"\b(?:off|out|dark|aus)\b")
_COUNT = Late(
    r"(?<![\d.,])(?!1 (?:flashes|blinks|pulses)\b)(\d{1,2})\s?(?:x\s|times\s|mal\s|fois\s|"
    r"keer\s)?(?:white\s|short\s|quick\s|long\s|"
    r"weisse?\s)?(?:led\s)?"
    r"(?:flash(?:es)?|blinks?|pulses?|blinkzeichen|clignotements?)\b"
    r"|\b(?:blink\w*|flash\w*|puls\w*|clignot\w*|knipper\w*|parpade\w*|"
    r"lampegg\w*)\s(?:[a-z]+\s){0,4}?(?:(\d{1,2})\s?(?:x\b|times?\b|mal\b|fois\b|"
    r"keer\b|veces\b|volte\b)|(once|twice|thrice)\b)"
)
_NOT_GOING = Late(
    r"\b(?:doesn't|does not|doesnt|don't|won't|wont|will not|not|never|can't|cannot)\s(?:\w+\s)?(?:go|turn|switch|"
    r"shut)\w*\b"
)
"""The switch-off that fails is the subject then (2.2/14), not the LED."""
_BLUE_COUNTED = Late(r"\b\d{1,2}\s?x?\s?(?:blue|blau\w*|bleus?)\b")
_SPOKEN = {"once": 1, "twice": 2, "thrice": 3}
_ELSEWHERE = Late(
    r"\b(?:wi-?fi|wlan|lan|dongle|bluetooth|stick|router|inverter|wechselrichter|onduleur|omvormer|update\w*|"
    r"upgrade\w*|firmware|module loss|communication|network|switch(?:es)? (?:off|itself)|shut\w*|parallel|second tower|"
    r"slave|master)\b"
)
"""Subjects that compete with the LED in a message."""
_WORDS = frozenset(
    """
    led leds light lights lamp indicator white blue green button colour color pattern status when while during
    white/blue times time flashes flash flashing blinking blinks blink pulses pulsing twice thrice once constant
    constantly steady steadily solid permanent permanently continuous continuously stays stay remains lit static both
    together interval seconds second sec half pause pauses then starting startup start up starts boot booting
    initialization alternating alternately alternate alternates alternatively turns turn turned bcu front slowly slow
    fast quickly normal standby idle running behind beside hours hour h inactivity activity inactive some being not
    used module mode glows glowing glow shines shining burning burns colored coloured leuchtet blinkt dauerhaft
    konstant weiss blau leuchte lampe licht voyant bleu bleue blanc blanche clignote fixe knippert blauw wit
    lampje luz azul fija fijo spia blu fissa fisso blanca bianca lampeggia parpadea bianco blanco
    synchronously simultaneously sync same counted count quick short repeats repeating repeat
    """.split()
)
"""Words that a message about an LED is made of, beside filler."""
_MOST_WORDS = 16
_MOST_WORDS_COUNTED = 30
"""A counted flash code is unmistakable in a longer message too, as long as nothing competes."""
_LOOSE_WORDS = 5
"""Words beyond the LED's own that a counted flash code may have around it."""
_LARGEST_TOWER = 10
_TOPIC = "flashes"
"""Topic of a chat about counted flashes, for "no, five"."""
_FLASHES = Late(
    r"\b(?:times?|flashes|blinks?|flash|white|it flashes|pulses|x|(?:re)?counted(?: again)?|again)\b|[?.!:]"
)
_ANY = Late(
    r"\b(?:white|blue|weiss\w*|blau\w*|bleu\w*|blanche?|leds?|lamps?|lights?|flash\w*|blink\w*|green|"
    r"times?,?\s(?:and |then )|pause|count\w*)\b"
)
"""One of these stands in every message about a lamp."""


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    if context.topic == _TOPIC and (count := number_alone(_FLASHES.sub("", query.folded))) is not None:
        return _flashes(count, query.folded, lookups(corpus), context)
    draft = _without(query.folded, corpus) or _exact(query, corpus, context) or _told(query.folded, corpus, context)
    if draft is None or draft.context is not None:
        return draft
    leds = lookups(corpus).leds
    if _is_counted(draft, lookups(corpus)):
        return replace(draft, context=replace(context, topic=_TOPIC))
    for id_, want in (("constant_blue", Want.BLUE), ("blinking_white", Want.WHITE)):
        if draft.blocks[-1:] == leds[id_].blocks[-1:]:
            return replace(draft, context=asking(context, want))
    return draft


def _without(folded: str, corpus: Corpus) -> Draft | None:
    """Return the pattern of a message that says which of the two lamps is off."""
    views = lookups(corpus)
    id_ = "" if _ANY.search(folded) is None else pattern_without(folded)
    if not id_ or other_products(folded, views):
        return None
    count = counted(plain(folded)) if id_ == "blinking_white" else None
    if count is None:
        return _draft(views.leds[id_])
    note = "With the blue LED off the guideline gives a count of flashes no meaning. Is the blue LED on all the time, "
    return _draft(views.leds[id_], extra=(paragraph(f"{note}then they tell the module: here module {count}."),))


def _is_counted(draft: Draft, views: Lookups) -> bool:
    """Return whether the draft explains counted flashes without a count."""
    return draft.blocks[-1:] == views.leds["white_flashes_blue_constant"].blocks[-1:]


def _told(folded: str, corpus: Corpus, context: ChatContext) -> Draft | None:
    """Return the answer to a natural message about a lamp."""
    if _ANY.search(folded) is None:
        return None
    lay = plain(folded)
    views = lookups(corpus)
    alone = count_alone(lay)
    if alone is not None:
        return _flashes(alone, lay, views, context)
    id_ = pattern_told(lay)
    if not id_ or any(product.role == "battery" for product in other_products(folded, views)):
        return None
    if id_ == "whose_fault":
        return _whose_fault(views)
    if id_ == "white_flashes_blue_constant" and (count := counted(lay)) is not None:
        return _flashes(count, lay, views, context)
    return _draft(views.leds[id_])


def _whose_fault(views: Lookups) -> Draft:
    """Return how the LED tells a fault of the BCU from one of a module."""
    blue, flashes = views.leds["constant_blue"], views.leds["white_flashes_blue_constant"]
    return Draft(
        route=Route.LED,
        blocks=(
            paragraph("**Constant blue without white: the BCU. White flashes beside the constant blue: a module.**"),
            bullets(
                "The number of white flashes is the module's number, counted from the top.",
                "Constant blue can also mean a BCU that does not shut down (2.2/14), or 23.5 hours without "
                "communication with the inverter (2.6/37).",
            ),
            *flashes.blocks,
        ),
        refs=("2.9",),
        suggestions=tuple(ref for ref in dict.fromkeys((*blue.refs, *flashes.refs, "2.11")) if ref != "2.9"),
    )


def _exact(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    """Return the answer to a short message that names a pattern and nothing else."""
    folded = query.folded
    lamp, white, blue = _LAMP.search(folded), _WHITE.search(folded), _BLUE.search(folded)
    if (lamp is None and white is None and blue is None) or word_count(folded) > _MOST_WORDS_COUNTED:
        return None
    views = lookups(corpus)
    if _OTHER_COLOUR.search(folded) is not None or other_products(folded, views):
        return None
    rest = leftover(folded, _WORDS)
    if is_doubted(folded):
        return None
    count = _counted(folded)
    if count is not None and _BLUE_COUNTED.search(folded) is not None:
        return None
    if count is not None and (white is not None or (blue is not None and _BLUE_ON.search(folded) is not None)):
        if len(rest) <= _LOOSE_WORDS and _ELSEWHERE.search(folded) is None and _GREEN.search(folded) is None:
            return _flashes(count, folded, views, context)
        return None
    if rest == ["wi", "fi"] or (len(rest) == 1 and rest[0] in {"wifi", "dongle", "wlan"}):
        rest = [] if _GREEN.search(folded) is not None else rest
    if rest or word_count(folded) > _MOST_WORDS:
        return None
    if _NOT_GOING.search(folded) is not None:
        return None
    id_ = _pattern(folded, white is not None, blue is not None)
    if id_ == "":
        return None
    return _draft(views.leds[id_], _choices(id_, folded))


def _counted(folded: str) -> int | None:
    match = _COUNT.search(folded)
    if match is None:
        return None
    return _SPOKEN[match[3]] if match[3] else int(match[1] or match[2])


def _pattern(folded: str, white: bool, blue: bool) -> str:
    """Return the id of the pattern that is named, "" where none is named exactly."""
    blinking = _BLINK.search(folded) is not None
    if _GREEN.search(folded) is not None:
        together = blue and not white and (blinking or "synchron" in folded) and _TOGETHER.search(folded) is not None
        return "blue_green_together" if together else ""
    if white and blue:
        if _BLUE_ON.search(folded) is not None and blinking:
            return "white_flashes_blue_constant"
        return "white_blue_alternating" if blinking or _ALTERNATING.search(folded) is not None else ""
    if white:
        return "blinking_white" if blinking else "steady_white" if _STEADY_WORD.search(folded) is not None else ""
    if blue:
        # "23 hours, then blue" is the lost inverter (2.6/37), not the LED's general meaning.
        return "" if blinking or re.search(r"\bhours?\b", folded) is not None else "constant_blue"
    if _OFF.search(folded) is not None and not blinking:
        return "off" if _HOURS_OFF.search(folded) is not None or word_count(folded) <= 4 else ""
    return ""


def _choices(id_: str, folded: str) -> tuple[Choice, ...]:
    """Return the patterns that may be meant where "blue" is all that was said."""
    if id_ == "constant_blue" and _STEADY_WORD.search(folded) is None:
        return (
            Choice("White flashes beside the blue", "white LED flashes while the blue LED is constant"),
            Choice("White and blue in turn", "LED flashes white and blue alternating"),
        )
    return ()


def _draft(pattern: LedPattern, choices: tuple[Choice, ...] = (), extra: tuple[Block, ...] = ()) -> Draft:
    name = pattern.pattern[:1].upper() + pattern.pattern[1:]
    headline = paragraph(f"**{name}** ({pattern.device}). {pattern.meaning}")
    return Draft(
        route=Route.LED,
        blocks=(headline, *extra, *pattern.blocks),
        refs=pattern.refs,
        choices=choices,
    )


def _flashes(count: int, folded: str, views: Lookups, context: ChatContext) -> Draft:
    """Return module ``count`` from the top, or the request to count again where the tower has no such module."""
    pattern = views.leds["white_flashes_blue_constant"]
    system = system_of(folded, views)
    known = system.with_context(context)
    limit, why = _LARGEST_TOWER, "no listed tower has more than 10 modules (inferred)"
    if known.type is not None:
        limit = views.types[known.type].maximum_modules
        why = f"the largest listed {known.type} tower has {limit} modules (inferred)"
    if known.modules is not None and known.modules < limit:
        limit, why = known.modules, f"your tower has {known.modules}"
    next_context = system.next_context(context, _TOPIC)
    if not 1 <= count <= limit:
        text = f"**{count} white flashes: please count again.** They number the modules from the top, and {why}."
        draft = _draft(pattern)
        blocks = (paragraph(text), *draft.blocks[1:])
        return Draft(Route.LED, blocks, refs=pattern.refs, suggestions=("1/5",), context=next_context)
    times = "once" if count == 1 else f"{count} times"
    text = f"**White flashes {times}, blue constant: module {count} from the top** has a fault" + (
        f" (the {ordinal(count)} module from the top)." if count < len(ORDINALS) else "."
    )
    notes = ["The LED gives the module's number only; the app shows the event code that goes with it."]
    is_sure = _BLUE.search(folded) is not None
    if not is_sure:
        notes.insert(
            0, "This holds if the blue LED is on all the time. White flashing alone means charging or discharging."
        )
    next_context = asking(next_context, Want.FLASHES if is_sure else Want.WHITE, str(count))
    blocks = (paragraph(text), *(paragraph(note) for note in notes), *pattern.blocks)
    return Draft(Route.LED, blocks, refs=pattern.refs, suggestions=("2.11",), context=next_context)


RULE = Rule("led", _answer)
