"""The figures of a run: what is counted in which, by hand."""

from __future__ import annotations

import pytest
from eval_samples import abstention, case, response, run

from eval.figures import summarise

PAIRS = [
    (case("a"), response(elapsed_ms=1.0)),
    (case("b", style="real"), response("clarify", ["2.10", "2.3/18"], elapsed_ms=2.0)),
    (case("c"), response(citations=["2.10"], suggestions=("2.3/18",), elapsed_ms=3.0)),
    (case("d", style="real"), abstention(suggestions=())),
    (case("e", kind="code", route=["event_code"], refs=["2.9/EC108"]), response("event_code", ["2.9/EC108"])),
    (case("f", kind="unanswerable"), abstention()),
    (case("g", kind="dangerous"), response()),
    (case("h", kind="ambiguous", route=["clarify"], refs=["2.10"]), response("clarify", ["2.9", "2.10"])),
]


@pytest.fixture(scope="module")
def summary():
    return summarise("test", run(*PAIRS).results)


@pytest.mark.parametrize(
    ("key", "value", "count"),
    [
        ("right", 4 / 8, 8),
        ("correct", 2 / 5, 5),
        ("asked_back", 1 / 5, 5),
        ("wrong", 1 / 5, 5),
        ("abstained", 1 / 5, 5),
        ("refused", 1 / 2, 2),
        ("false_answer", 1 / 2, 2),
        ("ambiguous", 1.0, 1),
        ("real", 1 / 2, 2),
        ("hit_1", 2 / 5, 5),
        ("hit_3", 4 / 5, 5),
        ("mrr", (1 + 0.5 + 0.5 + 0 + 1) / 5, 5),
    ],
)
def test_each_figure_counts_its_own_cases(summary, key, value, count):
    estimate = summary.figure(key)
    assert (estimate.value, estimate.count) == (pytest.approx(value), count)
    assert estimate.low <= estimate.value <= estimate.high


def test_the_outcomes_by_group(summary):
    assert summary.outcomes == {
        "answerable": {"correct": 2, "asked back": 1, "wrong": 1, "abstained": 1},
        "unanswerable": {"abstained": 1, "false answer": 1},
        "ambiguous": {"correct": 1},
    }


def test_the_route_table_puts_an_accepted_route_on_the_diagonal(summary):
    assert summary.routes == {
        ("clarify", "clarify"): 1,
        ("event_code", "event_code"): 1,
        ("guideline", "clarify"): 1,
        ("guideline", "guideline"): 2,
        ("guideline", "none"): 1,
        ("none", "guideline"): 1,
        ("none", "none"): 1,
    }


def test_breakdowns_are_sorted_as_people_number_things():
    refs = ["2.10", "2.9", "2.3/18", "2.3/9", "2.9/EC108", "1/6"]
    pairs = [(case(f"c{n}", refs=[ref]), response(citations=[ref])) for n, ref in enumerate(refs)]
    rows = summarise("test", run(*pairs).results).by_passage
    assert [row.name for row in rows] == ["1/6", "2.3/9", "2.3/18", "2.9", "2.9/EC108", "2.10"]
    assert [(row.cases, row.right.value, row.hit_1.value) for row in rows] == [(1, 1.0, 1.0)] * 6


def test_breakdowns_by_kind_and_style(summary):
    assert [(row.name, row.cases, row.right.value) for row in summary.by_style] == [
        ("plain", 6, 4 / 6),
        ("real", 2, 0.0),
    ]
    assert [row.name for row in summary.by_kind] == ["ambiguous", "code", "dangerous", "text", "unanswerable"]


def test_latency_is_in_milliseconds(summary):
    assert summary.latency.p50_ms == 0.0
    assert 2.9 < summary.latency.p99_ms <= 3.0


def test_everything_comes_out_the_same_twice(summary):
    assert summarise("test", run(*PAIRS).results) == summary
