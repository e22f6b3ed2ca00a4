"""How near each class is: the mean similarity of its nearest bank questions.

Not here: finding the neighbours (faiss) and fusing what they say (``fusion.py``).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.types import NONE

NEAREST = 3
"""Bank questions of one reference whose similarities are averaged: one alone may be a stray (design trial)."""


class Nearest:
    """The classes of all bank questions, as arrays."""

    def __init__(self, classes: Sequence[str], refs: Sequence[tuple[str, ...]]) -> None:
        """Take the classes' names, and each bank question's references (empty for "none")."""
        self.classes = tuple(classes)
        number = {name: i for i, name in enumerate(self.classes)}
        width = max((len(each) for each in refs), default=1) or 1
        self._of = np.full((len(refs), width), -1, dtype=np.int16)
        for row, each in enumerate(refs):
            for column, ref in enumerate(each or (NONE,)):
                self._of[row, column] = number[ref]

    def similarities(self, rows: np.ndarray, scores: np.ndarray) -> dict[str, float]:
        """Return the mean similarity of each class's nearest neighbours, in the order of the classes.

        A class with fewer questions among the neighbours counts the farthest neighbour for the missing ones.

        :param rows: numbers of the neighbouring bank questions, nearest first, shape (n,).
        :param scores: their similarities, float32 of shape (n,).
        """
        found = self._of[rows]
        order, column = np.nonzero(found >= 0)
        named = found[order, column].astype(np.int64)
        # A stable sort by class keeps each class's neighbours nearest first: the first few of each run count.
        by_class = np.argsort(named, kind="stable")
        named, near = named[by_class], scores[order[by_class]].astype(np.float64)
        counts = np.bincount(named, minlength=len(self.classes))
        place = np.arange(len(named)) - np.repeat(np.cumsum(counts) - counts, counts)
        first = place < NEAREST
        sums = np.bincount(named[first], weights=near[first], minlength=len(self.classes))
        means = (sums + float(scores[-1]) * (NEAREST - np.minimum(counts, NEAREST))) / NEAREST
        return dict(zip(self.classes, means.tolist(), strict=True))
