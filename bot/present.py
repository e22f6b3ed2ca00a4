"""An answer as a person reads it on a phone: name and meaning, warnings, steps, the place, buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.types import Answer, ChatContext, Citation, Route
from bot.html import block_html, folded_html, inline_html, plain_text, warning_html
from bot.split import split_html
from bot.store.cards import Button
from corpus.types import Block, BlockKind

MOST_PLACES = 6
"""Places in the citation line; an answer to many codes names them itself."""
LONGEST_LABEL = 48
"""Characters of a button: one line of a phone."""
LONGEST_UNFOLDED = 1500
"""Characters, two screens of a phone: what a longer answer's later parts say is opened by a tap."""
UNSURE = 0.9
"""Below this confidence the next best passage is offered as another reading, not only as related."""
_VERSION = re.compile(r"\bV\d[\w.]*$")


@dataclass(frozen=True, slots=True)
class Presented:
    """What is sent for an answer."""

    parts: tuple[str, ...]
    """Messages in Telegram HTML, in order."""
    buttons: tuple[Button, ...]
    """Follow-ups, for the last message."""
    votes: bool
    """Whether 👍 and 👎 stand below."""


def present(answer: Answer, before: ChatContext, note: str = "") -> Presented:
    """Return an answer's messages and buttons.

    :param before: the chat's context before the question, to show what is new in it.
    :param note: a line of ours (HTML) in front, for example that pictures cannot be seen.
    """
    first, *rest = answer.blocks
    lines = [note] if note else []
    lines.append(block_html(first))
    lines += [warning_html(text) for text in answer.safety]
    shown, folded = _folded(rest)
    lines += _sections(shown, first.part)
    if folded:
        lines.append(folded_html(_sections(folded, shown[-1].part if shown else first.part)))
    footer = [citation_line(answer.citations)] if answer.citations else []
    if _shows_system(answer, before):
        footer.append(f"⚙️ {system_line(answer.context)} · /system")
    if footer:
        lines.append("\n".join(footer))
    return Presented(
        parts=tuple(split_html("\n\n".join(lines))),
        buttons=tuple(_buttons(answer)),
        votes=bool(answer.citations) or answer.abstained,
    )


def _folded(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Return the blocks to show at once, and those of later parts where all of them would fill several screens.

    Warnings are never folded away.
    """
    named = [block.part for block in blocks if block.part]
    if not named or sum(len(plain_text(block_html(block))) for block in blocks) <= LONGEST_UNFOLDED:
        return list(blocks), []
    later = [block.part not in ("", named[0]) and block.kind is not BlockKind.WARNING for block in blocks]
    start = later.index(True) if True in later else len(blocks)
    shown = [block for n, block in enumerate(blocks) if n < start or not later[n]]
    return shown, [block for n, block in enumerate(blocks) if n >= start and later[n]]


def _sections(blocks: Sequence[Block], part: str) -> list[str]:
    """Return the blocks' HTML, each part under its name; ``part`` is the one before them."""
    lines = []
    for block in blocks:
        if block.part != part and block.part:
            lines.append(f"<b>{inline_html(block.part)}</b>")
        part = block.part
        lines.append(block_html(block))
    return lines


def citation_line(citations: tuple[Citation, ...]) -> str:
    """Return ``Guideline V1.0 · 2.4/34, 1/6``."""
    version = _VERSION.search(citations[0].document)
    name = "Guideline" + (f" {version[0]}" if version else "")
    places = ", ".join(citation.ref for citation in citations[:MOST_PLACES])
    more = f" and {len(citations) - MOST_PLACES} more" if len(citations) > MOST_PLACES else ""
    return f"📖 <i>{escape(name)} · {escape(places)}{more}</i>"


def system_line(context: ChatContext) -> str:
    """Return ``HVM+, 4 modules`` (HTML), or that nothing is known."""
    known = [] if context.module_type is None else [escape(context.module_type)]
    if context.modules is not None:
        known.append(f"{context.modules} module{'s' if context.modules != 1 else ''}")
    return ", ".join(known) or "no system set"


def shorten(label: str) -> str:
    """Return a button's text, cut at a word's end."""
    label = plain_text(inline_html(label))
    if len(label) <= LONGEST_LABEL:
        return label
    return label[: LONGEST_LABEL - 2].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _shows_system(answer: Answer, before: ChatContext) -> bool:
    context = answer.context
    if context.module_type is None and context.modules is None:
        return False
    changed = (context.module_type, context.modules) != (before.module_type, before.modules)
    return changed or answer.route is Route.VOLTAGE


def _buttons(answer: Answer) -> list[Button]:
    buttons = [Button(shorten(choice.label), choice.question) for choice in answer.choices]
    offered = {button.question for button in buttons}
    unsure = answer.route is Route.GUIDELINE and not answer.choices and answer.confidence < UNSURE
    for number, place in enumerate(answer.suggestions):
        if place.ref not in offered:
            mark = "🔀 Other reading: " if unsure and number == 0 else "→ "
            title = place.title if place.ref.endswith(place.title.split(" ")[0]) else f"{place.ref} {place.title}"
            buttons.append(Button(shorten(mark + title), place.ref))
    return buttons
