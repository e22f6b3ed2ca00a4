"""Reads candidates of ``assistant feedback export``, and appends accepted ones to case files or the bank.

A candidate is one JSON object a line; only ``question`` is needed. Files are replaced as a whole and only after the
new content was read back, so that an interrupted or refused append leaves what was there.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.errors import EvaluationError
from corpus.questions import read_question_file
from eval.cases import read_case_file, refuse_doubles
from eval.types import Kind

ID_PREFIX = "reviewed"
SLUG_WORDS = 5
"""Words of a question that its proposed fact name takes."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that a person may make a case or a bank question."""

    question: str
    turns: tuple[str, ...]
    context: dict[str, Any]
    refs: tuple[str, ...]
    """References that the assistant cited then."""
    rest: dict[str, Any]
    """Everything else that the line says, to be shown."""
    key: str
    """Hash of question, turns and context: a decision holds for it."""

    @property
    def whole(self) -> str:
        """Return the question, the earlier turns of a dialogue before it."""
        return " → ".join((*self.turns, self.question))

    @property
    def slug(self) -> str:
        """Return a name for its fact, from its first words."""
        return "-".join(re.findall(r"[a-z0-9]+", self.question.lower())[:SLUG_WORDS]) or "fact"

    def remarks(self) -> dict[str, Any]:
        """Return what to show below the question."""
        shown = {"context": self.context, "cited then": ", ".join(self.refs), **self.rest}
        return {name: value for name, value in shown.items() if value not in ({}, [], "", None)}

    def reworded(self, question: str) -> Candidate:
        """Return the candidate with another question."""
        return replace(self, question=question.strip())


class Decisions:
    """Which candidates were decided on in earlier sittings; one JSON line each."""

    def __init__(self, path: Path) -> None:
        """:param path: file of the decisions, which need not exist yet."""
        self._path = path
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        self._keys = {json.loads(line)["key"] for line in lines if line.strip()}

    def made(self, candidate: Candidate) -> bool:
        """Return whether the candidate was decided on."""
        return candidate.key in self._keys

    def add(self, candidate: Candidate, decision: str) -> None:
        """Keep a decision."""
        self._keys.add(candidate.key)
        entry = {"key": candidate.key, "decision": decision, "question": candidate.question}
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")


def read_candidates(path: Path) -> list[Candidate]:
    """Return the candidates of a file.

    :raises EvaluationError: a line is no candidate.
    """
    candidates = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            candidates.append(_candidate(line, f"{path}:{number}"))
    return candidates


def _candidate(line: str, place: str) -> Candidate:
    try:
        content = json.loads(line)
    except ValueError as error:
        raise EvaluationError(f"{place}: is no JSON object: {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get("question"), str) or not content["question"].strip():
        raise EvaluationError(f'{place}: a candidate is an object with "question", not {line[:80]}')
    rest = dict(content)
    question, turns = rest.pop("question").strip(), rest.pop("turns", None) or []
    context, refs = rest.pop("context", None) or {}, rest.pop("refs", None) or []
    if not isinstance(context, dict) or not _all_text(turns) or not _all_text(refs):
        raise EvaluationError(f"{place}: turns and refs are lists of texts and context is an object")
    known = {name: context[name] for name in ("module_type", "modules") if context.get(name) is not None}
    # Not of the whole line: a question that was voted on and exported again is not decided on again.
    key = hashlib.sha256(json.dumps([question, turns, known], sort_keys=True).encode()).hexdigest()[:16]
    return Candidate(question, tuple(turns), known, tuple(refs), rest, key)


def _all_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def case_content(
    candidate: Candidate,
    *,
    fact: str,
    kind: Kind,
    route: Sequence[str],
    refs: Sequence[str],
    contains: Sequence[str],
    forbids: Sequence[str],
    must: bool,
    persona: str,
    style: str,
    split: str,
) -> dict[str, Any]:
    """Return the content of a case's line, without its id."""
    return {
        "fact": fact,
        "question": candidate.question,
        "turns": list(candidate.turns),
        "context": candidate.context,
        "persona": persona,
        "style": style,
        "language": "en",
        "kind": kind.value,
        "route": list(route),
        "refs": list(refs),
        "contains": list(contains),
        "forbids": list(forbids),
        "must": must,
        "split": split,
        "note": "from feedback",
    }


def append_case(path: Path, content: dict[str, Any], refs: Set[str]) -> str:
    """Append a case with the next free id and return that.

    :raises EvaluationError: it is no case, or stands in the file already; the file is then as before.
    """
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    used = [case.id for _, case in read_case_file(path, refs)] if before else []
    name = f"{ID_PREFIX}-{_next_number(used):04d}"
    line = json.dumps({"id": name, **content}, ensure_ascii=False)
    temporary = path.with_name(f".{path.name}.new")
    try:
        temporary.write_text(_ended(before) + line + "\n", encoding="utf-8")
        refuse_doubles((f"{path}:{number}", case) for number, case in read_case_file(temporary, refs))
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return name


def append_question(
    path: Path, question: str, question_refs: Sequence[str], style: str, tag: str, refs: Set[str]
) -> None:
    """Append a question to a bank file under a header of its own.

    :raises CorpusError: it is no bank question; the file is then as before.
    :raises EvaluationError: the bank would read its line as a header or a comment.
    """
    line = " ".join(question.split())
    if line.startswith(("[", "#")):
        raise EvaluationError(f"a bank question cannot begin with [ or #: {line!r}")
    header = f"[{' '.join(question_refs) or f'none {tag}'}] {style}"
    before = path.read_text(encoding="utf-8") if path.is_file() else "# reviewed feedback: assistant eval review\n"
    # Not *.txt: the corpus must not see it before it is checked.
    temporary = path.with_name(f".{path.name}.new")
    try:
        temporary.write_text(f"{_ended(before)}\n{header}\n{line}\n", encoding="utf-8")
        read_question_file(temporary, refs)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _next_number(used: Collection[str]) -> int:
    numbers = [int(found[1]) for name in used if (found := re.fullmatch(rf"{ID_PREFIX}-(\d+)", name))]
    return max(numbers, default=0) + 1


def _ended(text: str) -> str:
    """Return the text with a line end after its last line."""
    return text if not text or text.endswith("\n") else text + "\n"
