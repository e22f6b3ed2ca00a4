"""What a value belongs to: the cells of a module that is named, a tower that is named, towers told as "2 x 4"."""

from fractions import Fraction

import pytest

from assistant.dialogue.measure_intake import is_measurement
from assistant.dialogue.measure_read import read


@pytest.fixture(scope="module")
def reading(views):
    return lambda text, before=None: read(text, views, before)


# --- the cells of a named module --------------------------------------------------------------------------------------
ONE_CELL = [
    ("HVS+ module 92 V but one cell 1.2 V", "1.2 V"),
    ("HVB module 47 V, one cell 1.1 V", "1.1 V"),
    ("HVS+ module 95 V lowest cell 0.9 V", "0.9 V"),
    ("HVM+ module 51 V and 1 cell 1450 mV", "1450 mV"),
    ("HVB module 48 V, a single cell 1.3 V", "1.3 V"),
    ("HVB one module 47.5 V one cell only 1.1 V", "1.1 V"),
    ("HVM+ module 50.2 V, one cell: 1.2 V", "1.2 V"),
    ("HVM+ module reads 50 V, one cell at 0.8 V", "0.8 V"),
    ("HVS+ module 96 V, one of the cells 1.0 V", "1.0 V"),
    ("HVB module 46 V, one cell below 1.5 V", "1.5 V"),
    ("HVB module 46 V min cell 1.4 V", "1.4 V"),
    ("hvs+ one cell 1.2 V, module 92 V", "1.2 V"),
    ("HVB module 44 V, one cell 1.2 V", "1.2 V"),
]


@pytest.mark.parametrize(("text", "cell"), ONE_CELL)
def test_a_low_cell_beside_one_module_is_in_that_module(assistant, corpus, reading, text, cell):
    measured = reading(text)
    assert [value.written for value in measured.cells] == [cell]
    assert is_measurement(text, corpus)
    answer = assistant.ask(text)
    said = answer.blocks[0].text
    assert said.startswith("**The module is in undervoltage**: a cell ")
    assert cell in said
    everything = repr(answer.blocks)
    assert "Which module" not in everything
    assert "not settled" not in everything
    assert "should be fine" not in everything


def test_of_a_module_above_its_limit_the_cell_decides(assistant):
    said = assistant.ask("HVS+ module 92 V but one cell 1.2 V").blocks[0].text
    assert said == (
        "**The module is in undervoltage**: a cell at 1.2 V is below 1.5 V. The cell decides, though the module "
        "measures 92 V."
    )


IN_MODULE = [
    ("one cell below 1.5 V in module 2, HVM+ 5 modules", [2]),
    ("HVM+ 5 modules, cell 1.2 V in module 3", [3]),
    ("HVB 4 modules lowest cell 0.9 V in module 4", [4]),
    ("HVB lowest cell 1.1 V of module 2, 4 modules", [2]),
    ("HVS+ 3 modules: one cell 1.2 V in the second module", [2]),
    ("HVS+ 3 modules, a cell at 1400 mV in module no. 1", [1]),
    ("HVB 5 modules cell voltage 1.3 V, module 5", [5]),
    ("HVM+ 4 modules, min cell 1.0 V (module 2)", [2]),
    ("HVM+ 4 modules, module 2 has one cell below 1.5 V", [2]),
    ("HVM+ 4 modules, module 2: one cell 1.2 V", [2]),
    ("HVM+ 5 modules cells below 1.5 V in modules 2 and 4", [2, 4]),
    ("HVM+ 5 modules cells below 1.5 V in module 2 and module 4", [2, 4]),
]


@pytest.mark.parametrize(("text", "modules"), IN_MODULE)
def test_a_cell_in_a_module_named_after_it_is_that_modules(assistant, reading, text, modules):
    measured = reading(text)
    assert [cell.module for cell in measured.cells] == modules
    assert measured.modules == ()
    assert measured.tower is None
    answer = assistant.ask(text)
    assert (answer.rule, answer.route) == ("measured", "voltage")
    verb = "is" if len(modules) == 1 else "are"
    named = " and ".join(f"Module {number}" for number in modules)
    assert answer.blocks[0].text.startswith(f"**{named} {verb} in undervoltage**")
    assert "Which module" not in repr(answer.blocks)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("HVM+ M1 51.2 M2 50.9 M3 44.1, lowest cell 1.2 V", [None]),
        ("HVM+ 51.2 50.9 44.1 lowest cell 1.2 V", [None]),
        ("HVM+ 5 modules, lowest cell 1.2 V, highest cell in module 2 3.3 V", [None, 2]),
        ("module 2 cells: 3.2 3.3 in module 3: 3.1 1.2", [2, 2, 3, 3]),
        ("HVM+ cell 5 of module 2 1.2 V", [2]),
        ("HVM+ cell 1.2 V, module 2 51 V, module 3 50 V", [None]),
        ("HVM+ lowest cell 1.2 V", [None]),
    ],
)
def test_a_cell_is_no_modules_that_is_not_said_of_it(reading, text, cells):
    assert [cell.module for cell in reading(text).cells] == cells


def test_the_lowest_cell_sent_later_may_be_any_modules(talk):
    talked = talk("measure", "HVB module 44 V").say("lowest cell 1.2 V")
    assert talked.screen.blocks[0].text.startswith("**A module is in undervoltage:**")


def test_the_modules_cell_stays_its_own_when_the_type_is_tapped(talk):
    talked = talk("measure", "module 51 V, one cell 1.2 V").tap("HVM+")
    assert talked.screen.blocks[0].text.startswith("**The module is in undervoltage**")


@pytest.mark.parametrize("text", ["44 cell 1.6 HVM+", "HVM+ 44V cell 1.6V", "HVM+ module 44 cell 1.6 V"])
def test_a_number_before_the_word_cell_may_be_the_modules_voltage(reading, text):
    measured = reading(text)
    assert [value.value_v for value in measured.modules] == [Fraction(44)]
    assert [value.value_v for value in measured.cells] == [Fraction("1.6")]
