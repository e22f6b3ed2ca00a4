"""BM25 over the chunks, with our own tokens.

bm25s weighs each term of each chunk when the index is built. Serving only adds these weights up, which needs numpy
alone: bm25s would import scipy wherever it is installed, 20 MB and a tenth of a second for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.tokens import tokenise


@dataclass(frozen=True, slots=True)
class Lexical:
    """A BM25 index of the chunks, in their order: a sparse matrix, its columns the terms."""

    terms: Mapping[str, int]
    """Column of each term."""
    starts: np.ndarray
    """Where each column begins in ``chunks`` and ``weights``, int32 of shape (terms + 1,)."""
    chunks: np.ndarray
    """Chunk of each weight, int32."""
    weights: np.ndarray
    """BM25 weight of a term in a chunk, float32."""
    count: int
    """Number of chunks."""

    @classmethod
    def build(cls, texts: Sequence[str]) -> Lexical:
        """Return the index of these texts (build time only)."""
        import bm25s

        retriever = bm25s.BM25(method="lucene")
        retriever.index([tokenise(text) for text in texts], show_progress=False)
        found = retriever.scores
        return cls(
            terms={str(term): int(column) for term, column in retriever.vocab_dict.items()},
            starts=np.asarray(found["indptr"], dtype=np.int32),
            chunks=np.asarray(found["indices"], dtype=np.int32),
            weights=np.asarray(found["data"], dtype=np.float32),
            count=len(texts),
        )

    @classmethod
    def load(cls, folder: Path) -> Lexical:
        """Return the index that ``save`` wrote."""
        terms = json.loads((folder / "bm25.json").read_text(encoding="utf-8"))
        with np.load(folder / "bm25.npz") as arrays:
            return cls(terms, arrays["starts"], arrays["chunks"], arrays["weights"], int(arrays["count"]))

    def save(self, folder: Path) -> None:
        """Write ``bm25.json`` and ``bm25.npz``."""
        (folder / "bm25.json").write_text(json.dumps(self.terms, ensure_ascii=False), encoding="utf-8")
        np.savez(
            folder / "bm25.npz",
            starts=self.starts,
            chunks=self.chunks,
            weights=self.weights,
            count=np.int64(self.count),
        )

    def scores(self, text: str) -> np.ndarray:
        """Return the score of each chunk, float32 of shape (chunks,); 0 where no term matches."""
        scores = np.zeros(self.count, dtype=np.float32)
        for token in tokenise(text):
            column = self.terms.get(token)
            if column is not None:
                part = slice(self.starts[column], self.starts[column + 1])
                scores[self.chunks[part]] += self.weights[part]  # a chunk stands once in a column
        return scores
