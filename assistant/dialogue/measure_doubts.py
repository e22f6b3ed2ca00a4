"""What in measured values is impossible or contradictory: asked back before a verdict rests on it.

The tolerances here are this project's own and only ask; limits of the guideline are in ``measure_verdict.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from assistant.dialogue.measure_types import Doubt, Measured, Value
from assistant.route.lookups import Lookups
from assistant.route.rule import listing
from assistant.route.voltage_text import article, volts
from assistant.route.voltage_verdicts import PLAUSIBLE_SHARE, State, cell_state, module_state
from corpus.types import ModuleType

SUM_SHARE = Fraction(3, 100)
"""Modules and tower measured minutes apart agree within this share; a multimeter's error is far smaller."""
CELL_SUM_SHARE = Fraction(5, 100)
"""The app rounds cells to millivolts and shows them later than the multimeter: a little more."""


def doubts_of(measured: Measured, views: Lookups) -> Iterator[Doubt]:
    """Yield what must be asked back, the most basic first."""
    type_ = views.types.get(measured.type or "")
    if measured.plusless:
        yield _plus(measured.plusless)
    yield from _open(measured)
    yield from _which(measured)
    yield from _doubled(measured)
    if type_ is not None:
        yield from _wrong_type(measured, type_, views)
    yield from _impossible(measured, type_, views)
    yield from _too_many_modules(measured, type_, views)
    yield from _numbers(measured)
    if type_ is not None:
        yield from _too_many_cells(measured, type_)
    yield from _sums(measured, type_)


def _plus(name: str) -> Doubt:
    return Doubt(
        "type",
        f"**{name} without the plus is another product family**, which the guideline does not cover. Is it {name}+?",
        ((f"{name}+", f"type:{name}+"), ("HVB", "type:HVB")),
    )


def _open(measured: Measured) -> Iterator[Doubt]:
    if measured.open:
        named = listing([value.written for value in measured.open])
        options = (("Tower", "as:tower"), ("One module", "as:module"))
        yield Doubt("what", f"**{named}: measured on the tower or on one module?**", options)


MOST_OPTIONS = 20
"""Modules to choose from: twice the largest listed tower, and a keyboard that a phone still shows."""


def _which(measured: Measured) -> Iterator[Doubt]:
    """Yield the question for the place of a module that was told without its number, beside others."""
    if len(measured.modules) < 2:
        return
    for at, value in enumerate(measured.modules):
        if value.module is None:
            most = measured.count or max(len(measured.modules), *(v.module or 0 for v in measured.modules))
            most = min(most, MOST_OPTIONS)  # a wrong count is a doubt of its own, asked later
            options = tuple((str(n), f"at:{at}:{n}") for n in range(1, most + 1))
            yield Doubt("which", f"**Which module is at {value.written}**, from the top?", options)
            return


def _name(value: Value) -> str:
    return f"Module {value.module}" if value.module is not None else "The module"


def _doubled(measured: Measured) -> Iterator[Doubt]:
    numbers = [value.module for value in measured.modules if value.module is not None]
    for number in sorted({n for n in numbers if numbers.count(n) > 1})[:1]:
        values = [value.written for value in measured.modules if value.module == number]
        options = tuple((written, f"only:{number}:{i}") for i, written in enumerate(values[:4]))
        yield Doubt("doubled", f"Module {number} has two values: {listing(values, 'or')}?", options)


def _wrong_type(measured: Measured, type_: ModuleType, views: Lookups) -> Iterator[Doubt]:
    """Yield the question for the type where every module stands at the nominal voltage of another one."""
    if len(measured.modules) < 2:
        return
    for other in views.types.values():
        alike = [abs(value.value_v - other.nominal_v) <= other.nominal_v / 5 for value in measured.modules]
        if other.nominal_v != type_.nominal_v and all(alike):
            names = [kind.name for kind in views.types.values() if kind.nominal_v == other.nominal_v]
            options = (*((name, f"type:{name}") for name in names), (f"{type_.name} is right", "settle:wrong_type"))
            text = (
                f"All values are near {volts(other.nominal_v)}, but {article(type_.name)} module has "
                f"{volts(type_.nominal_v)} nominal. Which type is it?"
            )
            yield Doubt("wrong_type", text, options)
            return


def _impossible(measured: Measured, type_: ModuleType | None, views: Lookups) -> Iterator[Doubt]:
    limit = next(iter(views.types.values())).cell_undervoltage_v
    for at, value in enumerate(measured.modules):
        kinds = [type_] if type_ is not None else list(views.types.values())
        if all(module_state(value.reading, kind) is State.IMPOSSIBLE for kind in kinds):
            yield Doubt(
                "value",
                f"**{_name(value)}: {value.written} {_why(value, type_)}**",
                (("Leave it out", f"drop:m:{at}"),),
            )
            return
    for at, value in enumerate(measured.cells):
        if cell_state(value.reading, limit) is State.IMPOSSIBLE:
            why = "cannot be the voltage of one cell. Please send it again." if value.value_v > 0 else _why(value, None)
            yield Doubt("value", f"**A cell at {value.written} {why}**", (("Leave it out", f"drop:c:{at}"),))
            return
    tower = measured.tower
    if tower is not None and (tower.value_v < 0 or tower.value_v > _most_of_a_tower_v(measured, type_, views)):
        why = _why(tower, None) if tower.value_v < 0 else "is more than such a tower can have. Please send it again."
        yield Doubt("value", f"**Tower: {tower.written} {why}**", (("Leave it out", "drop:tower"),))


