"""Rule: event codes of a kind: "which codes are about temperature", "list of module codes", "how many codes are there".

Names and measures of the table decide; every word of the message must belong to such a question. Not here: one event
by its name (``event_name``) and ranges of numbers (``event_code``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assistant.route.code_list import code_list
from assistant.route.late import Late
from assistant.route.lookups import Lookups, lookups
from assistant.route.owners import other_products
from assistant.route.rule import Rule, bullets, paragraph
from assistant.route.words import leftover, tokens, word_count
from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Corpus, EventCode, Unit

_MOST_WORDS = 14
_MOST_WHOLE = 2
"""Most codes that are answered in full; more are a list of names."""
_CODES = Late(r"\b(?:codes|ecs|events|faults|alarms|fehlercodes|code list|error list|list of codes?)\b")
_ASKS = Late(
    r"\b(?:which|what|whats|what's|list|how many|number of|overview|table|all|every|any|show|give|name|tell)\b|"
    r"\bcodes (?:for|about|of|on|with)\b"
)
_ASKS_ALL = Late(
    r"\b(?:all|list|every|overview|table|complete|whole|how many|number of|exist\w*|available)\b|\bare there\b"
)
_NUMBER = Late(r"\b(?:how many|number of)\b")
_OTHERWISE = Late(
    r"\b(?:how (?:do|can|to|should|must|would)|where|why|when|clear\w*|solved|fixed|gone|delet\w*|reset\w*|again|"
    r"reading|read|download\w*|i (?:have|get|see|had|got)|we (?:have|get|see|had|got)|my|our|"
    r"what (?:do|to|should|can|must|shall|would)(?: i| we| you)? do)\b"
)
"""Signs of another question about codes: how to read, clear or mend them, or which ones one has."""
_COUNTED = frozenset(
    "how many number of different event events error fault alarm alarms faults ec bcu module code codes are is there "
    "in the this your a guideline table tables list listed document manual total altogether exist all do you know have "
    "what's what please for at".split()
)
"""Words of a question how many there are; with any other one something else is counted."""
_ITS_WORDS = frozenset(
    """
    codes events errors faults alarms warnings list overview table guideline exist exists existing available listed
    included contained related relating concerning regarding belong belongs belonging concern concerns types kind kinds
    group category connected involving referring refer under complete whole full different total altogether ecs
    fehlercodes document manual require requires requiring associated stand stands indicating indicate indicates
    """.split()
)


def _named(*parts: str) -> Callable[[EventCode], bool]:
    """Return whether one of the parts begins a word of the event's name."""
    starts = tuple(f" {part}" for part in parts)
    return lambda event: any(start in f" {event.name.lower().replace('/', ' ')}" for start in starts)


def _measured(part: str) -> Callable[[EventCode], bool]:
    return lambda event: part in event.measure.lower()


def _is_loss(event: EventCode) -> bool:
    return event.module_number is not None


