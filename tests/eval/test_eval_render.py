"""How an evaluation looks: terminal, Markdown, JUnit."""

from __future__ import annotations

import io
import xml.etree.ElementTree as Tree

import pytest
from eval_samples import abstention, case, response, run
from rich.console import Console

from eval.bootstrap import NOTHING, Estimate
from eval.compare import Stored, compare
from eval.render.junit import junit
from eval.render.markdown import ablation_table, markdown
from eval.render.terminal import print_evaluation
from eval.render.words import Evaluation, asked, expected, got, points
from eval.run import summaries

BROKEN = case("t-broken", question="Which [band]?", turns=["It is new."], must=True, contains=["2\\.4"])
FIXED = case("t-fixed", split="dev")
NEW = case("t-new", kind="unanswerable")
FINE = case("t-fine")


@pytest.fixture(scope="module")
def evaluation():
    after = run((BROKEN, response(citations=["2.10"])), (FIXED, response()), (NEW, response()), (FINE, response()))
    before = run((BROKEN, response()), (FIXED, abstention()), (FINE, response()))
    known = {result.case.id: result for result in before.results}
    stored = Stored(before.provenance, dict.fromkeys(known, False), known)
    comparison = compare(stored, after, {result.case.id for result in after.results})
    return Evaluation(after, summaries(after), comparison)


def printed(evaluation, **options):
    stream = io.StringIO()
    print_evaluation(
        evaluation,
        Console(file=stream, width=120, highlight=False),
        **{"failures": False, "breakdowns": False, **options},
    )
    return stream.getvalue()


def test_what_broke_was_fixed_and_is_new_comes_before_the_table(evaluation):
    text = printed(evaluation)
    places = [
        text.index(part) for part in ("BROKEN 1", "FIXED 1", "NEW 1: 0 right, 1 not", "system full", "GATE failed")
    ]
    assert places == sorted(places)
    assert text.split("\n")[:6] == [
        "BROKEN 1",
        "  t-broken must text, plain: It is new. → Which [band]?",
        "    expected  guideline · 2.3/18 · /2\\.4/",
        "    got       guideline · 2.10 · confidence 0.90",
        "    before    guideline · 2.3/18 · confidence 0.90",
        "    why       first reference 2.10 is not accepted (2.3/18)",
    ]
    assert "1 that must never fail do: t-broken" in text
    assert "  - must cases broke: t-broken" in text


def test_failures_and_breakdowns_are_shown_where_asked_for(evaluation):
    short, long = printed(evaluation), printed(evaluation, failures=True, breakdowns=True)
    for part in ("NOT RIGHT 2", "test, by kind", "test, by passage", "test, routes: expected down, taken across"):
        assert part in long
        assert part not in short


def test_markdown_has_the_changes_the_verdict_and_the_table(evaluation):
    text = markdown(evaluation)
    assert "### BROKEN: 1\n\n| id | question | expected | got |" in text
    assert "| t-broken **must** | It is new. → Which [band]? | guideline · 2.3/18 · /2\\.4/ |" in text
    assert "**Gate failed: must cases broke: t-broken" in text
    assert (
        "| %, with 95 % interval over facts | test (3 cases, 3 facts) | dev (1 cases, 1 facts) | difference (3 cases) |"
        in text
    )
    assert "| unanswerable: false answer | 100.0 (100.0 to 100.0) | – | – |" in text
    assert "| hit@3 | 50.0 (" in text


def test_a_pipe_in_a_question_does_not_break_a_table_row(evaluation):
    after = run((case("a", question="a|b\nc"), abstention()))
    stored = Stored(after.provenance, {}, {})
    text = markdown(Evaluation(after, summaries(after), compare(stored, after, {"a"})))
    assert "| a | a\\|b c | guideline · 2.3/18 | none · suggests 2.3/18 · confidence 0.80 |" in text


def test_the_ablation_table_has_a_row_a_system():
    one, two = run((FINE, response()), system="head"), run((FINE, abstention()), system="full")
    table = ablation_table([(each, summaries(each)[0]) for each in (one, two)]).split("\n")
    assert table[0].startswith("| system (test: 1 cases) | hit@1 | hit@3 | MRR | answerable: correct |")
    assert [row.split(" | ")[0] for row in table[2:]] == ["| head", "| full"]
    assert table[3].split(" | ")[1] == "100.0 (100.0 to 100.0)"


def test_junit_counts_must_cases_as_errors_and_others_as_failures(evaluation):
    suite = Tree.fromstring(junit(evaluation))
    assert suite.attrib == {"name": "assistant eval full", "tests": "5", "failures": "2", "errors": "1"}
    cases = {element.get("name"): element for element in suite}
    assert cases["t-broken"].get("classname") == "eval.test.text"
    assert cases["t-broken"].find("error").get("message") == "first reference 2.10 is not accepted (2.3/18)"
    assert "expected: guideline · 2.3/18" in cases["t-broken"].find("error").text
    assert cases["t-new"].find("failure") is not None
    assert list(cases["t-fine"]) == []
    assert cases["gate"].find("failure").get("message").startswith("must cases broke: t-broken")


def test_junit_holds_any_character():
    after = run((case("a", question="nul \x00 escape \x1b lone \ud800 < & \U0001f50b"), abstention()))
    text = junit(Evaluation(after, summaries(after), None))
    assert "nul � escape � lone � < & 🔋" in Tree.fromstring(text)[0][0].text


def test_lines_say_what_is_expected_and_got():
    wanted = case("a", route=["guideline", "clarify"], refs=["2.10", "2.9"], forbids=["x"], turns=["t"])
    assert expected(wanted) == "guideline or clarify · 2.10 or 2.9 · not /x/"
    assert asked(wanted) == "t → question a"
    assert got(abstention(route="event_code", rule="event_code")) == (
        "event_code, abstained · suggests 2.3/18 · rule event_code · confidence 0.80"
    )


def test_a_difference_of_nothing_is_not_given_a_sign():
    assert points(Estimate(-0.0, -0.0, 0.0, 5)) == "0.0"
    assert points(Estimate(-0.012, -0.03, 0.004, 5)) == "-1.2 (-3.0 to +0.4)"
    assert points(NOTHING) == "–"
