"""Fire, smoke, hissing, a leak, water, sparks: keep away first; the same words about other things mean nothing."""

from __future__ import annotations

import pytest

from assistant.types import Route


@pytest.mark.parametrize(
    "text",
    [
        # What makes noise, heat, smell.
        "battery is hot and hissing", "battery is hissing", "the tower hisses", "popping noise",
        "popping noise from module 2",
        "crackling sound inside the battery", "it is sizzling", "hissing sound from the tower",
        "the module is bubbling",
        "battery burning hot", "module 3 is too hot to touch", "the BCU is melting",
        "the housing of the battery melted",
        "chemical smell from the battery", "the battery stinks of chemicals", "sweet smell near the tower",
        "burning smell in the battery room", "nothing works, it smells burnt",
        # What comes out or in.
        "module is leaking", "the battery leaks", "leaking battery", "something is leaking out of the module",
        "water in the basement battery wet", "flood reached the battery", "the battery is under water",
        "tower is standing in water", "battery got wet", "water inside the bcu",
        "basement flooded, battery in the water",
        # What changes its shape.
        "battery swollen", "swollen module", "module 2 has swollen", "one module is bulging",
        "the battery is puffed up",
        # Fire.
        "fire", "fire!", "Fire !!!", "smoke", "smoke!", "help fire", "there is smoke", "flames", "I see smoke",
        "fire in the garage", "smoke in the basement", "the module is burning", "white smoke", "feuer", "rauch!",
        "explosion", "battery exploded", "smoke everywhere", "we have a fire", "HVS+ smoking",
        # Electricity.
        "sparks when plugging BCU", "sparks from the terminal", "arcing at the connector",
        "it sparked when I plugged it",
        "sparks flew when connecting the cable", "I got an electric shock", "no led, battery is smoking",
        "no smoke but the battery is hissing",
        "the smoke detector went off and the battery is hot and hissing", "we could not put out the fire in the garage",
        "the inverter is hissing and the battery is smoking",
    ],
)  # fmt: skip
def test_an_emergency_is_answered_with_keep_away(ask, told, text):
    draft = ask(text)
    assert draft is not None, text
    assert (draft.rule, draft.route, draft.abstained, draft.refs) == ("emergency", Route.NONE, True, ()), text
    assert "emergency services" in told(draft)
    assert draft.context.topic == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "smoke detector", "smoke detector in the battery room", "does the smoke alarm need a contact to the battery",
        "fire up the inverter", "how to fire up the BCU", "hot water", "hot water from the battery",
        "hotspot of the phone",
        "it caught fire on facebook", "our post is on fire on linkedin", "fire class", "fire extinguisher class",
        "which fire extinguisher for the battery", "fire brigade plan", "fire rules", "firewall ports",
        "is smoking allowed "
        "in the battery room", "no smoke, nothing burnt, just EC108", "the blue lamp is burning all the time",
        "leakage current", "earth leakage at the BCU", "leak test", "roof is leaking", "battery is not leaking",
        "my sparky says EC108", "is the spark gap needed", "popup in the app", "the app popped up a message",
        "water-cooled inverter", "distance to the water pipe", "is the battery waterproof", "flood light",
        "flooded with emails", "is the battery hot-pluggable", "hot plug of the BCU", "battery too hot while charging",
        "what is the maximum temperature", "EC314", "smart home on fire stick", "Amazon Fire tablet app",
        "customer was shocked by the price", "I got a shock when I saw the bill", "is it shock proof", "burn in test",
        "fan noise", "clicking noise of the relay", "what happens if water gets into the battery",
        "can a module leak", "what if the battery swells", "is there a risk of fire",
        "remote control battery is leaking",
        "EC 124 since the flooding in street, water did not reach tower",
        "battery reports bad insulation after the flood",
        "the inverter is hissing", "smoke test passed", "the relay sparks joy", "rapid fire questions",
        "no smoke or fire", "The lamp on the BCU is glowing red, meaning?",
        "The stick is in its place but no lamp on it is burning", "the LED of it burns blue",
        "no fire, smoke or smell, only EC108",
    ],
)  # fmt: skip
def test_such_words_about_something_else_are_no_emergency(rules_that_fire, text):
    assert "emergency" not in rules_that_fire(text)


@pytest.mark.parametrize("first", ["smoke from the battery", "battery is hissing", "flood reached the battery", "fire"])
@pytest.mark.parametrize(
    "wish",
    [
        "it stopped, can I restart", "restart?", "can I switch it on again", "it is dry now, can we start it",
        "the fire is out, how do I restart the battery", "can I keep using it", "may I turn it back on",
        "how do I power it up again", "is it safe now", "it cooled down, can I use it",
        "no more smoke, restart sequence please",
        "it stopped. what now", "can I open the module and look", "next step?", "reset the BCU", "ok gone, go on?",
        "should I remove the module", "can I go back in",
    ],
)  # fmt: skip
def test_after_an_emergency_no_wish_to_go_on_gets_a_procedure(talk, told, first, wish):
    draft = talk(first, wish)
    assert draft is not None, wish
    assert (draft.rule, draft.abstained, draft.refs) == ("emergency", True, ()), wish
    text = told(draft)
    assert "keep away" in text.lower()
    assert "fire brigade" in text
    assert "names no procedure" in text


def test_it_is_remembered_over_several_messages(talk):
    draft = talk("smoke from the battery", "it stopped", "ok, now restart")
    assert (draft.rule, draft.abstained) == ("emergency", True)


@pytest.mark.parametrize(
    "question", ["what does EC108 mean", "nominal voltage of HVM+ 13.8", "where do I find the serial number"]
)
def test_another_question_after_it_is_answered(talk, question):
    draft = talk("smoke from the battery", question)
    assert draft is None or draft.rule != "emergency"


def test_without_an_emergency_a_restart_is_a_restart(talk):
    draft = talk("no smoke, nothing burnt, just EC108", "restart kostal")
    assert draft.rule == "restart"