_GROUPS: tuple[tuple[str, Late, Callable[[EventCode], bool]], ...] = (
    ("Module loss", Late(r"\b(?:modules? (?:is |are )?(?:loss|lost|missing)|lost modules?|missing modules?)\b"),
     _is_loss),
    ("Manual recovery", Late(r"\b(?:manual(?:ly)?|automatic(?:ally)?|no automatic) recover\w*"), _measured("recovery")),
    ("Another BCU to test", Late(r"\b(?:(?:test|try|testing) another bcu|another bcu|bcu (?:exchange|swap|test)|"
                                 r"exchange (?:of )?(?:the )?bcu)\b"), _measured("another bcu")),
    ("High temperature", Late(r"\b(?:high|over|too (?:hot|high))[- ]?temp\w*|\boverheat\w*|\b(?:too )?hot\b"),
     _named("high temperature", "abnormal temperature")),
    ("Low temperature", Late(r"\b(?:low|under|too low)[- ]?temp\w*|\b(?:too )?cold\b"), _named("low temperature")),
    ("Temperature", Late(r"\b(?:temp\b|temperatures?|thermal|heat)"), _named("temperature")),
    ("Overcurrent", Late(r"\bover[- ]?currents?\b"), _named("charging overcurrent", "discharging overcurrent")),
    ("Overvoltage", Late(r"\bover[- ]?voltages?\b"), _named("cell overvoltage")),
    ("Undervoltage", Late(r"\b(?:under[- ]?voltages?|deep discharge)\b"), _named("cell undervoltage")),
    ("Voltage difference", Late(r"\b(?:voltage )?(?:differences?|imbalance|deltas?)\b"),
     _named("large cell voltage", "excessive voltage")),
    ("Communication", Late(r"\b(?:communications?|comms?)\b"), _named("communication")),
    ("Insulation", Late(r"\b(?:insulation|isolation|iso)\b"), _named("insulation")),
    ("Precharging", Late(r"\bpre-?\s?charg\w*"), _named("precharging")),
    ("Discharging", Late(r"\bdischarg\w*"), _named("discharg")),
    ("Charging", Late(r"(?<!pre-)(?<!pre )(?<!dis)\bcharg\w*"), _named("charg")),
    ("Sampling", Late(r"\bsampling\b"), _named("sampling")),
    ("Sensor", Late(r"\bsensors?\b"), lambda event: "sensor" in event.name.lower() or "sampling" in event.name.lower()),
    ("Software and firmware", Late(r"\b(?:software|firmware|version)\b"), _named("software")),
    ("Relay", Late(r"\b(?:relays?|contactors?)\b"), _named("main relay")),
    ("Parallel connection", Late(r"\bparallel\b"), _named("parallel")),
    ("Cells", Late(r"\bcells?\b"), _named("cell", "large cell")),
    ("Current", Late(r"\bcurrents?\b"), lambda event: "current" in event.name.lower()),
    ("Voltage", Late(r"\bvoltages?\b"), lambda event: "voltage" in event.name.lower()),
    ("BCU", Late(r"\b(?:bcu|head|control unit)(?:'s)?\b"), lambda event: event.unit is Unit.BCU),
    ("Module", Late(r"\b(?:modules?|battery modules?)(?:'s)?\b"), lambda event: event.unit is Unit.MODULE),
    ("Alarms", Late(r"\balarms?\b"), lambda event: event.family == "alarm"),
)  # fmt: skip
"""Kinds of events with the words for them; what a longer wording has taken no shorter one takes again."""


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    folded = query.folded
    if word_count(folded) > _MOST_WORDS or _CODES.search(folded) is None or _ASKS.search(folded) is None:
        return None
    if _OTHERWISE.search(folded) is not None or any(word[0].isdigit() for word in tokens(folded)):
        return None
    views = lookups(corpus)
    titles, events, rest = _group(folded, views.codes.values())
    if leftover(rest, _ITS_WORDS) or other_products(folded, views):
        return None
    is_number = _NUMBER.search(folded) is not None
    if is_number and not titles and not _COUNTED.issuperset(tokens(folded)):
        return None
    if not titles:
        is_all = _ASKS_ALL.search(folded) is not None and "code" in folded
        return _all(events, is_number=is_number) if is_all else None
    if not events:
        return None
    return (
        _few(events, views) if len(events) <= _MOST_WHOLE and not is_number else code_list(" and ".join(titles), events)
    )


def _group(folded: str, every: Iterable[EventCode]) -> tuple[list[str], list[EventCode], str]:
    """Return the kinds named, the events that are of all of them, and the text without their words."""
    titles: list[str] = []
    events = sorted(every, key=lambda event: event.number)
    rest = folded
    for title, words, is_one in _GROUPS:
        if title == "Alarms" and titles[:1] and not any(is_one(event) for event in events):
            continue  # "Alarms about insulation" means codes: there is no such alarm in the table's sense.
        taken = words.sub(" ", rest)
        if taken != rest:
            titles.append(title)
            rest = taken
            events = [event for event in events if is_one(event)]
    return titles, events, rest


def _all(events: list[EventCode], *, is_number: bool) -> Draft:
    """Return how many codes there are, and which."""
    by_unit = {unit: [event for event in events if event.unit is unit] for unit in Unit}
    if not is_number:
        return code_list("All", events)
    parts = bullets(*(f"{unit.value}: {len(found)}" for unit, found in by_unit.items()))
    return Draft(
        Route.EVENT_CODE,
        (
            paragraph(f"**{len(events)} event codes are listed in the guideline** (counted in its two tables)."),
            parts,
            paragraph("Ask for `all event codes` to see their names, or for one by its code, for example `EC108`."),
        ),
        refs=("2.9",),
    )


def _few(events: list[EventCode], views: Lookups) -> Draft:
    blocks = tuple(block for event in events for block in views.code_blocks[event.number])
    refs = tuple(event.ref for event in events)
    related = tuple(ref for event in events for ref in event.see if ref not in refs)
    return Draft(Route.EVENT_CODE, blocks, refs=refs, suggestions=tuple(dict.fromkeys(related)))


RULE = Rule("event_group", _answer)
