"""Places scanned values on tower, modules and cells, and says what must be asked back.

Size places a value only where no word does. What is impossible, contradictory or open becomes a ``Doubt``.
Not here: limits of the guideline and verdicts (``measure_verdict.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from assistant.dialogue.measure_doubts import doubts_of
from assistant.dialogue.measure_found import Found
from assistant.dialogue.measure_pieces import MOST_CHARACTERS
from assistant.dialogue.measure_scan import scan
from assistant.dialogue.measure_tokens import LARGEST_CELL_V, in_volts
from assistant.dialogue.measure_types import Doubt, Measured, Value
from assistant.route.lookups import Lookups
from assistant.route.rule import listing
from assistant.route.voltage_verdicts import PLAUSIBLE_SHARE
from assistant.route.voltage_words import Scope

_MILLIVOLTS = (1_000, 4_500)
"""Whole numbers between these without a unit are a cell's millivolts."""
_SMALLEST_MODULE_V = Fraction(20)
"""A single bare value below this is not placed by its size: no module in use stands there."""
_LARGEST_COUNT = 10
_ALL_CELLS = re.compile(r"(?i)(?<!of )(?<!of the )(?<!some )\b(?:cells|zellen|cellules|celdas|celle|cellen)\b")


def read(raw: str, views: Lookups, before: Measured | None = None) -> Measured:
    """Return what was measured: the text's values over those known before."""
    found = scan(raw)
    known = Measured() if before is None else before
    type_ = found.types[0] if len(found.types) == 1 else known.type
    count, model, counted = _counted(found, views, known)
    values = [value for value in counted if value is not None]
    if found.names_tower and len(values) == 1 and values[0].scope is None:
        values = [replace(values[0], scope=Scope.TOWER)]
    placed = _lowest_of_all(_of_all_cells(_placed(values, type_, count, views), raw), values)
    merged = _merged(placed, known, type_, count, model or known.model, found.plusless)
    if placed.modules:
        merged = replace(merged, is_told=found.is_told)
    if placed.modules or placed.cells:
        is_whole = (merged.modules, merged.cells) == (placed.modules, placed.cells)
        merged = replace(merged, is_one=is_whole and _is_one_with_cells(merged))
    unread = (replace(doubt, is_of_text=True) for doubt in _unread(found, placed.doubts))
    return replace(merged, doubts=(*unread, *doubts_of(merged, views)))


def _counted(found: Found, views: Lookups, known: Measured) -> tuple[int | None, str, list[Value | None]]:
    """Return module count, model and the values, those left out that are a model's size, a label or the count."""
    values: list[Value | None] = list(_with_millivolts(found))
    _labels_of_a_table(values, found)
    model = ""
    count = found.counts[0] if len(set(found.counts)) == 1 else None
    for name, size in found.sizes:
        listed = views.models.get((f"{name}+" if name == found.plusless else name, Fraction(size)))
        if listed is None:
            continue
        if name != found.plusless:  # "HVM 13.8" is a size too, but of another product: nothing follows from it.
            model, count = listed.name, count or listed.modules
        at = next(i for i, value in enumerate(values) if value is not None and value.written == f"{size} V")
        values[at] = None
    if count is None and not model:
        count = _bare_count(values, found)
    return count if count is not None else known.count, model, values


def _with_millivolts(found: Found) -> Iterable[Value]:
    """Yield the values, whole numbers without a unit as millivolts where the list is one of cells."""
    low, high = _MILLIVOLTS
    bare = [int(v.value_v) for v, is_bare in zip(found.values, found.is_bare, strict=True) if is_bare]
    alike = sum(low <= number <= high for number in bare)
    is_list = found.in_millivolts or (alike > 0 and 2 * alike > len(bare))
    for value, is_bare in zip(found.values, found.is_bare, strict=True):
        number = int(value.value_v)
        if is_bare and value.bound == "" and (low <= number <= high or (is_list and value.scope is not Scope.TOWER)):
            value_v, written = in_volts(str(number), "mv")
            yield replace(value, value_v=value_v, written=written)
        else:
            yield value


