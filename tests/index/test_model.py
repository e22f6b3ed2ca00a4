"""Finding the encoder's model, and refusing a wrong one."""

import shutil
from pathlib import Path

import pytest

from corpus.errors import BuildError
from index.model import WHEEL_SHA256, ModelSource, find_model, verified


def test_the_default_model_comes_from_its_wheel_with_the_published_hash():
    source = find_model()
    assert source.sha256 == WHEEL_SHA256
    assert (Path(source.location) / "modules.json").is_file()


def test_other_weights_are_refused(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"not the model")
    with pytest.raises(BuildError, match=r"not the published ones: SHA-256 [0-9a-f]{64}, expected 53aa51"):
        verified(ModelSource("m", str(tmp_path), ""), WHEEL_SHA256)


def test_missing_weights_are_refused(tmp_path):
    with pytest.raises(BuildError, match="SHA-256 no file"):
        verified(ModelSource("m", str(tmp_path), ""), WHEEL_SHA256)


def test_a_folder_can_be_named(tmp_path):
    shutil.copy(Path(find_model().location) / "config.json", tmp_path)
    assert find_model(str(tmp_path)) == ModelSource(str(tmp_path), str(tmp_path), "")


def test_any_other_name_is_left_to_sentence_transformers():
    assert find_model("intfloat/e5-small-v2") == ModelSource("intfloat/e5-small-v2", "intfloat/e5-small-v2", "")
