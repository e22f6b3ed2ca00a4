"""When an ordinary answer offers the step-by-step diagnosis, and where that begins.

Not here: the diagnosis itself (``diagnosis.py``).
"""

from __future__ import annotations

from assistant.dialogue.types import Offer
from assistant.types import Answer
from corpus.diagnosis import START
from corpus.types import Corpus, PassageKind

OFFER = "Find it step by step"
MIDDLING = 0.75
"""Calibrated confidence below which an answer that was given may well be the wrong one: a diagnosis is offered."""


def _is_list(answer: Answer, corpus: Corpus) -> bool:
    """Return whether an answer is the overview of a section that has a question of its own: a vague symptom gets it."""
    passage = corpus.by_ref.get(answer.citations[0].ref) if answer.citations else None
    sections = {node.section for node in corpus.diagnosis}
    return passage is not None and passage.kind is PassageKind.OVERVIEW and passage.ref in sections


def offer(answer: Answer, corpus: Corpus) -> Offer | None:
    """Return the offer to find it step by step where an answer is not sure, or is a section's whole list of checks.

    It begins at the section in question.
    """
    way = answer.rule.partition("+")[0]
    is_middling = way == "ask_back" or (
        way == "retrieve" and (answer.confidence < MIDDLING or _is_list(answer, corpus))
    )
    if not is_middling or not corpus.diagnosis:
        return None
    sections = {citation.ref.partition("/")[0] for citation in answer.citations}
    nodes = [node.id for node in corpus.diagnosis if node.section in sections]
    return Offer(OFFER, nodes[0] if len(nodes) == 1 and len(sections) == 1 else START)
