"""What is said of measured values: the branches of 2.10, towers, cells, values exactly on a limit."""

import pytest

from assistant.dialogue.measure_read import read
from assistant.dialogue.measure_verdict import verdict


@pytest.fixture
def judged(views):
    """Return a function from a text to the blocks of its verdict, as text, warnings marked."""

    def of(text):
        measured = read(text, views)
        assert measured.doubts == ()
        parts = []
        for block in verdict(measured, views.types[measured.type], views):
            parts += [block.text, *block.items, *(" | ".join(row) for row in block.rows)]
        return "\n".join(part for part in parts if part)

    return of


def test_a_low_module_with_unknown_cells_gives_both_branches_and_warns_first(judged):
    told = judged("HVM+ 51.2 50.9 44,1 51.0 51.1")
    lines = told.splitlines()
    assert lines[0] == "**Module 3 (44.1 V): low**, below 45 V. Undervoltage or not: its cells decide."
    assert lines[1].startswith("**Warning:** if it is undervoltage, avoid any further discharge")
    assert "1 | 51.2 V | should be fine" in told
    assert "3 | 44.1 V | **low**, cells?" in told
    assert "All cells above 1.5 V: no undervoltage, **charge the battery quickly**." in told
    assert "**In more than one module:** contact the service team" in told
    assert (
        "**Sum of the 5 modules: 248.3 V** (calculated). Above the minimum operating voltage (5 × 40 V = 200 V)."
        in told
    )
    assert "Nominal: 5 × 50 V = 250 V." in told
    assert "*Our own aid, not the guideline's:* module 3 −6.9 V from the median 51 V." in told


def test_a_low_module_with_good_cells_is_to_be_charged_quickly(judged):
    told = judged("HVM+ 51.2 50.9 44.1 51.0 51.1, lowest cell 2.1 V")
    assert told.startswith("**Module 3: low, but no cell below 1.5 V.** Charge the battery quickly.")
    assert "Warning" not in told


@pytest.mark.parametrize(
    "text",
    [
        "module shows 43 V, HVM+, cells all above 2.9, what now",
        "module 43 V hvb, cells 2.7",
        "HVB 43 V, all cells > 2.9",
    ],
)
def test_what_is_said_of_the_cells_holds_for_all_of_them(judged, text):
    told = judged(text)
    assert told.startswith("**The module: low, but no cell below 1.5 V.** Charge the battery quickly.")


@pytest.mark.parametrize(
    "text", ["HVB module 43 V, one of the cells 2.7", "HVB module 43 V, cell 2.7", "HVB 43 V, cell 4: 2.7"]
)
def test_one_cell_says_nothing_of_the_others(judged, text):
    assert judged(text).startswith("**The module (43 V): low**, below 45 V. Undervoltage or not: its cells decide.")


def test_one_cell_below_the_limit_is_undervoltage_whatever_the_module_measures(judged):
    told = judged("HVB 3 modules: 51.2 50.9 48.1; cell 7 of module 3: 1.2 V")
    assert told.startswith("**Module 3 is in undervoltage**: cell 7 at 1.2 V is below 1.5 V.")
    assert "**Warning:** avoid any further discharge, for example by removing the BCU." in told
    assert (
        "**Only module 3 in undervoltage:** remove it and try to start without it: 3 − 1 = 2 modules are enough" in told
    )


def test_one_module_that_cannot_be_spared_means_no_further_discharge(judged):
    told = judged("HVM+ 3 modules: 51.2 50.9 22.0")
    assert "16 × 1.5 V = 24 V a cell under 1.5 V is certain (inferred)" in told
    assert "without it 3 − 1 = 2 would be too few (at least 3 for HVM+): avoid any further discharge" in told


def test_more_than_one_module_in_undervoltage_goes_to_the_service_team(judged):
    told = judged("HVS+ 4 modules: 40 41 100 99")
    assert told.startswith("**Module 1 and Module 2 are in undervoltage**.")
    assert "**More than one module in undervoltage:** contact the service team" in told
    assert "remove it" not in told


def test_one_of_some_modules_measured_is_not_called_the_only_one(judged):
    told = judged("HVB 5 modules, module 2: 20 V")
    assert "Only module 2" not in told
    assert "**Undervoltage in one module only:**" in told
    assert "**In more than one module:**" in told


