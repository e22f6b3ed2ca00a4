"""Rule: a module that is not recognised, told by its number or place: the code of exactly that module.

The codes of module loss differ in the number only, which retrieval cannot tell apart. Not here: the names as printed
(``event_name``) and modules without a place ("a module is not recognised").
"""

from __future__ import annotations

import re

from assistant.route.code_list import code_list
from assistant.route.late import Late
from assistant.route.lay import plain
from assistant.route.lookups import lookups
from assistant.route.owners import other_products
from assistant.route.rule import ORDINALS, Rule
from assistant.route.system import system_of
from assistant.route.words import leftover, word_count
from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Corpus

_MOST_WORDS = 16
_ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(ORDINALS[1:])}|last|bottom|lowest|lowermost|top|topmost|uppermost)"
_MODULE = Late(
    rf"\b(?P<place>{_ORDINAL})(?:\s(?:battery|hv[bms]\+?|from (?:the )?top))?\smodule\b"
    r"(?:\s(?:of the \w+|counted|counting))?"
    r"(?P<below>\sfrom (?:the )?(?:bottom|below|floor))?"
    r"|(?<!\d )\bmodules?\s?(?:no\.?|nr\.?|number|#)?\s?(?P<number>\d{1,2})(?![\d.])(?!\s?(?:m?v|%)\b)"
    r"(?:\s?(?:,|and|&|\+)\s?(?P<second>\d{1,2})(?![\d.]))?(?P<under>\sfrom (?:the )?(?:bottom|below|floor))?"
)
_KNOWN_AS = r"(?:recogni[sz]ed?|detect(?:ed)?|seen?|found|find|visible|shown|listed|identified|there|present|read)"
_LOST = Late(
    rf"\b(?:not|no longer|isn't|isnt|aren't|never|cannot|can't|doesn't|doesnt|don't|won't|without being)\s"
    rf"(?:be\s|being\s|longer\s|get\s|been\s|always\s|showing\s)?{_KNOWN_AS}\b"
    r"|\b(?:lost|loss|loses|losing|missing|disappear\w*|vanish\w*|unrecogni[sz]ed|undetected)\b"
)
_KNOWN = frozenset(
    """
    module modules top topmost uppermost bottom lowest lowermost below floor last counted counting recognised recognized
    recognise recognize detected detect visible listed identified present read lost loss loses losing missing
    disappeared disappears vanished unrecognised unrecognized undetected find found communication hvb hvm+ hvs+ st nd rd
    th longer right never being
    """.split()
) | frozenset(ORDINALS[1:])
_FIGURES = {name: number for number, name in enumerate(ORDINALS) if name} | {"top": 1, "topmost": 1, "uppermost": 1}
_LOWEST = frozenset("last bottom lowest lowermost".split())
_NTH = Late(r"\b\d{1,2}(?:st|nd|rd|th)\b")


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    folded = plain(query.folded)
    if "modul" not in folded or word_count(folded) > _MOST_WORDS or _LOST.search(folded) is None:
        return None
    matches = list(_MODULE.finditer(folded))
    views = lookups(corpus)
    if not matches or leftover(_NTH.sub(" ", folded), _KNOWN) or other_products(folded, views):
        return None
    system = system_of(folded, views)
    if system.plusless or system.is_other:
        return None
    modules = system.with_context(context).modules
    places = [place for match in matches for place in _places(match, modules)]
    codes = {event.module_number: event for event in views.codes.values() if event.module_number is not None}
    events = [codes[place] for place in dict.fromkeys(places) if place in codes]
    following = system.next_context(context)
    if not events or len(events) < len(set(places)):
        return code_list("Module loss, the modules counted from the top", tuple(codes.values()))
    blocks = [block for event in events for block in views.code_blocks[event.number]]
    return Draft(Route.EVENT_CODE, tuple(blocks), refs=tuple(event.ref for event in events), context=following)


def _places(match: re.Match[str], modules: int | None) -> list[int]:
    """Return the places from the top that are named; 0 where one counts from below and the tower's size is unknown."""
    if match["number"] is not None:
        places = [int(number) for number in (match["number"], match["second"]) if number is not None]
        is_below = match["under"] is not None
    else:
        place = match["place"]
        is_below = match["below"] is not None or place in _LOWEST
        places = [1 if place in _LOWEST else _FIGURES.get(place) or int(re.sub(r"\D", "", place))]
    return [(0 if modules is None else modules + 1 - place) if is_below else place for place in places]


RULE = Rule("module_loss", _answer)
