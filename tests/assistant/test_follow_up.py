"""Follow-up questions are read with the place that the chat is about, and only where that makes them clearer."""

from __future__ import annotations

import pytest

from assistant.follow_up import evidence_for
from assistant.normalise import normalise
from assistant.types import ChatContext, Route
from index.types import Evidence, Hit


def evidence(ref, answerable, confidence):
    hits = (Hit(ref, 1.0),)
    return Evidence(hits, 0.0, answerable, confidence, (), hits, hits, hits, hits, {})


@pytest.fixture
def read(corpus):
    """What a message is searched as; what each search finds is told."""

    def reading(message, topic, found):
        searched = []

        def search(text):
            searched.append(text)
            return found[min(len(searched), len(found)) - 1]

        got = evidence_for(normalise(message), ChatContext(topic=topic), corpus, search, 0.6)
        return got.ranking[0].ref, searched

    return reading


UNSURE, CLEARER = evidence("2.7/41", 0.9, 0.7), evidence("2.4/30", 0.95, 0.9)


def test_the_places_title_stands_before_the_follow_up(read, corpus):
    ref, searched = read("And with just one tower?", "2.4/30", [UNSURE, CLEARER])
    assert ref == "2.4/30"
    assert searched == ["And with just one tower?", f"{corpus.titles['2.4/30']}: And with just one tower?"]


@pytest.mark.parametrize(
    ("message", "topic", "found"),
    [
        ("And with just one tower?", None, [UNSURE, CLEARER]),  # no place
        ("And with just one tower?", "nominal", [UNSURE, CLEARER]),  # a voltage
        ("inverter shows no battery", "2.4/30", [UNSURE, CLEARER]),  # joined to nothing
        ("and " + "word " * 20, "2.4/30", [UNSURE, CLEARER]),  # a story
        ("And with just one tower?", "2.4/30", [evidence("2.7/41", 0.99, 0.95), CLEARER]),  # clear alone
        ("And with just one tower?", "2.4/30", [UNSURE, evidence("2.4/30", 0.5, 0.4)]),  # not answered in that place
        ("And with just one tower?", "2.4/30", [UNSURE, evidence("2.4/30", 0.95, 0.6)]),  # less clear
    ],
)
def test_else_the_message_alone_decides(read, message, topic, found):
    ref, searched = read(message, topic, found)
    assert ref == "2.7/41"
    assert searched[0] == normalise(message).text


def test_a_real_follow_up_stays_with_its_place(assistant):
    first = assistant.ask("our new module shall go into the old tower, what percentage must it have")
    assert first.context.topic == "2.7/40"
    then = assistant.ask("and if I don't keep to that percentage?", first.context)
    assert then.citations[0].ref == "2.7/40"
    absent = assistant.ask("and what does that cost?", first.context)
    assert absent.abstained


def test_a_model_named_in_a_free_text_is_kept_for_the_chat(assistant):
    first = assistant.ask("our HVS+ 7.7 gives no reaction at all, no light")
    assert (first.context.module_type, first.context.modules) == ("HVS+", 3)
    then = assistant.ask("and what's the minimum it must have?", first.context)
    assert "240 V" in " ".join(block.text for block in then.blocks)


def test_a_number_of_faulty_modules_is_not_kept_as_the_towers(assistant):
    context = assistant.ask("our HVM+ switched off in the night, 2 modules feel warm").context
    assert (context.module_type, context.modules) == ("HVM+", None)


def test_a_number_of_modules_goes_on_from_the_passage_on_measuring(assistant):
    chat = assistant.ask("I measured 297 V on a HVB tower").context
    chat = assistant.ask("on the top module, BCU removed", chat).context
    then = assistant.ask("it's six of them", chat)
    assert "6 × 50 V = 300 V" in " ".join(" ".join([block.text, *block.items]) for block in then.blocks)


def test_a_place_shown_does_not_close_what_the_answer_asks_back(assistant):
    listed = assistant.ask("which codes are about communication")
    assert [choice.question for choice in listed.choices][:2] == ["EC112", "EC113"]
    then = assistant.ask("the second one", listed.context)
    assert then.citations[0].ref == "2.9/EC113"


@pytest.mark.parametrize(("reply", "type_"), [("the second one", "HVM+"), ("HVM+", "HVM+"), ("HVB", "HVB")])
def test_a_reply_completes_pasted_values(assistant, reply, type_):
    asked = assistant.ask("51 50 49")
    assert asked.choices
    then = assistant.ask(reply, asked.context)
    assert (then.rule, then.route, then.context.module_type) == ("measured", Route.VOLTAGE, type_)
    assert "above 45 V" in " ".join(block.text for block in then.blocks)
