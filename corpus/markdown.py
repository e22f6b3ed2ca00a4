"""Turn Markdown text into blocks: paragraphs, steps, bullets, tables and warnings.

Does not read files and knows nothing of sections: ``reader.py`` cuts a file into passages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CorpusError
from corpus.types import Block, BlockKind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

REFERENCE = re.compile(r"[0-3](?:\.\d{1,2})?(?:/(?:\d{1,2}|EC\d{3,4}))?")
"""A reference: ``0``, ``2.10``, ``2.3/18`` or ``2.9/EC108``."""

WARNING_MARK = "**Warning:**"
"""How a blockquote begins that is a warning; it stays in the block's text."""

_LINK = re.compile(r"\]\(\s*([^()\s]*)\s*\)")
_OUTSIDE = ("https://", "http://", "mailto:")
_LIST_KINDS = {"ordered_list_open": BlockKind.STEPS, "bullet_list_open": BlockKind.BULLETS}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """Return the parser: CommonMark with tables and front matter.

    Inline parsing is off, because blocks keep their inline Markdown as written; it is most of the time of a parse.
    The import stands here, because whoever only needs the types should not wait for it.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").use(front_matter_plugin).enable("table")
    return parser.disable(["inline", "text_join"])


def tokens_of(text: str) -> list[Token]:
    """Return the block tokens of a Markdown text; line numbers in ``map`` count from 0."""
    return _parser().parse(text)


def links_in(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the targets of all Markdown links in the blocks, in order, each once."""
    found: dict[str, None] = {}
    for block in blocks:
        for text in (block.text, *block.items, *(cell for row in block.rows for cell in row)):
            found.update(dict.fromkeys(_LINK.findall(text)))
    return tuple(found)


def references_in(blocks: Sequence[Block], path: Path | str, line: int) -> tuple[str, ...]:
    """Return the references that the blocks link to, in order of mention, each once.

    :raises CorpusError: a link goes neither to a reference nor outside (https, http, mailto).
    """
    refs: dict[str, None] = {}
    for block in blocks:
        for target in links_in([block]):
            if REFERENCE.fullmatch(target):
                refs[target] = None
            elif not target.startswith(_OUTSIDE):
                raise CorpusError(
                    f"link target {target!r} is neither a reference such as 2.3/18 nor an https: or mailto: address",
                    path,
                    block.line or line,
                )
    return tuple(refs)


def parse(text: str, path: Path | str, first_line: int = 1) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text without headings.

    :param first_line: line of the file in which the text begins; 0 for text whose lines are not known (table rows).
    :raises CorpusError: the text holds something that an answer cannot show (code, images of HTML, headings ...).
    """
    blocks = blocks_of(tokens_of(text), path, max(first_line, 1) - 1)
    return blocks if first_line else tuple(replace(block, line=0) for block in blocks)


def blocks_of(tokens: Sequence[Token], path: Path | str, offset: int = 0, part: str = "") -> tuple[Block, ...]:
    """Return the blocks of a run of block tokens.

    :param offset: lines of the file before the text that was parsed.
    :param part: title of the sub-heading that the blocks stand under.
    """
    blocks: list[Block] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _end(tokens, at)
        inner = tokens[at + 1 : end]
        line = offset + _line(token)
        if token.type == "paragraph_open":
            if not _inline(inner):
                raise CorpusError("paragraph of control characters only: remove it", path, line)
            blocks.append(Block(BlockKind.PARAGRAPH, text=_inline(inner), part=part, line=line))
        elif token.type in _LIST_KINDS:
            _check_start(token, path, line)
            items = tuple(_item(item, path, offset) for item in _children(inner))
            blocks.append(Block(_LIST_KINDS[token.type], items=items, part=part, line=line))
        elif token.type == "table_open":
            blocks.append(Block(BlockKind.TABLE, rows=_rows(inner), part=part, line=line))
        elif token.type == "blockquote_open":
            blocks += [_warning(quoted, path, part, offset) for quoted in _children(inner)]
        else:
            raise CorpusError(_cannot(token), path, line)
        at = end + 1
    return tuple(blocks)


def _line(token: Token) -> int:
    """Return the line of a token, from 1, within its text."""
    return (token.map[0] if token.map else 0) + 1


def _end(tokens: Sequence[Token], at: int) -> int:
    """Return the index of the token that closes the one at ``at`` (itself for one that does not nest)."""
    depth = 0
    for index in range(at, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    return len(tokens) - 1


def _children(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Return the top-level runs of tokens, each with its opening and closing token."""
    runs: list[Sequence[Token]] = []
    at = 0
    while at < len(tokens):
        end = _end(tokens, at)
        runs.append(tokens[at : end + 1])
        at = end + 1
    return runs


def _inline(tokens: Sequence[Token]) -> str:
    """Return the inline Markdown of a paragraph or cell on one line."""
    return " ".join(_one_line(token.content) for token in tokens if token.type == "inline")


def _one_line(text: str) -> str:
    """Return inline Markdown without its line breaks; only blanks of Markdown count, not all that Unicode has."""
    return " ".join(line.strip(" \t") for line in text.split("\n")).strip(" ")


def _rows(tokens: Sequence[Token]) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table, the header first."""
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_one_line(token.content))
    return tuple(tuple(row) for row in rows)


def _check_start(token: Token, path: Path | str, line: int) -> None:
    """Raise where a list of steps does not begin with 1: renderers number steps from 1."""
    start = token.attrGet("start") if token.type == "ordered_list_open" else None
    if start is not None:
        raise CorpusError(f"steps begin with {start}: let them begin with 1", path, line)


def _item(tokens: Sequence[Token], path: Path | str, offset: int) -> str:
    """Return a list item: its text, a nested list after a newline as Markdown."""
    lines: list[str] = []
    for child in _children(tokens[1:-1]):
        opening = child[0]
        if opening.type == "paragraph_open" and not lines:
            lines.append(_inline(child))
        elif opening.type in _LIST_KINDS and lines:
            _check_start(opening, path, offset + _line(opening))
            for number, nested in enumerate(_children(child[1:-1]), 1):
                mark = f"{number}." if opening.type == "ordered_list_open" else "-"
                indent = " " * (len(mark) + 1)
                lines.append(f"{mark} " + _item(nested, path, offset).replace("\n", "\n" + indent))
        else:
            message = "a list item can hold one paragraph and then lists, nothing else"
            raise CorpusError(message, path, offset + _line(opening))
    if not "".join(lines):
        raise CorpusError("empty list item: write its text or remove it", path, offset + _line(tokens[0]))
    return "\n".join(lines)


def _warning(tokens: Sequence[Token], path: Path | str, part: str, offset: int) -> Block:
    """Return the warning block of one paragraph of a blockquote."""
    line = offset + _line(tokens[0])
    text = _inline(tokens)
    if tokens[0].type != "paragraph_open" or not text.startswith(WARNING_MARK):
        raise CorpusError(f"a blockquote is a warning: let each paragraph begin with {WARNING_MARK}", path, line)
    return Block(BlockKind.WARNING, text=text, part=part, line=line)


def _cannot(token: Token) -> str:
    """Return why a token has no place in a passage."""
    what = {
        "fence": "a code block",
        "code_block": "an indented code block",
        "html_block": "HTML",
        "hr": "a horizontal rule",
        "heading_open": "a heading",
        "front_matter": "front matter",
    }.get(token.type, token.type)
    return f"{what} cannot stand here: use paragraphs, lists, tables and warnings"
