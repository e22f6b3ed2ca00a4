"""``assistant bench bot``: the bot under load, against the strict local Bot API server.

The server runs in this process, the bot in one of its own with an empty database and no ``config.toml``. Its pacing
is switched off, since Telegram's own limits (30 messages a second) would be all that is measured. Does not judge
whether answers are right (``assistant eval``).
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.settings import Settings, load_settings
from corpus.errors import BotError

if TYPE_CHECKING:
    from bot.bench_load import Outcome

CODE_EVERY = 4
"""One question in so many is an event code, as in a real day's questions; the others are held-out bank questions."""
AIM_PER_S, AIM_P99_MS, AIM_MB = 150, 250, 260
"""What the bot should reach on two cores beside the server."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the run measured."""

    steady: Outcome
    """Each chat asks when its last question is answered: as many answers a second as the bot can give."""
    offered: Outcome
    """The chats together ask at a steady rate, whatever is answered: how long an answer takes at that rate."""
    burst: Outcome
    """Each chat asks several at once."""
    peaks_mb: tuple[float, ...]
    """Highest resident memory of each process, in MB of 10^6 bytes: the one that talks, the one that answers."""
    exit_code: int
    """How the bot ended after SIGTERM."""
    rate_per_s: float
    """The rate of ``offered``."""
    load_before: float
    """How many processes wanted a core in the minute before."""
    own_share: float
    """Share of one core that the server and the asking chats took while rate and latency were measured."""

    def parts(self) -> tuple[tuple[str, Outcome], ...]:
        """Return the loads with their names."""
        return (("steady", self.steady), ("offered rate", self.offered), ("burst", self.burst))

    def faults(self) -> list[str]:
        """Return what must never happen, in words."""
        found = [
            f"{getattr(outcome, what)} {what} of {outcome.asked} ({name})"
            for name, outcome in self.parts()
            for what in ("lost", "doubled", "disordered")
            if getattr(outcome, what)
        ]
        return found + ([f"the bot ended with exit code {self.exit_code}"] if self.exit_code else [])

    def missed(self) -> list[str]:
        """Return the aims that were missed, in words."""
        aims = [
            (self.steady.per_second >= AIM_PER_S, f"{self.steady.per_second:.0f} answers/s, aim {AIM_PER_S}"),
            (
                self.offered.percentile_ms(0.99) <= AIM_P99_MS,
                f"p99 {self.offered.percentile_ms(0.99):.0f} ms at {self.rate_per_s:g} questions/s, aim {AIM_P99_MS}",
            ),
            (sum(self.peaks_mb) <= AIM_MB, f"{sum(self.peaks_mb):.0f} MB, aim {AIM_MB}"),
        ]
        return [text for met, text in aims if not met]


