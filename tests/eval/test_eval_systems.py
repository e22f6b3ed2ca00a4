"""The ablations' own arithmetic: fusion and the fitted threshold."""

from __future__ import annotations

import pytest

from eval.cli import KINDS, SPLITS, STYLES, SYSTEMS
from eval.systems import SYSTEMS as KNOWN_SYSTEMS
from eval.systems import best_threshold, reciprocal_rank_fusion
from eval.types import SPLITS as KNOWN_SPLITS
from eval.types import STYLES as KNOWN_STYLES
from eval.types import Kind
from index.types import Hit


def test_reciprocal_rank_fusion_by_hand():
    fused = reciprocal_rank_fusion([(Hit("a", 9.0), Hit("b", 1.0)), (Hit("b", 0.5), Hit("c", 0.4), Hit("a", 0.1))])
    assert [hit.ref for hit in fused] == ["b", "a", "c"]
    assert fused[0].score == pytest.approx(1 / 62 + 1 / 61)
    assert fused[1].score == pytest.approx(1 / 61 + 1 / 63)


def test_equal_fused_scores_are_sorted_by_reference():
    assert [hit.ref for hit in reciprocal_rank_fusion([(Hit("b", 1.0),), (Hit("a", 1.0),)])] == ["a", "b"]


@pytest.mark.parametrize(
    ("gains", "threshold"),
    [
        ([(0.9, 1), (0.7, 1), (0.5, -1), (0.3, -1)], 0.6),
        ([(0.9, 1), (0.7, -1), (0.5, 1)], 0.8),
        ([(0.9, -1), (0.7, -1)], float("inf")),
        ([(0.9, 1), (0.7, 1)], 0.7),
        ([(0.9, 1), (0.5, 0), (0.3, -1)], 0.7),
        ([(0.5, 1), (0.5, -1), (0.4, -1)], float("inf")),
        ([], float("inf")),
    ],
)
def test_the_threshold_has_the_most_right_and_is_the_highest_of_equals(gains, threshold):
    assert best_threshold(gains) == pytest.approx(threshold)


def test_the_command_offers_what_there_is():
    assert tuple(KINDS) == tuple(Kind)
    assert (tuple(STYLES), SPLITS, SYSTEMS) == (KNOWN_STYLES, KNOWN_SPLITS, [*KNOWN_SYSTEMS, "all"])
