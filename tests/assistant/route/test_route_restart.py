"""A restart beside a named inverter is the one defined restart, without a question back."""

from __future__ import annotations

import pytest

from assistant.types import Route
from corpus.types import BlockKind


@pytest.mark.parametrize(
    "text",
    [
        "restart with kostal inverter", "restart kostal", "kostal restart", "restart sequence kostal plenticore",
        "how to restart with kostal", "proper restart Kostal", "restart byd with kostal plenticore bi",
        "restart procedure for a Kostal inverter please", "what is the restart order with kostal",
        "Kostal: restart steps", "reboot with kostal piko", "restart with fronius", "restart with sma",
        "restart goodwe", "power cycle battery with Fronius GEN24", "correct restart, inverter is a Kostal",
    ],
)  # fmt: skip
def test_the_defined_restart_is_answered_whole(ask, corpus, text):
    draft = ask(text)
    assert (draft.rule, draft.route, draft.refs) == ("restart", Route.GUIDELINE, ("2.4/34",))
    steps = next(block for block in draft.blocks if block.kind is BlockKind.STEPS)
    assert steps in corpus.by_ref["2.4/34"].blocks
    assert any(item.startswith("**Kostal only:**") or "Kostal only" in item for item in steps.items)


@pytest.mark.parametrize(
    "text",
    [
        "restarted with kostal and still no led", "after the restart the kostal shows an error", "restart the inverter",
        "restart order battery and inverter", "restart with LG RESU", "restart the wifi module",
        "restart did not help, kostal",
        "does the kostal restart itself", "kostal", "kostal settings", "why restart the fronius",
        "restart 3 times, fronius",
        "fenecon home storage restart", "can I restart the fronius without the battery", "restart app and sma portal",
    ],
)  # fmt: skip
def test_other_messages_about_a_restart_are_left_to_retrieval(rules_that_fire, text):
    assert "restart" not in rules_that_fire(text)
