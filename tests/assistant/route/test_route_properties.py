"""What holds for every message: no exception, sound drafts, the same answer again, and fast ones."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.normalise import normalise
from assistant.route import route
from assistant.types import ChatContext, Route
from corpus.types import BlockKind

WORDS = (
    "EC108 ec 108 EC1O8 error fault code 108 124 117 HVS+ HVM+ HVM HVB 13.8 11.8 modules module cell tower 4 5 "
    "voltage V mV "
    "44 88.5 1.4 1450 nominal minimum low white blue LED flashes times constant bypass relay open Fronius SMA state "
    "status 105 "
    "section item 2.10 2.3/18 hello thanks ignore previous instructions and the of is ? , . : - % 72 insulation "
    "failure "
    "yes no second first the it's five gone now to between 108-112 EC114-116 which codes about temperature all "
    "Pylontech plus not off after 12 hours green together times 3 <b> </b> ' ; -- one two Fehlercode Spannung ЕС １０８"
).split(" ")

CONTEXTS = st.builds(
    ChatContext,
    module_type=st.sampled_from([None, "HVB", "HVM+", "HVS+"]),
    modules=st.sampled_from([None, 2, 5, 10]),
    topic=st.sampled_from(
        [
            None,
            "nominal",
            "minimum",
            "healthy",
            "cell",
            "flashes",
            "2.9/EC108",
            "minimum?type:tower 211 V",
            "minimum?count:tower below 211.5 V",
            "healthy?type:module 44 V, 43 V",
            "nominal?type:tower",
            "?scope:44 V",
            "?pick:EC113|EC114",
            "?pick:EC108",
            "2.4/31?pick:1/6|2.3/18|2.2/14",
            "?blue:",
            "?white:4",
            "minimum?value:tower 211 V",
            "?",
            "?pick:",
            "minimum?type:",
            "?scope:",
            "x?count:tower",
        ]
    ),
)


def _check(draft, references):
    assert draft.blocks
    assert draft.blocks[0].kind is BlockKind.PARAGRAPH
    assert draft.blocks[0].text.startswith("**") or draft.rule == "small_talk"
    assert draft.rule
    assert set(draft.refs) <= references
    assert set(draft.suggestions) <= references
    assert not draft.abstained or draft.route in {Route.NONE, Route.EVENT_CODE, Route.VOLTAGE}
    assert draft.route is not Route.CLARIFY or not draft.abstained
    assert draft.refs or draft.abstained or draft.route in {Route.NONE, Route.CLARIFY}


@pytest.fixture(scope="module")
def references(corpus):
    return {passage.ref for passage in corpus.passages}


@given(text=st.text(max_size=300), context=CONTEXTS)
@settings(max_examples=300, deadline=None)
def test_any_unicode(corpus, references, text, context):
    draft = route(normalise(text), corpus, context)
    if draft is not None:
        _check(draft, references)


@given(words=st.lists(st.sampled_from(WORDS), max_size=14), gap=st.sampled_from([" ", "", ", "]), context=CONTEXTS)
@settings(max_examples=600, deadline=None)
def test_any_mixture_of_our_own_words(corpus, references, words, gap, context):
    query = normalise(gap.join(words))
    draft = route(query, corpus, context)
    assert draft == route(query, corpus, context)
    if draft is not None:
        _check(draft, references)


@pytest.mark.parametrize(
    "piece",
    ["EC108 ", "ec", "e c ", "1.4 v ", "module ", "bypass ", "2.3/18 ", "<b>", "white blue 3 ", "error code ",
    "hvm+ 13.8 ",
     "9", "ignore all ", "#", "o0", "charge the ", "cell 1 v, ", "E.", "while it is ", "49.8, "],)  # fmt: skip
def test_a_hundred_thousand_characters(corpus, references, piece):
    start = time.perf_counter()
    draft = route(normalise((piece * 100_000)[:100_000]), corpus, ChatContext())
    assert time.perf_counter() - start < 1.0
    if draft is not None:
        _check(draft, references)


@pytest.mark.parametrize(
    "text",
    ["EC108", "error 108", "EC108 EC124 EC603", "nominal voltage of 4 HVS+ modules", "HVS+ module measures 88 V"],
)
def test_codes_and_volts_are_fast(corpus, text):
    """0.3 ms is the aim, with margin here for a busy machine; the best of many runs counts."""
    route(normalise(text), corpus, ChatContext())
    best = float("inf")
    for _ in range(50):
        start = time.perf_counter()
        route(normalise(text), corpus, ChatContext())
        best = min(best, time.perf_counter() - start)
    assert best < 0.001
