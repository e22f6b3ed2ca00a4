"""The state of a measuring dialogue as a small value with a JSON form.

Not here: what happens in the dialogue (``measure.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from assistant.dialogue.measure_scan import MOST_VALUES
from assistant.dialogue.measure_tokens import in_volts
from assistant.dialogue.measure_types import Measured, Value
from assistant.route.voltage_words import Scope

_SCOPES = {"t": Scope.TOWER, "m": Scope.MODULE, "c": Scope.CELL, "": None}
_LETTERS = {scope: letter for letter, scope in _SCOPES.items()}


@dataclass(frozen=True, slots=True)
class Measuring:
    """What a measuring dialogue knows."""

    measured: Measured = field(default_factory=Measured)
    """Its doubts are left out in JSON: they follow from the values, but for those below."""
    settled: tuple[str, ...] = ()
    """Kinds of doubts that the user has settled."""
    any_type: bool = False
    """Whether the user does not know the module type."""

    def content(self) -> dict[str, Any]:
        """Return the state for JSON."""
        measured = self.measured
        content: dict[str, Any] = {
            "type": measured.type,
            "count": measured.count,
            "model": measured.model,
            "tower": None if measured.tower is None else _row(measured.tower),
            "modules": [_row(value) for value in measured.modules],
            "cells": [_row(value) for value in measured.cells],
            "open": [_row(value) for value in measured.open],
            "plusless": measured.plusless,
            "told": measured.is_told,
            "one": measured.is_one,
            "settled": list(self.settled),
            "any_type": self.any_type,
        }
        return {key: value for key, value in content.items() if value}

    @classmethod
    def of(cls, content: dict[str, Any]) -> Measuring:
        """Return the state of a JSON object.

        :raises ValueError, TypeError, KeyError: it is none.
        """
        tower = content.get("tower")
        type_, count = content.get("type"), content.get("count")
        if not (type_ is None or type_ in ("HVB", "HVM+", "HVS+")) or not (count is None or type(count) is int):
            raise ValueError("type or count")
        measured = Measured(
            type=type_,
            count=count,
            model=str(content.get("model", "")),
            tower=None if tower is None else _value(tower),
            modules=tuple(map(_value, content.get("modules", ())))[:MOST_VALUES],
            cells=tuple(map(_value, content.get("cells", ())))[:MOST_VALUES],
            open=tuple(map(_value, content.get("open", ())))[:MOST_VALUES],
            plusless=str(content.get("plusless", "")),
            is_told=content.get("told") is True,
            is_one=content.get("one") is True,
        )
        return cls(measured, tuple(map(str, content.get("settled", ()))), content.get("any_type") is True)


def _row(value: Value) -> list[Any]:
    """Return a value as a short list; trailing empty parts are left out."""
    row: list[Any] = [value.written, _LETTERS[value.scope], value.module, value.cell, value.bound, value.label]
    row.append(1 if value.is_lowest else None)
    while row and not row[-1]:
        row.pop()
    return row


def _value(row: list[Any]) -> Value:
    padded = [*row, *([None] * (7 - len(row)))]
    written, letter, module, cell, bound, label, lowest = padded
    number, _, unit = str(written).partition(" ")
    for part in (module, cell):
        if not (part is None or type(part) is int):
            raise ValueError("number")
    value_v: Fraction
    value_v, shown = in_volts(number, "mv" if unit == "mV" else "v")
    return Value(value_v, shown, _SCOPES[letter or ""], module, cell, bound or "", label or "", bool(lowest))
