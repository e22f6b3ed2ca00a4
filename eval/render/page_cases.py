"""The parts of the report page that show cases: the gate's verdict with what changed, and the failures to filter."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eval.render.words import Evaluation, asked, expected, got
from eval.types import Result

FILTERS = (("split", "split"), ("kind", "kind"), ("style", "style"), ("outcome", "outcome"), ("must", "must"))
"""Filters of the list of failures: name of the data attribute and label."""
TEXT_CHARACTERS = 1500
"""Beginning of an answer that is kept: enough to see what was said."""


def changes(evaluation: Evaluation) -> str:
    """Return the gate's verdict and the lists of what broke, was fixed and is new; "" without a comparison."""
    comparison = evaluation.comparison
    if comparison is None:
        return ""
    passed = not comparison.objections
    reasons = "".join(f"<li>{escape(objection)}</li>" for objection in comparison.objections)
    facts = comparison.facts
    baseline = comparison.baseline.commit[:12] or "of unknown commit"
    head = (
        f'<div class="box {"pass" if passed else "fail"}"><b>Gate {"passed" if passed else "failed"}</b>'
        f"<ul>{reasons}</ul>"
        f'<span class="soft">against baseline {escape(baseline)}, {comparison.common} cases; facts wholly right: '
        f"{facts.worse} lost, {facts.better} won (exact McNemar p = {facts.p:.3g})</span></div>"
    )
    lists = [
        _details(
            "Broken",
            [change.after for change in comparison.broken],
            {c.after.case.id: c.before for c in comparison.broken},
        ),
        _details(
            "Fixed",
            [change.after for change in comparison.fixed],
            {c.after.case.id: c.before for c in comparison.fixed},
        ),
        _details("New", comparison.new, {}),
    ]
    return head + "".join(lists)


def _details(title: str, results: Sequence[Result], before: dict[str, Result]) -> str:
    # A first run finds everything new: only what is not right is then worth its place.
    shown = [result for result in results if before or not result.right]
    body = "".join(_case(result, before.get(result.case.id)) for result in shown)
    state = " open" if title == "Broken" and results else ""
    right = f", {len(results) - len(shown)} of them right" if len(shown) < len(results) else ""
    return f"<details{state}><summary>{title}: {len(results)}{right}</summary>{body}</details>"


def failures(results: Sequence[Result]) -> str:
    """Return the list of results that are not right, with its filters."""
    selects = []
    for name, label in FILTERS:
        found = sorted({_data(result)[name] for result in results})
        options = "".join(f'<option value="{escape(value)}">{escape(value)}</option>' for value in found)
        selects.append(f'<label>{label}<select name="{name}"><option value="">all</option>{options}</select></label>')
    selects.append('<label>words<input name="words" type="search" autocomplete="off"></label>')
    body = "".join(_case(result, None, texts=True) for result in results)
    return (
        f'<h2>Not right: <span id="count">{len(results)}</span></h2>'
        f'<form id="filters" class="filters">{"".join(selects)}</form>'
        f'<div id="failures">{body}</div>'
    )


def _data(result: Result) -> dict[str, str]:
    """Return the values that the filters compare."""
    case = result.case
    return {
        "split": case.split,
        "kind": case.kind.value,
        "style": case.style,
        "outcome": result.outcome.value,
        "must": "must" if case.must else "may",
    }


def _case(result: Result, before: Result | None, *, texts: bool = False) -> str:
    case = result.case
    data = _data(result)
    words = " ".join((case.id, case.fact, asked(case), expected(case), got(result.response), result.why)).lower()
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    tags = "".join(
        f'<span class="tag">{escape(tag)}</span>'
        for tag in (case.id, case.kind, case.style, case.split, result.outcome)
    )
    tags += '<span class="tag must">must</span>' if case.must else ""
    lines = [
        f'<p class="question">{escape(asked(case))}</p>',
        f"<p><span>expected</span> {escape(expected(case))}</p>",
        f"<p><span>got</span> {escape(got(result.response))}</p>",
    ]
    if before is not None:
        lines.append(f"<p><span>before</span> {escape(got(before.response))}</p>")
    if result.why:
        lines.append(f"<p><span>why</span> {escape(result.why)}</p>")
    if case.note:
        lines.append(f"<p><span>note</span> {escape(case.note)}</p>")
    if texts and result.response.text:
        text = result.response.text
        cut = text if len(text) <= TEXT_CHARACTERS else text[:TEXT_CHARACTERS] + " …"
        lines.append(f"<details><summary>the answer</summary><pre>{escape(cut)}</pre></details>")
    return f'<article{attributes} data-words="{escape(words)}">{tags}{"".join(lines)}</article>'
