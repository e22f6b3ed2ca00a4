"""Load a document: guideline, tables and question bank, from files to one checked ``Corpus``.

Raises at the first malformed file. What is well-formed but wrong as a whole (a missing item, a reference to a place
that does not exist) is in ``checks.py``.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from corpus.diagnosis import read_diagnosis
from corpus.errors import CorpusError
from corpus.questions import read_questions
from corpus.reader import read_guideline
from corpus.tables import (
    event_passages,
    read_document,
    read_event_codes,
    read_glossary,
    read_led_patterns,
    read_models,
    read_module_types,
    read_other_products,
    read_safety_notes,
)
from corpus.types import Corpus, Passage

DEFAULT_DOCUMENT = "byd-battery-box-hv"
ROOT = Path(__file__).resolve().parent
EVENT_SECTION = "2.9"
"""The section that the event codes stand in: their passages follow it."""


def load(document: str = DEFAULT_DOCUMENT, root: Path | None = None, questions: bool = True) -> Corpus:
    """Return a document's corpus.

    :param document: folder name of the document.
    :param root: folder that holds the documents' folders; this package's own where None.
    :param questions: whether to read the question bank, which serving a lookup does not need.
    :raises CorpusError: a file is missing or malformed (file and line in the message).
    """
    folder = (ROOT if root is None else root) / document
    if not (folder / "document.toml").is_file():
        raise CorpusError(f"no document {document!r} here: a document is a folder with document.toml", folder)
    codes = read_event_codes(folder)
    types = read_module_types(folder)
    passages = _with_events(read_guideline(folder), event_passages(codes, document))
    return Corpus(
        document=read_document(folder),
        passages=passages,
        event_codes=codes,
        module_types=types,
        models=read_models(folder, types),
        led_patterns=read_led_patterns(folder),
        glossary=read_glossary(folder),
        other_products=read_other_products(folder),
        safety_notes=read_safety_notes(folder),
        questions=read_questions(folder, {passage.ref for passage in passages}) if questions else (),
        hash=folder_hash(folder),
        diagnosis=read_diagnosis(folder, codes),
    )


def _with_events(passages: tuple[Passage, ...], events: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Return the passages with the event codes behind the section that they stand in."""
    at = next((n for n, passage in enumerate(passages, 1) if passage.ref == EVENT_SECTION), len(passages))
    return passages[:at] + events + passages[at:]


HASHED = ("document.toml", "guideline", "tables", "questions")
"""What an index is built from; other files of a document's folder, such as the diagnosis, leave it as it is."""


def folder_hash(folder: Path) -> str:
    """Return the SHA-256 (hex) over every file that an index is built from, by sorted path; hidden files do not count.

    Names and lengths go in as well, so that moving text from one file to the next changes the hash.
    """
    digest = hashlib.sha256()
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    for name in sorted(names):
        first, *rest = name.split("/")
        if first not in HASHED or any(part.startswith(".") for part in rest):
            continue
        content = (folder / name).read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
