"""Lines beside the verdict: the tower or the sum of its modules, and values that stand apart from the others.

The second is our own aid and says so: the guideline gives no number for a deviation.
"""

from __future__ import annotations

from fractions import Fraction
from statistics import median

from assistant.dialogue.measure_judge import Judged, assigned_cells
from assistant.dialogue.measure_types import Measured, Value
from assistant.route.rule import listing
from assistant.route.voltage_text import product, volts
from assistant.route.voltage_verdicts import shown
from corpus.types import ModuleType

OUTLIER_SHARE = Fraction(2, 100)
"""A module this far from the median is named: 1 V at 50 V, several times a multimeter's error, whatever the SOC is."""
CELL_OUTLIER_V = Fraction(1, 10)
"""A cell this far from the median is named: cells at rest in one module stand closer."""
FEWEST_FOR_MEDIAN = 3
OWN_AID = "Our own aid, not the guideline's"
MOST_CELLS = 3
"""Cells named one by one."""


def tower_lines(measured: Measured, type_: ModuleType) -> list[str]:
    """Return the tower, and the sum of its modules, against nominal and minimum operating voltage."""
    lines = []
    count, values = measured.count, measured.modules
    if len(values) > 1 and not any(value.bound for value in values):
        total = sum((value.value_v for value in values), Fraction(0))
        if count is None or count == len(values):
            count = len(values)
            lines.append(
                f"**Sum of the {count} modules: {volts(total)}** (calculated). {_against(total, count, type_)}"
            )
        else:
            lines.append(f"Sum of the {len(values)} modules measured, of {count}: {volts(total)} (calculated).")
    if measured.tower is not None and count is not None:
        value_v = measured.tower.value_v
        lines.append(f"**Tower: {shown(measured.tower.reading)}.** {_against(value_v, count, type_)}")
    if lines and count is not None:
        lines.append(f"Nominal: {product(count, type_.nominal_v)}.")
    return lines


def _against(value_v: Fraction, count: int, type_: ModuleType) -> str:
    minimum_v = count * type_.minimum_operating_v
    minimum = product(count, type_.minimum_operating_v)
    if value_v > minimum_v:
        text = f"Above the minimum operating voltage ({minimum})."
        if value_v < count * type_.healthy_v:
            text += f" But less than {volts(type_.healthy_v)} a module on average: at least one module is low."
        return text
    where = "Exactly" if value_v == minimum_v else "Below"
    return f"**{where} the minimum operating voltage** ({minimum}): the tower must be higher."


def outliers(measured: Measured, judged: tuple[Judged, ...], type_: ModuleType) -> str:
    """Return the values that stand apart from the median, "" where none does."""
    found = []
    values = [(item.name.lower(), item.value.value_v) for item in judged if item.value and not item.value.bound]
    if len(values) >= FEWEST_FOR_MEDIAN:
        middle = Fraction(median([value_v for _, value_v in values]))
        apart = [(name, value_v - middle) for name, value_v in values if abs(value_v - middle) > OUTLIER_SHARE * middle]
        found += [_apart([f"{name} {signed(by_v)}" for name, by_v in apart], middle)] if apart else []
    cells, _ = assigned_cells(measured, type_)
    exact = [cell for cell in cells if not cell.bound]
    if len(exact) >= FEWEST_FOR_MEDIAN:
        middle = Fraction(median([cell.value_v for cell in exact]))
        far = [cell for cell in exact if abs(cell.value_v - middle) > CELL_OUTLIER_V]
        far.sort(key=lambda cell: -abs(cell.value_v - middle))
        names = [f"{cell_name(cell)} {signed(cell.value_v - middle)}" for cell in far[:MOST_CELLS]]
        if len(far) > MOST_CELLS:
            names.append(f"{len(far) - MOST_CELLS} more")
        found += [_apart(names, middle)] if names else []
    if not found:
        return ""
    return f"*{OWN_AID}:* {'; '.join(found)}. The guideline gives no number for a deviation."


def _apart(names: list[str], middle_v: Fraction) -> str:
    return f"{listing(names)} from the median {volts(middle_v)}"


def cell_name(cell: Value) -> str:
    """Return ``cell 5 of module 3``, with what is known."""
    name = "a cell" if cell.cell is None else f"cell {cell.cell}"
    return name if cell.module is None else f"{name} of module {cell.module}"


def signed(value_v: Fraction) -> str:
    """Return a difference with its sign, rounded to millivolts: ``−6.9 V``."""
    rounded = Fraction(round(value_v * 1000), 1000)
    return f"{'−' if rounded < 0 else '+'}{volts(abs(rounded))}"
