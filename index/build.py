"""Builds the index: embeds passages and bank, trains the head, fits the calibration, writes one folder.

Build time only (torch, sentence-transformers, scikit-learn, onnx).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import faiss
import numpy as np
from filelock import FileLock

import corpus as corpus_floor
from corpus.errors import BuildError, IndexUnusableError
from corpus.types import BankQuestion, Corpus
from index.adapter import adapter_sha256
from index.calibration import UNFITTED, Calibration
from index.chunks import chunks_of
from index.encoder import Encoder
from index.folder import building
from index.hashing import sha256_of
from index.head import Head
from index.lexical import Lexical
from index.manifest import FORMAT, NAME, Manifest
from index.model import DEFAULT_MODEL, find_model
from index.nearest import Nearest
from index.search import Index, check_index
from index.spelling import Spelling

Progress = Callable[[str, int, int], None]
"""Called with what is being done, steps done and steps in all."""
STEP = 256
"""Texts encoded between two reports of progress."""
LIBRARIES = ("sentence-transformers", "torch", "onnxruntime", "faiss-cpu", "scikit-learn", "bm25s", "numpy")


def build(
    folder: Path,
    *,
    document: str = "byd-battery-box-hv",
    root: Path | None = None,
    model: str = DEFAULT_MODEL,
    int8: bool = True,
    progress: Progress = lambda what, done, total: None,
) -> Manifest:
    """Build the index of a document into ``folder`` and return its manifest.

    The folder changes at once at the end; an error or a kill leaves the old one whole.

    :param root: folder that holds the documents' folders; the corpus package's own where None.
    :raises CorpusError: the corpus is malformed.
    :raises BuildError: a build part is not installed, the model cannot be loaded, or the bank is empty.
    """
    corpus = corpus_floor.load(document, root=root)
    train = [question for question in corpus.questions if not question.held_out]
    held_out = [question for question in corpus.questions if question.held_out]
    if not train or not held_out:
        raise BuildError(
            f"The question bank of {document} has {len(train)} questions to train on and {len(held_out)} held out; "
            "both are needed (files questions/*.txt, held-out ones named heldout*.txt)."
        )
    source = find_model(model)
    with building(folder) as work:
        progress("Loading the model", 0, 1)
        from index.adapter import merge
        from index.export import export, load_model

        encoder_model = load_model(source.location)
        merge(encoder_model, document, source.sha256)
        progress("Exporting the encoder", 0, 1)
        export(encoder_model, work, int8=int8)
        del encoder_model
        encoder = Encoder(work / "encoder.onnx", work / "tokenizer.json")
        chunks = chunks_of(corpus.passages)
        chunk_vectors = _encode(encoder, [chunk.text for chunk in chunks], "Embedding passages", progress)
        vectors = _encode(encoder, [question.question for question in train], "Embedding questions", progress)
        progress("Training the intent head", 0, 1)
        head = _train(train, vectors)
        question_refs = tuple(question.refs for question in train)
        index = Index(
            chunks=tuple(chunks),
            question_refs=question_refs,
            encoder=encoder,
            passage_vectors=_flat(chunk_vectors),
            question_vectors=_flat(vectors),
            lexical=Lexical.build([chunk.text for chunk in chunks]),
            head=head,
            nearest=Nearest(head.classes, question_refs),
            spelling=Spelling.of(
                [*(question.question for question in train), *(chunk.text for chunk in chunks)],
                names=[name for product in corpus.other_products for name in (product.name, *product.aliases)],
            ),
            calibration=UNFITTED,
        )
        progress("Fitting the thresholds", 0, 1)
        calibration = _calibrate(index, held_out)
        _write(work, index)
        counts = {
            "passages": len(corpus.passages),
            "chunks": len(chunks),
            "questions": len(train),
            "questions_none": sum(not question.refs for question in train),
            "questions_held_out": len(held_out),
            "classes": len(head.classes),
            "terms": len(head.features.vocabulary),
        }
        manifest = Manifest(
            format=FORMAT,
            document=document,
            corpus_hash=corpus.hash,
            model=model,
            model_sha256=source.sha256,
            adapter_sha256=adapter_sha256(document, source.sha256),
            int8=int8,
            versions={name: version(name) for name in LIBRARIES},
            counts=counts,
            calibration=calibration.to_manifest(),
            files={
                path.relative_to(work).as_posix(): sha256_of(path)
                for path in sorted(work.rglob("*"))
                if path.is_file() and path.name != NAME
            },
        )
        manifest.save(work)
    return manifest


def ensure(folder: Path, corpus: Corpus, *, model: str, int8: bool, progress: Progress) -> bool:
    """Build the index where the one at ``folder`` does not fit; return whether it was built.

    Processes that find a stale index at the same moment wait for the first one's build instead of repeating it.

    :raises CorpusError: the corpus is malformed.
    :raises BuildError: as ``build``.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(str(folder) + ".ensure.lock"):
        try:
            check_index(folder, corpus, model=model, int8=int8)
        except IndexUnusableError:
            build(folder, document=corpus.document.id, model=model, int8=int8, progress=progress)
            return True
    return False


def _encode(encoder: Encoder, texts: Sequence[str], what: str, progress: Progress) -> np.ndarray:
    """Return the vectors of the texts, float32 of shape (texts, dimension), reporting progress."""
    # Longest last: one batch then holds texts of like length, and the estimate of the rest is not too bright.
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    vectors: np.ndarray | None = None
    for start in range(0, len(order), STEP):
        progress(what, start, len(order))
        rows = order[start : start + STEP]
        part = encoder.encode([texts[i] for i in rows])
        if vectors is None:
            vectors = np.empty((len(texts), part.shape[1]), dtype=np.float32)
        vectors[rows] = part
    progress(what, len(order), len(order))
    if vectors is None:
        raise BuildError(f"{what}: there is nothing to embed")
    return vectors


def _train(questions: Sequence[BankQuestion], vectors: np.ndarray) -> Head:
    try:
        from index.training import train_head
    except ImportError as error:
        raise BuildError(
            f"Building the index needs scikit-learn ({error}). "
            "Install the build parts: pip install -c constraints.txt -e '.[build]'"
        ) from error
    return train_head(questions, vectors)


def _flat(vectors: np.ndarray) -> faiss.Index:
    """Return an exact inner-product index: some thousand vectors need no approximation."""
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    return flat


def _calibrate(index: Index, held_out: Sequence[BankQuestion]) -> Calibration:
    """Return the calibration fitted on what the index says of the held-out questions."""
    from index.fitting import fit_calibration

    found = [index.search(question.question) for question in held_out]
    return fit_calibration(
        rows=[evidence.features for evidence in found],
        answerable=[bool(question.refs) for question in held_out],
        right=[evidence.ranking[0].ref in question.refs for evidence, question in zip(found, held_out, strict=True)],
    )


def _write(folder: Path, index: Index) -> None:
    faiss.write_index(index.passage_vectors, str(folder / "passages.faiss"))
    faiss.write_index(index.question_vectors, str(folder / "questions.faiss"))
    index.lexical.save(folder)
    index.head.save(folder)
    index.spelling.save(folder)
    _write_json(folder / "chunks.json", [asdict(chunk) for chunk in index.chunks])
    _write_json(folder / "questions.json", index.question_refs)


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
