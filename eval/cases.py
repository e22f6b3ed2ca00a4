"""Read the evaluation cases, strictly: a bad line is named with file and line.

Not here: whether the set as a whole is large and varied enough (a test counts that).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence, Set
from pathlib import Path
from typing import Any

from assistant.types import Route
from corpus.errors import EvaluationError
from eval.types import ABSTAINING, GROUPS, PERSONAS, SPLITS, STYLES, Case, Group, Kind

FOLDER = Path(__file__).resolve().parent / "cases"
KEYS = (
    "id fact question turns context persona style language kind route refs contains forbids must split note"
).split()
"""The keys of a line: all must stand there, and no others."""
MAX_CHARACTERS = 2000
"""Longest question: the assistant reads no further either."""
MOST_NAMED = 30
"""Doubled cases named in one message: more is a file that was copied, not cases to look at."""
PRODUCTS = ("HVB", "HVM+", "HVS+")

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_ROUTES = tuple(route.value for route in Route)


def read_cases(folder: Path, refs: Set[str]) -> tuple[Case, ...]:
    """Return all cases of a folder, file by file in the order of their names.

    :param refs: references of all passages.
    :raises EvaluationError: a bad line, a doubled id or question, or no case at all.
    """
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise EvaluationError(f"no cases in {folder}: one or more *.jsonl files belong there")
    placed = [(f"{path}:{line}", case) for path in paths for line, case in read_case_file(path, refs)]
    refuse_doubles(placed)
    return tuple(case for _, case in placed)


def read_case_file(path: Path, refs: Set[str]) -> list[tuple[int, Case]]:
    """Return the cases of one file with their lines.

    :raises EvaluationError: the file is not UTF-8, or a line is no case.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{path}: is not UTF-8 text (byte {error.start})") from error
    # split on line ends only: splitlines() would also cut at characters that a question may hold
    lines = text.split("\n")
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    return [(number, parse_case(line, f"{path}:{number}", refs)) for number, line in numbered]


def refuse_doubles(placed: Iterable[tuple[str, Case]]) -> None:
    """Compare ids and questions of all cases; a question with other turns or another context is another one.

    :raises EvaluationError: an id or a question stands there twice; all such are named, up to a screenful.
    """
    first: dict[Any, tuple[str, str]] = {}
    doubled: list[str] = []
    for place, case in placed:
        same = (fold(case.question), tuple(map(fold, case.turns)), tuple(sorted(case.context.items())))
        for key, what in ((("id", case.id), f"id {case.id!r}"), (same, f"question {case.question!r} of {case.id}")):
            earlier, of = first.setdefault(key, (place, case.id))
            if earlier != place:
                doubled.append(f"{place}: {what} stands there already, at {earlier} ({of})")
    if doubled:
        more = [f"and {len(doubled) - MOST_NAMED} more"] if len(doubled) > MOST_NAMED else []
        raise EvaluationError("\n".join([*doubled[:MOST_NAMED], *more]))


def fold(text: str) -> str:
    """Return what two questions that count as the same have in common: case, blanks, final punctuation ignored."""
    return " ".join(text.casefold().split()).rstrip(" .?!…")


def parse_case(line: str, place: str, refs: Set[str]) -> Case:
    """Return the case of one line.

    :param place: file and line, for messages.
    :raises EvaluationError: the line is no JSON object with exactly the keys, or a value is not allowed.
    """
    try:
        content = json.loads(line, object_pairs_hook=_no_doubled_keys)
    except ValueError as error:
        raise EvaluationError(f"{place}: is no JSON object: {error}") from error
    if not isinstance(content, dict):
        raise EvaluationError(f"{place}: is a JSON {type(content).__name__}, not an object")
    return _Checked(content, place, refs).case()


