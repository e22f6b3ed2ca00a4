"""The verdict on measured values: one a module, the tower, the cells, and the branch of 2.10 that follows.

Never more than the guideline states; deviations from the median are our own aid and say so.
Not here: reading values and asking back (``measure_read.py``, ``measure_doubts.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from statistics import median

from assistant.dialogue.measure_types import Measured, Value
from assistant.route.lookups import Lookups
from assistant.route.rule import bullets, listing, paragraph, table
from assistant.route.voltage_text import article, count_remark, product, volts
from assistant.route.voltage_verdicts import State, cell_state, module_state, state
from corpus.types import Block, BlockKind, ModuleType

OUTLIER_SHARE = Fraction(2, 100)
"""A module this far from the median is named: 1 V at 50 V, several times a multimeter's error, whatever the SOC is."""
CELL_OUTLIER_V = Fraction(1, 10)
"""A cell this far from the median is named: cells at rest in one module stand closer."""
FEWEST_FOR_MEDIAN = 3
OWN_AID = "Our own aid, not the guideline's"


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
    return tuple(_judge(number, voltages.get(number), cells, lowest, type_) for number in numbers)


def _judge(
    number: int | None, value: Value | None, cells: tuple[Value, ...], lowest: list[Value], type_: ModuleType
) -> Judged:
    own = [cell for cell in cells if cell.module == number and number is not None]
    limit = type_.cell_undervoltage_v
    at = None if value is None else module_state(value.reading, type_)
    low = [cell for cell in own if cell_state(cell.reading, limit) is State.LOW]
    if low:
        worst = min(low, key=lambda cell: cell.value_v)
        where = f"cell {worst.cell}" if worst.cell is not None else "a cell"
        return Judged(number, value, at, Undervoltage.SURE, f"{where} at {_shown(worst)} is below {volts(limit)}")
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


def _shown(value: Value) -> str:
    return {"<": "below ", ">": "above "}.get(value.bound, "") + value.written


def verdict(measured: Measured, type_: ModuleType, views: Lookups) -> tuple[Block, ...]:
    """Return the whole verdict; what stops further discharge comes before everything else."""
    judged = judge(measured, type_)
    loose_low = _loose_low_cells(measured, type_)
    blocks = [paragraph(_headline(judged, loose_low, measured, type_))]
    warning = _warning(judged, loose_low)
    if warning is not None:
        blocks.append(warning)
    if judged:
        blocks.append(_table(judged, type_))
    blocks += _branch(judged, loose_low, measured, type_)
    tower = _tower_lines(measured, type_)
    if tower:
        blocks.append(bullets(*tower))
    remark = count_remark(measured.count, type_) if measured.count is not None else ""
    if remark:
        blocks.append(paragraph(remark))
    aid = _outliers(measured, judged, type_)
    if aid:
        blocks.append(paragraph(aid))
    return tuple(blocks)


def _loose_low_cells(measured: Measured, type_: ModuleType) -> list[Value]:
    """Return the cells in undervoltage of which the module is not known."""
    cells, _ = assigned_cells(measured, type_)
    limit = type_.cell_undervoltage_v
    return [cell for cell in cells if cell.module is None and cell_state(cell.reading, limit) is State.LOW]


def _headline(judged: tuple[Judged, ...], loose_low: list[Value], measured: Measured, type_: ModuleType) -> str:
    limit = volts(type_.healthy_v)
    cell = volts(type_.cell_undervoltage_v)
    sure = [item for item in judged if item.undervoltage is Undervoltage.SURE]
    doubtful = [item for item in judged if item.undervoltage is Undervoltage.OPEN]
    if sure:
        verb = "is" if len(sure) == 1 else "are"
        why = f": {sure[0].why}" if len(sure) == 1 else ""
        return f"**{listing([item.name for item in sure])} {verb} in undervoltage**{why}."
    if loose_low:
        worst = min(loose_low, key=lambda value: value.value_v)
        return f"**A module is in undervoltage:** a cell at {_shown(worst)} is below {cell}. Which module is it in?"
    on = [item for item in doubtful if item.at is State.ON]
    low = [item for item in doubtful if item.at is State.LOW]
    if low:
        named = listing([f"{item.name} ({_shown(item.value)})" for item in low if item.value is not None])
        return (
            f"**{named}: low**, below {limit}. Undervoltage or not: its cells decide."
            if len(low) == 1
            else (f"**{named}: low**, below {limit}. Undervoltage or not: their cells decide.")
        )
    if on:
        return f"**{listing([item.name for item in on])}: exactly {limit}**, which the guideline covers neither as fine nor as low. Check the cells."
    if doubtful:
        return f"**{listing([item.name for item in doubtful])}: not settled.** Measure the exact value; the limit is {limit}."
    charge = [item for item in judged if item.at in (State.LOW, State.ON)]
    if charge:
        return (
            f"**{listing([item.name for item in charge])}: low, but no cell below {cell}.** Charge the battery quickly."
        )
    with_voltage = [item for item in judged if item.value is not None]
    if with_voltage:
        every = "The module" if len(with_voltage) == 1 else f"All {len(with_voltage)} modules"
        return f"**{every} should be fine:** above {limit}."
    if measured.cells:
        return _cells_headline(measured, type_)
    return _tower_headline(measured, type_)


