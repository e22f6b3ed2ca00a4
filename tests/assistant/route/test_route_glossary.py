"""The glossary rule answers only questions for a term, and says what the guideline does not explain."""

import pytest

from assistant.normalise import normalise
from assistant.route import route
from assistant.types import ChatContext, Route


def answer(message, corpus):
    return route(normalise(message), corpus, ChatContext())


@pytest.mark.parametrize(
    ("message", "ref"),
    [
        ("what is SOC", "2.5/36"),
        ("SOC?", "2.5/36"),
        ("What's a terminal resistor?", "2.4/30"),
        ("what does PCS mean", "2.9/EC112"),
        ("meaning of the main switch in the guideline", "1/3"),
    ],
)
def test_a_term_is_explained_with_its_place(corpus, message, ref):
    draft = answer(message, corpus)
    assert (draft.rule, draft.route, draft.abstained, draft.refs[0]) == ("glossary", Route.GUIDELINE, False, ref)


def test_letters_that_the_guideline_never_spells_out(corpus):
    draft = answer("what does BCU stand for?", corpus)
    assert (draft.route, draft.abstained, draft.refs) == (Route.NONE, True, ())
    assert draft.blocks[0].text == "**The guideline does not say what BCU stands for.**"
    assert "the expansion is ours" in draft.blocks[1].text


def test_letters_that_it_does_spell_out(corpus):
    assert answer("what does SOC stand for", corpus).abstained is False


@pytest.mark.parametrize(
    "message",
    [
        "what is the wifi password",
        "wifi",
        "app",
        "what is the problem with my module",
        "the soc means nothing to me, it jumps from 20 to 60 percent and the customer is angry",
        "what is the soc of a new module",
        "no",
    ],
)
def test_questions_that_merely_hold_a_term_are_left_alone(corpus, message):
    draft = answer(message, corpus)
    assert draft is None or draft.rule != "glossary"


@pytest.mark.parametrize(
    ("message", "rule"),
    [
        ("what is the nominal voltage", "voltage"),
        ("what does the steady white led mean", "led"),
        ("what is EC108", "event_code"),
    ],
)
def test_figures_leds_and_codes_go_first(corpus, message, rule):
    assert answer(message, corpus).rule == rule
