"""The whole way of a question, over the real corpus and index."""

import pytest

from assistant import ChatContext
from assistant.types import Route
from corpus.types import BlockKind

EMPTY = ChatContext()


def first(answer):
    return answer.citations[0].ref if answer.citations else None


def text(answer):
    return " ".join(" ".join([block.text, *block.items]) for block in answer.blocks)


def test_the_same_question_has_the_same_answer(assistant):
    from dataclasses import replace

    one, two = (replace(assistant.ask("wifi keeps dropping in the cellar"), elapsed_ms=0.0) for _ in range(2))
    assert one == two


def test_free_text_answers_with_the_passage_its_steps_whole_and_its_place(assistant, corpus):
    answer = assistant.ask("how do i restart the whole system in the right order, with the dc disconnector")
    assert answer.route is Route.GUIDELINE
    assert first(answer) in ("2.4/34", "1/6")
    steps = next(block for block in answer.blocks if block.kind is BlockKind.STEPS)
    assert steps in corpus.by_ref[first(answer)].blocks
    assert answer.safety[0].startswith("**Warning:** keep the order")


def test_two_questions_in_one_message_are_both_answered(assistant):
    answer = assistant.ask("What does EC113 mean and is 5 GHz wifi supported by the module?")
    assert [citation.ref for citation in answer.citations] == ["2.9/EC113", "2.3/24"]
    assert "Parallel communication fault" in text(answer)
    assert "5 GHz" in text(answer)


def test_an_unanswerable_question_abstains_and_offers_places(assistant, corpus):
    answer = assistant.ask("what is the tightening torque of the P+ terminal in newton metres?")
    assert (answer.route, answer.abstained, answer.citations) == (Route.NONE, True, ())
    assert text(answer).startswith("**The guideline does not answer this.**")
    assert 1 <= len(answer.suggestions) <= 3
    assert all(place.ref in corpus.by_ref for place in answer.suggestions)


def test_a_code_with_a_fact_that_its_row_lacks_abstains(assistant):
    answer = assistant.ask("At which cell temperature in degrees does EC314 trip?")
    assert (answer.route, answer.abstained) == (Route.EVENT_CODE, True)
    assert [place.ref for place in answer.suggestions] == ["2.9/EC314"]


@pytest.mark.parametrize(
    "question",
    [
        "customer wants to know why EC108 comes back, what can he do",
        "EC108 again, no idea of the cause, how can I fix it",
        "why EC108? what should we do now",
    ],
)
def test_a_code_with_a_question_what_to_do_is_answered(assistant, question):
    answer = assistant.ask(question)
    assert (answer.route, answer.abstained, first(answer)) == (Route.EVENT_CODE, False, "2.9/EC108")


def test_a_dangerous_part_stops_the_whole_answer(assistant):
    answer = assistant.ask("What does EC124 mean? And how do I bridge the insulation monitor?")
    assert answer.abstained
    assert answer.rule == "safety"


def test_an_undecided_question_asks_back_with_places_that_can_be_tapped(assistant, corpus):
    answer = assistant.ask("update problem")
    assert answer.route is Route.CLARIFY
    assert not answer.abstained
    assert 2 <= len(answer.choices) <= 3
    for choice in answer.choices:
        assert first(assistant.ask(choice.question)) == choice.question


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        " \n\t",
        "\x00\x01\x02",
        "<script>alert(1)</script>",
        "'; DROP TABLE users; --",
        "*" * 5000,
        "[a](b)" * 2000,
        "a" * 100_000,
        "EC" * 50_000,
        "9" * 100_000,
        "\ud800 lonely surrogate",
        "‮reversed",
        "🔋" * 300,
        "{" * 1000,
    ],
)
def test_hostile_input_gets_a_sane_answer(assistant, hostile):
    answer = assistant.ask(hostile)
    assert answer.blocks
    assert len(text(answer)) < 4000
    assert answer.abstained or answer.route is Route.CLARIFY


def test_context_is_kept_and_used(assistant):
    answer = assistant.ask("nominal voltage of 4 HVM+ modules")
    assert (answer.context.module_type, answer.context.modules) == ("HVM+", 4)
    follow = assistant.ask("and for HVS+?", answer.context)
    assert "4 × 100 V = 400 V" in text(follow)
    assert assistant.ask("EC108", follow.context).context == ChatContext("HVS+", 4, topic="2.9/EC108")


def test_every_reference_can_be_asked(assistant, corpus):
    """Suggestions and buttons send references as questions."""
    wrong = {ref for ref in corpus.by_ref if first(assistant.ask(ref)) != ref}
    assert wrong == set()


def test_every_citation_and_suggestion_exists(assistant, corpus):
    for question in ("EC117", "constant blue", "HVM+ 4 modules", "wifi", "what now", "battery dead"):
        answer = assistant.ask(question, EMPTY)
        for place in (*answer.citations, *answer.suggestions):
            assert corpus.titles[place.ref] == place.title


@pytest.mark.parametrize(
    "values",
    ["HVM+ module 1 - 51.2 V, module 2 - 50.9 V, module 3 - 44.1 V", "HVM+\n1 - 51.2 V\n2 - 50.9 V\n3 - 44.1 V"],
)
def test_a_number_before_a_dash_is_no_voltage(assistant, values):
    assert text(assistant.ask(values)).startswith("**Module 3 (44.1 V): low**")


@pytest.mark.parametrize("question", ["HVM+ module 3-51 V", "module 2 - 51.2 V HVM+, is it ok?"])
def test_a_labelled_module_is_judged_by_its_volts(assistant, question):
    shown = text(assistant.ask(question))
    assert "fine" in shown.split("\n")[0]


def test_both_ends_of_a_range_count(assistant):
    assert "undervoltage" in text(assistant.ask("HVM+ module 46 V, cells 1.2-3.3 V"))
    assert "200" in text(assistant.ask("tower of 5 HVM+ 200-210 V"))
