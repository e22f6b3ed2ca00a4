"""What is more urgent than a measured value leaves the dialogue; and no question of it has too many buttons."""

import pytest

from assistant import dialogue as d
from assistant.dialogue.measure_doubts import MOST_OPTIONS


@pytest.mark.parametrize(
    "text",
    [
        "module 3 44 V and it smokes",
        "module 2 51 V, smells burnt",
        "help it smokes 51 V",
        "module 1 0 V i got shocked",
        "module 1 44 V, I bridge the relay",
        "module 2 44 V and EC107",
    ],
)
def test_it_belongs_to_the_assistant(talk, desk, text):
    assert not d.belongs(talk("measure", "HVM+ 51.2 50.9 44.1 51.0").state, text, desk)


def test_a_wrong_count_makes_no_keyboard_that_telegram_refuses(talk):
    talked = talk("measure", "HVM+ 99 modules")
    for text in ("module 3 51.2 V", "50.9 V"):
        talked.say(text)
    talked.tap("One module")
    assert len(talked.options) == MOST_OPTIONS
