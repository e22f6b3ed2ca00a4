"""``assistant eval``: is an answer still right? And ``assistant eval review``.

Exit codes: 0 done and, with ``--against``, the gate passed; 1 the gate failed; 2 it could not run.
Everything heavy is imported when it is needed.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.common import end_progress, load_assistant, option_home, show_progress
from corpus.errors import AssistantError

if TYPE_CHECKING:
    from eval.render.words import Evaluation

GATE_FAILED = 1
COULD_NOT_RUN = 2
STANDARD_OUTPUT = "-"
PLAIN_WIDTH = 120
"""Width of the report where it goes to a file or a CI log."""
SPLITS = ("dev", "test")
FOLDER_PATH = click.Path(path_type=Path, file_okay=False)
KINDS = "code voltage led text unanswerable ambiguous dangerous dialogue".split()
STYLES = "plain terse chatty typos nonnative real".split()
SYSTEMS = "bm25 vectors rrf bank head full all".split()
"""As in ``eval.types`` and ``eval.systems``, which ``--help`` does not import; a test compares."""


def _output(name: str, text: str) -> Callable[[Any], Any]:
    """Return an option whose value is a file, or standard output where none is given."""
    target = f"to_{name}"
    return click.option(f"--{name}", target, is_flag=False, flag_value=STANDARD_OUTPUT, metavar="[FILE]", help=text)


def _file(name: str, target: str, text: str, *, exists: bool = False) -> Callable[[Any], Any]:
    kind = click.Path(path_type=Path, dir_okay=False, exists=exists)
    return click.option(f"--{name}", target, type=kind, help=text)


@click.group(name="eval", invoke_without_command=True)
@_file("against", "against", "Compare with a stored run and be the gate: exit 1 where it got worse.")
@click.option("--system", type=click.Choice(SYSTEMS), default="full", show_default=True, help="One part alone, or all.")
@_file(
    "answers", "answers", "Score another system's answers, as ask --jsonl writes them; no guided walks.", exists=True
)
@click.option("--split", "splits", multiple=True, type=click.Choice(SPLITS), help="Only these cases.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only these cases.")
@click.option("--style", "styles", multiple=True, type=click.Choice(STYLES), help="Only these cases.")
@click.option("--passage", "passages", multiple=True, metavar="REF", help="Only cases that accept this reference.")
@click.option("--failures", is_flag=True, help="List every case that is not right.")
@click.option("--breakdowns", is_flag=True, help="Also by kind, style, passage and route.")
@_file("html", "to_html", "Write the report as one page.")
@_output("json", "Print or write all figures and outcomes; --against reads it.")
@_output("markdown", "Print or write the tables.")
@_output("junit", "Print or write JUnit XML.")
@_file("renew", "renew", "Store this run as the baseline (make baseline).")
@click.option("--print-questions", is_flag=True, help="Print the questions for ask --jsonl, and stop.")
@click.option("--cases", "folder", type=FOLDER_PATH, help="Folder of case files (default: eval/cases).")
@option_home
@click.pass_context
def command(context: click.Context, /, **options: Any) -> None:
    """Ask every case and compare with what is expected; what broke comes first."""
    if context.invoked_subcommand is None:
        sys.exit(_guarded(lambda: _evaluate(**options)))


def _guarded(run: Callable[[], int]) -> int:
    """Return the exit code of a run; 2 with the reason on standard error where it could not be."""
    try:
        return run()
    except (click.ClickException, click.Abort):
        raise
    except (AssistantError, OSError, UnicodeDecodeError) as error:
        end_progress()
        click.echo(f"assistant eval: {error}", err=True)
    except Exception:
        # Python would exit with 1, which means "the gate failed" here: a broken product must not look like that.
        end_progress()
        traceback.print_exc()
    return COULD_NOT_RUN


def _evaluate(
    *,
    against: Path | None,
    system: str,
    answers: Path | None,
    splits: tuple[str, ...],
    kinds: tuple[str, ...],
    styles: tuple[str, ...],
    passages: tuple[str, ...],
    failures: bool,
    breakdowns: bool,
    to_html: Path | None,
    to_json: str | None,
    to_markdown: str | None,
    to_junit: str | None,
    renew: Path | None,
    print_questions: bool,
    folder: Path | None,
    home: Path | None,
) -> int:
    from assistant.settings import load_settings
    from eval.answers import question_line
    from eval.cases import FOLDER
    from eval.run import Selection, evaluate, load_cases, run_all, run_assistant, run_file, without_walks
    from eval.store import BASELINE, document

    if answers is not None and system != "full":
        raise click.UsageError("--answers scores a file and --system the assistant: give one of them")
    if renew is not None and (splits or kinds or styles or passages or answers or system != "full"):
        raise click.UsageError("a baseline holds all cases of the full assistant: give --renew without a selection")
    every = load_cases(FOLDER if folder is None else folder, load_settings(home=home))
    cases = Selection(splits, kinds, styles, passages).of(every)
    askable = every
    if answers is not None or system != "full" or print_questions:
        selected, askable, cases = len(cases), tuple(without_walks(every)), without_walks(cases)
        if selected > len(cases):
            walks = selected - len(cases)
            click.echo(f"{walks} guided walks are left out: they need the diagnosis itself, not answers", err=True)
    if print_questions:
        click.echo("\n".join(map(question_line, cases)))
        return 0
    if system == "all":
        from eval.render.markdown import ablation_table

        if against or to_html or to_json or to_junit:
            raise click.UsageError("--system all prints one table: no --against, --html, --json or --junit")
        entries = run_all(load_assistant(home=home), askable, cases, show_progress)
        end_progress()
        _write(to_markdown or STANDARD_OUTPUT, ablation_table(entries) + "\n")
        return 0
    if answers is None:
        run = run_assistant(load_assistant(home=home), cases, system=system, every=askable, progress=show_progress)
        end_progress()
    else:
        run = run_file(answers, cases, askable)
    # Without being told to gate, a run of the assistant still shows what changed since the stored one.
    own = system == "full" and answers is None and folder is None and renew is None and BASELINE.is_file()
    evaluation = evaluate(run, every, against or (BASELINE if own else None))
    if renew is not None:
        _write(str(renew), document(run, evaluation.summaries, times=False))
    _report(evaluation, to_html, to_json, to_markdown, to_junit, failures=failures, breakdowns=breakdowns)
    refused = evaluation.comparison is not None and bool(evaluation.comparison.objections)
    return GATE_FAILED if against is not None and refused else 0


def _report(
    evaluation: Evaluation,
    to_html: Path | None,
    to_json: str | None,
    to_markdown: str | None,
    to_junit: str | None,
    *,
    failures: bool,
    breakdowns: bool,
) -> None:
    """Write the files asked for; print for a person unless one of them takes standard output."""
    if to_html is not None:
        from eval.render.page import page

        _write(str(to_html), page(evaluation))
    if to_json is not None:
        from eval.store import document

        _write(to_json, document(evaluation.run, evaluation.summaries, times=True))
    if to_markdown is not None:
        from eval.render.markdown import markdown

        _write(to_markdown, markdown(evaluation))
    if to_junit is not None:
        from eval.render.junit import junit

        _write(to_junit, junit(evaluation))
    if STANDARD_OUTPUT not in (to_json, to_markdown, to_junit):
        from rich.console import Console

        from eval.render.terminal import print_evaluation

        width = None if sys.stdout.isatty() else PLAIN_WIDTH
        console = Console(highlight=False, width=width)
        print_evaluation(evaluation, console, failures=failures, breakdowns=breakdowns)


def _write(target: str, text: str) -> None:
    if target == STANDARD_OUTPUT:
        click.echo(text, nl=False)
    else:
        Path(target).write_text(text, encoding="utf-8")


@command.command(name="review")
@click.argument("candidates", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--split", type=click.Choice(SPLITS), default="dev", show_default=True, help="Split of accepted cases.")
@_file("cases", "cases_file", "Case file to append to (default: eval/cases/reviewed.jsonl).")
@_file("bank", "bank_file", "Bank file to append to (default: questions/reviewed.txt of the document).")
@option_home
def review(candidates: Path, split: str, cases_file: Path | None, bank_file: Path | None, home: Path | None) -> None:
    """Accept, edit or reject CANDIDATES of `assistant feedback export`, one by one."""
    from assistant.settings import load_settings
    from eval.review import Review

    def run() -> int:
        settings = load_settings(home=home)
        Review.open(candidates, settings, split=split, cases_file=cases_file, bank_file=bank_file).run()
        return 0

    sys.exit(_guarded(run))
