"""Finds phrases of a list in a question in time that grows with the question, not with the list.

Not here: fuzzy matching; a phrase is found as it is spelt (after folding) or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from assistant.normalise import fold
from assistant.route.words import tokens

T = TypeVar("T")


class Phrases(Generic[T]):
    """A list of phrases with a value each, looked up by their first word."""

    __slots__ = ("_by_first",)

    def __init__(self, pairs: Iterable[tuple[str, T]]) -> None:
        by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in pairs:
            words = tokens(fold(phrase))
            if words:
                by_first.setdefault(words[0], []).append((words, value))
        # The longest phrase first, so that "cell overvoltage alarm" is not read as "cell overvoltage".
        self._by_first = {first: sorted(found, key=lambda pair: -len(pair[0])) for first, found in by_first.items()}

    def find(self, words: tuple[str, ...]) -> list[tuple[int, int, tuple[T, ...]]]:
        """Return (start, end, values) of each longest phrase in ``words``; phrases do not overlap."""
        found: list[tuple[int, int, tuple[T, ...]]] = []
        i = 0
        while i < len(words):
            candidates = self._by_first.get(words[i])
            best: tuple[str, ...] = ()
            values: list[T] = []
            for phrase, value in candidates or ():
                if best and phrase != best:
                    if len(phrase) < len(best):
                        break
                    continue
                if best or words[i : i + len(phrase)] == phrase:
                    best = phrase
                    values.append(value)
            if best:
                found.append((i, i + len(best), tuple(values)))
                i += len(best)
            else:
                i += 1
        return found
