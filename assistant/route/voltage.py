"""Rule: voltages of tower, module and cell: what they should be, and what a measured one means.

Fires only where the whole message is about such a voltage. Not here: the grid's, the inverter's, a charger's or a
power supply's volts, and how to measure (retrieval: 2.10).
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from assistant.route import voltage_answers as answers
from assistant.route import voltage_tower as towers_
from assistant.route import voltage_verdicts as verdicts
from assistant.route.late import Late
from assistant.route.lay import plain
from assistant.route.lookups import Lookups, lookups
from assistant.route.other_product import ask_for_plus
from assistant.route.rule import Rule
from assistant.route.system import System, completed, system_of
from assistant.route.voltage_competing import asks_other_quantity
from assistant.route.voltage_loose import MOST_TOWERS, loose
from assistant.route.voltage_parse import Reading, nominal_named, readings
from assistant.route.voltage_story import story
from assistant.route.voltage_terse import number_alone, terse
from assistant.route.voltage_verdicts import PLAUSIBLE_SHARE
from assistant.route.voltage_words import (
    Scope,
    Topic,
    asks_absent_cell_figure,
    asks_upper_figure,
    is_about_a_fault,
    is_about_volts,
    is_elsewhere,
    scope_asked,
    strange_words,
    topic_of,
)
from assistant.route.words import word_count
from assistant.types import ChatContext, Draft, Query
from corpus.types import Corpus, ModuleType

_MOST_WORDS = 22
"""A voltage question is short; values inside a longer story are left to retrieval."""
_MOST_WORDS_FOLLOW_UP = 8
_STRANGE_WITH_VALUES = 1
"""Words of other kinds that a message with measured values may hold."""
_HOW_MANY = Late(r"\b(?:how many|wie ?viele|combien de|hoeveel|cuantos|quanti|number of|anzahl)\b.{0,20}\bmodul")
_HOW_TO = Late(
    r"\bhow (?:do|can|should|to|would)\b.{0,20}\b(?:measure|check|test|read|see|find)\b|\b(?:where|which points|wie "
    r"messe|wo messe|tool|multimeter)\b"
)
_OTHER_SUBJECT = Late(r"\b(?:leds?|bcu|firmware|soc|restart|app|over-?\s?voltage)\b")
_OTHER_REQUEST = Late(
    r"\b(?:where|how|what|which|who|can i|need|want|please)\b.{0,40}\b(?:download\w*|torque|warrant\w*|"
    r"passwords?|updat\w+|"
    r"install\w*|prices?|costs?|screws?|serial|ship\w*|mount\w*|recycl\w*|manual|wi-?fi|firmware)\b"
)
"""The real question of a message that tells a voltage beside it."""
_ASKS_ABOUT_VALUE = Late(r"\b(?:too low|too high|enough|ok|okay|fine|good|normal|healthy|start)\b")
_FOLLOWED_TOPIC = Late(
    r"\b(?:nominal|rated|minimum|minimal|min|lowest|operating|cells?|healthy|limit|zelle|nominale|minima)\b"
)
"""Words that ask for another figure after a voltage answer; "start" or "ok" alone ask for none."""
_ELLIPSIS = Late(r"(?:and|und|et|y|e|en|or|also)?\s?(?:what about|how about|for|with|if|mit|avec)\s")
_TOPICS = frozenset(topic.value for topic in Topic)
_BARE_COUNT = Late(
    r"(?<!module )(?<!modul )(?<!tower )(?<!number )(?<!cell )(?<![\d.#])(\d{1,2})(?![\d.%]*\d)(?!\s?m?v\b)"
)
_BARE_CELLS = Late(
    r"\bcell.*?(?<![\d.])[0-3]\.\d{1,3}(?![\d.]|\s?m?v\b)|(?<![\d.])[0-3]\.\d{2,3}(?!\d|\s?m?v\b).*\bcell"
)
"""A cell's voltage without its unit."""


_EXPECTS = Late(
    r"\b(?:i'd expect|expected|i expect|calculat\w*|instead of|on paper)\b.*\d.*(?<![\d.])\d{2,3}(?:\.\d+)?(?![\d.]*\d)"
)


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    lay = plain(query.folded)
    query = query if lay == query.folded else replace(query, folded=lay)
    if _OTHER_REQUEST.search(lay) is not None:
        return None
    views = lookups(corpus)
    if context.topic in _TOPICS and context.topic != Topic.CELL.value and (number := number_alone(lay)) is not None:
        lay = f"with {number} modules"
        query = replace(query, folded=lay)
    if (short := terse(lay, context, views)) is not None:
        return short
    # Cells without a unit, and values beside expected ones, are read by the story's parser only: the verdict must not
    # miss them.
    is_story = ("cell" in lay and _BARE_CELLS.search(lay) is not None) or _EXPECTS.search(lay) is not None
    draft = None if is_story else _short(query, views, context)
    return story(lay, query.text, system_of(lay, views), context, views) if draft is None else draft


