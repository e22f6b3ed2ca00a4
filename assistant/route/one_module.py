"""Rule: one module of a tower in undervoltage: remove it, if the rest still meets the minimum (2.10, 2.1/8).

Fires only where one is said: the number of modules in the tower is not the number affected. Not here: more than one
(``voltage_terse``), measured values (``voltage_verdicts``) and going on with a faulty module (``keep_using``).
"""

from __future__ import annotations

from assistant.route.late import Late
from assistant.route.lay import plain
from assistant.route.lookups import Lookups, lookups
from assistant.route.owners import other_products
from assistant.route.rule import ORDINALS, Rule, bullets, paragraph
from assistant.route.system import System, completed, system_of
from assistant.route.voltage_text import remaining, undervoltage_steps, volts
from assistant.route.words import leftover, word_count
from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Block, Corpus

_MOST_WORDS = 24
_LOW = r"(?:under-?\s?voltage\w*|undervolted|deep(?:ly)? discharged)"
_NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(ORDINALS[1:])}|top|topmost|last|bottom|lowest)"
_ONE = (
    r"(?:one|1|a single|single|a)(?:\sof (?:them|these|those|(?:the|our|my|his|her)?\s?(?:\d{1,2}\s)?"
    r"(?:hvb\s|hvm\+\s|hvs\+\s)?modules))?(?:\shvb|\shvm\+|\shvs\+)?(?:\smodules?)?"
    r"|1 of \d{1,2} (?:hv[bms]\+? )?modules"
    rf"|one of \d{{1,2}} (?:hv[bms]\+? )?modules|module (?:no\.? |nr\.? |number |#)?\d{{1,2}}"
    rf"|(?:the )?{_NTH} (?:module|one)"
)
_BETWEEN = r"\s(?:(?:is|has|had|was|with|in|an|a|now|got|went|goes|into|shows|reports|gone|deep|cell)\s){0,4}"
_ONE_LOW = Late(
    rf"(?<!than )(?<!no )\b(?:{_ONE}){_BETWEEN}{_LOW}\b"
    rf"|\b{_LOW}\s(?:in|on|of|at|for)\s(?:only |just |exactly )?(?:{_ONE})\b(?! (?:modules|tower|cell))"
)
_KNOWN = frozenset(
    """
    hvb hvm+ hvs+ module modules undervoltage undervoltages undervolted under voltage deep deeply discharged single of
    them two tower towers in parallel can run running continue start without remove removed take rest others remaining
    only left enough went gone into kwh st nd rd th top topmost last bottom lowest model use using stack each per
    affected allowed
    """.split()
) | frozenset(ORDINALS[1:])


def says_one(folded: str) -> bool:
    """Return whether one module is said to be in undervoltage."""
    return _ONE_LOW.search(folded) is not None


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    folded = " ".join(plain(query.folded).replace("(", " ").replace(")", " ").split())
    if word_count(folded) > _MOST_WORDS or not says_one(folded) or leftover(folded, _KNOWN):
        return None
    views = lookups(corpus)
    system = completed(folded, system_of(folded, views), views)
    if system.plusless or system.unlisted_model or len(system.types) > 1 or len(system.counts) > 1:
        return None
    if other_products(folded, views):
        return None
    known = system.with_context(context)
    return None if known.type is None else one_low(known, views, system.next_context(context, "2.10"))


def one_low(system: System, views: Lookups, context: ChatContext | None) -> Draft:
    """Return what to do for one module in undervoltage, with the working where the tower is known."""
    notes = ["More than one module in undervoltage: contact the service team and avoid any further discharge."]
    if (system.towers or 1) > 1:
        notes.append("The minimum holds for each tower: parallel towers do not add up.")
    limit = volts(next(iter(views.types.values())).cell_undervoltage_v)
    notes.append(f"A module is in undervoltage when one of its cells is below {limit}.")
    blocks: tuple[Block, ...]
    if system.type is not None and system.modules is not None:
        working, is_enough = remaining(views.types[system.type], system.modules, 1)
        if is_enough:
            head = f"**One module in undervoltage: remove it and try to start without it.** {working}"
        else:
            head = (
                f"**One module in undervoltage: do not start without it, avoid any further discharge**, for example by "
                f"removing the BCU. {working}"
            )
        blocks = (paragraph(head), bullets(*notes))
    else:
        head = "**One module in undervoltage: it depends on how many modules remain.**"
        blocks = (paragraph(head), undervoltage_steps(system, views), bullets(*notes[1:]))
    return Draft(Route.VOLTAGE, blocks, refs=("2.10", "2.1/8"), suggestions=("2.8", "3.2"), context=context)


RULE = Rule("one_module", _answer)
