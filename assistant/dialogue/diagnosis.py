"""The dialogue ``/diagnose``: from a symptom to the measure by taps, over the corpus's decision graph.

Not here: the graph (``corpus/``), and what typed text means (``diagnosis_text.py``).
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.compose import compose
from assistant.dialogue.diagnosis_state import UNKNOWN_KEY, Diagnosing, Position, locate, option_of
from assistant.dialogue.diagnosis_text import understand
from assistant.dialogue.say import Move, move_of
from assistant.dialogue.types import Desk, Given, Input, Kind, Screen, Tap
from assistant.normalise import normalise
from assistant.passages import answer_blocks
from assistant.route.lookups import lookups
from assistant.route.rule import paragraph
from assistant.types import ChatContext, Choice, Draft, Route
from corpus.diagnosis import START, UNKNOWN
from corpus.diagnosis_types import Node
from corpus.types import Block, Corpus

_NOT_UNDERSTOOD = "I did not understand that as an answer. Please tap one, say it otherwise, or tap “I don't know”."
_REFUSALS = frozenset({"safety", "other_product", "event_code"})
"""Rules whose refusal is itself the answer: shown even in the middle of a diagnosis."""
_WORKED = re.compile(r"\b(?:solved|works?|working|worked|fixed|yes|ok|okay|perfect|thanks?|geht|laeuft|lauft|ja)\b")
_FAILED = re.compile(
    r"\b(?:no|not|nope|still|same|unsolved|nothing|without success|failed|nein|nicht|(?:does|did|is|has)n'?t)\b"
)
_LONGEST_OUTCOME = 6
"""Words of a message that says how a measure went; longer ones say something new."""
_AGAIN = Tap("Start again", "again", nav=True)
_STOP = Tap("Stop", "stop", nav=True)
_MEASURED = frozenset({"2.10", "2.1/9", "2.9/EC107", "2.9/EC103", "2.9/EC121"})
"""Measures for which voltages are measured: there ``/measure`` is one tap away."""


def graph_of(corpus: Corpus) -> dict[str, Node]:
    """Return the document's graph by node."""
    return {node.id: node for node in corpus.diagnosis}


def start(desk: Desk, given: Given) -> tuple[Diagnosing, Screen]:
    """Return the state and screen of the first question, or of the one that fits an offer."""
    state, position = locate(Diagnosing(begin=given.at or START), graph_of(desk.corpus))
    return state, _shown(state, position, desk)


def advance(state: Diagnosing, given: Input, desk: Desk, context: ChatContext) -> tuple[Diagnosing | None, Screen]:
    """Return the next state and screen; None where the diagnosis has ended."""
    graph = graph_of(desk.corpus)
    state, position = locate(state, graph)
    if given.tap:
        return _tapped(state, position, given.tap, desk, context)
    if given.asks:
        return state, _in_between(state, position, given.text, desk, context)
    move = move_of(given.text)
    if move is Move.STOP:
        return _tapped(state, position, "stop", desk, context)
    if move is Move.AGAIN:
        return _tapped(state, position, "again", desk, context)
    if move is Move.BACK:
        return _tapped(state, position, f"back:{_depth(state)}", desk, context)
    if move is Move.UNKNOWN and position.node is not None:
        return _tapped(state, position, f"o:{position.node.id}:{UNKNOWN_KEY}", desk, context)
    if not given.text.strip():
        return state, _shown(state, position, desk)
    return _typed(state, position, given.text, desk, context)


def screen(state: Diagnosing, desk: Desk, context: ChatContext) -> Screen:
    """Return the present screen."""
    state, position = locate(state, graph_of(desk.corpus))
    return _shown(state, position, desk)


def _depth(state: Diagnosing) -> int:
    return len(state.answers) + (1 if state.jump else 0)


def _tapped(
    state: Diagnosing, position: Position, action: str, desk: Desk, context: ChatContext
) -> tuple[Diagnosing | None, Screen]:
    """Return what a tap does; a tap of an earlier screen goes back to it, one that fits nothing changes nothing."""
    graph = graph_of(desk.corpus)
    verb, _, value = action.partition(":")
    after = state
    if verb == "stop":
        return None, Screen((paragraph("Stopped. Begin again with /diagnose."),))
    if verb == "solved" and position.ends:
        title = desk.corpus.titles.get(position.ends[state.check], "")
        return None, Screen((paragraph(f"**Good.** Solved with: {title}."),))
    if verb == "again":
        after = Diagnosing()
    elif verb == "back":
        after = _back(state, value)
    elif verb == "next" and value.isdigit():
        after = replace(state, check=int(value[:3]))
    elif verb == "go" and value in (Kind.MEASURE, Kind.REPORT):
        return state, replace(_shown(state, position, desk), opens=Kind(value))
    elif verb == "o":
        return _answered(state, position, value, desk, context)
    after, position = locate(after, graph)
    return after, _shown(after, position, desk)


