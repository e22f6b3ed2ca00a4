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


# --- a tower that is named --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("HVB tower 3 modules 0V", 3),
        ("HVB tower 3 modules 0 V", 3),
        ("HVB tower, 3 modules: 0 volts", 3),
        ("HVB tower of 3 modules 0 V", 3),
        ("HVM+ tower 0 V, 4 modules", 4),
        ("tower with 3 HVB modules 0.4 V", 3),
        ("HVB stack 3 modules 2 V", 3),
        ("HVS+ tower (4 modules) 0.0 V", 4),
        ("3 modules HVB, tower measures 0 V", 3),
        ("HVM+ tower 5 modules 1.2 V", 5),
        ("0 V tower HVB 3 modules", 3),
    ],
)
def test_a_value_of_a_named_tower_is_the_towers_however_small(assistant, reading, text, count):
    measured = reading(text)
    assert (measured.tower is not None, measured.count, measured.cells, measured.modules) == (True, count, (), ())
    answer = assistant.ask(text)
    assert answer.citations[0].ref == "2.1/9"
    assert "below the minimum operating voltage" in answer.blocks[0].text


def test_no_voltage_at_all_is_no_cells_by_its_size(reading):
    assert [value.written for value in reading("HVB 3 modules 0 V").open] == ["0 V"]
    assert reading("HVB 3 modules 0 V").cells == ()


@pytest.mark.parametrize(
    "text", ["HVB tower 3 modules cell 0 V", "HVB cell 0 V", "HVB tower 3 modules, lowest cell 1.2 V"]
)
def test_a_cell_that_is_called_one_stays_a_cell(reading, text):
    measured = reading(text)
    assert (len(measured.cells), measured.tower, measured.open) == (1, None, ())


def test_modules_of_a_named_tower_stay_modules(reading):
    measured = reading("HVB tower 3 modules 51 50 52")
    assert (len(measured.modules), measured.tower, measured.count) == (3, None, 3)


# --- so many times so much --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "2x4 HVM+ modules 205 V", "2 x 4 HVM+ modules 205 V", "2×4 HVM+ 205 V", "HVM+ 2x4 modules 205 V",
        "HVM+ 2 * 4 modules, 205 V", "two towers of 4 HVM+ modules 205 V", "2 towers with 4 modules HVM+ 205 V",
        "2 towers 4 HVM+ modules each 205 V", "2 stacks of 4 HVM+ modules: 205 V", "4 HVM+ modules 205 V",
        "2 towers HVM+ 4 modules 205 V",
    ],
)  # fmt: skip
def test_towers_of_so_many_modules_are_no_modules_values(assistant, reading, text):
    measured = reading(text)
    assert (measured.count, measured.modules, measured.cells, measured.doubts) == (4, (), (), ())
    assert measured.tower.written == "205 V"
    said = repr(assistant.ask(text).blocks)
    assert "160 V" in said
    assert "cannot be right" not in said


def test_towers_exactly_at_their_minimum_are_not_high_enough(assistant):
    said = assistant.ask("3 towers of 4 HVS+ modules 320 V").blocks
    assert "exactly the minimum operating voltage" in repr(said)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("5x50 V HVM+", ["50 V"] * 5), ("5 x 50 V HVM+", ["50 V"] * 5), ("HVM+ 5x50 V", ["50 V"] * 5),
        ("HVM+ 4x51.2", ["51.2 V"] * 4), ("HVM+ 3×51 2×44", ["51 V"] * 3 + ["44 V"] * 2),
        ("HVM+ 3 * 50.5 V, 1x44 V", ["50.5 V"] * 3 + ["44 V"]), ("HVS+ 2x96V", ["96 V"] * 2),
        ("tower 2x80 HVS+", ["80 V"] * 2), ("2x80 HVS+", ["80 V"] * 2), ("HVS+ tower 4x100V", ["100 V"] * 4),
    ],
)  # fmt: skip
def test_so_many_times_a_voltage_are_that_many_modules(reading, text, values):
    measured = reading(text)
    assert [value.written for value in measured.modules] == values
    assert (measured.tower, measured.count, measured.doubts) == (None, None, ())


def test_equal_values_of_an_unknown_type_are_said_once(assistant):
    lines = assistant.ask("5 x 50 V").blocks[1].items
    assert lines[0] == "**HVB** (limit 45 V, nominal 50 V): 5 × 50 V: should be fine."
    assert lines[2] == "**HVS+** (limit 90 V, nominal 100 V): 5 × 50 V: low."


@pytest.mark.parametrize(
    "text", ["HVB module 3.2 V", "module of HVM+ at 12 V", "HVS+ module 20 V", "HVB modul 8 V", "HVM+ module 0 V"]
)
def test_a_module_with_a_cell_that_must_be_low_is_not_said_to_be_perhaps_without(assistant, text):
    said = repr(assistant.ask(text).blocks)
    assert "is certain (inferred)" in said
    assert "All cells above" not in said
    assert "charge the battery quickly" not in said
    assert "contact the service team" in said


@pytest.mark.parametrize("text", ["HVB module 44 V", "HVS+ module 60 V", "HVM+ module 30 V"])
def test_a_low_module_whose_cells_decide_has_both_branches(assistant, text):
    said = repr(assistant.ask(text).blocks)
    assert "All cells above 1.5 V" in said
    assert "is certain" not in said
