"""The restated guideline against its source: every fact is there, no sentence is copied."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from corpus.types import Corpus

SHINGLE = 8
"""Words in a row that count as copied: shorter runs are labels and things that have one way to be said."""

LABELS = (
    "byd battery-box hvb&hvm+&hvs+ service guideline and checklist",
    "byd battery-box hvb&hvm+&hvs+ compatible inverter list",
    "compatible inverter list",
    "smart wi-fi/lan module",
    "byd energy cloud",
    "byd energy app",
    "info@eft-systems.de",
)
"""Titles, and names that people see on the device, in the app or on the website; each counts as one word.

Nothing else is allowed.
"""


def words(text: str) -> list[str]:
    """Return the words of a text, each label as one; link targets are left out."""
    text = re.sub(r"\]\([^)]*\)", "]", text.lower())
    text = re.sub(r"\s+", " ", text).replace("wi- fi", "wi-fi").replace("lanmodule", "lan module")
    text = text.replace("hvs+compatible", "hvs+ compatible").replace(" & ", "&")
    for number, label in enumerate(LABELS):
        text = text.replace(label, f"label{number}")
    return re.findall(r"\w+(?:[.,]\d+)*", text)


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return all runs of SHINGLE words."""
    found = words(text)
    return {tuple(found[at : at + SHINGLE]) for at in range(len(found) - SHINGLE + 1)}


def restated(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield place and text of everything that an answer can show; headings are labels."""
    for passage in corpus.passages:
        for block in passage.blocks:
            for text in (block.text, *block.items, *(cell for row in block.rows for cell in row)):
                yield passage.ref, text
    for pattern in corpus.led_patterns:
        for block in pattern.blocks:
            for text in (pattern.pattern, pattern.meaning, block.text, *block.items):
                yield pattern.id, text
    for term in corpus.glossary:
        yield term.term, term.meaning


def test_every_fact_of_the_source_is_found(shared: Path, whole: Corpus) -> None:
    """check_facts.py finds 552 of 552 facts in the Markdown and the tables."""
    folder = Path(sys.modules["corpus"].__file__ or "").parent / whole.document.id
    tables = sorted(str(path) for path in (folder / "tables").glob("*.toml"))
    run = subprocess.run(
        [sys.executable, str(shared / "check_facts.py"), str(folder), "--extra", *tables],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout == "facts found 552 of 552 (critical 246 of 246)\n"


def test_no_sentence_of_the_source_is_copied(shared: Path, whole: Corpus) -> None:
    source = shingles((shared / "guideline.txt").read_text(encoding="utf-8"))
    copied = [
        (place, " ".join(run)) for place, text in restated(whole) for run in sorted(shingles(text)) if run in source
    ]
    assert copied == []


def test_the_shingle_check_notices_a_copied_sentence(shared: Path) -> None:
    source = shingles((shared / "guideline.txt").read_text(encoding="utf-8"))
    copied = "Proper grounding of the battery is essential for trouble-free and secure data transmission."
    assert shingles(copied) <= source


def test_every_name_and_heading_of_an_event_is_the_printed_one(shared: Path, whole: Corpus) -> None:
    printed = " ".join((shared / "guideline.txt").read_text(encoding="utf-8").split())
    for code in whole.event_codes:
        if code.module_number is None:
            assert f"{code.code} {code.name}" in printed
        else:
            assert code.name in printed
