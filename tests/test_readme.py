"""README is true: every command and setting stands in it, and its transcript is what the program prints."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from assistant.cli.main import cli
from assistant.settings import Settings, variable_of

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", cli.list_commands(None))
def test_every_command_is_described(name):
    assert re.search(rf"^\| `assistant {name}\b", README, re.MULTILINE)


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_every_setting_is_described(name):
    assert re.search(rf"^\| `{name}` \| `{variable_of(name)}` \| ", README, re.MULTILINE)


def test_no_other_setting_is_described():
    described = set(re.findall(r"^\| `(\w+)` \| `[A-Z0-9_]+` \| ", README, re.MULTILINE))
    assert described == {field.name for field in fields(Settings)}


def test_every_make_target_in_readme_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`make (\w+)`", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_transcript_is_what_the_program_prints():
    block = re.search(r"```console\n(\$ assistant ask .*?)```", README, re.DOTALL)
    assert block is not None
    for entry in block.group(1).split("$ assistant ask ")[1:]:
        command, _, expected = entry.partition("\n")
        arguments = re.findall(r'"([^"]*)"|(\S+)', command)
        words = [quoted or bare for quoted, bare in arguments]
        shown = subprocess.run(
            [sys.executable, "-m", "assistant.cli", "ask", *words], capture_output=True, text=True, check=True
        )
        assert shown.stdout.strip() == expected.strip()
