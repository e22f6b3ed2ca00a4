"""Rows of a TOML file with the line of each, and checked access to their values.

Knows nothing of what the rows mean: ``tables.py`` makes typed values of them.
Values that look like numbers are text in the files and become numbers here, once.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

from corpus.errors import CorpusError

_HEADER = re.compile(r"\s*\[\[\s*([A-Za-z0-9_-]+)\s*\]\]\s*(?:#.*)?$")
_AT_LINE = re.compile(r"\(at line (\d+)")
_DECIMAL = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One ``[[name]]`` table of a TOML file."""

    values: dict[str, Any]
    path: Path
    line: int
    """Line of its header, from 1."""

    def fail(self, message: str) -> NoReturn:
        """Raise a CorpusError with the row's file and line."""
        raise CorpusError(message, self.path, self.line)

    def only(self, *allowed: str) -> None:
        """Raise for a key that the row must not have: most often a misspelling."""
        for key in self.values:
            if key not in allowed:
                self.fail(f"unknown key {key!r}: allowed are {', '.join(allowed)}")

    def text(self, key: str, default: str | None = None) -> str:
        """Return the text of a key, stripped; the default where the key is missing."""
        value = self.values.get(key, default)
        if value is None:
            self.fail(f"{key!r} is missing")
        if not isinstance(value, str):
            self.fail(f"{key} = {value!r} is not text: put it in quotation marks")
        if not value.strip() and value != default:
            self.fail(f"{key!r} is empty")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts of a key."""
        value = self.values.get(key)
        if value is None:
            self.fail(f"{key!r} is missing")
        if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
            self.fail(f"{key} = {value!r} is not a list of texts")
        doubled = sorted({text for text in value if value.count(text) > 1})
        if doubled:
            self.fail(f"{key} holds {doubled[0]!r} twice: remove one")
        return tuple(value)

    def aliases(self) -> tuple[str, ...]:
        """Return the row's aliases, which must be lower case."""
        aliases = self.texts("aliases")
        for alias in aliases:
            if alias != alias.lower():
                self.fail(f"alias {alias!r} is not lower case")
        return aliases

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        """Return the text of a key that must be one of the allowed ones."""
        value = self.text(key)
        if value not in allowed:
            self.fail(f"{key} = {value!r}: allowed are {', '.join(allowed)}")
        return value

    def flag(self, key: str) -> bool:
        """Return True for the text ``true`` and False for ``false``."""
        return self.choice(key, ("true", "false")) == "true"

    def count(self, key: str) -> int:
        """Return a whole number above 0."""
        value = self.text(key)
        if not re.fullmatch(r"[1-9]\d*", value):
            self.fail(f"{key} = {value!r} is not a whole number above 0")
        return int(value)

    def volts(self, key: str) -> Fraction:
        """Return an exact voltage above 0."""
        value = self.text(key)
        if not _DECIMAL.fullmatch(value) or Fraction(value) == 0:
            self.fail(f"{key} = {value!r} is not a voltage such as 1.5")
        return Fraction(value)


def read_toml(path: Path) -> tuple[dict[str, Any], str]:
    """Return a TOML file's values and its text.

    :raises CorpusError: the file is missing, not UTF-8 or not TOML.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CorpusError(f"cannot be read ({error.strerror}): put the file back", path) from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"is not UTF-8 text (byte {error.start})", path) from error
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        # An error at the end of the document carries no line: then it is the last one.
        line = int(at.group(1)) if at else len(text.splitlines())
        raise CorpusError(f"is not TOML: {error}", path, line) from error


def header_lines(text: str, name: str) -> list[int]:
    """Return the lines (from 1) of the ``[[name]]`` headers: tomllib keeps none.

    Lines inside multi-line strings are not headers, whatever they look like.
    """
    lines: list[int] = []
    closing = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not closing:
            found = _HEADER.match(line)
            if found and found.group(1) == name:
                lines.append(number)
        rest = line
        while True:
            marks = [(rest.find(mark), mark) for mark in ([closing] if closing else ["'''", '"""']) if mark in rest]
            if not marks:
                break
            place, mark = min(marks)
            closing = "" if closing else mark
            rest = rest[place + 3 :]
    return lines


def read_rows(path: Path, *names: str) -> list[list[Row]]:
    """Return the rows of a file, one list for each name, in the file's order.

    :raises CorpusError: the file is malformed or holds something besides the named rows.
    """
    values, text = read_toml(path)
    for key in values:
        if key not in names:
            raise CorpusError(f"unknown table {key!r}: allowed are {', '.join(names)}", path)
    result: list[list[Row]] = []
    for name in names:
        entries = values.get(name, [])
        lines = header_lines(text, name)
        if not isinstance(entries, list) or len(lines) != len(entries):
            raise CorpusError(f"{name!r} must be written as [[{name}]], one header a row", path)
        result.append([Row(entry, path, line) for entry, line in zip(entries, lines, strict=True)])
    return result
