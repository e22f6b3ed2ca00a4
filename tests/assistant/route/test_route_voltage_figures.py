"""Voltages that are asked for: nominal, minimum operating, of tower, module and cell."""

from __future__ import annotations

import pytest
from voltage_figures import COUNTS, HEALTHY, LISTED, MINIMUM, MODELS, NOMINAL, TYPES

from assistant.types import Route


@pytest.mark.parametrize(("name", "count"), LISTED)
def test_nominal_voltage_by_type_and_count(ask, name, count):
    draft = ask(f"What is the nominal voltage of {count} {name} modules?")
    each, total = NOMINAL[name], count * NOMINAL[name]
    assert draft.route is Route.VOLTAGE
    assert draft.blocks[0].text == (
        f"**{count} {name} modules: nominal voltage {total} V** ({count} × {each} V = {total} V)."
    )
    assert draft.refs[0] == "2.10"


@pytest.mark.parametrize(("name", "count"), LISTED)
def test_minimum_operating_voltage_by_type_and_count(ask, name, count):
    draft = ask(f"minimum operating voltage {name} {count} modules")
    each, total = MINIMUM[name], count * MINIMUM[name]
    assert draft.blocks[0].text.startswith(
        f"**{count} {name} modules: minimum operating voltage {total} V** ({count} × {each} V = {total} V)."
    )
    assert "higher" in draft.blocks[0].text
    assert draft.refs[0] == "2.1/9"


@pytest.mark.parametrize(("name", "size", "count"), MODELS)
def test_listed_models(ask, told, name, size, count):
    total = count * NOMINAL[name]
    for text in (f"nominal voltage of {name} {size}", f"what voltage should an {name} {size.replace('.', ',')} have?"):
        draft = ask(text)
        assert f"{count} × {NOMINAL[name]} V = {total} V" in draft.blocks[0].text
        assert f"{name} {size} has {count} modules (inferred" in told(draft)


@pytest.mark.parametrize(("name", "size", "count"), MODELS)
def test_number_of_modules_of_a_model_is_marked_as_inferred(ask, told, name, size, count):
    draft = ask(f"how many modules does the {name} {size} have?")
    assert draft.blocks[0].text == f"**{name} {size}: {count} modules.**"
    assert "inferred, not printed" in told(draft)


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("Nennspannung 4 HVS+ Module", "HVS+", 4),
        ("Wie hoch muss die Spannung von 5 HVM+ Modulen sein?", "HVM+", 5),
        ("tension nominale 4 modules HVS+", "HVS+", 4),
        ("spanning van 3 HVB modules", "HVB", 3),
        ("voltage of four HVS plus modules", "HVS+", 4),
        ("rated voltage 4x HVB", "HVB", 4),
        ("what should a tower of 6 hvb modules measure in volts", "HVB", 6),
        ("HVM plus 13,8: nominal voltage please", "HVM+", 5),
        ("voltage for 16.6 kWh HVM+", "HVM+", 6),
        ("two towers with 4 HVS+ modules each, nominal voltage", "HVS+", 4),
    ],
)
def test_other_wordings(ask, name, count, text):
    total = count * NOMINAL[name]
    assert f"{count} × {NOMINAL[name]} V = {total} V" in ask(text).blocks[0].text


def test_parallel_towers_do_not_add_up(ask, told):
    assert "parallel towers do not add up" in told(ask("nominal voltage of 2 towers with 4 HVS+ modules each"))


@pytest.mark.parametrize("name", TYPES)
def test_figures_of_one_module(ask, told, name):
    draft = ask(f"what is the nominal voltage of one {name} module?")
    assert draft.route is Route.VOLTAGE
    assert draft.blocks[0].text == f"**{name} module: nominal voltage {NOMINAL[name]} V.**"
    healthy = ask(f"what is the healthy limit of an {name} module")
    assert healthy.blocks[0].text == f"**{name} module: healthy limit {HEALTHY[name]} V.**"
    text = told(healthy)
    for value in (NOMINAL[name], HEALTHY[name], MINIMUM[name]):
        assert f"{value} V" in text


