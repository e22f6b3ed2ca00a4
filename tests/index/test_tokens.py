"""The terms of BM25 and the intent head."""

import pytest

from index.tokens import fold, stem, tokenise


@pytest.mark.parametrize("spelling", ["EC108", "ec 108", "EC-108", "Ec:108", "EC_0108", "ＥＣ１０８"])
def test_every_spelling_of_a_code_is_one_token(spelling):
    assert tokenise(f"app shows {spelling} now") == ["app", "show", "ec108", "now"]


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("cell below <1.5 V", "<1.5"),
        ("cell below <1,5 V", "<1.5"),
        ("only 3 modules", "3"),
        ("2.4 GHz band", "2.4"),
        ("HVM plus tower", "hvm+"),
        ("hvs + tower", "hvs+"),
        ("WPA3 only", "wpa3"),
        ("section 2.10", "2.10"),
    ],
)
def test_identifiers_and_figures_survive(text, token):
    assert token in tokenise(text)


def test_words_that_turn_the_meaning_are_no_stop_words():
    assert tokenise("the LED does not turn off") == ["led", "not", "turn", "off"]


@pytest.mark.parametrize(
    "words", [("module", "modules"), ("charge", "charged", "charging", "charges"), ("flash", "flashes", "flashing")]
)
def test_forms_of_one_word_are_one_term(words):
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize("word", ["less", "led", "bus", "ec108", "off"])
def test_stem_leaves_short_words_and_identifiers_alone(word):
    assert stem(word) == word


def test_long_text_is_cut_and_never_fails():
    assert tokenise("") == []
    assert len(tokenise("word " * 100_000)) == 800
    assert fold("\x00\ud800"[:1]) == "\x00"
