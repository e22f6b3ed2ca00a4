"""An evaluation as one self-contained HTML page that reads well on a phone.

The charts are in ``svg.py``, the list of cases in ``page_cases.py``, style and script in ``page_parts.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from eval.figures import Row, Summary
from eval.render import svg
from eval.render.page_cases import changes, failures
from eval.render.page_parts import SCRIPT, STYLE
from eval.render.words import Evaluation, counts, extra_rows, percent, points, source, with_interval
from eval.types import Group, Outcome, Result

CARDS = ("right", "correct", "wrong", "refused", "false_answer", "real", "hit_1", "hit_3")
"""Measures shown large."""
COLOURS = {
    Outcome.CORRECT: "good",
    Outcome.ASKED_BACK: "mid",
    Outcome.WRONG: "bad",
    Outcome.ABSTAINED: "grey",
    Outcome.FALSE_ANSWER: "bad",
}
HISTOGRAM_COLUMNS = 20


def page(evaluation: Evaluation) -> str:
    """Return the whole page."""
    first = evaluation.summaries[0]
    in_first = [r for r in evaluation.run.results if first.name in (r.case.split, "all")]
    body = [
        f'<h1>Evaluation</h1><p class="soft">{escape(source(evaluation.run))}</p>',
        changes(evaluation),
        f"<h2>{escape(first.name.capitalize())} cases: {first.cases}, facts: {first.facts}</h2>",
        _cards(first),
        _outcomes(first),
        "<h2>All figures</h2>" + _figures(evaluation),
        "<h2>Confidence and time</h2>" + _charts(first, in_first),
        "<h2>Where</h2>"
        + "".join(_breakdowns(summary, number == 0) for number, summary in enumerate(evaluation.summaries)),
        failures(evaluation.failures),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"
        f"<title>Evaluation: {percent(first.figure('right').value)} % right</title>"
        f"<style>{STYLE}</style></head><body>\n"
        + "\n".join(part for part in body if part)
        + f"\n<script>{SCRIPT}</script></body></html>\n"
    )


def _cards(summary: Summary) -> str:
    cards = []
    for key in CARDS:
        figure = next(figure for figure in summary.figures if figure.measure.key == key)
        estimate = figure.estimate
        if estimate.value is None:
            continue
        cards.append(
            f'<div class="card"><span class="soft">{escape(figure.measure.label)}</span>'
            f'<b>{percent(estimate.value)} %</b><span class="soft">95 %: {percent(estimate.low)} to '
            f"{percent(estimate.high)}</span>{svg.interval_bar(estimate)}</div>"
        )
    return f'<div class="cards">{"".join(cards)}</div>'


def _outcomes(summary: Summary) -> str:
    parts = []
    for group in Group:
        of_group = summary.outcomes.get(group.value)
        if of_group is None:
            continue
        rows = []
        for outcome in Outcome:
            number = of_group.get(outcome.value, 0)
            # Where nothing is to be answered, abstaining is what is wanted.
            wanted = group is Group.UNANSWERABLE and outcome is Outcome.ABSTAINED
            if number:
                rows.append(("good" if wanted else COLOURS[outcome], outcome.value, number))
        keys = "".join(f'<span class="key {colour}"></span>{number} {label}' for colour, label, number in rows)
        parts.append(
            f'<div><span class="soft">{group.value}</span>{svg.outcome_bar(rows)}<span class="soft">{keys}</span></div>'
        )
    return f'<h2>Outcomes</h2><div class="box">{"".join(parts)}</div>'


def _figures(evaluation: Evaluation) -> str:
    comparison = evaluation.comparison
    heads = [f"{summary.name} ({summary.cases})" for summary in evaluation.summaries]
    rows = []
    by_key = {} if comparison is None else {d.measure.key: d for d in comparison.differences}
    for number, figure in enumerate(evaluation.summaries[0].figures):
        cells = [_split(with_interval(summary.figures[number].estimate)) for summary in evaluation.summaries]
        if comparison is not None:
            difference = by_key.get(figure.measure.key)
            cells.append("–" if difference is None else _split(points(difference.change)))
        rows.append((figure.measure.label, cells))
    blank = [""] if comparison is not None else []
    rows += [(label, [*map(_split, cells), *blank]) for label, cells in extra_rows(evaluation.summaries)]
    heads += [f"difference ({comparison.common})"] if comparison is not None else []
    return _table(["%, with 95 % interval over facts", *heads], rows) + "".join(
        f'<p class="soft">{escape(summary.name)}: {escape(counts(summary))}</p>' for summary in evaluation.summaries
    )


def _split(text: str) -> str:
    """Return a figure with its interval on a line of its own: both side by side are too wide for a phone."""
    value, _, interval = text.partition(" (")
    return escape(value) + (f"<small>{escape(interval.removesuffix(')'))}</small>" if interval else "")


def _table(heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Return a table; the first cells and heads are plain text, the others HTML or whole ``<td>`` elements."""
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = ""
    for name, cells in rows:
        whole = "".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in cells)
        body += f"<tr><td>{escape(name)}</td>{whole}</tr>"
    return f'<div class="box scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _charts(summary: Summary, results: Sequence[Result]) -> str:
    answered = [result for result in results if not result.response.abstained]
    columns = [min(int(result.response.confidence * HISTOGRAM_COLUMNS), HISTOGRAM_COLUMNS - 1) for result in answered]
    by_right = {
        right: np.bincount(
            [c for c, r in zip(columns, answered, strict=True) if r.right is right], minlength=HISTOGRAM_COLUMNS
        )
        for right in (True, False)
    }
    times = [result.response.elapsed_ms for result in results]
    longest = max(float(np.quantile(times, 0.99)), 0.1) if times else 1.0
    slots = [min(int(time / longest * HISTOGRAM_COLUMNS), HISTOGRAM_COLUMNS - 1) for time in times]
    charts = [
        svg.curve(
            summary.confidence.curve,
            title="Risk over coverage: how many answers are not right, the most confident first",
            x_label="answered, % of all cases",
            y_label="not right, %",
        ),
        svg.calibration(summary.confidence.bins, title="Calibration: is an answer as often right as it claims?"),
        svg.histogram(
            [("good", by_right[True].tolist()), ("bad", by_right[False].tolist())],
            ["0", "25", "50", "75", "100"],
            title="Confidence of answers: right (green) and not right (red)",
            x_label="stated confidence, %",
            y_label="answers",
        ),
        svg.histogram(
            [("plain", np.bincount(slots, minlength=HISTOGRAM_COLUMNS).tolist())],
            [f"{longest * n / 4:.1f}" for n in range(5)],
            title="Time to an answer (the last column holds the slowest 1 %)",
            x_label="ms",
            y_label="cases",
        ),
    ]
    return f'<div class="charts">{"".join(charts)}</div>'


