"""Rule: "can I keep using it?" with a fault: answered by the fault's own place, never by 3.2's sentence alone.

3.2 lets the system go on while a module that was found faulty is replaced, down to the minimum of 2.1/8. That says
nothing of an insulation failure, and in undervoltage the opposite is asked for (2.10). Not here: wishes to bypass a
protection (``safety``), and going on after an emergency (``emergency``).
"""

from __future__ import annotations

from assistant.route.late import Late
from assistant.route.lay import plain
from assistant.route.lookups import Lookups, lookups
from assistant.route.owners import other_products
from assistant.route.rule import Rule, bullets, paragraph
from assistant.route.system import System, completed, system_of
from assistant.route.voltage_text import remaining, undervoltage_steps
from assistant.route.words import leftover, word_count
from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Corpus

_MOST_WORDS = 22
_GOING_ON = Late(
    r"\b(?:keep|keeps|continue|go on|carry on|leave (?:it|the battery|the system)|still|stay|remain)\b(?:\s\w+){0,3}?\s"
    r"(?:us(?:e|ing|able|ed)|run(?:ning)?|operat\w+|working|charging|discharging|on)\b|\bstill usable\b"
    r"|\bkeep(?:s)? (?:it )?(?:using|running|operating)|\bcontinue\b"
    r"|\b(?:can|may|could|should|is it ok\w* to|allowed to)\b(?:\s[\w']+){0,3}?\s(?:use|run|operate|continue)\b"
)
_FAULTY = Late(
    r"\b(?:(?P<of>one|1|two|2|three|3) of (?:them|\d{1,2})|(?P<number>one|1|two|2|three|3|a))\s(?:hv[bms]\+?\s)?"
    r"(?:modules?\s)?(?:(?:is|are|was|has|being|were|a)\s)*(?:found\s)?(?:faulty|fault|defective|defect|broken|dead"
    r"|bad|failed|"
    r"kaputt|damaged|out)\b"
    r"|\b(?P<fewer>fewer modules|(?:one|1|a) module (?:less|fewer|out|removed|missing)|without (?:one|1|a) module|"
    r"(?:one|1|a) less module|less modules)\b"
)
_NUMBERS = {"two": 2, "2": 2, "three": 3, "3": 3}
_KNOWN = frozenset(
    """
    keep keeps using use used usable run running operate operating operated continue carry leave stay remain working
    charging
    discharging meanwhile meantime until then anyway allowed safe safely module modules hvb hvm+ hvs+ faulty
    defective defect broken dead bad failed kaputt damaged out less fewer remaining rest others left with without it
    found tower replacement replaced arrives comes spare part installer electrician come normally while waiting wait
    for this that these one two three four five being kwh ok
    """.split()
)
_UNDERVOLTAGE = frozenset({"2.9/EC107", "2.9/EC311", "2.10"})
"""Topics of a chat about undervoltage."""
_EVENTS = "2.9/EC"


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    folded = plain(query.folded)
    if word_count(folded) > _MOST_WORDS or _GOING_ON.search(folded) is None or leftover(folded, _KNOWN):
        return None
    views = lookups(corpus)
    if other_products(folded, views):
        return None
    system = completed(folded, system_of(folded, views), views)
    if system.plusless or system.unlisted_model or len(system.types) > 1 or len(system.counts) > 1:
        return None
    known = system.with_context(context)
    following = system.next_context(context)
    fewer = _FAULTY.search(folded)
    topic = context.topic or ""
    if topic in _UNDERVOLTAGE and topic in views.passages:
        return _undervoltage(topic, known, views, following)
    if topic.startswith(_EVENTS) and topic in views.passages and fewer is None:
        return _event(topic, views, following)
    if fewer is None or known.type is None or known.modules is None:
        return None
    return _fewer(_NUMBERS.get(fewer["of"] or fewer["number"] or "", 1), known, views, following)


def _undervoltage(topic: str, system: System, views: Lookups, context: ChatContext | None) -> Draft:
    """Return that discharging must be avoided, with both branches of 2.10."""
    head = "**In undervoltage: avoid any further discharge**, for example by removing the BCU. How many modules is it?"
    refs = ("2.10", "2.1/8", topic) if topic != "2.10" else ("2.10", "2.1/8")
    blocks = (paragraph(head), undervoltage_steps(system, views))
    return Draft(Route.GUIDELINE, blocks, refs=refs, suggestions=("2.8",), context=context)


def _event(topic: str, views: Lookups, context: ChatContext | None) -> Draft:
    """Return the event's measures once more, and what 3.2 holds for where a module is concerned."""
    event = views.codes[int(topic.removeprefix(_EVENTS))]
    name, *measures = views.code_blocks[event.number]
    blocks = [
        paragraph(f"**The guideline does not say that you can go on using it with {event.code}.** Its measure is:"),
        name,
        *measures,
    ]
    refs: tuple[str, ...] = (topic,)
    if event.module_number is not None:
        blocks.append(
            paragraph(
                "Only once a module was found to be faulty (2.11): until it is replaced the remaining modules can go "
                "on, if they meet the minimum quantity (3.2, 2.1/8)."
            )
        )
        refs = (topic, "3.2")
    return Draft(Route.EVENT_CODE, tuple(blocks), refs=refs, suggestions=("2.8",), context=context)


def _fewer(out: int, system: System, views: Lookups, context: ChatContext | None) -> Draft:
    """Return whether the remaining modules are enough to go on."""
    type_ = views.types[system.type or ""]
    working, is_enough = remaining(type_, system.modules or 0, out)
    head = (
        f"**Yes, without the faulty module{'' if out == 1 else 's'}, at reduced capacity:** {working}"
        if is_enough
        else f"**No, too few modules would remain:** {working}"
    )
    notes = bullets(
        "This holds for a module that was found to be faulty (2.11). In undervoltage avoid any further discharge "
        "(2.10).",
        "The minimum of the inverter may be higher: look into the Compatible Inverter List (1/1).",
    )
    return Draft(
        Route.GUIDELINE, (paragraph(head), notes), refs=("3.2", "2.1/8"), suggestions=("2.11", "2.10"), context=context
    )


RULE = Rule("keep_using", _answer)
