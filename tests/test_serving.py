"""Serving needs the base dependencies only: proven in a virtual environment that has nothing else."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ABSENT = ("torch", "transformers", "sentence_transformers", "sklearn", "scipy", "onnx", "peft", "bm25s")
SCRIPT = """
import importlib.util, json, sys
from assistant import Assistant
absent = sys.argv[1:]
assistant = Assistant.load()
answers = [assistant.ask(q) for q in ("EC108", "the wifi name has chinese letters and the dongle will not join")]
print(json.dumps({
    "first": [answer.citations[0].ref for answer in answers],
    "routes": [answer.route for answer in answers],
    "installed": [name for name in absent if importlib.util.find_spec(name)],
    "imported": [name for name in absent if name in sys.modules],
}))
"""


@pytest.fixture(scope="module")
def serving_python(tmp_path_factory):
    """The interpreter of an environment with the pinned base dependencies, made once."""
    folder = tmp_path_factory.mktemp("serving") / "venv"
    dependencies = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--constraint", ROOT / "constraints.txt", *dependencies], check=True)
    return python


def test_a_serving_environment_answers_without_torch(serving_python, assistant):
    assert assistant.index is not None  # built before, by this environment: serving cannot build
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        [serving_python, "-c", SCRIPT, *ABSENT], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    found = json.loads(result.stdout)
    assert found["first"] == ["2.9/EC108", "2.3/24"]
    assert found["routes"] == ["event_code", "guideline"]
    assert found["installed"] == []
    assert found["imported"] == []


def test_without_an_index_it_says_what_to_do(serving_python, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [
        serving_python,
        "-c",
        "from assistant.settings import load_settings; from assistant import Assistant\n"
        "import sys; Assistant.load(load_settings(home=sys.argv[1])).ask('why is it so slow to join the network')",
    ]
    result = subprocess.run(
        [*command, tmp_path], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert f"There is no index at {tmp_path}/var/index. Build it: assistant build" in result.stderr
