"""Rule: event codes by number. Answers what the table holds, says what it does not hold, never makes up a meaning.

Not here: finding the numbers (``code_parse``) and asking by name (``event_name``).
"""

from __future__ import annotations

from dataclasses import replace

from assistant.route.code_list import code_choice, code_list
from assistant.route.code_parse import Found, Spelling, apart, find
from assistant.route.code_past import past
from assistant.route.code_span import Span, has_gaps, leaves_out, spans, with_spans
from assistant.route.code_unlisted import marked, mistyped, unlisted
from assistant.route.lookups import Lookups, lookups
from assistant.route.other_product import is_about_other_byd
from assistant.route.owners import Owner, other_products, owner
from assistant.route.rule import Rule, bullets, listing, paragraph
from assistant.route.spoken import with_figures
from assistant.route.system import System, system_of
from assistant.route.words import OUR_PRODUCT, word_count
from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Block, BlockKind, Corpus, EventCode

_LONG = 12
"""Words from which a bare number that the table does not hold is a detail of a story, not the question."""
_STORY = 25
"""Words from which "battery or inverter?" is left to retrieval: the story decides better."""
_VOLTAGE_TOPICS = frozenset({"nominal", "minimum", "healthy", "cell"})
"""After a voltage answer "and 325?" means volts."""
_NO_OTHER = "The guideline lists no other code in this range."
_LOSS_ONLY = "These are the module loss codes; other codes have numbers in between, such as EC103."
_MOST_WHOLE = 4
"""Most codes of a range that are answered in full; a longer one is a list of names."""
_LOW, _HIGH = 100, 1103
"""Bare numbers alone outside this range are no codes that anybody means."""


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    views = lookups(corpus)
    if not query.text.isascii() and (struck := marked(query.text, views)) is not None:
        return struck
    folded = apart(with_figures(query.folded))
    if folded != query.folded:
        query = replace(query, folded=folded)
    found = find(folded, () if context.topic in _VOLTAGE_TOPICS else views.codes)
    ranges = spans(folded, views.codes)
    if ranges:
        found = with_spans(found, ranges, views.codes)
    if not found:
        return None
    if system_of(folded, views).is_other or is_about_other_byd(folded, views):
        return None  # Another BYD family has its own codes with numbers like these.
    ours, unclear = _sorted_by_owner(folded, found, views)
    listed = [views.codes[item.number] for item in ours if not item.letters and item.number in views.codes]
    others = [item for item in ours if item.letters or item.number not in views.codes]
    gaps = []
    if any(leaves_out(span, views.codes) for span in ranges):
        gaps = [paragraph(_LOSS_ONLY)]
    elif any(has_gaps(span, views.codes) for span in ranges):
        gaps = [paragraph(_NO_OTHER)]
    if ranges and len(listed) > _MOST_WHOLE:
        return code_list(_range_title(ranges), listed, (*_not_listed(others, views), *gaps))
    gone = past(folded, ours)
    if gone and any(not item.letters and item.number not in gone for item in others):
        others = [item for item in others if item.number not in gone]
        listed = [event for event in listed if event.number not in gone]
    if listed:
        draft = _listed(listed, others, gone, query, context, views)
        return replace(draft, blocks=(*draft.blocks, *gaps))
    misspelt = [item for item in others if item.letters]
    if misspelt:
        return mistyped(misspelt, views)
    if others:
        return unlisted([item.number for item in others], views)
    if unclear and word_count(folded) <= _STORY:
        return _whose(views.codes[unclear[0].number])
    return None


def _sorted_by_owner(folded: str, found: list[Found], views: Lookups) -> tuple[list[Found], list[Found]]:
    """Return the numbers that are this battery's, and the listed ones of which that is not clear."""
    ours: list[Found] = []
    unclear: list[Found] = []
    words = word_count(folded)
    for item in found:
        if item.spelling is Spelling.EC:
            ours.append(item)
            continue
        is_listed = item.number in views.codes and not item.letters
        if item.spelling is Spelling.ALONE:
            if is_listed or item.letters or _LOW <= item.number <= _HIGH:
                ours.append(item)
            continue
        whose = owner(folded, item.start, item.end, views)
        if whose is Owner.THEIRS:
            continue
        if whose is Owner.UNKNOWN and other_products(folded, views):
            if is_listed:
                unclear.append(item)
            continue
        if is_listed or words <= _LONG:
            short_number = not 100 <= item.number <= 9999
            if not short_number or folded.rstrip(" .?!").endswith(str(item.number)):
                ours.append(item)
    return ours, unclear


