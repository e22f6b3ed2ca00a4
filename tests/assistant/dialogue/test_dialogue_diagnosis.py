"""The dialogue ``/diagnose``: taps and typed answers, back, jumps, offers; whole walks are cases of ``eval``."""

from dataclasses import replace

import pytest

from assistant import dialogue as d
from assistant.dialogue.diagnosis_text import understand
from assistant.types import ChatContext, Citation

NAV = ["Back", "I don't know", "Start again", "Stop"]


def walk(talked, *steps):
    for step in steps:
        talked.tap(step) if step in talked.labels else talked.say(step)
    return talked


def test_the_moves_are_there_at_every_question(talk):
    talked = talk("diagnose")
    for step in ("dead", "no", "yes", "[enough]", "not yet"):
        assert talked.labels[-4:] == NAV
        talked.say(step)
    assert talked.screen.arrived == "2.1/9"
    assert talked.labels[-3:] == ["Back", "Start again", "Stop"]


def test_every_step_cites_its_place(talk):
    talked = talk("diagnose").tap("No LED, no reaction")
    assert talked.refs == ["2.1/11"]
    assert talked.text.startswith("**Press the LED button for 1 second. Does the LED come on?**")


def test_where_voltages_are_measured_the_question_itself_warns(talk):
    talked = walk(talk("diagnose"), "dead", "no", "Yes, battery first", "Yes, enough modules")
    assert talked.screen.safety[0].startswith("**Warning:** high voltage.")


@pytest.mark.parametrize(
    ("typed", "understood", "question"),
    [
        ("it's blinking white 3 times", "Blue stays on, white flashes, 3 times", "This holds if the blue LED is on"),
        ("white blinks 3 times, blue is on", "Blue stays on, white flashes, 3 times", "event code?**"),
        ("blue", "Constant blue, no white", "Hold the LED button"),
        ("nothing at all, LED off", "Nothing, LED off", "Press the LED button"),
        ("steady white", "Steady white", "Does the inverter see the battery"),
    ],
)
def test_typed_led_patterns_are_understood(talk, typed, understood, question):
    talked = walk(talk("diagnose"), "A LED shows something", typed)
    assert talked.text.startswith(f"Understood: {understood}.")
    assert question in talked.text


def test_a_typed_code_leads_to_its_measure_from_anywhere(talk):
    talked = walk(talk("diagnose"), "App, Wi-Fi, Bluetooth or update", "EC 108")
    assert talked.refs == ["2.9/EC108"]
    assert "**EC108 Precharging failure** (BCU)." in talked.text
    misspelt = talk("diagnose").tap("Low voltage, undervoltage").say("now it is EC1O8")
    assert misspelt.state.state.jump == ""
    assert "What is low?" in misspelt.text


def test_a_question_is_answered_and_the_diagnosis_resumed(talk):
    talked = walk(talk("diagnose"), "dead", "no", "Yes, battery first", "Yes, enough modules")
    talked.say("what is the minimum operating voltage of HVM+ with 4 modules?")
    assert "4 × 40 V = 160 V" in talked.text
    assert "What does the tower's voltage say" in talked.text
    assert talked.options == ["Higher than the minimum, looks good", "Not higher than the minimum", "Not measured yet"]
    assert talked.tap("Higher than the minimum, looks good").refs == ["2.1/12"]


def test_a_button_that_asks_a_place_is_answered_and_the_diagnosis_stays(talk):
    talked = walk(talk("diagnose"), "SOC is wrong or jumps")
    talked.step(d.Input(text="2.8", asks=True))
    assert talked.refs == ["2.8"]
    assert "Since when does the system run?" in talked.text


def test_what_is_not_understood_is_said_so_and_asked_again(talk):
    talked = talk("diagnose").say("purple elephants in the garage")
    assert talked.text.startswith("I did not understand that as an answer.")
    assert talked.options[0] == "No LED, no reaction"


