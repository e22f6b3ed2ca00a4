"""A passage as an answer: its name first, the part that was asked for next, sequences whole."""

from __future__ import annotations

from corpus.types import Block, BlockKind, Passage
from index.chunks import block_text

SUMMARY_CHARACTERS = 110
"""One line and a half on a phone."""


def answer_blocks(passage: Passage, part: str = "") -> tuple[Block, ...]:
    """Return the blocks to show: the title, then the passage, the named part moved to the front.

    No part is left out: a limit or a warning of another part may be the one that matters.
    """
    title = Block(BlockKind.PARAGRAPH, text=f"**{passage.title}**")
    asked = [block for block in passage.blocks if part and block.part == part]
    others = [block for block in passage.blocks if not part or block.part != part]
    warnings = [block for block in others if block.kind is BlockKind.WARNING and not block.part]
    rest = [block for block in others if block not in warnings]
    return (title, *warnings, *asked, *rest)


def summary(passage: Passage) -> str:
    """Return the passage's first words, cut at a word's end."""
    text = " ".join(block_text(block) for block in passage.blocks if block.kind is not BlockKind.WARNING)
    if len(text) <= SUMMARY_CHARACTERS:
        return text
    return text[:SUMMARY_CHARACTERS].rsplit(" ", 1)[0].rstrip(",;:") + " …"
