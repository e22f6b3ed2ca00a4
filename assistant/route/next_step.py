"""Rule: "done, still the same, what next?" after a place of the guideline: the next check of its section.

Fires only where the chat's topic is a place and the message says nothing else. Not here: follow-up questions with a
content of their own ("and with one tower?"), which are retrieval's with the topic in mind (``assistant/follow_up.py``).
"""

from __future__ import annotations

from itertools import pairwise

from assistant.passages import answer_blocks
from assistant.route.late import Late
from assistant.route.lookups import Lookups, lookups
from assistant.route.rule import Rule, paragraph
from assistant.route.words import tokens
from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Corpus

SERVICE = "2.8"
"""What is left when the checks of a section are used up: data for the service team."""
EVENTS = "2.9"
ORDERED = frozenset({"1", "2.1", "2.2", "2.4", "2.6"})
"""Sections whose items are checks to make one after the other; those of the others are separate troubles."""
_MOST_WORDS = 14
_CUES = Late(
    r"\b(?:next|what now|now what|what else|anything else|something else|what more|and then|then what|what then|"
    r"still the same|still not|still there|no change|nothing changed|same (?:problem|fault|error|issue|thing)|"
    r"did ?n.?t (?:help|work|change)|does ?n.?t (?:help|work)|not (?:helping|solved|working|fixed)|no (?:luck|success|"
    r"effect|difference|improvement)|without success|persists|remains|go on|continue|further|did (?:that|this|it|both|"
    r"all)|done (?:that|this|it|both|all)|tried (?:that|this|it|both|all)|checked (?:that|this|it|both|all))\b"
)
_SOLVED = Late(r"\b(?:works|working|worked|solved|fixed|fine|did it|did the (?:trick|job))\b")
_ASKS = Late(r"\b(?:next|what|what's|whats|still|not|same|no|else|further|persists|remains)\b|n't\b|\?")
"""Beside a word of success these mean that it is none."""
_PLAIN = frozenset(
    """
    a all already also and any anything are as at been be both but change changed check checked checks continue did
    didn't didnt do does doesn't doesnt done effect difference else error everything exactly fault fine fixed for from
    further go good had has have he help helped helping helps i improvement in is issue it it's its just least luck
    more my next no not nothing now of ok okay on one ones on persists please point problem remain remains same she
    should so solved something step steps still success that that's the them then there these they thing things this
    those to too tried try twice two was we we've well what what's whats which with without work worked working works
    yes yep you i've ive hmm ah oh sorry thanks again i'd can could must
    """.split()
)
"""Words of a message that says nothing but that the last check is done."""


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    views = lookups(corpus)
    place = context.topic
    if place is None or not (place in views.passages or _code(place) in views.codes):
        return None
    words = tokens(query.folded)
    if not 0 < len(words) <= _MOST_WORDS or not all(word in _PLAIN for word in words):
        return None
    if _CUES.search(query.folded) is None or (_SOLVED.search(query.folded) and not _ASKS.search(query.folded)):
        return None
    return _next(place, corpus, views)


def _code(place: str) -> int:
    """Return the number of an event's place, 0 for another place: a chat may remember a code that is listed no more."""
    section, _, code = place.partition("/EC")
    return int(code) if section == EVENTS and code.isdigit() else 0


def _next(place: str, corpus: Corpus, views: Lookups) -> Draft:
    section = place.partition("/")[0]
    if section == EVENTS and place != section:
        return _event_again(place, views)
    following = _following(place, section, corpus)
    if following is not None:
        head = f"**Next: {following}**, after {place} {corpus.titles[place]}."
    elif place not in (section, SERVICE) and section in views.passages:
        following = section
        head = f"**These are all checks of {section}.** None of them helps? Then {SERVICE}: data for the service team."
    else:
        following = SERVICE
        head = f"**The guideline names nothing more after {place}.** Contact the service team with these data:"
    return Draft(
        route=Route.GUIDELINE,
        blocks=(paragraph(head), *answer_blocks(views.passages[following])),
        refs=tuple(dict.fromkeys((following, place))),
        suggestions=(section, SERVICE),
    )


def _event_again(place: str, views: Lookups) -> Draft:
    """Return the event's measures once more: not all of them may be done."""
    code = _code(place)
    name, *measures = views.code_blocks[code]
    last = (
        f"**All of this is done?** The guideline names nothing more for EC{code}: {SERVICE}, data for the service team."
    )
    return Draft(
        route=Route.EVENT_CODE,
        blocks=(name, *measures, paragraph(last)),
        refs=(place, SERVICE),
        suggestions=(EVENTS,),
    )


def _following(place: str, section: str, corpus: Corpus) -> str | None:
    """Return the item after a place in a section of ordered checks, the first one after the section itself."""
    if section not in ORDERED:
        return None
    items = [passage.ref for passage in corpus.passages if passage.ref.startswith(f"{section}/")]
    return items[0] if place == section else dict(pairwise(items)).get(place)


RULE = Rule("next_step", _answer)
