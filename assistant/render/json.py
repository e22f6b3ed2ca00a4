"""An answer as the JSON object of the contract (``assistant ask --json``)."""

from __future__ import annotations

from typing import Any

from assistant.render.markdown import answer_markdown
from assistant.types import Answer


def answer_object(answer: Answer) -> dict[str, Any]:
    """Return the object whose keys other programs rest on."""
    return {
        "question": answer.question,
        "route": answer.route.value,
        "text": answer_markdown(answer),
        "citations": [{"ref": c.ref, "title": c.title, "document": c.document} for c in answer.citations],
        "confidence": round(answer.confidence, 4),
        "abstained": answer.abstained,
        "suggestions": [place.ref for place in answer.suggestions],
        "elapsed_ms": round(answer.elapsed_ms, 3),
    }
