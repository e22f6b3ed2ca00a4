"""The dialogue ``/measure``: from pasted numbers to a verdict on each module, asking back what is open.

Not here: reading (``measure_read.py``), contradictions (``measure_doubts.py``), verdicts (``measure_verdict.py``).
"""

from __future__ import annotations

from dataclasses import replace

from assistant.compose import compose
from assistant.dialogue.measure_any_type import low_cells, of_any_type
from assistant.dialogue.measure_doubts import doubts_of
from assistant.dialogue.measure_intake import belongs as is_for_measuring
from assistant.dialogue.measure_intake import tap_named
from assistant.dialogue.measure_judge import assigned_cells, judge
from assistant.dialogue.measure_picture import bars
from assistant.dialogue.measure_read import read
from assistant.dialogue.measure_scan import scan
from assistant.dialogue.measure_state import Measuring
from assistant.dialogue.measure_taps import changed
from assistant.dialogue.measure_types import Doubt, Measured
from assistant.dialogue.measure_verdict import verdict
from assistant.dialogue.say import Move, move_of
from assistant.dialogue.types import Desk, Given, Input, Kind, Screen, Tap
from assistant.route.lookups import Lookups, lookups
from assistant.route.rule import bullets, listing, paragraph
from assistant.route.system import System
from assistant.route.voltage_tower import tower_of_unknown
from assistant.route.voltage_verdicts import cells, modules_of_unknown_type, shown
from assistant.types import ChatContext, Draft, Route
from corpus.types import Block

AGAIN = Tap("Start again", "again", nav=True)
STOP = Tap("Stop", "stop", nav=True)
UNKNOWN = Tap("I don't know", "unknown", nav=True)
REPORT = Tap("Service checklist", "go:report")
_STOPPED = "Stopped. The values stay at hand for a service checklist: /report."
_INVITATION = (
    paragraph("**Send what was measured**, in any form: pasted, with or without units."),
    bullets(
        "Module voltages from the top: “HVM+ 51.2 50.9 44,1 51.0 51.1”",
        "The tower: “205 V, 4 modules HVM+”",
        "Cells: “module 2 cells 3295 3301 1450 mV” or “lowest cell 1.2 V”",
    ),
)


def start(desk: Desk, given: Given) -> tuple[Measuring, Screen]:
    """Return the state and first screen; what the chat knows of the system is taken over."""
    known = Measured(type=given.context.module_type, count=given.context.modules)
    state = Measuring(known)
    return _take(state, given.text, desk) if given.text.strip() else (state, screen(state, desk))


def advance(state: Measuring, given: Input, desk: Desk) -> tuple[Measuring | None, Screen]:
    """Return the next state and screen; None where the user stopped."""
    if given.tap:
        return _tapped(state, given.tap, desk)
    if not given.text.strip():
        return state, screen(state, desk)
    if given.asks:
        return state, _in_between(state, given.text, desk)
    move = move_of(given.text)
    if move is Move.STOP:
        return None, Screen((paragraph(_STOPPED),))
    if move in (Move.AGAIN, Move.BACK):
        return _tapped(state, "again", desk)
    if move is Move.UNKNOWN:
        return _tapped(state, "unknown", desk)
    named = tap_named(given.text, _taps(state, desk))
    if named:
        return _tapped(state, named, desk)
    if not belongs(state, given.text, desk):
        return state, _in_between(state, given.text, desk)
    return _take(state, given.text, desk)


def belongs(state: Measuring, text: str, desk: Desk) -> bool:
    """Return whether a text is for the dialogue; any other is a question, and the values are kept."""
    return is_for_measuring(text, _taps(state, desk), desk.corpus, wants_count=_asks_count(state))


def _taps(state: Measuring, desk: Desk) -> tuple[Tap, ...]:
    return screen(state, replace(desk, draws=False)).choices


