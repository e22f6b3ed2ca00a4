"""What is said about measured values: the verdict on each module and the branch of 2.10 that follows.

Never more than the guideline states. Not here: reading values and asking back (``measure_read.py``,
``measure_doubts.py``).
"""

from __future__ import annotations

from assistant.dialogue.measure_judge import Judged, Undervoltage, is_below, judge, loose_low_cells
from assistant.dialogue.measure_lines import outliers, tower_lines
from assistant.dialogue.measure_types import Measured, Value
from assistant.route.lookups import Lookups
from assistant.route.rule import bullets, listing, paragraph, table
from assistant.route.system import System
from assistant.route.voltage_text import count_remark, volts
from assistant.route.voltage_tower import tower
from assistant.route.voltage_verdicts import State, cell_state, shown
from corpus.types import Block, BlockKind, ModuleType

SERVICE = "contact the service team, and avoid any further discharge of the battery"


def verdict(measured: Measured, type_: ModuleType, views: Lookups) -> tuple[Block, ...]:
    """Return the whole verdict; what stops further discharge comes right after its first line."""
    judged = judge(measured, type_)
    if not judged and not measured.cells and measured.tower is not None and measured.count is not None:
        system = System(types=(type_.name,), counts=(measured.count,))
        return tower(measured.tower.reading, type_, measured.count, system, None).blocks
    loose_low = loose_low_cells(measured, type_)
    blocks = [paragraph(_headline(judged, loose_low, measured, type_))]
    warning = _warning(judged, loose_low)
    if warning is not None:
        blocks.append(warning)
    if judged:
        blocks.append(_table(judged, type_))
    if measured.is_told and len(judged) > 1:
        blocks.append(paragraph("Which modules they are was not said: the numbers only follow the order told."))
    branch = _branch(judged, loose_low, measured, type_)
    lines = tower_lines(measured, type_)
    blocks += [bullets(*items) for items in (branch, lines) if items]
    remarks = (
        count_remark(measured.count, type_) if measured.count is not None else "",
        outliers(measured, judged, type_),
    )
    return (*blocks, *(paragraph(text) for text in remarks if text))


def _headline(judged: tuple[Judged, ...], loose_low: list[Value], measured: Measured, type_: ModuleType) -> str:
    limit = volts(type_.healthy_v)
    cell = volts(type_.cell_undervoltage_v)
    sure = [item for item in judged if item.undervoltage is Undervoltage.SURE]
    doubtful = [item for item in judged if item.undervoltage is Undervoltage.OPEN]
    if sure:
        verb = "is" if len(sure) == 1 else "are"
        why = f": {sure[0].why}" if len(sure) == 1 else ""
        text = f"**{listing([item.name for item in sure])} {verb} in undervoltage**{why}."
        fine = sure[0].value if len(sure) == 1 and sure[0].at is State.FINE else None
        return text if fine is None else f"{text} The cell decides, though the module measures {shown(fine.reading)}."
    if loose_low:
        worst = min(loose_low, key=lambda value: value.value_v)
        said = is_below(worst, type_.cell_undervoltage_v)
        return f"**A module is in undervoltage:** {said}. Which module is it in?"
    on = [item for item in doubtful if item.at is State.ON]
    low = [item for item in doubtful if item.at is State.LOW]
    if low:
        named = listing([f"{item.name} ({shown(item.value.reading)})" for item in low if item.value is not None])
        whose = "its" if len(low) == 1 else "their"
        return f"**{named}: low**, below {limit}. Undervoltage or not: {whose} cells decide."
    if on:
        named = listing([item.name for item in on])
        return f"**{named}: exactly {limit}**, which the guideline calls neither fine nor low. Check the cells."
    if doubtful:
        named = listing([item.name for item in doubtful])
        return f"**{named}: not settled.** Measure the exact value; the limit is {limit}."
    charge = [item for item in judged if item.at in (State.LOW, State.ON)]
    low = [item for item in charge if item.at is State.LOW]
    if low:
        return f"**{listing([item.name for item in low])}: low, but no cell below {cell}.** Charge the battery quickly."
    if charge:
        named = listing([item.name for item in charge])
        return f"**{named}: exactly {limit}**, no cell below {cell}. Neither fine nor low: measure again."
    with_voltage = [item for item in judged if item.value is not None]
    if with_voltage:
        every = "The module" if len(with_voltage) == 1 else f"All {len(with_voltage)} modules"
        return f"**{every} should be fine:** above {limit}."
    if measured.cells:
        return _cells_headline(measured, type_)
    return "**No value to judge yet.**"


def _cells_headline(measured: Measured, type_: ModuleType) -> str:
    limit = type_.cell_undervoltage_v
    states = [cell_state(cell.reading, limit) for cell in measured.cells]
    if State.ON in states:
        return f"**A cell at exactly {volts(limit)} is on the limit:** only cells below it are covered. Measure again."
    if State.UNKNOWN in states:
        return f"**Not settled:** measure the exact cell voltage; the limit is {volts(limit)}."
    given = "The lowest cell is" if any(cell.is_lowest for cell in measured.cells) else "The cells given are"
    return f"**No undervoltage in these values:** {given} above {volts(limit)}."


