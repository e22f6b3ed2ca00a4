"""Comparing with a stored run: what counts as broken, fixed, new and gone, and when the gate objects."""

from __future__ import annotations

import pytest
from eval_samples import abstention, case, response, run

from corpus.errors import EvaluationError
from eval.compare import compare
from eval.figures import summarise
from eval.store import document, read_stored
from eval.types import Run

WRONG = response(citations=["2.10"])
NOT_SAID = {"kind": "unanswerable"}


def stored(tmp_path, before, cases):
    """Return a run written to a file and read back for the present cases."""
    path = tmp_path / "baseline.json"
    path.write_text(document(before, [summarise("test", before.results)], times=False), encoding="utf-8")
    return read_stored(path, cases)


def compared(tmp_path, before, after):
    """Return the comparison of two runs given as (case, response) pairs."""
    cases = [one for one, _ in after]
    return compare(stored(tmp_path, run(*before), cases), run(*after), {one.id for one in cases})


def test_broken_fixed_new_and_gone(tmp_path):
    a, b, c, d = (case(name) for name in "abcd")
    reworded = case("c", question="another wording")
    found = compared(
        tmp_path,
        [(a, response()), (b, WRONG), (c, response()), (d, response())],
        [(a, WRONG), (b, response()), (reworded, WRONG), (case("e"), response())],
    )
    assert [(change.after.case.id, change.before.right, change.after.right) for change in found.broken] == [
        ("a", True, False)
    ]
    assert [change.after.case.id for change in found.fixed] == ["b"]
    assert [result.case.id for result in found.new] == ["c", "e"]
    assert (found.gone, found.common) == (("d",), 2)
    assert (found.facts.worse, found.facts.better, found.facts.p) == (1, 1, 1.0)
    assert found.objections == ()


def test_a_stored_run_comes_back_as_it_was_but_for_texts_and_times(tmp_path):
    one = case("a", must=True)
    before = run((one, response(confidence=0.123456, elapsed_ms=4.0, rule="retrieve", suggestions=("1/6",))))
    back = stored(tmp_path, before, [one])
    assert back.provenance == before.provenance
    assert back.must == {"a": True}
    kept = back.results["a"].response
    assert (kept.citations, kept.suggestions, kept.confidence) == (("2.3/18",), ("1/6",), 0.1235)
    assert (kept.rule, kept.text, kept.elapsed_ms) == ("retrieve", "", 0.0)
    assert back.results["a"].right


def test_a_baseline_is_the_same_text_whatever_the_times():
    one, two = (run((case(), response(elapsed_ms=time))) for time in (1.0, 9.0))
    texts = {document(each, [summarise("test", each.results)], times=False) for each in (one, two)}
    assert len(texts) == 1
    assert "elapsed_ms" not in texts.pop()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "there is no baseline at "),
        ("{", "cannot be read: "),
        ('{"format": 99}', "is not of format 1"),
        ('{"format": 1, "cases": []}', "is damaged (KeyError('system'))"),
    ],
)
def test_a_baseline_that_cannot_be_used_says_so(tmp_path, text, message):
    path = tmp_path / "baseline.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        read_stored(path, [])
    assert message in str(caught.value)


def test_the_gate_objects_to_a_broken_must_case(tmp_path):
    a = case("a", must=True)
    found = compared(tmp_path, [(a, response())], [(a, response("clarify", ["2.3/18"]))])
    assert found.objections[0] == "must cases broke: a"


def test_the_gate_lets_one_broken_case_among_many_pass(tmp_path):
    cases = [case(f"c{n}") for n in range(200)]
    before = [(one, response()) for one in cases]
    after = [(cases[0], WRONG), *before[1:]]
    found = compared(tmp_path, before, after)
    assert ([change.after.case.id for change in found.broken], found.objections) == (["c0"], ())


def test_the_gate_objects_where_the_interval_of_a_difference_is_below_zero(tmp_path):
    cases = [case(f"c{n}") for n in range(200)]
    before = [(one, response()) for one in cases]
    after = [*((one, abstention(suggestions=())) for one in cases[:10]), *before[10:]]
    said = compared(tmp_path, before, after).objections
    assert said[0].startswith("right, all cases: -5.0 points, 95 % interval -8.")
    assert [text.split(":")[0] for text in said] == ["right, all cases", "answerable", "hit@1", "hit@3", "MRR"]


def test_a_gain_elsewhere_does_not_hide_a_rise_of_false_answers(tmp_path):
    cases = [case(f"u{n}", **NOT_SAID) for n in range(50)] + [case(f"c{n}") for n in range(50)]
    before = [(one, abstention()) for one in cases]
    after = [(cases[0], response()), *before[1:50], *((one, response()) for one in cases[50:])]
    assert compared(tmp_path, before, after).objections == ("false answers rose from 0 to 1",)


def test_false_answers_among_new_cases_do_not_count_as_a_rise(tmp_path):
    a, b = case("a", **NOT_SAID), case("b", **NOT_SAID)
    found = compared(tmp_path, [(a, abstention())], [(a, abstention()), (b, response())])
    assert ([result.case.id for result in found.new], found.objections) == (["b"], ())


def test_a_must_case_can_neither_vanish_nor_be_new_and_fail(tmp_path):
    a, b = case("a", must=True), case("b", must=True)
    found = compared(tmp_path, [(a, response())], [(b, WRONG)])
    assert found.objections == (
        "new must cases fail: b",
        "must cases are gone: a (renew the baseline where that is wanted)",
    )


def test_cases_that_a_selection_left_out_are_not_gone(tmp_path):
    a, b = case("a", must=True), case("b")
    before = run((a, response()), (b, response()))
    whole = run((a, response()), (b, response()))
    part = Run(whole.provenance, whole.results[1:])
    found = compare(stored(tmp_path, before, [a, b]), part, {"a", "b"})
    assert (found.gone, found.common, found.objections) == ((), 1, ())