def test_a_low_cell_of_an_unknown_module_leaves_no_module_fine(judged, views):
    told = judged("HVM+ 51.2 50.9 51.0, lowest cell 1.2 V")
    assert told.startswith("**A module is in undervoltage:** a cell at 1.2 V is below 1.5 V. Which module is it in?")
    assert "should be fine" not in told
    assert "1 | 51.2 V | above it, cells?" in told
    assert "module 1, module 2 and module 3 are not settled yet" in told
    settled = judged("HVM+ 51.2 50.9 22.0, lowest cell 1.2 V")
    assert settled.startswith("**Module 3 is in undervoltage**")
    assert "1 | 51.2 V | should be fine" in settled


def test_exactly_on_the_limit_is_neither_fine_nor_low(judged):
    told = judged("HVB 45 51 51")
    assert told.startswith(
        "**Module 1: exactly 45 V**, which the guideline calls neither fine nor low. Check the cells."
    )
    assert "1 | 45 V | on the limit, cells?" in told


@pytest.mark.parametrize(("text", "limit"), [("HVB 45 51 51", "45 V"), ("HVS+ 90 100 100", "90 V")])
def test_exactly_on_the_limit_nothing_is_said_of_charging(judged, text, limit):
    assert "quickly" not in judged(text)
    assert "All cells above 1.5 V: no undervoltage, measure the module again." in judged(text)
    with_cells = judged(f"{text}, lowest cell 2.9 V")
    assert with_cells.startswith(f"**Module 1: exactly {limit}**, no cell below 1.5 V. Neither fine nor low: measure")
    assert f"1 | {limit} | on the limit\n" in with_cells
    assert f"(should be fine) and below it (charge quickly), not {limit} itself." in with_cells


def test_on_the_limit_and_low_are_told_apart(judged):
    told = judged("HVB 45 44 51, lowest cell 2.9 V")
    assert told.startswith("**Module 2: low, but no cell below 1.5 V.** Charge the battery quickly.")


def test_two_low_modules_and_low_cells_put_the_service_team_first(talk):
    talked = talk("measure", "two modules are under 45 and cells at 1.2 V")
    assert talked.text.startswith("**Undervoltage: a cell at 1.2 V is below 1.5 V**, whatever the type is.")
    assert "**Warning:** avoid any further discharge" in talked.text
    more, one = talked.text.index("in more than one module"), talked.text.index("In one module only")
    assert more < one
    talked.tap("HVM+")
    assert "| 2 | below 45 V | **low**, cells? |" in talked.text
    assert "Which modules they are was not said" in talked.text
    assert talked.text.index("in more than one module") < talked.text.index("In one module only")
    assert talked.screen.attachments[0].caption == "HVM+: 2 modules, in the order told"


def test_one_low_cell_puts_the_removal_first_whatever_the_type(talk):
    talked = talk("measure", "lowest cell 1.2 V")
    assert talked.text.index("in one module only") < talked.text.index("In more than one module")
    assert "at least HVB 2, HVM+ 3 and HVS+ 2" in talked.text


def test_all_modules_fine_still_asks_for_the_cells(judged):
    told = judged("HVS+ 100.2 99.8 101")
    assert told.startswith("**All 3 modules should be fine:** above 90 V.")
    assert "One cell below 1.5 V would still be undervoltage" in told
    assert "Our own aid" not in told


def test_a_tower_is_judged_against_minimum_and_nominal(judged):
    told = judged("205 V, 4 modules HVM+")
    assert told.startswith("**205 V is above the minimum operating voltage of 4 HVM+ modules** (4 × 40 V = 160 V).")
    assert "Nominal: 4 × 50 V = 200 V." in told


def test_cells_of_whole_modules_go_from_the_top(talk):
    cells = ["3295"] * 20 + ["1400"] + ["3301"] * 11
    talked = talk("measure", "hvb 2 modules, cells: " + " ".join(cells))
    assert "**Module 2 is in undervoltage**: cell 5 at 1400 mV is below 1.5 V." in talked.text
    assert "16 a module, from the top (inferred)" in talked.text


@pytest.mark.parametrize("cell", ["1.5", "1500 mV"])
def test_a_cell_exactly_on_the_limit_is_not_covered(judged, cell):
    assert judged(f"HVB lowest cell {cell}").startswith("**A cell at exactly 1.5 V is on the limit:**")


def test_cells_above_the_limit_say_no_more_than_that(judged):
    assert judged("HVB cells 3.2 3.3 2.9").startswith(
        "**No undervoltage in these values:** The cells given are above 1.5 V."
    )


def test_a_far_cell_is_named_as_our_own_aid(judged):
    told = judged("HVB module 1 cells 3295 3301 2900 3299")
    assert "*Our own aid, not the guideline's:* a cell of module 1 −0.397 V from the median 3.297 V." in told
