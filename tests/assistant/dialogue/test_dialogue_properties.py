"""Whatever is tapped, typed or sent, in any order: nothing raises, every state survives storing, paths stay short."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import dialogue as d
from assistant.dialogue.types import LONGEST_ACTION
from assistant.types import ChatContext

TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["back", "start again", "I don't know", "skip", "yes", "no", "EC108", "it's blinking white 3 times",
         "4 modules", "HVM+ 51.2 50.9 44,1 51.0 51.1",
         "tower 205 V", "lowest cell 1.2 V", "what is EC311?", "P020T020Z2301150123",
         "2025-03-31", "\ud800\x00", "module 3: 512 V", "HVM 51 50 51", "cells 3295 3301 1450"]
    ),
)  # fmt: skip
FILES = st.builds(
    d.Attachment,
    id=st.sampled_from(["a", "b", "c"]),
    name=st.text(max_size=20),
    mime=st.sampled_from(["image/jpeg", "text/plain"]),
    size=st.integers(0, 10**7),
)
CONTEXTS = st.sampled_from([ChatContext(), ChatContext("HVM+", 4), ChatContext("HVS+", None), ChatContext(None, 9)])


@pytest.mark.parametrize("kind", list(d.Kind))
@given(context=CONTEXTS, data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_sequence_of_inputs_is_taken(desk, kind, context, data):
    facts = d.Facts(codes=("EC108",), tower="205 V")
    state, screen = d.start(kind, desk, d.Given(context=context, facts=facts), id="k3f9")
    seen = [tap.action for tap in screen.choices]
    for _ in range(data.draw(st.integers(0, 12))):
        what = data.draw(st.sampled_from(["tap", "tap", "tap", "old", "text", "file"]))
        if what == "text":
            step = d.Input(text=data.draw(TEXTS))
        elif what == "file":
            step = d.Input(text=data.draw(TEXTS), files=(data.draw(FILES),))
        else:
            actions = [tap.action for tap in screen.choices] if what == "tap" else seen
            step = d.Input(tap=data.draw(st.sampled_from(actions or [""])))
        state, screen = d.advance(state, step, desk)
        assert screen.blocks
        assert all(tap.label and tap.action.isascii() and len(tap.action) <= LONGEST_ACTION for tap in screen.choices)
        assert len({tap.action for tap in screen.choices}) == len(screen.choices)
        seen += [tap.action for tap in screen.choices]
        if state is None:
            assert screen.closes
            return
        text = d.dump(state)
        assert d.parse(text) == state
        text.encode()
        facts = d.after_dialogue(facts, state, desk)
        assert d.Facts.parse(facts.dump()) == facts
        shown = d.screen(state, desk)
        assert shown.blocks


@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_a_diagnosis_ends_at_a_place_within_seven_taps(desk, data):
    state, screen = d.start(d.Kind.DIAGNOSE, desk)
    for _ in range(7):
        ways = [tap.action for tap in screen.choices if tap.action.startswith("o:")]
        state, screen = d.advance(state, d.Input(tap=data.draw(st.sampled_from(ways))), desk)
        if any(tap.action == "solved" for tap in screen.choices):
            assert screen.citations
            return
    pytest.fail("no end after seven taps")


def test_a_document_without_a_graph_says_so(desk, corpus):
    bare = replace(desk, corpus=replace(corpus, diagnosis=()))
    state, screen = d.start(d.Kind.DIAGNOSE, bare)
    assert screen.closes
    assert screen.blocks[0].text == "There is no step-by-step diagnosis for this document."
    assert d.advance(state, d.Input(text="blue"), bare)[1].blocks
