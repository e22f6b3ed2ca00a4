"""Read the question bank: ``questions/*.txt``, one question or message a line under headers.

A header is ``[REF ...] plain|real`` (best reference first) or ``[none TAG] plain|real``. A line that begins with
``# `` is a comment. Files whose names begin with ``heldout`` only fit thresholds and never train.
Does not judge whether there are enough questions: that is in ``checks.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from pathlib import Path

from corpus.errors import CorpusError
from corpus.types import BankQuestion

STYLES = ("plain", "real")
TAGS = ("absent", "other", "danger", "instruct", "off")
"""Kinds of questions that the guideline does not answer: fact not in it, other product, dangerous, trick, off topic."""

HELD_OUT_PREFIX = "heldout"
MAX_CHARACTERS = 1000
"""Longest line: longer ones are a lost line break, not a message (the longest real ones have about 600)."""

_HEADER = re.compile(r"\[(?P<what>[^\]]*)\](?P<style>.*)")
_FINAL = " \t.?!…"


def read_questions(folder: Path, refs: Set[str]) -> tuple[BankQuestion, ...]:
    """Return all questions of the bank, file by file in the order of their names.

    :param refs: references of all passages.
    :raises CorpusError: a malformed header, an unknown reference or tag, a doubled question ...
    """
    return merge(read_question_file(path, refs) for path in sorted((folder / "questions").glob("*.txt")))


def merge(files: Iterable[tuple[Path, tuple[BankQuestion, ...]]]) -> tuple[BankQuestion, ...]:
    """Return the questions of all files together.

    :raises CorpusError: questions stand in the bank twice; place of the first such, the message names them all
        (authors work apart from one another, so that several meet at once).
    """
    first: dict[str, tuple[Path, BankQuestion]] = {}
    result: list[BankQuestion] = []
    doubled: list[tuple[Path, int, str]] = []
    for path, questions in files:
        for question in questions:
            where, earlier = first.setdefault(fold(question.question), (path, question))
            if earlier is not question:
                other = "" if (earlier.refs, earlier.tag) == (question.refs, question.tag) else ", under another header"
                message = f"{question.question!r} is in the bank already, at {where.name}:{earlier.line}{other}"
                doubled.append((path, question.line, message))
            result.append(question)
    if doubled:
        path, line, message = doubled[0]
        more = "".join(f"\n{path.name}:{line}: {message}" for path, line, message in doubled[1:])
        raise CorpusError(f"question {message}: remove one{more}", path, line)
    return tuple(result)


def fold(question: str) -> str:
    """Return what two questions have in common that count as the same: case, blanks and final punctuation ignored."""
    return " ".join(question.casefold().split()).rstrip(_FINAL)


def read_question_file(path: Path, refs: Set[str]) -> tuple[Path, tuple[BankQuestion, ...]]:
    """Return one file's path and questions.

    :raises CorpusError: a malformed header, an unknown reference or tag, a question before the first header ...
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CorpusError(f"is not UTF-8 text (byte {error.start})", path) from error
    header: tuple[tuple[str, ...], str, str] | None = None
    questions: list[BankQuestion] = []
    # split on line ends only: splitlines() would also cut at characters that a pasted message may hold
    for number, raw in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        line = raw.strip()
        if not line or line == "#" or line.startswith("# "):
            continue
        if line.startswith("["):
            header = _header(line, refs, path, number)
            continue
        if header is None:
            message = "question before the first header: begin with '[REF] plain' or '[none TAG] plain'"
            raise CorpusError(message, path, number)
        if len(line) > MAX_CHARACTERS:
            raise CorpusError(f"line of {len(line)} characters: {MAX_CHARACTERS} at most", path, number)
        if not fold(line):
            raise CorpusError(f"{line!r} holds no words", path, number)
        named, style, tag = header
        held_out = path.name.startswith(HELD_OUT_PREFIX)
        questions.append(BankQuestion(line, named, style, tag, path.stem, held_out, number))
    return path, tuple(questions)


def _header(line: str, refs: Set[str], path: Path, number: int) -> tuple[tuple[str, ...], str, str]:
    """Return references, style and tag of a header line."""
    found = _HEADER.fullmatch(line)
    if not found:
        raise CorpusError(f"header {line!r} is not '[REF ...] plain' or '[none TAG] real'", path, number)
    words, style = found["what"].split(), found["style"].strip()
    if style not in STYLES:
        raise CorpusError(f"style {style!r} in header {line!r}: allowed are {', '.join(STYLES)}", path, number)
    if not words:
        raise CorpusError(f"header {line!r} names no reference: use '[none TAG]' where nothing answers", path, number)
    if words[0] == "none":
        if len(words) != 2 or words[1] not in TAGS:
            raise CorpusError(f"header {line!r}: after 'none' comes one of {', '.join(TAGS)}", path, number)
        return (), style, words[1]
    for ref in words:
        if ref not in refs:
            raise CorpusError(f"reference {ref!r} in header {line!r} is no passage of the guideline", path, number)
        if words.count(ref) > 1:
            raise CorpusError(f"reference {ref!r} stands twice in header {line!r}", path, number)
    return tuple(words), style, ""