def _take(state: Measuring, text: str, desk: Desk) -> tuple[Measuring, Screen]:
    """Return the state with what a text says; a text without any value is a question, answered in between."""
    views = lookups(desk.corpus)
    before = state.measured
    alone = read(text, views)
    if alone.has_values and alone.type is not None and before.type not in (None, alone.type):
        before = Measured()  # another tower
    elif alone.has_values and scan(text).towers:
        before = Measured(type=before.type)  # "tower 2: ...": nothing said before holds for it
    measured = read(text, views, before)
    count = _answered_count(text, state, views)
    if count is not None:
        measured = replace(before, count=count)
    extra = tuple(doubt for doubt in measured.doubts if doubt.is_of_text)
    measured = replace(measured, doubts=())
    if measured == before and not extra:
        return state, _in_between(state, text, desk)
    next_state = replace(state, measured=measured, settled=(), any_type=state.any_type and measured.type is None)
    return next_state, screen(next_state, desk, extra)


def _answered_count(text: str, state: Measuring, views: Lookups) -> int | None:
    """Return a bare number as the module count where just that was asked for."""
    number = text.strip()
    asked = _asks_count(state)
    return int(number) if asked and number.isascii() and number.isdigit() and 0 < int(number[:4]) <= 20 else None


def _asks_count(state: Measuring) -> bool:
    measured = state.measured
    return measured.type is not None and measured.count is None and measured.tower is not None and not measured.modules


def _in_between(state: Measuring, text: str, desk: Desk) -> Screen:
    """Return the assistant's answer to a question, then what the dialogue asks; a verdict is not said again."""
    answer = desk.ask(text, ChatContext(state.measured.type, state.measured.count))
    now = screen(state, replace(desk, draws=False))
    asked = () if has_verdict(now) else (paragraph("---"), *now.blocks)
    return replace(
        now,
        blocks=(*answer.blocks, *asked),
        citations=answer.citations,
        safety=answer.safety,
        suggestions=answer.suggestions,
        context=answer.context,
    )


def has_verdict(screen: Screen) -> bool:
    """Return whether a screen judges the values; else it invites or asks back."""
    return bool(screen.citations)


def _tapped(state: Measuring, action: str, desk: Desk) -> tuple[Measuring | None, Screen]:
    """Return what a tap does; one that no longer fits shows the present screen again."""
    views = lookups(desk.corpus)
    verb, _, value = action.partition(":")
    measured = state.measured
    if verb == "stop":
        return None, Screen((paragraph(_STOPPED),))
    if verb == "again":
        fresh = Measuring(Measured(type=measured.type, count=measured.count))
        return fresh, screen(fresh, desk)
    if action == "go:report":
        return state, replace(screen(state, desk), opens=Kind.REPORT)
    if verb == "unknown" or (verb == "type" and value == "unknown"):
        doubts = _doubts(state, views)
        next_state = replace(state, settled=(*state.settled, *(doubt.kind for doubt in doubts[:1])), any_type=True)
        next_state = state if measured.type is not None and not doubts else next_state
        return next_state, screen(next_state, desk)
    if verb == "settle":
        next_state = replace(state, settled=(*state.settled, value))
        return next_state, screen(next_state, desk)
    after = changed(measured, verb, value, views)
    next_state = replace(state, measured=after, any_type=state.any_type and after.type is None)
    return next_state, screen(next_state, desk)


def _doubts(state: Measuring, views: Lookups) -> list[Doubt]:
    """Return the doubts that are not settled, from the values as they are now."""
    return [doubt for doubt in doubts_of(state.measured, views) if doubt.kind not in state.settled]


def screen(state: Measuring, desk: Desk, extra: tuple[Doubt, ...] = ()) -> Screen:
    """Return what to show now: the invitation, a question, or the verdict.

    :param extra: what of the last text could not be read; said before anything else.
    """
    views = lookups(desk.corpus)
    measured = state.measured
    context = ChatContext(measured.type, measured.count) if measured.type or measured.count else None
    if extra:
        return _question([paragraph(doubt.text) for doubt in extra], extra[0], measured, context)
    doubts = _doubts(state, views)
    if doubts:
        return _question([paragraph(doubts[0].text)], doubts[0], measured, context)
    if not measured.has_values:
        system = _system_line(measured)
        return Screen((*_INVITATION, *system), (STOP,), context=context)
    if measured.type is None:
        return _without_type(state, views, desk, context)
    if _asks_count(state):
        type_ = views.types[measured.type]
        counts = range(type_.minimum_modules, type_.maximum_modules + 1)
        taps = tuple(Tap(str(n), f"count:{n}") for n in counts)
        text = f"**How many {measured.type} modules has this tower?**"
        return Screen((paragraph(text), *_read_back(measured)), (*taps, AGAIN, STOP), context=context)
    return _verdict(measured, views, desk, context)


