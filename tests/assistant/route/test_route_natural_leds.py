"""LED patterns in natural words: counted flashes, colours in turn, which half is faulty; with decoys."""

from __future__ import annotations

import pytest

from assistant.types import ChatContext, Route


@pytest.mark.parametrize(
    ("text", "count", "word"),
    [
        ("Blue stays on and the white one flashes three times, pause, three times. Which block?", 3, "third"),
        ("blue stays on, white blinks five times and long rest", 5, "fifth"),
        ("which block is it when the white blinks four times with blue on?", 4, "fourth"),
        (
            "Lamp blue permanent, in between the white one gives four impulses, pause, four impulses. Which block?",
            4,
            "fourth",
        ),
        ("There's a blue that stays and with it white flashes, I count 6, pause, 6. Eight HVB blocks.", 6, "sixth"),
        (
            "Salut, on my client there is blue light who not move, white makes five time short then long rest. "
            "6 HVB in the column. The GoodWe says battery missing. So the problem is in which one?",
            5,
            "fifth",
        ),
        ("Ten flashes of white with blue steady on a 29.6. Bottom block then?", 10, "tenth"),
        ("one white flash + blue on", 1, "first"),
        ("four times, then a break", 4, "fourth"),
        ("white, 2 times, pause", 2, "second"),
    ],
)
def test_counted_flashes_in_natural_words(ask, text, count, word):
    draft = ask(text)
    assert draft.route is Route.LED
    head = draft.blocks[0].text
    assert f"module {count} from the top**" in head
    assert f"the {word} module from the top" in head


def test_the_white_one_flashes_is_no_count_of_one(ask):
    assert "module 1 " not in ask("the blue is on and the white one flashes, what is it?").blocks[0].text


@pytest.mark.parametrize(
    "text",
    [
        "Blue solid since lunch and a white one that blinks, then pause, then blinks. I counted 3, my wife 4.",
        "I counted 3 flashes of white with blue on but my wife counted 4",
        "Got the blue with white flashes. I started counting and came to 3, then 5, then 3. How do I count correctly?",
    ],
)
def test_doubted_counts_name_no_module(ask, text):
    draft = ask(text)
    assert draft.route is Route.LED
    assert "White flashes N times" in draft.blocks[0].text


def test_more_flashes_than_the_chats_tower_has(ask):
    draft = ask("seven times, then a pause", ChatContext("HVS+", 4))
    assert "please count again" in draft.blocks[0].text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Just turned it on, the lamp goes white blue white blue quite fast, half a second each. I'm worried.",
            "starting up",
        ),
        ("white and blue taking turns quickly after switching on", "starting up"),
        ("the lamp swaps between blue and white after I switched it on", "starting up"),
        ("it winks white when the sun shines, broken?", "Charging or discharging"),
        (
            "Grandson noticed the small window on the battery winks at us, white, white, white, app says "
            "1.8 kW going in. Do we have to leave the house or it's simply at work?",
            "Charging or discharging",
        ),
        ("Blinking white since two hours without stop. Neighbour says that's an alarm, the sun is here.", "Charging"),
        ("white light, quiet, not flickering. He writes that it is frozen. Can I calm him?", "Standby"),
        (
            "Only blue, no white whatsoever. A forum says a dead module. I believe it points to control unit instead?",
            "BCU",
        ),
        ("Does the counting start at floor or head?", "counted from the top"),
        ("With the flash counting, is number one at the floor or up at the head?", "counted from the top"),
        ("how do I count the white flashes, from top or bottom", "counted from the top"),
        ("How do I see from the lamp whether the head or a block is faulty?", "White flashes beside the constant blue"),
        ("stick does a disco, green and blue in step, on off on off", "restart"),
        ("two LEDs on the network dongle wink in the same beat, one is green, other blue", "restart"),
    ],
)
def test_patterns_in_natural_words(ask, told, text, said):
    draft = ask(text)
    assert (draft.rule, draft.route) == ("led", Route.LED)
    assert said in told(draft)


@pytest.mark.parametrize(
    "text",
    [
        "my car flashes white and blue",
        "charging lamp of the wallbox is blue only, what does it mean",
        "blue won't go away after 10 seconds pressing",
        "Blue light on since yesterday, held it 30 seconds, doesn't go out",
        "The lady says the light was white all summer and this morning it's off. Is it broken?",
        "Just switched it on, and nothing. Not a blink, no white, no blue. Which checks exist?",
        "bcu is clicking quiet every 10 seconds, lamp white. Is this sound by design?",
        "My hvb gives a beep every half minute. White steady light, no alarm. What is this tone supposed to say?",
        "it starts up, white blue white blue, then there's a message about pre-charging failing",
        "dongle lights green steady, not blue, not flashing. What means green alone?",
        "inverter died Friday, Saturday the BCU went blue, at eleven it was off. Coincidence?",
        "App shows a white page and closes. What is wrong?",
        "orange-white and blue-white wires, which pin",
        "how many times must I press, and then a pause?",
        "three times this week it went off and then came back alone",
    ],
)
def test_lamps_that_are_not_the_question(rules_that_fire, text):
    assert "led" not in rules_that_fire(text)


@pytest.mark.parametrize(
    "text",
    [
        "it blinks white 2 times then 3 times", "blue is constant, white flashes 3 times, then 4 times",
        "white flashes five times, sometimes six times, blue stays on",
    ],
)  # fmt: skip
def test_two_different_counts_name_no_module(ask, text):
    draft = ask(text)
    assert draft is None or "from the top** has a fault" not in draft.blocks[0].text
