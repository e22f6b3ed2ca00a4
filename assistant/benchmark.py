"""Measures speed and memory, each in a process of its own: answers, whole commands, and the plain way.

"The plain way" is the same model through sentence-transformers and a FAISS index of the passages, as most
tutorials do it; it runs only where the build parts are installed. Not here: whether answers are right
(``assistant eval``).
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import corpus as corpus_floor
from assistant.settings import Settings

WARM_UP = 20
ROUNDS = 3
PROCESS_RUNS = 7
FREE_TEXTS = 100
"""Held-out bank questions of each style that are timed: real lengths, and no evaluation case."""
FREE_TEXT = "the wifi dongle drops the connection to our router every evening"
TABLE_QUESTIONS = (
    "EC108",
    "error code 124 on the display",
    "what does EC 403 mean",
    "minimum voltage HVM+ with 4 modules",
    "nominal voltage of HVS+ 10.2",
    "HVB 5 modules, tower measures 252,3 V",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure with its aim."""

    name: str
    value: float
    unit: str
    aim: float | None
    """Highest value wanted; None where nothing was promised."""

    @property
    def met(self) -> bool | None:
        """Return whether the aim is met; None without one."""
        return None if self.aim is None else self.value <= self.aim


def measure(settings: Settings, *, with_build: bool) -> list[Figure]:
    """Return all figures; medians of several runs, in the order of the table.

    :raises IndexUnusableError: there is no usable index and none can be built.
    """
    serving = _child("serve", settings)
    figures = [
        Figure("code or voltage answer, median", serving["table_ms"], "ms", 0.3),
        Figure("free text, a typed question, median", serving["question_ms"], "ms", 5),
        Figure("free text, a message of some 30 words, median", serving["message_ms"], "ms", None),
        Figure("free text, both, p99", serving["text_p99_ms"], "ms", 15),
        Figure("assistant ask EC108, whole process", _process(["ask", "EC108"], settings), "s", 0.25),
        Figure("assistant ask, free text, whole process", _process(["ask", FREE_TEXT], settings), "s", 0.8),
        Figure("peak memory serving", serving["peak_mb"], "MB", 220),
    ]
    if find_spec("sentence_transformers") is not None:
        plain = _child("plain", settings)
        figures += [
            Figure("plain way: a typed question, median", plain["question_ms"], "ms", None),
            Figure("plain way: a message, median", plain["message_ms"], "ms", None),
            Figure("plain way: both, p99", plain["text_p99_ms"], "ms", None),
            Figure("plain way: first answer, cold process", plain["first_s"], "s", None),
            Figure("plain way: peak memory", plain["peak_mb"], "MB", None),
        ]
    if with_build:
        figures.append(Figure("full build", _child("build", settings)["build_s"], "s", 180))
    return figures


def markdown(figures: Sequence[Figure]) -> str:
    """Return the figures as a Markdown table."""
    lines = ["| what | measured | aim |", "| --- | ---: | ---: |"]
    for figure in figures:
        aim = "" if figure.aim is None else f"≤ {figure.aim:g} {figure.unit}"
        lines.append(f"| {figure.name} | {_number(figure.value)} {figure.unit} | {aim} |")
    return "\n".join(lines)


def _number(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.0f}"


def _process(arguments: Sequence[str], settings: Settings) -> float:
    """Return the median wall time of a whole command, in seconds."""
    command = [sys.executable, "-m", "assistant.cli", *arguments, "--home", str(settings.home)]
    times = []
    for _ in range(PROCESS_RUNS):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603  (our own command line)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _child(task: str, settings: Settings) -> dict[str, float]:
    """Run one task of this module in a process of its own and return what it printed."""
    command = [sys.executable, "-m", "assistant.benchmark", task, str(settings.home)]
    result = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    figures: dict[str, float] = json.loads(result.stdout.splitlines()[-1])
    return figures


def _peak_mb() -> float:
    """Return the highest resident memory of this process so far, in MB of 10^6 bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def _times(ask: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Return the milliseconds of each call, after a warm-up."""
    for question in questions[:WARM_UP]:
        ask(question)
    times = []
    for _ in range(ROUNDS):
        for question in questions:
            started = time.perf_counter()
            ask(question)
            times.append((time.perf_counter() - started) * 1000)
    return times


def _free_texts(settings: Settings) -> dict[str, list[str]]:
    """Return typed questions and messages from the bank's held-out part, evenly spread over it."""
    found = [question for question in corpus_floor.load(settings.document).questions if question.held_out]
    texts = {}
    for name, style in (("question", "plain"), ("message", "real")):
        of_style = [question.question for question in found if question.style == style]
        texts[name] = of_style[:: max(1, len(of_style) // FREE_TEXTS)][:FREE_TEXTS]
    return texts


def _text_times(ask: Callable[[str], object], texts: dict[str, list[str]]) -> dict[str, float]:
    """Return the median for each kind of text, and the 99th percentile of both."""
    times = {name: _times(ask, questions) for name, questions in texts.items()}
    medians = {f"{name}_ms": statistics.median(values) for name, values in times.items()}
    return medians | {"text_p99_ms": _p99([value for values in times.values() for value in values])}


def _p99(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


def _serve(settings: Settings) -> dict[str, float]:
    from assistant.engine import Assistant

    texts = json.loads(_texts_elsewhere(settings))
    assistant = Assistant.load(settings)
    table = _times(assistant.ask, TABLE_QUESTIONS * 10)
    return _text_times(assistant.ask, texts) | {"table_ms": statistics.median(table), "peak_mb": _peak_mb()}


def _texts_elsewhere(settings: Settings) -> str:
    """Return the free texts as JSON, read in another process: reading the bank would count as serving memory."""
    command = [sys.executable, "-m", "assistant.benchmark", "texts", str(settings.home)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603


def _plain(settings: Settings) -> dict[str, float]:
    started = time.perf_counter()
    import faiss
    from sentence_transformers import SentenceTransformer

    from index.chunks import chunks_of
    from index.model import find_model

    model = SentenceTransformer(find_model(settings.model).location, device="cpu")
    loaded = time.perf_counter() - started
    chunks = chunks_of(corpus_floor.load(settings.document, questions=False).passages)
    vectors = model.encode([chunk.text for chunk in chunks], normalize_embeddings=True, show_progress_bar=False)
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)

    def ask(question: str) -> object:
        return flat.search(model.encode([question], normalize_embeddings=True, show_progress_bar=False), 3)

    started = time.perf_counter()
    ask(FREE_TEXT)
    # Stored vectors would spare embedding the passages, so that does not count against the plain way.
    first_s = loaded + time.perf_counter() - started
    peak_mb = _peak_mb()
    return _text_times(ask, _free_texts(settings)) | {"first_s": first_s, "peak_mb": peak_mb}


def _build(settings: Settings) -> dict[str, float]:
    import tempfile
    from pathlib import Path

    from index.build import build

    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        build(Path(folder) / "index", document=settings.document, model=settings.model, int8=settings.int8)
        return {"build_s": time.perf_counter() - started}


def _main(task: str, home: str) -> None:
    from assistant.settings import load_settings

    settings = load_settings(home=home)
    if task == "texts":
        print(json.dumps(_free_texts(settings)))
        return
    tasks = {"serve": _serve, "plain": _plain, "build": _build}
    print(json.dumps(tasks[task](settings)))


if __name__ == "__main__":
    _main(*sys.argv[1:])
