"""``assistant codes``: the event codes of the guideline."""

from __future__ import annotations

import sys

import click

import corpus as corpus_floor
from assistant.settings import load_settings


@click.command(name="codes")
@click.argument("search", nargs=-1)
def command(search: tuple[str, ...]) -> None:
    """List the event codes; SEARCH words narrow the list ("codes insulation")."""
    corpus = corpus_floor.load(load_settings().document, questions=False)
    words = " ".join(search).casefold().split()
    codes = [
        code
        for code in corpus.event_codes
        if all(word in f"{code.code} {code.name} {code.unit} {' '.join(code.aliases)}".casefold() for word in words)
    ]
    if not codes:
        click.echo(f"No event code matches {' '.join(search)!r}. See all: assistant codes")
        return
    if not sys.stdout.isatty():
        for code in codes:
            click.echo(f"{code.code}\t{code.unit}\t{code.name}")
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("Code", "Part", "Event")
    for code in codes:
        table.add_row(code.code, str(code.unit), code.name)
    Console().print(table)
