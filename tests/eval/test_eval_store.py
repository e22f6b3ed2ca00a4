"""What a stored run says of the code that answered."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from eval.store import commit_of


@pytest.fixture
def repository(tmp_path):
    """Return a repository with a baseline and a file of code, both committed."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed here")
    folder = tmp_path / "eval"
    folder.mkdir()
    for name in ("baseline.json", "code.py"):
        (folder / name).write_text("1\n", encoding="utf-8")
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-q", "-m", "first")
    return tmp_path


def _git(folder, *arguments):
    return subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True, text=True).stdout.strip()


def test_a_changed_baseline_leaves_the_commit_clean_and_changed_code_does_not(repository):
    commit = _git(repository, "rev-parse", "HEAD")
    assert commit_of(repository / "eval") == commit
    (repository / "eval" / "baseline.json").write_text("2\n", encoding="utf-8")
    (repository / "notes.txt").write_text("untracked\n", encoding="utf-8")
    assert commit_of(repository / "eval") == commit
    (repository / "eval" / "code.py").write_text("2\n", encoding="utf-8")
    assert commit_of(repository / "eval") == f"{commit}-dirty"


def test_outside_of_a_repository_the_commit_is_unknown(tmp_path):
    assert commit_of(tmp_path) == ""
