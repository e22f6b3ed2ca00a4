"""Decides on retrieved evidence: answer, ask back between close candidates, or abstain.

The threshold for abstaining comes with the index, fitted on the bank's held-out part (``index/fitting.py``).
"""

from __future__ import annotations

from assistant.passages import answer_blocks, summary
from assistant.types import Choice, Draft, Route
from corpus.types import Block, BlockKind, Corpus
from index.calibration import Calibration
from index.types import Evidence

CANDIDATES = 3
"""Candidates of a question back: the right passage is among three far more often than first, and three fit a screen."""

UNSURE = 0.6
"""Calibrated confidence below which the first place is too likely wrong. Measured on the development cases: against
0.5, half of the wrong places become questions back, and one more of a hundred clear questions is asked back."""
CLOSE = 0.4
"""Two readings are close when the second has this share of the first one's score. Measured on the held-out questions
and the development cases: two thirds of the vague messages are asked back, 4 % of plain questions, and fewer wrong
places are answered than with any threshold on the confidence that asks back as often."""
CANDIDATE = 0.08
"""Candidates further behind the first only lengthen the question back."""

NOT_ANSWERED = "**The guideline does not answer this.**"


def decide(evidence: Evidence, corpus: Corpus, calibration: Calibration) -> Draft:
    """Return the draft for a question that no rule was sure of."""
    if evidence.answerable < calibration.abstain_below:
        return _abstain(evidence)
    first, second = evidence.ranking[:2]
    close = second.score >= CLOSE * first.score and not _belong_together(first.ref, second.ref, corpus)
    if evidence.confidence < UNSURE or close:
        least = CANDIDATE * first.score
        candidates = [hit.ref for hit in evidence.ranking[:CANDIDATES] if hit.score >= least]
        if len(candidates) > 1:
            return _ask_back(candidates, evidence, corpus)
    return _answer(evidence, corpus)


def _belong_together(first: str, second: str, corpus: Corpus) -> bool:
    """Return whether two places need no question back: an item and its own section's overview, or one names the other.

    The answer shows the first and offers the second, which is one tap away.
    """
    one, other = corpus.by_ref[first], corpus.by_ref[second]
    return first == other.section or second == one.section or second in one.see or first in other.see


def _abstain(evidence: Evidence) -> Draft:
    text = (
        f"{NOT_ANSWERED} It covers the BYD Battery-Box HVB, HVM+ and HVS+. Please ask the service team, "
        "or put the question in other words."
    )
    return Draft(
        Route.NONE,
        (Block(BlockKind.PARAGRAPH, text=text),),
        confidence=1 - evidence.answerable,
        abstained=True,
        suggestions=tuple(hit.ref for hit in evidence.ranking[:CANDIDATES]),
        rule="abstain",
    )


def not_english(draft: Draft) -> Draft:
    """Return the draft for a free text in another language: the index cannot judge it, so nothing is answered."""
    text = (
        "**Please ask in English.** In other languages I read event codes, voltages and LEDs only. "
        "The place below is the nearest that I found."
    )
    places = draft.refs or draft.suggestions
    return Draft(
        Route.NONE,
        (Block(BlockKind.PARAGRAPH, text=text),),
        confidence=draft.confidence,
        abstained=True,
        suggestions=places[:1],
        rule="language",
    )


def _ask_back(candidates: list[str], evidence: Evidence, corpus: Corpus) -> Draft:
    items = tuple(f"**{corpus.titles[ref]}** ({ref}): {summary(corpus.by_ref[ref])}" for ref in candidates)
    return Draft(
        Route.CLARIFY,
        (
            Block(BlockKind.PARAGRAPH, text="**More than one place fits. Which is it?**"),
            Block(BlockKind.BULLETS, items=items),
        ),
        refs=tuple(candidates),
        confidence=evidence.confidence,
        choices=tuple(Choice(corpus.titles[ref], ref) for ref in candidates),
        rule="ask_back",
    )


def _answer(evidence: Evidence, corpus: Corpus) -> Draft:
    first, *others = (hit.ref for hit in evidence.ranking[: CANDIDATES + 1])
    passage = corpus.by_ref[first]
    return Draft(
        Route.GUIDELINE,
        answer_blocks(passage, evidence.parts.get(first, "")),
        refs=(first,),
        confidence=evidence.confidence,
        suggestions=tuple(others),
        rule="retrieve",
    )
