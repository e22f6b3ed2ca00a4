"""One verdict a module: its voltage against the healthy limit, its cells against the undervoltage limit (2.10).

Not here: what is said about it (``measure_verdict.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from assistant.dialogue.measure_types import Measured, Value
from assistant.route.voltage_text import volts
from assistant.route.voltage_verdicts import State, cell_state, module_state, shown
from corpus.types import ModuleType


class Undervoltage(Enum):
    """Whether a module is in undervoltage (2.10: one cell below 1.5 V)."""

    SURE = "sure"
    OPEN = "open"
    """Low, and its cells are not known."""
    NO = "no"


@dataclass(frozen=True, slots=True)
class Judged:
    """One module with its verdict."""

    number: int | None
    value: Value | None
    """Its voltage; None where only cells are known."""
    at: State | None
    """Where its voltage lies against the healthy limit."""
    undervoltage: Undervoltage
    why: str = ""
    """What makes undervoltage sure."""

    @property
    def name(self) -> str:
        """Return ``Module 3``."""
        return "The module" if self.number is None else f"Module {self.number}"


def assigned_cells(measured: Measured, type_: ModuleType) -> tuple[tuple[Value, ...], bool]:
    """Return the cells with their modules, and whether that was inferred from their order.

    A list of whole modules' cells without any label goes from the top, as such lists are exported.
    """
    cells = measured.cells
    loose = [cell for cell in cells if cell.module is None and not cell.is_lowest]
    modules, rest = divmod(len(loose), type_.cells)
    if rest or modules < 2 or len(loose) != len(cells) or modules != (measured.count or modules):
        return cells, False
    numbered = (
        Value(c.value_v, c.written, c.scope, i // type_.cells + 1, i % type_.cells + 1, c.bound, c.label)
        for i, c in enumerate(cells)
    )
    return tuple(numbered), True


def judge(measured: Measured, type_: ModuleType) -> tuple[Judged, ...]:
    """Return one verdict a module from the top, for each that has a voltage or cells."""
    cells, _ = assigned_cells(measured, type_)
    voltages = {value.module: value for value in measured.modules}
    numbers = sorted({*voltages, *(cell.module for cell in cells if cell.module is not None)}, key=lambda n: n or 0)
    lowest = [cell for cell in measured.cells if cell.is_lowest and cell.module is None]
    judged = tuple(
        _judge(
            voltages.get(number),
            [cell for cell in cells if cell.module == number and (number is not None or measured.cells_are_its)],
            lowest,
            type_,
            number,
        )
        for number in numbers
    )
    if not loose_low_cells(measured, type_) or any(item.undervoltage is Undervoltage.SURE for item in judged):
        return judged
    # A low cell of an unknown module: no module is settled whose own cells are not all known.
    return tuple(
        replace(item, undervoltage=Undervoltage.OPEN)
        if sum(cell.module == item.number for cell in cells) < type_.cells
        else item
        for item in judged
    )


def _judge(value: Value | None, own: list[Value], lowest: list[Value], type_: ModuleType, number: int | None) -> Judged:
    limit = type_.cell_undervoltage_v
    at = None if value is None else module_state(value.reading, type_)
    low = [cell for cell in own if cell_state(cell.reading, limit) is State.LOW]
    if low:
        worst = min(low, key=lambda cell: cell.value_v)
        return Judged(number, value, at, Undervoltage.SURE, is_below(worst, limit))
    if value is not None and value.bound != ">" and at is State.LOW and value.value_v < type_.cells * limit:
        working = f"{type_.cells} × {volts(limit)} = {volts(type_.cells * limit)}"
        return Judged(
            number, value, at, Undervoltage.SURE, f"below {working} a cell under {volts(limit)} is certain (inferred)"
        )
    all_fine = len(own) >= type_.cells or any(cell.is_lowest for cell in own) or bool(lowest)
    fine = [*own, *lowest] and all(cell_state(cell.reading, limit) is State.FINE for cell in (*own, *lowest))
    if at in (State.LOW, State.ON, State.UNKNOWN) and not (all_fine and fine):
        return Judged(number, value, at, Undervoltage.OPEN)
    return Judged(number, value, at, Undervoltage.NO)


def is_below(cell: Value, limit_v: Fraction) -> str:
    """Return ``cell 5 at 1.2 V is below 1.5 V``, with what is known."""
    name = "a cell" if cell.cell is None else f"cell {cell.cell}"
    if cell.bound and cell.value_v == limit_v:
        return f"{name} is below {volts(limit_v)}"
    return f"{name} at {shown(cell.reading)} is below {volts(limit_v)}"


def loose_low_cells(measured: Measured, type_: ModuleType) -> list[Value]:
    """Return the cells in undervoltage of which the module is not known."""
    if measured.cells_are_its:
        return []
    cells, _ = assigned_cells(measured, type_)
    limit = type_.cell_undervoltage_v
    return [cell for cell in cells if cell.module is None and cell_state(cell.reading, limit) is State.LOW]
