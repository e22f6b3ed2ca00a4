"""Starts and advances a dialogue of any kind; the only place that knows all three.

Pure functions of state, input and desk. Storing the state and showing the screen are the front end's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue import diagnosis, diagnosis_offer, measure, report, report_screens
from assistant.dialogue.diagnosis_state import Diagnosing
from assistant.dialogue.facts import LONGEST, MOST_STEPS, Facts
from assistant.dialogue.measure_facts import facts_of
from assistant.dialogue.measure_intake import is_measurement as _is_measurement
from assistant.dialogue.measure_state import Measuring
from assistant.dialogue.report_screens import Around
from assistant.dialogue.report_state import Reporting
from assistant.dialogue.state import Dialogue, State
from assistant.dialogue.types import Attachment, Desk, Given, Input, Kind, Offer, Screen
from assistant.types import Answer, ChatContext, Route


def start(kind: Kind, desk: Desk, given: Given | None = None, id: str = "") -> tuple[Dialogue, Screen]:  # noqa: A002
    """Return a new dialogue and its first screen.

    :param id: the caller's own name for it; shown as a report's number.
    """
    given = Given() if given is None else given
    state: State
    shown: Screen | None = None
    if kind is Kind.MEASURE:
        state, shown = measure.start(desk, given)
    elif kind is Kind.DIAGNOSE:
        state, shown = diagnosis.start(desk, given)
    else:
        state = report.start(desk)
    dialogue = Dialogue(kind, id, state, given.context, given.facts)
    return dialogue, screen(dialogue, desk) if shown is None else shown


def advance(dialogue: Dialogue, given: Input, desk: Desk) -> tuple[Dialogue | None, Screen]:
    """Return the dialogue after an input, and what to show; None where nothing of it is kept."""
    state, context = dialogue.state, dialogue.context
    after: tuple[State | None, Screen]
    if isinstance(state, Measuring):
        after = measure.advance(state, given, desk)
    elif isinstance(state, Diagnosing):
        after = diagnosis.advance(state, given, desk, context)
    else:
        after = report.advance(state, given, _around(dialogue, desk))
    next_state, shown = after
    if next_state is None:
        return None, replace(shown, closes=True)
    context = context if shown.context is None else shown.context
    return replace(dialogue, state=next_state, context=context), shown


def screen(dialogue: Dialogue, desk: Desk) -> Screen:
    """Return the present screen again: after a restart, or days later."""
    state = dialogue.state
    if isinstance(state, Measuring):
        return measure.screen(state, desk)
    if isinstance(state, Diagnosing):
        return diagnosis.screen(state, desk, dialogue.context)
    return report_screens.screen(state, _around(dialogue, desk))


def _around(dialogue: Dialogue, desk: Desk) -> Around:
    return Around(dialogue.id, dialogue.facts, dialogue.context, desk)


def refresh(dialogue: Dialogue, given: Given) -> Dialogue:
    """Return a stored dialogue with what the chat has found out since; for a draft that is opened again."""
    return replace(dialogue, context=given.context, facts=given.facts)


def drafts(dialogues: Sequence[Dialogue]) -> Screen:
    """Return the choice between a user's stored reports and a new one (actions ``draft:ID``, ``draft:new``)."""
    return report_screens.drafts_screen([(d.id, d.state) for d in dialogues if isinstance(d.state, Reporting)])


def attachments(dialogue: Dialogue) -> tuple[Attachment, ...]:
    """Return the files that a dialogue holds."""
    return report.files_of(dialogue.state) if isinstance(dialogue.state, Reporting) else ()


def offer(answer: Answer, desk: Desk) -> Offer | None:
    """Return the offer of a diagnosis where an answer is not sure, None elsewhere."""
    return diagnosis_offer.offer(answer, desk.corpus)


def is_measurement(text: str, desk: Desk) -> bool:
    """Return whether a message is pasted values and nothing else."""
    return _is_measurement(text, desk.corpus)


def belongs(dialogue: Dialogue, text: str, desk: Desk) -> bool:
    """Return whether a typed text is for a dialogue; one that is not is an ordinary question, and the dialogue stays.

    A diagnosis and a report take every text: they answer questions in between.
    """
    return not isinstance(dialogue.state, Measuring) or measure.belongs(dialogue.state, text, desk)


def after_answer(facts: Facts, answer: Answer) -> Facts:
    """Return a chat's facts after an answer: the event codes that it was about."""
    if answer.route is not Route.EVENT_CODE or answer.abstained:
        return facts
    codes = [citation.ref.partition("/")[2] for citation in answer.citations]
    return facts.with_codes(code for code in codes if code.startswith("EC"))


def after_dialogue(facts: Facts, dialogue: Dialogue | None, desk: Desk) -> Facts:
    """Return a chat's facts after a step of a dialogue: diagnosis steps and codes, measured values."""
    state = None if dialogue is None else dialogue.state
    if isinstance(state, Measuring):
        return facts_of(facts, state.measured)
    if isinstance(state, Diagnosing) and (state.answers or state.jump):
        steps = tuple(step[:LONGEST] for step in diagnosis.outcome(state, desk.corpus))[:MOST_STEPS]
        codes = diagnosis.codes_of(state, desk.corpus)
        return replace(facts.with_codes(codes), steps=steps)
    return facts


def as_answer(screen: Screen) -> Answer:
    """Return a screen as an answer, for renderers of answers; its choices and files stay the caller's."""
    return Answer(
        question="",
        route=Route.GUIDELINE,
        blocks=screen.blocks,
        citations=screen.citations,
        safety=screen.safety,
        confidence=1.0,
        abstained=False,
        suggestions=screen.suggestions,
        choices=(),
        context=ChatContext() if screen.context is None else screen.context,
        rule="dialogue",
    )
