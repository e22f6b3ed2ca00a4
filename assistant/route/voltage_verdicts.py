"""Verdicts on measured voltages of cells, modules and towers, with exact arithmetic.

Exactly on a limit neither side is claimed; a value that cannot be is said to be one. Not here: reading the values.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from assistant.route.asked import Want, asking
from assistant.route.lookups import Lookups
from assistant.route.rule import bullets, listing, paragraph, table
from assistant.route.system import System
from assistant.route.voltage_parse import Reading
from assistant.route.voltage_text import (
    article,
    is_below,
    undervoltage_steps,
    volts,
)
from assistant.types import ChatContext, Choice, Draft, Route
from corpus.types import Block, ModuleType


class State(Enum):
    """Where a value lies."""

    LOW = "below"
    ON = "exactly on"
    FINE = "above"
    UNKNOWN = "unknown"
    """Only a bound was said, and it does not decide ("below 50 V" against 45 V)."""
    IMPOSSIBLE = "cannot be"


PLAUSIBLE_SHARE = Fraction(6, 5)
"""A module above 1.2 × nominal cannot be: 16 LFP cells at a full 3.65 V are 58.4 V (below 60 V), 32 are 116.8 V."""
PLAUSIBLE_CELL_V = Fraction(4)
"""No LFP cell stands above this; a higher "cell" voltage was measured on something else."""


def state(reading: Reading, limit_v: Fraction, most_v: Fraction) -> State:
    """Return where the value lies against ``limit_v``; above ``most_v`` or below zero it cannot be."""
    value = reading.value_v
    if reading.bound == "<":
        return State.LOW if 0 < value <= limit_v else State.UNKNOWN
    if reading.bound == ">":
        return State.IMPOSSIBLE if value >= most_v else State.FINE if value >= limit_v else State.UNKNOWN
    if value < 0 or value > most_v:
        return State.IMPOSSIBLE
    return State.LOW if value < limit_v else State.ON if value == limit_v else State.FINE


def module_state(reading: Reading, type_: ModuleType) -> State:
    """Return where a module's voltage lies against its healthy limit (2.10)."""
    return state(reading, type_.healthy_v, PLAUSIBLE_SHARE * type_.nominal_v)


def cell_state(reading: Reading, limit_v: Fraction) -> State:
    """Return where a cell's voltage lies against the undervoltage limit (2.10)."""
    return state(reading, limit_v, PLAUSIBLE_CELL_V)


def shown(reading: Reading) -> str:
    """Return the value as written, with its bound in words."""
    return {"<": "below ", ">": "above "}.get(reading.bound, "") + reading.written


@dataclass(slots=True)
class _Parts:
    """An answer in the making."""

    blocks: list[Block] = field(default_factory=list)
    refs: list[str] = field(default_factory=lambda: ["2.10"])
    suggestions: list[str] = field(default_factory=list)

    def draft(self, context: ChatContext | None) -> Draft:
        refs = tuple(dict.fromkeys(self.refs))
        related = tuple(ref for ref in dict.fromkeys(self.suggestions) if ref not in refs)
        return Draft(Route.VOLTAGE, tuple(self.blocks), refs=refs, suggestions=related, context=context)


def cells(found: list[Reading], system: System, views: Lookups, context: ChatContext | None) -> Draft:
    """Return the verdict on cell voltages alone."""
    limit = next(iter(views.types.values())).cell_undervoltage_v
    states = [cell_state(reading, limit) for reading in found]
    parts = _Parts(suggestions=["2.8", "2.9/EC107"])
    named = listing([shown(reading) for reading, at in zip(found, states, strict=True) if at is _worst(states)])
    worst = _worst(states)
    if worst is State.LOW:
        parts.blocks = [
            paragraph(
                f"**Undervoltage: {is_below(named, volts(limit))}.** A module with such a cell is in undervoltage."
            )
        ]
        parts.blocks.append(undervoltage_steps(system, views))
    elif worst is State.IMPOSSIBLE:
        parts.blocks = [
            paragraph(
                f"**{named} cannot be the voltage of one cell.** Check what was measured, and the measuring points."
            ),
            paragraph(
                f"A cell below {volts(limit)} means undervoltage; the app shows the highest and the lowest cell "
                f"voltage."
            ),
        ]
    elif worst is State.ON:
        parts.blocks = [
            paragraph(f"**{named} is exactly on the limit:** the guideline covers only cells below {volts(limit)}."),
            paragraph("Measure again. Avoid further discharge until it is clear."),
        ]
    elif worst is State.UNKNOWN:
        parts.blocks = [
            paragraph(
                f"**{named} does not settle it:** the limit is {volts(limit)}. Read the exact lowest cell voltage in "
                f"the app."
            ),
            bullets(f"Below {volts(limit)}: the module is in undervoltage.", f"Above {volts(limit)}: it is not."),
        ]
    else:
        fine = listing([f"{volts(type_.healthy_v)} ({type_.name})" for type_ in views.types.values()])
        parts.blocks = [
            paragraph(f"**{named} {'is' if len(found) == 1 else 'are'} above {volts(limit)}: no undervoltage.**"),
            paragraph(
                f"Check the module's voltage too: it should be above {fine}. Below that, charge the battery quickly."
            ),
        ]
    return parts.draft(context)


