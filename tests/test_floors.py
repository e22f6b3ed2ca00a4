"""The house's floors: an import runs downwards only, and heavy packages stay out of the light floors."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BELOW = {
    "corpus": set(),
    "index": {"corpus"},
    "assistant": {"corpus", "index"},
    "eval": {"corpus", "index", "assistant"},
    "bot": {"corpus", "index", "assistant"},
}
BUILD_ONLY = {
    "torch", "transformers", "sentence_transformers", "sklearn", "scipy", "onnx", "peft", "safetensors", "bm25s",
}  # fmt: skip
BUILD_MODULES = {"index/adapter.py", "index/export.py", "index/fitting.py", "index/training.py", "index/tuning.py"}


def modules(floor):
    return sorted(path for path in (ROOT / floor).rglob("*.py"))


def imports(path, *, top_level_only):
    """Return the first parts of all imported names; a `TYPE_CHECKING` block does not count as top level."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level_only else list(ast.walk(tree))
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("floor", BELOW)
def test_imports_run_downwards_only(floor):
    paths = modules(floor)
    assert paths, f"the floor {floor} has no modules"
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in paths
        for name in imports(path, top_level_only=False) & set(BELOW)
        if name != floor and name not in BELOW[floor]
    }
    assert wrong == set()


@pytest.mark.parametrize("floor", BELOW)
def test_build_packages_are_imported_inside_build_functions_only(floor):
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(floor)
        if path.relative_to(ROOT).as_posix() not in BUILD_MODULES
        for name in imports(path, top_level_only=True) & BUILD_ONLY
    }
    assert wrong == set()


@pytest.mark.parametrize("floor", BELOW)
def test_modules_stay_short(floor):
    """The house style's limit, with the margin that it grants ("about 300 lines")."""
    long = {
        str(path.relative_to(ROOT)): n for path in modules(floor) if (n := len(path.read_text().splitlines())) > 330
    }
    assert long == {}
