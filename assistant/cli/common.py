"""What several commands share: loading the assistant with a progress line, printing an answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from assistant.engine import Assistant
from assistant.render.markdown import answer_markdown
from assistant.settings import load_settings
from assistant.types import Answer


def load_assistant(**flags: Any) -> Assistant:
    """Return the assistant; a build that turns out to be needed shows its progress on standard error."""
    return Assistant.load(load_settings(**flags), progress=show_progress)


class _Shown:
    """The last progress line's text, so that a new task starts a new line."""

    what = ""


def show_progress(what: str, done: int, total: int) -> None:
    """Show one line of progress on standard error: a bar in a terminal, one line a task elsewhere."""
    if not sys.stderr.isatty():
        if what != _Shown.what:
            click.echo(f"{what} ...", err=True)
        _Shown.what = what
        return
    if what != _Shown.what and _Shown.what:
        click.echo(err=True)
    _Shown.what = what
    width = 24
    filled = width * done // total if total > 1 else 0
    bar = f" [{'#' * filled}{'.' * (width - filled)}] {done}/{total}" if total > 1 else " ..."
    click.echo(f"\r{what}{bar}", nl=False, err=True)


def end_progress() -> None:
    """End the progress line of a terminal."""
    if _Shown.what and sys.stderr.isatty():
        click.echo(err=True)
    _Shown.what = ""


def print_answer(answer: Answer) -> None:
    """Print an answer: with colours in a terminal, as plain Markdown in a pipe."""
    text = answer_markdown(answer)
    if not sys.stdout.isatty():
        click.echo(text)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console(highlight=False).print(Markdown(text))


def option_home(function: Any) -> Any:
    """Add the option that names the project's folder."""
    return click.option(
        "--home",
        type=click.Path(path_type=Path, file_okay=False),
        help="Folder with config.toml and var/ (default: the project).",
    )(function)
