"""The text features of the intent head."""

import numpy as np
import pytest

from index.features import TermFeatures

TEXTS = ["the wifi drops", "wifi dropped again", "relay closed", "relay open"]


def test_only_terms_of_two_texts_are_kept_in_sorted_order():
    features = TermFeatures.fit(TEXTS)
    assert "w:wifi" in features.vocabulary
    assert "w:relay" in features.vocabulary
    assert "w:closed" not in features.vocabulary
    assert list(features.vocabulary) == sorted(features.vocabulary)


def test_words_and_characters_each_have_unit_length():
    features = TermFeatures.fit(TEXTS)
    row = features.row("wifi relay")
    words = np.array([features.vocabulary[i].startswith("w:") for i in row.indices])
    assert np.dot(row.values[words], row.values[words]) == pytest.approx(1, abs=1e-6)
    assert np.dot(row.values[~words], row.values[~words]) == pytest.approx(1, abs=1e-6)


def test_a_typo_still_shares_character_features():
    features = TermFeatures.fit(TEXTS)
    row = features.row("wifii")
    assert {features.vocabulary[i] for i in row.indices} >= {"c: wif", "c:wifi"}


def test_unknown_text_has_no_features():
    assert len(TermFeatures.fit(TEXTS).row("zzzz qqqq").indices) == 0


def test_vocabulary_and_weights_must_fit():
    with pytest.raises(ValueError, match="2 terms but 1 weights"):
        TermFeatures(["a", "b"], np.ones(1, dtype=np.float32))
