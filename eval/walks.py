"""Walks a case of kind ``dialogue`` through the guided diagnosis, as a front end would: buttons tapped, text typed.

A step in square brackets is a button (``[No LED, no reaction]``), any other is typed; the last step is the case's
``question``, the ones before it are its ``turns``. The state goes through its JSON form at each step, as it does where
it is stored. Not here: whether the walk ended where it should (``scoring.py``).
"""

from __future__ import annotations

import time
from typing import Protocol

from assistant import dialogue as d
from assistant.render.markdown import answer_markdown
from assistant.types import Answer, ChatContext, Route
from corpus.types import Corpus
from eval.types import Case, Response

WALK = "walk"
"""Rule of a response that a walk came to."""


class Guides(Protocol):
    """What a diagnosis needs; ``Assistant`` is one."""

    @property
    def corpus(self) -> Corpus:
        """Return the document with its decision graph."""

    def ask(self, question: str, context: ChatContext | None = None) -> Answer:
        """Return the answer to a question that is asked in between."""


def walk(assistant: Guides, case: Case) -> Response:
    """Return where a case's steps lead: route ``guideline`` with the measure's place, ``clarify`` without one.

    A button that is not there ends the walk; ``rule`` then says which.
    """
    started = time.perf_counter()
    desk = d.Desk(assistant.corpus, assistant.ask)
    context = ChatContext(module_type=case.context.get("module_type"), modules=case.context.get("modules"))
    state: d.Dialogue | None
    state, screen = d.start(d.Kind.DIAGNOSE, desk, d.Given(context=context))
    stuck = ""
    for number, step in enumerate((*case.turns, case.question), 1):
        label = button_of(step)
        action = next((tap.action for tap in screen.choices if tap.label == label), "")
        if state is None or (label and not action):
            stuck = f": over before step {number}" if state is None else f": no button {step} at step {number}"
            screen = d.Screen(screen.blocks)
            break
        given = d.Input(tap=action) if label else d.Input(text=step)
        after, screen = d.advance(state, given, desk)
        state = None if after is None else d.parse(d.dump(after))
    cited = [citation.ref for citation in screen.citations]
    return Response(
        route=Route.GUIDELINE if screen.arrived else Route.CLARIFY,
        text=answer_markdown(d.as_answer(screen)),
        # At a measure its place comes first, also where a question was answered in between.
        citations=tuple(dict.fromkeys(ref for ref in (screen.arrived, *cited) if ref)),
        suggestions=(),
        confidence=1.0,
        abstained=False,
        elapsed_ms=(time.perf_counter() - started) * 1000,
        rule=WALK + stuck,
    )


def button_of(step: str) -> str:
    """Return the label of the button that a step taps, "" for a typed one."""
    return step[1:-1].strip() if step.startswith("[") and step.endswith("]") else ""
