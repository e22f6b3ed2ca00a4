"""Whether a message is a measurement, and whether a text belongs to a measuring dialogue or is a question.

Not here: what the values are (``measure_read.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.measure_pieces import MOST_CHARACTERS
from assistant.dialogue.measure_read import read
from assistant.dialogue.measure_scan import scan
from assistant.dialogue.say import move_of
from assistant.dialogue.types import Tap
from assistant.normalise import normalise
from assistant.route import emergency, event_code, route, safety, voltage
from assistant.route.lookups import Lookups, lookups
from assistant.route.voltage_words import is_elsewhere
from assistant.types import ChatContext
from corpus.types import Corpus

_ASKS = re.compile(
    r"(?:what|which|when|is|are|does|do|did|will|wie|was|warum|wo)\b|.*\b(?:how|why|where|who|can|could|should|must|may)\b|"
    r".*\b(?:do|does) (?:i|we|it|you)\b"
)
_FIGURE_ASKED = re.compile(r"\b(?:nominal|minimum|minimal|limits?|healthy)\b")
_OTHER_THINGS = re.compile(
    r"\b(?:firmware|version|serial|sn|phone|call|tel|grid|mains|inverter|pv|string|fuse|breaker|ghz|status)\b|"
    r"\b[0-3](?:\.\d{1,2})?/(?:\d{1,2}|ec\s?\d)"
)
_STRANGE = 2
"""Words of other kinds beside values that say what they were measured on; one fewer beside bare numbers."""
_SMALLEST_V = 20
"""A single bare number below this is a count, a number of something or a hurry, and no voltage."""
_FEWEST = 3
"""Values that make a message a pasted measurement, whatever their units; two may be anything."""
_WHAT = (
    ("as:tower", re.compile(r"(?:[\w']+ ){0,3}(?:tower|total|whole|sum)")),
    ("as:module", re.compile(r"(?:[\w']+ ){0,3}modul[a-z]*")),
)
"""Words for the two taps "Tower" and "One module"."""


def is_measurement(raw: str, corpus: Corpus) -> bool:
    """Return whether a message is pasted values and nothing else, so that no question is taken for one."""
    return _is_values(raw, lookups(corpus)) and not _is_told_by_a_rule(raw, corpus)


def _is_told_by_a_rule(raw: str, corpus: Corpus) -> bool:
    """Return whether another rule than that of voltages is sure of a message: "3 1 1 ec" is an event code."""
    draft = route(normalise(raw), corpus, ChatContext())
    return draft is not None and draft.rule != voltage.RULE.name


def _is_values(raw: str, views: Lookups) -> bool:
    if "?" in raw or not any(character.isdecimal() for character in raw[:MOST_CHARACTERS]):
        return False
    found = scan(raw)
    if found.strange or found.plusless or not found.values:
        return False
    measured = read(raw, views)
    placed = len(measured.modules) + len(measured.cells) + (measured.tower is not None)
    if placed >= _FEWEST:
        return True
    has_unit = any(not bare for bare in found.is_bare)
    return placed > 0 and has_unit and measured.type is not None and (measured.count is not None or placed > 1)


def tap_named(text: str, taps: Sequence[Tap]) -> str:
    """Return the action of the button whose label was typed, "" where none was."""
    folded = normalise(text).folded.strip(" .!")
    for tap in taps:
        if folded == normalise(tap.label).folded:
            return tap.action
    actions = {tap.action for tap in taps}
    return next((action for action, words in _WHAT if action in actions and words.fullmatch(folded)), "")


def belongs(text: str, taps: Sequence[Tap], corpus: Corpus, *, wants_count: bool) -> bool:
    """Return whether a text is for the dialogue: a move, a button's words, values, type or count.

    A question is not, even where it names a value: the assistant answers it with what the chat knows.
    """
    if move_of(text) is not None or tap_named(text, taps):
        return True
    if wants_count and text.strip().isdecimal():
        return True
    query = normalise(text)
    found = scan(text)
    if "?" in text or _ASKS.match(query.folded) is not None:
        # "M1 51.2? M2 50.9" is a doubtful reading; words beside it make it a question.
        return "?" in text and len(found.values) > 1 and not found.strange and _ASKS.match(query.folded) is None
    # An emergency, a dangerous wish or a code beside a value is more urgent than the value.
    first = (emergency.RULE, safety.RULE, event_code.RULE)
    if any(rule(query, corpus, ChatContext()) is not None for rule in first) or _is_elsewhere(query.folded):
        return False
    if not found.values:
        names_system = bool(found.types or found.counts or found.plusless)
        return names_system and not found.strange and _FIGURE_ASKED.search(query.folded) is None
    if found.is_told or len(found.values) > _STRANGE:
        return found.strange <= max(_STRANGE, len(found.values) // 3)
    values = list(zip(found.values, found.is_bare, strict=True))
    if any(value.scope is not None for value, _ in values):
        return found.strange <= _STRANGE
    least = [value for value, bare in values if not bare or value.value_v >= _SMALLEST_V]
    with_unit = "v" in re.findall(r"[a-z]+", query.folded)
    return bool(least) and found.strange < (_STRANGE if with_unit else 1)


def _is_elsewhere(folded: str) -> bool:
    """Return whether numbers are another thing's: the grid's volts, a version, a telephone."""
    return is_elsewhere(folded) or _OTHER_THINGS.search(folded) is not None
