"""The command: exit codes, outputs, and that a stored run of another system's answers needs no index."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as Tree

import pytest
from click.testing import CliRunner
from eval_samples import line

from eval.cli import _guarded, command

ANSWER = {
    "route": "guideline",
    "text": "2.4 GHz",
    "citations": [{"ref": "2.3/18"}],
    "confidence": 0.9,
    "abstained": False,
}


@pytest.fixture
def folder(tmp_path):
    """Return a folder with three cases."""
    lines = [line(id=f"t-{n}", question=f"q {n}", fact=f"f{n}", must=n == 1) for n in (1, 2)]
    lines.append(line(id="d-3", question="q 3", fact="f3", split="dev", kind="unanswerable", route=["none"], refs=[]))
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def answers(folder, name, *changes):
    """Write the answers to the three cases, each with some keys changed; return the file."""
    good = [ANSWER, ANSWER, {**ANSWER, "route": "none", "citations": [], "abstained": True}]
    lines = [
        {"question": f"q {n}", **item, **change} for n, (item, change) in enumerate(zip(good, changes, strict=True), 1)
    ]
    path = folder / name
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return str(path)


def call(folder, *arguments):
    return CliRunner().invoke(command, ["--cases", str(folder / "cases"), *arguments])


def test_without_a_baseline_the_figures_are_printed_and_the_exit_code_is_0(folder):
    done = call(folder, "--answers", answers(folder, "x.jsonl", {}, {"citations": []}, {}))
    assert done.exit_code == 0, done.output
    assert "system x.jsonl" in done.output
    assert "50.0 (0.0 to 100.0)" in done.output
    assert "BROKEN" not in done.output


def test_the_gate_passes_and_fails_with_its_exit_code(folder):
    good, bad = answers(folder, "good.jsonl", {}, {}, {}), answers(folder, "bad.jsonl", {"citations": []}, {}, {})
    assert call(folder, "--answers", good, "--json", str(folder / "run.json")).exit_code == 0
    passed = call(folder, "--answers", good, "--against", str(folder / "run.json"))
    assert (passed.exit_code, "GATE passed" in passed.output) == (0, True)
    failed = call(folder, "--answers", bad, "--against", str(folder / "run.json"))
    assert (failed.exit_code, "must cases broke: t-1" in failed.output) == (1, True)
    assert failed.output.startswith("BROKEN 1\n  t-1 must text, plain: q 1\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--answers", "{x}", "--against", "{folder}/none.json"], "assistant eval: there is no baseline at "),
        (
            ["--answers", "{x}", "--kind", "led"],
            "assistant eval: no case is of the split, kind, style and passage asked",
        ),
        (["--answers", "{short}"], "answers 1 cases and lacks 2, the first t-2"),
        (["--answers", "{x}", "--cases", "{folder}/empty"], "assistant eval: no cases in "),
        (["--answers", "{x}", "--system", "bm25"], "give one of them"),
        (["--answers", "{x}", "--renew", "{folder}/b.json"], "a baseline holds all cases of the full assistant"),
        (["--system", "magic"], "'magic' is not one of"),
        (["--system", "all", "--html", "{folder}/r.html"], "--system all prints one table"),
    ],
)
def test_what_could_not_run_exits_2_and_says_why(folder, arguments, message):
    x = answers(folder, "x.jsonl", {}, {}, {})
    short = folder / "short.jsonl"
    short.write_text(json.dumps({"question": "q 1", **ANSWER}), encoding="utf-8")
    done = call(folder, *(part.format(x=x, short=short, folder=folder) for part in arguments))
    assert done.exit_code == 2
    assert message in done.stderr


def test_a_bad_case_file_exits_2_with_its_line(folder):
    (folder / "cases" / "b.jsonl").write_text(line(id="z", style="loud"), encoding="utf-8")
    done = call(folder, "--print-questions")
    assert done.exit_code == 2
    assert f"{folder / 'cases' / 'b.jsonl'}:1: style must be one of" in done.stderr


def test_machine_formats_go_to_standard_output_alone_or_to_files(folder):
    x = answers(folder, "x.jsonl", {}, {}, {})
    printed = json.loads(call(folder, "--answers", x, "--json").stdout)
    assert [entry["id"] for entry in printed["cases"]] == ["t-1", "t-2", "d-3"]
    assert printed["figures"]["test"]["correct"] == {"value": 1.0, "low": 1.0, "high": 1.0, "count": 2}
    assert Tree.fromstring(call(folder, "--answers", x, "--junit").stdout).get("tests") == "3"
    assert call(folder, "--answers", x, "--markdown").stdout.startswith("| %, with 95 % interval over facts | test (2")
    done = call(folder, "--answers", x, "--markdown", str(folder / "m.md"), "--html", str(folder / "r.html"))
    assert "system x.jsonl" in done.stdout
    assert (folder / "m.md").read_text(encoding="utf-8").startswith("| %, with")
    assert (folder / "r.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_questions_can_be_printed_for_another_system(folder):
    done = call(folder, "--print-questions", "--split", "dev")
    assert [json.loads(text) for text in done.stdout.splitlines()] == [
        {"id": "d-3", "question": "q 3", "context": {}, "turns": []}
    ]


def test_help_imports_nothing_heavy():
    code = "import sys, eval.cli; print(sorted({'numpy', 'rich', 'faiss', 'onnxruntime'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_a_broken_product_is_not_taken_for_a_failed_gate(capsys):
    assert _guarded(lambda: 1 // 0) == 2
    assert "ZeroDivisionError" in capsys.readouterr().err
