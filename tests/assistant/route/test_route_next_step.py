"""Rule next_step: "what next?" goes on from the place that the chat is about, and fires on nothing else."""

from __future__ import annotations

import pytest

from assistant.types import ChatContext


@pytest.mark.parametrize(
    "message",
    [
        "What next?",
        "done that, still the same",
        "ok did all that and it didn't help, what now",
        "no change. next step please",
        "tried it twice, does not work",
        "still not working, what else?",
        "and then?",
        "Checked both. Still there.",
    ],
)
def test_the_next_check_of_a_section_follows(ask, message):
    draft = ask(message, ChatContext(topic="2.1/9"))
    assert (draft.rule, draft.refs) == ("next_step", ("2.1/10", "2.1/9"))


@pytest.mark.parametrize(
    ("place", "first", "said"),
    [
        ("2.1", "2.1/8", "Next: 2.1/8"),
        ("2.1/12", "2.1", "all checks of 2.1"),
        ("2.3/18", "2.3", "all checks of 2.3"),  # its items are separate troubles, no sequence
        ("2.3", "2.8", "nothing more after 2.3"),
        ("2.9/EC106", "2.9/EC106", "nothing more for EC106: 2.8"),
        ("2.10", "2.8", "nothing more after 2.10"),
        ("2.8", "2.8", "nothing more after 2.8"),
    ],
)
def test_where_no_check_is_left_the_overview_or_the_service_follows(ask, told, place, first, said):
    draft = ask("done, what next?", ChatContext(topic=place))
    assert draft.refs[0] == first
    assert said in told(draft)


@pytest.mark.parametrize(
    "message",
    [
        "what next? the LED is blue",
        "still no LED",
        "done, now EC113 shows",
        "what is the next firmware version",
        "and with just one tower?",
        "thanks",
        "it works now",
        "is it dangerous",
    ],
)
def test_a_message_with_a_content_of_its_own_is_left_to_others(ask, message):
    draft = ask(message, ChatContext(topic="2.1/9"))
    assert draft is None or draft.rule != "next_step"


@pytest.mark.parametrize(
    "message",
    ["did that, it works now, thanks", "done that and it is solved", "did it, all fine now", "thanks, that did it"],
)
def test_a_success_needs_no_next_check(ask, message):
    draft = ask(message, ChatContext(topic="2.4/31"))
    assert draft is None or draft.rule != "next_step"


@pytest.mark.parametrize(
    "message", ["did that, it is not fixed", "it works, what next?", "done that, still not working"]
)
def test_a_success_denied_or_a_question_beside_it_does(ask, message):
    assert ask(message, ChatContext(topic="2.4/31")).refs[0] == "2.4/32"


@pytest.mark.parametrize("topic", [None, "nominal", "2.9/EC9999", "2.9/foo", "2.9/EC"])
def test_without_a_listed_place_nothing_follows(ask, topic):
    draft = ask("what next?", ChatContext(topic=topic))
    assert draft is None or draft.rule != "next_step"
