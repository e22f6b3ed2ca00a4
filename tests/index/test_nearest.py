"""The mean similarity of each class's nearest questions, against a plain count by hand."""

from __future__ import annotations

import numpy as np
import pytest

from index.nearest import NEAREST, Nearest
from index.types import NONE

CLASSES = ("1/1", "2.10", NONE)
REFS = (("1/1",), (), ("2.10", "1/1"), ("1/1",), (), ("1/1",))


def test_the_three_nearest_count_and_the_farthest_stands_in_for_missing_ones():
    rows, scores = np.array([5, 1, 2, 0, 3]), np.array([0.9, 0.8, 0.7, 0.6, 0.5], dtype=np.float32)
    found = Nearest(CLASSES, REFS).similarities(rows, scores)
    assert found == {
        "1/1": pytest.approx((0.9 + 0.7 + 0.6) / 3),  # the fourth, 0.5, does not count
        "2.10": pytest.approx((0.7 + 0.5 + 0.5) / 3),
        NONE: pytest.approx((0.8 + 0.5 + 0.5) / 3),
    }
    assert list(found) == list(CLASSES)


def test_a_class_without_a_neighbour_counts_the_farthest_one():
    found = Nearest(CLASSES, REFS).similarities(np.array([1]), np.array([0.4], dtype=np.float32))
    assert found["2.10"] == pytest.approx(0.4)


def test_it_is_what_a_loop_would_count():
    random = np.random.default_rng(0)
    refs = [tuple(random.choice(["1/1", "2.10"], size=random.integers(0, 3), replace=False)) for _ in range(400)]
    rows, scores = random.permutation(400)[:100], np.sort(random.random(100))[::-1].astype(np.float32)
    near = {name: [] for name in CLASSES}
    for row, score in zip(rows, scores, strict=True):
        for ref in refs[row] or (NONE,):
            near[ref] = (near[ref] + [float(score)])[:NEAREST]
    wanted = {name: (sum(n) + float(scores[-1]) * (NEAREST - len(n))) / NEAREST for name, n in near.items()}
    assert Nearest(CLASSES, refs).similarities(rows, scores) == pytest.approx(wanted)