_ORDER = (State.LOW, State.IMPOSSIBLE, State.ON, State.UNKNOWN, State.FINE)
"""What matters most, first."""


def _worst(states: list[State]) -> State:
    return next(at for at in _ORDER if at in states)


_WORDS = {
    State.LOW: "low", State.ON: "exactly on the limit", State.FINE: "should be fine",
    State.UNKNOWN: "not settled", State.IMPOSSIBLE: "cannot be",
}  # fmt: skip


def modules(
    found: list[Reading], found_cells: list[Reading], type_: ModuleType, system: System, views: Lookups,
    context: ChatContext | None,
) -> Draft:  # fmt: skip
    """Return the verdict on module voltages, with cells where they were given: the cell rule wins (2.10)."""
    states = [module_state(reading, type_) for reading in found]
    cell_states = [cell_state(reading, type_.cell_undervoltage_v) for reading in found_cells]
    parts = _Parts(suggestions=["2.8", "2.11"])
    worst = _worst(states)
    cell = volts(type_.cell_undervoltage_v)
    if State.LOW in cell_states:
        low = listing([shown(r) for r, at in zip(found_cells, cell_states, strict=True) if at is State.LOW])
        parts.blocks.append(
            paragraph(
                f"**Undervoltage: {is_below(f'a cell at {low}', cell)}.** The cell decides, whatever the module "
                f"measures ({listing([shown(reading) for reading in found])})."
            )
        )
    else:
        parts.blocks.append(paragraph(_module_headline(found, states, worst, type_)))
    if len(found) > 1:
        rows = [
            (_label(i, reading, found), shown(reading), _WORDS[at])
            for i, (reading, at) in enumerate(zip(found, states, strict=True))
        ]
        parts.blocks.append(table(("Module", "Measured", f"Limit {volts(type_.healthy_v)}"), *rows))
    if State.LOW in cell_states:
        parts.blocks.append(undervoltage_steps(system, views))
        return parts.draft(context)
    if State.IMPOSSIBLE in states:
        parts.blocks.append(
            paragraph(
                f"The nominal voltage of {article(type_.name)} module is {volts(type_.nominal_v)}. Check the module "
                f"type and where the "
                "probes were (positive and negative of one module)."
            )
        )
    if worst in (State.LOW, State.ON, State.UNKNOWN) or (State.LOW in states):
        parts.blocks.append(_low_branches(found, states, found_cells, cell_states, type_))
        if State.LOW in states and not cell_states:
            parts.blocks.append(undervoltage_steps(system, views))
    elif State.FINE in states:
        text = "Go on with the other checks of the guideline and keep the firmware up to date."
        if not cell_states:
            text += f" One cell below {cell} would still mean undervoltage: look at the lowest cell in the app."
        parts.blocks.append(paragraph(text))
    if State.ON in cell_states:
        parts.blocks.append(paragraph(f"A cell at exactly {cell} is on the limit and not covered: measure it again."))
    if State.IMPOSSIBLE in cell_states:
        parts.blocks.append(paragraph("The cell voltage given cannot be that of one cell: check what was measured."))
    return parts.draft(context)