def _breakdowns(summary: Summary, opened: bool) -> str:
    parts = []
    for title, rows in (("kind", summary.by_kind), ("style", summary.by_style), ("passage", summary.by_passage)):
        # Only the short tables are open at first: the one of passages has a row for each of them.
        state = " open" if opened and title != "passage" else ""
        parts.append(f"<details{state}><summary>{escape(summary.name)}, by {title}</summary>{_rows(rows)}</details>")
    parts.append(
        f"<details><summary>{escape(summary.name)}, routes: expected down, taken across</summary>"
        f"{_routes(summary)}</details>"
    )
    return "".join(parts)


def _rows(rows: Sequence[Row]) -> str:
    lines = [
        (
            row.name,
            [
                str(row.cases),
                _split(with_interval(row.right)) + svg.interval_bar(row.right),
                percent(row.hit_1.value),
                percent(row.hit_3.value),
            ],
        )
        for row in rows
    ]
    return _table(["", "cases", "right", "hit@1", "hit@3"], lines)


def _routes(summary: Summary) -> str:
    taken = sorted({got for _, got in summary.routes})
    lines = []
    for wanted in sorted({want for want, _ in summary.routes}):
        cells = []
        for name in taken:
            number = summary.routes.get((wanted, name), 0)
            kind = "diagonal" if wanted == name else "off"
            cells.append(f'<td class="{kind}">{number}</td>' if number else "<td></td>")
        lines.append((wanted, cells))
    return _table(["", *taken], lines)