def _back(state: Diagnosing, depth: str) -> Diagnosing:
    """Return the state one answer before the given depth; before the first question stands the document's first."""
    if not state.answers and not state.jump:
        return Diagnosing()
    if state.check:
        return replace(state, check=0)
    wanted = int(depth[:3]) if depth.isdigit() else _depth(state)
    if wanted > len(state.answers):
        return replace(state, jump="")
    return replace(state, answers=state.answers[: max(wanted - 1, 0)], jump="", check=0)


def _answered(
    state: Diagnosing, position: Position, value: str, desk: Desk, context: ChatContext
) -> tuple[Diagnosing, Screen]:
    """Return the state after an option was tapped, at the present question or at an earlier one."""
    graph = graph_of(desk.corpus)
    id_, _, key = value.rpartition(":")
    node = graph.get(id_)
    asked = [node_id for node_id, _ in state.answers]
    if position.node is not None:
        asked.append(position.node.id)
    option = option_of(node, int(key)) if node is not None and key.lstrip("-").isdigit() and len(key) < 4 else None
    if node is None or option is None or id_ not in asked:
        return state, _shown(state, position, desk)
    after = replace(state, answers=(*state.answers[: asked.index(id_)], (id_, int(key))), jump="", check=0)
    too_many = _beyond(node, option.label, context, desk)
    if too_many:
        before, now = locate(replace(after, answers=after.answers[:-1]), graph)
        shown = _shown(before, now, desk)
        return before, replace(shown, blocks=(paragraph(too_many), *shown.blocks))
    after, position = locate(after, graph)
    return after, _shown(after, position, desk)


def _beyond(node: Node, label: str, context: ChatContext, desk: Desk) -> str:
    """Return the request to count again where the tower has no such module (reading note 15), "" otherwise."""
    if not node.counts or not label.isdigit():
        return ""
    type_ = lookups(desk.corpus).types.get(context.module_type or "")
    again = f"**{label} flashes: please count again.**"
    if context.modules is not None and int(label) > context.modules:
        return f"{again} They number the modules from the top; your tower has {context.modules}."
    if type_ is not None and int(label) > type_.maximum_modules:
        limit = f"the largest listed {type_.name} tower has {type_.maximum_modules} modules (inferred)"
        return f"{again} They number the modules from the top, and {limit}."
    return ""


def _outcome_told(text: str) -> bool | None:
    """Return True for "it works now", False for "still the same", None for anything else or anything longer."""
    folded = normalise(text).folded
    if len(folded.split()) > _LONGEST_OUTCOME or "?" in text:
        return None
    if _FAILED.search(folded) is not None:
        return False
    return True if _WORKED.search(folded) is not None else None


def _typed(
    state: Diagnosing, position: Position, text: str, desk: Desk, context: ChatContext
) -> tuple[Diagnosing | None, Screen]:
    """Return what a typed message does: an answer, a jump, or a question that is answered in between."""
    told = _outcome_told(text) if position.ends else None
    if told is True:
        return _tapped(state, position, "solved", desk, context)
    if told is False and state.check + 1 < len(position.ends):
        return _tapped(state, position, f"next:{state.check + 1}", desk, context)
    found = understand(text, position.node, state.begin, state.answers, desk.corpus, context)
    if found is None:
        return state, _in_between(state, position, text, desk, context)
    after = Diagnosing(found.begin, found.answers, found.jump)
    last = found.answers[-1] if found.answers and not found.jump else None
    if last is not None:
        node = graph_of(desk.corpus)[last[0]]
        option = option_of(node, last[1])
        too_many = _beyond(node, "" if option is None else option.label, context, desk)
        if too_many:
            after = replace(after, answers=after.answers[:-1])
            after, position = locate(after, graph_of(desk.corpus))
            shown = _shown(after, position, desk)
            return after, replace(shown, blocks=(paragraph(too_many), *shown.blocks))
    after, position = locate(after, graph_of(desk.corpus))
    shown = _shown(after, position, desk)
    said = [paragraph(text) for text in (f"Understood: {found.label}.", found.note) if text]
    return after, replace(shown, blocks=(*said, *shown.blocks))


