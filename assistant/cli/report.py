"""``assistant report``: the service checklist in the terminal, and reports for the operator."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.common import load_assistant, option_home
from assistant.settings import load_settings
from corpus.errors import AssistantError

if TYPE_CHECKING:
    from assistant.dialogue import Dialogue
    from assistant.dialogue.report_store import ReportStore

FORMATS = ("pdf", "md", "json")


@click.group(name="report", invoke_without_command=True)
@option_home
@click.pass_context
def command(context: click.Context, home: Path | None) -> None:
    """Fill the service checklist of 2.10 step by step; drafts are kept."""
    context.obj = home
    if context.invoked_subcommand is not None:
        return
    from assistant.cli.dialogue import Terminal, converse
    from assistant.dialogue import Kind

    terminal = Terminal(load_assistant(home=home))
    terminal.begin(Kind.REPORT)
    converse(terminal)


@command.command(name="list")
@option_home
@click.pass_obj
def list_reports(of_group: Path | None, home: Path | None) -> None:
    """List all reports: those of this terminal and of the bot."""
    home = home or of_group
    from assistant.dialogue.report_state import Reporting
    from assistant.dialogue.report_store import all_stores
    from assistant.dialogue.report_text import one_line, progress

    found = False
    for store in all_stores(load_settings(home=home)):
        for report in store.list():
            state = report.state
            if isinstance(state, Reporting):
                found = True
                subject = one_line(state.value("system")) or "-"
                click.echo(f"{report.id}\t{state.changed}\t{subject}\t{progress(state)}")
    if not found:
        click.echo("No reports.")


@command.command(name="export")
@click.argument("id_", metavar="ID")
@click.option("--format", "ending", type=click.Choice(FORMATS), default="pdf", show_default=True, help="Kind of file.")
@click.option("--output", type=click.Path(path_type=Path), help='File to write, "-" for standard output.')
@option_home
@click.pass_obj
def export_report(of_group: Path | None, id_: str, ending: str, output: Path | None, home: Path | None) -> None:
    """Write the report ID as a file."""
    home = home or of_group
    from datetime import UTC, datetime

    import corpus as corpus_floor
    from assistant.compose import compose
    from assistant.dialogue import Desk
    from assistant.dialogue.report_export import export
    from assistant.dialogue.report_state import Reporting
    from assistant.types import Answer, ChatContext, Draft, Route

    settings = load_settings(home=home)
    store, report = _find(id_, settings_home=home)
    corpus = corpus_floor.load(settings.document, questions=False)

    def ask(question: str, context: ChatContext) -> Answer:
        return compose(question, Draft(Route.NONE, ()), corpus, context)

    today = datetime.now(UTC).astimezone().date().isoformat()
    if not isinstance(report.state, Reporting):
        raise AssistantError(f"{id_} is no report")
    file = export(report.state, report.id, ending, Desk(corpus, ask, store.read, today))
    if output == Path("-"):
        sys.stdout.buffer.write(file.data)
        return
    path = Path(file.name) if output is None else output
    path.write_bytes(file.data)
    click.echo(f"Written: {path}")


def _find(id_: str, settings_home: Path | None) -> tuple[ReportStore, Dialogue]:
    """Return a report and the store that it is in.

    :raises AssistantError: no store has it.
    """
    from assistant.dialogue.report_store import all_stores

    for store in all_stores(load_settings(home=settings_home)):
        report = store.get(id_)
        if report is not None:
            return store, report
    raise AssistantError(f"no report {id_!r}: see all with: assistant report list")
