"""The server is a development part: nothing that serves people may need it."""

from __future__ import annotations

import ast
from pathlib import Path

import bot


def test_only_the_load_run_imports_the_server_and_only_the_server_aiohttp():
    folder = Path(bot.__file__).parent
    importers = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else _names(node))
        if name.startswith(("bot.devserver", "aiohttp"))
    }
    assert {name for name in importers if not name.startswith("devserver/")} == {
        "bench.py",
        "bench_load.py",
        "bench_process.py",
    }


def _names(node):
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
