"""What a tap changes in measured values: type, count, what a value was measured on, what is left out.

Not here: taps that move through the dialogue (``measure.py``).
"""

from __future__ import annotations

from dataclasses import replace

from assistant.dialogue.measure_types import Measured
from assistant.route.lookups import Lookups
from assistant.route.voltage_words import Scope


def changed(measured: Measured, verb: str, value: str, views: Lookups) -> Measured:
    """Return the values after a tap that corrects or completes them."""
    if verb == "type" and value in views.types:
        return replace(measured, type=value, plusless="")
    if verb == "count" and value.isdigit():
        return replace(measured, count=int(value[:3]))
    if verb == "first" and value.isdigit():
        return replace(measured, modules=tuple(v for v in measured.modules if (v.module or 0) <= int(value[:3])))
    if verb == "as" and measured.open:
        scope = Scope.TOWER if value == "tower" else Scope.MODULE
        placed = tuple(replace(item, scope=scope) for item in measured.open)
        if scope is Scope.TOWER:
            return replace(measured, tower=placed[-1], open=())
        return replace(measured, modules=(*measured.modules, *placed), open=())
    if verb == "at":
        index, _, number = value.partition(":")
        if index.isdigit() and number.isdigit() and int(index) < len(measured.modules):
            return _numbered(measured, int(index), int(number[:2]))
    if verb == "only":
        number, _, index = value.partition(":")
        same = [item for item in measured.modules if str(item.module) == number]
        if index.isdigit() and int(index) < len(same):
            kept = same[int(index)]
            return replace(measured, modules=tuple(v for v in measured.modules if v.module != kept.module or v is kept))
    if verb == "drop":
        return _without(measured, value)
    return measured


def _without(measured: Measured, what: str) -> Measured:
    kind, _, index = what.partition(":")
    if kind == "tower":
        return replace(measured, tower=None)
    if index.isdigit():
        at = int(index)
        if kind == "m":
            return replace(measured, modules=tuple(v for i, v in enumerate(measured.modules) if i != at))
        if kind == "c":
            return replace(measured, cells=tuple(v for i, v in enumerate(measured.cells) if i != at))
    return measured


def _numbered(measured: Measured, index: int, number: int) -> Measured:
    """Return the values with one module's number said; an earlier value of that module goes."""
    told = replace(measured.modules[index], module=number)
    others = (v for i, v in enumerate(measured.modules) if i != index and v.module != number)
    return replace(measured, modules=tuple(sorted((*others, told), key=lambda value: value.module or 0)))
