"""Two questions in one message are split only where the message says so."""

import pytest

from assistant.intents import split_intents
from assistant.normalise import normalise


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (
            "What does EC108 mean and how do I restart the system?",
            ["What does EC108 mean", "how do I restart the system?"],
        ),
        (
            "how do I connect two towers? do I need terminal resistors?",
            ["how do I connect two towers", "do I need terminal resistors?"],
        ),
        ("EC105. How do I restart properly?", ["EC105", "How do I restart properly?"]),
        (
            "is 5 GHz wifi supported; also what router ports are needed?",
            ["is 5 GHz wifi supported", "what router ports are needed?"],
        ),
    ],
)
def test_explicit_joints_split(message, parts):
    assert [part.text for part in split_intents(normalise(message))] == parts


@pytest.mark.parametrize(
    "message",
    [
        "EC108 and EC113?",
        "My LED is blue. What now?",
        "we changed the dongle and now the app says offline, and the router is fine",
        "and why?",
        "",
        "does the module need power and is it normal? why? how? what? when? where?",
    ],
)
def test_everything_else_stays_one_question(message):
    assert [part.text for part in split_intents(normalise(message))] == [normalise(message).text]


def test_a_long_story_is_never_split():
    story = "the app shows nothing. what is it? " * 12
    assert len(split_intents(normalise(story))) == 1