def _question(lines: list[Block], doubt: Doubt, measured: Measured, context: ChatContext | None) -> Screen:
    taps = tuple(Tap(label, action) for label, action in doubt.options)
    return Screen((*lines, *_read_back(measured)), (*taps, UNKNOWN, AGAIN, STOP), context=context)


def _read_back(measured: Measured) -> tuple[Block, ...]:
    """Return what was read, so that a misreading is seen before a verdict."""
    parts = []
    if measured.tower is not None:
        parts.append(f"tower {shown(measured.tower.reading)}")
    parts += [f"module {v.module or '?'}: {shown(v.reading)}" for v in measured.modules]
    if measured.cells:
        parts.append(f"{len(measured.cells)} cell{'' if len(measured.cells) == 1 else 's'}")
    return (paragraph(f"Read so far: {listing(parts)}."),) if parts else ()


def _system_line(measured: Measured) -> tuple[Block, ...]:
    known = [name for name in (measured.type, f"{measured.count} modules" if measured.count else None) if name]
    return (paragraph(f"Known from this chat: {listing(known)}. Say so if it is another tower."),) if known else ()


def _without_type(state: Measuring, views: Lookups, desk: Desk, context: ChatContext | None) -> Screen:
    """Return the question for the module type; the verdict for each type where the user does not know it."""
    measured = state.measured
    taps = tuple(Tap(name, f"type:{name}") for name in views.types)
    low = low_cells(measured, views)
    if low:
        found = _from_draft(Draft(Route.VOLTAGE, of_any_type(measured, low, views), refs=("2.10",)), desk)
        return replace(found, choices=(*taps, REPORT, AGAIN, STOP), context=context)
    if not state.any_type:
        text = "**Which module type is it?** The limits depend on it."
        return Screen((paragraph(text), *_read_back(measured)), (*taps, UNKNOWN, AGAIN, STOP), context=context)
    found_cells = [value.reading for value in measured.cells]
    system = System(counts=() if measured.count is None else (measured.count,))
    if measured.modules:
        draft = modules_of_unknown_type([v.reading for v in measured.modules], found_cells, "", views, context)
    elif measured.cells:
        draft = cells(found_cells, system, views, context)
    elif measured.tower is not None:
        draft = tower_of_unknown(measured.tower.reading, system, "", views, context)
    else:
        return Screen(_INVITATION, (STOP,), context=context)
    return replace(_from_draft(draft, desk), choices=(*taps, REPORT, AGAIN, STOP), context=context)


def _verdict(measured: Measured, views: Lookups, desk: Desk, context: ChatContext | None) -> Screen:
    type_ = views.types[measured.type or ""]
    blocks = verdict(measured, type_, views)
    if assigned_cells(measured, type_)[1]:
        text = f"The cells were taken in their order, {type_.cells} a module, from the top (inferred)."
        blocks = (*blocks, paragraph(text))
    refs = ("2.10",) if measured.tower is None else ("2.1/9", "2.10") if not measured.modules else ("2.10", "2.1/9")
    found = _from_draft(Draft(Route.VOLTAGE, blocks, refs=refs), desk)
    picture = bars(judge(measured, type_), type_, is_told=measured.is_told) if desk.draws else None
    return replace(
        found,
        choices=(REPORT, AGAIN, STOP),
        attachments=() if picture is None else (picture,),
        context=context,
    )


def _from_draft(draft: Draft, desk: Desk) -> Screen:
    answer = compose("", draft, desk.corpus, ChatContext())
    return Screen(answer.blocks, citations=answer.citations, safety=answer.safety, suggestions=answer.suggestions)
