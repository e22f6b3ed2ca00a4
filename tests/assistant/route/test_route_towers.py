"""Several towers: a number before a model counts towers, and voltages are those of one tower."""

from __future__ import annotations

import pytest

from assistant.normalise import normalise
from assistant.route.lookups import lookups
from assistant.route.system import system_of

ONE_TOWER = "The value is for **one tower**: parallel towers do not add up."


@pytest.mark.parametrize(
    ("text", "towers", "modules"),
    [
        ("2 hvs+ 10.2", 2, 4), ("2x hvm+ 13.8", 2, 5), ("3 x hvm+ 4 modules", 3, 4), ("2 towers of 5 hvm+", 2, 5),
        ("hvm+ 13.8 x 2", 2, 5), ("3 hvb 14.8 towers", 3, 5), ("2 x hvs+ with 3 modules each", 2, 3),
        ("2 hvm+ 8 modules", 2, 8), ("double hvs+ 7.7", 2, 3), ("3 hvm+ 13.8 systems in parallel", 3, 5),
        ("2 parallel hvs+ towers 4 modules each", 2, 4), ("a pair of hvb 5.9", 2, 2), ("3 byd hvm+ 22.1", 3, 8),
        ("hvm+ 5 modules, 2 towers", 2, 5), ("2 towers hvs+ 10.2", 2, 4), ("2 of my hvs+ 12.8", 2, 5),
    ],
)  # fmt: skip
def test_towers_and_modules_are_told_apart(corpus, text, towers, modules):
    system = system_of(text, lookups(corpus))
    assert (system.towers, system.modules) == (towers, modules)


@pytest.mark.parametrize(
    ("text", "modules"),
    [
        ("2 hvs+", 2), ("2 hvs+ modules", 2), ("5 hvm+ modules", 5), ("4 x hvb", 4), ("hvs+ 10.2", 4),
        ("3 hvm+ 150 v", 3),
        ("hvm+ with 5 modules", 5), ("hvb x4", 4), ("3 pieces hvs+", 3), ("hvm+ 5 modules 2 towers", 5),
    ],
)  # fmt: skip
def test_a_number_before_a_type_alone_counts_modules(corpus, text, modules):
    assert system_of(text, lookups(corpus)).modules == modules


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("two HVS+ 10.2", "**4 HVS+ modules: nominal voltage 400 V**"),
        ("nominal voltage of two HVS+ 10.2", "**4 HVS+ modules: nominal voltage 400 V**"),
        ("3 x HVM+ 4 modules", "**4 HVM+ modules: nominal voltage 200 V**"),
        ("2 towers of 5 HVM+", "**5 HVM+ modules: nominal voltage 250 V**"),
        ("2 towers of 5 HVM+ minimum voltage", "**5 HVM+ modules: minimum operating voltage 200 V**"),
        (
            "I have two HVS+ 10.2 and measure 400 V",
            "**400 V is above the minimum operating voltage of 4 HVS+ modules**",
        ),
        ("two HVM+ 22.1 in parallel show 380 V", "**380 V is above the minimum operating voltage of 8 HVM+ modules**"),
        ("2 HVM+ 13.8 towers 240 V each", "**240 V is above the minimum operating voltage of 5 HVM+ modules**"),
        ("total voltage of two HVS+ 10.2 in parallel", "**4 HVS+ modules: nominal voltage 400 V**"),
        ("3 HVM+ 13.8 systems in parallel, what voltage", "**5 HVM+ modules: nominal voltage 250 V**"),
    ],
)
def test_the_voltage_of_several_towers_is_that_of_one(ask, told, text, head):
    draft = ask(text)
    assert draft.blocks[0].text.startswith(head)
    assert ONE_TOWER in told(draft)


def test_one_tower_has_no_remark_on_towers(ask, told):
    assert ONE_TOWER not in told(ask("nominal voltage of HVS+ 10.2"))
    assert ONE_TOWER not in told(ask("2 HVS+ modules nominal voltage"))


@pytest.mark.parametrize(
    "text", ["10 HVM+ modules in two towers", "10 modules HVM+ in 2 towers", "8 modules split over 2 towers"]
)
def test_modules_of_all_towers_together_are_no_count_of_one(corpus, text):
    system = system_of(normalise(text).folded, lookups(corpus))
    assert (system.towers, system.modules) == (2, None)


def test_both_ends_of_a_range_are_judged(ask, told):
    draft = ask("HVS+ 4 modules 318-401 V")
    assert draft.blocks[0].text.startswith("**A tower of 4 HVS+ modules: nominal 400 V**")
    assert "**318 V:** below the minimum operating voltage." in told(draft)
    assert "**401 V:** above the minimum operating voltage." in told(draft)
    assert "| 44 V | low" in told(ask("module 44-46 V HVB"))
    assert ask("cells from 1.2 to 3.3 V").blocks[0].text.startswith("**Undervoltage: 1.2 V is below 1.5 V.**")
