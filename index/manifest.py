"""The manifest of a built index: what it was made from, and whether it may be used."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import IndexUnusableError
from index.hashing import sha256_of

FORMAT = 4
"""Raised whenever the files of an index, or what they mean, change."""
NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index folder says of itself."""

    format: int
    document: str
    corpus_hash: str
    """``Corpus.hash`` of the corpus that it was built from."""
    model: str
    """Name of the model, as in the settings."""
    model_sha256: str
    adapter_sha256: str
    """Hash of the adapter merged into the encoder, "" for the model as published."""
    int8: bool
    versions: dict[str, str]
    """Versions of the libraries that built it."""
    counts: dict[str, int]
    """Passages, chunks, questions, classes and so on."""
    calibration: dict[str, list[float]]
    """Fitted on the held-out part of the bank: see ``calibration.py``."""
    files: dict[str, str]
    """SHA-256 of every other file of the folder, by its relative path."""

    def save(self, folder: Path) -> None:
        """Write ``manifest.json``, the last file of a build."""
        text = json.dumps(asdict(self), indent=1, sort_keys=True)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Manifest:
        """Return the manifest of a folder.

        :raises IndexUnusableError: there is none, or it is damaged or of another format.
        """
        path = folder / NAME
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise IndexUnusableError(f"There is no index at {folder}. Build it: assistant build") from None
        except (OSError, ValueError) as error:
            raise IndexUnusableError(
                f"The index manifest {path} is damaged ({error}). Build anew: assistant build"
            ) from error
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            found = content.get("format") if isinstance(content, dict) else type(content).__name__
            raise IndexUnusableError(
                f"The index at {folder} has format {found!r}, this version needs {FORMAT}. Build anew: assistant build"
            )
        try:
            return cls(**content)
        except TypeError as error:
            raise IndexUnusableError(
                f"The index manifest {path} is damaged ({error}). Build anew: assistant build"
            ) from error

    def check_files(self, folder: Path) -> None:
        """Compare every file with its hash.

        :raises IndexUnusableError: a file is missing or differs.
        """
        for name, expected in sorted(self.files.items()):
            path = folder / name
            if not path.is_file():
                raise IndexUnusableError(f"The index at {folder} lacks {name}. Build anew: assistant build")
            if sha256_of(path) != expected:
                raise IndexUnusableError(f"The index file {path} is damaged. Build anew: assistant build")

    def check_fits(self, *, document: str, corpus_hash: str, model: str, adapter_sha256: str, int8: bool) -> None:
        """Compare the index with the corpus and the settings that it is to serve.

        :raises IndexUnusableError: it was built from another corpus, model or weight format.
        """
        for what, has, needs in (
            ("document", self.document, document),
            ("corpus", self.corpus_hash[:12], corpus_hash[:12]),
            ("model", self.model, model),
            ("adapter", self.adapter_sha256[:12], adapter_sha256[:12]),
            ("int8 setting", str(self.int8), str(int8)),
        ):
            if has != needs:
                raise IndexUnusableError(
                    f"The index is out of date: its {what} is {has}, now it is {needs}. Build anew: assistant build"
                )
