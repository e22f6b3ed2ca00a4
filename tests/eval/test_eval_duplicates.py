"""Finding questions that are there already."""

from __future__ import annotations

import pytest

from eval.duplicates import Known

KNOWN = Known(
    [
        ("bank a:1", "How long must I hold the button on the BCU to switch it off?"),
        ("bank a:2", "minimum voltage of an HVM+ tower with 4 modules"),
        ("case t-1", "The LED is blue."),
    ]
)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("the LED  is BLUE", "case t-1"),
        ("How long must I hold the button at the BCU to switch it off", "bank a:1"),
        ("Hold the button on the BCU how long to switch it off?", "bank a:1"),
        ("minimum voltage of an HVM+ tower with 5 modules", None),
        ("How long must I wait after the main switch was off?", None),
        ("the LED is white", None),
        ("", None),
        ("?!", None),
    ],
)
def test_the_same_and_nearly_the_same_are_found_but_other_numbers_are_another_question(question, place):
    match = KNOWN.find(question)
    assert (None if match is None else match.place) == place


def test_the_likeness_of_a_match_is_told():
    assert KNOWN.find("The LED is blue").similarity == 1.0
    assert 0.75 <= KNOWN.find("How long must I hold the button at the BCU to switch it off").similarity < 1.0
    assert Known([]).find("anything") is None
