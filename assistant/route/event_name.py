"""Rule: event codes by name: "which code is insulation failure", "precharging failed".

Fires only where the name is the whole subject, or where it is quoted word for word as what the battery shows.
Not here: symptoms in other words; retrieval knows those.
"""

from __future__ import annotations

from assistant.route.event_code import twin_refs
from assistant.route.late import Late
from assistant.route.lookups import Lookups, lookups
from assistant.route.owners import Owner, other_products, owner, position
from assistant.route.rule import Rule, bullets, listing, paragraph
from assistant.route.words import leftover, tokens, word_count
from assistant.types import ChatContext, Choice, Draft, Query, Route
from corpus.types import Block, Corpus

_KNOWN = frozenset("top module modul fault error failure alarm warning code event current actual active".split())
_MOST_WORDS = 14
"""A question about a name alone is short."""
_MOST_WORDS_QUOTED = 45
_QUOTING = Late(
    r"(?:shows?|showing|says?|saying|displays?|reports?|reporting|reads?|throws?|gives?|zeigt|meldet|affiche|toont|"
    r"alarm|error|fault|message|event|warning|fehler|meldung)\s?(?:me\s|us\s)?(?:an?\s|the\s)?"
    r"(?:alarm|error|fault|message|event|warning)?\s?[:=\"'(\-]{0,2}\s?$"
)
_NOT_NOW = Late(
    r"\b(?:no|not|without|never|cleared|gone|solved|fixed|disappeared|instead of|kein|keine|ohne)\s(?:\w+\s){0,2}$"
)

# Parts of names that several events have: asked alone, the choice is offered. Longer wordings stand first.
_SHARED_PARTS: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...] = (
    (("overcurrent", "over current", "over-current"), (324, 325)),
    (("high temperature", "overtemperature", "over temperature", "overheating", "high temp"), (314, 316)),
    (("low temperature", "undertemperature", "under temperature", "low temp"), (315, 317)),
    (("sampling disconnection", "sampling fault", "sampling failure", "sampling error"), (103, 104, 115)),
    (("communication fault", "communication failure", "communication error"), (112, 113, 116)),
    (("sensor failure", "sensor fault", "sensor error"), (105, 106)),
    (("circuit failure", "circuit fault", "circuit error"), (125, 126)),
)


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    folded = query.folded
    views = lookups(corpus)
    words = tokens(folded)
    if word_count(folded) > _MOST_WORDS_QUOTED:
        return None
    hits = views.event_names.find(words)
    if not hits:
        return _shared_part(folded, views) if word_count(folded) <= _MOST_WORDS else None
    numbers = tuple(dict.fromkeys(number for _, _, found in hits for number in found))
    for start, end, _ in hits:
        first, last = position(folded, words, start), position(folded, words, end - 1) + len(words[end - 1])
        whose = owner(folded, first, last, views)
        if whose is Owner.THEIRS or (whose is Owner.UNKNOWN and other_products(folded, views)):
            return None
        if _NOT_NOW.search(folded[:first]) is not None:
            return None
    if _is_subject(folded, words, hits) or _is_quoted(folded, words, hits, views):
        return _named(numbers, views, alarm="alarm" in folded and "fault" not in folded)
    return None


def _is_subject(folded: str, words: tuple[str, ...], hits: list[tuple[int, int, tuple[int, ...]]]) -> bool:
    """Return whether nothing but the name and filler is left."""
    covered = {i for start, end, _ in hits for i in range(start, end)}
    rest = " ".join(word for i, word in enumerate(words) if i not in covered)
    return word_count(folded) <= _MOST_WORDS and not leftover(rest, _KNOWN)


def _is_quoted(
    folded: str, words: tuple[str, ...], hits: list[tuple[int, int, tuple[int, ...]]], views: Lookups
) -> bool:
    """Return whether one printed name stands right after "shows", "alarm:" or a quotation mark, and no other name."""
    if len(hits) != 1:
        return False
    start, end, _ = hits[0]
    if " ".join(words[start:end]) not in views.printed_names:
        return False
    return _QUOTING.search(folded[: position(folded, words, start)][-40:]) is not None


def _named(numbers: tuple[int, ...], views: Lookups, *, alarm: bool) -> Draft:
    """Return the events of that name; twins both, the one named first, alarms first where an alarm is named."""
    every = tuple(dict.fromkeys(other for number in numbers for other in (number, *views.twins.get(number, ()))))
    events = [views.codes[number] for number in every]
    if alarm:
        events.sort(key=lambda event: event.family != "alarm")
    blocks: list[Block] = []
    for event in events:
        blocks.extend(views.code_blocks[event.number])
    if len(events) > len(numbers) or len(numbers) > 1:
        codes = listing([event.code for event in events])
        blocks.append(
            paragraph(f"{codes} have names that are alike but different measures: the code in the app decides.")
        )
    refs = tuple(event.ref for event in events)
    related = [ref for event in events for ref in (*event.see, *twin_refs(event, views))]
    return Draft(
        route=Route.EVENT_CODE,
        blocks=tuple(blocks),
        refs=refs,
        suggestions=tuple(dict.fromkeys(ref for ref in related if ref not in refs)),
    )


def _shared_part(folded: str, views: Lookups) -> Draft | None:
    """Return the choice between events where only a part is said that several names have."""
    for parts, numbers in _SHARED_PARTS:
        part = next((part for part in parts if part in folded), None)
        if part is None or leftover(folded.replace(part, " "), _KNOWN) or other_products(folded, views):
            continue
        events = [views.codes[number] for number in numbers if number in views.codes]
        labels = [f"{event.code} {event.name}" for event in events]
        return Draft(
            route=Route.CLARIFY,
            blocks=(paragraph("**Which event is it?** Several are called like this:"), bullets(*labels)),
            refs=tuple(event.ref for event in events),
            suggestions=tuple(event.ref for event in events),
            choices=tuple(Choice(label, event.code) for label, event in zip(labels, events, strict=True)),
        )
    return None


RULE = Rule("event_name", _answer)
