"""Fixtures: the real corpus, read once, and a copy of its folder that a test can damage."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import corpus
from corpus.types import Corpus, Passage

PROJECT = Path(corpus.__file__).resolve().parents[1]
SHARED = PROJECT.parent / "shared"
DOCUMENT = "byd-battery-box-hv"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder with the guideline's source, which only the workplace has."""
    if not (SHARED / "guideline.txt").is_file():
        pytest.skip(f"the guideline's source is not here ({SHARED}): it is not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def whole() -> Corpus:
    """Return the real corpus without its question bank."""
    return corpus.load(questions=False)


@pytest.fixture(scope="session")
def place(whole: Corpus) -> Callable[[str], Passage]:
    """Return a function from a reference to its passage."""
    return {passage.ref: passage for passage in whole.passages}.__getitem__


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with a copy of the document, its question bank left out."""
    source = PROJECT / "corpus" / DOCUMENT
    shutil.copytree(source, tmp_path / DOCUMENT, ignore=shutil.ignore_patterns("questions"))
    (tmp_path / DOCUMENT / "questions").mkdir()
    return tmp_path


@pytest.fixture
def folder(root: Path) -> Path:
    """Return the copied document's folder."""
    return root / DOCUMENT


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], None]:
    """Return a function that replaces text, which must be there, in a file of the copy (first occurrence)."""

    def replace(name: str, old: str, new: str) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
