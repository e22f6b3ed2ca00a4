"""Risk-coverage, AUROC and calibration error: by hand, equal to scikit-learn, independent of the order."""

from __future__ import annotations

import numpy as np
import pytest
from eval_samples import abstention, case, response

from eval.bootstrap import Resampling
from eval.confidence import area, auroc, calibration_error, event, judge
from eval.scoring import score


def judged(*pairs):
    """Return the judged confidence of (confidence, right) pairs, one fact each; None right for an abstention."""
    results = []
    for number, (confidence, right) in enumerate(pairs):
        citations = ["2.3/18" if right else "2.10"]
        answered = abstention() if right is None else response(citations=citations, confidence=confidence)
        results.append(score(case(f"t-{number}"), answered))
    return judge(results, Resampling([result.case.fact for result in results]))


def test_the_curve_ends_at_the_share_answered():
    found = judged((0.9, True), (0.8, True), (0.6, False), (0.0, None))
    assert found.curve == ((0.25, 0.0), (0.5, 0.0), (0.75, pytest.approx(1 / 3)))
    assert found.area.value == pytest.approx(1 / 9)
    assert found.area.count == 3
    assert found.auroc.value == 1.0


def test_equal_confidences_are_taken_together():
    one = judged((0.5, True), (0.5, False), (0.5, False), (0.5, True))
    assert one.curve == ((1.0, 0.5),)
    assert (one.area.value, one.auroc.value) == (0.5, 0.5)


def test_calibration_error_and_bins_by_hand():
    found = judged((1.0, True), (0.95, False), (0.15, False), (0.12, True))
    # Bin 0.9 to 1: mean 0.975, half right. Bin 0.1 to 0.2: mean 0.135, half right.
    assert found.calibration_error.value == pytest.approx(0.5 * 0.475 + 0.5 * 0.365)
    assert [(part.low, part.count, part.right) for part in found.bins if part.count] == [(0.1, 2, 1), (0.9, 2, 1)]


def test_auroc_is_unknown_where_all_are_right_and_nothing_is_judged_without_answers():
    assert judged((0.9, True), (0.4, True)).auroc.value is None
    nothing = judged((0.9, None))
    assert (nothing.curve, nothing.area.value, nothing.calibration_error.value) == ((), None, None)


def test_auroc_agrees_with_scikit_learn_and_weights_count_like_copies():
    metrics = pytest.importorskip("sklearn.metrics")
    draw = np.random.default_rng(7)
    confidence = draw.integers(0, 20, 300) / 20
    right = (draw.random(300) < confidence).astype(float)
    weights = draw.integers(0, 4, (3, 300)).astype(float)
    ours = auroc(confidence, right, weights)
    for row in range(3):
        wanted = metrics.roc_auc_score(right, confidence, sample_weight=weights[row])
        assert ours[row] == pytest.approx(wanted, abs=1e-12)
        times = weights[row].astype(int)
        copied = [np.repeat(values, times) for values in (confidence, right)]
        one = np.ones((1, times.sum()))
        for statistic in (area, auroc, calibration_error):
            assert statistic(confidence, right, weights)[row] == pytest.approx(statistic(*copied, one)[0], abs=1e-12)


def test_a_question_back_claims_its_first_place():
    first = score(case(), response("clarify", ["2.3/18", "2.10"]))
    second = score(case(), response("clarify", ["2.10", "2.3/18"]))
    assert (event(first), event(second)) == (True, False)
