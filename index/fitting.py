"""Fits the calibration on the bank's held-out part.

Build time only (scikit-learn). Never sees an evaluation case.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from index.calibration import Calibration, as_matrix

FALSE_REFUSALS = 0.03
"""Share of answerable held-out questions that may be refused: the threshold sits at this quantile."""
CLARIFY_PRECISION = 0.85
"""Where the first candidate is right less often than this, asking back costs the user less than a wrong place."""
CANDIDATE_SHARE = 0.08
"""Candidates far behind the first only lengthen the question back."""
REGULARISATION = 1.0


def fit_calibration(rows: Sequence[Sequence[float]], answerable: Sequence[bool], right: Sequence[bool]) -> Calibration:
    """Return the calibration for these held-out questions.

    :param rows: feature values, one row a question (``calibration.features``).
    :param answerable: whether the guideline answers the question.
    :param right: whether the first of the ranking is one of its references (False where not answerable).
    """
    matrix = as_matrix(rows)
    is_answerable, is_right = np.asarray(answerable, dtype=bool), np.asarray(right, dtype=bool)
    first = _logistic(matrix, is_answerable)
    second = _logistic(matrix[is_answerable], is_right[is_answerable])
    unfitted = Calibration(first, second, 0.0, 0.0, CANDIDATE_SHARE)
    pairs = np.array([unfitted.probabilities(row) for row in rows])
    abstain_below = float(np.quantile(pairs[is_answerable, 0], FALSE_REFUSALS))
    confidence = pairs[:, 0] * pairs[:, 1]
    answered = is_answerable & (pairs[:, 0] >= abstain_below)
    return Calibration(
        first, second, abstain_below, _clarify_threshold(confidence[answered], is_right[answered]), CANDIDATE_SHARE
    )


def _logistic(matrix: np.ndarray, labels: np.ndarray) -> tuple[float, ...]:
    """Return intercept and weights on the raw features; fitted on standardised ones."""
    mean, scale = matrix.mean(axis=0), matrix.std(axis=0)
    scale[scale == 0] = 1.0
    model = LogisticRegression(C=REGULARISATION, max_iter=1000)
    model.fit((matrix - mean) / scale, labels)
    weights = model.coef_[0] / scale
    return (float(model.intercept_[0] - weights @ mean), *map(float, weights))


def _clarify_threshold(confidence: np.ndarray, right: np.ndarray) -> float:
    """Return the confidence below which the first candidate is right less often than ``CLARIFY_PRECISION``.

    Walks down from the most confident in windows, so that one odd question cannot decide.
    """
    order = np.argsort(-confidence, kind="stable")
    window = max(20, len(order) // 20)
    for end in range(window, len(order) + 1):
        if right[order[end - window : end]].mean() < CLARIFY_PRECISION:
            return float(confidence[order[end - window // 2 - 1]])
    return 0.0
