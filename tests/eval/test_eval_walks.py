"""Walks through the guided diagnosis: driven as a front end does, judged by the place they come to, kept apart."""

from __future__ import annotations

import json
from xml.etree import ElementTree as Tree

import pytest
from click.testing import CliRunner
from eval_samples import case, line, response, run

from corpus.errors import EvaluationError
from eval.answers import ask_all
from eval.cases import FOLDER, parse_case, read_case_file
from eval.cli import command
from eval.figures import summarise
from eval.render.junit import junit
from eval.render.words import Evaluation
from eval.scoring import score
from eval.types import Outcome
from eval.walks import walk

GUIDED = {"kind": "dialogue", "route": ["guideline"]}


def steps(*given, refs=("2.1/11",), **changes):
    return case(**GUIDED, turns=list(given[:-1]), question=given[-1], refs=list(refs), **changes)


@pytest.fixture(scope="module")
def walks(corpus):
    return [found for _, found in read_case_file(FOLDER / "dev-walks.jsonl", corpus.by_ref.keys())]


def test_the_walks_are_many_and_end_in_every_section(walks):
    assert len(walks) >= 40
    sections = {found.refs[0].partition("/")[0] for found in walks}
    assert sections >= {"2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.9", "2.10", "2.11"}
    typed = {step for found in walks for step in (*found.turns, found.question) if not step.startswith("[")}
    assert typed >= {"back", "start again", "don't know"}


def test_every_walk_of_a_real_symptom_comes_to_its_measure(walks, assistant):
    results = [score(*pair) for pair in zip(walks, ask_all(assistant, walks), strict=True)]
    assert [f"{result.case.id}: {result.why}" for result in results if not result.right] == []


def test_a_walk_taps_and_types_and_reports_the_measure(assistant):
    found = walk(assistant, steps("[No LED, no reaction]", "yes"))
    assert (found.route, found.citations[0], found.rule) == ("guideline", "2.1/11", "walk")
    assert "Only LED off?" in found.text


def test_a_walk_knows_the_chat_and_stores_its_state(assistant):
    counted = ["[A LED shows something]", "[Blue stays on, white flashes]", "[6]"]
    found = walk(assistant, steps(*counted, context={"module_type": "HVM+", "modules": 4}))
    assert "your tower has 4" in found.text
    assert found.route == "clarify"


def test_a_question_in_between_leaves_the_measure_first(assistant):
    found = walk(assistant, steps("dead", "yes", "is 205 V ok for 4 modules HVM+?"))
    assert (found.route, found.citations[0]) == ("guideline", "2.1/11")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (["[No LED, no reaction]"], "comes to no measure (walk)"),
        (["dead", "[It is sloved]"], "comes to no measure (walk: no button [It is sloved] at step 2)"),
        (["stop", "dead"], "comes to no measure (walk: over before step 2)"),
        (["[SOC is wrong or jumps]", "new"], "first reference 2.5/35 is not accepted (2.1/11)"),
    ],
)
def test_a_walk_that_ends_elsewhere_is_wrong_and_says_why(assistant, given, why):
    wanted = steps(*given)
    judged = score(wanted, walk(assistant, wanted))
    assert (judged.outcome, judged.right, judged.why) == (Outcome.WRONG, False, why)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"route": ["guideline", "clarify"]}, "kind dialogue ends at a measure, so route must be guideline, not"),
        ({"turns": ["[No LED"]}, 'each step must be text or a button in square brackets, not "[No LED"'),
        ({"question": "[ ]"}, 'each step must be text or a button in square brackets, not "[ ]"'),
        ({"refs": []}, "kind dialogue needs at least one accepted reference"),
    ],
)
def test_a_bad_walk_is_named_with_file_and_line(changes, message):
    with pytest.raises(EvaluationError, match=r"^f:7: ") as caught:
        parse_case(line(**{**GUIDED, **changes}), "f:7", {"2.3/18"})
    assert message in str(caught.value)


def test_walks_have_a_figure_and_a_kind_and_no_say_in_routes_ranking_or_confidence():
    plain = [(case("a"), response(elapsed_ms=1.0)), (case("b"), response(citations=["2.10"], elapsed_ms=3.0))]
    good, bad = case("w", **GUIDED), case("v", **GUIDED, must=True)
    walked = [(good, response(confidence=1.0, elapsed_ms=900)), (bad, response("clarify", confidence=1.0, rule="walk"))]
    without, summary = summarise("dev", run(*plain).results), summarise("dev", run(*plain, *walked).results)
    assert (summary.figure("guided").value, summary.figure("guided").count) == (0.5, 2)
    assert {row.name: row.cases for row in summary.by_kind} == {"dialogue": 2, "text": 2}
    assert summary.outcomes["guided"] == {"correct": 1, "wrong": 1}
    assert (summary.routes, summary.latency) == (without.routes, without.latency)
    assert (summary.confidence.curve, summary.confidence.bins) == (without.confidence.curve, without.confidence.bins)
    for key in ("correct", "hit_1", "mrr"):
        assert summary.figure(key).value == without.figure(key).value
    suite = Tree.fromstring(junit(Evaluation(run(*walked), (), None)))
    assert [item.get("classname") for item in suite] == ["eval.test.dialogue"] * 2
    assert suite[1].find("error").get("message") == "comes to no measure (walk)"


def test_a_run_of_walks_alone_has_figures():
    assert summarise("dev", run((case("w", **GUIDED), response())).results).figure("right").value == 1.0


@pytest.fixture
def folder(tmp_path):
    lines = [line(), line(id="w-1", question="yes", turns=["[No LED, no reaction]"], refs=["2.1/11"], **GUIDED)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_another_systems_answers_are_scored_without_the_walks_and_that_is_said(folder):
    answer = {"route": None, "text": "2.4 GHz", "citations": [{"ref": "2.3/18"}], "confidence": 1, "abstained": False}
    answers = folder / "x.json"
    answers.write_text(json.dumps({"id": "t-001", **answer}), encoding="utf-8")
    done = CliRunner().invoke(command, ["--cases", str(folder), "--answers", str(answers), "--json"])
    assert done.exit_code == 0, done.output
    assert [entry["id"] for entry in json.loads(done.stdout)["cases"]] == ["t-001"]
    assert done.stderr == "1 guided walks are left out: they need the diagnosis itself, not answers\n"
    printed = CliRunner().invoke(command, ["--cases", str(folder), "--print-questions"])
    assert [json.loads(text)["id"] for text in printed.stdout.splitlines()] == ["t-001"]


def test_walks_alone_cannot_be_answered_by_another_system(folder):
    done = CliRunner().invoke(command, ["--cases", str(folder), "--system", "bm25", "--kind", "dialogue"])
    assert done.exit_code == 2
    assert "all cases asked for are guided walks, which only the full assistant can take" in done.stderr