class _Checked:
    """The content of one line, read key by key."""

    def __init__(self, content: dict[str, Any], place: str, refs: Set[str]) -> None:
        self.content = content
        self.place = place
        self.refs = refs

    def fail(self, message: str) -> EvaluationError:
        """Return the error with the place before it."""
        return EvaluationError(f"{self.place}: {message}")

    def case(self) -> Case:
        """Return the case, every value checked."""
        missing = [key for key in KEYS if key not in self.content]
        unknown = [key for key in self.content if key not in KEYS]
        if missing or unknown:
            lacks = f"lacks {', '.join(missing) or 'nothing'}, has unknown {', '.join(unknown) or 'nothing'}"
            raise self.fail(f"the case {lacks}; its keys are {', '.join(KEYS)}")
        case = Case(
            id=self.text("id", _ID),
            fact=self.text("fact", re.compile(r"\S+")),
            question=self.text("question"),
            turns=self.texts("turns"),
            context=self.context(),
            persona=self.choice("persona", PERSONAS),
            style=self.choice("style", STYLES),
            language=self.text("language", re.compile(r"[a-z]{2}")),
            kind=Kind(self.choice("kind", tuple(Kind))),
            route=self.texts("route", lambda route: route in _ROUTES, f"one of {', '.join(_ROUTES)}"),
            refs=self.texts("refs", lambda ref: ref in self.refs, "a reference of the guideline"),
            contains=self.patterns("contains"),
            forbids=self.patterns("forbids"),
            must=self.flag("must"),
            split=self.choice("split", SPLITS),
            note=self.text("note", re.compile(r".*", re.DOTALL)),
        )
        self.coherent(case)
        return case

    def text(self, key: str, pattern: re.Pattern[str] = re.compile(r"(?=.*\S).*", re.DOTALL)) -> str:
        """Return a text that fits the pattern as a whole."""
        value = self.content[key]
        if not isinstance(value, str) or not pattern.fullmatch(value) or len(value) > MAX_CHARACTERS:
            raise self.fail(f"{key} must be text of the form {pattern.pattern!r}, not {_short(value)}")
        return value

    def choice(self, key: str, allowed: Sequence[str]) -> str:
        """Return one of the allowed texts."""
        value = self.content[key]
        if not isinstance(value, str) or value not in allowed:
            raise self.fail(f"{key} must be one of {', '.join(allowed)}, not {_short(value)}")
        return value

    def texts(self, key: str, fits: Callable[[str], object] = str.strip, what: str = "text") -> tuple[str, ...]:
        """Return a list of texts, each of which fits, none twice except in a dialogue."""
        value = self.content[key]
        if not isinstance(value, list):
            raise self.fail(f"{key} must be a list, not {_short(value)}")
        for item in value:
            if not isinstance(item, str) or not fits(item):
                raise self.fail(f"each of {key} must be {what}, not {_short(item)}")
            if key != "turns" and value.count(item) > 1:
                raise self.fail(f"{key} names {item!r} twice")
        return tuple(value)

    def patterns(self, key: str) -> tuple[str, ...]:
        """Return a list of regular expressions."""
        patterns = self.texts(key)
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise self.fail(f"{key} has {pattern!r}, which is no regular expression: {error}") from error
        return patterns

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self.content[key]
        if not isinstance(value, bool):
            raise self.fail(f"{key} must be true or false, not {_short(value)}")
        return value

    def context(self) -> dict[str, Any]:
        """Return what the chat knows beforehand."""
        value = self.content["context"]
        if not isinstance(value, dict) or set(value) - {"module_type", "modules"}:
            raise self.fail(f"context must be an object with module_type and modules at most, not {_short(value)}")
        if "module_type" in value and value["module_type"] not in PRODUCTS:
            raise self.fail(f"module_type must be one of {', '.join(PRODUCTS)}, not {_short(value['module_type'])}")
        if "modules" in value and (type(value["modules"]) is not int or value["modules"] < 1):
            raise self.fail(f"modules must be a whole number from 1, not {_short(value['modules'])}")
        return value

    def coherent(self, case: Case) -> None:
        """Refuse what contradicts the kind."""
        if not case.route:
            raise self.fail("route names no accepted route")
        if GROUPS[case.kind] is Group.UNANSWERABLE:
            if case.refs:
                raise self.fail(f"kind {case.kind} wants an abstention, so refs must be empty, not {list(case.refs)}")
            if not ABSTAINING & set(case.route):
                raise self.fail(
                    f"kind {case.kind} accepts none (or event_code: unlisted), not {list(case.route)} alone"
                )
        elif not case.refs:
            raise self.fail(f"kind {case.kind} needs at least one accepted reference")
        if case.kind is Kind.DIALOGUE:
            self.steps(case)

    def steps(self, case: Case) -> None:
        """Refuse a walk whose end or steps cannot be what was meant."""
        if case.route != (Route.GUIDELINE,):
            raise self.fail(f"kind {case.kind} ends at a measure, so route must be guideline, not {list(case.route)}")
        for step in (*case.turns, case.question):
            if step.startswith("[") != step.endswith("]") or not step.strip("[] "):
                raise self.fail(f"each step must be text or a button in square brackets, not {_short(step)}")


def _no_doubled_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"key {next(key for key in keys if keys.count(key) > 1)!r} stands there twice")
    return content


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"


def case_line(case: Case) -> str:
    """Return the JSON line of a case, without a line end."""
    values = {key: getattr(case, key) for key in KEYS}
    return json.dumps({key: list(v) if isinstance(v, tuple) else v for key, v in values.items()}, ensure_ascii=False)
