"""Numbers in words: a sum of the words would be another voltage, so that what makes no number stays in words."""

import pytest

from assistant.normalise import normalise
from assistant.spoken_numbers import spoken


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("two hundred and five", "205"), ("two oh five", "205"), ("two zero five", "205"), ("two eleven", "211"),
        ("three ninety eight", "398"), ("three-ninety-eight", "398"), ("forty four point five", "44.5"),
        ("four four", "44"), ("one hundred", "100"), ("hundred and five", "105"), ("ninety", "90"), ("nineteen", "19"),
        ("five hundred twelve", "512"), ("one point four five", "1.45"), ("zero point nine", "0.9"),
        ("two hundred and five point five", "205.5"), ("one comma four", "1.4"), ("three three three", "333"),
    ],
)  # fmt: skip
def test_numbers_as_people_say_them(words, figures):
    assert spoken(words) == figures


@pytest.mark.parametrize(
    "words",
    [
        "twenty twenty", "five ten twenty", "hundred hundred", "twenty hundred", "and", "point five", "four point",
        "ninety eighteen", "one point twenty", "twenty ten", "two five hundred", "point", "ninety zero",
    ],
)  # fmt: skip
def test_words_that_make_no_number_stay(words):
    assert spoken(words) == words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("1.024,5 V", "1024.5 v"), ("1,024.5 V", "1024.5 v"), ("1.450,5 mV", "1450.5 mv"),
        ("0.4 kV", "400 v"), ("0,205 kV", "205 v"), ("0.4kV", "400 v"), ("1.2345 kV", "1234.5 v"),
        ("0.4 kilovolts", "400 v"),
        ("3 9 8 V", "398 v"), ("it reads 2 1 1 V", "it reads 211 v"), ("4 modules 3 9 8 V", "4 modules 398 v"),
        ("205V5", "205.5 v"), ("a cell of 3V2", "a cell of 3.2 v"), ("２０５Ｖ", "205 v"), ("２０５，５ V", "205.5 v"),
        ("205,5V", "205.5 v"), ("2OO V", "200 v"), ("200-210 V", "200 v - 210 v"), ("44 to 46 V", "44 v - 46 v"),
        ("3,2-3,3V", "3.2 v - 3.3 v"), ("two hundred and five volts", "205 v"), ("three ninety eight volts", "398 v"),
    ],
)  # fmt: skip
def test_volts_in_every_spelling(text, folded):
    assert normalise(text).folded == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("12V7Ah", "12v7ah"), ("230V50Hz", "230v50hz"), ("5 kVA", "5 kva"), ("firmware v5", "firmware v5"),
        ("1.024,5 A", "1.024,5 a"), ("modules 1 2 3", "modules 1 2 3"), ("twenty twenty volts", "twenty twenty v"),
        ("EC108,124.5", "ec108,124.5"),
    ],
)  # fmt: skip
def test_what_only_looks_like_volts_stays(text, folded):
    assert normalise(text).folded == folded