def _module_headline(found: list[Reading], states: list[State], worst: State, type_: ModuleType) -> str:
    limit, name = volts(type_.healthy_v), type_.name
    values = [shown(reading) for reading, at in zip(found, states, strict=True) if at is worst]
    named = listing(values)
    verb = "is" if len(values) == 1 else "are"
    one = "module" if len(values) == 1 else "modules"
    if worst is State.LOW:
        return f"**{named} {verb} low for {article(name)} module:** below {limit} (nominal {volts(type_.nominal_v)})."
    if worst is State.IMPOSSIBLE:
        return f"**{named} cannot be right for {article(name)} module** (nominal {volts(type_.nominal_v)})."
    if worst is State.ON:
        return (
            f"**{named} is exactly on the limit of {article(name)} module:** the guideline says neither fine nor low "
            f"at {limit}. Check the cells."
        )
    if worst is State.UNKNOWN:
        return (
            f"**{named} does not settle it:** the limit of {article(name)} module is {limit}. Measure the exact value."
        )
    return f"**{named}: the {name} {one} should be fine** (above {limit}; nominal {volts(type_.nominal_v)})."


def _label(index: int, reading: Reading, found: list[Reading]) -> str:
    return f"Module {reading.module}" if reading.module is not None else f"Value {index + 1}"


def _low_branches(
    found: list[Reading], states: list[State], found_cells: list[Reading], cell_states: list[State], type_: ModuleType
) -> Block:
    """Return what follows for a module at or below the limit: by its cells, both branches where they are unknown."""
    cell = volts(type_.cell_undervoltage_v)
    if cell_states and all(at is State.FINE for at in cell_states):
        if State.LOW not in states:
            named = listing([shown(r) for r in found_cells])
            return bullets(f"Cells above {cell} ({named}): no undervoltage. Measure the module again.")
        return bullets(
            f"Cells above {cell} ({listing([shown(r) for r in found_cells])}): no undervoltage, but **charge the "
            f"battery quickly**."
        )
    items = [
        f"All cells above {cell}: no undervoltage yet, **charge the battery quickly**.",
        f"One cell below {cell}: the module is in **undervoltage**; see below.",
        "Look at the lowest cell voltage in the app or BYD ENERGY CLOUD.",
    ]
    least = type_.cells * type_.cell_undervoltage_v
    sure = [
        shown(r)
        for r, at in zip(found, states, strict=True)
        if at is State.LOW and r.bound != ">" and r.value_v < least
    ]
    if sure:
        certain = (
            f"At {listing(sure)} a cell below {cell} is certain (inferred): {type_.cells} × {cell} = {volts(least)}."
        )
        if len(sure) == len(found):
            whose = "The module is" if len(sure) == 1 else "The modules are"
            return bullets(certain, f"{whose} in **undervoltage**; see below.")
        items.insert(0, certain)
    if State.LOW not in states:
        if State.ON in states:  # only below the limit is it to be charged
            items[0] = f"All cells above {cell}: no undervoltage. Measure the module again."
        items[1 if not sure else 2] = f"One cell below {cell}: the module is in **undervoltage**."
    return bullets(*items)


def modules_of_unknown_type(
    found: list[Reading], found_cells: list[Reading], question: str, views: Lookups, context: ChatContext | None
) -> Draft:
    """Return the verdict for each type, and the question which one it is."""
    lines = []
    for type_ in views.types.values():
        states = [module_state(reading, type_) for reading in found]
        said = Counter(f"{shown(r)}: {_WORDS[at]}" for r, at in zip(found, states, strict=True))
        verdicts = listing([text if times == 1 else f"{times} × {text}" for text, times in said.items()])
        lines.append(
            f"**{type_.name}** (limit {volts(type_.healthy_v)}, nominal {volts(type_.nominal_v)}): {verdicts}."
        )
    limit = next(iter(views.types.values())).cell_undervoltage_v
    cell_states = [cell_state(reading, limit) for reading in found_cells]
    blocks = [paragraph("**It depends on the module type: which one is it?**"), bullets(*lines)]
    if State.LOW in cell_states:
        blocks.append(paragraph(f"A cell below {volts(limit)} means undervoltage with any type."))
    else:
        blocks.append(
            paragraph(
                f"Low, but all cells above {volts(limit)}: charge quickly. One cell below {volts(limit)}: undervoltage."
            )
        )
    choices = tuple(Choice(type_.name, f"{type_.name}: {question}") for type_ in views.types.values())
    if not found_cells:
        context = asking(context, Want.TYPE, f"module {', '.join(shown(reading) for reading in found)}")
    return Draft(Route.CLARIFY, tuple(blocks), refs=("2.10",), choices=choices, context=context)
