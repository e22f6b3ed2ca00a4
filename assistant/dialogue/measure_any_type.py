"""The verdict that needs no module type: a cell below the limit is undervoltage with each of them (2.10).

Not here: verdicts on modules and towers (``measure_verdict.py``).
"""

from __future__ import annotations

from assistant.dialogue.measure_judge import is_below
from assistant.dialogue.measure_types import Measured, Value
from assistant.dialogue.measure_verdict import SERVICE, warning_of
from assistant.route.lookups import Lookups
from assistant.route.rule import bullets, listing, paragraph
from assistant.route.voltage_verdicts import State, cell_state, module_state
from corpus.types import Block


def low_cells(measured: Measured, views: Lookups) -> list[Value]:
    """Return the cells below the undervoltage limit, the lowest first."""
    limit = next(iter(views.types.values())).cell_undervoltage_v
    low = [cell for cell in measured.cells if cell_state(cell.reading, limit) is State.LOW]
    return sorted(low, key=lambda cell: cell.value_v)


def of_any_type(measured: Measured, low: list[Value], views: Lookups) -> tuple[Block, ...]:
    """Return what holds for every type, and the question for the type.

    :param low: ``low_cells``; at least one.
    """
    kinds = list(views.types.values())
    enough = listing([f"{kind.name} {kind.minimum_modules}" for kind in kinds])
    one = (
        f"in one module only:** remove it and try to start without it, if the remaining modules are still enough "
        f"(at least {enough}). Otherwise avoid any further discharge, for example by removing the BCU."
    )
    more = f"in more than one module:** {SERVICE}."
    low_modules = [v for v in measured.modules if all(module_state(v.reading, k) is State.LOW for k in kinds)]
    named = {cell.module for cell in low if cell.module is not None}
    first, second = (more, one) if len(low_modules) > 1 or len(named) > 1 else (one, more)
    return (
        paragraph(f"**Undervoltage: {is_below(low[0], kinds[0].cell_undervoltage_v)}**, whatever the type is."),
        warning_of("avoid any further discharge"),
        bullets(f"**Undervoltage {first}", f"**{second[0].upper()}{second[1:]}"),
        paragraph("**Which module type is it?** Then each module is judged."),
    )