def _listed(
    events: list[EventCode], others: list[Found], gone: frozenset[int], query: Query, context: ChatContext,
    views: Lookups,
) -> Draft:  # fmt: skip
    """Return name, meaning and measure of each code in order, codes that are gone last, then what is not listed."""
    events = sorted(events, key=lambda event: event.number in gone)
    blocks: list[Block] = []
    system = system_of(query.folded, views)
    known = system.with_context(context)
    for event in events:
        own = views.code_blocks[event.number]
        if event.number in gone and len(events) > 1:
            blocks.append(paragraph(f"{own[0].text} By your message it is not there now; ask for it by its code."))
            continue
        blocks.append(own[0])
        if event.module_number is not None and (fit := _fit(event.code, event.module_number, known, views)):
            blocks.append(paragraph(fit))
        blocks.extend(own[1:])
    flag = _flag(query.folded, system, views)
    if flag is not None:
        blocks.insert(1, flag)
    choices = [code_choice(event) for event in events if event.number in gone and len(events) > 1]
    blocks.extend(_not_listed(others, views))
    choices += [code_choice(views.codes[item.number]) for item in others if item.number in views.codes]
    refs = tuple(event.ref for event in events)
    related = [ref for event in events for ref in (*event.see, *twin_refs(event, views))]
    return Draft(
        route=Route.EVENT_CODE,
        blocks=tuple(blocks),
        refs=refs,
        suggestions=tuple(dict.fromkeys(ref for ref in related if ref not in refs)),
        choices=tuple(choices),
        context=system.next_context(context),
    )


def _not_listed(others: list[Found], views: Lookups) -> list[Block]:
    """Return what is said of each number that is no listed code as it is written."""
    blocks = []
    for item in others:
        if item.letters and item.number in views.codes:
            text = f"{item.letters} is no event code as it is written: EC{item.number} may be meant."
        else:
            text = f"{item.letters or f'EC{item.number}'} is not listed in this guideline."
        blocks.append(paragraph(text))
    return blocks


def _range_title(ranges: list[Span]) -> str:
    return listing([f"EC{span.first} to EC{span.last}" for span in ranges])


def twin_refs(event: EventCode, views: Lookups) -> tuple[str, ...]:
    """Return the references of the codes of the same name."""
    return tuple(views.codes[number].ref for number in views.twins.get(event.number, ()))


def _fit(code: str, module: int, system: System, views: Lookups) -> str:
    """Return whether a tower of the type can have module ``module``; "" where nothing can be said."""
    check = "check **module type and quantity** in the app configuration first."
    if system.modules is not None and module > system.modules:
        return f"A tower with {system.modules} modules has no module {module}: {check}"
    if system.type is not None:
        limit = views.types[system.type].maximum_modules
        if module > limit:
            return (
                f"The largest listed {system.type} tower has {limit} modules (inferred from the list of models), "
                f"so it has no module {module}: {check}"
            )
        return f"An {system.type} tower can have a module {module}: the largest listed one has {limit} (inferred)."
    too_small = [type_.name for type_ in views.types.values() if type_.maximum_modules < module]
    if too_small:
        limits = listing([f"{name} at most {views.types[name].maximum_modules}" for name in too_small])
        return f"Of the listed models {limits} modules (inferred): if yours is one of these, {check}"
    return ""


def _flag(folded: str, system: System, views: Lookups) -> Block | None:
    """Return the remark that the product named is not one of the guideline's, None where there is nothing to say."""
    if system.plusless:
        name = system.plusless
        return paragraph(
            f"You wrote {name}. {name} and {name}+ are different products; this guideline is for **{name}+**. "
            f"For {name} without the plus use its own documents."
        )
    if OUR_PRODUCT.search(folded) is None:
        foreign = [product.name for product in other_products(folded, views) if product.role == "battery"]
        if foreign:
            return Block(
                BlockKind.WARNING,
                text=f"{foreign[0]} is another product: this holds only for a Battery-Box HVB, HVM+ or HVS+.",
            )
    return None


def _whose(event: EventCode) -> Draft:
    """Return the question which device shows the number."""
    return Draft(
        route=Route.CLARIFY,
        blocks=(
            paragraph(f"**{event.number}: who shows it, the battery or the inverter?**"),
            bullets(
                f"The BYD Energy app or BYD ENERGY CLOUD shows it: then it is {code_choice(event).label}.",
                "The inverter or its portal shows it: then it is the inverter's own code, see the inverter's "
                "documents.",
            ),
        ),
        refs=(event.ref,),
        suggestions=(event.ref, "2.6/39"),
        choices=(code_choice(event),),
    )


RULE = Rule("event_code", _answer)
