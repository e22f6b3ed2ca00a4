"""Measured values as facts of a chat, for a report."""

from __future__ import annotations

from dataclasses import replace

from assistant.dialogue.facts import Facts
from assistant.dialogue.measure_lines import cell_name
from assistant.dialogue.measure_types import Measured, Value
from assistant.route.voltage_verdicts import shown


def facts_of(facts: Facts, measured: Measured) -> Facts:
    """Return the facts with what was measured; what was not measured stays as it was known."""
    modules = tuple(_module(value, is_told=measured.is_told) for value in measured.modules)
    return replace(
        facts,
        tower=facts.tower if measured.tower is None else shown(measured.tower.reading),
        modules=modules or facts.modules,
        cells=_cells(measured.cells) or facts.cells,
    )


def _module(value: Value, *, is_told: bool) -> str:
    number = "module" if value.module is None or is_told else f"module {value.module}"
    return f"{number}{f' ({value.label})' if value.label else ''}: {shown(value.reading)}"


def _cells(cells: tuple[Value, ...]) -> str:
    if not cells:
        return ""
    lowest = min(cells, key=lambda cell: cell.value_v)
    highest = max(cells, key=lambda cell: cell.value_v)
    named = f"lowest cell {shown(lowest.reading)} ({cell_name(lowest)})"
    return named if highest is lowest else f"{named}, highest {shown(highest.reading)} ({cell_name(highest)})"
