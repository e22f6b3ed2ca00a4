"""``assistant bench bot``: the bot under load, against the strict local Bot API server.

The server runs in this process, the bot in one of its own with an empty database and no ``config.toml``. Its pacing
is switched off, since Telegram's own limits (30 messages a second) would be all that is measured. Does not judge
whether answers are right (``assistant eval``).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import click

from assistant.settings import PREFIX, Settings, load_settings
from corpus.errors import BotError

if TYPE_CHECKING:
    from bot.bench_load import Outcome
    from bot.devserver import BotApiServer

START_S = 60.0
"""How long the bot may take until it asks for updates: migration and index included."""
STOP_S = 30.0
CODE_EVERY = 4
"""One question in so many is an event code, as in a real day's questions; the others are held-out bank questions."""
AIM_PER_S, AIM_P99_MS, AIM_MB = 150, 250, 260
"""What the bot should reach on two cores beside the server."""
LOG_TAIL = 3
"""Lines of the bot's log that an error shows."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the run measured."""

    steady: Outcome
    """Each chat asks when its last question is answered."""
    burst: Outcome
    """Each chat asks several at once."""
    peak_mb: float
    """Highest resident memory of the bot's process, in MB of 10^6 bytes."""
    exit_code: int
    """How the bot ended after SIGTERM."""

    def faults(self) -> list[str]:
        """Return what must never happen, in words."""
        found = [
            f"{getattr(outcome, what)} {what} of {outcome.asked} ({name})"
            for name, outcome in (("steady", self.steady), ("burst", self.burst))
            for what in ("lost", "doubled", "disordered")
            if getattr(outcome, what)
        ]
        return found + ([f"the bot ended with exit code {self.exit_code}"] if self.exit_code else [])

    def missed(self) -> list[str]:
        """Return the aims that were missed, in words."""
        aims = [
            (self.steady.per_second >= AIM_PER_S, f"{self.steady.per_second:.0f} answers/s, aim {AIM_PER_S}"),
            (self.steady.percentile_ms(0.99) <= AIM_P99_MS, f"p99 {self.steady.percentile_ms(0.99):.0f} ms"),
            (self.peak_mb <= AIM_MB, f"{self.peak_mb:.0f} MB, aim {AIM_MB}"),
        ]
        return [text for met, text in aims if not met]


