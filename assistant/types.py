"""The values that pass through a question's way: query, context, draft, answer.

Only values: making them is in ``normalise.py``, ``route/``, ``decide.py`` and ``compose.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.types import Block


class Route(StrEnum):
    """Which way a question was answered; the ``route`` of the JSON contract."""

    EVENT_CODE = "event_code"
    LED = "led"
    VOLTAGE = "voltage"
    GUIDELINE = "guideline"
    CLARIFY = "clarify"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Query:
    """A question after ``normalise``."""

    raw: str
    """As received."""
    text: str
    """Cleaned for people and encoder: NFKC, no control characters, single blanks, at most 2,000 characters."""
    folded: str
    """``text`` for rules: lower case, digits and look-alikes as ASCII, decimal point, one spelling of units."""


@dataclass(frozen=True, slots=True)
class ChatContext:
    """What a chat has said of its system; the caller stores it (``Answer.context`` is the next one)."""

    module_type: str | None = None
    """``HVB``, ``HVM+`` or ``HVS+``."""
    modules: int | None = None
    """Modules in one tower."""
    topic: str | None = None
    """What the last answer was about, for "and the minimum?" and "what next?": a voltage (``nominal``, ``minimum``
    ...) or a place of the guideline (``2.4/31``). Behind a question mark stands what the answer asked back
    (``minimum?type:tower 211 V``, see ``route/asked.py``). At most 64 characters."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the guideline."""

    ref: str
    title: str
    document: str
    """Title and version of the document, as shown to people."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A follow-up that one tap asks."""

    label: str
    """Short text for a button."""
    question: str
    """What asking it sends."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a rule or the retrieval found, before ``compose`` adds citations' titles and safety notes."""

    route: Route
    blocks: tuple[Block, ...]
    """What to show, the most useful first; the first is a paragraph with name and one-line meaning."""
    refs: tuple[str, ...] = ()
    """References to cite, best first."""
    confidence: float = 1.0
    """0 to 1; 1 where a table decided."""
    abstained: bool = False
    """True exactly when the answer is that the guideline does not answer this."""
    suggestions: tuple[str, ...] = ()
    """Related references that the caller can offer; each can be asked as it stands."""
    choices: tuple[Choice, ...] = ()
    context: ChatContext | None = None
    """The chat's next context; None leaves it as it is."""
    rule: str = ""
    """Name of the rule that decided, for logs and the evaluation."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question; what renderers show."""

    question: str
    route: Route
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...]
    safety: tuple[str, ...]
    """Warnings that belong to the answer, inline Markdown; shown before the steps."""
    confidence: float
    abstained: bool
    suggestions: tuple[Citation, ...]
    """Related places, each of which can be asked by its reference."""
    choices: tuple[Choice, ...]
    context: ChatContext
    rule: str
    elapsed_ms: float = 0.0
