"""Voltages in natural and long messages: what was measured, or which figure is wanted, whatever else is told.

The system (type and number of modules) must be known and the values must fit it; nothing else may be the subject.
Not here: short questions in the words of ``voltage_words`` (``voltage``).
"""

from __future__ import annotations

from dataclasses import replace

from assistant.route import voltage_answers as answers
from assistant.route import voltage_tower as towers_
from assistant.route import voltage_verdicts as verdicts
from assistant.route.late import Late
from assistant.route.lookups import Lookups
from assistant.route.owners import other_products
from assistant.route.system import System, completed
from assistant.route.voltage_competing import asks_next_step, asks_something_else
from assistant.route.voltage_numbers import (
    CELL_MOST_V,
    Number,
    cell_readings,
    module_readings,
    numbers,
    tower_readings,
)
from assistant.route.voltage_parse import Reading
from assistant.route.voltage_subject import (
    asks_cell_limit,
    asks_module_limits,
    asks_verdict,
    figure_asked,
    is_about_starting,
)
from assistant.route.voltage_verdicts import State
from assistant.route.voltage_words import Topic
from assistant.route.words import word_count
from assistant.types import ChatContext, Draft
from corpus.types import ModuleType

_MOST_WORDS = 75
_VOLTISH = Late(
    r"\b(?:m?v|volt\w*|voltages?|spannung\w*|multimeter|fluke|meter|measur\w*|reads?|reading\w*|cells?|"
    r"tester|nominal|threshold\w*|"
    r"minimum|least|limits?|lowest|smallest|modules? \d{2,3}\.\d|tower|on top|up there|at the top|"
    r"figure|juice|shows?|gives?|gave)\b"
    r"|\d\.\d[\s,/;]{1,3}(?:and )?\d+\.\d"
)
_TOWER = Late(
    r"\b(?:tower\w*|total|altogether|sum|all together|whole|entire|system|top|up there|topmost|" r"uppermost|upper)\b"
)
_MODULE = Late(r"\b(?:modul\w*|this one|that one|single|singly|each|one of)\b")
_TOWER_ITSELF = Late(r"\b(?:tower\w*|altogether|sum|whole|total|all together|up there|topmost|on top)\b")
_LEAST_TOWER_V = 60
"""A tower below this may as well be a module or another device."""
_ASKED_BACK = 22
_LOWEST = Late(r"\b(?:lowest|smallest|min|minimum|weakest)\b")
""""The lowest one is 2.6 V" after a module's verdict: a cell."""
_CELLS_NEAR = 22
"""Words up to which an asked-back type is worth it; in a longer story retrieval decides."""
_SHORT = 12
"""Words up to which a value and its system are the whole message."""


def story(folded: str, question: str, system: System, context: ChatContext, views: Lookups) -> Draft | None:
    """Return the verdict or the figure that a natural message asks for, None where that is not sure."""
    if word_count(folded) > _MOST_WORDS or _VOLTISH.search(folded) is None or asks_something_else(folded):
        return None
    if any(product.role == "battery" for product in other_products(folded, views)):
        return None
    known = completed(folded, system.with_context(context), views)
    if len(known.types) > 1:
        return None
    sizes = frozenset(model.size for model in views.models.values())
    found = numbers(folded, sizes)
    if known.model is not None:
        found = [n for n in found if n.has_unit or n.reading.written != f"{known.model.size} V"]
    type_ = views.types[known.type] if known.type is not None else None
    after_module = context.topic in (Topic.HEALTHY.value, Topic.CELL.value) and _LOWEST.search(folded) is not None
    cells = cell_readings(found, folded, named=after_module)
    if type_ is not None and known.modules is not None and not cells and not asks_next_step(folded):
        towers = tower_readings(found, type_, known.modules, named=_TOWER.search(folded) is not None)
        if len(towers) == 1 and not _other_modules(found) and _is_asked(towers[0], type_, known.modules, folded):
            draft = towers_.tower(
                replace(towers[0], module=None), type_, known.modules, known,
                known.next_context(context, Topic.MINIMUM.value),
            )  # fmt: skip
            return draft if is_about_starting(folded) else replace(draft, refs=("2.10", "2.1/9"))
        if 1 < len(towers) <= 4 and not _other_modules(found) and folded.count("tower") > 1 and asks_verdict(folded):
            return towers_.several(
                towers, type_, known.modules, known, known.next_context(context, Topic.MINIMUM.value)
            )
        if towers:
            return None
    verdict = _modules_or_cells(folded, question, found, cells, known, context, views)
    if verdict is not None:
        return verdict
    if not found and word_count(folded) <= _ASKED_BACK:
        if asks_cell_limit(folded):
            return answers.cell_limit(views, known.next_context(context, Topic.CELL.value))
        if type_ is not None and system.modules is None and asks_module_limits(folded):
            return answers.module_figures(
                (type_,), views, known.next_context(context, Topic.HEALTHY.value), Topic.HEALTHY
            )
    if any(n.has_unit for n in found) or cells or (known.type is None or known.modules is None):
        return _unknown_tower(folded, question, found, known, context, views)
    return _figure(folded, known, context, views)


