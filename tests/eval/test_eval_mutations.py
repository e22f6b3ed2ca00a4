"""The gate notices: a passage, a rule, a table cell, the decision graph and a threshold are broken in turn.

Each is broken in a copy of the whole product, the way an edit would break it, and the copy's own command is run
against the baseline of the unbroken product. The copies share the built index, whose manifest is told the copy's
corpus hash: nothing is embedded again.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.load import folder_hash
from eval.cases import FOLDER, read_cases
from eval.run import run_assistant, summaries
from eval.store import document
from eval.types import Kind

PROJECT = Path(__file__).resolve().parents[2]
FLOORS = ("assistant", "corpus", "eval", "index")


def replace(file, old, new):
    """Return an edit of one text in a copy's file."""

    def edit(copy):
        text = (copy / file).read_text(encoding="utf-8")
        assert old in text, f"{file} holds no {old!r} any more: choose another mutation"
        (copy / file).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def never_abstain(copy):
    """Set the threshold of abstaining to 0."""
    path = copy / "var" / "index" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["calibration"]["thresholds"][0] = 0.0
    path.write_text(json.dumps(manifest), encoding="utf-8")


def nothing(copy):
    """Leave the copy as it is."""


@dataclass(frozen=True)
class Mutation:
    """One edit, the selection of cases that it concerns, and what the gate must say."""

    edit: Callable[[Path], None]
    selection: tuple[str, str]
    says: str


PASSAGE = "2.2/13"
DOCUMENT = "corpus/byd-battery-box-hv"
MUTATIONS = {
    "nothing": Mutation(nothing, ("--kind", "code"), "GATE passed"),
    "passage": Mutation(
        replace(f"{DOCUMENT}/guideline/2.2.md", "10 minutes", "2 minutes"), ("--passage", PASSAGE), "must cases broke"
    ),
    "rule": Mutation(
        replace("assistant/route/__init__.py", "    safety.RULE,", ""), ("--kind", "dangerous"), "false answers rose"
    ),
    "table cell": Mutation(
        replace(f"{DOCUMENT}/tables/module_types.toml", 'healthy_v = "90"', 'healthy_v = "85"'),
        ("--kind", "voltage"),
        "must cases broke",
    ),
    "decision graph": Mutation(
        replace(f"{DOCUMENT}/diagnosis.toml", 'ends = ["2.10", "2.2/13"]', 'ends = ["2.2/13", "2.10"]'),
        ("--kind", "dialogue"),
        "must cases broke",
    ),
    "threshold": Mutation(never_abstain, ("--kind", "unanswerable"), "false answers rose"),
}


@pytest.fixture(scope="module")
def gates(assistant, tmp_path_factory):
    """Return what each mutation's gate came to; all run at the same time."""
    root = tmp_path_factory.mktemp("mutations")
    assistant.index  # noqa: B018  (builds it where it is out of date, so that the copies need not)
    cases = read_cases(FOLDER, assistant.corpus.by_ref.keys())
    # The many other free texts take most of the time and no mutation's selection asks them.
    cases = [case for case in cases if case.kind is not Kind.TEXT or PASSAGE in case.refs]
    run = run_assistant(assistant, cases)
    baseline = root / "baseline.json"
    baseline.write_text(document(run, summaries(run), times=False), encoding="utf-8")
    started = {name: _start(root / name, mutation, baseline, assistant) for name, mutation in MUTATIONS.items()}
    return {name: (process.communicate(timeout=120), process.returncode) for name, process in started.items()}


def _start(copy, mutation, baseline, assistant):
    """Start the gate of a broken copy."""
    copy.mkdir()
    for floor in FLOORS:
        shutil.copytree(PROJECT / floor, copy / floor, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", copy)
    index = copy / "var" / "index"
    index.mkdir(parents=True)
    for path in assistant.settings.index_folder.iterdir():
        if path.name == "manifest.json":
            shutil.copy(path, index)
        else:
            (index / path.name).symlink_to(path)
    mutation.edit(copy)
    manifest = json.loads((index / "manifest.json").read_text(encoding="utf-8"))
    manifest["corpus_hash"] = folder_hash(copy / "corpus" / assistant.settings.document)
    (index / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    command = [sys.executable, "-c", "from eval.cli import command; command()", "--against", str(baseline)]
    command += mutation.selection
    return subprocess.Popen(
        command, cwd=copy, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_gate_fails_for_each_thing_broken_and_passes_for_none(gates, name):
    (output, errors), code = gates[name]
    assert code == (0 if name == "nothing" else 1), output + errors
    assert MUTATIONS[name].says in output
