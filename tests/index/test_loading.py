"""A damaged, foreign or stale index is noticed and named, never used."""

import json
from dataclasses import replace

import pytest

from corpus.errors import IndexUnusableError
from index.search import load_index

MODEL = "all-MiniLM-L6-v2"


def edit_manifest(folder, **changes):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_good_copy_loads_and_answers(folder, corpus):
    index = load_index(folder, corpus, model=MODEL, int8=True)
    assert index.search("wifi cannot be found").ranking[0].ref == "2.3/18"


@pytest.mark.parametrize(
    "name", ["encoder.onnx", "tokenizer.json", "head.npz", "head.json", "passages.faiss", "chunks.json"]
)
def test_a_truncated_file_is_noticed(folder, corpus, name):
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(IndexUnusableError, match=rf"{name} is damaged\. Build anew: assistant build"):
        load_index(folder, corpus, model=MODEL, int8=True)


def test_one_changed_byte_is_noticed(folder, corpus):
    content = bytearray((folder / "questions.faiss").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "questions.faiss").write_bytes(content)
    with pytest.raises(IndexUnusableError, match=r"questions\.faiss is damaged"):
        load_index(folder, corpus, model=MODEL, int8=True)


def test_a_missing_file_is_noticed(folder, corpus):
    (folder / "head.npz").unlink()
    with pytest.raises(IndexUnusableError, match=r"lacks head\.npz"):
        load_index(folder, corpus, model=MODEL, int8=True)


def test_no_index_says_what_to_do(tmp_path, corpus):
    with pytest.raises(IndexUnusableError, match=r"There is no index at .*\. Build it: assistant build"):
        load_index(tmp_path / "index", corpus, model=MODEL, int8=True)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', '{"format": 99}'])
def test_a_damaged_or_foreign_manifest_is_noticed(folder, corpus, text):
    (folder / "manifest.json").write_text(text)
    with pytest.raises(IndexUnusableError, match="Build anew: assistant build"):
        load_index(folder, corpus, model=MODEL, int8=True)


def test_a_changed_corpus_makes_the_index_stale(folder, corpus):
    with pytest.raises(IndexUnusableError, match=r"out of date: its corpus is [0-9a-f]{12}, now it is ffffffffffff"):
        load_index(folder, replace(corpus, hash="f" * 64), model=MODEL, int8=True)


def test_another_model_or_weight_format_makes_it_stale(folder, corpus):
    with pytest.raises(IndexUnusableError, match="its model is all-MiniLM-L6-v2, now it is other"):
        load_index(folder, corpus, model="other", int8=True)
    with pytest.raises(IndexUnusableError, match="its int8 setting is True, now it is False"):
        load_index(folder, corpus, model=MODEL, int8=False)


def test_another_adapter_makes_it_stale(folder, corpus):
    edit_manifest(folder, adapter_sha256="0" * 64)
    with pytest.raises(IndexUnusableError, match="its adapter is 000000000000"):
        load_index(folder, corpus, model=MODEL, int8=True)


def test_files_of_other_library_versions_are_named(folder, corpus):
    """The hashes fit, yet the file does not load: written by another version."""
    import hashlib

    (folder / "encoder.onnx").write_bytes(b"not a graph")
    files = json.loads((folder / "manifest.json").read_text())["files"]
    edit_manifest(folder, files=files | {"encoder.onnx": hashlib.sha256(b"not a graph").hexdigest()})
    with pytest.raises(IndexUnusableError, match="does not load here"):
        load_index(folder, corpus, model=MODEL, int8=True)
