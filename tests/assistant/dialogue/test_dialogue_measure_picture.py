"""The bars of measured modules, as text and as a picture."""

import io

import pytest
from PIL import Image

from assistant.dialogue.measure_judge import judge
from assistant.dialogue.measure_picture import bars, text_bars
from assistant.dialogue.measure_read import read
from assistant.dialogue.measure_verdict import verdict
from corpus.types import BlockKind


@pytest.fixture
def picture(views):
    measured = read("HVM+ 51.2 50.9 44.1 22.0 51.1", views)
    kind = views.types["HVM+"]
    return judge(measured, kind), kind


def test_the_text_bars_mark_value_word_and_limit(picture):
    lines = text_bars(*picture).splitlines()
    assert lines[0].split() == ["1", "█" * 26, "51.2", "V"]
    assert lines[2].split() == ["3", "█" * 22 + "│", "44.1", "V", "low"]
    assert lines[3].split() == ["4", "█" * 11, "│", "22.0", "V", "undervoltage"]
    assert lines[5].strip() == "└ limit 45 V, nominal 50 V"


def test_the_png_shows_a_red_bar_where_the_module_is_in_undervoltage(picture):
    image = Image.open(io.BytesIO(bars(*picture).data)).convert("RGB")
    assert image.size == (800, 398)
    assert image.getpixel((100, 76 + 18)) == (0x2F, 0x8F, 0x6B)
    assert image.getpixel((100, 76 + 2 * 52 + 18)) == (0xC7, 0x77, 0x00)
    assert image.getpixel((100, 76 + 3 * 52 + 18)) == (0xC0, 0x27, 0x2D)
    assert len(bars(*picture).data) < 40_000


def test_the_png_is_the_same_every_time(picture):
    assert bars(*picture).data == bars(*picture).data


def test_there_is_no_picture_without_module_voltages(talk):
    assert talk("measure", "205 V, 4 modules HVM+").screen.attachments == ()
    assert [f.name for f in talk("measure", "HVM+ 51 51 51").screen.attachments] == ["modules.png"]


def test_a_warning_block_is_one(views):
    measured = read("HVM+ 51.2 50.9 22.0", views)
    blocks = verdict(measured, views.types["HVM+"], views)
    assert blocks[1].kind is BlockKind.WARNING
