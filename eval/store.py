"""Writes a run as JSON and reads it back: the baseline, and what ``--json`` prints.

One line a case, so that a diff of two baselines is readable. Times are left out of a baseline: it must come out the
same whenever the same code answers.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.engine import Assistant
from corpus.errors import EvaluationError
from eval.bootstrap import Estimate
from eval.compare import Stored
from eval.figures import Summary
from eval.types import Case, Outcome, Provenance, Response, Result, Run

FORMAT = 1
BASELINE = Path(__file__).resolve().parent / "baseline.json"
DIGITS = 6
"""Decimals of figures: more would store rounding errors."""


def provenance(system: str, assistant: Assistant | None, *, with_index: bool = True) -> Provenance:
    """Return what is evaluated.

    :param assistant: None where another system's answers are.
    """
    commit = commit_of(Path(__file__).resolve().parent)
    if assistant is None:
        return Provenance(system, commit)
    manifest = assistant.index.manifest if with_index else None
    model, sha256 = ("", "") if manifest is None else (manifest.model, manifest.model_sha256)
    return Provenance(system, commit, assistant.corpus.hash, model, sha256)


def commit_of(folder: Path) -> str:
    """Return the commit that a folder is checked out at, with ``-dirty`` where tracked files differ; "" outside of Git.

    The baseline itself does not count: renewing it is what asks for the commit.
    """
    git = shutil.which("git")
    if git is None:
        return ""
    answers = []
    for arguments in (["rev-parse", "HEAD"], ["status", "--porcelain", "-uno", "--", ":/", f":!{BASELINE.name}"]):
        command = [git, "-C", str(folder), *arguments]
        done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603  (fixed arguments)
        if done.returncode != 0:
            return ""
        answers.append(done.stdout.strip())
    return answers[0] + ("-dirty" if answers[1] else "")


def document(run: Run, summaries: Sequence[Summary], *, times: bool) -> str:
    """Return the run as JSON text.

    :param times: whether to keep how long the answers took.
    """
    head = {
        "format": FORMAT,
        **asdict(run.provenance),
        "figures": {summary.name: _figures(summary, times=times) for summary in summaries},
    }
    cases = [json.dumps(_case(result, times=times), ensure_ascii=False) for result in run.results]
    lines = json.dumps(head, indent=1, ensure_ascii=False).removesuffix("\n}")
    return lines + ',\n "cases": [\n  ' + ",\n  ".join(cases) + "\n ]\n}\n"


def _figures(summary: Summary, *, times: bool) -> dict[str, Any]:
    confidence = summary.confidence
    figures: dict[str, Any] = {
        "cases": summary.cases,
        "facts": summary.facts,
        "outcomes": summary.outcomes,
        **{figure.measure.key: _estimate(figure.estimate) for figure in summary.figures},
        "risk_coverage_area": _estimate(confidence.area),
        "auroc": _estimate(confidence.auroc),
        "calibration_error": _estimate(confidence.calibration_error),
    }
    if times:
        figures["latency_ms"] = {"p50": round(summary.latency.p50_ms, 3), "p99": round(summary.latency.p99_ms, 3)}
    return figures


def _estimate(estimate: Estimate) -> dict[str, float | int | None]:
    parts = {"value": estimate.value, "low": estimate.low, "high": estimate.high}
    return {**{key: None if v is None else round(v, DIGITS) for key, v in parts.items()}, "count": estimate.count}


def _case(result: Result, *, times: bool) -> dict[str, Any]:
    case, response = result.case, result.response
    content: dict[str, Any] = {
        "id": case.id,
        "case": case.fingerprint,
        "must": case.must,
        "outcome": result.outcome.value,
        "right": result.right,
        "why": result.why,
        "route": response.route,
        "refs": list(response.citations),
        "suggestions": list(response.suggestions),
        "confidence": round(response.confidence, 4),
        "abstained": response.abstained,
        "rule": response.rule,
    }
    if times:
        content["elapsed_ms"] = round(response.elapsed_ms, 3)
    return content


def read_stored(path: Path, cases: Sequence[Case]) -> Stored:
    """Return a stored run.

    :raises EvaluationError: it is missing, damaged or of another format.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EvaluationError(f"there is no baseline at {path}. Make one: make baseline") from None
    except (OSError, ValueError) as error:
        raise EvaluationError(f"the baseline {path} cannot be read: {error}") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise EvaluationError(f"the baseline {path} is not of format {FORMAT}. Renew it: make baseline")
    by_id = {case.id: case for case in cases}
    try:
        stored = Stored(
            Provenance(**{key: content[key] for key in asdict(Provenance(""))}),
            must={entry["id"]: entry["must"] for entry in content["cases"]},
            results={
                entry["id"]: _result(by_id[entry["id"]], entry)
                for entry in content["cases"]
                if entry["id"] in by_id and by_id[entry["id"]].fingerprint == entry["case"]
            },
        )
    except (KeyError, TypeError, ValueError) as error:
        raise EvaluationError(f"the baseline {path} is damaged ({error!r}). Renew it: make baseline") from error
    return stored


def _result(case: Case, entry: dict[str, Any]) -> Result:
    response = Response(
        route=entry["route"],
        text="",
        citations=tuple(entry["refs"]),
        suggestions=tuple(entry["suggestions"]),
        confidence=entry["confidence"],
        abstained=entry["abstained"],
        rule=entry["rule"],
    )
    return Result(case, response, Outcome(entry["outcome"]), entry["right"], entry["why"])
