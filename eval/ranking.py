"""Ranking measures of one response: hit@k, reciprocal rank, nDCG@5 (each accepted reference has gain 1).

Accepted references are alternatives, yet nDCG wants all of them near the top: read it as a lower bound.
The values agree with ir-measures (a test compares).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from eval.types import Result

DEPTH = 5
"""Depth of nDCG: what an answer and its related places show at most."""


def first_rank(ranking: Sequence[str], accepted: Sequence[str]) -> int | None:
    """Return the rank, from 1, of the first accepted reference; None where there is none."""
    return next((rank for rank, ref in enumerate(ranking, 1) if ref in accepted), None)


def hit(result: Result, k: int) -> float:
    """Return 1.0 where an accepted reference stands among the first k of the ranking, else 0.0."""
    rank = first_rank(result.response.ranking, result.case.refs)
    return float(rank is not None and rank <= k)


def reciprocal_rank(result: Result) -> float:
    """Return 1 / rank of the first accepted reference, 0.0 without one."""
    rank = first_rank(result.response.ranking, result.case.refs)
    return 0.0 if rank is None else 1 / rank


def ndcg(result: Result, depth: int = DEPTH) -> float:
    """Return the normalised discounted cumulative gain of the first ``depth`` places."""
    accepted = set(result.case.refs)
    shown = enumerate(result.response.ranking[:depth], 1)
    gain = sum(1 / math.log2(rank + 1) for rank, ref in shown if ref in accepted)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(accepted), depth) + 1))
    return gain / ideal if ideal > 0 else 0.0
