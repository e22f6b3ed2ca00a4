"""Finds questions that are in the bank or among the cases already, exactly or nearly.

Nearly means: at least ``NEAR`` of the letter trigrams in common, and the same numbers; two questions that differ
in a figure ask for different things. A case that stands in the bank would test memory, not understanding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from eval.cases import fold

NEAR = 0.75
"""Jaccard similarity of trigrams from which two questions count as the same: about one word in eight differs."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Match:
    """A question that is there already."""

    place: str
    question: str
    similarity: float
    """1.0 where they are the same but for case, blanks and final punctuation."""


class Known:
    """Questions that are there already."""

    def __init__(self, items: Iterable[tuple[str, str]]) -> None:
        """:param items: (place, question) of each."""
        self._items = list(items)
        self._exact: dict[str, int] = {}
        postings: dict[str, list[int]] = {}
        sizes = []
        for number, (_, question) in enumerate(self._items):
            self._exact.setdefault(fold(question), number)
            found = trigrams(question)
            sizes.append(len(found))
            for trigram in found:
                postings.setdefault(trigram, []).append(number)
        self._postings = {trigram: np.array(numbers, dtype=np.int64) for trigram, numbers in postings.items()}
        self._sizes = np.array(sizes, dtype=np.int64)

    def find(self, question: str) -> Match | None:
        """Return the question that is most alike, where it counts as the same; the earliest of equals."""
        exact = self._exact.get(fold(question))
        if exact is not None:
            return Match(*self._items[exact], 1.0)
        own = trigrams(question)
        lists = [self._postings[trigram] for trigram in own if trigram in self._postings]
        if not lists:
            return None
        shared = np.bincount(np.concatenate(lists), minlength=len(self._items))
        similarity = shared / (len(own) + self._sizes - shared)
        numbers = set(_NUMBER.findall(question))
        # Stable order: the most alike first, the earliest of equals.
        for number in np.argsort(-similarity, kind="stable"):
            if similarity[number] < NEAR:
                return None
            place, other = self._items[number]
            if set(_NUMBER.findall(other)) == numbers:
                return Match(place, other, float(similarity[number]))
        return None


def trigrams(question: str) -> frozenset[str]:
    """Return the letter trigrams of the words, each word with a blank on both sides."""
    words = re.findall(r"[\w+]+", question.casefold())
    return frozenset(padded[n : n + 3] for word in words for padded in [f" {word} "] for n in range(len(padded) - 2))
