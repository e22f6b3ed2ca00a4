"""Ranking measures: values by hand, and equal to ir-measures on many random rankings."""

from __future__ import annotations

import random

import pytest
from eval_samples import case, response

from eval.ranking import first_rank, hit, ndcg, reciprocal_rank
from eval.scoring import score

ALL = [f"2.{section}/{item}" for section in range(1, 5) for item in range(1, 6)]


def result(refs, citations, suggestions=()):
    return score(case(refs=list(refs)), response(citations=citations, suggestions=tuple(suggestions)))


def test_the_ranking_is_the_citations_and_then_the_suggestions_each_once():
    judged = result(["c"], ["a", "b"], ["b", "c"])
    assert judged.response.ranking == ("a", "b", "c")
    assert first_rank(judged.response.ranking, ("c",)) == 3
    assert (hit(judged, 1), hit(judged, 3), reciprocal_rank(judged)) == (0.0, 1.0, 1 / 3)


def test_ndcg_by_hand():
    assert ndcg(result(["a"], ["a", "b"])) == 1.0
    assert ndcg(result(["b"], ["a", "b"])) == pytest.approx(0.6309, abs=1e-4)
    # Two accepted references, one of them shown first: 1 / (1 + 1/log2(3)).
    assert ndcg(result(["a", "b"], ["a"])) == pytest.approx(0.6131, abs=1e-4)
    assert (ndcg(result(["a"], [])), reciprocal_rank(result(["a"], ["b"]))) == (0.0, 0.0)


def test_the_measures_agree_with_ir_measures():
    ir_measures = pytest.importorskip("ir_measures")
    from ir_measures import RR, Success, nDCG

    draw = random.Random(4)
    results = {}
    for number in range(300):
        shown = draw.sample(ALL, draw.randint(1, 8))
        cut = draw.randint(1, len(shown))
        results[f"q{number}"] = result(draw.sample(ALL, draw.randint(1, 4)), shown[:cut], shown[cut:])
    qrels = [ir_measures.Qrel(name, ref, 1) for name, judged in results.items() for ref in judged.case.refs]
    ranked = [
        ir_measures.ScoredDoc(name, ref, -float(rank))
        for name, judged in results.items()
        for rank, ref in enumerate(judged.response.ranking)
    ]
    ours = {
        Success @ 1: lambda judged: hit(judged, 1),
        Success @ 3: lambda judged: hit(judged, 3),
        RR: reciprocal_rank,
        nDCG @ 5: ndcg,
    }
    seen = set()
    for value in ir_measures.iter_calc(list(ours), qrels, ranked):
        assert ours[value.measure](results[value.query_id]) == pytest.approx(value.value, abs=1e-9), value
        seen.add((value.query_id, value.measure))
    assert len(seen) == 300 * 4
