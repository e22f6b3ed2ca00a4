"""Rule: what a term means ("what is SOC", "what does BCU stand for").

Only where the message asks for nothing else. Not here: the meaning of codes and LEDs, and every question that merely
contains a term.
"""

from __future__ import annotations

import re

from assistant.route.late import Late
from assistant.route.lookups import lookups
from assistant.route.rule import Rule, paragraph
from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Corpus, GlossaryTerm

_END = (
    r"(?:\s(?:here|then|please|exactly|actually|in the (?:guideline|app|manual)|on (?:the|a|"
    r"my) (?:battery|byd)))*[\s?.!]*"
)
_MEANING = Late(
    r"(?:hi|hello|hey)?[\s,]*(?:please\s)?(?:"
    r"(?:what(?:'s|\sis|\sare|s)|define|explain|meaning of|definition of)\s(?:meant by\s)?(?:an?\s|the\s)?(?P<is>.+?)"
    r"|what\s(?:do|does)\s(?:an?\s|the\s)?(?P<means>.+?)\smean"
    r"|(?:an?\s|the\s)?(?P<of>.+?)\s(?:meaning|definition|means what)"
    rf"){_END}"
)
_EXPANSION = Late(
    r"(?:what\s(?:do|does)\s(?:the\s(?:letters\s|abbreviation\s)?)?(?P<stands>.+?)\sstands?\sfor"
    r"|(?P<short>.+?)\s(?:is\s)?(?:short|abbreviation|abbreviated)\s(?:for|of)(?:\swhat)?"
    r"|(?:what is\s)?(?:the\s)?(?:full (?:name|form)|long form|spelling out) of\s(?:the\s)?(?P<full>.+?)"
    rf"){_END}"
)
_LONGEST = 80
"""Characters of a message that asks for a term and nothing else."""


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    if len(query.folded) > _LONGEST:
        return None
    for pattern, expansion in ((_EXPANSION, True), (_MEANING, False)):
        match = pattern.fullmatch(query.folded)
        name = "" if match is None else next((value for value in match.groups() if value), "").strip(" \"'`")
        term = lookups(corpus).terms.get(name)
        if term is not None:
            return _explained(term, expansion=expansion)
    if re.fullmatch(r"[a-z]{2,6}\s?\??", query.folded):
        term = lookups(corpus).terms.get(query.folded.strip(" ?"))
        # A bare word is a question for a term only where it is an abbreviation.
        if term is not None and term.term.isupper():
            return _explained(term, expansion=False)
    return None


def _explained(term: GlossaryTerm, *, expansion: bool) -> Draft:
    """Return the term's meaning; asked for letters that the guideline never spells out, say so."""
    if expansion and not term.in_guideline:
        return Draft(
            Route.NONE,
            (
                paragraph(f"**The guideline does not say what {term.term} stands for.**"),
                paragraph(term.meaning),
            ),
            abstained=True,
            suggestions=term.refs,
        )
    blocks = [paragraph(f"**{term.term}:** {term.meaning}")]
    if not term.in_guideline:
        blocks.append(paragraph("The guideline uses the term without explaining it; this is how it is used there."))
    return Draft(Route.GUIDELINE, tuple(blocks), refs=term.refs)


RULE = Rule("glossary", _answer)
