"""Understands what is typed instead of tapped: an option of the question, an LED pattern, an event code.

Sure or silent: what fits two options, or none, is not guessed. Not here: answering questions (the assistant does).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.dialogue.diagnosis_state import UNKNOWN_KEY, path_to
from assistant.dialogue.say import yes_or_no
from assistant.normalise import normalise
from assistant.route import event_code, led
from assistant.route.lookups import lookups
from assistant.types import ChatContext, Query, Route
from corpus.diagnosis_types import Node, Option
from corpus.types import Corpus

_LONGEST_STATEMENT = 40
"""Words: a longer message is a story, which retrieval reads better than phrases do."""
_SHORT_QUESTION = 6
"""Words up to which a message with a question mark may still be an answer ("blinking white?")."""
_ASKS = re.compile(
    r"(?:how|what|which|where|when|why|who|can|could|should|must|may|is it|are there|wie|was|warum|wo)\b"
)
_TIMES = re.compile(r"\b(\d{1,2})(?:\s?(?:x|times?|mal|fois|keer|flash\w*|blink\w*))?\b")
_SPOKEN = {"once": 1, "twice": 2, "thrice": 3}
_BLUE = re.compile(r"\b(?:blue|blau\w*|bleue?|blauw\w*|azul|blu)\b")
_ONLY_WITH_BLUE = (
    "This holds if the blue LED is on all the time. White flashing alone means charging or discharging: then go back."
)
_MODULE_NAMED = re.compile(r"module (\d+) from the top")


@dataclass(frozen=True, slots=True)
class Understood:
    """What a typed message means."""

    answers: tuple[tuple[str, int], ...]
    """All answers from the first question on, the typed one included."""
    begin: str
    jump: str = ""
    label: str = ""
    """The option or code that was understood, to be said back."""
    note: str = ""
    """What the understanding rests on where the message does not say it; "" for nothing."""


def understand(
    text: str, node: Node | None, begin: str, answers: tuple[tuple[str, int], ...], corpus: Corpus, context: ChatContext
) -> Understood | None:
    """Return what a message means at a question (or, with ``node`` None, at an end); None where it is not clear."""
    query = normalise(text)
    words = len(query.folded.split())
    if not query.folded or words > _LONGEST_STATEMENT:
        return None
    is_question = ("?" in text and words > _SHORT_QUESTION) or _ASKS.match(query.folded) is not None
    code = _code(query, corpus, context)
    if code is not None and not is_question:
        return Understood(answers, begin, jump=code, label=code.rpartition("/")[2])
    if is_question:
        return None
    pattern = _led(query, corpus)
    # Where the LEDs are the question (or nothing is yet), the pattern decides; elsewhere the words of the options do:
    # "it stays blue" after the long press is no new pattern.
    if pattern is not None and (node is None or node.id == corpus.diagnosis[0].id or any(o.led for o in node.options)):
        return pattern
    key = None if node is None else option_named(query.folded, node)
    if node is not None and key is not None:
        return Understood((*answers, (node.id, key)), begin, label=node.options[key].label)
    return pattern


def option_named(folded: str, node: Node) -> int | None:
    """Return the index of the one option that a folded message names, None where none or several are."""
    if node.counts:
        return _number_named(folded, node)
    scores = [
        max((len(phrase) for phrase in _phrases(option) if _found(phrase, folded)), default=0)
        for option in node.options
    ]
    best = max(scores)
    if best and scores.count(best) == 1:
        return scores.index(best)
    if best:
        return None
    said = yes_or_no(folded)
    meant = "" if said is None else "yes" if said else "no"
    fitting = [index for index, option in enumerate(node.options) if meant and option.means == meant]
    return fitting[0] if len(fitting) == 1 else None


def _number_named(folded: str, node: Node) -> int | None:
    numbers = [int(number) for number in _TIMES.findall(folded)]
    numbers += [value for word, value in _SPOKEN.items() if re.search(rf"\b{word}\b", folded)]
    labels = [option.label for option in node.options]
    return labels.index(str(numbers[0])) if len(numbers) == 1 and str(numbers[0]) in labels else None


def _phrases(option: Option) -> tuple[str, ...]:
    return (normalise(option.label).folded, *option.words)


@lru_cache(maxsize=1024)
def _pattern(phrase: str) -> re.Pattern[str]:
    """Return the pattern of a phrase: whole words, ``*`` for the rest of one; other words may stand between them."""
    parts = [re.escape(word).replace(r"\*", r"\w*") for word in phrase.split()]
    return re.compile(r"(?<!\w)" + r"(?:\W+\w+)?\W+".join(parts) + r"(?!\w)")


def _found(phrase: str, folded: str) -> bool:
    return _pattern(phrase).search(folded) is not None


def _code(query: Query, corpus: Corpus, context: ChatContext) -> str | None:
    """Return the place of the one event code that is spelt in a message."""
    draft = event_code.RULE(query, corpus, context)
    if draft is None or draft.route is not Route.EVENT_CODE or draft.abstained or len(draft.refs) == 0:
        return None
    codes = [ref for ref in draft.refs if ref.startswith("2.9/EC")]
    return codes[0] if len(codes) == 1 else None


def _led(query: Query, corpus: Corpus) -> Understood | None:
    """Return the answers up to the LED pattern that a message names, and on to the count of its flashes."""
    # Without the chat's context: whether the tower has such a module is asked where the answer is taken.
    draft = led.RULE(query, corpus, ChatContext())
    if draft is None or draft.route is not Route.LED or draft.choices:
        return None
    patterns = lookups(corpus).leds.values()
    id_ = next((p.id for p in patterns if draft.blocks[-len(p.blocks) :] == p.blocks), "")
    graph = {node.id: node for node in corpus.diagnosis}
    for node in corpus.diagnosis:
        for key, option in enumerate(node.options):
            if option.led != id_ or not id_:
                continue
            answers = (*path_to(node.id, graph), (node.id, key))
            following = graph.get(option.go)
            named = _MODULE_NAMED.search(draft.blocks[0].text)
            if following is not None and following.counts and named is not None:
                labels = [choice.label for choice in following.options]
                note = "" if _BLUE.search(query.folded) else _ONLY_WITH_BLUE
                if named[1] in labels:
                    answers = (*answers, (following.id, labels.index(named[1])))
                    told = f"{option.label}, {named[1]} times"
                    return Understood(answers, corpus.diagnosis[0].id, label=told, note=note)
            return Understood(answers, corpus.diagnosis[0].id, label=option.label)
    return None


__all__ = ["UNKNOWN_KEY", "Understood", "option_named", "understand"]