def test_cell_limit(ask):
    for text in ("what is the cell limit?", "minimum cell voltage", "below which cell voltage is it undervoltage"):
        draft = ask(text)
        assert draft.blocks[0].text.startswith("**Cell limit: 1.5 V.**")
        assert draft.refs == ("2.10",)


@pytest.mark.parametrize(
    "text", ["what is the nominal voltage of a cell", "maximum cell voltage?", "full cell voltage"]
)
def test_a_cell_figure_that_the_guideline_lacks(ask, text):
    draft = ask(text)
    assert draft.abstained
    assert draft.blocks[0].text.startswith("**The guideline does not state this cell voltage.**")


def test_counts_outside_the_list_are_said(ask, told):
    assert "needs at least 3 modules" in told(ask("nominal voltage of 2 HVM+ modules"))
    assert "more than any listed HVS+ tower has" in told(ask("nominal voltage of 6 HVS+ modules"))
    assert "more than any listed HVM+ tower has" in told(ask("minimum voltage of 9 HVM+ modules"))
    assert "needs at least 2 modules" in told(ask("nominal voltage of 0 HVB modules"))
    assert "Check module type and quantity" in told(ask("nominal voltage of 1000 HVB modules"))
    assert "too few" not in told(ask("nominal voltage of 2 HVB modules"))


def test_an_unlisted_model_is_said(ask):
    draft = ask("nominal voltage of HVS+ 11.0")
    assert draft.abstained
    assert draft.blocks[0].text.startswith("**HVS+ 11.0 is not a listed model.**")
    assert draft.choices[0].label == "HVS+ 5.1"


def test_missing_type_gives_all_types(ask, told):
    draft = ask("nominal voltage of 4 modules")
    assert draft.route is Route.CLARIFY
    assert not draft.abstained
    text = told(draft)
    assert "4 × 50 V = 200 V" in text
    assert "4 × 100 V = 400 V" in text
    assert [choice.label for choice in draft.choices] == ["HVB", "HVM+", "HVS+"]


def test_missing_count_gives_all_counts(ask, told):
    draft = ask("minimum operating voltage of an HVS+ tower")
    assert draft.route is Route.CLARIFY
    for count in COUNTS["HVS+"]:
        assert f"{count} | {100 * count} V | {80 * count} V" in told(draft)
    assert [choice.question for choice in draft.choices] == [
        f"Minimum operating voltage of {count} HVS+ modules" for count in COUNTS["HVS+"]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "nominal voltage", "nominal voltage of 4 modules", "minimum voltage HVS+ tower", "nominal voltage of a module",
        "HVB 92 V", "a module measures 44 V", "tower 180 V", "HVM+ tower 180 V", "tower of 4 modules 180 V",
        "nominal voltage HVM 13.8", "HVM 13.8",
    ],
)  # fmt: skip
def test_every_choice_leads_on(ask, text):
    """A tap must get an answer, or a question that is nearer to one."""
    draft = ask(text)
    assert draft.route is Route.CLARIFY
    assert draft.choices
    for choice in draft.choices:
        answer = ask(choice.question)
        assert answer is not None, choice.question
        assert answer.blocks != draft.blocks, choice.question


@pytest.mark.parametrize(
    "text", ["nominal voltage HVM 13.8", "HVS 7.7 module 88 V", "minimum voltage of 4 HVM modules"]
)
def test_a_missing_plus_is_asked_for_and_never_added(ask, text):
    draft = ask(text)
    assert draft.route is Route.CLARIFY
    assert "without the plus is another product" in draft.blocks[0].text
    assert all("+" in choice.question for choice in draft.choices)


def test_types_are_compared_but_never_mixed(ask, told):
    text = told(ask("nominal voltage of 3 HVM+ modules and 2 HVS+ modules"))
    assert "3 × 50 V = 150 V" in text
    assert "2 × 100 V = 200 V" in text
    assert "Never mix types" in text
