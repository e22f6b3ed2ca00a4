"""Voltages of tower, module and cell: figures with their working, verdicts with exact arithmetic."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.types import ChatContext, Route

NOMINAL = {"HVB": 50, "HVM+": 50, "HVS+": 100}
MINIMUM = {"HVB": 40, "HVM+": 40, "HVS+": 80}
HEALTHY = {"HVB": 45, "HVM+": 45, "HVS+": 90}
CELLS = {"HVB": 16, "HVM+": 16, "HVS+": 32}
COUNTS = {"HVB": range(2, 11), "HVM+": range(3, 9), "HVS+": range(2, 6)}
SIZES = {
    "HVB": ("5.9", "8.9", "11.8", "14.8", "17.8", "20.7", "23.7", "26.7", "29.6"),
    "HVM+": ("8.3", "11.0", "13.8", "16.6", "19.3", "22.1"),
    "HVS+": ("5.1", "7.7", "10.2", "12.8"),
}
TYPES = tuple(NOMINAL)
LISTED = [(name, count) for name in TYPES for count in COUNTS[name]]
MODELS = [(name, size, count) for name in TYPES for size, count in zip(SIZES[name], COUNTS[name], strict=True)]


# --- figures ----------------------------------------------------------------------------------------------------------


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


# --- follow-ups -------------------------------------------------------------------------------------------------------


def test_follow_ups(ask):
    context = ask("nominal voltage of 4 HVS+ modules").context
    assert context == ChatContext(module_type="HVS+", modules=4, topic="nominal")
    draft = ask("and the minimum?", context)
    assert "4 × 80 V = 320 V" in draft.blocks[0].text
    draft = ask("and for HVM+?", draft.context)
    assert "4 × 40 V = 160 V" in draft.blocks[0].text
    draft = ask("with 5 modules?", draft.context)
    assert "5 × 40 V = 200 V" in draft.blocks[0].text
    draft = ask("6", draft.context)
    assert "6 × 40 V = 240 V" in draft.blocks[0].text
    assert draft.context == ChatContext(module_type="HVM+", modules=6, topic="minimum")


@pytest.mark.parametrize("text", ["and the minimum?", "and for HVS+?", "with 5 modules?", "HVS+", "5 modules", "5"])
def test_without_context_a_follow_up_is_no_question(ask, text):
    assert ask(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "thanks",
        "/start",
        "ok",
        "start",
        "run",
        "good",
        "and now?",
        "what is EC108?",
        "and the app?",
        "no LED at all, what now?",
    ],
)
def test_other_messages_are_no_follow_ups(ask, text):
    draft = ask(text, ChatContext(module_type="HVS+", modules=4, topic="nominal"))
    assert draft is None or draft.rule != "voltage"


# --- verdicts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("HVB module 44.9 V", "**44.9 V is low for an HVB module:** below 45 V (nominal 50 V)."),
        ("HVB module 44,9 Volt", "**44.9 V is low for an HVB module:** below 45 V (nominal 50 V)."),
        ("HVB module 44900 mV", "**"),
        ("HVB module 45 V", "**45 V is exactly on the limit of an HVB module:**"),
        ("HVB module 45.0 V", "**45.0 V is exactly on the limit of an HVB module:**"),
        ("HVM+ module 45.01 V", "**45.01 V: the HVM+ module should be fine**"),
        ("HVS+ module 89.9 V", "**89.9 V is low for an HVS+ module:** below 90 V (nominal 100 V)."),
        ("HVS+ module exactly 90 V", "**90 V is exactly on the limit of an HVS+ module:**"),
        ("HVS+ module ninety-one volts", "**91 V: the HVS+ module should be fine**"),
        ("HVB module 92 V", "**92 V cannot be right for an HVB module**"),
        ("HVS+ module 160 V", "**160 V cannot be right for an HVS+ module**"),
        ("HVB module -48 V", "**-48 V cannot be right for an HVB module**"),
        ("HVB module below 45 V", "**below 45 V is low for an HVB module:**"),
        ("HVB module >45 V", "**above 45 V: the HVB module should be fine**"),
        ("HVB module below 50 V", "**below 50 V does not settle it:**"),
        ("cell at 1.4 V", "**Undervoltage: 1.4 V is below 1.5 V.**"),
        ("cell at one point four volts", "**Undervoltage: 1.4 V is below 1.5 V.**"),
        ("cell 1,49 V", "**Undervoltage: 1.49 V is below 1.5 V.**"),
        ("lowest cell 1499 mV", "**Undervoltage: 1499 mV is below 1.5 V.**"),
        ("lowest cell 1.499 mV", "**Undervoltage: 1499 mV is below 1.5 V.**"),
        ("cell 1500 mV", "**1500 mV is exactly on the limit:**"),
        ("cell 1.5 V", "**1.5 V is exactly on the limit:**"),
        ("cell <1.5 V", "**Undervoltage: a cell below 1.5 V.**"),
        ("cell at 1501 mV", "**1501 mV is above 1.5 V: no undervoltage.**"),
        ("cell 3.2 V", "**3.2 V is above 1.5 V: no undervoltage.**"),
        ("cell 48 V", "**48 V cannot be the voltage of one cell.**"),
        ("HVM+ tower with 5 modules 199.9 V", "**199.9 V is below the minimum operating voltage of 5 HVM+ modules**"),
        ("HVM+ tower with 5 modules 200 V", "**200 V is exactly the minimum operating voltage of 5 HVM+ modules**"),
        ("HVM+ 13.8 tower 201 V", "**201 V is above the minimum operating voltage of 5 HVM+ modules**"),
        ("4 HVS+ modules 380 V", "**380 V is above the minimum operating voltage of 4 HVS+ modules**"),
        ("HVM+ tower with 5 modules 400 V", "**400 V cannot be right for 5 HVM+ modules.**"),
    ],
)
def test_verdict(ask, text, begins):
    assert ask(text).blocks[0].text.startswith(begins)


def test_a_module_described_by_its_nominal_voltage(ask):
    draft = ask("92 V on a 50 V module")
    assert draft.blocks[0].text.startswith("**92 V cannot be right for an HVB or HVM+ module** (nominal 50 V)")
    assert ask("88 V on a 100 V module").blocks[0].text.startswith("**88 V is low for an HVS+ module:**")


@pytest.mark.parametrize("text", ["HVB 2 modules 55 V", "HVS+ 2 modules 110 V", "HVB 92 V"])
def test_a_value_that_may_be_a_module_or_a_tower_is_asked_back(ask, text):
    """55 V is a good HVB module and a dead tower of two: neither may be claimed."""
    draft = ask(text)
    assert draft.route is Route.CLARIFY
    assert "measured on the tower, one module or one cell?" in draft.blocks[0].text


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("two modules are at 44 V and 43 V, HVM+", "**44 V and 43 V are low for an HVM+ module:**"),
        ("tower voltage 198 with 4 HVB", "**198 V is above the minimum operating voltage of 4 HVB modules**"),
        (
            "my tower reads 402 volts, four hvs plus",
            "**402 V is above the minimum operating voltage of 4 HVS+ modules**",
        ),
        ("is 1499 mV undervoltage?", "**Undervoltage: 1499 mV is below 1.5 V.**"),
        ("Is 160V enough for HVS+ with 2 modules?", "**160 V is exactly the minimum operating voltage"),
        ("5 modules HVM+ total 245 V", "**245 V is above the minimum operating voltage of 5 HVM+ modules**"),
        ("Turmspannung 4 HVS+ 395V", "**395 V is above the minimum operating voltage of 4 HVS+ modules**"),
        (
            "one of my HVS+ modules has only 70 volts but the cells are all over 2 volts",
            "**70 V is low for an HVS+ module:**",
        ),
    ],
)
def test_verdict_in_other_wordings(ask, text, begins):
    assert ask(text).blocks[0].text.startswith(begins)


def test_a_low_module_gives_both_branches_while_the_cells_are_unknown(ask, told):
    text = told(ask("HVS+ module 88 V"))
    assert "All cells above 1.5 V: no undervoltage yet, **charge the battery quickly**." in text
    assert "One cell below 1.5 V: the module is in **undervoltage**" in text
    assert "**One module only:** remove it" in text
    assert "**More than one module:** contact the service team" in text


def test_a_low_module_with_good_cells_is_charged_quickly(ask, told):
    text = told(ask("HVB module 44 V, lowest cell 2.9 V"))
    assert "**charge the battery quickly**" in text
    assert "remove it" not in text


def test_the_cell_rule_wins(ask, told):
    draft = ask("HVB module 49 V but one cell at 1.2 V")
    assert draft.blocks[0].text.startswith("**Undervoltage: a cell at 1.2 V is below 1.5 V.**")
    assert "should be fine" not in told(draft)


def test_a_very_low_module_has_a_low_cell_for_certain(ask, told):
    assert "16 × 1.5 V = 24 V" in told(ask("HVM+ module 20 V"))
    assert "32 × 1.5 V = 48 V" in told(ask("HVS+ module 40 V"))
    assert "certain" not in told(ask("HVM+ module 24 V"))


def test_several_modules(ask, told):
    draft = ask("HVM+ modules: 51 V, 50.8 V, 43.9 V and 45 V")
    assert draft.blocks[0].text.startswith("**43.9 V is low for an HVM+ module:**")
    assert draft.blocks[1].rows == (
        ("Module", "Measured", "Limit 45 V"),
        ("Value 1", "51 V", "should be fine"),
        ("Value 2", "50.8 V", "should be fine"),
        ("Value 3", "43.9 V", "low"),
        ("Value 4", "45 V", "exactly on the limit"),
    )


def test_values_that_share_a_unit(ask):
    rows = ask("modules at 51, 50.8 and 44 V HVM+").blocks[1].rows
    assert [row[1] for row in rows[1:]] == ["51 V", "50.8 V", "44 V"]


def test_modules_by_number(ask):
    rows = ask("HVB module 1 50 V, module 2 44 V").blocks[1].rows
    assert rows[1:] == (("Module 1", "50 V", "should be fine"), ("Module 2", "44 V", "low"))


def test_an_average_below_the_module_limit_is_told(ask, told):
    text = told(ask("HVM+ tower with 5 modules 210 V"))
    assert "at least one module is low" in text
    assert "5 × 45 V = 225 V" in text


def test_removing_a_module_counts_what_remains(ask, told):
    assert "HVM+: at least 3; here 5 − 1 = 4, enough" in told(ask("5 HVM+ modules, one cell at 1.2 V"))
    assert "here 2 − 1 = 1, too few" in told(ask("2 HVS+ modules, one cell at 1.2 V"))


def test_a_module_of_unknown_type_gets_the_verdict_of_each(ask, told):
    draft = ask("a module measures 92 V")
    text = told(draft)
    assert draft.route is Route.CLARIFY
    assert "**HVB** (limit 45 V, nominal 50 V): 92 V: cannot be." in text
    assert "**HVS+** (limit 90 V, nominal 100 V): 92 V: should be fine." in text


def test_the_chats_type_is_used(ask):
    draft = ask("a module measures 44 V", ChatContext(module_type="HVB"))
    assert draft.blocks[0].text.startswith("**44 V is low for an HVB module:**")


@pytest.mark.parametrize(
    "text",
    [
        "is 5 V enough for the wifi module", "grid voltage 253 V, is this a problem", "inverter DC voltage 180 V",
        "PV string 640 V", "the charger gives 58 V", "DC bus voltage 400 V", "12 V supply of the BCU",
        "230 V AC at the tower",
        "cell voltage difference 300 mV", "cell delta 0.3 V", "how do I measure the tower voltage",
        "minimum number of modules HVB", "how many modules do I need at least", "cell undervoltage", "undervoltage",
        "what to do with undervoltage", "low voltage", "the wifi module needs "
                                                       "5 V", "no LED, 3 HVS+ measure 306 V, next step",
        "how many modules are 200 V", "EV battery 400 V", "is 48 V lead acid possible",
    ],
)  # fmt: skip
def test_not_a_voltage_question(rules_that_fire, text):
    assert "voltage" not in rules_that_fire(text)


# --- properties -------------------------------------------------------------------------------------------------------


def _decimal(value):
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return format(number.normalize(), "f")


@given(
    name=st.sampled_from(TYPES),
    count=st.integers(min_value=2, max_value=400),
    kind=st.sampled_from(["nominal", "minimum"]),
)
@settings(max_examples=150)
def test_figures_are_exact_for_any_count(ask, name, count, kind):
    each = {"nominal": NOMINAL, "minimum": MINIMUM}[kind][name]
    draft = ask(
        f"{kind} operating voltage of {count} {name} modules"
        if kind == "minimum"
        else f"nominal voltage of {count} {name} modules"
    )
    assert f"({count} × {each} V = {count * each} V)" in draft.blocks[0].text
    text = " ".join(block.text for block in draft.blocks)
    assert ("too few" in text) == (count < COUNTS[name][0])
    assert ("more than any listed" in text) == (count > COUNTS[name][-1])


@given(
    name=st.sampled_from(TYPES),
    hundredths=st.integers(min_value=1, max_value=15_000),
    comma=st.booleans(),
    unit=st.sampled_from([" V", "V", " volts", " Volt"]),
)
@settings(max_examples=300)
def test_module_verdict_agrees_with_fractions(ask, name, hundredths, comma, unit):
    value = Fraction(hundredths, 100)
    written = _decimal(value)
    text = ask(f"{name} module {written.replace('.', ',') if comma else written}{unit}").blocks[0].text
    limit, nominal = HEALTHY[name], NOMINAL[name]
    assert ("cannot be right" in text) == (value > Fraction(6, 5) * nominal)
    assert ("is low for" in text) == (value < limit)
    assert ("exactly on the limit" in text) == (value == limit)
    assert ("should be fine" in text) == (limit < value <= Fraction(6, 5) * nominal)


@given(millivolts=st.integers(min_value=1, max_value=6_000), in_volts=st.booleans())
@settings(max_examples=200)
def test_cell_verdict_agrees_with_fractions(ask, millivolts, in_volts):
    value = Fraction(millivolts, 1000)
    text = ask(f"cell {_decimal(value)} V" if in_volts else f"cell {millivolts} mV").blocks[0].text
    assert ("**Undervoltage" in text) == (value < Fraction(3, 2))
    assert ("exactly on the limit" in text) == (value == Fraction(3, 2))
    assert ("no undervoltage" in text) == (Fraction(3, 2) < value <= 4)
    assert ("cannot be" in text) == (value > 4)


@given(name=st.sampled_from(TYPES), data=st.data())
@settings(max_examples=200)
def test_tower_verdict_agrees_with_fractions(ask, name, data):
    count = data.draw(st.sampled_from(list(COUNTS[name])))
    value = Fraction(data.draw(st.integers(min_value=10, max_value=13 * count * NOMINAL[name])), 10)
    text = ask(f"{name} tower with {count} modules measures {_decimal(value)} V").blocks[0].text
    minimum, most = count * MINIMUM[name], Fraction(6, 5) * count * NOMINAL[name]
    assert ("is below the minimum" in text) == (value < minimum)
    assert ("is exactly the minimum" in text) == (value == minimum)
    assert ("is above the minimum" in text) == (minimum < value <= most)
    assert ("cannot be right" in text) == (value > most)
