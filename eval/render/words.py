"""What several renderers say in the same words: figures with intervals, what a case expects, what it got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.bootstrap import Estimate
from eval.compare import Comparison
from eval.figures import Summary
from eval.types import Case, Response, Result, Run

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that a report shows."""

    run: Run
    summaries: tuple[Summary, ...]
    """``test`` first, where there are such cases."""
    comparison: Comparison | None

    @property
    def failing_must(self) -> list[Result]:
        """Return the cases that must never fail and do."""
        return [result for result in self.run.results if result.case.must and not result.right]

    @property
    def failures(self) -> list[Result]:
        """Return the results that are not right."""
        return [result for result in self.run.results if not result.right]


def percent(value: float | None) -> str:
    """Return a share in per cent with one decimal."""
    return NOTHING if value is None else f"{100 * value:.1f}"


def with_interval(estimate: Estimate) -> str:
    """Return a share in per cent with its interval: ``93.4 (91.0 to 95.6)``."""
    if estimate.value is None:
        return NOTHING
    return f"{percent(estimate.value)} ({percent(estimate.low)} to {percent(estimate.high)})"


def decimal(estimate: Estimate) -> str:
    """Return a figure that is no share, with its interval: ``0.934 (0.910 to 0.956)``."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return NOTHING
    return f"{estimate.value:.3f} ({estimate.low:.3f} to {estimate.high:.3f})"


def points(estimate: Estimate) -> str:
    """Return a difference in percentage points with its interval: ``+1.2 (-0.3 to +2.8)``."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return NOTHING
    # Adding 0.0 makes a rounded -0.0 a 0.0, which is shown as no change.
    value, low, high = (round(100 * part, 1) + 0.0 for part in (estimate.value, estimate.low, estimate.high))
    return f"{value:+.1f} ({low:+.1f} to {high:+.1f})" if (value, low, high) != (0.0, 0.0, 0.0) else "0.0"


def asked(case: Case) -> str:
    """Return the question, the earlier turns of a dialogue before it."""
    return " → ".join((*case.turns, case.question))


def expected(case: Case) -> str:
    """Return what a case expects, in one line."""
    parts = [" or ".join(case.route)]
    if case.refs:
        parts.append(" or ".join(case.refs))
    parts += [f"/{pattern}/" for pattern in case.contains]
    parts += [f"not /{pattern}/" for pattern in case.forbids]
    return " · ".join(parts)


def got(response: Response) -> str:
    """Return what was answered, in one line: route, references, rule, confidence."""
    parts = [response.route or "answer"]
    if response.abstained and response.route != "none":
        parts[0] += ", abstained"
    if response.citations:
        parts.append(", ".join(response.citations[:3]))
    elif response.suggestions:
        parts.append(f"suggests {', '.join(response.suggestions[:3])}")
    if response.rule:
        parts.append(f"rule {response.rule}")
    parts.append(f"confidence {response.confidence:.2f}")
    return " · ".join(parts)


def source(run: Run) -> str:
    """Return what was evaluated, in one line."""
    what = run.provenance
    parts = [f"system {what.system}"]
    for name, value, length in (
        ("commit", what.commit, 12),
        ("corpus", what.corpus_hash, 12),
        ("model", what.model, 60),
    ):
        if value:
            dirty = "-dirty" if name == "commit" and value.endswith("-dirty") else ""
            parts.append(f"{name} {value[:length]}{dirty}")
    return " · ".join(parts)


def extra_rows(summaries: Sequence[Summary]) -> list[tuple[str, list[str]]]:
    """Return the rows below the headline figures: confidence and latency, one column a summary."""
    return [
        ("risk-coverage area (lower is better)", [decimal(summary.confidence.area) for summary in summaries]),
        ("AUROC of the confidence", [decimal(summary.confidence.auroc) for summary in summaries]),
        ("calibration error", [decimal(summary.confidence.calibration_error) for summary in summaries]),
        (
            "latency p50 / p99, ms",
            [f"{summary.latency.p50_ms:.1f} / {summary.latency.p99_ms:.1f}" for summary in summaries],
        ),
    ]


def counts(summary: Summary) -> str:
    """Return the numbers of cases by group and outcome: ``answerable: 400 correct, 12 wrong``."""
    groups = []
    for group in sorted(summary.outcomes):
        outcomes = summary.outcomes[group]
        groups.append(f"{group}: " + ", ".join(f"{outcomes[name]} {name}" for name in sorted(outcomes)))
    return "; ".join(groups)
