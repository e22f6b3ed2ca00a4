"""A message that only tells the system is remembered, and answered with what the system's voltages are."""

from __future__ import annotations

import pytest

from assistant.types import ChatContext, Route


@pytest.mark.parametrize(
    ("text", "type_", "modules"),
    [
        ("I have a HVM+ with 5 modules", "HVM+", 5),
        ("we have HVS+ 10.2", "HVS+", 4),
        ("HVB with 8 modules", "HVB", 8),
        ("it's HVS+ with 3 modules", "HVS+", 3),
        ("5 modules HVM+", "HVM+", 5),
        ("customer has an HVB 14.8", "HVB", 5),
        ("hi, ours is a tower of 4 HVM+", "HVM+", 4),
    ],
)
def test_the_system_is_remembered(ask, text, type_, modules):
    draft = ask(text)
    assert draft.context == ChatContext(type_, modules, "nominal")
    assert draft.blocks[0].text.startswith(f"**{modules} {type_} modules: nominal voltage ")


@pytest.mark.parametrize("text", ["it's an HVS+", "we have HVS+", "customer's system is HVS+"])
def test_a_type_alone_asks_for_the_number_of_modules(ask, talk, text):
    draft = ask(text)
    assert (draft.route, draft.context.module_type) == (Route.CLARIFY, "HVS+")
    assert talk(text, "4").blocks[0].text.startswith("**4 HVS+ modules: nominal voltage 400 V**")


def test_values_that_come_later_are_judged_for_it(talk):
    assert (
        talk("I have a HVM+ with 5 modules", "tower is 198 V").blocks[0].text.startswith("**198 V is below the minimum")
    )
    assert talk("HVB with 8 modules", "minimum?").blocks[0].text.startswith("**8 HVB modules: minimum operating")
    assert "A tower with 8 modules has no module 9" in talk("HVB with 8 modules", "EC903").blocks[1].text


def test_a_number_of_modules_outside_the_list_is_said(ask, told):
    assert "2 modules are too few" in told(ask("I have HVM+ with 2 modules"))


@pytest.mark.parametrize(
    "text",
    [
        "HVS+", "HVM+ and Fronius", "HVM+ 5 modules allowed?", "which HVM+ do we have", "HVM+ with 5 modules is off",
        "I have HVM+ and want 6 modules", "HVM with 5 modules", "is it the HVS+", "HVM+ from 2021", "HVB and HVS+",
        "our HVM+ does not charge", "HVM+ 14.0", "only HVM+",
    ],
)  # fmt: skip
def test_other_messages_with_a_system_are_not_only_told(rules_that_fire, text):
    assert "system_told" not in rules_that_fire(text)
