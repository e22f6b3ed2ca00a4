"""What measured voltages of tower, module and cell mean."""

from __future__ import annotations

import pytest

from assistant.types import ChatContext, Route


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


@pytest.mark.parametrize(
    ("text", "low", "fine"),
    [
        ("all four HVM+ modules: 51.2 51.1 51.3 44.8", "44.8 V", ("51.2 V", "51.1 V", "51.3 V")),
        ("HVM+ modules 51.2, 51.1, 51.3, 44.8", "44.8 V", ("51.2 V", "51.1 V", "51.3 V")),
        ("HVS+ 96 97 95 88 V", "88 V", ("96 V", "97 V", "95 V")),
        ("HVM+ modules 50 51 44 V", "44 V", ("50 V", "51 V")),
        ("HVB modules measure 49.5 49.6 43.4 49.5", "43.4 V", ("49.5 V", "49.6 V")),
    ],
)
def test_every_value_of_a_list_is_judged(ask, told, text, low, fine):
    """A list with blanks between its values must not be judged by its first or last one."""
    draft = ask(text)
    assert draft.blocks[0].text.startswith(f"**{low} is low for")
    assert f"| {low} | low" in told(draft)
    assert all(f"| {value} | should be fine" in told(draft) for value in fine)


@pytest.mark.parametrize(("text", "head"), [
    ("HVM+ 22.1 44 V", "**44 V: measured on the tower, one module or one cell?**"),
    ("HVM+ 13.8 240 V", "**240 V is above the minimum operating voltage of 5 HVM+ modules**"),
])  # fmt: skip
def test_a_models_size_is_no_value_of_a_list(ask, text, head):
    assert ask(text).blocks[0].text.startswith(head)


def test_a_low_cell_names_the_modules_value_that_it_overrules(ask):
    head = ask("module 46 V one cell 1.4 V HVB").blocks[0].text
    assert head.endswith("The cell decides, whatever the module measures (46 V).")


def test_the_values_of_several_towers_are_each_judged(ask, told):
    draft = ask("2 towers hvm+ 5 modules 248 and 199 V")
    assert "**248 V:** above the minimum operating voltage." in told(draft)
    assert "**199 V:** below the minimum operating voltage." in told(draft)


@pytest.mark.parametrize("text", ["HVM 16.6 minimum", "HVS 10.2 nominal", "minimum HVM 13.8"])
def test_a_model_without_its_plus_is_asked_for(ask, text):
    assert ask(text).blocks[0].text.endswith("This guideline is for HVB, HVM+ and HVS+ only.")
