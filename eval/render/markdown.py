"""An evaluation as Markdown: the table that README shows, and the ablation table."""

from __future__ import annotations

from collections.abc import Sequence

from eval.figures import Summary
from eval.render.words import Evaluation, asked, expected, extra_rows, got, points, source, with_interval
from eval.types import Result, Run

ABLATION_COLUMNS = ("hit_1", "hit_3", "mrr", "correct", "refused", "right")
"""Measures of the ablation table."""


def markdown(evaluation: Evaluation) -> str:
    """Return the report as Markdown, changes first."""
    parts = []
    comparison = evaluation.comparison
    if comparison is not None:
        parts.append(_cases("BROKEN", [change.after for change in comparison.broken]))
        parts.append(_cases("FIXED", [change.after for change in comparison.fixed]))
        parts.append(_cases("NEW, not right", [result for result in comparison.new if not result.right]))
        verdict = "passed" if not comparison.objections else "failed: " + "; ".join(comparison.objections)
        parts.append(f"**Gate {verdict}**")
    parts.append(figures_table(evaluation))
    parts.append(f"*{source(evaluation.run)}*")
    return "\n\n".join(parts) + "\n"


def figures_table(evaluation: Evaluation) -> str:
    """Return the headline figures as a table."""
    summaries, comparison = evaluation.summaries, evaluation.comparison
    heads = [f"{summary.name} ({summary.cases} cases, {summary.facts} facts)" for summary in summaries]
    heads += [f"difference ({comparison.common} cases)"] if comparison is not None else []
    rows = [["%, with 95 % interval over facts", *heads], ["---", *["---:"] * len(heads)]]
    changes = {} if comparison is None else {d.measure.key: points(d.change) for d in comparison.differences}
    for number, figure in enumerate(summaries[0].figures):
        cells = [with_interval(summary.figures[number].estimate) for summary in summaries]
        cells += [changes.get(figure.measure.key, "–")] if comparison is not None else []
        rows.append([figure.measure.label, *cells])
    rows += [[label, *cells, *[""] * (comparison is not None)] for label, cells in extra_rows(summaries)]
    return "\n".join(_row(row) for row in rows)


def ablation_table(entries: Sequence[tuple[Run, Summary]]) -> str:
    """Return one row a system, over the cases of one split."""
    first = entries[0][1]
    labels = [next(f.measure.label for f in first.figures if f.measure.key == key) for key in ABLATION_COLUMNS]
    rows = [[f"system ({first.name}: {first.cases} cases)", *labels], ["---", *["---:"] * len(labels)]]
    for run, summary in entries:
        rows.append([run.provenance.system, *(with_interval(summary.figure(key)) for key in ABLATION_COLUMNS)])
    return "\n".join(_row(row) for row in rows)


def _cases(title: str, results: Sequence[Result]) -> str:
    rows = [["id", "question", "expected", "got"], ["---"] * 4]
    for result in results:
        name = f"{result.case.id} **must**" if result.case.must else result.case.id
        rows.append([name, asked(result.case), expected(result.case), got(result.response)])
    table = "\n\n" + "\n".join(_row(row) for row in rows) if results else ""
    return f"### {title}: {len(results)}{table}"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"
