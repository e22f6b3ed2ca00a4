"""The server's reading of Telegram HTML: by example, and against TDLib itself where ``tdjson`` is installed."""

from __future__ import annotations

import json
import random

import pytest

from bot.devserver.errors import ApiError
from bot.devserver.html import checked_link, parse_html

REFUSED = {
    "a<br>b": 'Unsupported start tag "br" at byte offset 1',
    "ä<ul>": 'Unsupported start tag "ul" at byte offset 2',
    "1 < 2": 'Unsupported start tag "" at byte offset 2',
    "R<5": "Unclosed start tag at byte offset 1",
    "<b>x": 'Can\'t find end tag corresponding to start tag "b"',
    "x</b>": "Unexpected end tag at byte offset 1",
    "<b>1<i>2</b>3</i>": 'Unmatched end tag at byte offset 8, expected "</i>", found "</b>"',
    "<span>x</span>": 'Tag "span" must have class "tg-spoiler" at byte offset 0',
    "<a href=http://x.de>y</a>": "Unexpected end of name token at byte offset 8",
    "<a =x>c</a>": 'Empty attribute name in the tag "a" at byte offset 0',
}
ENTITY_KINDS = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "CustomEmoji": "custom_emoji",
    "DateTime": "date_time",
}
PIECES = (
    "<b>|</b>|<i>|</i>|<br>|<code>|</code>|<pre>|</pre>|<a href=\"http://a.de/x\">|<a href='localhost'>|</a>|</>|<|>|&|"
    "&lt;|&gt;|&#65;|&#x1F600;|&amp|&nbsp;|x|ä|😀|\"|'| = |/|<blockquote>|</blockquote>|<blockquote expandable>|"
    '<span class="tg-spoiler">|</span>|<code class="language-py">|<B>|</I>|<s |<u>|</u >|EC108| |\n|&#0;|&#|'
    "&#xD83D;|&#xDE00;"
).split("|")
SAMPLES = 4000
LINKS = ["README.md", "http://localhost", "10.0.0.1", "ftp://a.de", "HTTPS://A.de/B?c#D", "http://a.de x", "tg://r?d=b"]


@pytest.mark.parametrize("source", REFUSED)
def test_bad_markup_is_refused_in_tdlibs_words(source):
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {REFUSED[source]}"


def test_entities_are_counted_in_utf16_and_outer_ones_come_first():
    assert parse_html("😀 <b>ab<i>c</i></b> &lt;5 &nbsp;") == (
        "😀 abc <5 &nbsp;",
        [{"type": "bold", "offset": 3, "length": 3}, {"type": "italic", "offset": 5, "length": 1}],
    )


def test_a_link_without_a_dot_in_its_host_is_dropped_and_a_file_name_becomes_one():
    assert parse_html('<a href="http://localhost:8080/x">here</a>') == ("here", [])
    assert checked_link("README.md") == "http://readme.md/"


def oracle(source):
    """Return what TDLib makes of a source, in the form of ``ours``."""
    tdjson = pytest.importorskip("tdjson", reason="TDLib's parser (the tdjson wheel) is not installed")
    tdjson.td_execute(b'{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}')
    request = {"@type": "parseTextEntities", "text": source, "parse_mode": {"@type": "textParseModeHTML"}}
    result = json.loads(tdjson.td_execute(json.dumps(request).encode()))
    if result["@type"] == "error":
        return result["message"]
    return result["text"], sorted(
        (
            entity["offset"],
            entity["length"],
            ENTITY_KINDS[entity["type"]["@type"].removeprefix("textEntityType")],
            entity["type"].get("url", entity["type"].get("language", "")),
        )
        for entity in result["entities"]
    )


def ours(source):
    try:
        text, entities = parse_html(source)
    except ApiError as error:
        return error.description.replace("Bad Request: can't", "Can't")
    kinds = ((one["offset"], one["length"], one["type"], one.get("url", one.get("language", ""))) for one in entities)
    return text, sorted(kinds)


def test_the_reading_equals_tdlibs_on_thousands_of_random_sources():
    generator = random.Random(108)
    for _ in range(SAMPLES):
        source = "".join(generator.choice(PIECES) for _ in range(generator.randint(1, 9)))
        assert ours(source) == oracle(source), source


@pytest.mark.parametrize("link", LINKS)
def test_links_are_kept_or_dropped_as_tdlib_does(link):
    source = f'<a href="{link}">x</a>'
    assert ours(source) == oracle(source)
