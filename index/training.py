"""Trains the intent head on the question bank.

Build time only (scikit-learn). The result is plain arrays: see ``head.py``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from corpus.types import BankQuestion
from index.features import TermFeatures
from index.head import Head
from index.types import NONE

DENSE_SCALE = 0.3
"""Weight of the encoder's vector against the text features, each of unit length. The adapter has seen most of the
bank, so that its vectors look surer there than they are: on the held-out questions, weight 1.0 (best before there was
an adapter) gave hit@1 0.934 and refused 0.87 of the unanswerable at 3 % false refusals, 0.3 gave 0.948 and 0.94."""
INVERSE_REGULARISATION = 3.0
"""``C`` of the logistic regression, measured leaving one author of the bank out."""
ITERATIONS = 200
TOLERANCE = 1e-3


def train_head(questions: Sequence[BankQuestion], vectors: np.ndarray) -> Head:
    """Return the head trained on these questions and their unit vectors (float32, one row a question).

    A question with several references counts once for each, with its weight divided.
    """
    features = TermFeatures.fit(question.question for question in questions)
    rows: list[int] = []
    labels: list[str] = []
    weights: list[float] = []
    for row, question in enumerate(questions):
        refs = question.refs or (NONE,)
        for ref in refs:
            rows.append(row)
            labels.append(ref)
            weights.append(1 / len(refs))
    terms = _matrix(features, [question.question for question in questions])
    inputs = sparse.hstack([sparse.csr_matrix(vectors * DENSE_SCALE), terms]).tocsr()[rows]
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=ITERATIONS, tol=TOLERANCE)
    model.fit(inputs, labels, sample_weight=weights)
    dimension = vectors.shape[1]
    coefficients = model.coef_.T
    return Head(
        classes=tuple(map(str, model.classes_)),
        features=features,
        dense=np.ascontiguousarray(coefficients[:dimension] * DENSE_SCALE, dtype=np.float32),
        sparse=np.ascontiguousarray(coefficients[dimension:], dtype=np.float16),
        bias=model.intercept_.astype(np.float32),
    )


def _matrix(features: TermFeatures, texts: Sequence[str]) -> sparse.csr_matrix:
    rows = [features.row(text) for text in texts]
    pointers = np.cumsum([0, *(len(row.indices) for row in rows)])
    values = np.concatenate([row.values for row in rows])
    indices = np.concatenate([row.indices for row in rows])
    return sparse.csr_matrix((values, indices, pointers), shape=(len(texts), len(features.vocabulary)))
