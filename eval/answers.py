"""Gets the responses to the cases: from the assistant, or from a file of answers.

A file holds one object a line, as ``assistant ask --jsonl`` writes them for the questions of
``assistant eval --print-questions``. An object may also carry ``id``, and ``route: null`` where the system knows no
routes. Walks (kind ``dialogue``) need the guided diagnosis itself: a file holds no answers to them.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.render.json import answer_object
from assistant.types import ChatContext, Route
from corpus.errors import EvaluationError
from eval.types import Case, Kind, Response
from eval.walks import Guides, walk

Progress = Callable[[str, int, int], None]
"""Called with what is being done, steps done and steps in all."""


def no_progress(what: str, done: int, total: int) -> None:
    """Show nothing."""


def ask_all(assistant: Guides, cases: Sequence[Case], progress: Progress = no_progress) -> list[Response]:
    """Return the responses to all cases, in order."""
    responses = []
    for number, case in enumerate(cases, 1):
        responses.append(ask_case(assistant, case))
        progress("Asking", number, len(cases))
    return responses


def ask_case(assistant: Guides, case: Case) -> Response:
    """Return the response to one case; its earlier turns are asked first, each in the context that the last left."""
    if case.kind is Kind.DIALOGUE:
        return walk(assistant, case)
    context = ChatContext(module_type=case.context.get("module_type"), modules=case.context.get("modules"))
    for turn in case.turns:
        context = assistant.ask(turn, context).context
    answer = assistant.ask(case.question, context)
    return response_of(answer_object(answer), case.id, answer.rule)


def response_of(content: dict[str, Any], place: str, rule: str = "") -> Response:
    """Return the response of an object of the contract.

    :param place: where the object stands, for messages.
    :raises EvaluationError: a key is missing or its value is of the wrong kind.
    """
    route, confidence = content.get("route"), content.get("confidence")
    if route is not None and route not in list(Route):
        raise EvaluationError(f"{place}: route must be one of {', '.join(Route)} or null, not {route!r}")
    if not isinstance(content.get("text"), str):
        raise EvaluationError(f"{place}: text must be text, not {content.get('text')!r}")
    if not isinstance(content.get("abstained"), bool):
        raise EvaluationError(f"{place}: abstained must be true or false, not {content.get('abstained')!r}")
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        raise EvaluationError(f"{place}: confidence must be a number from 0 to 1, not {confidence!r}")
    citations = content.get("citations")
    refs = [c.get("ref") if isinstance(c, dict) else None for c in citations] if isinstance(citations, list) else [None]
    if not all(isinstance(ref, str) for ref in refs):
        raise EvaluationError(f"{place}: citations must be a list of objects with ref, not {citations!r}")
    suggestions = content.get("suggestions", [])
    if not isinstance(suggestions, list) or not all(isinstance(ref, str) for ref in suggestions):
        raise EvaluationError(f"{place}: suggestions must be a list of references, not {suggestions!r}")
    elapsed_ms = content.get("elapsed_ms", 0.0)
    if isinstance(elapsed_ms, bool) or not isinstance(elapsed_ms, int | float):
        raise EvaluationError(f"{place}: elapsed_ms must be a number, not {elapsed_ms!r}")
    return Response(
        route=None if route is None else str(route),
        text=content["text"],
        citations=tuple(map(str, refs)),
        suggestions=tuple(suggestions),
        confidence=float(confidence),
        abstained=content["abstained"],
        elapsed_ms=float(elapsed_ms),
        rule=rule,
    )


def read_answers(path: Path, cases: Sequence[Case]) -> dict[str, Response]:
    """Return the responses of a file by case id; by ``id`` where a line has one, else by question, in order.

    :param cases: all cases; the file may hold answers to some of them only.
    :raises EvaluationError: a line is no answer, or no case has its question, or its case is answered twice.
    """
    by_question: dict[str, deque[str]] = {}
    for case in cases:
        by_question.setdefault(case.question, deque()).append(case.id)
    known = {case.id for case in cases}
    result: dict[str, Response] = {}
    text = path.read_text(encoding="utf-8", errors="strict")
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            content = json.loads(line)
        except ValueError as error:
            raise EvaluationError(f"{place}: is no JSON object: {error}") from error
        if not isinstance(content, dict):
            raise EvaluationError(f"{place}: is a JSON {type(content).__name__}, not an object")
        name = _case_of(content, place, known, by_question)
        if name in result:
            raise EvaluationError(f"{place}: case {name} has an answer already")
        result[name] = response_of(content, place)
    return result


def _case_of(content: dict[str, Any], place: str, known: set[str], by_question: dict[str, deque[str]]) -> str:
    """Return the id of the case that an object answers."""
    name, question = content.get("id"), content.get("question")
    if name is not None:
        if not isinstance(name, str) or name not in known:
            raise EvaluationError(f"{place}: no case has the id {name!r}")
        return name
    if not isinstance(question, str) or not by_question.get(question):
        raise EvaluationError(f"{place}: no further case has the question {question!r}")
    return by_question[question].popleft()


def question_line(case: Case) -> str:
    """Return the line that ``assistant ask --jsonl`` reads for a case; other systems may use ``id`` and ``turns``."""
    content = {"id": case.id, "question": case.question, "context": dict(case.context), "turns": list(case.turns)}
    return json.dumps(content, ensure_ascii=False)
