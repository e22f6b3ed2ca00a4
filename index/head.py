"""The intent head at serving time: a linear classifier over the encoder's vector and text features.

Plain arrays; training is in ``training.py``. Classes are references and ``none``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.features import TermFeatures


@dataclass(frozen=True, slots=True)
class Head:
    """Multinomial logistic regression as arrays."""

    classes: tuple[str, ...]
    """Sorted; column order of the weights."""
    features: TermFeatures
    dense: np.ndarray
    """float32 of shape (dimension, classes): weights of the encoder's vector."""
    sparse: np.ndarray
    """float16 of shape (terms, classes): weights of the text features (half the memory, no ranking changes)."""
    bias: np.ndarray
    """float32 of shape (classes,)."""

    def probabilities(self, vector: np.ndarray, text: str) -> np.ndarray:
        """Return the probability of each class, float32 of shape (classes,), for one text and its unit vector."""
        row = self.features.row(text)
        logits = vector @ self.dense + self.bias
        if len(row.indices):
            logits = logits + row.values @ self.sparse[row.indices].astype(np.float32)
        logits = np.exp(logits - logits.max())
        result: np.ndarray = logits / logits.sum()
        return result

    def save(self, folder: Path) -> None:
        """Write ``head.npz`` and ``head.json``."""
        np.savez(folder / "head.npz", dense=self.dense, sparse=self.sparse, bias=self.bias, idf=self.features.idf)
        content = {"classes": self.classes, "vocabulary": self.features.vocabulary}
        (folder / "head.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Head:
        """Return the head that ``save`` wrote."""
        content = json.loads((folder / "head.json").read_text(encoding="utf-8"))
        with np.load(folder / "head.npz") as arrays:
            return cls(
                tuple(content["classes"]),
                TermFeatures(content["vocabulary"], arrays["idf"]),
                arrays["dense"],
                arrays["sparse"],
                arrays["bias"],
            )
