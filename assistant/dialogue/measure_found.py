"""What the scan of a pasted text has found: values in their order, and what else was said of the tower.

Not here: how it is found (``measure_scan.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant.dialogue.measure_tokens import LARGEST_CELL_V
from assistant.dialogue.measure_types import Value
from assistant.route.voltage_words import Scope


@dataclass(slots=True)
class Found:
    """What a text holds, values in the order in which they stand."""

    values: list[Value] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    sizes: list[tuple[str, str]] = field(default_factory=list)
    """Type and number directly after it: a model (``HVM+ 13.8``) or already the first value (``HVM+ 51.2``)."""
    counts: list[int] = field(default_factory=list)
    plusless: str = ""
    strange: int = 0
    """Words that do not belong to a list of values."""
    is_bare: list[bool] = field(default_factory=list)
    """For each value: whether it is a whole number without a unit."""
    line: list[int] = field(default_factory=list)
    """For each value: the line it stands in, from 0."""
    towers: list[str] = field(default_factory=list)
    """Which of several towers is named ("tower 2:")."""
    unclear: list[str] = field(default_factory=list)
    """Runs of digits and commas that read in two ways."""
    in_millivolts: bool = False
    """Whether "mV" stands somewhere without a number (a heading)."""
    is_told: bool = False
    """Whether modules are told by their number only ("three read 51, one reads 38"): which ones is not said."""
    names_tower: bool = False
    """Whether a tower is named whose modules are counted: a single value is its, however small."""
    is_several: bool = False
    """Whether several towers are told at once ("2 towers of 4 modules", "2x4 modules")."""
    is_cut: bool = False

    def assign(self, modules: list[int]) -> None:
        """Give the last value, a cell's, its module; one cell of each where there are several."""
        cell, bare, line = self.values.pop(), self.is_bare.pop(), self.line.pop()
        for module in dict.fromkeys(modules):
            self.values.append(replace(cell, scope=Scope.CELL, module=module))
            self.is_bare.append(bare)
            self.line.append(line)


def is_loose_cell(value: Value) -> bool:
    """Return whether a value is a cell's of which no module was said."""
    is_cell = value.scope is Scope.CELL or (value.scope is None and value.value_v <= LARGEST_CELL_V)
    return is_cell and value.module is None
