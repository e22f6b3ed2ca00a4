"""Fixtures that several test folders share; everything here is real: corpus, index, assistant."""

from __future__ import annotations

import pytest

import corpus as corpus_floor
from assistant import Assistant
from assistant.settings import Settings


@pytest.fixture(scope="session")
def corpus():
    """The whole corpus without the bank, as serving loads it."""
    return corpus_floor.load(questions=False)


@pytest.fixture(scope="session")
def assistant():
    """The assistant over the index that ``make test`` has built."""
    return Assistant.load(Settings())
