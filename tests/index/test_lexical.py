"""Our sums are bm25s's own scores, before and after a round trip to disk."""

from __future__ import annotations

import bm25s
import numpy as np
import pytest

from index.lexical import Lexical
from index.tokens import tokenise

TEXTS = [
    "The local Wi-Fi network cannot be found: restart the module",
    "Restart the system: inverter off, battery off, wait",
    "EC108 precharging failure: check the DC cables, restart, restart again",
    "nothing in common here",
]


@pytest.fixture(scope="module")
def reference():
    retriever = bm25s.BM25(method="lucene")
    retriever.index([tokenise(text) for text in TEXTS], show_progress=False)
    return retriever


@pytest.mark.parametrize(
    "question", ["restart", "EC108 on the DC cables", "restart restart the wi-fi module", "wait for EC108 unknownword"]
)
def test_scores_are_those_of_bm25s(reference, tmp_path, question):
    known = [token for token in tokenise(question) if token in reference.vocab_dict]
    wanted = reference.get_scores(known)
    made = Lexical.build(TEXTS)
    made.save(tmp_path)
    for lexical in (made, Lexical.load(tmp_path)):
        scores = lexical.scores(question)
        assert scores.dtype == np.float32
        assert scores == pytest.approx(wanted, abs=1e-6)
        assert scores.max() > 0


def test_unknown_words_score_nothing():
    assert Lexical.build(TEXTS).scores("zebra") == pytest.approx([0.0] * 4)
