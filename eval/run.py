"""One evaluation from case files to figures: what the command does, without the command line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import corpus as corpus_floor
from assistant.engine import Assistant
from assistant.settings import Settings
from corpus.errors import EvaluationError
from eval.answers import Progress, ask_all, no_progress, read_answers
from eval.cases import read_cases
from eval.compare import compare
from eval.figures import Summary, summarise
from eval.render.words import Evaluation
from eval.scoring import score_all
from eval.store import provenance, read_stored
from eval.systems import FULL, SYSTEMS, Ablations
from eval.types import SPLITS, Case, Kind, Response, Run


@dataclass(frozen=True, slots=True)
class Selection:
    """Which cases to run; empty means all."""

    splits: Collection[str] = ()
    kinds: Collection[str] = ()
    styles: Collection[str] = ()
    passages: Collection[str] = ()
    """References, one of which a case must accept."""

    def of(self, cases: Sequence[Case]) -> list[Case]:
        """Return the selected cases, in order.

        :raises EvaluationError: none is selected.
        """
        wanted = [
            case
            for case in cases
            if (not self.splits or case.split in self.splits)
            and (not self.kinds or case.kind in self.kinds)
            and (not self.styles or case.style in self.styles)
            and (not self.passages or set(self.passages) & set(case.refs))
        ]
        if not wanted:
            raise EvaluationError("no case is of the split, kind, style and passage asked for")
        return wanted


def load_cases(folder: Path, settings: Settings) -> tuple[Case, ...]:
    """Return all cases of a folder, their references checked against the document.

    :raises EvaluationError: a bad case file.
    """
    known = corpus_floor.load(settings.document, questions=False).by_ref
    return read_cases(folder, known.keys())


def without_walks(cases: Sequence[Case]) -> list[Case]:
    """Return the cases that any system can answer: walks need the guided diagnosis itself.

    :raises EvaluationError: all of them are walks.
    """
    asked = [case for case in cases if case.kind is not Kind.DIALOGUE]
    if cases and not asked:
        raise EvaluationError("all cases asked for are guided walks, which only the full assistant can take")
    return asked


def run_assistant(
    assistant: Assistant,
    cases: Sequence[Case],
    *,
    system: str = FULL,
    every: Sequence[Case] = (),
    progress: Progress = no_progress,
) -> Run:
    """Return the results of the assistant, or of one ablation of its retrieval.

    :param every: all cases, from which an ablation takes the dev split that fits its threshold.
    """
    if system == FULL:
        responses = ask_all(assistant, cases, progress)
    else:
        responses = _ablation(Ablations(assistant, every, progress), system, every, cases)
    return Run(provenance(system, assistant), score_all(zip(cases, responses, strict=True)))


def run_file(path: Path, cases: Sequence[Case], every: Sequence[Case]) -> Run:
    """Return the results of another system's answers.

    :raises EvaluationError: the file is no answers file, or lacks the answer to a case.
    """
    answers = read_answers(path, every)
    missing = [case.id for case in cases if case.id not in answers]
    if missing:
        raise EvaluationError(f"{path} answers {len(answers)} cases and lacks {len(missing)}, the first {missing[0]}")
    return Run(provenance(path.name, None), score_all((case, answers[case.id]) for case in cases))


def run_all(
    assistant: Assistant, every: Sequence[Case], cases: Sequence[Case], progress: Progress = no_progress
) -> list[tuple[Run, Summary]]:
    """Return every system's run with its figures over the first split: the ablation table."""
    ablations = Ablations(assistant, every, progress)
    entries = []
    for system in SYSTEMS:
        responses = (
            ask_all(assistant, cases, progress) if system == FULL else _ablation(ablations, system, every, cases)
        )
        run = Run(provenance(system, assistant), score_all(zip(cases, responses, strict=True)))
        entries.append((run, summaries(run)[0]))
    return entries


def _ablation(ablations: Ablations, system: str, every: Sequence[Case], cases: Sequence[Case]) -> list[Response]:
    responses = dict(zip((case.id for case in every), ablations.responses(system), strict=True))
    return [responses[case.id] for case in cases]


def summaries(run: Run) -> tuple[Summary, ...]:
    """Return the figures of each split that has cases, test first."""
    parts = []
    for split in reversed(SPLITS):
        results = [result for result in run.results if result.case.split == split]
        if results:
            parts.append(summarise(split, results))
    return tuple(parts)


def evaluate(run: Run, every: Sequence[Case], against: Path | None) -> Evaluation:
    """Return all that a report shows.

    :param against: a stored run to compare with.
    :raises EvaluationError: the stored run cannot be used.
    """
    evaluation = Evaluation(run, summaries(run), None)
    if against is None:
        return evaluation
    stored = read_stored(against, every)
    return replace(evaluation, comparison=compare(stored, run, {case.id for case in every}))
