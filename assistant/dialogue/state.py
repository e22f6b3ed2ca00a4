"""A dialogue's whole state as one small value, and its JSON form.

What a dialogue does is in ``run.py``; who stores the text is the caller's business.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from assistant.dialogue.diagnosis_state import Diagnosing
from assistant.dialogue.facts import Facts
from assistant.dialogue.measure_state import Measuring
from assistant.dialogue.report_state import Reporting
from assistant.dialogue.types import Kind
from assistant.types import ChatContext

VERSION = 1
"""Version of the JSON form; a text of another version is not read (the dialogue starts again)."""
LONGEST = 200_000
"""Characters of a state that are read at all."""
State = Diagnosing | Measuring | Reporting
_CLASSES: dict[Kind, type[Diagnosing] | type[Measuring] | type[Reporting]] = {
    Kind.DIAGNOSE: Diagnosing,
    Kind.MEASURE: Measuring,
    Kind.REPORT: Reporting,
}


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One dialogue of one user."""

    kind: Kind
    id: str
    """The caller's own; names a report's draft and export."""
    state: State
    context: ChatContext = field(default_factory=ChatContext)
    facts: Facts = field(default_factory=Facts)
    """What the chat had found out when it began; a report offers it."""


def dump(dialogue: Dialogue) -> str:
    """Return the dialogue as JSON."""
    context = dialogue.context
    return json.dumps(
        {
            "version": VERSION,
            "kind": dialogue.kind.value,
            "id": dialogue.id,
            "state": dialogue.state.content(),
            "context": [context.module_type, context.modules, context.topic],
            "facts": json.loads(dialogue.facts.dump()),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def parse(text: str) -> Dialogue | None:
    """Return the dialogue of a JSON text, None where it is damaged or of another version."""
    try:
        content = json.loads(text[:LONGEST])
        if content["version"] != VERSION:
            return None
        kind = Kind(content["kind"])
        state = _CLASSES[kind].of(content["state"])
        return Dialogue(kind, str(content["id"]), state, _context(content["context"]), _facts(content["facts"]))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError):
        return None


def _context(content: list[Any]) -> ChatContext:
    module_type, modules, topic = content
    if not (module_type is None or isinstance(module_type, str)) or not (modules is None or type(modules) is int):
        raise ValueError("context")
    return ChatContext(module_type, modules, topic if isinstance(topic, str) else None)


def _facts(content: dict[str, Any]) -> Facts:
    return Facts.parse(json.dumps(content))
