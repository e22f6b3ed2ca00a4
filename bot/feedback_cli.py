"""``assistant feedback``: what people thought of the answers, for a person to review."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.group(name="feedback")
def command() -> None:
    """Work with votes, comments and unanswered questions."""


@command.command(name="export")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="File (default: standard output)."
)
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder with config.toml and var/ (default: the project).",
)
def export(output: Path | None, home: Path | None) -> None:
    """Write candidates for evaluation cases and the question bank, one JSON object a line.

    `assistant eval review FILE` reads them. Only votes and questions whose text was kept are written
    (setting store_questions).
    """
    from assistant.settings import load_settings
    from bot.store.database import make_engine
    from bot.store.migrate import migrate
    from bot.store.opinions import candidates

    settings = load_settings(home=home)
    engine = make_engine(settings.database_url, settings.var)
    migrate(engine)
    with engine.begin() as connection:
        found = list(candidates(connection))
    engine.dispose()
    written = [json.dumps(item, ensure_ascii=False) for item in found if item["question"]]
    text = "".join(f"{line}\n" for line in written)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
    without = len(found) - len(written)
    if without:
        click.echo(f"{without} more without text: they came while ASSISTANT_STORE_QUESTIONS was off", err=True)
