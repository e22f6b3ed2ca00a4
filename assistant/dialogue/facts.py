"""What a chat has found out so far, for one-tap acceptance in a report: codes, diagnosis steps, measured values.

Facts only: no text of questions. The caller stores them beside the chat's context.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

MOST_CODES = 12
MOST_STEPS = 16
LONGEST = 300
"""Characters of one fact: longer ones are cut, a store must not grow by what somebody pastes."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known; everything may be missing."""

    codes: tuple[str, ...] = ()
    """Event codes looked up, oldest first (``EC108``)."""
    steps: tuple[str, ...] = ()
    """Steps of the last diagnosis, question and answer, then where it ended."""
    tower: str = ""
    """Measured tower voltage as written (``205 V``)."""
    modules: tuple[str, ...] = ()
    """Measured module voltages, from the top: ``module 1: 51.2 V``."""
    cells: str = ""
    """Lowest and highest measured cell: ``lowest 1.2 V (module 3), highest 3.3 V``."""

    def with_codes(self, codes: Iterable[str]) -> Facts:
        """Return the facts with more codes, the newest last; the oldest go where there are too many."""
        known = dict.fromkeys(self.codes)
        for code in codes:
            known.pop(code, None)
            known[code] = None
        return replace(self, codes=tuple(known)[-MOST_CODES:])

    def dump(self) -> str:
        """Return the facts as JSON; empty ones are left out."""
        content: dict[str, Any] = {"codes": self.codes, "steps": self.steps, "tower": self.tower}
        content |= {"modules": self.modules, "cells": self.cells}
        return json.dumps({key: value for key, value in content.items() if value}, ensure_ascii=False)

    @classmethod
    def parse(cls, text: str) -> Facts:
        """Return the facts of a JSON text; what cannot be read is taken as not known."""
        try:
            content = json.loads(text)
        except (ValueError, RecursionError):
            return cls()
        if not isinstance(content, dict):
            return cls()
        return cls(
            codes=_texts(content.get("codes"))[-MOST_CODES:],
            steps=_texts(content.get("steps"))[:MOST_STEPS],
            tower=_text(content.get("tower")),
            modules=_texts(content.get("modules")),
            cells=_text(content.get("cells")),
        )


def _text(value: Any) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(item) for item in value if isinstance(item, str)) if isinstance(value, list) else ()
