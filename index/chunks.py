"""Cuts passages into the chunks that are embedded: the whole passage, and each of its parts.

A part ("### Measuring the tower") is a chunk of its own besides the whole passage, so that a long
passage is found by any of its topics and the answer can start with the part that was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.types import Block, Passage
from index.types import Chunk

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*`]+")


def plain(markdown: str) -> str:
    """Return inline Markdown as plain text: link texts kept, marks dropped, blanks single."""
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", markdown)).split())


def block_text(block: Block) -> str:
    """Return a block as one line of plain text."""
    cells = [" ".join(row) for row in block.rows]
    return plain(" ".join([block.text, *block.items, *cells]))


def chunks_of(passages: Iterable[Passage]) -> list[Chunk]:
    """Return the chunks in the passages' order."""
    chunks = []
    for passage in passages:
        whole = " ".join(block_text(block) for block in passage.blocks)
        chunks.append(Chunk(passage.ref, "", f"{passage.title}. {whole}"))
        parts = dict.fromkeys(block.part for block in passage.blocks if block.part)
        for part in parts:
            text = " ".join(block_text(block) for block in passage.blocks if block.part == part)
            chunks.append(Chunk(passage.ref, part, f"{passage.title}: {part}. {text}"))
    return chunks
