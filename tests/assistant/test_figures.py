"""A tower's figures beside a retrieved passage: only where system and values are told, and never a doubtful verdict."""

from __future__ import annotations

import pytest

from assistant.figures import with_figures
from assistant.normalise import normalise
from assistant.types import ChatContext, Draft, Route
from corpus.types import Block, BlockKind

PASSAGE = Block(BlockKind.PARAGRAPH, text="**The passage**")


@pytest.fixture
def figured(corpus):
    """What is shown for a message that retrieval sends to a place."""

    def answer(message, *refs, context=None, route=Route.GUIDELINE):
        draft = Draft(route, (PASSAGE,), refs=refs or ("2.10",), confidence=0.7, rule="retrieve")
        context = ChatContext() if context is None else context
        drawn = with_figures(draft, normalise(message), corpus, context)
        return drawn, " ".join(block.text + " ".join(block.items) for block in drawn.blocks)

    return answer


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("Never charged since spring. Our six HVM+ show 262 V with the head off. Call someone?", "6 × 40 V = 240 V"),
        ("the HVB 11.8 gives 204.6 V on the upper block, quiet otherwise", "204.6 V is above"),
        ("checked the HVB 11.8, all quiet, 204.6 between plus and minus of the upper block", "204.6 V is above"),
        ("a stack of five HVS+ came with 380 volts only, from what reading on does it work", "380 V is below"),
    ],
)
def test_a_towers_voltage_is_judged(figured, message, shown):
    draft, text = figured(message, "2.1/9")
    assert draft.route is Route.VOLTAGE
    assert draft.confidence == 0.7
    assert shown in text


def test_figures_stand_after_the_name_where_no_value_is_told(figured):
    draft, text = figured("where do I hold the probes on a tower of four HVS+")
    assert draft.route is Route.GUIDELINE
    assert draft.blocks[0] == PASSAGE
    assert "nominal 4 × 100 V = 400 V; minimum operating 4 × 80 V = 320 V" in text


def test_the_models_count_beats_a_number_of_warm_modules(figured):
    _, text = figured("HVM+ 16.6 with 262 V on top this morning, 2 modules a bit warm")
    assert "6 × 40 V = 240 V" in text


def test_a_count_that_does_not_fit_the_value_gives_no_verdict(figured):
    draft, text = figured("262 V at my HVM+ and 2 modules are warm")
    assert draft.route is Route.GUIDELINE
    assert "262" not in text


@pytest.mark.parametrize(
    "message",
    [
        "five HVM+, one module has 44 V and the tower 240 V",  # the module's value needs another verdict
        "HVS 10.2 with 300 V, four modules",  # another product
        "how do I measure the tower",
        "four modules and 190 V, is that ok",  # of which type?
        "HVM+ with 44 V",
    ],
)
def test_no_verdict_without_all_that_it_needs(figured, message):
    draft, _ = figured(message)
    assert draft.route is Route.GUIDELINE


def test_a_missing_number_of_modules_is_asked_for(figured):
    draft, text = figured("not charged since spring, my HVM+ shows 262 V with the head off")
    assert draft.route is Route.CLARIFY
    assert "how many modules has it?" in text
    assert draft.choices[0].question.startswith("3 modules: not charged since spring")


@pytest.mark.parametrize(
    "message", ["our HVM+ is off and 2 modules feel warm", "HVB: 3 modules are lower than the others"]
)
def test_a_number_of_odd_modules_gives_no_figures(figured, message):
    assert figured(message)[0].blocks == (PASSAGE,)


@pytest.mark.parametrize("message", ["HVM+ 16.6, how to measure", "HVM+ 16.6 with 22.4 kWh used, how to measure"])
def test_a_models_size_or_an_energy_is_no_voltage(figured, message):
    assert figured(message)[0].route is Route.GUIDELINE


def test_a_voltage_told_whole_needs_no_question_back(figured):
    message = "HVM+ 16.6 not charged since november, 262 V with the head removed. Can I start, or call someone?"
    draft, text = figured(message, "3.2", "2.5/35", "2.10", route=Route.CLARIFY)
    assert draft.route is Route.VOLTAGE
    assert "262 V is above" in text
    assert figured(message, "3.2", "2.5/35", route=Route.CLARIFY)[0].blocks == (PASSAGE,)


def test_other_places_are_left_alone(figured):
    draft, _ = figured("after the update our five HVM+ with 255 V stay dark", "2.3/17")
    assert draft.blocks == (PASSAGE,)


def test_the_system_of_the_chat_is_used(figured):
    _, text = figured("up there the meter says 188 V", context=ChatContext("HVM+", 4))
    assert "188 V is above" in text
