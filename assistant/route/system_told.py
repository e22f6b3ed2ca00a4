"""Rule: the system and nothing else: "we have HVM+ with 5 modules", "it's an HVS+". Remembered, with its voltages.

Not here: the system inside a question; the question's own rule reads it.
"""

from __future__ import annotations

from assistant.route import voltage_answers as answers
from assistant.route.late import Late
from assistant.route.lay import plain
from assistant.route.lookups import lookups
from assistant.route.rule import Rule
from assistant.route.system import system_of
from assistant.route.voltage_words import Topic
from assistant.route.words import tokens, word_count
from assistant.types import ChatContext, Draft, Query
from corpus.types import Corpus

_MOST_WORDS = 12
_MOST_MODULES = 20
"""Twice the largest listed tower: a higher number is something else ("2x80")."""
_ITS_WORDS = frozenset(
    """
    i we you have has got it it's its is are the a an my our here this that type model system systems tower towers
    ours mine battery batteries box byd with of and modules module x in one at client's customer's customer
    client home hi hello sorry ok installed owner there was plus kwh total each per only just
    """.split()
)
_QUESTION = Late(r"\?|\b(?:which|what|how|can|does|is it|is the|are there|allowed|only)\b")


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    folded = plain(query.folded)
    if "hv" not in folded or word_count(folded) > _MOST_WORDS or _QUESTION.search(folded) is not None:
        return None
    views = lookups(corpus)
    system = system_of(folded, views)
    if system.type is None or system.plusless or system.unlisted_model or len(system.counts) > 1:
        return None
    words = [word for word in tokens(folded) if not word[0].isdigit() and word.upper() != system.type]
    if not _ITS_WORDS.issuperset(words) or _other_numbers(folded, system.modules, system.towers):
        return None
    if system.modules is None and not words:
        return None  # The bare name may be any question.
    if system.modules is not None and system.modules > _MOST_MODULES:
        return None
    type_ = views.types[system.type]
    next_context = system.next_context(context, Topic.NOMINAL.value)
    if system.modules is None:
        return answers.without_count(type_, Topic.NOMINAL, next_context)
    return answers.tower(type_, system.modules, system, Topic.NOMINAL, next_context)


def _other_numbers(folded: str, modules: int | None, towers: int | None) -> bool:
    """Return whether a number is neither the modules', the towers' nor the one model's size."""
    if sum("." in word for word in tokens(folded)) > 1:
        return True
    whole = [int(word) for word in tokens(folded) if word.isdigit()]
    return any(number not in (modules, towers, 1) for number in whole)


RULE = Rule("system_told", _answer)
