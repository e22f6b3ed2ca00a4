"""Getting responses: dialogues keep their context, other systems' files are matched to the cases."""

from __future__ import annotations

import json

import pytest
from eval_samples import Script, case

from assistant.types import ChatContext
from corpus.errors import EvaluationError
from eval.answers import ask_all, question_line, read_answers, response_of
from eval.types import Response

OBJECT = {
    "question": "q",
    "route": "guideline",
    "text": "t",
    "citations": [{"ref": "2.10", "title": "T", "document": "D"}],
    "confidence": 0.5,
    "abstained": False,
    "suggestions": ["1/6"],
    "elapsed_ms": 3.0,
}


def test_a_dialogue_is_asked_turn_by_turn_in_the_context_that_each_answer_leaves():
    script = Script({"first": ("2.10", "a"), "second": ("2.10", "b"), "and now?": ("2.3/18", "**c**")})
    dialogue = case(question="and now?", turns=["first", "second"], context={"module_type": "HVB"})
    (answered,) = ask_all(script, [dialogue])
    assert script.asked == [
        ("first", ChatContext(module_type="HVB")),
        ("second", ChatContext(module_type="HVM+", modules=1)),
        ("and now?", ChatContext(module_type="HVM+", modules=2)),
    ]
    assert (answered.route, answered.citations, answered.suggestions) == ("guideline", ("2.3/18",), ("2.10",))
    assert (answered.confidence, answered.rule, answered.elapsed_ms) == (0.75, "script", 2.5)
    assert answered.text.startswith("**c**")


def test_an_object_of_the_contract_becomes_a_response():
    assert response_of(OBJECT, "f:1") == Response("guideline", "t", ("2.10",), ("1/6",), 0.5, False, 3.0)
    assert response_of({**OBJECT, "route": None}, "f:1").route is None


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("route", "guidelines", "f:1: route must be one of event_code"),
        ("text", None, "f:1: text must be text, not None"),
        ("abstained", 0, "f:1: abstained must be true or false, not 0"),
        ("confidence", 1.5, "f:1: confidence must be a number from 0 to 1, not 1.5"),
        ("confidence", True, "f:1: confidence must be a number from 0 to 1, not True"),
        ("citations", ["2.10"], "f:1: citations must be a list of objects with ref"),
        ("citations", None, "f:1: citations must be a list of objects with ref"),
        ("suggestions", [1], "f:1: suggestions must be a list of references"),
        ("elapsed_ms", "3", "f:1: elapsed_ms must be a number, not '3'"),
    ],
)
def test_an_object_that_breaks_the_contract_is_refused(key, value, message):
    with pytest.raises(EvaluationError) as caught:
        response_of({**OBJECT, key: value}, "f:1")
    assert str(caught.value).startswith(message)


def write(path, *objects):
    path.write_text("\n".join(json.dumps(item) for item in objects) + "\n", encoding="utf-8")
    return path


def test_answers_are_matched_by_id_or_by_question_in_order(tmp_path):
    cases = [case("a", question="same"), case("b", question="same", turns=["x"]), case("c", question="other")]
    same = {**OBJECT, "question": "same"}
    path = write(tmp_path / "x.jsonl", {**same, "text": "1"}, {**same, "text": "2"}, {**OBJECT, "id": "c", "text": "3"})
    assert {name: found.text for name, found in read_answers(path, cases).items()} == {"a": "1", "b": "2", "c": "3"}


@pytest.mark.parametrize(
    ("objects", "message"),
    [
        ([{**OBJECT, "question": "unknown"}], ":1: no further case has the question 'unknown'"),
        ([{**OBJECT, "id": "z"}], ":1: no case has the id 'z'"),
        ([OBJECT, OBJECT], ":2: no further case has the question 'q'"),
        ([OBJECT, {**OBJECT, "id": "a"}], ":2: case a has an answer already"),
        ([3], ":1: is a JSON int, not an object"),
    ],
)
def test_an_answer_without_a_case_is_named(tmp_path, objects, message):
    path = write(tmp_path / "x.jsonl", *objects)
    with pytest.raises(EvaluationError) as caught:
        read_answers(path, [case("a", question="q")])
    assert str(caught.value) == f"{path}{message}"


def test_a_question_line_holds_what_another_system_needs():
    wanted = {"id": "a", "question": "q", "context": {"modules": 3}, "turns": ["x"]}
    assert json.loads(question_line(case("a", question="q", turns=["x"], context={"modules": 3}))) == wanted
