"""Pasted values asked as one question: the same verdict as the dialogue's, in the contract's routes."""

import json
import subprocess
import sys

import pytest

from assistant import dialogue as d
from assistant.render.json import answer_object
from assistant.types import ChatContext

KEYS = {"question", "route", "text", "citations", "confidence", "abstained", "suggestions", "elapsed_ms"}


@pytest.mark.parametrize(
    "text",
    [
        "HVM+ 51.2 50.9 44,1 51.0 51.1", "HVM+\n51.2\n50.9\n44.1\n51.0\n51.1", "205 V, 4 modules HVM+",
        "HVM+ 51.2/50.9/44.1", "HVM+ 44V cell 1.6V", "HVM+ three modules read 51, one reads 38",
    ],
)  # fmt: skip
def test_the_answer_says_what_the_dialogue_says(assistant, talk, text):
    answer = assistant.ask(text)
    talked = talk("measure", text)
    assert (answer.route, answer.rule, answer.abstained) == ("voltage", "measured", False)
    assert answer.blocks == talked.screen.blocks
    assert [citation.ref for citation in answer.citations] == talked.refs
    assert answer.context == talked.screen.context
    assert set(answer_object(answer)) == KEYS


def test_the_chats_system_is_known(assistant):
    answer = assistant.ask("51.2\n50.9\n44.1", ChatContext("HVM+", 3, "nominal"))
    assert answer.blocks[0].text.startswith("**Module 3 (44.1 V): low**")
    assert answer.context == ChatContext("HVM+", 3, "nominal")


def test_an_unknown_type_is_asked_back_with_a_verdict_for_each(assistant):
    answer = assistant.ask("51.2 50.9 44.1")
    assert (answer.route, answer.abstained) == ("clarify", False)
    assert answer.blocks[1].items[2].startswith("**HVS+** (limit 90 V, nominal 100 V): 51.2 V: low")
    assert [choice.label for choice in answer.choices] == ["HVB", "HVM+", "HVS+"]
    again = assistant.ask(answer.choices[0].question, answer.context)
    assert again.blocks[0].text.startswith("**Module 3 (44.1 V): low**")


def test_impossible_values_are_asked_back_without_a_verdict(assistant):
    answer = assistant.ask("HVM+ 51.2 512 51.0 51.1")
    assert (answer.route, answer.abstained, [c.ref for c in answer.citations]) == ("clarify", False, ["2.10"])
    assert answer.blocks[0].text.startswith("**Module 2: 512 V cannot be right")


@pytest.mark.parametrize(
    "text", ["EC108", "is 205 V ok for 4 modules HVM+?", "HVM+ 13.8", "EC108 and 51 V on module 2"]
)
def test_what_is_no_measurement_goes_the_usual_way(assistant, text):
    assert assistant.ask(text).rule != "measured"


def test_no_picture_is_drawn_for_an_answer(talk, desk):
    talked = talk("measure", "HVM+ 51.2 50.9 44.1")
    still = d.Desk(desk.corpus, desk.ask, draws=False)
    assert d.screen(talked.state, still).attachments == ()
    assert d.screen(talked.state, still).blocks == talked.screen.blocks


def test_lines_of_jsonl_are_judged(tmp_path):
    lines = ["HVM+ 51.2 50.9 44,1 51.0 51.1", json.dumps({"question": "51\n50\n44", "context": {"module_type": "HVB"}})]
    command = [sys.executable, "-m", "assistant.cli", "ask", "--jsonl", "--home", str(tmp_path)]
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=True)
    first, second = map(json.loads, done.stdout.splitlines())
    assert set(first) == KEYS
    assert (first["route"], first["citations"][0]["ref"], first["confidence"]) == ("voltage", "2.10", 1.0)
    assert second["text"].startswith("**Module 3 (44 V): low**")
