"""The parts of the retrieval as systems of their own, so that each must earn its place.

All use the same loaded index. Each answers with the first of its ranking where that one's score reaches a threshold,
fitted on the dev split, and abstains otherwise; none knows rules, routes or dialogues.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from assistant.engine import Assistant
from assistant.normalise import normalise
from assistant.passages import answer_blocks
from assistant.render.markdown import block_markdown
from corpus.errors import EvaluationError
from eval.answers import Progress, no_progress
from eval.scoring import score
from eval.types import Case, Response
from index.types import Evidence, Hit

FULL = "full"
"""The whole assistant, with its own decisions."""
RRF_K = 60
"""Constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009)."""
SHOWN = 5
"""Places kept of a ranking: as deep as the deepest measure looks."""

Ranking = tuple[Hit, ...]


def reciprocal_rank_fusion(rankings: Sequence[Ranking]) -> Ranking:
    """Return the fusion of rankings, by (-score, ref)."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, found in enumerate(ranking, 1):
            scores[found.ref] = scores.get(found.ref, 0.0) + 1 / (RRF_K + rank)
    return tuple(Hit(ref, value) for ref, value in sorted(scores.items(), key=lambda item: (-item[1], item[0])))


RANKINGS: dict[str, Callable[[Evidence], Ranking]] = {
    "bm25": lambda evidence: evidence.lexical,
    "vectors": lambda evidence: evidence.passages,
    "rrf": lambda evidence: reciprocal_rank_fusion((evidence.lexical, evidence.passages)),
    "bank": lambda evidence: evidence.questions,
    "head": lambda evidence: evidence.head,
}
"""The ranking of each ablation."""
SYSTEMS = (*RANKINGS, FULL)


class Ablations:
    """The rankings of all cases, made once for all ablations."""

    def __init__(self, assistant: Assistant, cases: Sequence[Case], progress: Progress = no_progress) -> None:
        """Search the index for every case.

        :raises EvaluationError: no case belongs to the dev split, which the thresholds are fitted on.
        """
        self._cases = tuple(cases)
        self._corpus = assistant.corpus
        if not any(case.split == "dev" for case in cases):
            raise EvaluationError("the ablations need cases of the dev split: their thresholds are fitted on it")
        self._evidence: list[tuple[Evidence, float]] = []
        for number, case in enumerate(self._cases, 1):
            started = time.perf_counter()
            evidence = assistant.index.search(normalise(case.question).text)
            self._evidence.append((evidence, (time.perf_counter() - started) * 1000))
            progress("Searching", number, len(self._cases))

    def responses(self, system: str) -> list[Response]:
        """Return one ablation's responses to all cases, in order."""
        rankings = [RANKINGS[system](evidence) for evidence, _ in self._evidence]
        threshold = self.threshold(system)
        times = [elapsed_ms for _, elapsed_ms in self._evidence]
        return [
            self._response(ranking, abstained=not ranking or ranking[0].score < threshold, elapsed_ms=elapsed_ms)
            for ranking, elapsed_ms in zip(rankings, times, strict=True)
        ]

    def threshold(self, system: str) -> float:
        """Return the top score from which a system answers: the one with most dev cases right."""
        gains: list[tuple[float, int]] = []
        for case, (evidence, _) in zip(self._cases, self._evidence, strict=True):
            ranking = RANKINGS[system](evidence)
            if case.split == "dev" and ranking:
                answered = score(case, self._response(ranking, abstained=False)).right
                abstained = score(case, self._response(ranking, abstained=True)).right
                gains.append((ranking[0].score, answered - abstained))
        return best_threshold(gains)

    def _response(self, ranking: Ranking, *, abstained: bool, elapsed_ms: float = 0.0) -> Response:
        refs = tuple(found.ref for found in ranking[:SHOWN])
        if abstained or not refs:
            return Response(None, "", (), refs, 0.0, abstained=True, elapsed_ms=elapsed_ms)
        text = "\n\n".join(block_markdown(block) for block in answer_blocks(self._corpus.by_ref[refs[0]]))
        top = ranking[0].score
        # Any score above 1 (BM25) keeps its order; whether it is a probability shows in the calibration error.
        confidence = min(max(top, 0.0), 1.0) if top <= 1 else 1 - 1 / (1 + top)
        return Response(None, text, refs[:1], refs[1:], confidence, abstained=False, elapsed_ms=elapsed_ms)


def best_threshold(gains: Sequence[tuple[float, int]]) -> float:
    """Return the threshold with the greatest sum of gains at or above it; the highest of equals, midway to the next.

    :param gains: (top score, right answers won by answering rather than abstaining) for each case.
    """
    scores = sorted({value for value, _ in gains}, reverse=True)
    best, best_sum, total = float("inf"), 0, 0
    for number, value in enumerate(scores):
        total += sum(gain for other, gain in gains if other == value)
        if total > best_sum:
            below = scores[number + 1] if number + 1 < len(scores) else value
            best, best_sum = (value + below) / 2, total
    return best
