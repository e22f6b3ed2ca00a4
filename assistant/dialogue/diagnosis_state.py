"""Where a diagnosis stands: the answers given so far, as a small value with a JSON form.

The position follows from the answers and the corpus; a stored state whose graph has changed keeps the part that fits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from corpus.diagnosis import START, UNKNOWN
from corpus.diagnosis_types import Node, Option

UNKNOWN_KEY = -1
"""Key of "I don't know"; options have their index."""
MOST_ANSWERS = 16
"""Answers of a state that are read: the longest path has seven."""


@dataclass(frozen=True, slots=True)
class Diagnosing:
    """A diagnosis under way."""

    begin: str = START
    """Node that it began at."""
    answers: tuple[tuple[str, int], ...] = ()
    """Node and option of each answer, in order."""
    jump: str = ""
    """Reference that a typed event code led to, past all questions; "" for none."""
    check: int = 0
    """Which of the end's checks is shown, from 0."""

    def content(self) -> dict[str, Any]:
        """Return the state for JSON."""
        content: dict[str, Any] = {"begin": self.begin, "answers": [list(answer) for answer in self.answers]}
        return content | {key: value for key, value in (("jump", self.jump), ("check", self.check)) if value}

    @classmethod
    def of(cls, content: dict[str, Any]) -> Diagnosing:
        """Return the state of a JSON object.

        :raises ValueError, TypeError, KeyError: it is none.
        """
        answers = tuple((node, key) for node, key in content["answers"][:MOST_ANSWERS])
        begin, jump, check = content["begin"], content.get("jump", ""), content.get("check", 0)
        if not all(type(node) is str and type(key) is int for node, key in answers):
            raise ValueError("answers")
        if type(begin) is not str or type(jump) is not str or type(check) is not int or check < 0:
            raise ValueError("position")
        return cls(begin, answers, jump, check)


@dataclass(frozen=True, slots=True)
class Position:
    """A state seen in its graph."""

    node: Node | None
    """The question to ask; None at an end."""
    ends: tuple[str, ...]
    """References of the end: the measure, then the next checks; empty at a question."""
    say: str
    """What the last answer says."""
    steps: tuple[str, ...]
    """Questions and answers so far, for a person."""


def option_of(node: Node, key: int) -> Option | None:
    """Return the option of a key, None where the node has none."""
    if key == UNKNOWN_KEY:
        return node.unknown
    return node.options[key] if 0 <= key < len(node.options) else None


def locate(state: Diagnosing, graph: dict[str, Node]) -> tuple[Diagnosing, Position]:
    """Return the state, cut to what fits the graph, and its position."""
    begin = state.begin if state.begin in graph else START
    node = graph.get(begin)
    ends: tuple[str, ...] = ()
    say = ""
    kept: list[tuple[str, int]] = []
    steps: list[str] = []
    for id_, key in state.answers:
        option = option_of(node, key) if node is not None and node.id == id_ else None
        if node is None or option is None:
            break
        kept.append((id_, key))
        steps.append(f"{node.ask} {option.label}")
        say, ends = option.say, option.ends
        node = graph.get(option.go)
    if state.jump:
        node, ends, say = None, (state.jump,), ""
    check = min(state.check, max(len(ends) - 1, 0))
    fitting = replace(state, begin=begin, answers=tuple(kept), check=check)
    return fitting, Position(node, ends, say, tuple(steps))


def path_to(target: str, graph: dict[str, Node]) -> tuple[tuple[str, int], ...]:
    """Return the answers that lead from the first question to a node, the fewest; none where it is the first."""
    paths: dict[str, tuple[tuple[str, int], ...]] = {START: ()}
    queue = [START]
    while queue:
        id_ = queue.pop(0)
        if id_ == target:
            return paths[id_]
        node = graph[id_]
        for key, option in (*enumerate(node.options), (UNKNOWN_KEY, node.unknown)):
            if option.go and option.go not in paths:
                paths[option.go] = (*paths[id_], (id_, key))
                queue.append(option.go)
    return ()


__all__ = ["UNKNOWN", "UNKNOWN_KEY", "Diagnosing", "Position", "locate", "option_of", "path_to"]
