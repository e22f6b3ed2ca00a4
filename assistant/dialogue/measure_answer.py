"""Pasted values as one answer: the verdict that the dialogue ``/measure`` begins with, where nobody can tap.

Not here: what is a measurement (``measure_intake.py``) and what is said of it (``measure.py``).
"""

from __future__ import annotations

from dataclasses import replace

from assistant.dialogue import measure
from assistant.dialogue.measure_intake import is_measurement
from assistant.dialogue.measure_state import Measuring
from assistant.dialogue.types import Desk, Given
from assistant.types import Answer, ChatContext, Choice, Draft, Route
from corpus.types import Corpus

RULE = "measured"
PLACES_OF_A_TOWER = ("2.1/8", "2.1")
"""Offered beside a verdict on a tower alone, as the voltage rule does."""


def measured(text: str, corpus: Corpus, context: ChatContext) -> Draft | None:
    """Return the verdict on pasted values, or what must be asked back first; None where a text is something else."""
    if not is_measurement(text, corpus):
        return None
    desk = Desk(corpus, _unasked, draws=False)
    state, screen = measure.start(desk, Given(context=context, text=text))
    choices: tuple[Choice, ...] = ()
    if state.measured.type is None and not measure.has_verdict(screen):
        names = [tap.label for tap in screen.choices if tap.action.startswith("type:")]
        choices = tuple(Choice(name, f"{name}: {text}") for name in names)
        screen = measure.screen(replace(state, any_type=True), desk) if names else screen
    sure = measure.has_verdict(screen) and not choices
    return Draft(
        Route.VOLTAGE if sure else Route.CLARIFY,
        screen.blocks,
        refs=tuple(citation.ref for citation in screen.citations) or ("2.10",),
        suggestions=() if state.measured.modules or state.measured.cells else PLACES_OF_A_TOWER,
        choices=choices,
        context=_context(state, context),
        rule=RULE,
    )


def _context(state: Measuring, before: ChatContext) -> ChatContext:
    known = state.measured
    return ChatContext(known.type or before.module_type, known.count or before.modules, before.topic)


def _unasked(question: str, context: ChatContext) -> Answer:
    """Answer nothing: a text that is a measurement holds values, so that nothing is asked in between."""
    raise AssertionError(question)
