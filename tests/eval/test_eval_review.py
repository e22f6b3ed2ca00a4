"""Reviewing feedback: what is accepted lands where it belongs, doubles are refused, a review can be resumed."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from eval_samples import line

import corpus
from corpus.questions import read_question_file
from eval.cases import read_case_file
from eval.cli import command

REFS = frozenset(corpus.load(questions=False).by_ref)
PIN = {
    "question": "zz my weird wlan pin thing wants 2.4 ghz??",
    "refs": ["2.3/18"],
    "reason": "down",
    "comment": "wrong place",
}
CAT = {"question": "can my cat sleep on top of the zz tower", "reason": "unanswered"}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "a.jsonl").write_text(
        line(question="zz which band does the dongle of the tower want"), encoding="utf-8"
    )
    return tmp_path


def review(folder, candidates, typed):
    """Run a review with what a person types; return its output."""
    path = folder / "export.jsonl"
    path.write_text("\n".join(map(json.dumps, candidates)), encoding="utf-8")
    files = ["--cases", str(folder / "cases" / "reviewed.jsonl"), "--bank", str(folder / "bank.txt")]
    done = CliRunner().invoke(command, ["review", str(path), *files], input="\n".join(typed) + "\n")
    assert done.exit_code == 0, done.output
    return done.output


def accepted_cases(folder):
    return [found for _, found in read_case_file(folder / "cases" / "reviewed.jsonl", REFS)]


def test_a_candidate_becomes_a_case_of_the_dev_split(folder):
    output = review(folder, [PIN], ["c", "", "text", "wifi-band", "", "2\\.4", "", "n", "homeowner", "real"])
    assert "  cited then: 2.3/18\n  reason: down\n  comment: wrong place\n" in output
    (made,) = accepted_cases(folder)
    assert (made.id, made.fact, made.kind, made.route, made.refs) == (
        "reviewed-0001",
        "wifi-band",
        "text",
        ("guideline",),
        ("2.3/18",),
    )
    assert (made.contains, made.must, made.split, made.persona) == (("2\\.4",), False, "dev", "homeowner")
    assert made.question == PIN["question"]
    assert "1 case, 0 bank, 0 rejected" in output


def test_a_candidate_that_nothing_answers_becomes_an_unanswerable_case(folder):
    review(folder, [CAT], ["c", "none", "unanswerable", "", "", "", "", "n", "other", "real"])
    (made,) = accepted_cases(folder)
    assert (made.kind, made.route, made.refs, made.fact) == ("unanswerable", ("none",), (), "can-my-cat-sleep-on")


def test_an_edited_candidate_goes_to_the_bank_under_its_own_header(folder):
    review(
        folder, [PIN, CAT], ["e", "zz reworded wlan question", "b", "2.3/18 2.3/17", "real", "b", "none", "real", "off"]
    )
    assert (folder / "bank.txt").read_text(encoding="utf-8") == (
        "# reviewed feedback: assistant eval review\n\n[2.3/18 2.3/17] real\nzz reworded wlan question\n"
        "\n[none off] real\ncan my cat sleep on top of the zz tower\n"
    )
    _, questions = read_question_file(folder / "bank.txt", REFS)
    assert [(question.refs, question.tag) for question in questions] == [(("2.3/18", "2.3/17"), ""), ((), "off")]


def test_what_is_there_already_is_refused(folder):
    doubled = corpus.load().questions[0].question
    candidates = [
        {"question": doubled.upper()},
        {"question": "zz which band does this dongle of the tower want"},
        PIN,
        {"question": PIN["question"].upper()},
    ]
    output = review(folder, candidates, ["c", "", "text", "f", "", "", "", "n", "other", "real"])
    assert "refused: there already, bank author-a:" in output
    assert "refused: there already, case t-001 (" in output
    assert "refused: there already, this review's case (100% alike)" in output
    assert "1 case, 0 bank, 0 rejected, 3 duplicate, 0 later" in output
    assert len(accepted_cases(folder)) == 1


def test_a_review_is_resumed_where_it_was_left(folder):
    first = review(folder, [PIN, CAT], ["r", "q"])
    assert ("[2/2]" in first, "1 rejected" in first) == (True, True)
    second = review(folder, [PIN, CAT], ["l"])
    assert ("[1/1]" in second, CAT["question"] in second, PIN["question"] in second) == (True, True, False)
    third = review(folder, [PIN, CAT], ["r"])
    assert "1 rejected" in third
    decided = [json.loads(text)["decision"] for text in (folder / "export.jsonl.reviewed").read_text().splitlines()]
    assert decided == ["rejected", "rejected"]


def test_a_question_exported_twice_is_decided_on_once(folder):
    output = review(folder, [PIN, {**PIN, "reason": "unanswered", "comment": ""}], ["r"])
    assert ("[1/2]" in output, "[2/2]" in output, "1 rejected" in output) == (True, False, True)


def test_a_wrong_entry_is_explained_and_asked_again(folder):
    output = review(
        folder, [PIN], ["c", "2.3/99", "text", "f", "", "", "", "n", "other", "real", "b", "9.9", "real", "r"]
    )
    assert "not accepted: " in output
    assert 'each of refs must be a reference of the guideline, not "2.3/99"' in output
    assert "reference '9.9' in header '[9.9] real' is no passage of the guideline" in output
    assert not (folder / "bank.txt").exists()
    assert not (folder / "cases" / "reviewed.jsonl").exists()
    assert sorted(path.name for path in folder.iterdir()) == ["cases", "export.jsonl", "export.jsonl.reviewed"]


def test_a_malformed_candidate_is_named_with_its_line(folder):
    path = folder / "x.jsonl"
    path.write_text('{"question": "a"}\n{"text": "b"}\n', encoding="utf-8")
    done = CliRunner().invoke(command, ["review", str(path), "--cases", str(folder / "cases" / "r.jsonl")])
    assert done.exit_code == 2
    assert done.stderr == f'assistant eval: {path}:2: a candidate is an object with "question", not {{"text": "b"}}\n'
