"""Sparse text features of the intent head: TF-IDF over words, word pairs and character n-grams.

One implementation for training and serving, so that the two cannot drift apart; serving needs numpy
only. Not here: the dense half of the features (the encoder's vector).
"""

from __future__ import annotations

import bisect
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from index.tokens import fold, tokenise

WORD = "w:"
CHARACTERS = "c:"
GRAM_SIZES = (3, 4, 5)
"""Character n-grams inside words: they carry typos, plurals and compounds that words lose."""
KEPT = 8192
"""Words whose n-grams are kept: people use the same few thousand."""
MINIMUM_DOCUMENTS = 2
"""A feature seen in one training text alone teaches only that text."""


@dataclass(frozen=True, slots=True)
class SparseRow:
    """The non-zero features of one text."""

    indices: np.ndarray
    """int32 of shape (n,), ascending."""
    values: np.ndarray
    """float32 of shape (n,); words and characters each have unit length."""


class TermFeatures:
    """A fitted vocabulary with its weights."""

    def __init__(self, vocabulary: Sequence[str], idf: np.ndarray) -> None:
        """Take the terms in index order and their inverse document frequencies (float32, same length)."""
        if len(vocabulary) != len(idf):
            raise ValueError(f"{len(vocabulary)} terms but {len(idf)} weights")
        self.vocabulary = tuple(vocabulary)
        self.idf = idf
        self._index = {term: i for i, term in enumerate(self.vocabulary)}
        self._first_word = bisect.bisect_left(self.vocabulary, WORD)

    @classmethod
    def fit(cls, texts: Iterable[str]) -> TermFeatures:
        """Return the features of these training texts, terms sorted."""
        documents: Counter[str] = Counter()
        count = 0
        for text in texts:
            count += 1
            documents.update(set(_terms(text)))
        vocabulary = sorted(term for term, n in documents.items() if n >= MINIMUM_DOCUMENTS)
        # Smoothed as in scikit-learn: a term of every text keeps weight 1.
        idf = np.array([math.log((1 + count) / (1 + documents[term])) + 1 for term in vocabulary], dtype=np.float32)
        return cls(vocabulary, idf)

    def row(self, text: str) -> SparseRow:
        """Return the features of one text; unknown terms are left out."""
        counts: Counter[int] = Counter()
        for term in _terms(text):
            i = self._index.get(term)
            if i is not None:
                counts[i] += 1
        indices = np.array(sorted(counts), dtype=np.int32)
        values = np.array([1 + math.log(counts[i]) for i in indices.tolist()], dtype=np.float32) * self.idf[indices]
        # The vocabulary is sorted, so "c:" terms come before "w:" terms: two runs, each of unit length.
        split = int(np.searchsorted(indices, self._first_word))
        for part in (values[:split], values[split:]):
            length = float(np.sqrt(np.dot(part, part)))
            if length > 0:
                part /= length
        return SparseRow(indices, values)


def _terms(text: str) -> Iterator[str]:
    words = tokenise(text)
    for word in words:
        yield WORD + word
    for first, second in pairwise(words):
        yield f"{WORD}{first} {second}"
    for word in fold(text).split():
        yield from _grams(word)


@lru_cache(maxsize=KEPT)
def _grams(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(
        CHARACTERS + padded[start : start + size] for size in GRAM_SIZES for start in range(len(padded) - size + 1)
    )
