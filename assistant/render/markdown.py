"""An answer as Markdown: the ``text`` of the JSON contract, and what a terminal renders."""

from __future__ import annotations

import re

from assistant.types import Answer, Citation
from corpus.types import Block, BlockKind

_REFERENCE_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:|mailto:)[^)\s]*\)")


def block_markdown(block: Block) -> str:
    """Return one block as Markdown, without a trailing newline; links to references become their text."""
    return _REFERENCE_LINK.sub(r"\1", _linked(block))


def _linked(block: Block) -> str:
    if block.kind is BlockKind.STEPS:
        return "\n".join(f"{n}. {_indented(item, 3)}" for n, item in enumerate(block.items, 1))
    if block.kind is BlockKind.BULLETS:
        return "\n".join(f"- {_indented(item, 2)}" for item in block.items)
    if block.kind is BlockKind.TABLE:
        head, *body = block.rows
        lines = [_row(head), _row(("---",) * len(head)), *(_row(row) for row in body)]
        return "\n".join(lines)
    if block.kind is BlockKind.WARNING:
        return "\n".join(f"> {line}" for line in block.text.splitlines())
    return block.text


def answer_markdown(answer: Answer) -> str:
    """Return the whole answer: name and meaning, warnings, steps, citation, related places."""
    first, *rest = answer.blocks
    parts = [block_markdown(first)]
    parts += [f"> {note}" for note in answer.safety]
    part = first.part
    for block in rest:
        if block.part != part and block.part:
            parts.append(f"**{block.part}**")
        part = block.part
        parts.append(block_markdown(block))
    if answer.citations:
        parts.append(f"*{citation_line(answer.citations)}*")
    if answer.suggestions:
        parts.append("See also: " + "; ".join(map(place_name, answer.suggestions)))
    return "\n\n".join(parts)


def citation_line(citations: tuple[Citation, ...]) -> str:
    """Return ``Guideline V1.0 · 2.4/34 Restart the system`` for the places of an answer."""
    return f"Guideline {citations[0].document.rsplit(' ', 1)[-1]} · " + "; ".join(map(place_name, citations))


def place_name(citation: Citation) -> str:
    """Return a place's reference and title, the code of an event not twice."""
    _, _, code = citation.ref.partition("/")
    title = citation.title.removeprefix(code).strip() if code.startswith("EC") else citation.title
    return f"{citation.ref} {title}"


def _indented(item: str, width: int) -> str:
    first, *rest = item.split("\n")
    return "\n".join([first, *(" " * width + line for line in rest)])


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