def _labels_of_a_table(values: list[Value | None], found: Found) -> None:
    """Take ``1 51.2`` / ``2 50.9`` in lines of two as numbers and values: a pasted table."""
    lines: dict[int, list[int]] = {}
    for at, line in enumerate(found.line):
        lines.setdefault(line, []).append(at)
    pairs = [ats for ats in lines.values() if len(ats) == 2]
    if len(pairs) < 2 or len(pairs) < len(lines):
        return
    firsts = [found.values[a].value_v for a, _ in pairs if found.is_bare[a] and found.values[a].module is None]
    if firsts != list(range(1, len(pairs) + 1)):
        return
    for first, second in pairs:
        value = values[second]
        if value is not None and value.module is None:
            is_cell = value.value_v <= LARGEST_CELL_V
            number = int(found.values[first].value_v)
            values[second] = (
                replace(value, cell=number) if is_cell else replace(value, module=number, scope=Scope.MODULE)
            )
            values[first] = None


def _bare_count(values: list[Value | None], found: Found) -> int | None:
    """Return a small bare number that equals the number of module values beside it (``HVM+ 4 51 50 51 52``)."""
    small = [
        at
        for at, v in enumerate(values)
        if v is not None and found.is_bare[at] and v.scope is None and 0 < v.value_v <= _LARGEST_COUNT
    ]
    if len(small) != 1:
        return None
    others = sum(v is not None and v.value_v > LARGEST_CELL_V for at, v in enumerate(values) if at != small[0])
    value = values[small[0]]
    if value is None or value.value_v not in (others, others - 1):
        return None
    values[small[0]] = None
    return int(value.value_v)


def _placed(values: list[Value], type_: str | None, count: int | None, views: Lookups) -> Measured:
    """Return the values by what they were measured on."""
    kinds = views.types.values()
    chosen = views.types.get(type_ or "")
    most_v = PLAUSIBLE_SHARE * (max(kind.nominal_v for kind in kinds) if chosen is None else chosen.nominal_v)
    values = _cells_of_modules(values)
    sized = [v for v in values if v.scope is None and v.value_v > LARGEST_CELL_V]
    modules_like = [v for v in sized if v.value_v <= most_v] + [v for v in values if v.scope is Scope.MODULE]
    towers = [v for v in values if v.scope is Scope.TOWER]
    modules, cells, loose, unplaced = [], [], [], []
    for value in values:
        v = value.value_v
        if value.scope is Scope.CELL or (
            value.scope is None and 0 <= v <= LARGEST_CELL_V and not _lone_zero(value, values, modules_like)
        ):
            cells.append(replace(value, scope=Scope.CELL))
        elif value.scope is Scope.MODULE:
            modules.append(value)
        elif value.scope is Scope.TOWER:
            continue
        elif v > most_v and len(modules_like) > 1 and value is not sized[0] and value is not sized[-1]:
            modules.append(replace(value, scope=Scope.MODULE))  # In the middle of modules: a wrong value, no tower.
        elif v > most_v or (len(modules_like) > 2 and sized and value is sized[-1] and _is_sum(value, modules_like)):
            towers.append(replace(value, scope=Scope.TOWER))
        elif len(modules_like) > 1:
            modules.append(replace(value, scope=Scope.MODULE))
        elif v >= _SMALLEST_MODULE_V and any(other.scope is Scope.CELL for other in values):
            modules.append(replace(value, scope=Scope.MODULE))  # "44 V, cell 1.6 V": no tower has so little.
        elif v >= _SMALLEST_MODULE_V or v == 0:
            loose.append(value)
        else:
            unplaced.append(value)
    doubts = (
        [Doubt("place", f"I cannot place {listing([v.written for v in unplaced])}: what was it measured on?")]
        if unplaced
        else []
    )
    if len(towers) > 1:
        named = listing([v.written for v in towers])
        doubts.append(
            Doubt("towers", f"{named}: more than one tower voltage. Please send one tower at a time, its values alone.")
        )
    return Measured(
        tower=towers[0] if len(towers) == 1 else None,
        modules=_numbered(modules),
        cells=tuple(cells),
        open=tuple(loose),
        doubts=tuple(doubts),
    )


def _of_all_cells(placed: Measured, raw: str) -> Measured:
    """Take the one value that "the cells" have as the lowest cell's: none is said to be lower."""
    if len(placed.cells) != 1 or _ALL_CELLS.search(raw[:MOST_CHARACTERS]) is None:
        return placed
    (cell,) = placed.cells
    return (
        placed
        if cell.cell is not None or cell.bound == "<"
        else replace(placed, cells=(replace(cell, is_lowest=True),))
    )


