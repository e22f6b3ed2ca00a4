"""Cases, responses and a scripted assistant for the tests of the evaluation."""

from __future__ import annotations

import json
from dataclasses import replace

from assistant.types import Answer, ChatContext, Citation, Route
from corpus.types import Block, BlockKind
from eval.scoring import score
from eval.types import Case, Kind, Provenance, Response, Run

REFS = frozenset({"1/6", "2.1/9", "2.3/18", "2.3/19", "2.9", "2.9/EC108", "2.10"})

LINE = {
    "id": "t-001",
    "fact": "wifi-band",
    "question": "Which Wi-Fi band does it need?",
    "turns": [],
    "context": {},
    "persona": "installer",
    "style": "plain",
    "language": "en",
    "kind": "text",
    "route": ["guideline"],
    "refs": ["2.3/18"],
    "contains": [],
    "forbids": [],
    "must": False,
    "split": "test",
    "note": "",
}


def line(**changes):
    """Return a case's JSON line with some values changed."""
    return json.dumps({**LINE, **changes}, ensure_ascii=False)


def case(name="t-001", **changes):
    """Return a case with some values changed; one that wants an abstention has no references unless given."""
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in LINE.items()}
    values |= {"id": name, "question": f"question {name}", "fact": f"fact-{name}"}
    values |= {key: tuple(value) if isinstance(value, list) else value for key, value in changes.items()}
    values["kind"] = Kind(values["kind"])
    if values["kind"] in (Kind.UNANSWERABLE, Kind.DANGEROUS) and "refs" not in changes:
        values |= {"refs": (), "route": ("none",)}
    return Case(**values)


def response(route="guideline", citations=("2.3/18",), **changes):
    """Return a response with some values changed."""
    made = Response(route, "Use the 2.4 GHz band.", tuple(citations), (), 0.9, abstained=False)
    return replace(made, **changes)


def abstention(**changes):
    """Return a response that abstains."""
    made = Response("none", "The guideline does not answer this.", (), ("2.3/18",), 0.8, abstained=True)
    return replace(made, **changes)


def run(*pairs, system="full"):
    """Return a run of (case, response) pairs."""
    return Run(Provenance(system, "c0ffee", "ab12", "mini", "cd34"), tuple(score(*pair) for pair in pairs))


class Script:
    """An assistant that answers by a table and keeps what it was asked."""

    def __init__(self, answers):
        self.answers = answers
        self.asked = []

    def ask(self, question, context=None):
        """Return the scripted answer; its context counts the questions as modules."""
        self.asked.append((question, context))
        ref, text = self.answers[question]
        return Answer(
            question=question,
            route=Route.GUIDELINE if ref else Route.NONE,
            blocks=(Block(BlockKind.PARAGRAPH, text=text),),
            citations=(Citation(ref, "Title", "Guideline V1.0"),) if ref else (),
            safety=(),
            confidence=0.75,
            abstained=ref is None,
            suggestions=(Citation("2.10", "Module voltage", "Guideline V1.0"),),
            choices=(),
            context=ChatContext(module_type="HVM+", modules=len(self.asked)),
            rule="script",
            elapsed_ms=2.5,
        )
