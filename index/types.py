"""The values of the index: chunks, hits, evidence, calibration."""

from __future__ import annotations

from dataclasses import dataclass

NONE = "none"
"""Class of the intent head for questions that the guideline does not answer."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a passage that is found on its own."""

    ref: str
    part: str
    """Title of the part (``###`` heading) it holds, "" for a whole passage."""
    text: str
    """What is embedded and indexed: title and content as plain text."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A reference with its score in one ranking."""

    ref: str
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the index knows about one question; each ranking is sorted by (-score, ref)."""

    ranking: tuple[Hit, ...]
    """The fused ranking; scores are probabilities over all references and "none", without "none" itself."""
    none: float
    """Fused probability of "none", 0 to 1 (before calibration)."""
    answerable: float
    """Calibrated probability that the guideline answers the question, 0 to 1."""
    confidence: float
    """Calibrated probability that the first of the ranking is a right answer, 0 to 1."""
    features: tuple[float, ...]
    """What the calibration saw, in the order of ``calibration.FEATURES``."""
    head: tuple[Hit, ...]
    """The intent head's probabilities."""
    questions: tuple[Hit, ...]
    """Cosine similarity of the bank's questions, the mean of a reference's three nearest."""
    passages: tuple[Hit, ...]
    """Cosine similarity of the nearest chunk of each passage."""
    lexical: tuple[Hit, ...]
    """BM25 scores of the passages, those above zero."""
    parts: dict[str, str]
    """For references that have parts, the title of the part that the question's terms point to, where one leads."""
