"""``assistant measure``: a verdict on measured voltages."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from assistant.cli.common import load_assistant, option_home


@click.command(name="measure")
@click.argument("values", nargs=-1)
@click.option("--picture", type=click.Path(path_type=Path, dir_okay=False), help="Also write the bars as a PNG file.")
@option_home
def command(values: tuple[str, ...], picture: Path | None, home: Path | None) -> None:
    """Judge measured VALUES, such as "HVM+ 51.2 50.9 44,1 51.0 51.1"; without them, ask for them."""
    from assistant.cli.dialogue import Terminal, converse
    from assistant.dialogue import Kind, screen

    text = " ".join(values)
    if not values and not sys.stdin.isatty():
        text = sys.stdin.buffer.read().decode("utf-8", errors="replace")
    terminal = Terminal(load_assistant(home=home))
    terminal.begin(Kind.MEASURE, text)
    if sys.stdin.isatty() and not text:
        converse(terminal)
    if picture is not None and terminal.active is not None:
        pictures = [file for file in screen(terminal.active, terminal.desk).attachments if file.mime == "image/png"]
        if not pictures:
            click.echo("No picture: there is no module voltage to draw yet.", err=True)
            sys.exit(1)
        picture.write_bytes(pictures[0].data)