def test_a_dangerous_wish_is_refused_in_the_middle(talk):
    talked = talk("diagnose").say("can I bridge the main relay to bypass the protection?")
    assert "not in the guideline" in talked.text.lower() or "do not" in talked.text.lower()
    assert talked.options[0] == "No LED, no reaction"


def test_back_undoes_one_answer_and_is_safe_to_repeat(talk):
    talked = walk(talk("diagnose"), "dead", "no")
    back = next(tap.action for tap in talked.screen.choices if tap.label == "Back")
    talked.step(d.Input(tap=back))
    assert "Press the LED button" in talked.text
    talked.step(d.Input(tap=back))
    assert "Press the LED button" in talked.text
    talked.say("back")
    assert talked.text.startswith("**What is the trouble?**")
    assert talked.tap("Back").text.startswith("**What is the trouble?**")


def test_a_button_of_an_earlier_screen_goes_back_to_it(talk):
    talked = talk("diagnose")
    first = {tap.label: tap.action for tap in talked.screen.choices}
    walk(talked, "No LED, no reaction", "No, it stays dark", "Yes, battery first")
    talked.step(d.Input(tap=first["SOC is wrong or jumps"]))
    assert "Since when does the system run?" in talked.text
    assert talked.state.state.answers == (("start", 7),)


@pytest.mark.parametrize(
    "action",
    ["x", "o:nowhere:1", "o:start:99", "o:start:x", "o:tower:0", "next:9", "go:bot", "o::", "back:zzz", "\x00"],
)
def test_foreign_taps_change_nothing_or_the_present_screen_only(talk, action):
    talked = talk("diagnose").step(d.Input(tap=action))
    assert talked.text.startswith("**What is the trouble?**")


def test_not_solved_leads_through_the_further_checks_to_the_service_checklist(talk):
    talked = walk(talk("diagnose"), "dead", "no", "the inverter was first")
    seen = [talked.refs[0]]
    while more := [label for label in talked.options if label.startswith("Not solved")]:
        seen.append(talked.tap(more[0]).refs[0])
    assert seen == ["2.1/10", "2.1/8", "2.1/9", "2.1/12"]
    assert talked.tap("Service checklist").screen.opens is d.Kind.REPORT


def test_how_a_measure_went_can_be_typed(talk):
    talked = walk(talk("diagnose"), "dead", "no", "the inverter was first")
    assert talked.say("no, still dead").refs == ["2.1/8"]
    assert talked.say("still the same").refs == ["2.1/9"]
    assert talked.say("is 205 V ok for 4 modules HVM+?").refs == ["2.1/9", "2.10"]
    assert talked.say("thanks, it works now").state is None


def test_solved_ends_the_diagnosis(talk):
    talked = walk(talk("diagnose"), "dead", "yes").tap("It is solved")
    assert talked.state is None
    assert "Only LED off?" in talked.text


def test_measuring_is_one_tap_away_where_it_is_the_measure(talk):
    talked = walk(talk("diagnose"), "Low voltage, undervoltage", "The tower: not above the minimum")
    assert talked.tap("Enter measured values").screen.opens is d.Kind.MEASURE


@pytest.mark.parametrize(
    ("context", "told"),
    [
        (ChatContext("HVS+", None), "the largest listed HVS+ tower has 5 modules (inferred)"),
        (ChatContext("HVM+", 4), "your tower has 4"),
    ],
)
@pytest.mark.parametrize("how", ["tap", "type", "led"])
def test_more_flashes_than_modules_are_to_be_counted_again(talk, context, told, how):
    talked = talk("diagnose", context=context).tap("A LED shows something")
    if how == "led":
        talked.say("white LED flashes 6 times, blue is constant")
    else:
        talked.tap("Blue stays on, white flashes")
        talked = talked.tap("6") if how == "tap" else talked.say("6 times")
    assert "**6 flashes: please count again.**" in talked.text
    assert told in talked.text
    assert talked.tap("3").text.startswith("3 × white: the fault is in module 3 from the top.")


