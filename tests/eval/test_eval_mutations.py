"""The gate notices: a passage, a rule, a table cell and a threshold are broken in turn, and it fails each time.

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
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.load import folder_hash
from eval.cases import FOLDER, read_cases
from eval.run import run_assistant, summaries
from eval.store import document

PROJECT = Path(__file__).resolve().parents[2]
FLOORS = ("assistant", "corpus", "eval", "index")


@dataclass(frozen=True)
class Mutation:
    """One edit, and the cases that it concerns."""

    file: str
    old: str
    new: str
    kind: str
    """Only these cases are asked, to save time; "" for the whole set."""
    says: str
    """Part of the gate's objection."""


GUIDELINE = "corpus/byd-battery-box-hv/guideline"
TABLES = "corpus/byd-battery-box-hv/tables"
MUTATIONS = {
    "nothing": Mutation("pyproject.toml", "[project]", "[project]", "code", "GATE passed"),
    "passage": Mutation(f"{GUIDELINE}/2.2.md", "10 minutes", "2 minutes", "text", "must cases broke"),
    "rule": Mutation("assistant/route/__init__.py", "    safety.RULE,", "", "dangerous", "false answers rose"),
    "table cell": Mutation(f"{TABLES}/module_types.toml", 'healthy_v = "90"', 'healthy_v = "80"', "voltage", "must cases broke"),
    "threshold": Mutation("var/index/manifest.json", '"abstain_below":', '"abstain_below": 0.0, "was":', "unanswerable", "false answers rose"),
}


@pytest.fixture(scope="module")
def gates(assistant, tmp_path_factory):
    """Return what each mutation's gate came to; all run at the same time."""
    root = tmp_path_factory.mktemp("mutations")
    assistant.index  # noqa: B018  (builds it where it is out of date, so that the copies need not)
    cases = read_cases(FOLDER, assistant.corpus.by_ref.keys())
    run = run_assistant(assistant, cases)
    baseline = root / "baseline.json"
    baseline.write_text(document(run, summaries(run), times=False), encoding="utf-8")
    started = {name: _start(root / name.replace(" ", "-"), mutation, baseline, assistant) for name, mutation in MUTATIONS.items()}
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
    target = copy / mutation.file
    text = target.read_text(encoding="utf-8")
    assert mutation.old in text, f"{mutation.file} holds no {mutation.old!r} any more: choose another mutation"
    target.write_text(text.replace(mutation.old, mutation.new), encoding="utf-8")
    manifest = json.loads((index / "manifest.json").read_text(encoding="utf-8"))
    manifest["calibration"].pop("was", None)
    manifest["corpus_hash"] = folder_hash(copy / "corpus" / assistant.settings.document)
    (index / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    command = [sys.executable, "-c", "from eval.cli import command; command()", "--against", str(baseline)]
    command += ["--kind", mutation.kind] if mutation.kind else []
    return subprocess.Popen(command, cwd=copy, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_gate_fails_for_each_thing_broken_and_passes_for_none(gates, name):
    (output, errors), code = gates[name]
    assert code == (0 if name == "nothing" else 1), output + errors
    assert MUTATIONS[name].says in output
