"""Read a document's guideline files into passages that know their place, file and line.

A file is one section: front matter ``section: "2.3"``, then ``# 2.3 Title`` for the section itself,
``## 2.3/18 Title`` for each numbered item, ``### Part`` headings inside long passages.
Event-code passages are not here: they are made from the table (``tables.event_passages``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CorpusError
from corpus.markdown import blocks_of, references_in, tokens_of
from corpus.types import Block, Passage, PassageKind

if TYPE_CHECKING:
    from markdown_it.token import Token

SECTION = re.compile(r"[0-3](?:\.\d{1,2})?")
_FRONT = re.compile(r"""section:\s*(["'])(?P<section>[^"']*)\1\s*""")
_TITLE = re.compile(r"(?P<ref>[0-9][0-9./]*)\s+(?P<title>\S.*)")
_LEVELS = {"h1": 1, "h2": 2, "h3": 3}

OVERVIEWS = frozenset({"2", "3"})
"""Sections without items of their own that lead to further sections: overviews as well."""


@dataclass(slots=True)
class _Draft:
    """A passage while its file is being read."""

    ref: str
    title: str
    line: int
    blocks: list[Block] = field(default_factory=list)


def read_guideline(folder: Path) -> tuple[Passage, ...]:
    """Return all passages of the document's guideline files, in the guideline's order.

    :raises CorpusError: a file is malformed, or two places have the same reference.
    """
    paths = sorted((folder / "guideline").glob("*.md"), key=lambda path: order_of(path.stem))
    if not paths:
        raise CorpusError("no guideline files (*.md): put them back", folder / "guideline")
    passages = [passage for path in paths for passage in read_file(path, folder)]
    first: dict[str, Passage] = {}
    for passage in passages:
        if passage.ref in first:
            other = first[passage.ref]
            message = f"reference {passage.ref} occurs twice, first in {other.path}:{other.line}"
            raise CorpusError(message, folder / passage.path, passage.line)
        first[passage.ref] = passage
    return tuple(sorted(passages, key=lambda passage: order_of(passage.ref)))


def order_of(ref: str) -> tuple[tuple[int, str], ...]:
    """Return the sorting key of a reference or file name: by numbers, so that 2.10 follows 2.9."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"[./]", ref))


def read_file(path: Path, folder: Path) -> list[Passage]:
    """Return the passages of one file, the section itself first.

    :raises CorpusError: no front matter, a heading in the wrong place, text before the first heading ...
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CorpusError(f"is not UTF-8 text (byte {error.start})", path) from error
    tokens = tokens_of(text)
    section = _section(tokens, path)
    drafts = _drafts(tokens[1:], section, path)
    if not drafts:
        raise CorpusError(f"has no heading: begin with '# {section} Title'", path, len(text.splitlines()))
    has_items = len(drafts) > 1
    document = folder.name
    passages = []
    for draft in drafts:
        if not draft.blocks:
            raise CorpusError(f"{draft.ref} has no text under its heading", path, draft.line)
        kind = PassageKind.ITEM
        if draft.ref == section:
            kind = PassageKind.OVERVIEW if has_items or section in OVERVIEWS else PassageKind.SECTION
        passages.append(
            Passage(
                document=document,
                ref=draft.ref,
                title=draft.title,
                kind=kind,
                blocks=tuple(draft.blocks),
                see=tuple(ref for ref in references_in(draft.blocks, path, draft.line) if ref != draft.ref),
                path=path.relative_to(folder).as_posix(),
                line=draft.line,
            )
        )
    return passages


def _section(tokens: Sequence[Token], path: Path) -> str:
    """Return the section that the front matter names."""
    if not tokens or tokens[0].type != "front_matter":
        raise CorpusError('has no front matter: begin with ---, section: "2.3", ---', path, 1)
    found = _FRONT.fullmatch(tokens[0].content.strip())
    if not found:
        message = f'front matter {tokens[0].content.strip()!r} is not one line such as section: "2.3"'
        raise CorpusError(message, path, 2)
    if not SECTION.fullmatch(found["section"]):
        raise CorpusError(f"section {found['section']!r} is not a section number such as 2.3", path, 2)
    return found["section"]


def _drafts(tokens: Sequence[Token], section: str, path: Path) -> list[_Draft]:
    """Return the passages of a file's tokens, cut at its headings."""
    drafts: list[_Draft] = []
    part = ""
    start = 0
    at = 0
    while at <= len(tokens):
        if at == len(tokens) or (tokens[at].type == "heading_open" and tokens[at].level == 0):
            run = tokens[start:at]
            if run and not drafts:
                message = f"text before the first heading: begin with '# {section} Title'"
                raise CorpusError(message, path, (run[0].map or [0])[0] + 1)
            if run:
                drafts[-1].blocks += blocks_of(run, path, part=part)
            if at == len(tokens):
                break
            part = _heading(tokens[at], tokens[at + 1].content.strip(), section, drafts, path)
            at += 2
            start = at + 1
        at += 1
    return drafts


def _heading(token: Token, title: str, section: str, drafts: list[_Draft], path: Path) -> str:
    """Open the passage that a heading begins; return the title of the part it begins ("" for a passage)."""
    line = (token.map or [0])[0] + 1
    level = _LEVELS.get(token.tag, 0)
    if level == 3 and drafts:
        return title
    found = _TITLE.fullmatch(title)
    if not found or level not in (1, 2):
        message = f"heading {title!r} is not '# {section} Title', '## {section}/N Title' or '### Part'"
        raise CorpusError(message, path, line)
    ref = found["ref"]
    if level == 1 and (drafts or ref != section):
        message = f"heading '# {ref}': the file of section {section} has one such heading, '# {section} Title', first"
        raise CorpusError(message, path, line)
    if level == 2 and (not drafts or not re.fullmatch(rf"{re.escape(section)}/[1-9]\d?", ref)):
        message = f"heading '## {ref}': an item of section {section} is '## {section}/N Title', after '# {section}'"
        raise CorpusError(message, path, line)
    drafts.append(_Draft(ref, found["title"].strip(), line))
    return ""
