"""Fits the calibration on the bank's held-out part.

Build time only (scikit-learn). Never sees an evaluation case.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from index.calibration import Calibration, as_matrix

FALSE_REFUSALS = 0.02
"""Share of answerable held-out questions that may be refused: the threshold sits at this quantile. Wanted are 3 % of
what people really send; authors who know neither bank nor held-out part are refused more often than that part is."""
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
    unfitted = Calibration(first, second, 0.0)
    found = np.array([unfitted.probabilities(row)[0] for row in rows])
    return Calibration(first, second, float(np.quantile(found[is_answerable], FALSE_REFUSALS)))


def _logistic(matrix: np.ndarray, labels: np.ndarray) -> tuple[float, ...]:
    """Return intercept and weights on the raw features; fitted on standardised ones."""
    mean, scale = matrix.mean(axis=0), matrix.std(axis=0)
    scale[scale == 0] = 1.0
    model = LogisticRegression(C=REGULARISATION, max_iter=1000)
    model.fit((matrix - mean) / scale, labels)
    weights = model.coef_[0] / scale
    return (float(model.intercept_[0] - weights @ mean), *map(float, weights))
