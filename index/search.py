"""A loaded index: evidence for a question.

Not here: deciding what to answer (``assistant/decide.py``) and building (``build.py``).
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from filelock import FileLock, Timeout

from corpus.errors import IndexUnusableError
from corpus.types import Corpus
from index.adapter import adapter_sha256
from index.calibration import Calibration, features
from index.encoder import Encoder
from index.folder import recover
from index.fusion import fuse
from index.head import Head
from index.lexical import Lexical
from index.manifest import Manifest
from index.nearest import Nearest
from index.spelling import Spelling
from index.types import NONE, Chunk, Evidence, Hit

NEIGHBOURS = 512
"""Bank questions looked at: all classes that matter have their nearest among the first few dozen."""
MOST_CHARACTERS = 2000
"""As ``normalise`` cuts: the encoder reads far less."""
PART_AHEAD = 1.3
"""A part of a passage whose BM25 score is this many times the next one's is shown first. Terms tell parts of one
passage apart where vectors cannot: these were tuned to tell passages apart."""
SWAP_WAIT_S = 0.2
"""How long a reader waits for a builder that is between its two renames, which take microseconds."""


@dataclass(frozen=True, slots=True)
class Index:
    """All parts of a built index, in memory; safe to share between threads."""

    chunks: tuple[Chunk, ...]
    question_refs: tuple[tuple[str, ...], ...]
    """References of each bank question, in the order of ``question_vectors``; empty for "none"."""
    encoder: Encoder
    passage_vectors: faiss.Index
    question_vectors: faiss.Index
    lexical: Lexical
    head: Head
    nearest: Nearest
    """The classes of ``question_refs``."""
    spelling: Spelling
    calibration: Calibration
    manifest: Manifest | None = None
    """None only while the index is being built."""

    def search(self, text: str) -> Evidence:
        """Return all evidence for one question, misspelt words corrected."""
        text = self.spelling.corrected(text[:MOST_CHARACTERS])
        vector = self.encoder.encode([text])
        probabilities = self.head.probabilities(vector[0], text)
        head = dict(zip(self.head.classes, map(float, probabilities), strict=True))
        passages = self._passages(vector)
        questions = self._questions(vector)
        lexical, parts = self._lexical(text)
        fused, none = fuse(head, questions, passages, lexical)
        ranking = ranked(fused)
        by_passage, by_term = ranked(passages), ranked(lexical)
        values = features(ranking, none, head, questions, passages)
        first = ranking[0].ref
        if first in head:
            answerable, right = self.calibration.probabilities(values)
        else:
            # A passage without bank questions: the calibration rests on the bank and knows nothing of it, so
            # it counts as answered where vectors and terms both put it first.
            answerable = 1.0 if by_passage[0].ref == first == by_term[0].ref else 0.0
            right = ranking[0].score
        return Evidence(
            ranking=ranking,
            none=none,
            answerable=answerable,
            confidence=answerable * right,
            features=values,
            head=ranked({ref: p for ref, p in head.items() if ref != NONE}),
            questions=ranked({ref: score for ref, score in questions.items() if ref != NONE}),
            passages=by_passage,
            lexical=by_term,
            parts=parts,
        )

    def _passages(self, vector: np.ndarray) -> dict[str, float]:
        """Return each passage's best similarity."""
        scores, rows = self.passage_vectors.search(vector, len(self.chunks))
        best: dict[str, float] = {}
        for score, row in zip(scores[0].tolist(), rows[0].tolist(), strict=True):
            best.setdefault(self.chunks[row].ref, score)
        return best

    def _questions(self, vector: np.ndarray) -> dict[str, float]:
        """Return the similarity of each class's nearest bank questions, "none" included."""
        scores, rows = self.question_vectors.search(vector, min(NEIGHBOURS, len(self.question_refs)))
        return self.nearest.similarities(rows[0], scores[0])

    def _lexical(self, text: str) -> tuple[dict[str, float], dict[str, str]]:
        """Return the BM25 score of each passage that shares a term, and the title of its best part where one leads."""
        best: dict[str, float] = {}
        parts: dict[str, list[tuple[float, str]]] = {}
        for chunk, score in zip(self.chunks, self.lexical.scores(text).tolist(), strict=True):
            if score > 0:
                best[chunk.ref] = max(score, best.get(chunk.ref, 0.0))
            if chunk.part:
                parts.setdefault(chunk.ref, []).append((score, chunk.part))
        leading = {}
        for ref, found in parts.items():
            first, *others = sorted(found, key=lambda item: (-item[0], item[1]))
            if first[0] > 0 and (not others or first[0] >= PART_AHEAD * others[0][0]):
                leading[ref] = first[1]
        return best, leading


def ranked(scores: dict[str, float]) -> tuple[Hit, ...]:
    """Return the hits by falling score, ties by reference."""
    return tuple(Hit(ref, score) for ref, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])))


def check_index(folder: Path, corpus: Corpus, *, model: str, int8: bool) -> Manifest:
    """Return the manifest of an index that fits the corpus and the settings, every file compared with its hash.

    :raises IndexUnusableError: it is missing, damaged, of another format, or built from another corpus or model.
    """
    _wait_for_swap(folder)
    manifest = Manifest.load(folder)
    adapter = adapter_sha256(corpus.document.id, manifest.model_sha256)
    manifest.check_fits(
        document=corpus.document.id, corpus_hash=corpus.hash, model=model, adapter_sha256=adapter, int8=int8
    )
    manifest.check_files(folder)
    return manifest


def load_index(folder: Path, corpus: Corpus, *, model: str, int8: bool) -> Index:
    """Return the index of a folder.

    :raises IndexUnusableError: as ``check_index``, or its files do not load with the libraries here.
    """
    manifest = check_index(folder, corpus, model=model, int8=int8)
    try:
        # As for the encoder: waking a second thread costs more than it saves on some thousand vectors.
        faiss.omp_set_num_threads(1)
        chunks = json.loads((folder / "chunks.json").read_text(encoding="utf-8"))
        refs = tuple(map(tuple, json.loads((folder / "questions.json").read_text(encoding="utf-8"))))
        head = Head.load(folder)
        return Index(
            chunks=tuple(Chunk(**chunk) for chunk in chunks),
            question_refs=refs,
            encoder=Encoder(folder / "encoder.onnx", folder / "tokenizer.json"),
            passage_vectors=faiss.read_index(str(folder / "passages.faiss")),
            question_vectors=faiss.read_index(str(folder / "questions.faiss")),
            lexical=Lexical.load(folder),
            head=head,
            nearest=Nearest(head.classes, refs),
            spelling=Spelling.load(folder),
            calibration=Calibration.from_manifest(manifest.calibration),
            manifest=manifest,
        )
    except Exception as error:
        # The hashes fit, so a file that still does not load was written by other library versions.
        raise IndexUnusableError(
            f"The index at {folder} does not load here ({error}). Build anew: assistant build"
        ) from error


def _wait_for_swap(folder: Path) -> None:
    """Wait while a builder is between its renames; undo a swap that was killed there."""
    deadline = time.monotonic() + SWAP_WAIT_S
    while not folder.exists() and folder.parent.is_dir() and time.monotonic() < deadline:
        try:
            with FileLock(str(folder) + ".lock", timeout=0):
                recover(folder)
                return
        except Timeout:
            time.sleep(0.01)