def _short(query: Query, views: Lookups, context: ChatContext) -> Draft | None:
    """Return the answer to a question that is made of a voltage question's words and nothing else."""
    folded = query.folded
    has_context = context.module_type is not None or context.topic in _TOPICS
    follow_up = has_context and word_count(folded) <= _MOST_WORDS_FOLLOW_UP
    about_volts = is_about_volts(folded)
    if not about_volts and not follow_up and "hv" not in folded:
        return None
    if word_count(folded) > _MOST_WORDS or is_elsewhere(folded):
        return None
    values = readings(folded) if about_volts else ()
    is_named = "hv" in folded or "module" in folded or "cell" in folded
    if len(strange_words(folded)) > (_STRANGE_WITH_VALUES if (values or follow_up) and is_named else 0):
        return None
    system = completed(folded, system_of(folded, views), views)
    if system.plusless:
        if not about_volts and not (system.plusless_size and _FOLLOWED_TOPIC.search(folded) is not None):
            return None
        return ask_for_plus(system.plusless, system.plusless_size, query, ("2.10", "2.1/9"))
    if system.unlisted_model and not values and (about_volts or _HOW_MANY.search(folded) is not None):
        return answers.unlisted_model(system.unlisted_model, views)
    if values and (_HOW_MANY.search(folded) is not None or asks_other_quantity(folded)):
        return None  # The guideline does not tell the number of modules from a voltage.
    if values:
        return _verdict(values, query, system, context, views)
    if _HOW_MANY.search(folded) is not None and system.model is not None:
        return answers.model_modules(system, views, system.next_context(context))
    if about_volts and _HOW_TO.search(folded) is None and not is_about_a_fault(folded):
        return _asked(folded, system, context, views)
    if follow_up:
        return _follow_up(folded, system, context, views)
    if (system.towers or 1) > 1 and system.type is not None and system.modules is not None:
        type_ = views.types[system.type]
        next_context = system.next_context(context, Topic.NOMINAL.value)
        return answers.tower(type_, system.modules, system, Topic.NOMINAL, next_context)
    is_model_alone = system.model is not None and word_count(folded) <= 3
    return (
        answers.model_modules(system, views, system.next_context(context, Topic.NOMINAL.value))
        if is_model_alone
        else None
    )


def _asked(folded: str, system: System, context: ChatContext, views: Lookups) -> Draft | None:
    """Return the figure that is asked for."""
    topic = topic_of(folded)
    if topic is None or (topic is not Topic.CELL and asks_upper_figure(folded)):
        return None
    if topic is Topic.CELL and asks_absent_cell_figure(folded):
        return answers.absent_cell_figure(views, system.next_context(context))
    scope = scope_asked(folded, bool(system.counts) or system.model is not None)
    return _figure(topic, scope, system, context, views)


def _figure(topic: Topic, scope: Scope, system: System, context: ChatContext, views: Lookups) -> Draft:
    known = system.with_context(context)
    next_context = system.next_context(context, topic.value)
    if scope is Scope.CELL or topic is Topic.CELL:
        return answers.cell_limit(views, next_context)
    types = tuple(views.types[name] for name in known.types)
    if scope is Scope.MODULE or (topic is Topic.HEALTHY and known.modules is None):
        return answers.module_figures(types, views, next_context, topic)
    if len(types) > 1 or len(known.counts) > 1:
        return _several(topic, known, next_context, views)
    count = known.modules
    if not types:
        return answers.without_type(count, topic, views, next_context)
    if count is None:
        return answers.without_count(types[0], topic, next_context)
    return answers.tower(types[0], count, known, topic, next_context)


def _several(topic: Topic, known: System, context: ChatContext | None, views: Lookups) -> Draft:
    """Return the figures of each tower where several types or counts are named."""
    types = [views.types[name] for name in known.types]
    counts = list(known.counts)
    if not counts:
        return answers.without_type(None, topic, views, context)
    if not types:
        return answers.without_type(counts[0], topic, views, context)
    if len(types) == len(counts):
        pairs = list(zip(types, counts, strict=True))
    else:
        pairs = [(type_, count) for type_ in types for count in counts]
    return answers.several(pairs, topic, context)


