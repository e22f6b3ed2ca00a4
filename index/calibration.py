"""Turns evidence into calibrated probabilities, and holds the threshold of the decision.

Fitted on the bank's held-out part only, never on an evaluation case. Two logistic models over the same
few features: is the question answerable, and is the first of the ranking right if it is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.fusion import softmax
from index.types import NONE, Hit

FEATURES = (
    "none",  # log-odds of "none", fused
    "none_head",  # log-odds of "none" by the intent head alone
    "none_questions",  # log-odds of "none" by the nearest bank questions alone: the best single sign
    "top",  # log-odds of the first of the ranking
    "margin",  # log of first to second
    "question",  # similarity of the first one's nearest bank questions
    "none_question",  # similarity of the nearest unanswerable bank questions
    "difference",  # similarity of the nearest answerable ones, less that
    "passage",  # similarity of the first one's passage
    "agreement",  # 1 where the nearest bank questions put the same one first
)
"""Names of the features, in the order of the weights. On one author left out, refusing 3 % of the answerable
refuses 0.87 of the unanswerable by "none" alone and 0.92 by all of them."""
_SMALLEST = 1e-6


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the two models (intercept first) and the threshold of the decision."""

    answerable: tuple[float, ...]
    """Intercept and one weight a feature: log-odds that the guideline answers the question."""
    right: tuple[float, ...]
    """Intercept and one weight a feature: log-odds that the first of the ranking is right."""
    abstain_below: float
    """Probability of being answerable below which the assistant abstains."""

    def probabilities(self, values: Sequence[float]) -> tuple[float, float]:
        """Return (answerable, first one right if answerable) for one feature vector, each 0 to 1."""
        return _sigmoid(_dot(self.answerable, values)), _sigmoid(_dot(self.right, values))

    def to_manifest(self) -> dict[str, list[float]]:
        """Return the calibration as the manifest stores it: lists of numbers."""
        return {
            "answerable": list(self.answerable),
            "right": list(self.right),
            "thresholds": [self.abstain_below],
        }

    @classmethod
    def from_manifest(cls, content: Mapping[str, list[float]]) -> Calibration:
        """Return the calibration that a manifest stores.

        :raises ValueError: a value is missing or of the wrong length.
        """
        lengths = {key: len(value) for key, value in content.items()}
        weights = len(FEATURES) + 1
        expected = {"answerable": weights, "right": weights, "thresholds": 1}
        if lengths != expected:
            raise ValueError(f"calibration has {lengths}, expected {expected}")
        return cls(tuple(content["answerable"]), tuple(content["right"]), content["thresholds"][0])


def features(
    ranking: Sequence[Hit],
    none: float,
    head: Mapping[str, float],
    questions: Mapping[str, float],
    passages: Mapping[str, float],
) -> tuple[float, ...]:
    """Return the feature values of one question, in the order of ``FEATURES``."""
    first, second = ranking[0], ranking[1] if len(ranking) > 1 else Hit("", 0.0)
    answerable = {ref: score for ref, score in questions.items() if ref != NONE}
    nearest = max(answerable, key=lambda ref: (answerable[ref], ref), default="")
    none_question = questions.get(NONE, 0.0)
    return (
        _logit(none),
        _logit(head.get(NONE, 0.0)),
        _logit(softmax(questions).get(NONE, 0.0)),
        _logit(first.score),
        math.log((first.score + _SMALLEST) / (second.score + _SMALLEST)),
        questions.get(first.ref, 0.0),
        none_question,
        answerable.get(nearest, 0.0) - none_question,
        passages.get(first.ref, 0.0),
        1.0 if nearest == first.ref else 0.0,
    )


def _dot(weights: Sequence[float], values: Sequence[float]) -> float:
    return weights[0] + sum(weight * value for weight, value in zip(weights[1:], values, strict=True))


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def _logit(p: float) -> float:
    p = min(max(p, _SMALLEST), 1 - _SMALLEST)
    return math.log(p / (1 - p))


def as_matrix(rows: Sequence[Sequence[float]]) -> np.ndarray:
    """Return feature rows as float64 of shape (rows, features)."""
    return np.asarray(rows, dtype=np.float64)


UNFITTED = Calibration((0.0,) * (len(FEATURES) + 1), (0.0,) * (len(FEATURES) + 1), 0.0)
"""Stands in while the held-out questions are searched to fit the real one."""