class BotProcess:
    """The process ``assistant bot`` in a home of its own that shares the built index."""

    def __init__(self, server: BotApiServer, settings: Settings, home: Path) -> None:
        (home / "var").mkdir()
        (home / "var" / "index").symlink_to(settings.index_folder, target_is_directory=True)
        self.log = home / "bot.log"
        # The operator's own settings (access lists, webhook, database) have no place in the measurement.
        kept = {key: value for key, value in os.environ.items() if not key.startswith((PREFIX, "TELEGRAM_"))}
        environment = {
            **kept,
            **server.environment(),
            "ASSISTANT_HOME": str(home),
            "ASSISTANT_DOCUMENT": settings.document,
            "ASSISTANT_MODEL": settings.model,
            "ASSISTANT_INT8": str(settings.int8),
            "ASSISTANT_FLOOD_LIMITS": "off",
            "ASSISTANT_USER_RATE_PER_MINUTE": "0",
        }
        command = [sys.executable, "-m", "assistant.cli", "bot"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)  # noqa: S603  (our own)
        self.alive = threading.Event()
        self.alive.set()
        self.peak_mb = 0.0
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def __enter__(self) -> Self:
        """Return the process."""
        return self

    def __exit__(self, *error: Any) -> None:
        """Kill it if it still runs."""
        if self.alive.is_set():
            self.process.kill()
        self._watcher.join()

    def _watch(self) -> None:
        """Wait for the end and keep what the kernel says of the process then."""
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        # Linux counts in kB, macOS in bytes.
        self.peak_mb = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
        self.alive.clear()

    def wait_ready(self, server: BotApiServer) -> None:
        """Return when the bot asks for updates.

        :raises BotError: it ended, or did not come so far in time.
        """
        deadline_s = time.monotonic() + START_S
        while server.updates.polls == 0:
            if not self.alive.is_set() or time.monotonic() > deadline_s:
                why = "did not ask for updates" if self.alive.is_set() else f"ended with {self.process.returncode}"
                raise BotError(f"the bot {why}; its log ends: {self.tail()}")
            time.sleep(0.05)

    def stop(self) -> int:
        """End the process with SIGTERM and return its exit code.

        :raises BotError: it does not end.
        """
        if self.alive.is_set():
            self.process.send_signal(signal.SIGTERM)
        self._watcher.join(STOP_S)
        if self.alive.is_set():
            raise BotError(f"the bot does not end within {STOP_S:g} s of SIGTERM; its log ends: {self.tail()}")
        return int(self.process.returncode)

    def tail(self) -> str:
        """Return the last lines of the log."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return " | ".join(lines[-LOG_TAIL:]) or "empty"


def questions_for(settings: Settings, count: int) -> list[str]:
    """Return ``count`` questions: held-out bank questions and event codes, mixed the same way each time."""
    import corpus as corpus_floor

    corpus = corpus_floor.load(settings.document)
    texts = [question.question for question in corpus.questions if question.held_out]
    codes = [event.code for event in corpus.event_codes]
    return [
        codes[number // CODE_EVERY % len(codes)]
        if number % CODE_EVERY == 0
        else texts[(number - number // CODE_EVERY) % len(texts)]
        for number in range(count)
    ]


def measure(settings: Settings, *, chats: int, questions: int, burst: int, timeout_s: float) -> Result:
    """Return what the load run measured.

    :raises BotError: aiohttp is missing, or the bot does not start or end.
    :raises IndexUnusableError: the index is missing or does not fit.
    """
    try:
        from bot.bench_load import Load
        from bot.devserver import BotApiServer
    except ModuleNotFoundError as error:
        raise BotError(f"the load run needs {error.name}: pip install '.[bot,dev]' in the project") from None
    _check_index(settings)
    texts = questions_for(settings, chats + questions + chats * burst)
    settings.var.mkdir(parents=True, exist_ok=True)
    # Beside the real database, so that the disk is the same.
    with tempfile.TemporaryDirectory(dir=settings.var, prefix="bench-") as folder, BotApiServer() as server:
        users = [server.user(f"Person {number}") for number in range(chats)]
        with BotProcess(server, settings, Path(folder)) as process:
            process.wait_ready(server)
            Load(server, users, texts[:chats], window=1).run(timeout_s, process.alive)  # warm-up
            steady = Load(server, users, texts[chats : chats + questions], window=1).run(timeout_s, process.alive)
            heap = Load(server, users, texts[chats + questions :], window=burst).run(timeout_s, process.alive)
            if not process.alive.is_set():
                raise BotError(f"the bot ended under load; its log ends: {process.tail()}")
            exit_code = process.stop()
            return Result(steady, heap, process.peak_mb, exit_code)


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
    steady, heap = result.steady, result.burst
    lost, doubled, disordered = (
        getattr(steady, what) + getattr(heap, what) for what in ("lost", "doubled", "disordered")
    )
    rows: Sequence[tuple[str, str, str]] = (
        (f"questions from {chats} chats at once", f"{steady.asked + heap.asked:,}", "≥ 2,000"),
        ("lost, doubled, out of order", f"{lost}, {doubled}, {disordered}", "0, 0, 0"),
        ("answers a second", f"{steady.per_second:.0f}", f"≥ {AIM_PER_S}"),
        ("question to answer, median", f"{steady.percentile_ms(0.5):.0f} ms", ""),
        ("question to answer, p99", f"{steady.percentile_ms(0.99):.0f} ms", f"≤ {AIM_P99_MS} ms"),
        (f"answers a second, {heap.asked // chats} questions a chat at a time", f"{heap.per_second:.0f}", ""),
        ("peak memory of the bot", f"{result.peak_mb:.0f} MB", f"≤ {AIM_MB} MB"),
    )
    lines = ["| the bot under load | measured | aim |", "| --- | ---: | ---: |"]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows])


@click.command(name="bench-bot")
@click.option("--chats", type=click.IntRange(1, 1000), default=50, show_default=True, help="Chats at once.")
@click.option(
    "--questions", type=click.IntRange(1), default=2000, show_default=True, help="Questions, each after an answer."
)
@click.option(
    "--burst",
    type=click.IntRange(1, 100),
    default=10,
    show_default=True,
    help="Questions of each chat at a time, after.",
)
@click.option(
    "--timeout", "timeout_s", default=120.0, show_default=True, help="Longest time for each part, in seconds."
)
@click.option("--strict", is_flag=True, help="Exit 1 where an aim is missed.")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder with config.toml and var/ (default: the project).",
)
def command(chats: int, questions: int, burst: int, timeout_s: float, strict: bool, home: Path | None) -> None:
    """Measure the bot under load against a local Bot API server; exit 1 where an answer is lost or doubled."""
    result = measure(load_settings(home=home), chats=chats, questions=questions, burst=burst, timeout_s=timeout_s)
    click.echo(markdown(result, chats))
    faults, missed = result.faults(), result.missed()
    for text in faults + missed:
        click.echo(f"Missed: {text}", err=True)
    if faults or (strict and missed):
        sys.exit(1)
