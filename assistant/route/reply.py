"""Makes a whole question of a short reply to a question back: "five" becomes "tower 211 V with 5 modules".

Only where every word belongs to such a reply; anything else is a new question. Not here: the answer (the other rules
give it) and what was asked (``asked``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.normalise import normalise
from assistant.route.asked import Asked, Want
from assistant.route.empty import EXAMPLES, what_can_be_asked
from assistant.route.late import Late
from assistant.route.lay import plain
from assistant.route.lookups import Lookups
from assistant.route.reply_led import led_question
from assistant.route.rule import bullets, paragraph
from assistant.route.system import completed, system_of
from assistant.route.words import tokens
from assistant.types import ChatContext, Choice, Draft, Query, Route

_NAME = "reply"
_MOST_WORDS = 10
_POSITIONS = {
    "first": 0, "1st": 0, "former": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "last": -1,
    "erste": 0, "zweite": 1, "dritte": 2,
}  # fmt: skip
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "funf": 5, "vier": 4, "drei": 3, "zwei": 2, "sechs": 6,
}  # fmt: skip
_MOST_MODULES = 20
_SCOPES = {
    "tower": "tower", "towers": "tower", "whole": "tower", "total": "tower", "system": "tower", "battery": "tower",
    "module": "module", "modules": "module", "cell": "cell", "cells": "cell",
}  # fmt: skip
_YES = frozenset("yes yep yeah ja si oui correct right exactly sure".split())
_UNKNOWN = frozenset("dunno unknown idea clue know don't sure unsure unclear dont maybe".split())
_NO = frozenset("no nope nein none neither non".split())
_TYPES = frozenset("hvb hvm hvs hvm+ hvs+".split())
_AROUND = frozenset(
    """
    it it's its is the a an my our i we think of type types kind model module modules tower towers stack battery system
    box byd has have got with there are sorry oh ok okay please that that's this then mean meant rather actually in
    total pieces one ones option number nr no. choice answer take for here exactly only just not be should was on at
    each these those them any but same single whole measured all thing you asked es ist der die das den
    """.split()
)
"""Words that a reply may hold beside what it says."""
_GOES_ON = Late(r"\b(?:and|for|what|how|if)\b|\?")
"""Signs of a new question about the same tower: "and for HVS+?"."""
_RULED_OUT = Late(
    r"\b(?:not|no) (?:an? )?(?:(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b|hv[bms]\+?(?!\w)(?= ?[,;.]? "
    r"?(?:but|it|an?|rather|hv|is)))"
)
"""What the reply says is not: "not HVS+, HVM+"."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as a question of its own."""

    query: Query
    note: str = ""
    """What the answer must say of how the reply was read."""

    def noted(self, draft: Draft) -> Draft:
        """Return the draft with the note after its first block."""
        if not self.note:
            return draft
        return replace(draft, blocks=(draft.blocks[0], paragraph(self.note), *draft.blocks[1:]))


def reply_to(query: Query, asked: Asked, context: ChatContext, views: Lookups) -> Reply | Draft | None:
    """Return the question that a reply stands for, an answer where it settles nothing, None where it is no reply."""
    if asked.want in (Want.BLUE, Want.WHITE, Want.FLASHES):
        question = led_question(query.folded, asked.want, asked.given)
        return None if question is None else Reply(normalise(question))
    folded = _RULED_OUT.sub(" ", plain(query.folded))
    words = tokens(folded)
    if "/" in folded or not 0 < len(words) <= _MOST_WORDS or not all(_is_known(word) for word in words):
        return None
    if asked.want is Want.VALUE and not _UNKNOWN.isdisjoint(words):
        return None
    if (
        asked.want is not Want.VALUE
        and _UNKNOWN.isdisjoint(words)
        and not _NO.isdisjoint(words)
        and set(words) <= _NO | _AROUND
    ):
        return _other_words()
    if asked.want is Want.PICK:
        return _picked(words, asked.options, views)
    if asked.want is Want.VALUE and _GOES_ON.search(folded) is not None:
        return None
    if asked.want is Want.SCOPE:
        return _scope(words, asked)
    return _system(folded, words, asked, context, views)


def _is_known(word: str) -> bool:
    return (
        word[0].isdigit()
        or word in _AROUND
        or word in _POSITIONS
        or word in _NUMBERS
        or word in _SCOPES
        or word in _YES
        or word in _NO
        or word in _UNKNOWN
        or word in _TYPES
    )


def _position(words: tuple[str, ...], options: int) -> int | None:
    """Return which of the options is meant: "the second one", "2", "option 2"; None where none is."""
    named = [_POSITIONS[word] for word in words if word in _POSITIONS]
    if len(named) == 1:
        index = named[0] % options if named[0] < 0 else named[0]
        return index if index < options else None
    numbers = [int(word) for word in words if word.isdigit()] or [_NUMBERS[word] for word in words if word in _NUMBERS]
    return numbers[0] - 1 if len(numbers) == 1 and 0 < numbers[0] <= options else None


