"""Golden answers: ``golden.md`` holds title, question and the whole expected answer; anyone can edit it.

An entry is ``## title``, the question in a ``question`` fence, the answer in a ``answer`` fence.
"""

import re
from pathlib import Path

import pytest

from assistant.render.markdown import answer_markdown

TEXT = (Path(__file__).parent / "golden.md").read_text(encoding="utf-8")
ENTRIES = re.findall(r"^## (.+?)\n+~~~question\n(.*?)\n~~~\n+~~~answer\n(.*?)\n~~~$", TEXT, re.MULTILINE | re.DOTALL)


def test_every_entry_is_read():
    assert len(ENTRIES) == TEXT.count("\n## ") >= 12


@pytest.mark.parametrize(("title", "question", "expected"), ENTRIES, ids=[entry[0] for entry in ENTRIES])
def test_the_answer_is_the_golden_one(assistant, title, question, expected):
    assert answer_markdown(assistant.ask(question)) == expected
