"""The values between a guided dialogue and whoever shows it: input, screen, taps, files.

Only values. Nothing here knows of Telegram or a terminal; the three dialogues are in ``diagnosis.py``, ``measure.py``
and ``report.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.dialogue.facts import Facts
from assistant.types import Answer, ChatContext, Citation
from corpus.types import Block, Corpus


class Kind(StrEnum):
    """Which dialogue; the value is its command without the slash."""

    DIAGNOSE = "diagnose"
    MEASURE = "measure"
    REPORT = "report"


LONGEST_ACTION = 40
"""Bytes of a tap's action: Telegram allows 64 for a button, the rest is the front end's."""


@dataclass(frozen=True, slots=True)
class Tap:
    """Something that can be tapped."""

    label: str
    action: str
    """What tapping it gives to ``advance`` (``Input.tap``): ASCII, at most ``LONGEST_ACTION`` characters."""
    nav: bool = False
    """True for the ones that every step has (back, start again ...): shown together, last."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that the dialogue hands out."""

    name: str
    mime: str
    data: bytes = field(repr=False)
    caption: str = ""
    alt: str = ""
    """Text that stands for a picture where none can be shown; "" for other files."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo or file that the user sent: what is known of it; its bytes are stored by the caller."""

    id: str
    """The caller's own: letters, digits, ``-`` and ``_``, at most 40."""
    name: str
    mime: str
    size: int
    """Bytes."""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """What the user did: tapped, wrote, or sent files (with or without a text)."""

    tap: str = ""
    text: str = ""
    files: tuple[Attachment, ...] = ()
    asks: bool = False
    """Whether the text is a question for sure: a button asked it (a place such as "2.8")."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What to show next."""

    blocks: tuple[Block, ...]
    choices: tuple[Tap, ...] = ()
    attachments: tuple[File, ...] = ()
    citations: tuple[Citation, ...] = ()
    safety: tuple[str, ...] = ()
    """Warnings, inline Markdown; shown after the first block."""
    suggestions: tuple[Citation, ...] = ()
    context: ChatContext | None = None
    """The chat's next context; None leaves it as it is."""
    opens: Kind | None = None
    """Another dialogue that the user asked for: start it next."""
    arrived: str = ""
    """The place of the measure that a diagnosis has come to; "" while it asks."""
    asks_files: bool = False
    """Whether photos or files are welcome now."""
    closes: bool = False
    """Whether the user leaves the dialogue: it is active no longer; a report's state is kept as a draft."""
    deleted: bool = False
    """Whether the user deleted the report: remove its state and files."""


def _no_file(_: str) -> bytes | None:
    return None


@dataclass(frozen=True, slots=True)
class Desk:
    """What a dialogue may use."""

    corpus: Corpus
    ask: Callable[[str, ChatContext], Answer]
    """Answers a question in the middle of a dialogue."""
    read: Callable[[str], bytes | None] = _no_file
    """Returns an attachment's bytes by its id, None where it is gone."""
    today: str = ""
    """ISO date of today, to find implausible dates; "" checks none against it."""
    draws: bool = True
    """Whether pictures are wanted: drawing one takes longer than everything else."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is known when a dialogue starts."""

    context: ChatContext = field(default_factory=ChatContext)
    facts: Facts = field(default_factory=Facts)
    text: str = ""
    """What was pasted (measured values)."""
    at: str = ""
    """Where a diagnosis begins (``Offer.at``); "" for the first question."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A diagnosis that would help where an answer is not sure."""

    label: str
    at: str
    """For ``Given.at``."""
