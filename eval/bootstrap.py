"""Intervals by bootstrap over facts, and the exact McNemar test on facts.

Paraphrases of one fact stand or fall together, so facts are resampled and not questions (a cluster bootstrap with
percentile intervals; Davison and Hinkley, Bootstrap Methods, 1997, section 3.8). Seeded: the same results give the
same intervals everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2000
"""Resamples: the ends of a 95 % interval then move by less than a fifth of its half-width between seeds."""
SEED = 20_261_124
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval; None where nothing was counted."""

    value: float | None
    low: float | None
    high: float | None
    count: int
    """Cases that were counted."""


NOTHING = Estimate(None, None, None, 0)


class Resampling:
    """Resamples of the facts of some rows, the same for every figure, so that differences are paired."""

    def __init__(self, facts: Sequence[str]) -> None:
        """:param facts: the fact of each row."""
        names, self._fact_of_row = np.unique(np.asarray(facts, dtype=str), return_inverse=True)
        self.facts = len(names)
        """Number of different facts."""
        generator = np.random.default_rng(SEED)
        shares = np.full(self.facts, 1 / max(self.facts, 1))
        self._draws = generator.multinomial(self.facts, shares, size=RESAMPLES).astype(np.float64)

    def means(self, columns: Sequence[np.ndarray]) -> list[Estimate]:
        """Return the mean of each column's rows; NaN rows are not counted. Each column: float64 of shape (rows,)."""
        resampled = self._resampled(np.stack(columns, axis=1))
        estimates = []
        for column, draws in zip(columns, resampled.T, strict=True):
            counted = ~np.isnan(column)
            number = int(counted.sum())
            estimates.append(self._estimate(float(column[counted].mean()), draws, number) if number else NOTHING)
        return estimates

    def mean(self, values: np.ndarray) -> Estimate:
        """Return the mean of one column."""
        return self.means([values])[0]

    def difference(self, before: np.ndarray, after: np.ndarray) -> Estimate:
        """Return mean(after) - mean(before), resampled together; NaN rows are not counted."""
        counted = ~(np.isnan(before) | np.isnan(after))
        if not counted.any():
            return NOTHING
        before, after = np.where(counted, before, np.nan), np.where(counted, after, np.nan)
        value = float(after[counted].mean() - before[counted].mean())
        old, new = self._resampled(np.stack([before, after], axis=1)).T
        return self._estimate(value, new - old, int(counted.sum()))

    def statistic(self, of_weights: Callable[[np.ndarray], np.ndarray], rows: np.ndarray) -> Estimate:
        """Return any statistic of weighted rows.

        :param of_weights: takes weights of shape (n, counted rows), returns n values.
        :param rows: bool of shape (rows,): which rows count.
        """
        if not rows.any():
            return NOTHING
        value = float(of_weights(np.ones((1, int(rows.sum()))))[0])
        if math.isnan(value):
            return NOTHING
        return self._estimate(value, of_weights(self._draws[:, self._fact_of_row[rows]]), int(rows.sum()))

    def _resampled(self, columns: np.ndarray) -> np.ndarray:
        """Return the means in each resample, NaN where a resample counts nothing.

        :param columns: float64 of shape (rows, n), NaN where not counted.
        :returns: float64 of shape (RESAMPLES, n).
        """
        counted = ~np.isnan(columns)
        # Both products are made for all columns at once: one product a column takes ten times as long.
        sums, counts = (np.zeros((self.facts, columns.shape[1])) for _ in range(2))
        np.add.at(sums, self._fact_of_row, np.where(counted, columns, 0.0))
        np.add.at(counts, self._fact_of_row, counted)
        numbers = self._draws @ counts
        means: np.ndarray = np.divide(
            self._draws @ sums, numbers, out=np.full(numbers.shape, np.nan), where=numbers > 0
        )
        return means

    @staticmethod
    def _estimate(value: float, resampled: np.ndarray, count: int) -> Estimate:
        resampled = resampled[~np.isnan(resampled)]
        tail = (1 - LEVEL) / 2
        low, high = np.quantile(resampled, [tail, 1 - tail]) if resampled.size else (value, value)
        return Estimate(value, float(low), float(high), count)


@dataclass(frozen=True, slots=True)
class McNemar:
    """The exact McNemar test on facts; a fact is right where every one of its cases is."""

    worse: int
    """Facts that were right before and are not now."""
    better: int
    """Facts that are right now and were not before."""
    p: float
    """Two-sided probability of a split at least as uneven, were both runs equally good."""


def mcnemar(facts: Sequence[str], before: Sequence[bool], after: Sequence[bool]) -> McNemar:
    """Return the test for two runs over the same cases."""
    right: dict[str, tuple[bool, bool]] = {}
    for fact, old, new in zip(facts, before, after, strict=True):
        all_old, all_new = right.get(fact, (True, True))
        right[fact] = (all_old and old, all_new and new)
    worse = sum(old and not new for old, new in right.values())
    better = sum(new and not old for old, new in right.values())
    changed = worse + better
    # Integers until the last division: no rounding decides a test.
    tail = sum(math.comb(changed, k) for k in range(min(worse, better) + 1))
    return McNemar(worse, better, min(1.0, 2 * tail / 2**changed))
