"""Rule: a place of the guideline asked for as such: "2.3/18", "section 2.10", "item 18".

Buttons and suggestions send such references. Not here: places of event codes, "2.9/EC108" (``event_code``), and numbers
that only stand in a longer question.
"""

from __future__ import annotations

import re

from assistant.route.late import Late
from assistant.route.lookups import Lookups, lookups
from assistant.route.rule import Rule, listing, paragraph
from assistant.route.words import leftover, word_count
from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Block, Corpus

_SECTION = r"(?:sections?|sect\.?|sec\.?|chapters?|abschnitt|kapitel|chapitre|hoofdstuk|paragraph|§|ref(?:erence)?)"
_ITEM = r"(?:items?|points?|punkt|position|pos\.?)"
_PLACE = Late(
    rf"(?:(?P<word>{_SECTION})\s?:?\s?)?(?<![\d.])(?P<section>[0-3](?:\.\d{{1,2}})?)(?:\s?/\s?|,?\s(?:{_ITEM}|no\.?|"
    rf"nr\.?)\s?)"
    rf"(?P<item>\d{{1,2}})(?![\d.]*\d)"
    rf"|(?P<word2>{_SECTION})\s?:?\s?(?P<section2>\d(?:\.\d{{1,2}})?)(?![\d.]*\d)"
    rf"|(?<![a-z]){_ITEM}\s?:?\s?(?P<item3>\d{{1,2}})(?![\d.]*\d)"
)
_BARE = Late(r"[\s\"'(\[]*([0-3](?:\.\d{1,2})?)[\s\"')\].?!]*")
_AROUND = frozenset(
    "section sections item items chapter guideline reference ref point manual document page text open read look "
    "content contents abschnitt kapitel punkt inhalt service list listing full whole".split()
)
_MOST_WORDS = 12
"""A request for a place is short; a longer message mentions the place and wants something else."""
_MOST_WORDS_BARE = 5
"""The same for a bare "1/2", which may be a fraction."""


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    folded = query.folded
    views = lookups(corpus)
    bare = _BARE.fullmatch(folded)
    if bare is not None:
        # A bare whole number after a voltage answer is a number of modules, not a chapter.
        after_volts = context.topic is not None and context.topic not in views.passages
        known = bare[1] in views.passages and not (after_volts and bare[1].isdigit() and bare[1] != "0")
        return _places([bare[1]], views) if known else None
    if word_count(folded) > _MOST_WORDS:
        return None
    matches = list(_PLACE.finditer(folded))
    if not matches or leftover(_PLACE.sub(" ", folded), _AROUND):
        return None
    worded = any(match["word"] or match["word2"] or match["item3"] for match in matches)
    if not worded and word_count(folded) > _MOST_WORDS_BARE:
        return None
    return _places([_ref(match, views) for match in matches], views)


def _ref(match: re.Match[str], views: Lookups) -> str:
    if match["item"] is not None:
        return f"{match['section']}/{match['item']}"
    if match["section2"] is not None:
        return str(match["section2"])
    item = f"/{match['item3']}"
    return next((ref for ref in views.passages if ref.endswith(item)), f"item {match['item3']}")


def _places(refs: list[str], views: Lookups) -> Draft:
    """Return the passages' own blocks, each under its number and title."""
    known = [ref for ref in dict.fromkeys(refs) if ref in views.passages]
    unknown = [ref for ref in dict.fromkeys(refs) if ref not in views.passages]
    blocks: list[Block] = []
    related: list[str] = []
    for ref in known:
        passage = views.passages[ref]
        blocks += [paragraph(f"**{ref} {passage.title}**"), *passage.blocks]
        related += passage.see
    near = _same_item(unknown, views)
    if unknown:
        verb = "is no place" if len(unknown) == 1 else "are no places"
        blocks.append(
            paragraph(
                f"**{listing(unknown)} {verb} in this guideline.** Its sections are 1, 2.1 to 2.11 and 3.1 to 3.2; "
                "items run from 1 to 41, in sections 1 to 2.7."
            )
        )
    return Draft(
        route=Route.GUIDELINE if known else Route.NONE,
        blocks=tuple(blocks),
        refs=tuple(known),
        abstained=not known,
        suggestions=tuple(
            dict.fromkeys(ref for ref in (*near, *related) if ref in views.passages and ref not in known)
        ),
    )


def _same_item(unknown: list[str], views: Lookups) -> list[str]:
    """Return where an item really stands that was asked for in another section ("2.4/18")."""
    items = {f"/{ref.partition('/')[2]}" for ref in unknown if "/" in ref}
    return [ref for ref in views.passages if any(ref.endswith(item) for item in items)]


RULE = Rule("reference", _answer)
