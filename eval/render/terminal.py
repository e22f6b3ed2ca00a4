"""An evaluation for a person in a terminal: what changed first, then the table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from eval.compare import Change, Comparison
from eval.figures import Row, Summary
from eval.render.words import Evaluation, asked, counts, expected, extra_rows, got, points, source, with_interval
from eval.types import Result

MOST_SHOWN = 40
"""Cases listed under one heading: beyond that the report (``--html``) reads better."""


def print_evaluation(evaluation: Evaluation, console: Console, *, failures: bool, breakdowns: bool) -> None:
    """Print changes, failures where asked for, the table and the verdict."""
    if evaluation.comparison is not None:
        _changes(evaluation.comparison, console)
    if failures:
        _listed("NOT RIGHT", "red", [(result, None) for result in evaluation.failures], console)
    _table(evaluation, console)
    if breakdowns:
        for summary in evaluation.summaries:
            for title, rows in (
                ("kind", summary.by_kind),
                ("style", summary.by_style),
                ("passage", summary.by_passage),
            ):
                _breakdown(f"{summary.name}, by {title}", rows, console)
            _routes(summary, console)
    failing = evaluation.failing_must
    if failing:
        names = ", ".join(result.case.id for result in failing[:MOST_SHOWN])
        names += ", …" if len(failing) > MOST_SHOWN else ""
        console.print(f"[red]{len(failing)} that must never fail do:[/] {escape(names)}")
    if evaluation.comparison is not None:
        _verdict(evaluation.comparison, console)


def _changes(comparison: Comparison, console: Console) -> None:
    _listed("BROKEN", "red", [(change.after, change) for change in comparison.broken], console)
    _listed("FIXED", "green", [(change.after, change) for change in comparison.fixed], console)
    right = sum(result.right for result in comparison.new)
    wrong: list[tuple[Result, Change | None]] = [(result, None) for result in comparison.new if not result.right]
    _listed("NEW", "yellow", wrong, console, f"{len(comparison.new)}: {right} right, {len(wrong)} not")
    if comparison.gone:
        console.print(f"[yellow]GONE[/] {len(comparison.gone)}: {escape(', '.join(comparison.gone[:MOST_SHOWN]))}")
    console.print()


def _listed(
    title: str, colour: str, items: Sequence[tuple[Result, Change | None]], console: Console, count: str | None = None
) -> None:
    console.print(f"[{colour} bold]{title}[/] {len(items) if count is None else count}")
    for result, change in items[:MOST_SHOWN]:
        case = result.case
        must = " [red bold]must[/]" if case.must else ""
        console.print(f"  [bold]{escape(case.id)}[/]{must} {case.kind}, {case.style}: {escape(asked(case))}")
        console.print(f"    expected  {escape(expected(case))}")
        console.print(f"    got       {escape(got(result.response))}")
        if change is not None:
            console.print(f"    before    {escape(got(change.before.response))}")
        if result.why or (change is not None and change.before.why):
            why = result.why or (f"before: {change.before.why}" if change is not None else "")
            console.print(f"    why       {escape(why)}")
    if len(items) > MOST_SHOWN:
        console.print(f"  … and {len(items) - MOST_SHOWN} more: see --html")


def _table(evaluation: Evaluation, console: Console) -> None:
    comparison = evaluation.comparison
    # Printed apart from the table, whose title would wrap at the table's width.
    console.print(f"[bold]{escape(source(evaluation.run))}[/]")
    table = Table()
    table.add_column("per cent, with 95 % interval over facts")
    for summary in evaluation.summaries:
        table.add_column(f"{summary.name}: {summary.cases} cases, {summary.facts} facts", justify="right")
    if comparison is not None:
        table.add_column(f"difference, {comparison.common} cases", justify="right")
    changes = {} if comparison is None else {d.measure.key: d for d in comparison.differences}
    for number, figure in enumerate(evaluation.summaries[0].figures):
        cells = [with_interval(summary.figures[number].estimate) for summary in evaluation.summaries]
        if comparison is not None:
            difference = changes.get(figure.measure.key)
            cell = "–" if difference is None else points(difference.change)
            cells.append(f"[red]{cell}[/]" if difference is not None and difference.worse else cell)
        table.add_row(figure.measure.label, *cells)
    table.add_section()
    for label, cells in extra_rows(evaluation.summaries):
        table.add_row(label, *cells)
    console.print(table)
    for summary in evaluation.summaries:
        console.print(f"{summary.name}: {counts(summary)}")
    if comparison is not None:
        facts = comparison.facts
        console.print(
            f"facts wholly right: {facts.worse} lost, {facts.better} won (exact McNemar p = {facts.p:.3g}); "
            f"baseline {escape(comparison.baseline.commit[:12] or 'of unknown commit')}"
        )


def _breakdown(title: str, rows: Sequence[Row], console: Console) -> None:
    console.print(title)
    table = Table()
    table.add_column("")
    for name in ("cases", "right", "hit@1", "hit@3"):
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(
            row.name, str(row.cases), with_interval(row.right), with_interval(row.hit_1), with_interval(row.hit_3)
        )
    console.print(table)


def _routes(summary: Summary, console: Console) -> None:
    taken = sorted({got for _, got in summary.routes})
    console.print(f"{summary.name}, routes: expected down, taken across")
    table = Table()
    table.add_column("")
    for name in taken:
        table.add_column(name, justify="right")
    for wanted in sorted({want for want, _ in summary.routes}):
        table.add_row(wanted, *(str(summary.routes.get((wanted, name), "")) for name in taken))
    console.print(table)


def _verdict(comparison: Comparison, console: Console) -> None:
    if not comparison.objections:
        console.print("[green bold]GATE passed[/]: no must case broke, no more false answers, nothing clearly worse")
        return
    console.print("[red bold]GATE failed[/]:")
    for objection in comparison.objections:
        console.print(f"  - {escape(objection)}")