def _cells_headline(measured: Measured, type_: ModuleType) -> str:
    limit = type_.cell_undervoltage_v
    states = [cell_state(cell.reading, limit) for cell in measured.cells]
    if State.ON in states:
        return f"**A cell at exactly {volts(limit)} is on the limit:** the guideline covers only cells below it. Measure again."
    if State.UNKNOWN in states:
        return f"**Not settled:** measure the exact cell voltage; the limit is {volts(limit)}."
    given = "The lowest cell is" if any(cell.is_lowest for cell in measured.cells) else "The cells given are"
    return f"**No undervoltage in these values:** {given.lower() if False else given} above {volts(limit)}."


def _tower_headline(measured: Measured, type_: ModuleType) -> str:
    if measured.tower is None or measured.count is None:
        return "**No value to judge yet.**"
    minimum = product(measured.count, type_.minimum_operating_v)
    words = {
        State.LOW: "is below the minimum operating voltage",
        State.ON: "is exactly the minimum operating voltage, and the tower must be higher",
        State.FINE: "is above the minimum operating voltage",
        State.IMPOSSIBLE: "cannot be right for this tower; the minimum operating voltage is",
        State.UNKNOWN: "does not settle it; the minimum operating voltage is",
    }
    at = tower_state(measured.tower, measured.count, type_)
    return f"**{_shown(measured.tower)} {words[at]}** ({minimum})."


def tower_state(value: Value, count: int, type_: ModuleType) -> State:
    """Return where a tower's voltage lies against the minimum operating voltage (2.1/9)."""
    most_v = Fraction(6, 5) * count * type_.nominal_v
    return state(value.reading, count * type_.minimum_operating_v, most_v)


def _warning(judged: tuple[Judged, ...], loose_low: list[Value]) -> Block | None:
    if loose_low or any(item.undervoltage is Undervoltage.SURE for item in judged):
        text = "**Warning:** avoid any further discharge, for example by removing the BCU."
    elif any(item.undervoltage is Undervoltage.OPEN for item in judged):
        text = "**Warning:** if it is undervoltage, avoid any further discharge, for example by removing the BCU."
    else:
        return None
    return Block(BlockKind.WARNING, text=text)


def _table(judged: tuple[Judged, ...], type_: ModuleType) -> Block:
    rows = [("Module", "Measured", f"Limit {volts(type_.healthy_v)}")]
    for item in judged:
        serial = f" ({item.value.label})" if item.value is not None and item.value.label else ""
        number = "?" if item.number is None else str(item.number)
        rows.append((number + serial, "not measured" if item.value is None else _shown(item.value), _word(item)))
    return table(*rows)


def _word(item: Judged) -> str:
    if item.undervoltage is Undervoltage.SURE:
        return "**undervoltage**"
    if item.undervoltage is Undervoltage.OPEN:
        return {State.LOW: "**low**, cells?", State.ON: "on the limit, cells?"}.get(item.at or State.LOW, "not settled")
    if item.at is None:
        return "cells above the limit"
    return {State.FINE: "should be fine", State.IMPOSSIBLE: "cannot be"}.get(item.at, "low: charge quickly")


def _branch(judged: tuple[Judged, ...], loose_low: list[Value], measured: Measured, type_: ModuleType) -> list[Block]:
    """Return the branch of 2.10 that follows, both where the cells are not known."""
    cell = volts(type_.cell_undervoltage_v)
    sure = [item for item in judged if item.undervoltage is Undervoltage.SURE]
    doubtful = [item for item in judged if item.undervoltage is Undervoltage.OPEN]
    items: list[str] = []
    if len(sure) > 1:
        items.append(
            "**More than one module in undervoltage:** contact the service team, and avoid any further discharge of the battery."
        )
    elif len(sure) == 1 and not doubtful:
        items.append(f"**Only {sure[0].name.lower()} in undervoltage:** {_remove_one(measured, type_)}")
    elif sure or loose_low or doubtful:
        if doubtful:
            named = listing([item.name.lower() for item in doubtful])
            verb = "is" if len(doubtful) == 1 else "are"
            items.append(f"Look at the lowest cell in the app or BYD ENERGY CLOUD: {named} {verb} not settled yet.")
            if not sure and not loose_low:
                items.append(f"All cells above {cell}: no undervoltage, **charge the battery quickly**.")
        items.append(f"**Undervoltage in one module only:** {_remove_one(measured, type_)}")
        items.append(
            "**In more than one module:** contact the service team, and avoid any further discharge of the battery."
        )
    elif any(item.at in (State.LOW, State.ON) for item in judged):
        items.append(f"Below {volts(type_.healthy_v)} with the cells above {cell}: **charge the battery quickly**.")
    elif judged:
        items.append("Go on with the other checks of the guideline, and keep the firmware the latest.")
        if not measured.cells:
            items.append(f"One cell below {cell} would still be undervoltage: look at the lowest cell in the app.")
    return [bullets(*items)] if items else []


