"""Proof that a decision graph leads everywhere it should: reachable, no dead end, no loop, short, complete.

Walks every path from the first question. Not here: single rows (``diagnosis.py``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from corpus.diagnosis import START
from corpus.diagnosis_types import Node
from corpus.tables import LED_IDS

MOST_TAPS = 7
"""Longest path from the first question to a passage: more is slower than asking."""
MOST_PROBLEMS = 20
"""A single wrong step can spoil hundreds of paths; so many are enough to see it."""


def problems_of(
    nodes: tuple[Node, ...], known: Collection[str], wanted: Collection[str] = ()
) -> Iterator[tuple[str, int]]:
    """Yield what is wrong with the graph, each with the line of its node.

    :param known: references of all passages.
    :param wanted: references at which some path must end (as the measure, not as a later check).
    """
    by_id = {node.id: node for node in nodes}
    if START not in by_id:
        yield f"has no node {START!r}: the first question", 1
        return
    broken = list(_broken(nodes, by_id, known))
    yield from broken
    if broken:
        return
    yield from _paths(by_id)
    reached = _reachable(by_id)
    for node in nodes:
        if node.id not in reached:
            yield f"node {node.id!r} is not reachable: no option leads to it", node.line
    ends = {option.ends[0] for id_ in reached for option in by_id[id_].ways if option.ends}
    for ref in sorted(set(wanted) - ends):
        yield f"no path ends at {ref}: add an option", by_id[START].line


def _broken(nodes: tuple[Node, ...], by_id: dict[str, Node], known: Collection[str]) -> Iterator[tuple[str, int]]:
    """Yield options that lead to nothing, and references and LED patterns that do not exist."""
    for node in nodes:
        refs = [*node.refs, *([node.section] if node.section else [])]
        for option in node.ways:
            if option.go and option.go not in by_id:
                yield f"option {option.label!r} leads to {option.go!r}, which is no node: a dead end", node.line
            if option.led and option.led not in LED_IDS:
                yield f"option {option.label!r} names the LED pattern {option.led!r}, which does not exist", node.line
            refs += option.ends
        for ref in refs:
            if ref not in known:
                yield f"node {node.id!r} points to {ref!r}, which is no place of the guideline", node.line


def _paths(by_id: dict[str, Node]) -> Iterator[tuple[str, int]]:
    """Yield paths that come back to a node or take too many taps; walks all of them."""
    told: set[tuple[str, ...]] = set()
    stack: list[tuple[str, ...]] = [(START,)]
    while stack and len(told) < MOST_PROBLEMS:
        path = stack.pop()
        node = by_id[path[-1]]
        # A path of n questions takes n taps: the last one ends it.
        if len(path) > MOST_TAPS and path not in told:
            told.add(path)
            yield f"more than {MOST_TAPS} taps: {' > '.join(path)}", node.line
            continue
        for go in dict.fromkeys(option.go for option in node.ways if option.go):
            if go in path:
                loop = (*path[path.index(go) :], go)
                if loop not in told:
                    told.add(loop)
                    yield f"a loop: {' > '.join(loop)}", node.line
            else:
                stack.append((*path, go))


def _reachable(by_id: dict[str, Node]) -> set[str]:
    reached: set[str] = set()
    stack = [START]
    while stack:
        id_ = stack.pop()
        if id_ not in reached:
            reached.add(id_)
            stack += [option.go for option in by_id[id_].ways if option.go]
    return reached


def longest_path(nodes: tuple[Node, ...]) -> int:
    """Return the most taps from the first question to a passage; a loop is walked once."""
    by_id = {node.id: node for node in nodes}

    def taps(id_: str, before: frozenset[str]) -> int:
        if id_ not in by_id or id_ in before:
            return 0
        return 1 + max(taps(option.go, before | {id_}) for option in by_id[id_].ways)

    return taps(START, frozenset())
