"""The tables of the real document: values as printed, merged measures shared, odd places marked."""

from __future__ import annotations

from fractions import Fraction

import pytest

from corpus.types import BlockKind, Corpus, EventCode, Unit

# code, name, unit, family: copied from the printed tables of 2.9 by hand, apart from the TOML file
NO_RECOVERY = (
    "- **No automatic recovery:** it is not allowed any longer. Maintenance personnel must do a manual recovery."
)
BCU = [
    ("EC106", "Current sensor failure", "fault"),
    ("EC108", "Precharging failure", "fault"),
    ("EC109", "Software version mismatch", "fault"),
    ("EC112", "PCS communication fault", "fault"),
    ("EC113", "Parallel communication fault", "fault"),
    ("EC114", "EE read/write fault", "fault"),
    ("EC115", "ADC sampling fault", "fault"),
    ("EC116", "AFE communication fault", "fault"),
    ("EC124", "Insulation failure", "fault"),
    ("EC125", "Charge circuit failure", "fault"),
    ("EC126", "Discharge circuit failure", "fault"),
    ("EC127", "Tripping device fault", "fault"),
    ("EC128", "Main relay fault", "fault"),
    ("EC133", "External watchdog fault", "fault"),
    ("EC324", "Charging overcurrent alarm", "alarm"),
    ("EC325", "Discharging overcurrent alarm", "alarm"),
]
LOSSES = ["EC100", "EC203", "EC303", "EC403", "EC503", "EC603", "EC703", "EC803", "EC903", "EC1003"]
MODULE = [
    *((code, "Module “N” loss", "module_loss") for code in LOSSES),
    ("EC103", "Voltage sampling disconnection", "fault"),
    ("EC104", "Temperature sampling disconnection", "fault"),
    ("EC105", "Cell voltage sensor failure", "fault"),
    ("EC107", "Cell undervoltage", "fault"),
    ("EC120", "Abnormal temperature rise", "fault"),
    ("EC121", "Cell overvoltage", "fault"),
    ("EC122", "Large cell voltage difference", "fault"),
    ("EC134", "Inter-group MOSFET fault", "fault"),
    ("EC310", "Cell overvoltage alarm", "alarm"),
    ("EC311", "Cell undervoltage alarm", "alarm"),
    ("EC314", "Charging high temperature alarm", "alarm"),
    ("EC315", "Charging low temperature alarm", "alarm"),
    ("EC316", "Discharging high temperature alarm", "alarm"),
    ("EC317", "Discharging low temperature alarm", "alarm"),
    ("EC319", "Excessive voltage difference alarm", "alarm"),
]


@pytest.fixture(scope="module")
def codes(whole: Corpus) -> dict[str, EventCode]:
    return {code.code: code for code in whole.event_codes}


def test_all_41_codes_stand_in_the_printed_order_with_name_unit_and_family(whole: Corpus) -> None:
    read = [(code.code, code.name, code.family, code.unit) for code in whole.event_codes]
    printed = [(*row, Unit.BCU) for row in BCU] + [(*row, Unit.MODULE) for row in MODULE]
    assert read == printed
    assert len(read) == 41


@pytest.mark.parametrize(("code", "number"), list(zip(LOSSES, range(1, 11), strict=True)))
def test_a_module_loss_code_names_its_module_from_the_top(codes: dict[str, EventCode], code: str, number: int) -> None:
    assert codes[code].module_number == number


def test_only_module_loss_codes_name_a_module(codes: dict[str, EventCode]) -> None:
    assert [code for code, row in codes.items() if row.module_number is not None] == LOSSES


@pytest.mark.parametrize(
    ("group", "measure"),
    [
        (
            ["EC114", "EC115", "EC116", "EC124", "EC125", "EC126", "EC127", "EC128", "EC133"],
            "- Test another BCU, if one is available.",
        ),
        (["EC324", "EC325"], NO_RECOVERY),
        (["EC310", "EC311", "EC314", "EC315", "EC316", "EC317", "EC319"], NO_RECOVERY),
        (LOSSES, None),
    ],
)
def test_each_code_of_a_merged_cell_has_its_measure_and_names_the_others(
    codes: dict[str, EventCode], group: list[str], measure: str | None
) -> None:
    for code in group:
        assert codes[code].measure == (measure or codes[group[0]].measure)
        assert codes[code].shared_with == tuple(other for other in group if other != code)


def test_the_other_codes_share_their_measure_with_none(codes: dict[str, EventCode]) -> None:
    alone = [code for code, row in codes.items() if not row.shared_with]
    assert alone == [
        *("EC106", "EC108", "EC109", "EC112", "EC113"),
        *("EC103", "EC104", "EC105", "EC107", "EC120", "EC121", "EC122", "EC134"),
    ]


def test_the_measure_of_ec108_has_its_three_steps_in_the_printed_order(codes: dict[str, EventCode]) -> None:
    [steps] = codes["EC108"].blocks
    assert steps.kind is BlockKind.STEPS
    assert steps.items == (
        "Check the DC cables to the battery, to the inverter and to the combiner box (if there is one).",
        "Restart the system as the manual says ([1/6](1/6), [2.4/34](2.4/34)). For a proper shutdown hold the LED "
        "button for 5 seconds; then start the battery before the inverter.",
        "Problem not solved: test another BCU, if one is available.",
    )