def _most_of_a_tower_v(measured: Measured, type_: ModuleType | None, views: Lookups) -> Fraction:
    """Return the voltage above which no tower of the type (of any type) and of its modules can stand."""
    kinds = [type_] if type_ is not None else list(views.types.values())
    return max(PLAUSIBLE_SHARE * (measured.count or kind.maximum_modules) * kind.nominal_v for kind in kinds)


def _why(value: Value, type_: ModuleType | None) -> str:
    if value.value_v < 0:
        return "is negative: were the probes the wrong way round? Please send it again."
    if type_ is None:
        return "cannot be one module's voltage. Please send it again."
    return f"cannot be right: {article(type_.name)} module has {volts(type_.nominal_v)} nominal. Please send it again."


def _too_many_modules(measured: Measured, type_: ModuleType | None, views: Lookups) -> Iterator[Doubt]:
    """Yield the question for one tower where there are more values than any tower has modules."""
    kinds = [type_] if type_ is not None else list(views.types.values())
    most = max(kind.maximum_modules for kind in kinds)
    if measured.count is None and len(measured.modules) > most:
        names = "no listed tower has" if type_ is None else f"the largest listed {type_.name} tower has"
        text = (
            f"{len(measured.modules)} module values, but {names} {'more than ' if type_ is None else ''}{most} modules."
        )
        yield Doubt("many", f"{text} Please send one tower at a time.", (("Go on with them", "settle:many"),))


def _numbers(measured: Measured) -> Iterator[Doubt]:
    """Yield contradictions between the number of modules and the modules that have a value."""
    count, numbers = measured.count, [v.module for v in measured.modules if v.module is not None]
    if count is None or not numbers:
        return
    if max(numbers) > count:
        text = f"The tower has {count} modules, but there is a value for module {max(numbers)}. Which is right?"
        yield Doubt(
            "count",
            text,
            ((f"{max(numbers)} modules", f"count:{max(numbers)}"), (f"{count} modules", f"first:{count}")),
        )
    elif not measured.is_told and numbers == list(range(1, len(numbers) + 1)) and len(numbers) < count:
        text = f"{count} modules, but {len(numbers)} values. Which is right?"
        yield Doubt(
            "count",
            text,
            (
                (f"The tower has {len(numbers)} modules", f"count:{len(numbers)}"),
                ("The lower ones are not measured", "settle:count"),
            ),
        )


def _too_many_cells(measured: Measured, type_: ModuleType) -> Iterator[Doubt]:
    numbers = {value.module for value in measured.cells if value.module is not None}
    for number in sorted(numbers):
        cells = sum(value.module == number for value in measured.cells)
        if cells > type_.cells:
            has = f"{article(type_.name)} module has {type_.cells}"
            text = f"Module {number}: {cells} cells, but {has}. Please send its cells again."
            yield Doubt("cells", text, (("Go on with them", "settle:cells"),))
            return


def _sums(measured: Measured, type_: ModuleType | None) -> Iterator[Doubt]:
    """Yield a tower that is not the sum of its modules, and a module that is not the sum of its cells."""
    values = measured.modules
    is_whole = len(values) > 1 and (measured.count is None or len(values) == measured.count)
    if measured.tower is not None and is_whole and not any(value.bound for value in (*values, measured.tower)):
        total = sum((value.value_v for value in values), Fraction(0))
        if abs(total - measured.tower.value_v) > SUM_SHARE * max(total, measured.tower.value_v):
            text = (
                f"**The tower reads {measured.tower.written}, its modules add up to {volts(total)}.** Which is wrong?"
            )
            yield Doubt("sum", text, (("Leave the tower's value out", "drop:tower"), ("Show both", "settle:sum")))
            return
    if type_ is None:
        return
    for value in values:
        cells = [cell.value_v for cell in measured.cells if cell.module == value.module]
        if value.module is None or len(cells) != type_.cells or value.bound:
            continue
        total = sum(cells, Fraction(0))
        if abs(total - value.value_v) > CELL_SUM_SHARE * max(total, value.value_v):
            text = (
                f"**Module {value.module} reads {value.written}, its cells add up to {volts(total)}.** Which is wrong?"
            )
            drop = f"drop:m:{values.index(value)}"
            yield Doubt("cellsum", text, (("Leave the module's value out", drop), ("Show both", "settle:cellsum")))
            return
