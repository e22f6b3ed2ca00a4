"""Reads which system a question is about: module type, listed model, modules in a tower, number of towers.

A missing plus is never added: "HVM" stays another product and is reported as ``plusless``.
Not here: volts (``voltage_parse``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.route.late import Late
from assistant.route.lookups import Lookups
from assistant.types import ChatContext
from corpus.types import Model

_TYPE = Late(r"(?<![a-z0-9])(hvb|hvm\+|hvs\+)(?![a-z])")
_SIZE_AFTER = Late(
    r"[\s:\-(]{0,2}(\d{1,2}\.\d|\d{1,2}(?!\s*(?:x\b|modul|pack|block|tower|stack|cell)))(?![\d.]*\d)(?!\s*(?:m?v\b|"
    r"\+|%))"
)
_SIZE_BEFORE = Late(r"(?<![\d.])(\d{1,2}\.\d)\s?(?:kwh\s?)?$")
_PLUSLESS = Late(r"(?<![a-z0-9])hv([ms])(?![+a-z])")
_NOT_PLUS = Late(
    r"\b(?:no|not|without|w/o|isn't|before|non|nor|ohne|sans|sin|senza|zonder|kein)\s?-?(?:(?:the|a|an|"
    r"any)\s)?plus\b|\bbefore the plus|"
    r"\bpremium\s(?:hv[ms]|battery-?\s?box)|\bhv[ms]\spremium\b|\bplus (?:version )?(?:is missing|missing)"
)

_THING = r"(?:modul\w*|packs?|blocks?|bricks?|pieces?|pcs)(?![a-z])"
_COUNT = Late(
    r"(?<![\d.,/\-])(\d{1,4})\s?-?\s?(?:x\s?|mal\s)?(?:of\s|von\s)?(?:byd\s)?(?:(?:hvb|hvm\+?|"
    r"hvs\+?)(?:\s\d{1,2}\.\d)?\s?-?)?\s?"
    rf"(?:battery\s|batterie-?)?{_THING}(?!\s(?:at|below|under|low|are|measur\w*|show\w*|read\w*|above|over|only)\b)"
)
_COUNT_OF_TYPE = Late(
    r"(?<![\d.,/\-])(\d{1,3})\s?(?:x\s?)?(?:byd\s)?(?:hvb|hvm\+?|hvs\+?)(?![a-z\d+])"
    r"(?!\s?\d{1,2}(?:\.\d)?(?![\d.])(?!\s?m?v\b))(?!\s?-?(?:towers|stacks|"
    r"systems|batteries|strings))"
)
_COUNT_AFTER = Late(
    rf"(?:{_THING}|module)\s?(?:quantity|count|number|qty|anzahl)\s?(?:is|of|=|:)?\s?(\d{{1,3}})(?![\d.])|"
    rf"{_THING}\s?[:=]\s?(\d{{1,3}})(?![\d.]*\d)(?!\s?m?v\b)|"
    r"(?:tower|stack|turm|tour|torre|toren)\s(?:of|with|mit|de|von|van|di|con|met|"
    r"avec)\s(\d{1,3})(?![\d.]*\d)(?!\s?m?v\b)"
)
_COUNT_LOOSE = Late(
    r"hv(?:b|[ms]\+)\s?(?:x|\*|mal|times)\s?(\d{1,2})(?![\d.])|(?<![\d.,])(\d{1,2})[ -]high\b|"
    r"(?<![\d.,/])(\d{1,2})\s(?:of (?:them|these|those)|in (?:total|it|all))\b|"
    r"hv(?:b|[ms]\+)\s(?:\d{1,2}\.\d\s)?(?:tower\s|system\s|battery\s|one\s)?(?:with|of)\s(\d{1,2})"
    r"(?![\d.]*\d)(?!\s?(?:m?v\b|%|k?w|a\b|x\b|of\b|flash|blink|tower|month|week|year|day))"
)
"""Counts that stand beside no word for a module: "hvb x4", "six of them", "HVS+ with three"."""
_SHARE = Late(
    r"(?<![\d.,])(?:\d{1,2})\s(?:out\s)?of\s(?:(?:the|our|my|his|her|these|those|" r"total)\s)*(\d{1,2})(?![\d.%/])"
)
""""Two of our eight": eight is the tower's count."""
_TYPE_NAME = r"(?:hvb|hvm\+|hvs\+)"
_TOWERS = Late(
    rf"(?<![\d.,])(?:(?P<number>\d{{1,2}})|(?P<two>double|twin|a pair of))\s?(?:x\s?)?(?:parallel\s|byd\s|identical\s|"
    rf"of (?:my |our |the |these )?)*"
    rf"(?:(?:{_TYPE_NAME}\s(?:\d{{1,2}}\.\d\s)?)?(?:battery\s)?(?:towers|stacks|systems|columns|turme|tours|torres|torens)\b"
    rf"|{_TYPE_NAME}[ -]?\d{{1,2}}\.\d(?![\d.]|\s?m?v\b)"
    rf"|{_TYPE_NAME},?\s(?:(?:towers?|each|with|of|at|mit|a|stacks?)\s){{0,3}}(?=[1-9]\d?\s?-?\s?(?:x\s)?modul))"
    rf"|{_TYPE_NAME}\s\d{{1,2}}\.\d\s?(?:x|\*|times)\s?(?P<times>\d{{1,2}})(?![\d.])"
)
"""How many towers there are: "2 towers", "two HVS+ 10.2", "3 x HVM+ with 4 modules", "HVM+ 13.8 x 2"."""

_IN_ALL = Late(
    r"modules?\s(?:[\w+]+\s)?(?:in|over|across|on|split|divided|distributed|spread|shared)\s(?:\w+\s){0,2}?\d{1,2}\s"
    r"(?:\w+\s)?(?:towers|stacks|systems|columns)\b"
)


