"""Measured values of which a short message does not say what they were measured on: their size tells, or is asked.

Not here: values with a word for tower, module or cell (``voltage``).
"""

from __future__ import annotations

from assistant.route import voltage_tower as towers_
from assistant.route import voltage_verdicts as verdicts
from assistant.route.lookups import Lookups
from assistant.route.system import System
from assistant.route.voltage_parse import Reading
from assistant.route.voltage_verdicts import PLAUSIBLE_SHARE
from assistant.route.voltage_words import Topic
from assistant.route.words import word_count
from assistant.types import ChatContext, Draft
from corpus.types import ModuleType

MOST_TOWERS = 4
"""Values of several towers beside one another."""
_MOST_WORDS_VALUE = 5
"""A value alone ("I measure 211 V") asks what was measured; in a longer message something else is told."""


def loose(
    values: list[Reading], question: str, known: System, system: System, context: ChatContext, views: Lookups
) -> Draft | None:
    """Return a verdict where only the size of the value tells what it was measured on, else the question for it."""
    type_ = views.types[known.type] if known.type is not None else None
    if type_ is not None and known.modules is not None:
        largest = PLAUSIBLE_SHARE * type_.nominal_v
        if len(values) == 1 and values[0].value_v > largest:
            return towers_.tower(
                values[0], type_, known.modules, known, system.next_context(context, Topic.MINIMUM.value)
            )
        if 1 < len(values) <= MOST_TOWERS and all(value.value_v > largest for value in values):
            next_context = system.next_context(context, Topic.MINIMUM.value)
            is_one = (system.towers or 1) == 1
            return towers_.several(values, type_, known.modules, known, next_context, is_one=is_one)
        if len(values) > 1 and all(value.value_v <= largest for value in values) and system.counts:
            return verdicts.modules(values, [], type_, known, views, system.next_context(context, Topic.HEALTHY.value))
    if type_ is not None and len(values) > 1 and all(_is_module(value, type_) for value in values):
        return verdicts.modules(values, [], type_, known, views, system.next_context(context, Topic.HEALTHY.value))
    is_about_cells = "undervoltage" in question.lower() or context.topic in (Topic.HEALTHY.value, Topic.CELL.value)
    if is_about_cells and all(value.value_v <= verdicts.PLAUSIBLE_CELL_V for value in values):
        return verdicts.cells(values, known, views, system.next_context(context, Topic.CELL.value))
    if len(values) != 1 or (not system.named and word_count(question) > _MOST_WORDS_VALUE):
        return None
    if not system.named and values[0].value_v > PLAUSIBLE_SHARE * max(t.nominal_v for t in views.types.values()):
        next_context = system.next_context(context, Topic.MINIMUM.value)
        return towers_.tower_of_unknown(values[0], known, question, views, next_context)
    if type_ is not None and known.modules is None and values[0].value_v > 2 * type_.nominal_v:
        next_context = system.next_context(context, Topic.MINIMUM.value)
        return towers_.tower_of_unknown(values[0], known, question, views, next_context)
    return towers_.what_was_measured(values[0], question, system.next_context(context))


def _is_module(value: Reading, type_: ModuleType) -> bool:
    """Return whether a value is of a module's size: a tower of two at half of it is too unlikely to be asked for."""
    return type_.nominal_v / 2 < value.value_v <= PLAUSIBLE_SHARE * type_.nominal_v
