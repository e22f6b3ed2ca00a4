"""What the rules look up, made once for each corpus: codes by number, places by reference, names by phrase.

Not here: any decision. Rules hold the decisions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from assistant.route.phrases import Phrases
from assistant.route.rule import listing, ordinal
from corpus.types import (
    Block,
    BlockKind,
    Corpus,
    EventCode,
    GlossaryTerm,
    LedPattern,
    Model,
    ModuleType,
    OtherProduct,
    Passage,
)

# Names in the table that are everyday words in a message about this battery ("cell delta", "home storage"). They
# count only with the maker beside them, which the longer aliases see to.
_EVERYDAY = frozenset({
    "ark", "delta", "home storage", "energy bank", "smart lithium", "battery flex", "sph", "hyd", "asw", "weco",
    "franklin", "venus e", "t30", "t58", "luna battery", "eaton",
})  # fmt: skip
_PLUSLESS = re.compile(r"hv[ms](?!\+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lookups:
    """Views of one corpus for the rules."""

    codes: dict[int, EventCode]
    """Event codes by number."""
    code_blocks: dict[int, tuple[Block, ...]]
    """What an answer about the code shows: name, measure, remarks."""
    passages: dict[str, Passage]
    """Passages by reference."""
    types: dict[str, ModuleType]
    """Module types by name (``HVM+``)."""
    models: dict[tuple[str, Fraction], Model]
    """Models by type and size."""
    twins: dict[int, tuple[int, ...]]
    """Codes of the same name, by number: EC107 and EC311 (oddity 5)."""
    event_names: Phrases[int]
    """Numbers of event codes by name and alias; twins give both."""
    printed_names: frozenset[str]
    """The events' names as printed, lower case."""
    leds: dict[str, LedPattern]
    """LED patterns by id."""
    terms: dict[str, GlossaryTerm]
    """Glossary terms by name and alias, lower case; a name beats an alias of another term."""
    products: Phrases[OtherProduct]
    """Other makers' products by name; "HVM" and "HVS" without the plus are left to the rules."""


_KEPT: list[tuple[Corpus, Lookups]] = []
_MOST_KEPT = 4
"""Corpora whose views are kept at once: a process serves one, tests a few."""


def lookups(corpus: Corpus) -> Lookups:
    """Return the views of ``corpus``, made on the first call."""
    for kept, views in _KEPT:
        if kept is corpus:
            return views
    views = _make(corpus)
    _KEPT.insert(0, (corpus, views))
    del _KEPT[_MOST_KEPT:]
    return views


def _make(corpus: Corpus) -> Lookups:
    codes = {event.number: event for event in corpus.event_codes}
    names = [(phrase, event.number) for event in corpus.event_codes for phrase in _names_of(event)]
    products = [
        (name, product)
        for product in corpus.other_products
        for name in (product.name.lower(), *product.aliases)
        if not _PLUSLESS.search(name) and name not in _EVERYDAY
    ]
    return Lookups(
        codes=codes,
        code_blocks={number: _blocks_of(event, codes) for number, event in codes.items()},
        passages={passage.ref: passage for passage in corpus.passages},
        types={type_.name: type_ for type_ in corpus.module_types},
        models={(model.type, Fraction(model.size)): model for model in corpus.models},
        twins=_twins(names),
        event_names=Phrases(names),
        printed_names=frozenset(event.name.lower() for event in corpus.event_codes if event.module_number is None),
        leds={pattern.id: pattern for pattern in corpus.led_patterns},
        terms=_terms(corpus.glossary),
        products=Phrases(products),
    )


def _terms(glossary: tuple[GlossaryTerm, ...]) -> dict[str, GlossaryTerm]:
    """Return the terms by alias, then by name: a later entry replaces an earlier one."""
    terms = {alias: term for term in glossary for alias in term.aliases}
    terms.update((term.term.lower(), term) for term in glossary)
    return terms


def _twins(names: list[tuple[str, int]]) -> dict[int, tuple[int, ...]]:
    """Return the codes that share a name or an alias."""
    by_name: dict[str, set[int]] = {}
    for name, number in names:
        by_name.setdefault(name, set()).add(number)
    twins: dict[int, set[int]] = {}
    for numbers in by_name.values():
        for number in numbers:
            twins.setdefault(number, set()).update(numbers - {number})
    return {number: tuple(sorted(found)) for number, found in twins.items() if found}


def _names_of(event: EventCode) -> tuple[str, ...]:
    own = () if event.module_number is not None else (event.name.lower(),)
    return (*own, *event.aliases)


def _blocks_of(event: EventCode, codes: dict[int, EventCode]) -> tuple[Block, ...]:
    """Return name and meaning, the printed measure, then how to read the place."""
    blocks = [Block(BlockKind.PARAGRAPH, text=headline(event)), *event.blocks]
    if event.shared_with and event.module_number is None:
        group = sorted((*event.shared_with, event.code), key=lambda code: int(code[2:]))
        blocks.append(Block(BlockKind.PARAGRAPH, text=f"The guideline prints this measure once, for {listing(group)}."))
    if event.note:
        blocks.append(Block(BlockKind.PARAGRAPH, text=event.note))
    return tuple(blocks)


def headline(event: EventCode) -> str:
    """Return the code's bold name with its meaning in one line."""
    number = event.module_number
    if number is not None:
        return (
            f"**{event.code} Module {number} loss** (module): the {ordinal(number)} module from the top "
            "is not recognized; it is probably the affected one."
        )
    return f"**{event.code} {event.name}** ({event.unit.value})."