def _is_one_with_cells(measured: Measured) -> bool:
    """Return whether values are one module's and its cells'; of a counted tower the lowest cell may be any module's."""
    loose = len(measured.modules) == 1 and all(v.module is None for v in (*measured.modules, *measured.cells))
    return loose and not (measured.count is not None and any(cell.is_lowest for cell in measured.cells))


def _lowest_of_all(placed: Measured, values: list[Value]) -> Measured:
    """Take the lowest cell behind a list of modules as any module's: it is the tower's, as the app shows it."""
    if len(placed.cells) != 1 or len(placed.modules) < 2 or not placed.cells[0].is_lowest:
        return placed
    last = values[-1]
    is_last = last.is_lowest and last.module == placed.modules[-1].module
    return replace(placed, cells=(replace(placed.cells[0], module=None),)) if is_last else placed


def _lone_zero(value: Value, values: list[Value], modules_like: list[Value]) -> bool:
    """Return whether a bare 0 stands alone, or among module voltages: a tower or module without voltage."""
    return value.value_v == 0 and (len(values) == 1 or len(modules_like) > 1)


def _is_sum(value: Value, modules_like: list[Value]) -> bool:
    """Return whether a value is about the sum of the others, so that it is their tower's."""
    others = sum((v.value_v for v in modules_like if v is not value), Fraction(0))
    return others > 0 and Fraction(9, 10) <= value.value_v / others <= Fraction(11, 10)


def _cells_of_modules(values: list[Value]) -> list[Value]:
    """Return the values with lists such as ``module 2: 3.295 3.301 1.45`` as cells of that module."""
    result = list(values)
    for at, value in enumerate(values):
        if value.scope is not Scope.MODULE or value.module is None or value.value_v > LARGEST_CELL_V:
            continue
        end = at + 1
        while (
            end < len(values)
            and values[end].module is None
            and values[end].scope is not Scope.TOWER
            and values[end].value_v <= LARGEST_CELL_V
        ):
            end += 1
        if end - at > 1:
            for index in range(at, end):
                result[index] = replace(values[index], scope=Scope.CELL, module=value.module)
    return result


def _numbered(modules: list[Value]) -> tuple[Value, ...]:
    """Return the modules with their numbers from the top: those said, then the next ones in the order given."""
    if len(modules) == 1:
        return tuple(modules)  # A single value without a number may be any module's.
    numbered: list[Value] = []
    last = 0
    for value in modules:
        last = value.module if value.module is not None else last + 1
        numbered.append(replace(value, module=last))
    return tuple(sorted(numbered, key=lambda value: value.module or 0))


def _merged(
    new: Measured, known: Measured, type_: str | None, count: int | None, model: str, plusless: str
) -> Measured:
    """Return the new values over the known ones: a module named again is replaced, a new list replaces the old."""
    modules = new.modules or known.modules
    if new.modules and known.modules and len(new.modules) < len(known.modules):
        again = {value.module for value in new.modules}
        kept = tuple(value for value in known.modules if value.module not in again)
        modules = tuple(sorted((*kept, *new.modules), key=lambda value: value.module or 0))
    cells = new.cells or known.cells
    if new.cells and known.cells and all(value.module is not None for value in new.cells):
        again = {value.module for value in new.cells}
        cells = (*(value for value in known.cells if value.module not in again), *new.cells)
    return Measured(
        type=type_,
        count=count,
        model=model,
        tower=new.tower or known.tower,
        modules=modules,
        cells=cells,
        open=new.open or (() if new.has_values else known.open),
        plusless="" if type_ is not None else plusless or known.plusless,
        is_told=known.is_told,
        is_one=known.is_one,
    )


def _unread(found: Found, placing: tuple[Doubt, ...]) -> Iterable[Doubt]:
    """Yield what of the text could not be read for sure."""
    if found.is_cut:
        yield Doubt(
            "cut", f"The text is too long: at most {MOST_CHARACTERS} characters of one tower. The rest was not read."
        )
    for run in found.unclear[:1]:
        yield Doubt("run", f"“{run[:40]}” can be read in two ways. Please put a blank between the values.")
    if len(set(found.counts)) > 1:
        yield Doubt("count", f"{listing([str(n) for n in dict.fromkeys(found.counts)])} modules: which is right?")
    if len(set(found.towers)) > 1:
        yield Doubt("towers", "Several towers: please send one at a time, its values alone.")
    if len(found.types) > 1:
        yield Doubt("type", f"{listing(found.types)}: towers of one type only. Which is it?")
    yield from placing
