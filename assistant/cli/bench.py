"""``assistant bench``: speed and memory, against their aims."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from assistant.cli.common import option_home
from assistant.settings import load_settings


@click.command(name="bench")
@click.option("--build", "with_build", is_flag=True, help="Also time a full build of the index.")
@click.option("--strict", is_flag=True, help="Exit 1 where an aim is missed.")
@option_home
def command(with_build: bool, strict: bool, home: Path | None) -> None:
    """Measure speed and memory; prints the table that README shows."""
    from assistant.benchmark import markdown, measure

    figures = measure(load_settings(home=home), with_build=with_build)
    click.echo(markdown(figures))
    missed = [figure.name for figure in figures if figure.met is False]
    if missed:
        click.echo(f"Missed: {', '.join(missed)}", err=True)
        if strict:
            sys.exit(1)
