"""Voltages in natural words: lay words, counts in words, models by size, values in long stories; with decoys."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.normalise import normalise
from assistant.route import route
from assistant.route.lay import plain
from assistant.types import ChatContext, Route

NOMINAL = {"HVB": 50, "HVM+": 50, "HVS+": 100}
MINIMUM = {"HVB": 40, "HVM+": 40, "HVS+": 80}
COUNTS = {"HVB": (2, 10), "HVM+": (3, 8), "HVS+": (2, 5)}
WORDS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Eight-block HVM+ 22.1", "8 module hvm+ 22.1"),
        ("3 pieces HVS+, head dead", "3 modules hvs+, bcu dead"),
        ("it's six of them", "it's 6 of them"),
        ("an M plus with five", "an hvm+ with 5"),
        ("a pile of bricks", "a tower of modules"),
        ("the control unit on the column", "the bcu on the tower"),
        ("one of them is warm, that one", "one of them is warm, that one"),
        ("I block the switch", "i block the switch"),
        ("headphones and packaging", "headphones and packaging"),
    ],
)
def test_lay_words(said, read):
    assert plain(normalise(said).folded) == read


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("What should I read on top of a healthy HVB 14.8?", "5 × 50 V = 250 V"),
        ("Eight-block HVM+ 22.1, which tower voltage is normal?", "8 × 50 V = 400 V"),
        ("Below what figure will an HVB 8.9 not come up any more?", "3 × 40 V = 120 V"),
        ("Tower of four HVM+, what does it need to have at least?", "4 × 40 V = 160 V"),
        ("what must 6 blocks of HVB have minimum so that the head starts?", "6 × 40 V = 240 V"),
        ("Which tension should have a column with 4 HVS+?", "4 × 100 V = 400 V"),
        ("minimum volts for a 17.8?", "6 × 40 V = 240 V"),
        ("what should the fluke show on a 29.6", "10 × 50 V = 500 V"),
        ("How many blocks are in an HVB 23.7 and what total voltage comes from it?", "8 × 50 V = 400 V"),
        (
            "Hello, no LED, so is there enough juice? What value counts as enough with 8 modules HVM+?",
            "8 × 40 V = 320 V",
        ),
        ("seven HVB in a pile. What reading is right?", "7 × 50 V = 350 V"),
        ("Before I order a head: which voltage the tower needs as minimum for HVB with six pieces", "6 × 40 V = 240 V"),
    ],
)
def test_a_figure_in_natural_words(ask, told, text, working):
    draft = ask(text)
    assert draft.route is Route.VOLTAGE
    assert working in told(draft)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hvb x4 = 203 volt ok?", "above the minimum operating voltage of 4 HVB modules** (4 × 40 V = 160 V)"),
        ("hvm+ 11.0 tower reads 207", "above the minimum operating voltage of 4 HVM+ modules"),
        ("the 17.8 shows 288 volt at the top", "above the minimum operating voltage of 6 HVB modules"),
        ("HVM+ 16.6 only 236 V on top", "below the minimum operating voltage of 6 HVM+ modules"),
        ("HVS+ tower 5 high shows 455", "above the minimum operating voltage of 5 HVS+ modules"),
        ("two hvb 83 V", "above the minimum operating voltage of 2 HVB modules"),
        (
            "Six HVB and I read 240.0 on the topmost, that's precisely the minimum isn't it, so will it start?",
            "exactly the minimum operating voltage of 6 HVB modules** (6 × 40 V = 240 V)",
        ),
        (
            "Moved house, the storage stood nine months in a barn. Now stacked again, 3 pieces HVS+, Kaco is wired but "
            "the head doesn't show a sign of life. Took it off and on the upper contacts I get 226,4. My meter is "
            "calibrated till 05/26. So low because of winter or what?",
            "below the minimum operating voltage of 3 HVS+ modules",
        ),
        (
            "Inverter display 48.2 A max, 0 W, AC 231 V, frequency ok. Battery voltage however at the clamp of "
            "the uppermost HVM+ is 301, we have 6 pieces there. My trainee says 301 is dangerously much?",
            "above the minimum operating voltage of 6 HVM+ modules",
        ),
        (
            "i have tower from 5 HVS+ and the tension is 503 volt, the cover of inverter write max 600, is correct for "
            "battery?",
            "above the minimum operating voltage of 5 HVS+ modules",
        ),
        ("By calculation I'd expect 300 V for our HVM+ 16.6. Measured was 271. Significant?", "271 V is above"),
        ("Tower is dark, head off, the Fluke says 112 V over three HVM+. Too low to start?", "112 V is below"),
    ],
)
def test_a_towers_value_in_natural_words(ask, told, text, said):
    draft = ask(text)
    assert (draft.rule, draft.route) == ("voltage", Route.VOLTAGE)
    assert said in told(draft)


def test_between_minimum_and_healthy_the_tower_may_start_and_needs_charging(ask, told):
    draft = ask("Pulled the BCU from my five HVM+ and the Fluke says 212 V. Good enough to run?")
    head = draft.blocks[0].text
    assert "5 × 40 V = 200 V" in head
    assert "It may start, but it is low and still needs charging" in head
    assert "5 × 50 V = 250 V" in told(draft)
    assert "Measure the modules one by one" in told(draft)


def test_exactly_the_minimum_is_not_high_enough(ask):
    assert "it is not high enough" in ask("3 HVS+ modules, tower 240 V").blocks[0].text


def test_two_towers_are_judged_each_for_itself(ask, told):
    draft = ask("Tower A with 4 HVS+: 405. Tower B with 4 HVS+: 352. Are both alright?")
    assert "nominal 400 V" in draft.blocks[0].text
    text = told(draft)
    assert "**405 V:** above the minimum operating voltage." in text
    assert "**352 V:** above the minimum operating voltage, but less than 90 V a module on average" in text


@pytest.mark.parametrize("text", ["My tower has 196 V. Is it alright?", "the pile shows 300 V, good?",
                                  "HVB stack reading 350. Tell me if ok", "HVM+ 300 V good?"])  # fmt: skip
def test_a_towers_value_without_type_or_count_is_asked_back(ask, told, text):
    draft = ask(text)
    assert draft.route is Route.CLARIFY
    assert draft.choices
    assert "HVB" in told(draft) or "HVM+" in told(draft)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("44 volts at the HVM+ piece, cells all between 2.7 and 2.8", "charge the battery quickly"),
        ("An HVS+ came back from storage with 86.7 V, the lowest cell in the app is 2.65. What to do?", "charge the"),
        ("one unit HVS+ 84 V, min cell 2,45", "charge the battery quickly"),
        ("min cell 0.9V max 3.31V in the app, HVM+", "Undervoltage: 0.9 V is below 1.5 V"),
        ("cell min 1.2 max 3.3", "Undervoltage: 1.2 V"),
        ("One of four HVS+ is at 61 V with cells at 1.1, the others at 98. Can we run on three?", "Undervoltage"),
        ("what about 45.0V on a hvb module, is that over or under", "at 45 V"),
        ("hvs+ block 90.4V so a tick over", "should be fine"),
        ("we read 97.8 on a HVS+ brick", "should be fine"),
        ("HVM+ modules one by one: 51.2 / 51.1 / 38.0 / 51.2, which is bad", "38.0 V is low"),
        ("Give me all thresholds for an HVM+ block: start, fine, nominal.", "45 V"),
        ("how many cells does an HVS+ have", "32 (HVS+)"),
        ("At which cell value does a block count as under-volted?", "Cell limit: 1.5 V"),
        ("how low may a cell go", "Cell limit: 1.5 V"),
        ("at what voltage is an HVB block considered empty", "45 V"),
    ],
)
def test_modules_and_cells_in_natural_words(ask, told, text, said):
    draft = ask(text)
    assert (draft.rule, draft.route) == ("voltage", Route.VOLTAGE)
    assert said in told(draft)


def test_modules_of_a_list_keep_their_numbers(ask, told):
    text = told(
        ask("On the carpet block one 50.1, two 50.2, three 38.9, four 50.1 and five 50.0, all HVB, min cell 1.42")
    )
    assert "Undervoltage: a cell at 1.42 V" in text
    assert "Module 3 | 38.9 V | low" in text


@pytest.mark.parametrize(
    ("context", "text", "said"),
    [
        (ChatContext("HVB", 5), "and the minimum?", "5 × 40 V = 200 V"),
        (ChatContext("HVB", 5), "nominal?", "5 × 50 V = 250 V"),
        (ChatContext("HVB", 5), "and with 6?", "6 × 50 V = 300 V"),
        (ChatContext("HVB", 5), "I read 231 on top now", "231 V is above"),
        (ChatContext("HVM+", 4), "I get 161 up there, lamp is dark. Can it start with it?", "4 × 40 V = 160 V"),
        (ChatContext("HVS+", None, "minimum"), "it's four pieces", "4 × 80 V = 320 V"),
        (ChatContext("HVB", None, "minimum"), "it's six of them", "6 × 40 V = 240 V"),
        (ChatContext(None, None, "minimum"), "it's an HVM+ 13.8", "5 × 40 V = 200 V"),
        (ChatContext(None, None, "nominal"), "it's a 17.8", "6 × 50 V = 300 V"),
        (ChatContext("HVM+", None, "healthy"), "The app says smallest cell 2.71 V", "no undervoltage"),
        (ChatContext("HVM+", None, "healthy"), "lowest one is 1.3 V in the app", "Undervoltage: 1.3 V"),
        (ChatContext("HVS+", 3), "only 88 V at this one, cells down to 2.6", "charge the battery quickly"),
    ],
)
def test_follow_ups(ask, told, context, text, said):
    assert said in told(ask(text, context))


def test_a_missing_plus_is_asked_for_with_the_voltage_sections(ask):
    draft = ask("HVM 13.8, tower 262 V, is this in order?")
    assert (draft.route, draft.refs) == (Route.CLARIFY, ("0", "2.10", "2.1/9"))


@pytest.mark.parametrize(
    "text",
    [
        "Tower 255 V with five HVM+, and still black. Would it be correct to put the second head on now?",
        "lever keeps falling, measured 252 V on five HVB, other head?",
        "no light, 310 V on six HVB, is it the control unit then",
        "We had the lever problem. 411 V on four HVS+. I get a second BCU tomorrow, makes it sense?",
        "One HVB block only on the bench, 51.8 V, BCU dark. Is the BCU broken?",
        "Number 122 on a 3 year old tower. In the app min cell is 2.91, max 3.38. What's the procedure?",
        "cell delta is 0.38V at the top end and it tripped with a message",
        "Battery voltage in inverter: 7 V. Six modules, hmm",
        "What does the pack have at full charge? On the HVS+ 12.8 my overvoltage protection is 560 V",
        "Is there a limit for humidity, the module was wet, voltages good, 103 V",
        "12.8 kWh and 4 people at home",
        "HVB 29.6 weight in kg and total mass with the head",
        "How many percent charge does 48 V on an HVB module mean?",
        "How do I measure the sum over five HVM+, where do I put the probes?",
        "the 2.4 GHz band and the 5.1 update",
        "internal resistance of blocks 11, 11, 12 and 19 milliohm, HVM+",
        "Which data does service want, two HVB at 31 V?",
        "roof strings 380 V and 210 V, which is bad",
        "40 V per module applies to HVS+ too, doesn't it?",
    ],
)
def test_volts_that_are_not_the_question(rules_that_fire, text):
    assert "voltage" not in rules_that_fire(text)


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(sorted(NOMINAL)),
    data=st.data(),
    shape=st.sampled_from(
        [
            "{words} {name} in the pile, the fluke says {volts} V on top. Enough to start?",
            "My {count} piece {name} column reads {volts} volts, alright?",
            "{name} x{count} = {volts}V ok?",
            "tower of {words} {name}: {volts} V, will the head wake up?",
        ]
    ),
)
def test_any_count_and_value_is_judged_exactly(corpus, name, data, shape):
    count = data.draw(st.integers(*COUNTS[name]))
    minimum, nominal = count * MINIMUM[name], count * NOMINAL[name]
    tenths = data.draw(st.integers(minimum * 8, nominal * 11))
    volts = Fraction(tenths, 10)
    text = shape.format(name=name, count=count, words=WORDS[count], volts=f"{tenths // 10}.{tenths % 10}")
    draft = route(normalise(text), corpus, ChatContext())
    assert draft is not None, text
    head = draft.blocks[0].text
    side = "below" if volts < minimum else "exactly" if volts == minimum else "above"
    assert f"is {side} the minimum operating voltage of {count} {name} modules" in head, (text, head)
    assert f"{count} × {MINIMUM[name]} V = {minimum} V" in head
