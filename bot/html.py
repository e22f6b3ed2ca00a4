"""Markdown blocks as Telegram HTML.

Telegram knows a few inline tags only: lists become numbered and dotted lines, tables aligned lines or one line a
row. Everything that is not ours is escaped. Not here: the limit of a message's length (``split``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape, unescape

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from corpus.types import Block, BlockKind

_MARKDOWN = MarkdownIt("commonmark")
_TAGS = {"strong": "b", "em": "i", "s": "s"}
_WEB = re.compile(r"(?:https?://|mailto:|tg://)[^\s]+")
_TAG = re.compile(r"<[^>]*>")
_FIXED = re.compile(r"</?(?:pre|code|blockquote)>")
INDENT = "\u00a0\u00a0\u00a0"
"""In front of nested lines: no-break spaces, since clients fold plain ones."""
WIDEST_TABLE = 34
"""Monospaced characters that fit one line of a narrow phone."""
KEPT = 2048
"""Rendered pieces that are kept: the guideline's own are fewer, and parsing them is half of an answer's time."""
SEPARATOR = "---"
"""A paragraph of this separates two answers in one."""


@lru_cache(maxsize=KEPT)
def inline_html(markdown: str) -> str:
    """Return inline Markdown as Telegram HTML; links to places of the guideline become their text."""
    root = SyntaxTreeNode(_MARKDOWN.parseInline(markdown))
    return "".join(_inline(node) for node in root.walk() if node.type == "inline")


def plain_text(html: str) -> str:
    """Return Telegram HTML without its tags."""
    return unescape(_TAG.sub("", html))


def block_html(block: Block) -> str:
    """Return one block, lines separated by newlines."""
    if block.kind is BlockKind.STEPS:
        return "\n".join(_item(f"<b>{n}.</b> ", item) for n, item in enumerate(block.items, 1))
    if block.kind is BlockKind.BULLETS:
        return "\n".join(_item("• ", item) for item in block.items)
    if block.kind is BlockKind.TABLE:
        return table_html(block.rows)
    if block.kind is BlockKind.WARNING:
        return warning_html(block.text)
    return "———" if block.text == SEPARATOR else inline_html(block.text)


def warning_html(markdown: str) -> str:
    """Return a warning, set apart from the text around it."""
    return f"<blockquote>⚠️ {inline_html(markdown)}</blockquote>"


def folded_html(pieces: Iterable[str]) -> str:
    """Return pieces that a client shows the first lines of, and all at a tap.

    No entity of fixed width may stand in a quotation, so tables there lose their frame.
    """
    inner = "\n\n".join(_FIXED.sub("", piece) for piece in pieces)
    return f"<blockquote expandable>{inner}</blockquote>"


def table_html(rows: tuple[tuple[str, ...], ...]) -> str:
    """Return a table: aligned where it fits a phone's line, else one line a row."""
    cells = [[plain_text(inline_html(cell)) for cell in row] for row in rows]
    head, *body = cells
    columns = range(len(head))
    widths = [max([*map(len, head[n].split()), *(len(row[n]) for row in body), 1]) for n in columns]
    if sum(widths) + 2 * (len(widths) - 1) <= WIDEST_TABLE:
        lines = _wrapped(head, widths) + body
        text = "\n".join(
            "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in lines
        )
        return f"<pre>{escape(text, quote=False)}</pre>"
    return "\n".join(_row(rows[0], row) for row in rows[1:])


def _wrapped(head: list[str], widths: list[int]) -> list[list[str]]:
    """Return the header's words on as many lines as they need."""
    stacks = []
    for cell, most in zip(head, widths, strict=True):
        lines = [""]
        for word in cell.split():
            longer = f"{lines[-1]} {word}".strip()
            if len(longer) <= most:
                lines[-1] = longer
            else:
                lines.append(word)
        stacks.append(lines)
    height = max(map(len, stacks))
    return [[lines[n] if n < len(lines) else "" for lines in stacks] for n in range(height)]


def _row(head: tuple[str, ...], row: tuple[str, ...]) -> str:
    """Return a wide table's row: its first cell in bold, the others behind it, named where there are several."""
    first, *others = (inline_html(cell) for cell in row)
    if len(others) == 1:
        return f"• <b>{first}</b>: {others[0]}"
    named = "; ".join(f"{inline_html(name)} {cell}" for name, cell in zip(head[1:], others, strict=True) if cell)
    return f"• <b>{first}</b>: {named}"


@lru_cache(maxsize=KEPT)
def _item(mark: str, markdown: str) -> str:
    lines = [line for node in SyntaxTreeNode(_MARKDOWN.parse(markdown)).children for line in _block(node)]
    first, *rest = lines or [""]
    return "\n".join([mark + first, *(INDENT + line for line in rest)])


def _block(node: SyntaxTreeNode) -> list[str]:
    """Return a block node's lines."""
    if node.type in ("bullet_list", "ordered_list"):
        start = int(node.attrs.get("start") or 1)
        lines: list[str] = []
        for number, item in enumerate(node.children, start):
            mark = "– " if node.type == "bullet_list" else f"{number}. "
            first, *rest = [line for child in item.children for line in _block(child)] or [""]
            lines += [mark + first, *(INDENT + line for line in rest)]
        return lines
    if node.type in ("fence", "code_block", "html_block"):
        return escape(node.content, quote=False).splitlines()
    if node.type == "inline":
        return _inline(node).split("\n")
    return [line for child in node.children for line in _block(child)]


def _inline(node: SyntaxTreeNode) -> str:
    kind = node.type
    if kind == "text":
        return escape(node.content, quote=False)
    if kind == "code_inline":
        return f"<code>{escape(node.content, quote=False)}</code>"
    if kind == "softbreak":
        return " "
    if kind == "hardbreak":
        return "\n"
    inner = "".join(_inline(child) for child in node.children)
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>{inner}</{_TAGS[kind]}>"
    if kind == "link":
        address = str(node.attrs.get("href", ""))
        return f'<a href="{escape(address)}">{inner}</a>' if _WEB.fullmatch(address) else inner
    if kind == "image":
        return inner
    return inner or escape(node.content, quote=False) if kind != "inline" else inner
