"""Intervals and the McNemar test: values by hand or from scipy, facts and not questions, the same every time."""

from __future__ import annotations

import math

import numpy as np
import pytest

from eval.bootstrap import NOTHING, McNemar, Resampling, mcnemar

NAN = float("nan")


def test_the_mean_counts_only_rows_that_have_a_value():
    estimate = Resampling(["a", "b", "c", "d"]).mean(np.array([1.0, 0.0, NAN, 1.0]))
    assert (estimate.value, estimate.count) == (2 / 3, 3)
    assert estimate.low == 0.0
    assert estimate.high == 1.0


def test_the_same_rows_give_the_same_interval_whatever_the_order_of_facts():
    facts = [f"f{n}" for n in range(100)]
    values = np.array([float(n % 4 > 0) for n in range(100)])
    one, two = Resampling(facts).mean(values), Resampling(facts).mean(values)
    assert one == two
    backwards = Resampling(facts[::-1]).mean(values[::-1])
    assert backwards == one


def test_the_interval_is_near_the_binomial_one_where_every_fact_has_one_question():
    facts = [f"f{n}" for n in range(400)]
    estimate = Resampling(facts).mean(np.array([float(n % 5 > 0) for n in range(400)]))
    half = 1.96 * math.sqrt(0.8 * 0.2 / 400)
    assert estimate.low == pytest.approx(0.8 - half, abs=0.006)
    assert estimate.high == pytest.approx(0.8 + half, abs=0.006)


def test_paraphrases_of_one_fact_do_not_narrow_the_interval():
    single = Resampling([f"f{n}" for n in range(50)]).mean(np.array([float(n % 5 > 0) for n in range(50)]))
    repeated = Resampling([f"f{n // 8}" for n in range(400)]).mean(
        np.array([float(n // 8 % 5 > 0) for n in range(400)])
    )
    assert repeated.value == single.value
    assert repeated.high - repeated.low == pytest.approx(single.high - single.low, abs=1e-12)


def test_a_difference_is_paired():
    facts = [f"f{n}" for n in range(200)]
    before = np.array([float(n % 2) for n in range(200)])
    same = Resampling(facts).difference(before, before)
    assert (same.value, same.low, same.high) == (0.0, 0.0, 0.0)
    worse = before.copy()
    worse[1:60:2] = 0.0
    drop = Resampling(facts).difference(before, worse)
    assert drop.value == pytest.approx(-0.15)
    assert -0.21 < drop.low < -0.15 < drop.high < -0.09


def test_one_broken_fact_among_many_is_not_called_a_clear_loss():
    facts = [f"f{n}" for n in range(200)]
    before, after = np.ones(200), np.ones(200)
    after[0] = 0.0
    assert Resampling(facts).difference(before, after).high == 0.0
    after[:6] = 0.0
    assert Resampling(facts).difference(before, after).high < 0.0


def test_nothing_counted_gives_no_figure():
    assert Resampling(["a", "b"]).mean(np.array([NAN, NAN])) == NOTHING
    assert Resampling(["a"]).difference(np.array([NAN]), np.array([1.0])) == NOTHING


def test_a_fact_is_right_where_all_its_cases_are():
    facts = ["a", "a", "b", "c", "d"]
    before = [True, True, False, True, True]
    after = [True, False, True, True, False]
    assert mcnemar(facts, before, after) == McNemar(worse=2, better=1, p=1.0)


@pytest.mark.parametrize(("worse", "better"), [(0, 0), (1, 0), (5, 0), (9, 2), (12, 12), (70, 31), (900, 700)])
def test_the_p_value_is_the_exact_binomial_one(worse, better):
    stats = pytest.importorskip("scipy.stats")
    facts = [str(n) for n in range(worse + better)]
    before = [True] * worse + [False] * better
    test = mcnemar(facts, before, [not right for right in before])
    wanted = stats.binomtest(worse, worse + better).pvalue if facts else 1.0
    assert (test.worse, test.better) == (worse, better)
    assert test.p == pytest.approx(wanted, rel=1e-9)
