"""Compares two runs over the same cases: what broke, what was fixed, what is new; differences with intervals; the gate.

A case whose question or expectation was changed since counts as new.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from eval.bootstrap import Estimate, McNemar, Resampling, mcnemar
from eval.figures import MEASURES, Measure, values
from eval.types import Outcome, Provenance, Result, Run


@dataclass(frozen=True, slots=True)
class Change:
    """One case, before and after."""

    before: Result
    after: Result


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure's difference over the cases that both runs have."""

    measure: Measure
    before: Estimate
    after: Estimate
    change: Estimate
    """After minus before, resampled together."""

    @property
    def worse(self) -> bool:
        """Return whether the whole interval lies on the bad side of zero."""
        low, high = self.change.low, self.change.high
        if low is None or high is None:
            return False
        return high < 0 if self.measure.higher else low > 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run against an earlier one."""

    baseline: Provenance
    broken: tuple[Change, ...]
    """Right before, not right now."""
    fixed: tuple[Change, ...]
    new: tuple[Result, ...]
    """Cases that the earlier run does not have, or had in another wording."""
    gone: tuple[str, ...]
    """Ids of cases that the earlier run has and the case files have no longer."""
    common: int
    """Cases that both runs have."""
    differences: tuple[Difference, ...]
    facts: McNemar
    objections: tuple[str, ...]
    """Why the gate refuses the run; empty where it passes."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored run."""

    provenance: Provenance
    must: dict[str, bool]
    """Whether a case must never fail, by the id of every case that was stored."""
    results: dict[str, Result]
    """Results by case id, without the answers' texts; only of cases that are still the same."""


def compare(stored: Stored, run: Run, existing: Collection[str]) -> Comparison:
    """Return the comparison.

    :param existing: ids of all cases in the case files, also of those that this run left out.
    """
    changes: list[Change] = []
    new: list[Result] = []
    for result in run.results:
        before = stored.results.get(result.case.id)
        if before is None:
            new.append(result)
        else:
            changes.append(Change(before, result))
    gone = [name for name in stored.must if name not in existing]
    gone_must = [name for name in gone if stored.must[name]]
    differences = _differences(changes)
    return Comparison(
        baseline=stored.provenance,
        broken=tuple(change for change in changes if change.before.right and not change.after.right),
        fixed=tuple(change for change in changes if change.after.right and not change.before.right),
        new=tuple(new),
        gone=tuple(gone),
        common=len(changes),
        differences=differences,
        facts=mcnemar(
            [change.after.case.fact for change in changes],
            [change.before.right for change in changes],
            [change.after.right for change in changes],
        ),
        objections=_objections(changes, new, gone_must, differences),
    )


def _differences(changes: Sequence[Change]) -> tuple[Difference, ...]:
    if not changes:
        return ()
    before, after = [change.before for change in changes], [change.after for change in changes]
    resampling = Resampling([result.case.fact for result in after])
    rows = []
    for measure in MEASURES:
        old, new = values(measure, before), values(measure, after)
        rows.append(Difference(measure, resampling.mean(old), resampling.mean(new), resampling.difference(old, new)))
    return tuple(rows)


def _objections(
    changes: Sequence[Change], new: Sequence[Result], gone_must: Sequence[str], differences: Sequence[Difference]
) -> tuple[str, ...]:
    """Return why the gate refuses: a must case broke, false answers rose, an interval lies on the bad side of zero."""
    said = []
    lost = [change.after.case for change in changes if change.before.right and not change.after.right]
    broken = [case.id for case in lost if case.must]
    if broken:
        said.append(f"must cases broke: {_listed(broken)}")
    failing = [result.case.id for result in new if result.case.must and not result.right]
    if failing:
        said.append(f"new must cases fail: {_listed(failing)}")
    if gone_must:
        said.append(f"must cases are gone: {_listed(gone_must)} (renew the baseline where that is wanted)")
    false_before = sum(change.before.outcome is Outcome.FALSE_ANSWER for change in changes)
    false_now = sum(change.after.outcome is Outcome.FALSE_ANSWER for change in changes)
    if false_now > false_before:
        said.append(f"false answers rose from {false_before} to {false_now}")
    for difference in differences:
        if difference.measure.gated and difference.worse:
            change = difference.change
            interval = f"{_points(change.low)} to {_points(change.high)}"
            said.append(f"{difference.measure.label}: {_points(change.value)} points, 95 % interval {interval}")
    return tuple(said)


def _listed(names: Sequence[str], most: int = 8) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _points(value: float | None) -> str:
    return "?" if value is None else f"{100 * value:+.1f}"