def _remove_one(measured: Measured, type_: ModuleType) -> str:
    needed = type_.minimum_modules
    minimum = f"at least {needed} for {type_.name}"
    if measured.count is None:
        return (
            f"remove it and try to start without it, if the remaining modules are still enough ({minimum}). "
            "Otherwise avoid further discharge, for example by removing the BCU."
        )
    left = measured.count - 1
    if left >= needed:
        return f"remove it and try to start without it: {measured.count} − 1 = {left} modules are enough ({minimum})."
    return (
        f"without it {measured.count} − 1 = {left} would be too few ({minimum}): avoid further discharge, for example by "
        "removing the BCU."
    )


def _tower_lines(measured: Measured, type_: ModuleType) -> list[str]:
    """Return the tower, or the sum of its modules, against nominal and minimum operating voltage."""
    lines = []
    count = measured.count
    values = measured.modules
    if len(values) > 1 and not any(value.bound for value in values):
        total = sum((value.value_v for value in values), Fraction(0))
        whole = count is None or count == len(values)
        if whole:
            count = len(values)
            lines.append(
                f"**Sum of the {count} modules: {volts(total)}** (calculated). {_against(total, count, type_)}"
            )
        else:
            lines.append(f"Sum of the {len(values)} modules measured, of {count}: {volts(total)} (calculated).")
    if measured.tower is not None and count is not None:
        lines.append(f"**Tower: {_shown(measured.tower)}.** {_against(measured.tower.value_v, count, type_)}")
    if lines:
        lines.append(f"Nominal: {product(count or 0, type_.nominal_v)}.")
    return lines


def _against(value_v: Fraction, count: int, type_: ModuleType) -> str:
    minimum_v = count * type_.minimum_operating_v
    minimum = product(count, type_.minimum_operating_v)
    if value_v > minimum_v:
        text = f"Above the minimum operating voltage ({minimum})."
        if value_v < count * type_.healthy_v:
            text += f" But less than {volts(type_.healthy_v)} a module on average: it may start, and at least one module is low."
        return text
    where = "Exactly" if value_v == minimum_v else "Below"
    return f"**{where} the minimum operating voltage** ({minimum}): the tower must be higher."


def _outliers(measured: Measured, judged: tuple[Judged, ...], type_: ModuleType) -> str:
    """Return the values that stand apart from the median, "" where none does."""
    found = []
    values = [item for item in judged if item.value is not None and not item.value.bound]
    if len(values) >= FEWEST_FOR_MEDIAN:
        middle = median([item.value.value_v for item in values if item.value is not None])
        for item in values:
            if item.value is not None and abs(item.value.value_v - middle) > OUTLIER_SHARE * middle:
                found.append(
                    f"{item.name.lower()} {signed(item.value.value_v - middle)} from the median {volts(Fraction(middle))}"
                )
    cells, _ = assigned_cells(measured, type_)
    exact = [cell for cell in cells if not cell.bound]
    if len(exact) >= FEWEST_FOR_MEDIAN:
        middle = median([cell.value_v for cell in exact])
        apart = [cell for cell in exact if abs(cell.value_v - middle) > CELL_OUTLIER_V]
        for cell in sorted(apart, key=lambda cell: -abs(cell.value_v - middle))[:3]:
            found.append(f"{cell_name(cell)} {signed(cell.value_v - middle)} from the median {volts(Fraction(middle))}")
        if len(apart) > 3:
            found.append(f"{len(apart) - 3} more cells")
    if not found:
        return ""
    return f"*{OWN_AID}:* {listing(found)}. The guideline gives no number for a deviation."


def cell_name(cell: Value) -> str:
    """Return ``cell 5 of module 3``, with what is known."""
    name = "a cell" if cell.cell is None else f"cell {cell.cell}"
    return name if cell.module is None else f"{name} of module {cell.module}"


def signed(value_v: Fraction) -> str:
    """Return a difference with its sign, rounded to millivolts: ``−6.9 V``."""
    rounded = Fraction(round(value_v * 1000), 1000)
    return f"{'−' if rounded < 0 else '+'}{volts(abs(rounded))}"
