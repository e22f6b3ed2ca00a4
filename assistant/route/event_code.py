"""Rule: event codes by number. Answers what the table holds, says what it does not hold, never makes up a meaning.

Not here: finding the numbers (``code_parse``) and asking by name (``event_name``).
"""

from __future__ import annotations

from dataclasses import replace

from assistant.route.code_parse import Found, Spelling, find
from assistant.route.lookups import Lookups, lookups
from assistant.route.other_product import is_about_other_byd
from assistant.route.owners import Owner, other_products, owner
from assistant.route.rule import Rule, bullets, listing, paragraph
from assistant.route.spoken import with_figures
from assistant.route.system import System, system_of
from assistant.route.words import OUR_PRODUCT, word_count
from assistant.types import ChatContext, Choice, Draft, Query, Route
from corpus.types import Block, BlockKind, Corpus, EventCode

_LONG = 12
"""Words from which a bare number that the table does not hold is a detail of a story, not the question."""
_STORY = 25
"""Words from which "battery or inverter?" is left to retrieval: the story decides better."""
_NEAR = 4
"""Most codes offered for one that is not listed: as many as fit under an answer."""
_VOLTAGE_TOPICS = frozenset({"nominal", "minimum", "healthy", "cell"})
"""After a voltage answer "and 325?" means volts."""
_LOW, _HIGH = 100, 1103
"""Bare numbers alone outside this range are no codes that anybody means."""


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    folded = with_figures(query.folded)
    if folded != query.folded:
        query = replace(query, folded=folded)
    views = lookups(corpus)
    found = find(folded, () if context.topic in _VOLTAGE_TOPICS else views.codes)
    if not found:
        return None
    if system_of(folded, views).is_other or is_about_other_byd(folded, views):
        return None  # Another BYD family has its own codes with numbers like these.
    ours, unclear = _sorted_by_owner(folded, found, views)
    listed = [views.codes[item.number] for item in ours if not item.letters and item.number in views.codes]
    others = [item for item in ours if item.letters or item.number not in views.codes]
    if listed:
        return _listed(listed, others, query, context, views)
    mistyped = [item for item in others if item.letters]
    if mistyped:
        return _mistyped(mistyped, views)
    if others:
        return _unlisted([item.number for item in others], views)
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


def _listed(events: list[EventCode], others: list[Found], query: Query, context: ChatContext, views: Lookups) -> Draft:
    """Return name, meaning and measure of each code in order, then what the table does not hold."""
    blocks: list[Block] = []
    system = system_of(query.folded, views)
    known = system.with_context(context)
    for event in events:
        own = views.code_blocks[event.number]
        blocks.append(own[0])
        if event.module_number is not None and (fit := _fit(event.code, event.module_number, known, views)):
            blocks.append(paragraph(fit))
        blocks.extend(own[1:])
    flag = _flag(query.folded, system, views)
    if flag is not None:
        blocks.insert(1, flag)
    choices: list[Choice] = []
    for item in others:
        if item.letters and item.number in views.codes:
            blocks.append(paragraph(f"{item.letters} has a letter among its digits: EC{item.number} may be meant."))
            choices.append(_choice(views.codes[item.number]))
        else:
            blocks.append(paragraph(f"EC{item.number} is not listed in this guideline."))
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


def _choice(event: EventCode) -> Choice:
    name = event.name if event.module_number is None else f"Module {event.module_number} loss"
    return Choice(label=f"{event.code} {name}", question=event.code)


def _mistyped(items: list[Found], views: Lookups) -> Draft:
    """Return the question whether a digit is meant where a letter stands; never the answer itself."""
    listed = [item for item in items if item.number in views.codes]
    if not listed:
        return _unlisted([item.number for item in items], views, tuple(item.letters for item in items))
    events = [views.codes[item.number] for item in listed]
    letters = listing([item.letters for item in listed])
    meant = listing([_choice(event).label for event in events])
    return Draft(
        route=Route.CLARIFY,
        blocks=(
            paragraph(f"**{letters}: do you mean {listing([event.code for event in events])}?**"),
            paragraph(f"Event codes have digits only; here a letter stands among them. Close to it: {meant}."),
        ),
        refs=tuple(event.ref for event in events),
        suggestions=tuple(event.ref for event in events),
        choices=tuple(_choice(event) for event in events),
    )


def _whose(event: EventCode) -> Draft:
    """Return the question which device shows the number."""
    return Draft(
        route=Route.CLARIFY,
        blocks=(
            paragraph(f"**{event.number}: who shows it, the battery or the inverter?**"),
            bullets(
                f"The BYD Energy app or BYD ENERGY CLOUD shows it: then it is {_choice(event).label}.",
                "The inverter or its portal shows it: then it is the inverter's own code, see the inverter's "
                "documents.",
            ),
        ),
        refs=(event.ref,),
        suggestions=(event.ref, "2.6/39"),
        choices=(_choice(event),),
    )


def _unlisted(numbers: list[int], views: Lookups, written: tuple[str, ...] = ()) -> Draft:
    """Return that the guideline does not list the codes, with near ones as such."""
    names = written or tuple(f"EC{number}" for number in numbers)
    verb = "is" if len(names) == 1 else "are"
    near = sorted({event.number for number in numbers for event in near_codes(number, views)})
    blocks = [
        paragraph(
            f"**{listing(names)} {verb} not listed in this guideline.** It gives no meaning and no measure for "
            f"{'it' if len(names) == 1 else 'them'}. Read the code again in the BYD Energy app or BYD ENERGY CLOUD."
        )
    ]
    if near:
        close = listing([_choice(views.codes[number]).label for number in near], "or")
        blocks.append(paragraph(f"Similar in writing, but other events: {close}. Is one of them meant?"))
    return Draft(
        route=Route.EVENT_CODE,
        blocks=tuple(blocks),
        abstained=True,
        suggestions=(*(views.codes[number].ref for number in near), "2.9"),
        choices=tuple(_choice(views.codes[number]) for number in near),
    )


def near_codes(number: int, views: Lookups) -> list[EventCode]:
    """Return the listed codes that one slip of the finger makes of ``number``, the nearest number first."""
    digits = str(number)
    near = [event for other, event in views.codes.items() if _one_slip(digits, str(other))]
    return sorted(near, key=lambda event: (abs(event.number - number), event.number))[:_NEAR]


def _one_slip(a: str, b: str) -> bool:
    """Return whether one digit changed, added, left out, or two neighbours swapped make ``b`` of ``a``."""
    if len(a) == len(b):
        wrong = [i for i in range(len(a)) if a[i] != b[i]]
        swapped = (
            len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
        )
        return len(wrong) == 1 or swapped
    if abs(len(a) - len(b)) != 1:
        return False
    long, short = (a, b) if len(a) > len(b) else (b, a)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


RULE = Rule("event_code", _answer)
