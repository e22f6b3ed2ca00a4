"""Rule: requests to defeat a protection, open a module, work live or improvise: a firm answer, no procedure.

Not here: honest questions about safety ("is it dangerous to measure?", "must I wear gloves?"); retrieval answers those.
The wordings stand in ``safety_patterns``.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.route.late import Late, Signed
from assistant.route.lay import plain
from assistant.route.rule import Rule, bullets, paragraph
from assistant.route.safety_oblique import OBLIQUE
from assistant.route.safety_patterns import PATTERNS, SIGNS, STEMS
from assistant.route.safety_terse import HONEST, TERSE, is_short
from assistant.route.safety_wishes import STEMS as WISH_STEMS
from assistant.route.safety_wishes import WISHES
from assistant.route.words import tokens
from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Corpus

_DIGITAL = Late(r"\b(?:app|bluetooth|wi-?fi|wlan|wpa\d?|phone|router|firewall|password|data|virus|screen|account)\b")
"""Protections of phones and networks are no danger to anybody."""
_REFUSED_ALREADY = Late(
    r"\b(?:i|we)(?:'ve| have)?\s(?:said|told|say|refused|forbade|stopped)\b.{0,40}\b(?:no|not|don't|him|her|them)\b"
)
"""The writer has refused it to somebody else and asks another thing."""
_NEGATED = Late(
    r"\b(?:do not|don't|dont|never|not|nicht|must not|mustn't|instead of|rather than|avoid|without|no need to|not "
    r"allowed to)\s(?:to\s|any\s|ever\s)?$"
)


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    folded = query.folded
    words = tokens(folded)
    is_direct = not SIGNS.isdisjoint(words) or any(stem in folded for stem in STEMS)
    oblique = [request for request in OBLIQUE if request.is_possible(folded)]
    terse: list[Signed] = []
    if is_short(folded):
        terse = [request for request in TERSE if request.is_possible(folded)]
        if not WISH_STEMS.isdisjoint([word[:4] for word in words]):
            terse += [request for request in WISHES if request.is_possible(folded)]
    if not (is_direct or oblique or terse) or _REFUSED_ALREADY.search(folded) is not None:
        return None
    if is_direct and _is_asked(folded, PATTERNS):
        return _REFUSAL
    if oblique and _is_asked(plain(folded), oblique):
        return _REFUSAL
    return _REFUSAL if terse and _is_asked(folded, terse) and HONEST.search(folded) is None else None


def _is_asked(folded: str, patterns: Iterable[Late]) -> bool:
    """Return whether one of the patterns is found that is neither negated nor about phones and networks."""
    for pattern in patterns:
        for match in pattern.finditer(folded):
            if (
                _DIGITAL.search(match[0]) is None
                and _NEGATED.search(folded[max(0, match.start() - 25) : match.start()]) is None
            ):
                return True
    return False


_REFUSAL = Draft(
    route=Route.NONE,
    blocks=(
        paragraph("**No: do not do this.** It is not in the guideline, and I give no steps for it."),
        bullets(
            "**High voltage:** a tower can have up to about 500 V DC. Improper handling can cause danger and damage.",
            "Only professional, qualified electricians may work or measure at the Battery-Box.",
            "Leave modules and BCU closed and every protection in place. If in doubt, shut the battery down properly "
            "and contact the service team.",
        ),
    ),
    abstained=True,
    suggestions=("2.10", "2.11", "2.4/34"),
)

RULE = Rule("safety", _answer)
