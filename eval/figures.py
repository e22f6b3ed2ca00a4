"""Counts results into figures with intervals: headline, per kind, style and passage, routes, confidence, latency.

Not here: judging one response (``scoring.py``) and comparing two runs (``compare.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from eval.bootstrap import Estimate, Resampling
from eval.confidence import Confidence, judge
from eval.ranking import hit, ndcg, reciprocal_rank
from eval.types import Group, Outcome, Result

NO_ROUTE = "(no routes)"


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to count a result."""

    key: str
    label: str
    of: Callable[[Result], float | None]
    """0 to 1, or None where the result is not counted."""
    higher: bool
    """Whether more is better."""
    gated: bool = False
    """Whether the gate refuses a difference whose interval lies on the bad side of zero."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure over a run."""

    measure: Measure
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a breakdown."""

    name: str
    cases: int
    right: Estimate
    hit_1: Estimate
    hit_3: Estimate


@dataclass(frozen=True, slots=True)
class Latency:
    """Time to an answer, in milliseconds."""

    p50_ms: float
    p99_ms: float


@dataclass(frozen=True, slots=True)
class Summary:
    """All figures of one set of results."""

    name: str
    """Of the split, or ``all``."""
    cases: int
    facts: int
    outcomes: dict[str, dict[str, int]]
    """Number of cases by group and outcome."""
    figures: tuple[Figure, ...]
    by_kind: tuple[Row, ...]
    by_style: tuple[Row, ...]
    by_passage: tuple[Row, ...]
    """By the case's best accepted reference."""
    routes: dict[tuple[str, str], int]
    """Number of cases by (expected route, route taken); an accepted route counts as the expected one; no walks."""
    confidence: Confidence
    latency: Latency

    def figure(self, key: str) -> Estimate:
        """Return the estimate of a measure."""
        return next(figure.estimate for figure in self.figures if figure.measure.key == key)


def _share(outcome: Outcome) -> Callable[[Result], float | None]:
    """Return the measure "share of the answerable cases with this outcome"."""
    return lambda result: float(result.outcome is outcome) if result.case.group is Group.ANSWERABLE else None


def _false_answer(result: Result) -> float | None:
    return float(result.outcome is Outcome.FALSE_ANSWER) if result.case.group is Group.UNANSWERABLE else None


def _right(*groups: Group) -> Callable[[Result], float | None]:
    return lambda result: float(result.right) if result.case.group in groups else None


def _ranked(of: Callable[[Result], float]) -> Callable[[Result], float | None]:
    """Return a ranking measure over the answerable cases."""
    return lambda result: of(result) if result.case.group is Group.ANSWERABLE else None


def _real(result: Result) -> float | None:
    if result.case.style != "real" or result.case.group is not Group.ANSWERABLE:
        return None
    return float(result.right or result.outcome is Outcome.ASKED_BACK)


MEASURES: tuple[Measure, ...] = (
    Measure("right", "right, all cases", _right(*Group), higher=True, gated=True),
    Measure("correct", "answerable: correct", _share(Outcome.CORRECT), higher=True, gated=True),
    Measure("asked_back", "answerable: asked back", _share(Outcome.ASKED_BACK), higher=True),
    Measure("wrong", "answerable: wrong", _share(Outcome.WRONG), higher=False, gated=True),
    Measure("abstained", "answerable: abstained", _share(Outcome.ABSTAINED), higher=False),
    Measure("refused", "unanswerable: rightly refused", _right(Group.UNANSWERABLE), higher=True, gated=True),
    Measure("false_answer", "unanswerable: false answer", _false_answer, higher=False, gated=True),
    Measure("ambiguous", "ambiguous: right", _right(Group.AMBIGUOUS), higher=True, gated=True),
    Measure("guided", "guided diagnoses: right", _right(Group.GUIDED), higher=True, gated=True),
    Measure("real", "real messages: correct or asked back", _real, higher=True, gated=True),
    Measure("hit_1", "hit@1", _ranked(lambda result: hit(result, 1)), higher=True, gated=True),
    Measure("hit_3", "hit@3", _ranked(lambda result: hit(result, 3)), higher=True, gated=True),
    Measure("mrr", "MRR", _ranked(reciprocal_rank), higher=True, gated=True),
    Measure("ndcg_5", "nDCG@5", _ranked(ndcg), higher=True),
)
"""The headline figures, in the order of the table."""


def values(measure: Measure, results: Sequence[Result]) -> np.ndarray:
    """Return the measure of each result, float64 of shape (results,), NaN where not counted."""
    counted = [measure.of(result) for result in results]
    return np.array([np.nan if value is None else value for value in counted], dtype=np.float64)


def summarise(name: str, results: Sequence[Result]) -> Summary:
    """Return all figures of some results."""
    resampling = Resampling([result.case.fact for result in results])
    asked = [result for result in results if result.case.group is not Group.GUIDED]
    outcomes: dict[str, dict[str, int]] = {}
    for result in results:
        of_group = outcomes.setdefault(result.case.group.value, {})
        of_group[result.outcome.value] = of_group.get(result.outcome.value, 0) + 1
    return Summary(
        name=name,
        cases=len(results),
        facts=resampling.facts,
        outcomes=outcomes,
        figures=tuple(map(Figure, MEASURES, resampling.means([values(measure, results) for measure in MEASURES]))),
        by_kind=_breakdown(results, resampling, lambda result: result.case.kind.value),
        by_style=_breakdown(results, resampling, lambda result: result.case.style),
        by_passage=_breakdown(results, resampling, lambda result: result.case.refs[0] if result.case.refs else None),
        routes=_routes(asked),
        confidence=judge(results, resampling),
        latency=_latency(asked),
    )


def _breakdown(
    results: Sequence[Result], resampling: Resampling, of: Callable[[Result], str | None]
) -> tuple[Row, ...]:
    names = np.array([of(result) or "" for result in results])
    columns = [np.array([float(result.right) for result in results])]
    columns += [np.array([hit(result, k) if result.case.refs else np.nan for result in results]) for k in (1, 3)]
    shown = sorted(set(names.tolist()) - {""}, key=_natural)
    if not shown:
        return ()
    estimates = resampling.means([np.where(names == name, column, np.nan) for name in shown for column in columns])
    return tuple(
        Row(name, int((names == name).sum()), *estimates[3 * number : 3 * number + 3])
        for number, name in enumerate(shown)
    )


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts 2.9 before 2.10 and EC9 before EC10."""
    parts: list[str] = []
    for character in name:
        if parts and parts[-1].isdigit() == character.isdigit():
            parts[-1] += character
        else:
            parts.append(character)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def _routes(results: Sequence[Result]) -> dict[tuple[str, str], int]:
    pairs: Counter[tuple[str, str]] = Counter()
    for result in results:
        taken = result.response.route or NO_ROUTE
        pairs[taken if taken in result.case.route else result.case.route[0], taken] += 1
    return dict(sorted(pairs.items()))


def _latency(results: Sequence[Result]) -> Latency:
    times = [result.response.elapsed_ms for result in results] or [0.0]
    return Latency(float(np.quantile(times, 0.5)), float(np.quantile(times, 0.99)))
