"""A finished index takes its place at once; builds that are killed or run twice do no harm."""

import subprocess
import sys
import threading

import pytest

from index.folder import building, recover


def write(folder, content):
    with building(folder) as work:
        (work / "a.txt").write_text(content)
        (work / "b.txt").write_text(content)


def test_a_new_index_replaces_the_old_one_whole(tmp_path):
    target = tmp_path / "index"
    write(target, "old")
    (target / "stray.txt").write_text("left over")
    write(target, "new")
    assert {path.name: path.read_text() for path in target.iterdir()} == {"a.txt": "new", "b.txt": "new"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index", "index.lock"]


def test_an_error_leaves_the_old_index_and_no_rubbish(tmp_path):
    target = tmp_path / "index"
    write(target, "old")

    def fail_half_way():
        with building(target) as work:
            (work / "a.txt").write_text("new")
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        fail_half_way()
    assert (target / "a.txt").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index", "index.lock"]


def test_a_killed_build_leaves_the_old_index_and_the_next_one_cleans_up(tmp_path):
    target = tmp_path / "index"
    write(target, "old")
    script = (
        "import os, signal, sys; from pathlib import Path; from index.folder import building\n"
        "with building(Path(sys.argv[1])) as work:\n"
        "    (work / 'a.txt').write_text('new'); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    result = subprocess.run([sys.executable, "-c", script, str(target)], check=False)
    assert result.returncode == -9
    assert (target / "a.txt").read_text() == "old"
    assert len(list(tmp_path.glob("index.tmp-*"))) == 1
    write(target, "next")
    assert (target / "b.txt").read_text() == "next"
    assert list(tmp_path.glob("index.tmp-*")) == []


def test_a_build_killed_between_its_renames_is_undone(tmp_path):
    target = tmp_path / "index"
    write(target, "old")
    target.rename(tmp_path / "index.old")
    recover(target)
    assert (target / "a.txt").read_text() == "old"


def test_two_builds_at_once_end_with_one_whole_index(tmp_path):
    target = tmp_path / "index"
    threads = [threading.Thread(target=write, args=(target, f"build {n}")) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    contents = {path.read_text() for path in target.iterdir()}
    assert len(contents) == 1
    assert contents <= {f"build {n}" for n in range(8)}
