"""Real-life messages: which ones a rule decides, and which ones no rule may touch."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


def _lines(name):
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


STORIES = _lines("stories.txt")
DECIDED = [tuple(part.strip() for part in line.split("|", 3)) for line in _lines("decided.txt")]


@pytest.mark.parametrize("message", STORIES)
def test_no_rule_fires_on_a_story_with_decoys(rules_that_fire, message):
    assert rules_that_fire(message) == []


@pytest.mark.parametrize(("rule", "way", "ref", "message"), DECIDED)
def test_rule_decides(ask, rule, way, ref, message):
    draft = ask(message)
    assert draft is not None
    assert (draft.rule, draft.route.value, draft.refs[0] if draft.refs else "-") == (rule, way, ref)


def test_there_are_enough_of_both():
    assert len(STORIES) >= 60
    assert len(DECIDED) >= 60
