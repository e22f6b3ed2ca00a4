"""Pasted numbers become values: any order, unit and separator; what is impossible or contradictory is asked back."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.dialogue.measure_intake import is_measurement
from assistant.dialogue.measure_read import read
from assistant.dialogue.measure_tokens import split_run
from assistant.route.voltage_words import Scope


def modules(measured):
    return [(value.module, value.written) for value in measured.modules]


@pytest.fixture(scope="module")
def reading(views):
    return lambda text, before=None: read(text, views, before)


FIVE = [(1, "51.2 V"), (2, "50.9 V"), (3, "44.1 V"), (4, "51.0 V"), (5, "51.1 V")]


@pytest.mark.parametrize(
    "text",
    [
        "HVM+ 51.2 50.9 44,1 51.0 51.1",
        "hvm plus: 51,2 / 50,9 / 44,1 / 51,0 / 51,1 V",
        "51.2V;50.9V;44.1V;51.0V;51.1V HVM+",
        "HVM+\n51.2\n50.9\n44.1\n51.0\n51.1",
        "HVM+ 51,2,50,9,44,1,51,0,51,1",
        "Module 1: 51.2 V\nModule 2: 50.9 V\nModule 3: 44.1 V\nModule 4: 51.0 V\nModule 5: 51.1 V\nHVM+",
        "HVM+ 1) 51.2 2) 50.9 3) 44.1 4) 51.0 5) 51.1",
        "HVM+ M1 51.2 M2 50.9 M3 44.1 M4 51.0 M5 51.1",
        "HVM+\n1 51.2\n2 50.9\n3 44.1\n4 51.0\n5 51.1",
        "HVM+\n1\t51.2\n2\t50.9\n3\t44.1\n4\t51.0\n5\t51.1",
        "hvm+ module 5 51.1, module 4 51.0, module 3 44.1, module 2 50.9, module 1 51.2",
        "HVM+ 13.8: 51.2 50.9 44.1 51.0 51.1",
        "5 modules HVM+ 51.2 50.9 44.1 51.0 51.1",
        "HVM+ 5 51.2 50.9 44.1 51.0 51.1",
        "HVM+ ５１．２ ５０．９ ４４．１ ５１．０ ５１．１",
        "HVM+ m1 m2 m3 m4 m5\n51.2 50.9 44.1 51.0 51.1",
        "24.11.2026 14:30 HVM+ 51.2 V 50.9 V 44.1 V 51.0 V 51.1 V, 25 °C, 45 %",
        "HVM+ - 51.2\n- 50.9\n- 44.1\n- 51.0\n- 51.1",
        "HVM+ 1st module 51.2 2nd 50.9 3rd 44.1 4th 51.0 5th 51.1",
        "HVM+ 51.2-50.9-44.1-51.0-51.1",
        "module voltages are 51.2, 50.9, 44.1, 51.0 and 51.1 (HVM+)",
    ],
)  # fmt: skip
def test_five_modules_in_any_form(reading, text):
    measured = reading(text)
    assert measured.type == "HVM+"
    assert modules(measured) == FIVE
    assert measured.doubts == ()
    assert (measured.tower, measured.cells, measured.open) == (None, (), ())


@pytest.mark.parametrize(
    ("text", "values", "count"),
    [
        ("HVM+ three modules read 51, one reads 38", ["51 V", "51 V", "51 V", "38 V"], None),
        ("HVM+ 4 modules, three read 51 and one reads 38 V", ["51 V", "51 V", "51 V", "38 V"], 4),
        ("hvb: one module is at 44 V, the others show 51", ["44 V", "51 V"], None),
        ("3 of them read 51, 2 of them read 44. HVM+", ["51 V", "51 V", "51 V", "44 V", "44 V"], None),
        ("HVM+: two of the modules read 44", ["44 V", "44 V"], None),
        ("2 modules below 45 V, HVB", ["45 V", "45 V"], None),
        ("HVS+ 2 modules are at 88", ["88 V", "88 V"], None),
    ],
)
def test_a_number_of_modules_with_a_value_is_that_many_modules(reading, text, values, count):
    measured = reading(text)
    assert [value.written for value in measured.modules] == values
    assert (measured.count, measured.is_told, measured.doubts, measured.tower) == (count, True, (), None)


@pytest.mark.parametrize("text", ["HVM+ 4 modules are at 205 V", "HVM+ 4 modules with 205 V"])
def test_a_number_of_modules_with_a_towers_value_is_the_tower(reading, text):
    measured = reading(text)
    assert (measured.tower.written, measured.count, measured.modules) == ("205 V", 4, ())


@pytest.mark.parametrize(
    "text", ["HVM+ 4 modules with 51.2 50.9 51.0 51.1", "HVM+ 4 modules are 51.2, 50.9, 51.0, 51.1"]
)
def test_a_number_of_modules_before_a_list_is_their_count(reading, text):
    measured = reading(text)
    assert (measured.count, len(measured.modules), measured.is_told) == (4, 4, False)


def test_a_bound_in_words_is_kept(reading):
    below, above = reading("HVB module 1 below 45, module 2 over 50 V").modules
    assert (below.bound, above.bound) == ("<", ">")


@pytest.mark.parametrize("text", ["HVM+ 44V cell 1.6V", "cell 1,6 V, 44 V HVM+"])
def test_a_value_beside_a_cell_is_its_modules_and_no_cell(reading, text):
    measured = reading(text)
    assert [value.written for value in measured.modules] == ["44 V"]
    assert [value.written for value in measured.cells] == ["1.6 V"]
    assert measured.open == ()


@pytest.mark.parametrize(
    "text", ["HVM+ 51.2/50.9/44.1/51.0/51.1", "HVM+ 51,2/50,9/44,1/51,0/51,1 V", "HVM+ 51.2 / 50.9/44.1 /51.0/ 51.1"]
)
def test_slashes_separate_modules(reading, text):
    assert modules(reading(text)) == FIVE


def test_small_values_before_the_word_cells_are_cells(reading):
    measured = reading("HVM+ one module has 1.2 V cells")
    assert (measured.modules, [value.written for value in measured.cells], measured.count) == ((), ["1.2 V"], None)


@pytest.mark.parametrize(
    "text", ["one of the cells 2.7", "HVB, 2 of the cells are at 2.7 V", "one of my cells has 2.7"]
)
def test_a_number_of_cells_is_no_voltage(reading, text):
    assert [value.written for value in reading(text).cells] == ["2.7 V"]


def test_a_tower_with_type_and_count(reading):
    measured = reading("205 V, 4 modules HVM+")
    assert (measured.type, measured.count, measured.tower.value_v) == ("HVM+", 4, Fraction(205))
    assert (measured.modules, measured.doubts) == ((), ())


def test_tower_and_modules_in_one_text(reading):
    measured = reading("HVM+ tower 204.2 V, modules 51.2 50.9 51.0 51.1")
    assert measured.tower.written == "204.2 V"
    assert [value.written for value in measured.modules] == ["51.2 V", "50.9 V", "51.0 V", "51.1 V"]


def test_a_last_value_that_is_the_sum_is_the_tower(reading):
    measured = reading("HVM+ 51.2 50.9 51.0 51.1 204.2")
    assert measured.tower.written == "204.2 V"
    assert len(measured.modules) == 4


def test_cells_in_millivolts(reading):
    measured = reading("module 2 cells 3295 3301 1450 3299")
    assert [(c.module, c.written, c.value_v) for c in measured.cells] == [
        (2, "3295 mV", Fraction("3.295")),
        (2, "3301 mV", Fraction("3.301")),
        (2, "1450 mV", Fraction("1.45")),
        (2, "3299 mV", Fraction("3.299")),
    ]


def test_cells_behind_their_module_are_its_cells(reading):
    measured = reading("M1: 51.2 V (3.20-3.21)\nM2: 50.9 V (3.18-3.19)")
    assert modules(measured) == [(1, "51.2 V"), (2, "50.9 V")]
    assert [(c.module, c.written) for c in measured.cells] == [
        (1, "3.20 V"),
        (1, "3.21 V"),
        (2, "3.18 V"),
        (2, "3.19 V"),
    ]


def test_a_pack_is_placed_by_its_size(reading):
    measured = reading("Cell max 3342mV, cell min 3288mV, pack 257,3V HVM+ 13.8")
    assert (measured.tower.written, measured.modules) == ("257.3 V", ())
    assert [(c.written, c.is_lowest) for c in measured.cells] == [("3342 mV", False), ("3288 mV", True)]


def test_a_dead_cell_in_a_list_of_millivolts_stays_one(reading):
    assert [c.written for c in reading("3295 3301 12 3299 3300").cells][2] == "12 mV"


@pytest.mark.parametrize("text", ["Module 2:\nCell 1: 3295 mV\nCell 2: 3301 mV", "module 2: c1 3.295 c2 3.301"])
def test_cells_with_their_numbers(reading, text):
    assert [(c.module, c.cell) for c in reading(text).cells] == [(2, 1), (2, 2)]


@pytest.mark.parametrize("text", ["lowest cell 1,2 V", "min cell: 1200 mV", "cell min 1.2", "cells min 1.2 max 3.3"])
def test_the_lowest_cell_is_known_as_such(reading, text):
    first = reading(text).cells[0]
    assert (first.value_v, first.is_lowest) == (Fraction("1.2"), True)


def test_serial_numbers_stay_with_their_values(reading):
    measured = reading("P030T020Z2012345: 51.2 V\nP030T020Z2012346: 50.9 V")
    assert [(v.label, v.written) for v in measured.modules] == [
        ("P030T020Z2012345", "51.2 V"), ("P030T020Z2012346", "50.9 V"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("run", "numbers"),
    [
        ("51,2", ["51.2"]), ("51.2,50.9", ["51.2", "50.9"]), ("51,50,44", ["51", "50", "44"]),
        ("51,2,50,9", ["51.2", "50.9"]), ("3,295,3,301", ["3.295", "3.301"]), ("3295,3301", ["3295.3301"]),
        ("51,50,50,90", []), ("51,50,44,49", ["51", "50", "44", "49"]), ("1.234,5", ["1234.5"]), ("3'295", ["3295"]),
    ],
)  # fmt: skip
def test_runs_of_digits_and_commas(run, numbers):
    assert split_run(run) == numbers


def test_thousands_of_millivolts():
    assert split_run("1.450", "mv") == split_run("1,450", "mv") == ["1450"]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("HVM+ 51.2 512 51.0 51.1", "value", "512 V cannot be right"),
        ("HVM+ 51.2 -50.9 51.0 51.1", "value", "probes the wrong way round"),
        ("HVM+ 4 modules 51.2 50.9 51.0", "count", "4 modules, but 3 values"),
        ("HVM+ 4 modules, module 5: 51.2", "count", "a value for module 5"),
        ("HVM+ 4 modules 5 modules 51 51 51 51", "count", "4 and 5 modules"),
        ("HVM+ tower 250 V, modules 51 51 51 51", "sum", "its modules add up to 204 V"),
        ("HVB module 1: 51, module 1: 44, module 2: 51", "doubled", "Module 1 has two values: 51 V or 44 V"),
        ("HVS+ 51 50 51 50", "wrong_type", "an HVS+ module has 100 V nominal"),
        ("HVB or HVS+: 51 50 51 50", "type", "HVB and HVS+"),
        ("HVM 51 50 51 50", "type", "HVM without the plus is another product family"),
        ("HVB 51.2", "what", "measured on the tower or on one module?"),
        ("HVM+ 51.2 50.9 51,50,50,90", "run", "can be read in two ways"),
        ("HVM+ 4 modules 2050 V", "value", "is more than such a tower can have"),
        ("HVS+ 100 99 100 101 98 99", "many", "6 module values, but the largest listed HVS+ tower has 5 modules."),
        ("51 " * 11, "many", "11 module values, but no listed tower has more than 10 modules."),
        ("900 V", "value", "is more than such a tower can have"),
        ("HVB cell 44 V", "value", "cannot be the voltage of one cell"),
        ("HVM+ 12 V", "place", "I cannot place 12 V"),
        ("HVM+ 300 V 350 V", "towers", "more than one tower voltage"),
        ("hvb module 1: 51.2 cells module 1: " + "3295 " * 17, "cells", "17 cells, but an HVB module has 16"),
        ("hvb module 1: 51.2 cells module 1: " + "1200 " * 16, "cellsum", "its cells add up to 19.2 V"),
    ],
)  # fmt: skip
def test_impossible_and_contradictory_values_are_asked_back(reading, text, kind, words):
    doubt = reading(text).doubts[0]
    assert doubt.kind == kind
    assert words in doubt.text


def test_more_text_than_a_tower_can_need_is_said_to_be_cut(reading):
    assert reading("HVB " + "3295 " * 2_000).doubts[0].kind == "cut"


def test_later_values_replace_those_of_the_same_module_only(reading):
    first = reading("HVM+ 51.2 50.9 44.1 51.0 51.1")
    second = reading("module 3: 51.3", first)
    assert modules(second) == [*FIVE[:2], (3, "51.3 V"), *FIVE[3:]]
    assert second.type == "HVM+"


@pytest.mark.parametrize(
    "text",
    [
        "HVM+ 51.2 50.9 44,1 51.0 51.1", "205 V, 4 modules HVM+", "3295 3301 1450 3299", "51.2\n50.9\n51.0",
        "HVB 51.2V 50.9V", "51.2/50.9/44.1", "HVM+ 44V cell 1.6V", "three modules read 51, one reads 38",
        "two modules are under 45 and cells at 1.2 V",
    ],
)  # fmt: skip
def test_pasted_numbers_are_recognised_as_such(corpus, text):
    assert is_measurement(text, corpus)


@pytest.mark.parametrize(
    "text",
    [
        "EC108", "108", "is 205 V ok for 4 modules HVM+?", "HVM+ 13.8", "HVM+ 4 modules nominal voltage", "51.2",
        "SOC stuck at 72 %, firmware 1021.07, inverter status 307, 53 W", "my LG RESU shows 51.2 V 50.9 V 51.0 V",
        "HVM 51.2 50.9 51.0", "it blinks 3 times", "EC107 EC311 EC121", "", "2.3/18", "thanks", "0151 2345678",
        "fault EC #903, HVB 29.6", "3 1 1 ec", "EC 108 112 113",
    ],
)  # fmt: skip
def test_questions_and_decoys_are_not(corpus, text):
    assert not is_measurement(text, corpus)


# --- properties -------------------------------------------------------------------------------------------------------
NUMBERS = st.decimals(min_value="40.0", max_value="58.0", places=1).map(str)
SEPARATORS = st.sampled_from([" ", "  ", "\n", "\r\n", "; ", ";", " / ", "/", ", ", "\t", " | ", " and ", " - "])
UNITS = st.sampled_from(["", " V", "V", " volts", "v", " Volt", " V DC"])
LABELS = st.sampled_from(["", "module {n}: ", "Modul {n} = ", "M{n} ", "#{n}: ", "{n}) ", "Module no. {n} reads "])


@given(st.lists(NUMBERS, min_size=3, max_size=8), SEPARATORS, UNITS, LABELS, st.booleans(), st.booleans(), st.data())
@settings(max_examples=300, deadline=None)
def test_any_order_unit_and_separator_gives_the_values(views, numbers, separator, unit, label, comma, type_first, data):
    order = list(range(len(numbers)))
    if label:
        order = data.draw(st.permutations(order))
    told = [number.replace(".", ",") if comma else number for number in numbers]
    parts = [label.format(n=at + 1) + told[at] + unit for at in order]
    text = separator.join(parts)
    text = f"HVM+\n{text}" if type_first else f"{text}\nHVM+"
    measured = read(text, views)
    assert measured.type == "HVM+"
    assert [(v.module, v.value_v) for v in measured.modules] == [(i + 1, Fraction(n)) for i, n in enumerate(numbers)]


@given(
    st.lists(st.tuples(st.integers(1, 5), NUMBERS), min_size=1, max_size=4),
    st.sampled_from([" modules read ", " modules are at ", " of them show ", " modules measure only "]),
    st.sampled_from([", ", " and ", "; ", ". ", "\n"]),
    UNITS,
)
@settings(max_examples=150, deadline=None)
def test_any_numbers_of_modules_are_that_many_values(views, told, words, separator, unit):
    text = "HVM+ " + separator.join(f"{number}{words}{value}{unit}" for number, value in told)
    wanted = [Fraction(value) for number, value in told for _ in range(number)]
    assert [item.value_v for item in read(text, views).modules] == wanted


@given(st.lists(st.integers(1_000, 3_650), min_size=3, max_size=32), st.sampled_from(["mV", "V", "bare"]), SEPARATORS)
@settings(max_examples=150, deadline=None)
def test_cells_in_any_unit_give_the_same_values(views, millivolts, unit, separator):
    forms = {
        "mV": lambda mv: f"{mv} mV",
        "V": lambda mv: f"{mv // 1000},{mv % 1000:03d} V",
        "bare": str,
    }
    text = "cells: " + separator.join(forms[unit](mv) for mv in millivolts)
    measured = read(text, views)
    assert [cell.value_v for cell in measured.cells] == [Fraction(mv, 1000) for mv in millivolts]
    assert {cell.scope for cell in measured.cells} == {Scope.CELL}


@given(st.text(max_size=400))
@settings(max_examples=400, deadline=None)
def test_no_text_raises(views, corpus, text):
    read(text, views)
    is_measurement(text, corpus)


@given(st.text(alphabet="0123456789.,'-+:;/ \nVmvhHMSB+#)=<>|%xM1cC모٣５", max_size=300))
@settings(max_examples=400, deadline=None)
def test_no_heap_of_digits_and_signs_raises(views, text):
    measured = read(text, views)
    assert len(measured.modules) + len(measured.cells) <= 400
