"""Short messages that go on from a voltage answer."""

from __future__ import annotations

import pytest

from assistant.types import ChatContext


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