def _is_asked(reading: Reading, type_: ModuleType, count: int, folded: str) -> bool:
    """Return whether the tower's value is the subject: the message is short, asks for it, or the value is low."""
    return (
        word_count(folded) <= _SHORT
        or asks_verdict(folded)
        or (reading.bound == "" and reading.value_v < count * type_.healthy_v)
    )


def _other_modules(found: list[Number]) -> bool:
    """Return whether several values of modules stand beside a tower's: the list decides then, not the sum."""
    small = [
        n for n in found if 4 < n.reading.value_v <= 120 and n.is_cued and (n.has_unit or "." in n.reading.written)
    ]
    return len(small) > 1


def _modules_or_cells(
    folded: str, question: str, found: list[Number], cells: list[Reading], known: System, context: ChatContext,
    views: Lookups,
) -> Draft | None:  # fmt: skip
    """Return the verdict on modules with their cells, or on cells alone."""
    type_ = views.types[known.type] if known.type is not None else None
    modules = module_readings(found, type_)
    others = [n for n in found if n.has_unit and n.reading.value_v > 4 and not n.is_expected]
    if len(others) > len([n for n in others if any(n.reading.value_v == r.value_v for r in modules)]):
        return None  # A value that is neither: a tower's or something else's.
    if any(not n.has_unit and "." not in n.reading.written and int(n.reading.value_v) in views.codes for n in found):
        return None  # "319, cells are equal again": a code without its letters is the subject.
    limit = next(iter(views.types.values())).cell_undervoltage_v
    low_cell = any(verdicts.cell_state(cell, limit) in (State.LOW, State.ON) for cell in cells)
    is_asked = (asks_verdict(folded) or word_count(folded) <= _SHORT) and not asks_next_step(folded)
    is_sure = any(n.has_unit and n.reading.value_v > CELL_MOST_V for n in found) or (
        type_ is not None and word_count(folded) <= _SHORT and any("." in reading.written for reading in modules)
    )
    if modules and (cells or len(modules) > 1 or is_sure):
        if type_ is not None:
            states = [verdicts.module_state(reading, type_) for reading in modules]
            if not (low_cell or State.LOW in states or is_asked):
                return None
            next_context = known.next_context(context, Topic.HEALTHY.value)
            return verdicts.modules(modules, cells, type_, known, views, next_context)
        if low_cell:
            return verdicts.cells(cells, known, views, known.next_context(context, Topic.CELL.value))
        if _MODULE.search(folded) is None or not is_asked or word_count(folded) > _CELLS_NEAR:
            return None
        next_context = known.next_context(context, Topic.HEALTHY.value)
        return verdicts.modules_of_unknown_type(modules, cells, question, views, next_context)
    if cells and not modules and (low_cell or word_count(folded) <= _SHORT):
        return verdicts.cells(cells, known, views, known.next_context(context, Topic.CELL.value))
    return None


def _unknown_tower(
    folded: str, question: str, found: list[Number], known: System, context: ChatContext, views: Lookups
) -> Draft | None:
    """Return the question for type or number of modules where a tower's value is to be judged."""
    if (known.type is not None and known.modules is not None) or word_count(folded) > _ASKED_BACK:
        return None
    if _TOWER_ITSELF.search(folded) is None or (_MODULE.search(folded) is not None and known.modules is None):
        return None
    measured = [n for n in found if n.is_cued and not n.is_expected and n.reading.value_v >= _LEAST_TOWER_V]
    if len(measured) != 1 or not (asks_verdict(folded) or word_count(folded) <= _SHORT):
        return None
    reading = replace(measured[0].reading, module=None)
    return towers_.tower_of_unknown(reading, known, question, views, known.next_context(context, Topic.MINIMUM.value))


def _figure(folded: str, known: System, context: ChatContext, views: Lookups) -> Draft | None:
    """Return the tower's figure that is asked for."""
    if known.type is None or known.modules is None:
        return None
    topic = figure_asked(folded)
    if topic is None:
        return None
    type_ = views.types[known.type]
    return answers.tower(type_, known.modules, known, topic, known.next_context(context, topic.value))
