"""Two questions in one message: split where the message itself says so, and merge the answers.

Only explicit joints split ("... ? ... ?", "and how ...", "also, what ..."); a story of several sentences
stays one question, since its facts belong together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.normalise import normalise
from assistant.types import Draft, Query, Route
from corpus.types import Block, BlockKind

_ASKING = (
    r"(?:how|what|whats|what's|which|where|when|why|who|can|could|do|does|did|is|are|should|must|may|need"
    r"|tell|show|explain|give)"
)
_AGAIN = r"(?:also,?\s+|then\s+|second(?:ly)?,?\s+|another\s+(?:thing|question)[:,]?\s+)?"
_JOINT = re.compile(
    r"\?+\s+(?:and\s+|also\s+|plus\s+)?(?=\S)"
    rf"|(?:,?\s+(?:and|also|plus|then)|;|\.)\s+{_AGAIN}(?={_ASKING}\b)",
    re.IGNORECASE,
)
_QUESTION = re.compile(rf"^\W*(?:{_ASKING}\b|.*\?\W*$)", re.IGNORECASE | re.DOTALL)
SHORTEST = 3
"""Words that a part needs to be a question of its own ("and why?" is none)."""
LONGEST = 60
"""Beyond this many words a message is a story, whose questions need all of it."""
SURE = 0.75
"""Calibrated confidence from which a part is answered beside another one."""
MOST = 3
"""Questions answered in one message: more do not fit a phone's screen."""


def split_intents(query: Query) -> tuple[Query, ...]:
    """Return the questions of a message, or the message alone where it is one question."""
    if len(query.text.split()) > LONGEST:
        return (query,)
    parts = [part.strip() for part in _JOINT.split(query.text)]
    parts = [part for part in parts if part]
    asked = [part for part in parts if len(part.split()) >= SHORTEST and _QUESTION.search(part)]
    # Every part must be a question: "My LED is blue. What now?" is one question with its fact before it.
    if not 2 <= len(parts) <= MOST or len(asked) < len(parts):
        first = parts[0] if parts else ""
        if not (
            len(parts) == 2
            and len(asked) == 1
            and asked[0] == parts[1]
            and re.search(r"\bec\s?\d{3}", first, re.IGNORECASE)
        ):
            return (query,)
    return tuple(normalise(part) for part in parts)


def is_sure(draft: Draft) -> bool:
    """Return whether a part's answer may stand beside another one."""
    return not draft.abstained and draft.route is not Route.CLARIFY and bool(draft.refs) and draft.confidence >= SURE


def merge(drafts: Sequence[Draft]) -> Draft | None:
    """Return one draft that answers each part, all of them sure; None where two have the same answer."""
    if len({draft.refs[0] for draft in drafts}) < len(drafts):
        return None
    blocks: list[Block] = []
    for draft in drafts:
        blocks += draft.blocks
        blocks.append(Block(BlockKind.PARAGRAPH, text="---"))
    contexts = [draft.context for draft in drafts if draft.context is not None]
    return Draft(
        route=drafts[0].route,
        blocks=tuple(blocks[:-1]),
        refs=tuple(dict.fromkeys(ref for draft in drafts for ref in draft.refs[:1])),
        confidence=min(draft.confidence for draft in drafts),
        suggestions=tuple(ref for draft in drafts for ref in draft.suggestions),
        context=contexts[-1] if contexts else None,
        rule="+".join(draft.rule for draft in drafts),
    )
