"""Adds a tower's own figures to a retrieved passage about voltages: the general rule alone leaves sums to the reader.

The voltage rule reads the wordings it knows; what it leaves to retrieval may still name the system and a value. Where
the passage found is one on voltages, these are safe to use. Not here: reading values (``route/voltage_parse``) and
judging them (``route/voltage_tower``).
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from assistant.route import voltage_tower
from assistant.route.lay import plain
from assistant.route.lookups import lookups
from assistant.route.rule import paragraph
from assistant.route.system import System, completed, system_of
from assistant.route.voltage_parse import Reading, readings
from assistant.route.voltage_text import count_remark, product
from assistant.route.voltage_verdicts import PLAUSIBLE_SHARE
from assistant.route.voltage_words import Scope
from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Corpus, ModuleType

_DECIMAL = re.compile(
    r"(?<![\w.,])(\d{2,3}\.\d)(?![\d.])(?!\s?(?:k?wh?|m?a|ah|m|mm2?|cm|kg|nm|ohm|hz|h|s|min|°|%)\b|\s?%)"
)
_OF_TYPE = re.compile(
    r"(?<![\d.])\d{1,2}\s?(?:x\s?)?hv(?:b|[ms]\+)|hv(?:b|[ms]\+)\s(?:with|of|x)\s?\d{1,2}\b"
    r"|\b(?:tower|stack) (?:of|with) \d"
)
"""A number of modules that is the tower's own."""
PLACES = ("2.10", "2.1/9", "2.1/8")
"""Places on a tower's voltage and module quantity."""
LARGEST_MODEL = 40
"""kWh; a smaller number may be the model's ("HVM+ 16.6")."""


def with_figures(draft: Draft, query: Query, corpus: Corpus, context: ChatContext) -> Draft:
    """Return the draft with the verdict on the tower's voltage, or with the tower's figures, where it names both."""
    candidates = draft.refs if draft.route is Route.CLARIFY else draft.refs[:1]
    if not any(ref in PLACES for ref in candidates):
        return draft
    views = lookups(corpus)
    folded = plain(query.folded)
    system = completed(folded, system_of(folded, views), views)
    if system.model is not None:
        system = replace(system, counts=())  # "HVM+ 16.6, 2 modules a bit warm": the model tells the tower's modules
    known = system.with_context(context)
    if known.type is None or len(known.counts) > 1 or known.plusless or known.unlisted_model:
        return draft
    type_, count = views.types[known.type], known.modules
    values = _of_tower(folded, type_)
    if count is None:
        if len(values) != 1:
            return draft
        asked = voltage_tower.tower_of_unknown(values[0], known, query.text, views, system.next_context(context))
        return replace(asked, confidence=draft.confidence, rule=f"{draft.rule}+figures")
    verdict = _verdict(values, type_, count, known, system.next_context(context))
    if verdict is not None:
        others = (*draft.refs, *draft.suggestions, *verdict.suggestions)
        return replace(verdict, confidence=draft.confidence, suggestions=others, rule=f"{draft.rule}+figures")
    if draft.route is not Route.GUIDELINE or not (known.model or context.modules == count or _OF_TYPE.search(folded)):
        return draft  # "2 modules feel warm" does not tell the tower's modules
    first, *rest = draft.blocks
    return replace(draft, blocks=(first, paragraph(_figures(type_, count)), *rest), rule=f"{draft.rule}+figures")


def with_system(draft: Draft, query: Query, corpus: Corpus, context: ChatContext) -> Draft:
    """Return the draft with the chat's next context: the module type or model that the message names.

    A number of modules counts here only as a model's: beside a trouble told freely it may be that of the faulty ones.
    """
    if draft.context is not None or "hv" not in query.folded:
        return draft
    system = replace(system_of(query.folded, lookups(corpus)), counts=())
    return replace(draft, context=system.next_context(context))


def _of_tower(folded: str, type_: ModuleType) -> list[Reading]:
    """Return the values named where each can only be a tower's, else none."""
    largest_v = PLAUSIBLE_SHARE * type_.nominal_v
    values = list(readings(folded)) or _without_unit(folded)
    if any(value.scope not in (None, Scope.TOWER) or value.value_v <= largest_v for value in values):
        return []
    return values


def _without_unit(folded: str) -> list[Reading]:
    """Return the one number with a decimal place that has no unit: "204.6 between plus and minus"."""
    numbers = [number for number in _DECIMAL.findall(folded) if Fraction(number) > LARGEST_MODEL]
    return [Reading(Fraction(numbers[0]), f"{numbers[0]} V", None)] if len(numbers) == 1 else []


def _verdict(
    values: list[Reading], type_: ModuleType, count: int, system: System, context: ChatContext | None
) -> Draft | None:
    """Return the verdict on a tower's values, None where there are none or the number of modules is doubtful."""
    if not values or any(value.value_v > PLAUSIBLE_SHARE * count * type_.nominal_v for value in values):
        return None  # a number beside "modules" may be that of the warm ones
    if len(values) == 1:
        return voltage_tower.tower(values[0], type_, count, system, context)
    return voltage_tower.several(values, type_, count, system, context)


def _figures(type_: ModuleType, count: int) -> str:
    remark = count_remark(count, type_)
    return (
        f"**{count} {type_.name} modules:** nominal {product(count, type_.nominal_v)}; minimum operating "
        f"{product(count, type_.minimum_operating_v)}, the tower must be higher." + (f" {remark}" if remark else "")
    )
