"""Read a document's decision graph (``diagnosis.toml``): what to ask an installer, and where the answers lead.

A row is one question. Its options stand in it as inline tables; ranges of event codes and of numbers are written once
and become an option each. Whether the graph as a whole is sound is proven in ``diagnosis_checks.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.diagnosis_types import Node, Option
from corpus.toml_rows import Row, read_rows
from corpus.types import EventCode

DIAGNOSIS_FILE = "diagnosis.toml"
START = "start"
"""Id of the first question."""
UNKNOWN = "I don't know"
LONGEST_LABEL = 44
"""Characters of a button that a phone shows on one line."""
_OPTION_KEYS = ("label", "go", "ends", "words", "means", "led", "say")


def read_diagnosis(folder: Path, codes: Iterable[EventCode]) -> tuple[Node, ...]:
    """Return the nodes in the file's order; none where the document has no graph.

    :param codes: the document's event codes, for options written as a range of codes.
    :raises CorpusError: a row or an option is malformed.
    """
    path = folder / DIAGNOSIS_FILE
    if not path.is_file():
        return ()
    [rows] = read_rows(path, "node")
    numbers = {code.number: code.code for code in codes}
    nodes: list[Node] = []
    for row in rows:
        node = _node(row, numbers)
        if any(node.id == other.id for other in nodes):
            row.fail(f"node {node.id!r} occurs twice: rename one")
        nodes.append(node)
    return tuple(nodes)


def _node(row: Row, codes: dict[int, str]) -> Node:
    row.only("id", "ask", "refs", "hint", "section", "options", "codes", "numbers", "go", "say", "unknown")
    id_ = row.text("id")
    if not re.fullmatch(r"[a-z0-9_]{1,16}", id_):
        row.fail(f"id = {id_!r}: lower case letters, digits and _, at most 16")
    options = [_option(row, content) for content in _tables(row, "options")]
    if "codes" in row.values:
        options += _codes(row, codes)
    if "numbers" in row.values:
        options += _numbers(row)
    if not options:
        row.fail("has no options: write options, codes or numbers")
    labels = [option.label for option in options]
    doubled = sorted({label for label in labels if labels.count(label) > 1})
    if doubled:
        row.fail(f"label {doubled[0]!r} occurs twice")
    unknown = row.values.get("unknown")
    if not isinstance(unknown, dict):
        row.fail('"unknown" is missing: say where "I don\'t know" leads, like unknown = { go = "led" }')
    return Node(
        id=id_,
        ask=row.text("ask"),
        refs=row.texts("refs"),
        options=tuple(options),
        unknown=_option(row, {"label": UNKNOWN, **unknown}),
        hint=row.text("hint", ""),
        section=row.text("section", ""),
        line=row.line,
    )


def _tables(row: Row, key: str) -> list[dict[str, Any]]:
    value = row.values.get(key, [])
    if not isinstance(value, list) or not all(isinstance(content, dict) for content in value):
        row.fail(f"{key} must be a list of tables, like {key} = [ {{ label = ..., go = ... }} ]")
    return value


def _option(row: Row, content: dict[str, Any]) -> Option:
    """Return one option; it leads either to a node or to an end."""
    inner = Row(content, row.path, row.line)
    inner.only(*_OPTION_KEYS)
    label = inner.text("label")
    if len(label) > LONGEST_LABEL:
        row.fail(f"label {label!r} has {len(label)} characters: at most {LONGEST_LABEL} fit a button")
    go = inner.text("go", "")
    ends = inner.texts("ends") if "ends" in content else ()
    if bool(go) == bool(ends):
        row.fail(f"option {label!r} needs either go or ends")
    words = inner.texts("words") if "words" in content else ()
    for word in words:
        if word != word.lower():
            row.fail(f"word {word!r} of option {label!r} is not lower case")
    means = inner.choice("means", ("yes", "no")) if "means" in content else ""
    return Option(label, go, ends, words, means, inner.text("led", ""), inner.text("say", ""))


def _range(row: Row, key: str) -> tuple[int, int]:
    value = row.text(key)
    match = re.fullmatch(r"(\d+)-(\d+)", value)
    if match is None or int(match[1]) > int(match[2]):
        row.fail(f"{key} = {value!r} is not a range such as 100-109")
    return int(match[1]), int(match[2])


def _codes(row: Row, codes: dict[int, str]) -> list[Option]:
    """Return an option for each event code of the range; each ends at the code's own passage."""
    low, high = _range(row, "codes")
    found = [code for number, code in sorted(codes.items()) if low <= number <= high]
    if not found:
        row.fail(f"no event code between {low} and {high}")
    return [Option(code, ends=(f"2.9/{code}",)) for code in found]


def _numbers(row: Row) -> list[Option]:
    """Return an option for each number of the range; all lead to the row's ``go``, ``{n}`` in ``say`` is the number."""
    low, high = _range(row, "numbers")
    go, say = row.text("go"), row.text("say", "")
    return [Option(str(n), go=go, say=say.replace("{n}", str(n))) for n in range(low, high + 1)]
