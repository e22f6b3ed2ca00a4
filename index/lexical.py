"""BM25 over the chunks, with our own tokens."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np

from index.tokens import tokenise


class Lexical:
    """A BM25 index of the chunks, in their order."""

    def __init__(self, retriever: bm25s.BM25) -> None:
        self._retriever = retriever

    @classmethod
    def build(cls, texts: Sequence[str]) -> Lexical:
        """Return the index of these texts."""
        retriever = bm25s.BM25(method="lucene")
        retriever.index([tokenise(text) for text in texts], show_progress=False)
        return cls(retriever)

    @classmethod
    def load(cls, folder: Path) -> Lexical:
        """Return the index that ``save`` wrote."""
        return cls(bm25s.BM25.load(str(folder), show_progress=False))

    def save(self, folder: Path) -> None:
        """Write the index into a folder of its own."""
        self._retriever.save(str(folder), show_progress=False)

    def scores(self, text: str) -> np.ndarray:
        """Return the score of each chunk, float32 of shape (chunks,); 0 where no term matches."""
        known = [token for token in tokenise(text) if token in self._retriever.vocab_dict]
        if not known:
            return np.zeros(int(self._retriever.scores["num_docs"]), dtype=np.float32)
        scores: np.ndarray = self._retriever.get_scores(known)
        return scores
