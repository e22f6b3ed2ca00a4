"""How well the confidence tells right answers from others: risk-coverage curve, AUROC, calibration error.

Only answers and questions back count: an abstention has no risk, it lowers coverage. The confidence of a question
back speaks of its first place, so that place's being accepted is its event; for an answer it is being right.
Walks of the guided diagnosis have no confidence.
Equal confidences are taken together, so that nothing depends on their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.bootstrap import Estimate, Resampling
from eval.scoring import CLARIFY
from eval.types import Group, Result

BINS = 10
"""Bins of equal width of the calibration error, as in Guo et al., On Calibration of Modern Neural Networks, 2017."""


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin of the calibration diagram."""

    low: float
    high: float
    count: int
    right: int
    mean_confidence: float
    """0 where the bin is empty."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """The confidence of a run judged."""

    curve: tuple[tuple[float, float], ...]
    """(coverage, risk) for each threshold, by rising coverage; coverage is the share of all cases that is answered."""
    area: Estimate
    """Mean risk over the answered cases, most confident first (AURC); lower is better."""
    auroc: Estimate
    """Probability that a right answer has the higher confidence; None where all or none are right."""
    calibration_error: Estimate
    """Mean distance of confidence and share right over the bins (ECE)."""
    bins: tuple[Bin, ...]


def event(result: Result) -> bool:
    """Return whether that came true which the confidence speaks of."""
    if result.response.route == CLARIFY:
        return bool(result.response.citations) and result.response.citations[0] in result.case.refs
    return result.right


def judge(results: Sequence[Result], resampling: Resampling) -> Confidence:
    """Return the judged confidence of results.

    :param resampling: of the same results, in the same order.
    """
    asked = [result.case.group is not Group.GUIDED for result in results]
    chosen = [is_asked and not r.response.abstained for is_asked, r in zip(asked, results, strict=True)]
    answered = np.array(chosen, dtype=bool)
    counted = [result for result, is_chosen in zip(results, chosen, strict=True) if is_chosen]
    confidence = np.array([result.response.confidence for result in counted], dtype=np.float64)
    right = np.array([event(result) for result in counted], dtype=np.float64)
    return Confidence(
        curve=_curve(confidence, right, sum(asked)),
        area=resampling.statistic(lambda weights: area(confidence, right, weights), answered),
        auroc=resampling.statistic(lambda weights: auroc(confidence, right, weights), answered),
        calibration_error=resampling.statistic(lambda weights: calibration_error(confidence, right, weights), answered),
        bins=_bins(confidence, right),
    )


def _groups(confidence: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (order by falling confidence, start of each group of equal confidence in it)."""
    order = np.argsort(-confidence, kind="stable")
    ordered = confidence[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    return order, starts


def _grouped(values: np.ndarray, order: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Return sums over the groups, shape (n, groups), of values of shape (n, rows)."""
    return np.add.reduceat(values[:, order], starts, axis=1)


def _divide(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """Return the quotient, NaN where the denominator is 0."""
    quotient: np.ndarray = np.divide(
        numerator, denominator, out=np.full(numerator.shape, np.nan), where=denominator > 0
    )
    return quotient


def _curve(confidence: np.ndarray, right: np.ndarray, cases: int) -> tuple[tuple[float, float], ...]:
    if not confidence.size:
        return ()
    order, starts = _groups(confidence)
    numbers = np.cumsum(_grouped(np.ones((1, confidence.size)), order, starts)[0])
    wrong = np.cumsum(_grouped(1 - right[None, :], order, starts)[0])
    return tuple(zip((numbers / cases).tolist(), (wrong / numbers).tolist(), strict=True))


def area(confidence: np.ndarray, right: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the area under the risk-coverage curve, shape (n,).

    :param confidence: shape (rows,).
    :param right: 0.0 or 1.0, shape (rows,).
    :param weights: shape (n, rows).
    """
    order, starts = _groups(confidence)
    numbers = _grouped(weights, order, starts)
    wrong = np.cumsum(_grouped(weights * (1 - right), order, starts), axis=1)
    risk = np.nan_to_num(_divide(wrong, np.cumsum(numbers, axis=1)))
    return _divide((numbers * risk).sum(axis=1), numbers.sum(axis=1))


def auroc(confidence: np.ndarray, right: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the probability that a right row has the higher confidence (equal ones count half), shape (n,)."""
    order, starts = _groups(confidence)
    positive = _grouped(weights * right, order, starts)
    negative = _grouped(weights * (1 - right), order, starts)
    below = negative.sum(axis=1, keepdims=True) - np.cumsum(negative, axis=1)
    wins = (positive * (below + negative / 2)).sum(axis=1)
    return _divide(wins, positive.sum(axis=1) * negative.sum(axis=1))


def _bin_of(confidence: np.ndarray) -> np.ndarray:
    """Return the bin of each confidence; 1.0 belongs to the last."""
    return np.clip((confidence * BINS).astype(np.int64), 0, BINS - 1)


def calibration_error(confidence: np.ndarray, right: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the expected calibration error, shape (n,)."""
    members = np.eye(BINS)[_bin_of(confidence)]
    gaps = np.abs((weights * confidence) @ members - (weights * right) @ members)
    return _divide(gaps.sum(axis=1), weights.sum(axis=1))


def _bins(confidence: np.ndarray, right: np.ndarray) -> tuple[Bin, ...]:
    of_row = _bin_of(confidence)
    result = []
    for number in range(BINS):
        inside = of_row == number
        mean = float(confidence[inside].mean()) if inside.any() else 0.0
        result.append(Bin(number / BINS, (number + 1) / BINS, int(inside.sum()), int(right[inside].sum()), mean))
    return tuple(result)
