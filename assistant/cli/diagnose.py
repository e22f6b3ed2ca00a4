"""``assistant diagnose``: from a symptom to the measure, step by step."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.cli.common import load_assistant, option_home


@click.command(name="diagnose")
@option_home
def command(home: Path | None) -> None:
    """Find the measure step by step; what is typed is understood or answered."""
    from assistant.cli.dialogue import Terminal, converse
    from assistant.dialogue import Kind

    terminal = Terminal(load_assistant(home=home))
    terminal.begin(Kind.DIAGNOSE)
    converse(terminal)
