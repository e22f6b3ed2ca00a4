"""Safety net of voltage verdicts: a value that the question names must show in the answer, or be said to be left out.

"HVS+ 95 V 1.3 V" may mean a cell of 1.3 V; judging the 95 V alone would call a module in undervoltage fine. Not here:
understanding values (the voltage rule); this only notices that one was not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from assistant.types import Draft, Query, Route
from corpus.types import Block, BlockKind, Corpus

_VALUE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s?(mv|v)\b")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LOWEST = re.compile(
    r"\b(?:min|umin|lowest|low|smallest|weakest)\.?(?:\s?(?:is|at|=|:))?\s?(\d(?:\.\d+)?)\b(?!\s?(?:modules?|m?v\b))"
)
HIGHEST_CELL_V = Fraction(4)
"""An LFP cell never has more: such a value beside a module's can only be a cell."""


def with_unread(draft: Draft, query: Query, corpus: Corpus) -> Draft:
    """Return the draft with a warning in front where a named voltage stands nowhere in it."""
    if draft.route is not Route.VOLTAGE or draft.abstained:
        return draft
    named = _named(query.folded)
    if not named:
        return draft
    shown = {Fraction(number) for number in set(_NUMBER.findall(_text(draft.blocks)))}
    unread = [(text, volts) for text, volts in named if volts not in shown and volts * 1000 not in shown]
    if not unread:
        return draft
    limit = min(type_.cell_undervoltage_v for type_ in corpus.module_types)
    low = [text for text, volts in unread if volts < limit]
    cells = [text for text, volts in unread if limit <= volts <= HIGHEST_CELL_V]
    others = [text for text, volts in unread if volts > HIGHEST_CELL_V]
    notes = []
    if low:
        notes.append(
            f"**Is {_listed(low)} a cell? Then its module is in undervoltage** (a cell below 1.5 V), whatever the "
            "module's own voltage: avoid any further discharge, and see 2.10."
        )
    if cells:
        notes.append(f"{_listed(cells)} was not judged: a cell above 1.5 V is not in undervoltage.")
    if others:
        notes.append(f"{_listed(others)} was not judged. Ask for it alone, with type and number of modules.")
    first, *rest = draft.blocks
    warnings = (Block(BlockKind.WARNING, text=note) for note in notes)
    return replace(draft, blocks=(first, *warnings, *rest))


def _named(folded: str) -> list[tuple[str, Fraction]]:
    """Return the voltages that a question names, as written and in V."""
    named = [
        (f"{number} {'mV' if unit == 'mv' else 'V'}", Fraction(number) / (1000 if unit == "mv" else 1))
        for number, unit in _VALUE.findall(folded)
    ]
    return named + [(number, Fraction(number)) for number in _LOWEST.findall(folded)]


def _text(blocks: Iterable[Block]) -> str:
    return " ".join(" ".join([block.text, *block.items, *(" ".join(row) for row in block.rows)]) for block in blocks)


def _listed(words: list[str]) -> str:
    return " and ".join(dict.fromkeys(words))
