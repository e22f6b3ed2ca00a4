"""Lets a person accept, edit or reject candidates of ``assistant feedback export`` as cases or bank questions.

Decisions are kept beside the candidates (``FILE.reviewed``), so that a review can be stopped and resumed; the
candidates' file is not changed. What stands in the bank or among the cases already is refused.
Questions and prompts only: reading candidates and writing what was accepted is in ``candidates.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

import corpus as corpus_floor
from assistant.settings import Settings
from assistant.types import Route
from corpus.errors import AssistantError
from corpus.load import ROOT
from corpus.questions import STYLES as BANK_STYLES
from corpus.questions import TAGS
from eval.candidates import Candidate, Decisions, append_case, append_question, case_content, read_candidates
from eval.cases import FOLDER, read_cases
from eval.duplicates import Known
from eval.render.words import asked
from eval.types import GROUPS, PERSONAS, STYLES, Group, Kind

ROUTE_OF_KIND = {
    Kind.CODE: Route.EVENT_CODE,
    Kind.VOLTAGE: Route.VOLTAGE,
    Kind.LED: Route.LED,
    Kind.TEXT: Route.GUIDELINE,
    Kind.AMBIGUOUS: Route.CLARIFY,
    Kind.UNANSWERABLE: Route.NONE,
    Kind.DANGEROUS: Route.NONE,
}
"""Route that is proposed for a kind; no feedback is a walk through the guided diagnosis."""
CHOICES = {"c": "case", "b": "bank", "e": "edit", "r": "reject", "l": "later", "q": "quit"}


class Review:
    """One sitting over a file of candidates."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        decisions: Decisions,
        known: Known,
        refs: frozenset[str],
        *,
        split: str,
        cases_file: Path,
        bank_file: Path,
    ) -> None:
        """Use ``Review.open`` unless all parts are at hand."""
        self.candidates = candidates
        self.decisions = decisions
        self.known = known
        self.refs = refs
        self.split = split
        self.cases_file = cases_file
        self.bank_file = bank_file
        self._added: list[tuple[str, str]] = []

    @classmethod
    def open(
        cls, path: Path, settings: Settings, *, split: str, cases_file: Path | None, bank_file: Path | None
    ) -> Review:
        """Return a review of a file.

        :raises EvaluationError: the candidates or the case files are malformed.
        :raises CorpusError: the bank is malformed.
        """
        corpus = corpus_floor.load(settings.document)
        cases_file = FOLDER / "reviewed.jsonl" if cases_file is None else cases_file
        bank = [(f"bank {question.author}:{question.line}", question.question) for question in corpus.questions]
        folders = {folder for folder in (FOLDER, cases_file.parent) if any(folder.glob("*.jsonl"))}
        cases = [case for folder in sorted(folders) for case in read_cases(folder, corpus.by_ref.keys())]
        return cls(
            read_candidates(path),
            Decisions(path.with_name(path.name + ".reviewed")),
            Known([*bank, *((f"case {case.id}", asked(case)) for case in cases)]),
            frozenset(corpus.by_ref),
            split=split,
            cases_file=cases_file,
            bank_file=ROOT / settings.document / "questions" / "reviewed.txt" if bank_file is None else bank_file,
        )

    def run(self) -> None:
        """Ask for each candidate what becomes of it."""
        waiting = [candidate for candidate in self.candidates if not self.decisions.made(candidate)]
        counts = dict.fromkeys(("case", "bank", "rejected", "duplicate", "later"), 0)
        for number, candidate in enumerate(waiting, 1):
            if self.decisions.made(candidate):
                continue
            click.echo(f"\n[{number}/{len(waiting)}]")
            decision = self._decide(candidate)
            if decision == "quit":
                break
            counts[decision] += 1
            if decision != "later":
                self.decisions.add(candidate, decision)
        click.echo("\n" + ", ".join(f"{number} {name}" for name, number in counts.items()))
        if counts["bank"]:
            click.echo("The bank has changed: assistant build, then assistant eval.")
        if counts["case"]:
            click.echo("Cases were added: assistant eval shows them as NEW until make baseline.")

    def _decide(self, candidate: Candidate) -> str:
        """Return what becomes of a candidate: case, bank, rejected, duplicate, later or quit."""
        while True:
            self._show(candidate)
            match = self.known.find(candidate.whole) or Known(self._added).find(candidate.whole)
            if match is not None:
                click.echo(f"  refused: there already, {match.place} ({match.similarity:.0%} alike): {match.question}")
                return "duplicate"
            prompt = ", ".join(f"[{key}] {name}" for key, name in CHOICES.items())
            choice = CHOICES[click.prompt(f"  {prompt}", type=click.Choice(list(CHOICES)), show_choices=False)]
            if choice in ("later", "quit"):
                return choice
            if choice == "reject":
                return "rejected"
            if choice == "edit":
                candidate = candidate.reworded(click.prompt("  question", default=candidate.question))
                continue
            try:
                self._accept(candidate, choice)
            except AssistantError as error:
                click.echo(f"  not accepted: {error}")
                continue
            self._added.append((f"this review's {choice}", candidate.whole))
            return choice

    def _show(self, candidate: Candidate) -> None:
        click.echo(f"  {candidate.whole}")
        for name, value in candidate.remarks().items():
            click.echo(f"  {name}: {value}")

    def _accept(self, candidate: Candidate, choice: str) -> None:
        """Ask for what is missing and append the candidate.

        :raises AssistantError: what was typed makes no case or bank question.
        """
        proposed = " ".join(candidate.refs)
        refs = click.prompt("  references, best first (none: not answered)", default=proposed or "none").split()
        refs = [] if refs == ["none"] else refs
        if choice == "bank":
            style = click.prompt("  style", type=click.Choice(BANK_STYLES), default="real")
            tag = "" if refs else click.prompt("  kind of none", type=click.Choice(TAGS), default="absent")
            append_question(self.bank_file, candidate.question, refs, style, tag, self.refs)
            return
        wanted = [kind.value for kind in ROUTE_OF_KIND if (GROUPS[kind] is Group.UNANSWERABLE) is not bool(refs)]
        kind = Kind(click.prompt("  kind", type=click.Choice(wanted), default="text" if refs else "unanswerable"))
        content = case_content(
            candidate,
            fact=click.prompt("  fact (groups paraphrases)", default=candidate.slug),
            kind=kind,
            route=click.prompt("  accepted routes", default=ROUTE_OF_KIND[kind].value).split(),
            refs=refs,
            contains=_patterns("  the text must match (pattern, empty: anything)"),
            forbids=_patterns("  the text must not match (pattern, empty: nothing)"),
            must=click.confirm("  may never fail", default=False),
            persona=click.prompt("  persona", type=click.Choice(PERSONAS), default="other"),
            style=click.prompt("  style", type=click.Choice(STYLES), default="real"),
            split=self.split,
        )
        append_case(self.cases_file, content, self.refs)


def _patterns(prompt: str) -> list[str]:
    """Return the one pattern typed, or none."""
    typed = click.prompt(prompt, default="", show_default=False)
    return [typed] if typed else []
