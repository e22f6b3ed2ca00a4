"""Safety nets around the rules: values left unread, other languages, emergencies."""

import pytest

from assistant.language import is_foreign
from assistant.types import Route


def text(answer):
    return " ".join(" ".join([block.text, *block.items]) for block in answer.blocks)


@pytest.mark.parametrize(
    "question",
    ["HVS+ 95V 1.3V", "HVM+ module 50V, min 1.4", "HVM+ 50.5V Umin 1.3V", "HVM+ 49V / 0.8V", "HVS+ 95 V 1300 mV"],
)
def test_a_low_value_beside_a_good_module_is_never_passed_over(assistant, question):
    assert "undervoltage" in text(assistant.ask(question)).lower()


@pytest.mark.parametrize("question", ["HVS+ module 95 V", "4 HVM+ modules, tower 205 V", "lowest cell 1.42 V, HVS+"])
def test_answers_that_use_every_value_get_no_remark(assistant, question):
    assert "was not judged" not in text(assistant.ask(question))
    assert "a cell? Then" not in text(assistant.ask(question))


@pytest.mark.parametrize(
    "question", ["Batterie lädt nicht", "Wie starte ich die Batterie neu?", "蓝灯常亮", "la batería no carga"]
)
def test_other_languages_are_asked_for_english(assistant, question):
    answer = assistant.ask(question)
    assert (answer.route, answer.abstained, answer.rule) == (Route.NONE, True, "language")
    assert "Please ask in English" in text(answer)


@pytest.mark.parametrize(
    "question", ["wifi lost", "the tower is dead", "no led on the bcu", "accu is leeg en app offline", ""]
)
def test_english_is_not_taken_for_another_language(question):
    assert not is_foreign(question)


def test_codes_are_read_in_any_language(assistant):
    assert assistant.ask("Was bedeutet Fehlercode 108 bei der Batterie?").citations[0].ref == "2.9/EC108"


@pytest.mark.parametrize(
    "question",
    [
        "the battery is on fire",
        "electrolyte is leaking from module 2",
        "EC108 and smoke coming out of the tower",
        "he got a shock",
    ],
)
def test_an_emergency_gets_its_sentence_and_no_place(assistant, question):
    answer = assistant.ask(question)
    assert (answer.rule, answer.abstained, answer.citations) == ("emergency", True, ())
    assert "emergency services" in text(answer)
    assert "not from the guideline" in text(answer)


@pytest.mark.parametrize(
    "question", ["no smoke, nothing burnt, just EC108", "the blue lamp is burning all the time", "fire rules"]
)
def test_words_of_fire_alone_are_no_emergency(assistant, question):
    assert assistant.ask(question).rule != "emergency"


def test_a_verdict_says_what_it_took_from_the_chat(assistant):
    context = assistant.ask("HVS+ 4 modules 390 V").context
    assert "Taken from this chat: HVS+ with 4 modules." in text(assistant.ask("tower 310 V now", context))
    assert "Taken from this chat" not in text(assistant.ask("HVS+ 3 modules tower 310 V", context))
