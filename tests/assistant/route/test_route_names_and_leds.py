"""Event codes by name and LED patterns: exact and alone they are answered, in stories they are not."""

from __future__ import annotations

import pytest

from assistant.types import ChatContext, Route

TWINS = {107: 311, 311: 107, 121: 310, 310: 121, 122: 319, 319: 122}


def _named(corpus):
    return [event for event in corpus.event_codes if event.module_number is None]


def test_every_printed_name_is_found(ask, corpus):
    for event in _named(corpus):
        numbers = {event.number, TWINS.get(event.number, event.number)}
        for text in (
            event.name,
            event.name.lower(),
            f"what does {event.name} mean?",
            f"Which code is {event.name.lower()}?",
            f"The app shows: {event.name}",
            f'Message "{event.name}" in the BYD app, what should I do?',
        ):
            draft = ask(text)
            assert draft is not None, text
            assert draft.rule == "event_name", text
            assert {int(ref.partition("EC")[2]) for ref in draft.refs} == numbers, text


def test_every_alias_is_found(ask, corpus):
    for event in corpus.event_codes:
        for alias in event.aliases:
            draft = ask(f"{alias}?")
            assert draft is not None, alias
            assert event.ref in draft.refs, alias


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("cell undervoltage", ("2.9/EC107", "2.9/EC311")),
        ("cell undervoltage alarm", ("2.9/EC311", "2.9/EC107")),
        ("cell overvoltage", ("2.9/EC121", "2.9/EC310")),
        ("alarm cell overvoltage", ("2.9/EC310", "2.9/EC121")),
        ("large cell voltage difference", ("2.9/EC122", "2.9/EC319")),
        ("excessive voltage difference alarm", ("2.9/EC319", "2.9/EC122")),
    ],
)
def test_twin_names_give_both(ask, told, text, refs):
    draft = ask(text)
    assert draft.refs == refs
    assert "different measures" in told(draft)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("overcurrent", ["EC324", "EC325"]),
        ("high temp alarm", ["EC314", "EC316"]),
        ("low temperature alarm in the app", ["EC315", "EC317"]),
        ("communication fault", ["EC112", "EC113", "EC116"]),
        ("sampling disconnection", ["EC103", "EC104", "EC115"]),
    ],
)
def test_a_part_of_several_names_asks_which(ask, text, codes):
    draft = ask(text)
    assert draft.route is Route.CLARIFY
    assert [choice.question for choice in draft.choices] == codes


@pytest.mark.parametrize(
    "text",
    [
        "Kostal shows insulation failure", "insulation fault on the Fronius", "the inverter reports insulation failure",
        "no insulation failure any more but the battery is still off", "insulation resistance value in ohm",
        "which torque for the main relay", "module 3 is warm", "the relay clicks at night", "communication cable Cat 7",
        "the app has no connection and I fear insulation of the cable is not so good after the marten was in the attic",
    ],
)  # fmt: skip
def test_a_name_that_is_not_the_subject_is_left(rules_that_fire, text):
    assert "event_name" not in rules_that_fire(text)


# --- LEDs -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "refs", "said"),
    [
        ("steady white LED", ("2.9",), "Standby"),
        ("LED is white all the time, solid, what does it mean?", ("2.9",), "Standby"),
        ("the white led is constantly on", ("2.9",), "Standby"),
        ("LED leuchtet dauerhaft weiß", ("2.9",), "Standby"),
        ("blinking white light", ("2.9",), "Charging or discharging"),
        ("white led flashing", ("2.9",), "Charging or discharging"),
        ("LED flashes white and blue", ("2.9",), "starting up"),
        ("white/blue alternating at start", ("2.9",), "starting up"),
        ("constant blue", ("2.9", "2.2/14", "2.6/37"), "23.5 hours"),
        ("The LED is blue", ("2.9", "2.2/14", "2.6/37"), "23.5 hours"),
        ("steady blue light, what now?", ("2.9", "2.2/14", "2.6/37"), "BCU"),
        ("LED leuchtet konstant blau", ("2.9", "2.2/14", "2.6/37"), "BCU"),
        ("white flashing with blue constant", ("2.9", "2.8"), "module"),
        ("LED off after 12 hours", ("2.1/11", "2.1"), "1 second"),
        ("led is off", ("2.1/11", "2.1"), "1 second"),
        ("blue and green flash together", ("2.3/21",), "restart"),
        ("dongle blinks blue and green at the same time", ("2.3/21",), "restart"),
    ],
)
def test_led_patterns(ask, told, text, refs, said):
    draft = ask(text)
    assert (draft.rule, draft.route, draft.refs) == ("led", Route.LED, refs)
    assert said in told(draft)


def test_blue_alone_offers_the_flashing_patterns(ask):
    choices = ask("The LED is blue").choices
    assert [choice.label for choice in choices] == ["White flashes beside the blue", "White and blue in turn"]
    assert [ask(choice.question).refs[0] for choice in choices] == ["2.9", "2.9"]
    assert ask("constant blue").choices == ()


@pytest.mark.parametrize("count", range(1, 11))
def test_counted_flashes_name_the_module(ask, count):
    for text in (
        f"white LED flashes {count} times, blue constant",
        f"blue is on and white blinks {count}x",
        f"{count} white flashes with constant blue",
        f"the blue LED stays on and the white LED blinks {count} times, then a pause",
    ):
        draft = ask(text)
        assert draft.route is Route.LED, text
        assert f"module {count} from the top** has a fault" in draft.blocks[0].text, text


def test_counted_flashes_in_words(ask):
    assert "module 2 from the top" in ask("white flashes twice while blue is constant").blocks[0].text
    assert "module 3 from the top" in ask("white blinks three times, blue constant").blocks[0].text


def test_counted_flashes_give_no_code(ask, told):
    assert "EC303" not in told(ask("white LED flashes 3 times, blue constant"))


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("white LED flashes 11 times, blue constant", None),
        ("white LED flashes 6 times, blue constant, HVS+", None),
        ("white LED flashes 9 times, blue constant", ChatContext(module_type="HVM+")),
        ("white LED flashes 5 times, blue constant", ChatContext(module_type="HVS+", modules=4)),
    ],
)
def test_more_flashes_than_modules_asks_for_a_recount(ask, text, context):
    assert "please count again" in ask(text, context).blocks[0].text


@pytest.mark.parametrize(
    "text",
    [
        "constant blue after the inverter lost communication for a day",
        "red LED on the battery", "green light on the Froni"
                                  "us", "SMA LED blinks 3 times blue", "the dongle is blinking blue",
        "steady blue, doesn't go off", "blue LED blinks 2 times every minute on the wifi stick", "LED",
        "no light and the app finds nothing since the update", "the white cable or the blue cable to P+?",
        "I bought 3 white modules", "lamp in the cellar flashes when the heat pump starts",
        "since 23 hours without inverter the light is blue", "the light of the house flickers when charging",
    ],
)  # fmt: skip
def test_not_an_led_pattern(rules_that_fire, text):
    assert "led" not in rules_that_fire(text)
