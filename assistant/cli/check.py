"""``assistant check``: validate the whole corpus."""

from __future__ import annotations

import sys

import click

import corpus as corpus_floor
from assistant.settings import load_settings


@click.command(name="check")
def command() -> None:
    """Validate the corpus: guideline, tables and question bank."""
    from corpus.checks import check

    corpus = corpus_floor.load(load_settings().document)
    report = check(corpus)
    for line in report.summary:
        click.echo(line)
    for kind, findings in (("problem", report.problems), ("warning", report.warnings)):
        for finding in findings:
            click.echo(f"{kind}: {finding}", err=True)
    click.echo(f"{len(report.problems)} problems, {len(report.warnings)} warnings")
    if not report.ok:
        sys.exit(1)