@dataclass(frozen=True, slots=True)
class System:
    """What a question says of the system; everything may be missing."""

    types: tuple[str, ...] = ()
    """Module types named, in order."""
    model: Model | None = None
    """The listed model named."""
    unlisted_model: str = ""
    """A size that this type does not have (``HVS+ 11.0``)."""
    counts: tuple[int, ...] = ()
    """Module counts named, in order."""
    towers: int | None = None
    plusless: str = ""
    """``HVM`` or ``HVS`` where the name stands without its plus and no type is named with it."""
    plusless_size: str = ""
    """The size beside it (``13.8``)."""
    is_other: bool = False
    """Whether the message says itself that it is not the plus product ("HVS 7.7, not plus", "Premium HVS")."""

    @property
    def type(self) -> str | None:
        """Return the module type where exactly one is named."""
        return self.types[0] if len(self.types) == 1 else None

    @property
    def modules(self) -> int | None:
        """Return the modules of one tower where exactly one count is known."""
        if len(self.counts) == 1:
            return self.counts[0]
        return self.model.modules if self.model is not None and not self.counts else None

    @property
    def named(self) -> bool:
        """Return whether the question names a type, a model or a count."""
        return bool(self.types or self.counts)

    def with_context(self, context: ChatContext) -> System:
        """Return the system with what the chat said before where this question is silent."""
        types, counts = self.types, self.counts
        if not types and not self.plusless and context.module_type is not None:
            types = (context.module_type,)
        if not counts and self.model is None and context.modules is not None:
            counts = (context.modules,)
        return replace(self, types=types, counts=counts)

    def next_context(self, context: ChatContext, topic: str | None = None) -> ChatContext | None:
        """Return the chat's next context, None where this question named nothing new."""
        if not self.named and topic is None:
            return None
        return ChatContext(
            module_type=self.type if self.type is not None else context.module_type,
            modules=self.modules if self.modules is not None else context.modules,
            topic=topic if topic is not None else context.topic,
        )


def system_of(folded: str, views: Lookups) -> System:
    """Return what the folded question says of the system."""
    has_type = "hv" in folded
    towers, at = _towers(folded)
    # "10 modules in two towers": how many each of them has is not said.
    counts = _counts(folded, at) if towers is None or _IN_ALL.search(folded) is None else ()
    if not has_type:
        return System(counts=counts, towers=towers) if counts or towers else _NOTHING
    types: list[str] = []
    model: Model | None = None
    unlisted = ""
    for match in _TYPE.finditer(folded):
        name = match[1].upper()
        if name not in types:
            types.append(name)
        size = _size(folded, match)
        if size is None:
            continue
        found = views.models.get((name, Fraction(size)))
        if found is not None:
            model = model or found
        elif "." in size:
            unlisted = unlisted or f"{name} {size}"
    plusless, plusless_size = "", ""
    if not types and (match_ := _PLUSLESS.search(folded)) is not None:
        plusless = f"HV{match_[1].upper()}"
        plusless_size = _size(folded, match_) or ""
    is_other = plusless != "" and _NOT_PLUS.search(folded) is not None
    return System(tuple(types), model, unlisted, counts, towers, plusless, plusless_size, is_other)


_NOTHING = System()
_SIZE_ALONE = Late(
    r"(?<![\d.,/\-])(?<!version )(?<!v )(\d{1,2}\.\d)(?![\d.])(?=er\b|[\s,;:?!.)]|$)"
    r"(?!\s?(?:m?v\b|kw\b|a\b|%|m\b|mm|cm|volt|amp|met|°|c\b|nm\b|ms\b|h\b|hours?|and\s\d|,\s\d|/))"
)


def completed(folded: str, system: System, views: Lookups) -> System:
    """Return the system with a model that is named by its size alone ("the 17.8") or away from its type.

    Sizes are unique across the types. Only for questions about volts: elsewhere such a number may be anything.
    """
    if system.model is not None or system.plusless or system.unlisted_model:
        return system
    for match in _SIZE_ALONE.finditer(folded):
        for (type_, size), model in views.models.items():
            if size == Fraction(match[1]) and system.types in ((), (type_,)) and (not system.counts or system.types):
                counts = system.counts if system.counts != (model.modules,) else ()
                return replace(system, types=(type_,), model=model, counts=counts)
    return system


def _size(folded: str, match: re.Match[str]) -> str | None:
    after = _SIZE_AFTER.match(folded, match.end())
    if after is not None:
        return after[1]
    before = _SIZE_BEFORE.search(folded[max(0, match.start() - 12) : match.start()])
    return None if before is None else before[1]


def _counts(folded: str, towers_at: int) -> tuple[int, ...]:
    """Return the numbers of modules named, in order; the number of towers stands at ``towers_at``."""
    share = _SHARE.search(folded) if " of " in folded else None
    if share is not None and share[1] != "1":
        return (int(share[1]),)
    found: list[tuple[int, int]] = []
    for pattern in (_COUNT, _COUNT_OF_TYPE, _COUNT_AFTER, _COUNT_LOOSE):
        for match in pattern.finditer(folded):
            found.append((match.start(), int(next(group for group in match.groups() if group is not None))))
    return tuple(dict.fromkeys(count for at, count in sorted(found) if count != 1 and at != towers_at))


def _towers(folded: str) -> tuple[int | None, int]:
    """Return how many towers there are and where the number stands, (None, -1) where that is not said."""
    match = _TOWERS.search(folded)
    if match is None:
        return None, -1
    group = "number" if match["number"] else "times"
    return (2, match.start()) if match["two"] else (int(match[group]), match.start(group))
