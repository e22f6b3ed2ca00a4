"""Cuts a pasted text into lines, and long ones into pieces that ``normalise`` takes whole.

Not here: what a piece holds (``measure_scan.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.normalise import normalise

MOST_CHARACTERS = 8_000
"""The largest tower has 160 cells: at 16 characters each that is a third of this."""
_PIECE = 1_200
"""Characters that ``normalise`` takes at once without cutting."""
_LINES = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029|]+")
_GLUED_UNIT = re.compile(r"(?i)(?<=\d)\s?(m?v(?:olt)?s?)(?=[\d;,/])")

_GLUED_TIMES = re.compile(r"(?i)(?<![\w.,])(\d{1,2})\s?[x×*]\s?(?=\d)")


def pieces(raw: str) -> Iterator[tuple[int, str]]:
    """Yield each piece of the text folded, with the number of its line from 0."""
    for number, line in enumerate(_LINES.split(raw[:MOST_CHARACTERS])):
        for piece in _cut(line):
            yield number, normalise(_GLUED_TIMES.sub(r"\1 x ", _GLUED_UNIT.sub(r" \1 ", piece))).folded


def _cut(line: str) -> list[str]:
    """Return a line cut at blanks so that ``normalise`` takes each piece whole."""
    if len(line) <= _PIECE:
        return [line] if line.strip() else []
    pieces: list[str] = []
    rest = line
    while len(rest) > _PIECE:
        at = max(rest.rfind(blank, 0, _PIECE) for blank in (" ", "\t", ";", ","))
        at = _PIECE if at <= 0 else at + 1
        pieces.append(rest[:at])
        rest = rest[at:]
    return [*pieces, rest]