def _warning(judged: tuple[Judged, ...], loose_low: list[Value]) -> Block | None:
    if loose_low or any(item.undervoltage is Undervoltage.SURE for item in judged):
        return warning_of("avoid any further discharge")
    if any(item.undervoltage is Undervoltage.OPEN for item in judged):
        return warning_of("if it is undervoltage, avoid any further discharge")
    return None


def warning_of(what: str) -> Block:
    """Return the warning of 2.10 that comes before everything else."""
    return Block(BlockKind.WARNING, text=f"**Warning:** {what}, for example by removing the BCU.")


def _table(judged: tuple[Judged, ...], type_: ModuleType) -> Block:
    rows = [("Module", "Measured", f"Limit {volts(type_.healthy_v)}")]
    for item in judged:
        serial = f" ({item.value.label})" if item.value is not None and item.value.label else ""
        number = "?" if item.number is None else str(item.number)
        rows.append((number + serial, "not measured" if item.value is None else shown(item.value.reading), _word(item)))
    return table(*rows)


def _word(item: Judged) -> str:
    if item.undervoltage is Undervoltage.SURE:
        return "**undervoltage**"
    if item.undervoltage is Undervoltage.OPEN:
        words = {State.LOW: "**low**, cells?", State.ON: "on the limit, cells?", State.FINE: "above it, cells?"}
        return words.get(item.at or State.LOW, "not settled")
    if item.at is None:
        return "cells above the limit"
    words = {State.FINE: "should be fine", State.IMPOSSIBLE: "cannot be", State.ON: "on the limit"}
    return words.get(item.at, "low: charge quickly")


def _branch(judged: tuple[Judged, ...], loose_low: list[Value], measured: Measured, type_: ModuleType) -> list[str]:
    """Return the branch of 2.10 that follows; both where the cells or the other modules are not known."""
    cell = volts(type_.cell_undervoltage_v)
    sure = [item for item in judged if item.undervoltage is Undervoltage.SURE]
    doubtful = [item for item in judged if item.undervoltage is Undervoltage.OPEN]
    if len(sure) > 1:
        return [f"**More than one module in undervoltage:** {SERVICE}."]
    items: list[str] = []
    if doubtful:
        named = listing([item.name.lower() for item in doubtful])
        verb = "is" if len(doubtful) == 1 else "are"
        items.append(f"Look at the lowest cell in the app or BYD ENERGY CLOUD: {named} {verb} not settled yet.")
        if not sure and not loose_low:
            on = all(item.at is State.ON for item in doubtful)
            then = "measure the module again" if on else "**charge the battery quickly**"
            items.append(f"All cells above {cell}: no undervoltage, {then}.")
    if len(sure) == 1 and not doubtful and _all_known(judged, measured, type_):
        return [f"**Only {sure[0].name.lower()} in undervoltage:** {_remove_one(measured, type_)}"]
    if sure or loose_low or doubtful:
        one, more = f"in one module only:** {_remove_one(measured, type_)}", f"in more than one module:** {SERVICE}."
        likely_more = sum(item.at is State.LOW for item in judged) > 1
        first, second = (more, one) if likely_more else (one, more)
        return [*items, f"**Undervoltage {first}", f"**{second[0].upper()}{second[1:]}"]
    if any(item.at is State.LOW for item in judged):
        return [f"Below {volts(type_.healthy_v)} with the cells above {cell}: **charge the battery quickly**."]
    if any(item.at is State.ON for item in judged):
        return [
            f"The guideline covers above {volts(type_.healthy_v)} (should be fine) and below it (charge quickly), not "
            f"{volts(type_.healthy_v)} itself."
        ]
    if judged:
        items.append("Go on with the other checks of the guideline, and keep the firmware the latest.")
        if not measured.cells:
            items.append(f"One cell below {cell} would still be undervoltage: look at the lowest cell in the app.")
    return items


def _all_known(judged: tuple[Judged, ...], measured: Measured, type_: ModuleType) -> bool:
    """Return whether there is a verdict on every module of the tower."""
    needed = type_.minimum_modules if measured.count is None else measured.count
    return len(judged) >= needed


def _remove_one(measured: Measured, type_: ModuleType) -> str:
    """Return what to do with the one module: only a known module count tells whether the others are enough."""
    needed = type_.minimum_modules
    minimum = f"at least {needed} for {type_.name}"
    otherwise = "avoid any further discharge, for example by removing the BCU"
    if measured.count is None:
        return (
            f"remove it and try to start without it, if the remaining modules are still enough ({minimum}). "
            f"Otherwise {otherwise}."
        )
    left = measured.count - 1
    working = f"{measured.count} − 1 = {left}"
    if left >= needed:
        return f"remove it and try to start without it: {working} modules are enough ({minimum})."
    return f"without it {working} would be too few ({minimum}): {otherwise}."
