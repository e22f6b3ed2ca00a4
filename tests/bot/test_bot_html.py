"""Markdown to Telegram HTML, and cutting it: checked with the strict parser of the local Bot API server."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import ChatContext
from bot.devserver.html import parse_html, utf16_length
from bot.html import block_html, inline_html, plain_text, table_html
from bot.present import present
from bot.split import split_html, width
from corpus.types import Block, BlockKind


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**bold** and *soft*", "<b>bold</b> and <i>soft</i>"),
        ("`a < b & c`", "<code>a &lt; b &amp; c</code>"),
        ("see [2.10](2.10)", "see 2.10"),
        ("[www.bydenergy.com](https://www.bydenergy.com)", '<a href="https://www.bydenergy.com">www.bydenergy.com</a>'),
        ('[x](https://a.b/?q="1"&r=2)', '<a href="https://a.b/?q=%221%22&amp;r=2">x</a>'),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("<script>alert('&')</script>", "&lt;script&gt;alert('&amp;')&lt;/script&gt;"),
        ("a &nbsp; b", "a \u00a0 b"),
        ("5 > 4 < 6", "5 &gt; 4 &lt; 6"),
        ("line\nnext", "line next"),
        ("**open", "**open"),
    ],
)
def test_inline_markdown_becomes_telegrams_tags(markdown, expected):
    assert inline_html(markdown) == expected


def test_nested_lists_keep_their_numbers_and_indent():
    block = Block(BlockKind.STEPS, items=("First:\n- one\n- two\n  1. deep", "Second"))
    assert block_html(block) == (
        "<b>1.</b> First:\n\u00a0\u00a0\u00a0– one\n\u00a0\u00a0\u00a0– two\n"
        "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a01. deep\n<b>2.</b> Second"
    )


def test_a_narrow_table_is_aligned_and_a_wide_one_has_a_line_a_row():
    assert table_html((("Type", "Volts"), ("HVB", "**50** V"), ("HVS+", "100 V"))) == (
        "<pre>Type  Volts\nHVB   50 V\nHVS+  100 V</pre>"
    )
    wide = table_html((("Port", "What it is for"), ("COM - INV", "Port for the data cable in: inverter connection")))
    assert wide == "• <b>COM - INV</b>: Port for the data cable in: inverter connection"


def test_every_place_and_code_fits_telegram(assistant):
    asked = [passage.ref for passage in assistant.corpus.passages]
    asked += [event.code for event in assistant.corpus.event_codes]
    for question in asked:
        for part in present(assistant.ask(question), ChatContext()).parts:
            text, entities = parse_html(part)
            assert text == plain_text(part), question
            assert 0 < utf16_length(text) <= 4096, question
            assert len(entities) <= 100, question


def test_a_long_answers_later_parts_are_opened_by_a_tap(assistant):
    answer = assistant.ask("2.10")
    (part,) = present(answer, ChatContext()).parts
    text, entities = parse_html(part)
    (folded,) = [entity for entity in entities if entity["type"] == "expandable_blockquote"]
    hidden = text.encode("utf-16-le")[2 * folded["offset"] : 2 * (folded["offset"] + folded["length"])].decode(
        "utf-16-le"
    )
    seen = text.replace(hidden, "")
    assert "Measuring the tower" in seen
    assert "High voltage!" in seen
    assert "Guideline V1.0 · 2.10" in seen
    assert "What the service team needs" in hidden
    assert "info@eft-systems.de" in hidden


def test_a_short_answer_is_shown_whole(assistant):
    for question in ("2.3/18", "2.8", "2.4/34"):
        (part,) = present(assistant.ask(question), ChatContext()).parts
        assert "expandable" not in part


def test_a_cut_is_made_between_blocks_and_tags_are_closed():
    source = "<b>one</b>\n\n<i>two <b>three</b> four</i>"
    assert split_html(source, 10) == ["<b>one</b>", "<i>two <b>three</b></i>", "<i>four</i>"]
    assert split_html("aaaa\n\nbbbb\ncccc", 12) == ["aaaa", "bbbb\ncccc"]
    assert split_html("", 10) == [""]


PIECES = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30).map(html.escape),
    st.sampled_from([" ", "\n", "\n\n", "&amp;", "&#39;", "😀", "word ", "• "]),
    st.text("abc <&", max_size=12).map(lambda text: f"<b>{html.escape(text)}</b>"),
    st.text("xyz \n", max_size=40).map(lambda text: f'<blockquote>⚠️ <a href="https://a.bc">{text}</a> </blockquote>'),
    st.text("0123 \n", max_size=40).map(lambda text: f"<pre>{text}</pre>"),
)


@given(st.lists(PIECES, max_size=40).map("".join), st.integers(5, 200))
def test_parts_are_valid_short_and_lose_nothing_but_space(source, limit):
    parts = split_html(source, limit)
    for part in parts:
        text, _ = parse_html(part) if plain_text(part).strip() else (plain_text(part), [])
        assert width(text) <= limit
    kept = "".join("".join(plain_text(part).split()) for part in parts)
    assert kept == "".join(plain_text(source).split())


@given(st.integers(101, 400))
def test_no_part_has_more_entities_than_telegram_keeps(count):
    parts = split_html("".join(f"<b>{n}</b> " for n in range(count)))
    assert all(part.count("<b>") <= 100 for part in parts)
    assert [int(n) for part in parts for n in plain_text(part).split()] == list(range(count))


@given(st.text(max_size=300))
def test_any_markdown_gives_html_that_telegram_takes(markdown):
    made = inline_html(markdown)
    if plain_text(made).strip():
        parse_html(made)
