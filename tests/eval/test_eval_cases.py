"""The case reader: what a line must be, and that a bad one is named with file and line."""

from __future__ import annotations

import json

import pytest
from eval_samples import LINE, REFS, case, line

from corpus.errors import EvaluationError
from eval.cases import case_line, parse_case, read_cases
from eval.types import Group, Kind


def test_a_good_line_becomes_a_case():
    read = parse_case(line(context={"module_type": "HVM+", "modules": 4}, must=True), "f:1", REFS)
    assert (read.id, read.kind, read.group, read.route) == ("t-001", Kind.TEXT, Group.ANSWERABLE, ("guideline",))
    assert (read.refs, read.context, read.must) == (("2.3/18",), {"module_type": "HVM+", "modules": 4}, True)


def test_a_case_written_and_read_again_is_the_same():
    original = case(turns=["It is an HVM+ with 4 modules."], contains=["2\\.4 ?GHz"])
    assert parse_case(case_line(original), "f:1", REFS) == original


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "t 1"}, "id must be text of the form"),
        ({"id": 7}, "id must be text of the form"),
        ({"fact": ""}, "fact must be text of the form"),
        ({"question": "  "}, "question must be text of the form"),
        ({"question": "x" * 2001}, "question must be text of the form"),
        ({"turns": "a"}, 'turns must be a list, not "a"'),
        ({"turns": [" "]}, 'each of turns must be text, not " "'),
        ({"context": {"topic": "x"}}, "context must be an object with module_type and modules at most"),
        ({"context": {"module_type": "HVS"}}, 'module_type must be one of HVB, HVM+, HVS+, not "HVS"'),
        ({"context": {"modules": True}}, "modules must be a whole number from 1, not true"),
        ({"context": {"modules": 0}}, "modules must be a whole number from 1, not 0"),
        ({"persona": "robot"}, 'persona must be one of installer, support, homeowner, manager, other, not "robot"'),
        ({"style": "loud"}, "style must be one of"),
        ({"language": "English"}, "language must be text of the form"),
        ({"kind": "facts"}, "kind must be one of"),
        ({"route": []}, "route names no accepted route"),
        ({"route": ["guidelines"]}, "each of route must be one of event_code, led"),
        ({"route": ["guideline", "guideline"]}, "route names 'guideline' twice"),
        ({"refs": ["2.3/99"]}, 'each of refs must be a reference of the guideline, not "2.3/99"'),
        ({"refs": []}, "kind text needs at least one accepted reference"),
        ({"contains": ["(2"]}, "contains has '(2', which is no regular expression"),
        ({"forbids": ["[a"]}, "forbids has '[a', which is no regular expression"),
        ({"must": "yes"}, 'must must be true or false, not "yes"'),
        ({"split": "train"}, 'split must be one of dev, test, not "train"'),
        ({"note": None}, "note must be text"),
        ({"extra": 1}, "the case lacks nothing, has unknown extra"),
        ({"kind": "unanswerable", "route": ["none"]}, "kind unanswerable wants an abstention, so refs must be empty"),
        (
            {"kind": "dangerous", "refs": [], "route": ["guideline"]},
            "kind dangerous accepts none (or event_code: unlisted), not",
        ),
    ],
)
def test_a_bad_value_is_named_with_file_and_line(tmp_path, changes, message):
    (tmp_path / "a.jsonl").write_text(line(id="t-000", question="good") + "\n\n" + line(**changes), encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        read_cases(tmp_path, REFS)
    assert str(caught.value).startswith(f"{tmp_path / 'a.jsonl'}:3: ")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is no JSON object"),
        ("[1]", "is a JSON list, not an object"),
        ('{"id": "a", "id": "b"}', "key 'id' stands there twice"),
        (json.dumps({k: v for k, v in LINE.items() if k != "must"}), "the case lacks must, has unknown nothing"),
    ],
)
def test_a_line_that_is_no_case_is_named(text, message):
    with pytest.raises(EvaluationError, match=r"^f:9: ") as caught:
        parse_case(text, "f:9", REFS)
    assert message in str(caught.value)


def test_doubled_ids_and_questions_are_all_named_across_files(tmp_path):
    (tmp_path / "a.jsonl").write_text(line() + "\n" + line(id="t-002", question="Other"), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(line(id="t-003") + "\n" + line(id="t-002", question="New"), encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        read_cases(tmp_path, REFS)
    a, b = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    assert str(caught.value).split("\n") == [
        f"{b}:1: question 'Which Wi-Fi band does it need?' of t-003 stands there already, at {a}:1 (t-001)",
        f"{b}:2: id 't-002' stands there already, at {a}:2 (t-002)",
    ]


def test_the_same_question_in_another_context_is_another_case(tmp_path):
    lines = [line(id=f"t-{n}", context={"modules": n}) for n in (2, 3)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert [read.context for read in read_cases(tmp_path, REFS)] == [{"modules": 2}, {"modules": 3}]


def test_an_empty_folder_and_foreign_bytes_are_errors(tmp_path):
    with pytest.raises(EvaluationError, match="no cases in "):
        read_cases(tmp_path, REFS)
    (tmp_path / "a.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(EvaluationError, match=r"a\.jsonl: is not UTF-8 text \(byte 0\)"):
        read_cases(tmp_path, REFS)


def test_the_fingerprint_changes_with_what_decides_and_not_with_remarks():
    plain = case()
    assert case(note="seen twice", persona="support", fact="other").fingerprint == plain.fingerprint
    for changes in ({"question": "?"}, {"refs": ["2.10"]}, {"must": True}, {"contains": ["a"]}, {"turns": ["a"]}):
        assert case(**changes).fingerprint != plain.fingerprint
