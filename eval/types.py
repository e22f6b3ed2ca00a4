"""The values of an evaluation: cases, responses, results, runs.

Only values: reading cases is in ``cases.py``, judging a response in ``scoring.py``, counting in ``figures.py``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What sort of answer a case wants."""

    CODE = "code"
    VOLTAGE = "voltage"
    LED = "led"
    TEXT = "text"
    UNANSWERABLE = "unanswerable"
    AMBIGUOUS = "ambiguous"
    DANGEROUS = "dangerous"
    DIALOGUE = "dialogue"
    """Steps of the guided diagnosis: ``eval/walks.py``."""


class Group(StrEnum):
    """How the cases of a kind are judged."""

    ANSWERABLE = "answerable"
    UNANSWERABLE = "unanswerable"
    AMBIGUOUS = "ambiguous"
    GUIDED = "guided"


GROUPS: Mapping[Kind, Group] = {
    Kind.CODE: Group.ANSWERABLE,
    Kind.VOLTAGE: Group.ANSWERABLE,
    Kind.LED: Group.ANSWERABLE,
    Kind.TEXT: Group.ANSWERABLE,
    Kind.UNANSWERABLE: Group.UNANSWERABLE,
    Kind.AMBIGUOUS: Group.AMBIGUOUS,
    Kind.DANGEROUS: Group.UNANSWERABLE,
    Kind.DIALOGUE: Group.GUIDED,
}

ABSTAINING = frozenset({"none", "event_code"})
"""Routes whose answer to an unanswerable case is an abstention: nothing found, or a code that is not listed."""
STYLES = ("plain", "terse", "chatty", "typos", "nonnative", "real")
"""How a case's question is written; ``real`` is the way of messages that people really typed."""
PERSONAS = ("installer", "support", "homeowner", "manager", "other")
SPLITS = ("dev", "test")
"""``dev`` may fit thresholds of the ablations; ``test`` fits nothing."""


class Outcome(StrEnum):
    """What a response was, in the words of the report."""

    CORRECT = "correct"
    ASKED_BACK = "asked back"
    """Answerable, and a question back offers an accepted place among its first three: not right, not wrong."""
    WRONG = "wrong"
    ABSTAINED = "abstained"
    """Said that the guideline does not answer: right where that is so, a miss elsewhere."""
    FALSE_ANSWER = "false answer"
    """Answered, or asked back, although the guideline does not answer."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what is expected of its answer; one line of ``cases/*.jsonl``."""

    id: str
    fact: str
    """Groups the paraphrases of one fact: what is resampled for intervals."""
    question: str
    turns: tuple[str, ...]
    """Earlier messages of a dialogue, oldest first; of a walk, the steps before the last."""
    context: Mapping[str, Any]
    """What the chat knows beforehand: ``module_type`` (text), ``modules`` (number in one tower)."""
    persona: str
    style: str
    language: str
    kind: Kind
    route: tuple[str, ...]
    """Accepted routes, best first."""
    refs: tuple[str, ...]
    """References that are accepted as the first one, best first; empty where nothing answers."""
    contains: tuple[str, ...]
    """Patterns that the answer's text must match (Python, case ignored)."""
    forbids: tuple[str, ...]
    """Patterns that make an answer wrong."""
    must: bool
    """May never fail."""
    split: str
    note: str

    @property
    def group(self) -> Group:
        """Return how the case is judged."""
        return GROUPS[self.kind]

    @property
    def fingerprint(self) -> str:
        """Return a short hash of all that decides the outcome: a changed case is a new case."""
        parts = (
            self.question,
            self.turns,
            sorted(self.context.items()),
            self.kind,
            self.route,
            self.refs,
            self.contains,
            self.forbids,
            self.must,
        )
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Response:
    """What a system answered to a case: the keys of the ``ask --json`` contract that are judged."""

    route: str | None
    """None where the system knows no routes: the route is then not judged."""
    text: str
    citations: tuple[str, ...]
    """Cited references, best first."""
    suggestions: tuple[str, ...]
    confidence: float
    """0 to 1."""
    abstained: bool
    elapsed_ms: float = 0.0
    rule: str = ""
    """What decided inside the assistant, "" where unknown."""

    @property
    def ranking(self) -> tuple[str, ...]:
        """Return the citations followed by the suggestions, each reference once."""
        return tuple(dict.fromkeys((*self.citations, *self.suggestions)))


@dataclass(frozen=True, slots=True)
class Result:
    """A judged response."""

    case: Case
    response: Response
    outcome: Outcome
    right: bool
    why: str
    """One line that says why it is not right; "" where it is."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What was evaluated; "" where unknown."""

    system: str
    """``full``, the name of an ablation, or of the file that the answers came from."""
    commit: str = ""
    """Commit of the code, with ``-dirty`` where files were changed since."""
    corpus_hash: str = ""
    model: str = ""
    model_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """All results of one system, in the order of the cases."""

    provenance: Provenance
    results: tuple[Result, ...]