def _in_between(state: Diagnosing, position: Position, text: str, desk: Desk, context: ChatContext) -> Screen:
    """Return the assistant's answer, then the question that the diagnosis is at."""
    answer = desk.ask(text, context)
    now = _shown(state, position, desk)
    if answer.abstained and answer.rule not in _REFUSALS:
        return replace(now, blocks=(paragraph(_NOT_UNDERSTOOD), *now.blocks), context=answer.context)
    return replace(
        now,
        blocks=(*answer.blocks, paragraph("---"), *now.blocks),
        citations=answer.citations or now.citations,
        safety=tuple(dict.fromkeys((*answer.safety, *now.safety))),
        context=answer.context,
    )


def _shown(state: Diagnosing, position: Position, desk: Desk) -> Screen:
    if position.node is None and not position.ends:
        return Screen((paragraph("There is no step-by-step diagnosis for this document."),), closes=True)
    said = (paragraph(position.say),) if position.say and not state.check else ()
    if position.node is not None:
        return _question(state, position.node, said, desk)
    return _end(state, position, said, desk)


def _question(state: Diagnosing, node: Node, said: tuple[Block, ...], desk: Desk) -> Screen:
    hint = (paragraph(node.hint),) if node.hint else ()
    taps = [Tap(option.label, f"o:{node.id}:{key}") for key, option in enumerate(node.options)]
    choices = tuple(Choice(tap.label, "") for tap in taps)  # so that only the first place's warnings are shown
    draft = Draft(Route.CLARIFY, (*said, paragraph(f"**{node.ask}**"), *hint), refs=node.refs, choices=choices)
    answer = compose("", draft, desk.corpus, ChatContext())
    nav = (
        Tap("Back", f"back:{_depth(state)}", nav=True),
        Tap(UNKNOWN, f"o:{node.id}:{UNKNOWN_KEY}", nav=True),
        _AGAIN,
        _STOP,
    )
    return Screen(answer.blocks, (*taps, *nav), citations=answer.citations, safety=answer.safety)


def _end(state: Diagnosing, position: Position, said: tuple[Block, ...], desk: Desk) -> Screen:
    """Return a measure: its passage, and what to tap when it helped or not."""
    ref = position.ends[state.check]
    draft = Draft(Route.GUIDELINE, (*said, *measure_blocks(ref, desk.corpus)), refs=(ref,))
    answer = compose("", draft, desk.corpus, ChatContext())
    taps = [Tap("It is solved", "solved")]
    if state.check + 1 < len(position.ends):
        following = position.ends[state.check + 1]
        taps.append(Tap(f"Not solved: {following} {_short(desk.corpus.titles[following])}", f"next:{state.check + 1}"))
    if ref in _MEASURED:
        taps.append(Tap("Enter measured values", "go:measure"))
    taps.append(Tap("Service checklist", "go:report"))
    nav = (Tap("Back", f"back:{_depth(state)}", nav=True), _AGAIN, _STOP)
    return Screen(
        answer.blocks,
        (*taps, *nav),
        citations=answer.citations,
        safety=answer.safety,
        suggestions=answer.suggestions,
        arrived=ref,
    )


_LONGEST_TITLE = 26


def _short(title: str) -> str:
    """Return a title cut at a word's end, for a button."""
    if len(title) <= _LONGEST_TITLE:
        return title
    return title[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,/<>") + " …"


def measure_blocks(ref: str, corpus: Corpus) -> tuple[Block, ...]:
    """Return what a place shows; an event code as the code's own answer does."""
    passage = corpus.by_ref[ref]
    number = ref.removeprefix("2.9/EC")
    codes = lookups(corpus).code_blocks
    if ref.startswith("2.9/EC") and number.isdigit() and int(number) in codes:
        return codes[int(number)]
    return answer_blocks(passage)


def outcome(state: Diagnosing, corpus: Corpus) -> tuple[str, ...]:
    """Return the steps of a diagnosis and the places that it came to, for a report."""
    state, position = locate(state, graph_of(corpus))
    shown = position.ends[: state.check + 1]
    return (*position.steps, *(f"Measure shown: {ref} {corpus.titles[ref]}" for ref in shown if ref in corpus.titles))


def codes_of(state: Diagnosing, corpus: Corpus) -> tuple[str, ...]:
    """Return the event code that a diagnosis came to, as a tuple of at most one."""
    state, position = locate(state, graph_of(corpus))
    return tuple(ref.rpartition("/")[2] for ref in position.ends[:1] if ref.startswith("2.9/EC"))