@pytest.mark.parametrize("typed", ["new", "new bcu"])
def test_new_is_an_answer_and_not_the_wish_to_start_again(talk, typed):
    assert walk(talk("diagnose"), "SOC is wrong or jumps", typed).screen.arrived == "2.5/35"


def test_a_stored_state_of_another_graph_keeps_what_fits(talk, desk):
    talked = walk(talk("diagnose"), "dead", "no")
    stale = replace(talked.state, state=replace(talked.state.state, answers=(("start", 0), ("gone", 4), ("press", 1))))
    assert d.screen(stale, desk).blocks[0].text.startswith("**Press the LED button")


def test_the_state_stays_small(talk):
    talked = walk(
        talk("diagnose"),
        "LED steady white",
        "yes",
        "Yes, a voltage is shown",
        "everything done",
        "One",
        "Both are fine",
    )
    assert talked.refs == ["2.4/34"]
    assert len(d.dump(talked.state)) < 600


def answer(rules_only, rule, confidence, *refs):
    made = rules_only("EC108", ChatContext())
    return replace(made, rule=rule, confidence=confidence, citations=tuple(Citation(ref, "", "") for ref in refs))


@pytest.mark.parametrize(
    ("rule", "confidence", "refs", "at"),
    [
        ("ask_back", 0.4, ("2.3/18", "2.3/24"), "app"),
        ("ask_back", 0.4, ("2.3/18", "2.4/31"), "start"),
        ("retrieve", 0.6, ("2.4/31",), "inv_see"),
        ("retrieve", 0.6, ("3.1",), "start"),
        ("retrieve", 0.95, ("2.4/31",), None),
        ("retrieve+absent", 0.6, ("2.4/31",), "inv_see"),
        ("retrieve", 0.98, ("2.1", "2.1/9"), "press"),
        ("retrieve", 0.98, ("2.10",), None),
        ("reference", 1.0, ("2.1",), None),
        ("event_code", 1.0, ("2.9/EC108",), None),
        ("abstain", 0.5, (), None),
    ],
)
def test_a_diagnosis_is_offered_where_the_answer_is_not_sure(desk, rules_only, talk, rule, confidence, refs, at):
    offer = d.offer(answer(rules_only, rule, confidence, *refs), desk)
    assert (None if offer is None else offer.at) == at
    if at is not None:
        assert offer.label == "Find it step by step"
        assert talk("diagnose", at=at).state.state.begin == at


@pytest.mark.parametrize(
    ("symptom", "question"),
    [
        ("battery is dead", "Press the LED button for 1 second."),
        ("something is wrong after update", "What does not work?"),
        ("something is wrong with my battery", "What is the trouble?"),
        ("inverter does not charge", "Does the inverter see the battery"),
    ],
)
def test_a_vague_symptom_is_offered_a_fitting_start(assistant, desk, talk, symptom, question):
    offer = d.offer(assistant.ask(symptom), desk)
    assert offer is not None
    assert question in talk("diagnose", at=offer.at).text


@pytest.mark.parametrize("sure", ["EC108", "which ports must be open in the router", "LED is steady white"])
def test_a_sure_answer_is_offered_nothing(assistant, desk, sure):
    assert d.offer(assistant.ask(sure), desk) is None


@pytest.mark.parametrize("text", ["", " ", "\n", "💥" * 300, "a" * 100_000, "<b>x</b>", "'; DROP TABLE", "\u202eabc"])
def test_any_text_is_taken(talk, text):
    assert talk("diagnose").say(text).options[0] == "No LED, no reaction"


def test_every_label_typed_as_it_stands_is_understood(corpus):
    graph = {node.id: node for node in corpus.diagnosis}
    missed = []
    for node in corpus.diagnosis:
        for key, option in enumerate(node.options):
            found = understand(option.label, node, node.id, (), corpus, ChatContext())
            right = found is not None and (
                found.jump in option.ends or (found.answers[-1:] == ((node.id, key),)) or bool(option.led)
            )
            if not right:
                missed.append((node.id, option.label))
    assert graph
    assert missed == []
