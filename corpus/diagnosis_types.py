"""The values of a document's decision graph: questions, their options, and the places where they end.

Only values: reading them is in ``diagnosis.py``, proving the graph sound in ``diagnosis_checks.py``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a node's question; leads to the next node or to an end."""

    label: str
    """Text of the button."""
    go: str = ""
    """Id of the next node; "" where the option ends."""
    ends: tuple[str, ...] = ()
    """References: the first is the measure, the others are the next checks where it does not help."""
    words: tuple[str, ...] = ()
    """Phrases by which a typed answer is understood, lower case; ``*`` stands for the rest of a word."""
    means: str = ""
    """``yes`` or ``no`` where the option is one; "" otherwise."""
    led: str = ""
    """Id of the LED pattern that the option is; "" otherwise."""
    say: str = ""
    """A sentence that the next screen begins with, inline Markdown; "" for none."""


@dataclass(frozen=True, slots=True)
class Node:
    """One question of the graph."""

    id: str
    ask: str
    """The question."""
    refs: tuple[str, ...]
    """Places that the question rests on."""
    options: tuple[Option, ...]
    unknown: Option
    """What "I don't know" does."""
    hint: str = ""
    """How to find the answer, inline Markdown; "" for none."""
    section: str = ""
    """Section whose diagnosis begins here; "" for a node in the middle."""
    line: int = 0

    @property
    def ways(self) -> tuple[Option, ...]:
        """Return the options, "I don't know" the last."""
        return (*self.options, self.unknown)

    @property
    def counts(self) -> bool:
        """Return whether the question is for a number."""
        return all(option.label.isdigit() for option in self.options)
