"""Makes a draft into an answer: titles of citations, safety notes, related places.

Not here: what to show (rules and ``decide.py``) and how it looks (``render``).
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.types import Answer, ChatContext, Citation, Draft
from corpus.types import BlockKind, Corpus

MOST_RELATED = 3
"""Related places under an answer: more than three are not read on a phone."""


HIGH_VOLTAGE = "high voltage"


def compose(question: str, draft: Draft, corpus: Corpus, context: ChatContext) -> Answer:
    """Return the answer of a draft."""
    shown = set(draft.refs)
    related = [ref for ref in dict.fromkeys((*draft.suggestions, *_related(draft, corpus))) if ref not in shown]
    return Answer(
        question=question,
        route=draft.route,
        blocks=draft.blocks,
        citations=tuple(_citations(draft.refs, corpus)),
        safety=_safety(draft, corpus),
        confidence=draft.confidence,
        abstained=draft.abstained,
        suggestions=tuple(_citations(related, corpus))[:MOST_RELATED],
        choices=draft.choices,
        context=context if draft.context is None else draft.context,
        rule=draft.rule,
    )


def document_label(corpus: Corpus) -> str:
    """Return the document's name as citations show it: title and version."""
    return f"{corpus.document.title} V{corpus.document.version}"


def _citations(refs: Iterable[str], corpus: Corpus) -> Iterable[Citation]:
    titles = corpus.titles
    label = document_label(corpus)
    return (Citation(ref, titles[ref], label) for ref in refs if ref in titles)


def _related(draft: Draft, corpus: Corpus) -> tuple[str, ...]:
    """Return the places that the first cited passage sends the reader to."""
    if not draft.refs or draft.abstained or draft.choices:
        return ()
    passage = corpus.by_ref.get(draft.refs[0])
    return () if passage is None else passage.see


def _safety(draft: Draft, corpus: Corpus) -> tuple[str, ...]:
    """Return the warnings of the places that the answer shows, in the table's order."""
    if draft.abstained or not draft.refs:
        return ()
    shown = draft.refs[:1] if draft.choices else draft.refs
    said = " ".join(block.text for block in draft.blocks if block.kind is BlockKind.WARNING).casefold()
    notes = (note.text for note in corpus.safety_notes if any(ref in note.refs for ref in shown))
    # A passage that brings its own high-voltage warning needs no second one above it.
    return tuple(note for note in notes if HIGH_VOLTAGE not in said or HIGH_VOLTAGE not in note.casefold())