def _picked(words: tuple[str, ...], options: tuple[str, ...], views: Lookups) -> Reply | Draft | None:
    """Return the choice that is meant; "yes" is clear only where there is one."""
    types = [word for word in words if word in _TYPES]
    if types or not _SCOPES.keys().isdisjoint(words):
        named = [option for option in options if len(types) == 1 and option.lower().startswith(types[0])]
        return Reply(normalise(named[0])) if len(named) == 1 and _SCOPES.keys().isdisjoint(words) else None
    index = _position(words, len(options))
    if index is not None:
        return Reply(normalise(options[index]))
    if _YES.isdisjoint(words) and _UNKNOWN.isdisjoint(words):
        return None
    return Reply(normalise(options[0])) if len(options) == 1 and _UNKNOWN.isdisjoint(words) else _which(options, views)


def _which(options: tuple[str, ...], views: Lookups) -> Draft:
    """Return the choices again, named by their places."""
    refs = [option if option in views.passages else f"2.9/{option}" for option in options]
    labels = [
        f"{option} {views.passages[ref].title.removeprefix(option).strip()}" if ref in views.passages else option
        for option, ref in zip(options, refs, strict=True)
    ]
    return Draft(
        Route.CLARIFY,
        (paragraph("**Which of these is it?**"), bullets(*labels)),
        refs=tuple(ref for ref in refs if ref in views.passages),
        choices=tuple(Choice(label, option) for label, option in zip(labels, options, strict=True)),
        rule=_NAME,
    )


def _other_words() -> Draft:
    """Return the request to tell more where none of the readings offered is meant."""
    return Draft(
        Route.CLARIFY,
        (paragraph("**None of these? Please say in other words what the battery does.**"), *what_can_be_asked()),
        choices=EXAMPLES,
        rule=_NAME,
    )


def _scope(words: tuple[str, ...], asked: Asked) -> Reply | None:
    scopes = list(dict.fromkeys(_SCOPES[word] for word in words if word in _SCOPES))
    if not scopes and (index := _position(words, 3)) is not None:
        scopes = [("tower", "module", "cell")[index]]
    return Reply(normalise(f"{scopes[0]} voltage {asked.given}")) if len(scopes) == 1 else None


def _system(
    folded: str, words: tuple[str, ...], asked: Asked, context: ChatContext, views: Lookups
) -> Reply | None:  # fmt: skip
    """Return the question with the type and the number of modules that the reply names."""
    system = completed(folded, system_of(folded, views), views)
    if len(system.types) > 1 or len(system.counts) > 1 or system.is_other or system.unlisted_model or system.towers:
        return None
    if system.model is None and any("." in word for word in words):
        return None  # A place of the guideline, or a value.
    types = list(views.types)
    type_, note = system.type, ""
    if system.plusless:
        type_ = f"{system.plusless}+"
        note = (
            f"Read as {type_}. {system.plusless} without the plus is another product, which this guideline does not "
            "cover: look at the type plate."
        )
    index = None
    if type_ is None and asked.want is Want.TYPE and _is_position(words, asked, context):
        index = _position(words, len(types))
        type_ = None if index is None else types[index]
    # A number that stands for a type is no number of modules as well.
    count = system.modules if system.modules is not None or index is not None else _count(words)
    if type_ is None and count is None and system.model is None:
        is_answer = any(word in known for word in words for known in (_YES, _UNKNOWN, _POSITIONS, _SCOPES))
        if not is_answer or asked.want is Want.VALUE:
            return None
        return Reply(normalise(_question(asked, "", None, context)))  # "Yes" to "which one?": asked again.
    name = system.model.name if system.model is not None else type_ or ""
    return Reply(normalise(_question(asked, name, None if system.model is not None else count, context)), note)


def _is_position(words: tuple[str, ...], asked: Asked, context: ChatContext) -> bool:
    """Return whether the reply names a place among the types; "the second tower" names none."""
    if not _SCOPES.keys().isdisjoint(words):
        return False
    has_count = context.modules is not None or asked.given.startswith("module")
    is_number_alone = len(words) == 1 and (words[0].isdigit() or words[0] in _NUMBERS)
    return any(word in _POSITIONS for word in words) or (is_number_alone and has_count)


def _count(words: tuple[str, ...]) -> int | None:
    """Return the one number of modules among the words."""
    numbers = [int(word) for word in words if word.isdigit()]
    numbers += [_NUMBERS[word] for word in words if word in _NUMBERS and not (word == "one" and len(words) > 1)]
    return numbers[0] if len(numbers) == 1 and 0 < numbers[0] <= _MOST_MODULES else None


def _question(asked: Asked, name: str, count: int | None, context: ChatContext) -> str:
    """Return the whole question: what was given before, and what the reply adds."""
    what, _, values = asked.given.partition(" ")
    if what == "module":
        return f"{name} module {values}".strip() if values else f"healthy limit of one {name} module"
    number = "" if count is None else f" with {count} modules"
    system = f"{name} tower{number}".strip()
    if values:
        return f"{system}: tower voltage {values}"
    figure = "minimum operating" if asked.topic == "minimum" else "nominal"
    return f"{figure} voltage of {system}"