def questions_for(settings: Settings, count: int) -> list[str]:
    """Return ``count`` questions: held-out bank questions and event codes, mixed the same way each time.

    Pasted measured values are left out: they open a guided dialogue, and what its chat asks later belongs to that.
    """
    import corpus as corpus_floor
    from assistant import Assistant, dialogue

    corpus = corpus_floor.load(settings.document)
    desk = dialogue.Desk(corpus, Assistant.load(settings).ask)
    held_out = (question.question for question in corpus.questions if question.held_out)
    texts = [text for text in held_out if not dialogue.is_measurement(text, desk)]
    codes = [event.code for event in corpus.event_codes]
    return [
        codes[number // CODE_EVERY % len(codes)]
        if number % CODE_EVERY == 0
        else texts[(number - number // CODE_EVERY) % len(texts)]
        for number in range(count)
    ]


def measure(
    settings: Settings, *, chats: int, questions: int, burst: int, rate_per_s: float, timeout_s: float
) -> Result:
    """Return what the load run measured.

    :raises BotError: aiohttp is missing, or the bot does not start or end.
    :raises IndexUnusableError: the index is missing or does not fit.
    """
    try:
        from bot.bench_load import Load
        from bot.bench_process import BotProcess
        from bot.devserver import BotApiServer
    except ModuleNotFoundError as error:
        raise BotError(f"the load run needs {error.name}: pip install '.[dev]' in the project") from None
    _check_index(settings)
    texts = iter(questions_for(settings, chats + 2 * questions + chats * burst))
    load_before = os.getloadavg()[0]
    settings.var.mkdir(parents=True, exist_ok=True)
    # Beside the real database, so that the disk is the same.
    with tempfile.TemporaryDirectory(dir=settings.var, prefix="bench-") as folder, BotApiServer() as server:
        users = [server.user(f"Person {number}") for number in range(chats)]
        with BotProcess(server, settings, Path(folder)) as process:
            process.wait_ready(server)

            def load(count: int, window: int, rate_per_s: float | None = None) -> Outcome:
                run = Load(server, users, list(islice(texts, count)), window=window, rate_per_s=rate_per_s)
                return run.run(timeout_s, process.alive)

            load(chats, 1)  # warm-up
            begun_s, own_s = time.monotonic(), time.process_time()
            steady, offered = load(questions, 1), load(questions, 0, rate_per_s)
            own_share = (time.process_time() - own_s) / (time.monotonic() - begun_s)
            heap = load(chats * burst, burst)
            peaks_mb = process.peaks_mb()
            if not process.alive.is_set():
                raise BotError(f"the bot ended under load; its log ends: {process.tail()}")
            return Result(steady, offered, heap, peaks_mb, process.stop(), rate_per_s, load_before, own_share)


def _check_index(settings: Settings) -> None:
    """Refuse an index that the bot would have to build first.

    :raises IndexUnusableError: it is missing or does not fit.
    """
    import corpus as corpus_floor
    from index.search import check_index

    corpus = corpus_floor.load(settings.document, questions=False)
    check_index(settings.index_folder, corpus, model=settings.model, int8=settings.int8)


def markdown(result: Result, chats: int) -> str:
    """Return the figures as the Markdown table that README shows."""
    steady, offered, heap = result.steady, result.offered, result.burst
    asked, lost, doubled, disordered = (
        sum(getattr(outcome, what) for _, outcome in result.parts())
        for what in ("asked", "lost", "doubled", "disordered")
    )
    peaks = " + ".join(f"{mb:.0f}" for mb in result.peaks_mb)
    memory = f"{peaks} = {sum(result.peaks_mb):.0f} MB" if result.peaks_mb else "not told by this system"
    rate = f"at {result.rate_per_s:g} questions a second"
    rows: Sequence[tuple[str, str, str]] = (
        (f"questions from {chats} chats at once", f"{asked:,}", "≥ 2,000"),
        ("lost, doubled, out of order", f"{lost}, {doubled}, {disordered}", "0, 0, 0"),
        ("answers a second, each chat asking again at once", f"{steady.per_second:.0f}", f"≥ {AIM_PER_S}"),
        (f"{rate}: to the answer, median", f"{offered.percentile_ms(0.5):.0f} ms", ""),
        (f"{rate}: to the answer, p99", f"{offered.percentile_ms(0.99):.0f} ms", f"≤ {AIM_P99_MS} ms"),
        (f"answers a second, {heap.asked // chats} questions a chat at a time", f"{heap.per_second:.0f}", ""),
        ("peak memory: bot + its answering process", memory, f"≤ {AIM_MB} MB"),
    )
    lines = ["| the bot under load | measured | aim |", "| --- | ---: | ---: |"]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows])


def conditions(result: Result) -> str:
    """Return what else took part in the measurement."""
    return (
        f"On {os.cpu_count()} cores, load average {result.load_before:.1f} before. They are shared: the server and the "
        f"asking chats took {100 * result.own_share:.0f} % of a core beside the bot."
    )


@click.command(name="bench-bot")
@click.option("--chats", type=click.IntRange(1, 1000), default=50, show_default=True, help="Chats at once.")
@click.option(
    "--questions", type=click.IntRange(1), default=2000, show_default=True, help="Questions of each of two parts."
)
@click.option(
    "--burst",
    type=click.IntRange(1, 100),
    default=10,
    show_default=True,
    help="Questions of each chat at a time, after.",
)
@click.option("--rate", type=click.FloatRange(1), default=AIM_PER_S, show_default=True, help="Questions a second.")
@click.option(
    "--timeout", "timeout_s", default=120.0, show_default=True, help="Longest time for each part, in seconds."
)
@click.option("--strict", is_flag=True, help="Exit 1 where an aim is missed.")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder with config.toml and var/ (default: the project).",
)
def command(
    chats: int, questions: int, burst: int, rate: float, timeout_s: float, strict: bool, home: Path | None
) -> None:
    """Measure the bot under load against a local Bot API server; exit 1 where an answer is lost or doubled.

    The questions are asked twice: each after an answer, then at a steady rate, which the latency is measured at.
    """
    result = measure(
        load_settings(home=home), chats=chats, questions=questions, burst=burst, rate_per_s=rate, timeout_s=timeout_s
    )
    click.echo(f"{markdown(result, chats)}\n\n{conditions(result)}")
    faults, missed = result.faults(), result.missed()
    for text in faults + missed:
        click.echo(f"Missed: {text}", err=True)
    if faults or (strict and missed):
        sys.exit(1)