def _follow_up(folded: str, system: System, context: ChatContext, views: Lookups) -> Draft | None:
    """Return the last figure again for what is new: "and the minimum?", "and for HVS+?", "with 5?"."""
    topic = topic_of(folded) if _FOLLOWED_TOPIC.search(folded) is not None else None
    if not system.named and topic is None:
        bare = _BARE_COUNT.findall(folded)
        if len(bare) != 1:
            return None
        system = System(counts=(int(bare[0]),))
    if topic is None:
        topic = next((known for known in Topic if known.value == context.topic), None)
    if topic is None and (system.counts or system.types) and _ELLIPSIS.match(folded) is not None:
        topic = Topic.NOMINAL  # "And with 5?" of a tower that the chat knows, before any figure was asked for.
    if topic is None and system.counts and context.module_type is not None:
        topic = Topic.NOMINAL  # "It's six of them", whatever came between.
    if topic is None:
        return None
    if topic is Topic.CELL and system.named:
        topic = Topic.NOMINAL
    scope = scope_asked(folded, True)
    return _figure(topic, scope, system, context, views)


def _verdict(
    values: tuple[Reading, ...], query: Query, system: System, context: ChatContext, views: Lookups
) -> Draft | None:
    """Return what the measured values mean."""
    if _OTHER_SUBJECT.search(query.folded) is not None and _ASKS_ABOUT_VALUE.search(query.folded) is None:
        return None  # "306 V, but the BCU is dead, next step?": the voltage is done, something else is asked.
    known = system.with_context(context)
    question = query.text
    type_ = views.types[known.type] if known.type is not None else None
    nominal_v = nominal_named(query.folded)
    if type_ is None and nominal_v is not None and (alike := _alike(nominal_v, views)) is not None:
        type_ = alike
        values = tuple(value for value in values if value.value_v != nominal_v)
    if (known.towers or 1) > 1 and type_ is not None and "modul" not in query.folded:
        # "240 V each": of the towers, where nothing says modules.
        values = tuple(_of_tower(value, PLAUSIBLE_SHARE * type_.nominal_v) for value in values)
    towers = [value for value in values if value.scope is Scope.TOWER]
    found_modules = [value for value in values if value.scope is Scope.MODULE]
    found_cells = [value for value in values if value.scope is Scope.CELL]
    unclear = [value for value in values if value.scope is None]
    if unclear:
        if len(unclear) != len(values):
            return None
        return loose(unclear, question, known, system, context, views)
    if len(known.types) > 1:
        return None
    are_several = (known.towers or query.folded.count("tower")) > 1 and 1 < len(towers) <= MOST_TOWERS
    if are_several and len(towers) == len(values) and type_ is not None and known.modules is not None:
        next_context = system.next_context(context, Topic.MINIMUM.value)
        return towers_.several(towers, type_, known.modules, known, next_context)
    if towers and not found_modules and len(towers) == 1:
        next_context = system.next_context(context, Topic.MINIMUM.value)
        if type_ is not None and known.modules is not None:
            return towers_.tower(towers[0], type_, known.modules, known, next_context)
        return towers_.tower_of_unknown(towers[0], known, question, views, next_context)
    if found_modules:
        next_context = system.next_context(context, Topic.HEALTHY.value)
        largest = PLAUSIBLE_SHARE * max(figures.nominal_v for figures in views.types.values())
        is_alone = type_ is None and len(found_modules) == 1 and known.modules is not None
        if is_alone and found_modules[0].value_v > largest:
            return towers_.tower_of_unknown(found_modules[0], known, question, views, next_context)
        if type_ is None:
            return verdicts.modules_of_unknown_type(found_modules, found_cells, question, views, next_context)
        return verdicts.modules(found_modules, found_cells, type_, known, views, next_context)
    if found_cells and not towers:
        return verdicts.cells(found_cells, known, views, system.next_context(context, Topic.CELL.value))
    return None


def _of_tower(value: Reading, most_v: Fraction) -> Reading:
    """Return a module's value as the tower's where no module can have it."""
    is_tower = value.scope is Scope.MODULE and value.value_v > most_v
    return replace(value, scope=Scope.TOWER) if is_tower else value


def _alike(nominal_v: Fraction, views: Lookups) -> ModuleType | None:
    """Return the figures of the types with this nominal voltage, which are the same for all of them."""
    types = [type_ for type_ in views.types.values() if type_.nominal_v == nominal_v]
    return replace(types[0], name=" or ".join(type_.name for type_ in types)) if types else None


RULE = Rule("voltage", _answer)