@pytest.mark.parametrize(
    ("code", "see"),
    [
        ("EC105", ("1/6", "2.4/34")),
        ("EC109", ("2.3", "2.3/17")),
        ("EC112", ("2.4",)),
        ("EC113", ("2.7", "2.7/41", "2.4/30")),
        ("EC104", ("2.8", "2.11")),
        ("EC107", ("2.10", "2.9/EC311")),
        ("EC121", ("2.10", "2.9/EC310")),
    ],
)
def test_the_references_of_a_measure_are_resolved_to_passages(
    codes: dict[str, EventCode], code: str, see: tuple[str, ...]
) -> None:
    assert codes[code].see == see


def test_the_odd_reference_of_ec105_is_told(codes: dict[str, EventCode]) -> None:
    assert '"step 7, section 1"' in codes["EC105"].note


def test_an_event_passage_is_made_from_its_row(whole: Corpus, codes: dict[str, EventCode]) -> None:
    passages = {passage.ref: passage for passage in whole.passages}
    loss = passages["2.9/EC403"]
    assert loss.title == "EC403 Module “N” loss"
    assert loss.blocks[0].text == "Module 4 from the top is probably affected."
    assert loss.blocks[1:] == codes["EC403"].blocks
    shared = passages["2.9/EC128"]
    assert shared.blocks[-1].text == (
        "The guideline prints this measure once, for EC114, EC115, EC116, EC124, EC125, EC126, EC127, EC128, EC133 "
        "together."
    )
    assert (shared.path, shared.line) == ("tables/event_codes.toml", codes["EC128"].line)


def test_module_types_have_the_printed_figures_exactly(whole: Corpus) -> None:
    figures = {
        kind.name: (
            kind.nominal_v,
            kind.minimum_operating_v,
            kind.healthy_v,
            kind.cells,
            kind.cell_undervoltage_v,
            kind.minimum_modules,
            kind.maximum_modules,
        )
        for kind in whole.module_types
    }
    assert figures == {
        "HVB": (50, 40, 45, 16, Fraction(3, 2), 2, 10),
        "HVM+": (50, 40, 45, 16, Fraction(3, 2), 3, 8),
        "HVS+": (100, 80, 90, 32, Fraction(3, 2), 2, 5),
    }


def test_the_19_models_have_their_inferred_module_counts(whole: Corpus) -> None:
    models = [(model.name, model.modules) for model in whole.models]
    hvb = ["5.9", "8.9", "11.8", "14.8", "17.8", "20.7", "23.7", "26.7", "29.6"]
    hvm = ["8.3", "11.0", "13.8", "16.6", "19.3", "22.1"]
    hvs = ["5.1", "7.7", "10.2", "12.8"]
    assert models == [
        *((f"HVB {size}", count) for count, size in enumerate(hvb, 2)),
        *((f"HVM+ {size}", count) for count, size in enumerate(hvm, 3)),
        *((f"HVS+ {size}", count) for count, size in enumerate(hvs, 2)),
    ]


def test_the_led_patterns_say_which_are_normal(whole: Corpus) -> None:
    assert {pattern.id: (pattern.device, pattern.normal) for pattern in whole.led_patterns} == {
        "steady_white": ("BCU", True),
        "blinking_white": ("BCU", True),
        "white_blue_alternating": ("BCU", True),
        "constant_blue": ("BCU", False),
        "white_flashes_blue_constant": ("BCU", False),
        "off": ("BCU", True),
        "blue_green_together": ("Smart Wi-Fi/LAN module", False),
    }


def test_constant_blue_gives_its_three_meanings_with_2_9_first(whole: Corpus) -> None:
    [blue] = [pattern for pattern in whole.led_patterns if pattern.id == "constant_blue"]
    assert blue.refs == ("2.9", "2.2/14", "2.6/37")
    assert blue.blocks[0].kind is BlockKind.STEPS
    assert len(blue.blocks[0].items) == 3


@pytest.mark.parametrize("term", ["SN", "SOC", "BCU", "BMS", "PCS", "EC", "Terminal resistor", "Main Switch"])
def test_the_glossary_has_the_terms_that_people_ask_for(whole: Corpus, term: str) -> None:
    assert term in {entry.term for entry in whole.glossary}


def test_expansions_that_the_guideline_does_not_give_are_marked(whole: Corpus) -> None:
    ours = {entry.term for entry in whole.glossary if not entry.in_guideline}
    assert {"SN", "BCU", "BMS", "PCS", "LFP", "AFE", "ADC", "EE"} <= ours
    assert not {"SOC", "Terminal resistor", "UV"} & ours


@pytest.mark.parametrize(
    ("name", "role"),
    [("HVM 13.8", "battery"), ("Battery-Box LVS", "battery"), ("LG RESU", "battery"), ("Fronius", "inverter")],
)
def test_other_products_have_a_role(whole: Corpus, name: str, role: str) -> None:
    assert {product.name: product.role for product in whole.other_products}[name] == role


def test_no_name_of_another_product_is_one_of_ours(whole: Corpus) -> None:
    ours = {name.lower() for name in whole.document.products} | {model.name.lower() for model in whole.models}
    others = {name.lower() for product in whole.other_products for name in (product.name, *product.aliases)}
    assert ours & others == set()
