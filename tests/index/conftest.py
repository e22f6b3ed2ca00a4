"""The built index, loaded once, and a copy of its folder to damage."""

import shutil

import pytest


@pytest.fixture(scope="session")
def index(assistant):
    return assistant.index


@pytest.fixture
def folder(assistant, index, tmp_path):
    """A copy of the index's folder; hard links, since nothing writes into the files in place."""
    target = tmp_path / "index"
    shutil.copytree(assistant.settings.index_folder, target)
    return target
