"""Markdown becomes blocks: what stands in the text stays as written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.markdown import parse, references_in
from corpus.types import Block, BlockKind, Corpus, Passage

Place = Callable[[str], Passage]


def test_a_paragraph_keeps_its_inline_markdown_on_one_line() -> None:
    assert parse("Hold the **LED button**\nfor 5 seconds ([1/6](1/6)).", "a.md") == (
        Block(BlockKind.PARAGRAPH, text="Hold the **LED button** for 5 seconds ([1/6](1/6)).", line=1),
    )


def test_a_nested_list_follows_its_item_as_markdown() -> None:
    text = "1. First\n2. Second:\n   - inner one,\n     wrapped\n   - inner two\n     1. deepest\n3. Third"
    assert parse(text, "a.md") == (
        Block(
            BlockKind.STEPS,
            items=("First", "Second:\n- inner one, wrapped\n- inner two\n  1. deepest", "Third"),
            line=1,
        ),
    )


def test_nested_steps_are_numbered() -> None:
    [block] = parse("- Outer\n  1. one\n  2. two", "a.md")
    assert block == Block(BlockKind.BULLETS, items=("Outer\n1. one\n2. two",), line=1)


def test_a_table_has_its_header_first() -> None:
    text = "| Name | What |\n|---|---|\n| P+ | To the **positive** \\| terminal |\n| INV | |"
    [block] = parse(text, "a.md")
    assert block.kind is BlockKind.TABLE
    assert block.rows == (("Name", "What"), ("P+", "To the **positive** | terminal"), ("INV", ""))


def test_each_paragraph_of_a_warning_is_a_warning() -> None:
    assert parse("> **Warning:** High voltage!\n>\n> **Warning:** Only\n> electricians.", "a.md", 10) == (
        Block(BlockKind.WARNING, text="**Warning:** High voltage!", line=10),
        Block(BlockKind.WARNING, text="**Warning:** Only electricians.", line=12),
    )


def test_blocks_made_from_a_table_row_have_no_line() -> None:
    assert parse("One.\n\n- two", "a.toml", 0) == (
        Block(BlockKind.PARAGRAPH, text="One."),
        Block(BlockKind.BULLETS, items=("two",)),
    )


def test_references_come_in_order_of_mention_each_once() -> None:
    text = "See [2.10](2.10).\n\n- [2.9/EC108](2.9/EC108)\n  - [x](2.3/18)\n- [again](2.10), [site](https://x.y)"
    assert references_in(parse(text, "a.md"), "a.md", 1) == ("2.10", "2.9/EC108", "2.3/18")


@pytest.mark.parametrize("target", ["2.3/", "4", "2.9/108", "2.3.1", "readme", "ftp://x.y", "../shared"])
def test_a_link_that_leads_nowhere_is_named_with_its_line(target: str) -> None:
    blocks = parse(f"One.\n\nTwo [x]({target}).", "a.md", 5)
    with pytest.raises(CorpusError, match=r"a\.md:7: link target") as caught:
        references_in(blocks, "a.md", 1)
    assert target in str(caught.value)


@pytest.mark.parametrize("text", ["\x0c", "- \x0c", "One.\n\n\x0c"])
def test_text_that_nobody_sees_is_refused(text: str) -> None:
    """Found by the property below: the parser strips a form feed, so that an empty paragraph was left."""
    with pytest.raises(CorpusError, match=r"control characters only|empty list item"):
        parse(text, "a.md")


@settings(deadline=None)  # the first example also pays for importing the parser
@given(st.text())
def test_any_text_becomes_blocks_or_a_corpus_error(text: str) -> None:
    """No text makes the reader fail in another way."""
    try:
        blocks = parse(text, "a.md")
    except CorpusError:
        return
    assert all(block.text or block.items or block.rows for block in blocks)


def test_parts_name_the_blocks_under_their_heading(place: Place) -> None:
    parts = list(dict.fromkeys(block.part for block in place("2.10").blocks))
    assert parts == [
        "",
        "Measuring the tower",
        "Measuring single modules",
        "Limits of a module",
        "Undervoltage: what to do",
        "What the service team needs",
    ]


def test_the_restarts_have_their_own_number_of_steps_in_the_printed_order(place: Place) -> None:
    """1/6 and 2.1/10 have 8 steps, only 2.4/34 turns the DC disconnector on again (step 9)."""
    [steps] = [block.items for block in place("2.4/34").blocks if block.kind is BlockKind.STEPS]
    assert steps == (
        "Turn off the DC disconnector of the inverter.",
        "Turn off the AC switch.",
        "Turn off the battery: hold the LED button for 5 seconds.",
        "**Kostal only:** pull the PV strings out of the inverter.",
        "Wait 1 minute.",
        "Turn on the battery with the Main Switch.",
        "**Kostal only:** connect the PV strings to the inverter again.",
        "Turn on the AC switch.",
        "Turn on the DC disconnector of the inverter.",
    )
    for ref in ("1/6", "2.1/10"):
        [steps] = [block.items for block in place(ref).blocks if block.kind is BlockKind.STEPS]
        assert len(steps) == 8
        assert "2.4/34" in place(ref).see


def test_all_13_terminals_of_1_3_are_in_its_table(place: Place) -> None:
    [table] = [block for block in place("1/3").blocks if block.kind is BlockKind.TABLE]
    assert [row[0] for row in table.rows[1:]] == [
        *("Wi-Fi", "COM - INV", "COM - OUT", "COM - IN", "INV", "Grounding", "P+", "P-"),
        *("Main Switch", "LED button", "Button", "Bluetooth", "Network"),
    ]


@pytest.mark.parametrize(
    ("ref", "items"),
    [
        ("1", range(1, 8)),
        ("2.1", range(8, 13)),
        ("2.2", range(13, 16)),
        ("2.3", range(16, 28)),
        ("2.4", range(28, 35)),
        ("2.5", range(35, 37)),
        ("2.6", range(37, 40)),
        ("2.7", range(40, 42)),
    ],
)
def test_an_overview_lists_its_items_in_order_one_line_each(place: Place, ref: str, items: range) -> None:
    [bullets] = [block for block in place(ref).blocks if block.kind is BlockKind.BULLETS]
    for item, line in zip(items, bullets.items, strict=True):
        assert line.startswith(f"[{ref}/{item}]({ref}/{item}) ")
        assert "\n" not in line


def test_passages_know_file_and_line(place: Place) -> None:
    passage = place("2.3/21")
    assert passage.path == "guideline/2.3.md"
    assert passage.title == "Blue and green lights flash synchronously"
    assert passage.blocks[0].line == passage.line + 2
    assert passage.section == "2.3"


def test_passages_stand_in_the_guidelines_order_with_the_codes_behind_2_9(whole: Corpus) -> None:
    refs = [passage.ref for passage in whole.passages]
    assert refs[:3] == ["0", "1", "1/1"]
    at = refs.index("2.9")
    assert refs[at + 1 : at + 42] == [code.ref for code in whole.event_codes]
    assert refs[at + 42 :] == ["2.10", "2.11", "3", "3.1", "3.2"]
