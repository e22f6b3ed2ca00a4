"""A report as PDF (rendered and read back), Markdown and JSON."""

import io
import json
import shutil
import subprocess

import pytest
from PIL import Image
from pypdf import PdfReader

from assistant import dialogue as d
from assistant.types import ChatContext

BLUE, BROWN = (0x33, 0x55, 0x77), (0x77, 0x55, 0x33)


def jpeg(colour, size, orientation=None):
    image = Image.new("RGB", size, colour)
    exif = image.getexif()
    exif[0x0110] = "SecretPhone 12"
    if orientation is not None:
        exif[0x0112] = orientation
    target = io.BytesIO()
    image.save(target, "JPEG", exif=exif)
    return target.getvalue()


def png(size, colour):
    target = io.BytesIO()
    Image.new("RGBA", size, colour).save(target, "PNG")
    return target.getvalue()


STORE = {
    "p1": jpeg(BLUE, (3000, 2000)),
    "p2": jpeg(BROWN, (3000, 2000), orientation=6),
    "p3": png((40, 40), (0, 0, 0, 0)),
    "l1": b"time;voltage\n",
    "broken": b"\xff\xd8\xff\xe0 this is no picture",
}


def attachment(id_, name, mime="image/jpeg"):
    return d.Attachment(id_, name, mime, len(STORE.get(id_, b"")))


@pytest.fixture(scope="module")
def paper_desk(corpus, rules_only):
    return d.Desk(corpus, rules_only, STORE.get, "2026-11-24")


@pytest.fixture(scope="module")
def filled(paper_desk):
    facts = d.Facts(codes=("EC108",), steps=("What do the LEDs show? Constant blue, no white",), tower="205 V")
    given = d.Given(context=ChatContext("HVM+", 4), facts=facts)
    state, _ = d.start(d.Kind.REPORT, paper_desk, given, id="k3f9")
    for step in (
        d.Input(tap="take"),
        d.Input(tap="f:bcu_serial"),
        d.Input(text="P020T020Z2301150123"),
        d.Input(tap="f:bcu_serial"),
        d.Input(text="label on the BCU", files=(attachment("p1", "label.jpg"),)),
        d.Input(tap="f:how"),
        d.Input(text="Five weeks without sun.\nGröße Łódź Привет Ω ≥ 日本 🙂 | *no* <b>markup</b>"),
        d.Input(tap="f:installed"),
        d.Input(text="2027-01-01"),
        d.Input(tap="f:logs"),
        d.Input(files=(attachment("l1", "log.csv", "text/plain"),)),
        d.Input(tap="f:photos"),
        d.Input(files=(attachment("p2", "tower.jpg"), attachment("broken", "bad.jpg"), attachment("gone", "gone.jpg"))),
    ):
        state, _ = d.advance(state, step, paper_desk)
    return state


@pytest.fixture(scope="module")
def exported(filled, paper_desk):
    def file(ending):
        _, screen = d.advance(filled, d.Input(tap=f"export:{ending}"), paper_desk)
        return screen.attachments[0]

    return {ending: file(ending) for ending in ("pdf", "md", "json")}


def pages(file):
    return [page.extract_text() for page in PdfReader(io.BytesIO(file.data)).pages]


def test_the_pdf_holds_every_answer_and_what_is_missing(exported):
    file = exported["pdf"]
    assert (file.name, file.mime) == ("service-checklist-k3f9.pdf", "application/pdf")
    text = " ".join("\n".join(pages(file)).split())
    for part in (
        "Service checklist k3f9",
        "Begun 2026-11-24, last changed 2026-11-24.",
        "It was sent to nobody",
        "HVM+, 4 modules",
        "P020T020Z2301150123",
        "205 V",
        "EC108 Precharging failure",
        "What do the LEDs show? Constant blue, no white",
        "Größe Łódź Привет Ω ≥ □□ □ | *no* <b>markup</b>",
        "Missing – Serial numbers of affected modules",
        "Installed: 2027-01-01 is in the future.",
        "Serial number of the BCU: label.jpg",
        "label on the BCU",
        "Battery logs: log.csv",
        "gone.jpg (1 kB) – no longer stored",
        "Other photos and files: bad.jpg",
    ):
        assert part in text


def test_the_pdf_says_where_the_letters_are_that_it_cannot_show(exported, paper_desk):
    note = "□ stands for a letter that this PDF cannot show: the Markdown and JSON exports hold it."
    assert note in " ".join("\n".join(pages(exported["pdf"])).split())
    assert "🙂" in exported["md"].data.decode()
    state, _ = d.start(d.Kind.REPORT, paper_desk, d.Given(), id="k3f9")
    _, screen = d.advance(state, d.Input(tap="export:pdf"), paper_desk)
    assert "□" not in "\n".join(pages(screen.attachments[0]))


def test_long_words_and_photos_of_any_shape_stay_on_their_pages(paper_desk, tmp_path):
    """A serial of 300 characters is broken into lines, and a photo is neither cut off nor torn from its caption."""
    state, _ = d.start(d.Kind.REPORT, paper_desk, d.Given(), id="k3f9")
    serial = "P020T020Z" + "X1234567890" * 27
    for step in (d.Input(tap="f:bcu_serial"), d.Input(text=serial), d.Input(tap="f:photos")):
        state, _ = d.advance(state, step, paper_desk)
    state, _ = d.advance(state, d.Input(text="Foto Zähler", files=(attachment("p1", "a.jpg"),)), paper_desk)
    state, _ = d.advance(state, d.Input(text="Привет", files=(attachment("p2", "b.jpg"),)), paper_desk)
    _, screen = d.advance(state, d.Input(tap="export:pdf"), paper_desk)
    text = pages(screen.attachments[0])
    assert serial in "".join("\n".join(text).split())
    last = PdfReader(io.BytesIO(screen.attachments[0].data)).pages[-1]
    assert ["Foto Zähler" in text[-1], "Привет" in text[-1], len(last.images)] == [True, True, 2]
    for image in _rendered(screen.attachments[0], tmp_path):
        margin = image.crop((image.width - 32, 0, image.width, image.height)).convert("L")
        assert margin.getextrema() == (255, 255)


def test_the_pdf_is_a4_with_page_numbers_embedded_fonts_and_no_data_of_the_phone(exported):
    reader = PdfReader(io.BytesIO(exported["pdf"].data))
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {(595, 842)}
    total = len(reader.pages)
    assert [f"{number} / {total}" in text for number, text in enumerate(pages(exported["pdf"]), 1)] == [True] * total
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert {str(font["/BaseFont"]).partition("+")[2] for font in fonts} == {"DejaVuSansBook", "DejaVuSansBold"}
    assert b"SecretPhone" not in exported["pdf"].data
    assert len(exported["pdf"].data) < 300_000


def test_the_rendered_pdf_shows_text_on_the_first_page_and_the_photos_upright(exported, tmp_path):
    rendered = _rendered(exported["pdf"], tmp_path)
    assert len(rendered) == len(pages(exported["pdf"]))
    assert rendered[0].size == (414, 585)
    dark = sum(pixel < 140 for pixel in rendered[0].convert("L").tobytes())
    assert 500 < dark < 0.2 * 414 * 585
    blue, brown = _box(rendered, BLUE), _box(rendered, BROWN)
    assert blue is not None
    assert brown is not None
    assert blue[0] / blue[1] == pytest.approx(1.5, abs=0.05)
    assert brown[0] / brown[1] == pytest.approx(2 / 3, abs=0.05)  # the phone held upright


def _rendered(file, folder):
    """Return the pages of a PDF as pictures, 50 dots an inch."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm is not installed (Debian: poppler-utils)")
    path = folder / "report.pdf"
    path.write_bytes(file.data)
    subprocess.run(["pdftoppm", "-r", "50", "-png", str(path), str(folder / "page")], check=True)
    return [Image.open(page).convert("RGB") for page in sorted(folder.glob("page-*.png"))]


def _box(images, colour):
    """Return width and height of the area that has about a colour."""
    for image in images:
        pixels = image.load()
        found = [
            (x, y)
            for x in range(image.width)
            for y in range(image.height)
            if all(abs(a - b) < 6 for a, b in zip(pixels[x, y], colour, strict=True))
        ]
        if len(found) > 2_000:
            xs, ys = [x for x, _ in found], [y for _, y in found]
            return max(xs) - min(xs), max(ys) - min(ys)
    return None


def test_a_picture_that_claims_to_be_enormous_is_named_and_not_opened(filled, corpus, rules_only):
    target = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(target, "PNG")
    desk = d.Desk(corpus, rules_only, {"p1": target.getvalue()}.get, "2026-11-24")
    _, screen = d.advance(filled, d.Input(tap="export:pdf"), desk)
    assert "Other files – Serial number of the BCU: label.jpg" in " ".join(
        " ".join(pages(screen.attachments[0])).split()
    )


def test_a_transparent_picture_becomes_white(filled, corpus, rules_only):
    desk = d.Desk(corpus, rules_only, {"p1": STORE["p3"]}.get, "2026-11-24")
    _, screen = d.advance(filled, d.Input(tap="export:pdf"), desk)
    image = next(iter(PdfReader(io.BytesIO(screen.attachments[0].data)).pages[-1].images)).image.convert("RGB")
    assert image.getpixel((20, 20)) == (255, 255, 255)


def test_an_empty_report_is_a_pdf_of_one_page(paper_desk):
    state, _ = d.start(d.Kind.REPORT, paper_desk, id="aaaa")
    _, screen = d.advance(state, d.Input(tap="export:pdf"), paper_desk)
    [text] = pages(screen.attachments[0])
    assert "0 of 19 points filled." in text
    assert "Still missing: System, Serial number of the BCU" in screen.blocks[1].text


def test_a_report_of_the_greatest_length_is_laid_out_over_pages(paper_desk):
    state, _ = d.start(d.Kind.REPORT, paper_desk, id="long")
    for key in ("system", "how", "firmware", "done"):
        state, _ = d.advance(state, d.Input(tap=f"f:{key}"), paper_desk)
        state, _ = d.advance(state, d.Input(text=f"{key} " + "word " * 400 + "x" * 900), paper_desk)
    _, screen = d.advance(state, d.Input(tap="export:pdf"), paper_desk)
    found = pages(screen.attachments[0])
    assert len(found) >= 3
    assert sum(text.count("word") for text in found) == 4 * 400


def test_the_markdown_shows_typed_signs_as_they_stand(exported):
    text = exported["md"].data.decode()
    assert text.startswith("# Service checklist k3f9\n\nBegun 2026-11-24")
    assert "- **Tower voltage:** 205 V" in text
    assert r"\*no\* \<b\>markup\</b\>" in text
    assert "**Missing:** Serial numbers of affected modules" in text
    assert text.endswith("please hand it to the service team yourself.\n")


def test_the_json_holds_every_point_with_files_and_remarks(exported):
    content = json.loads(exported["json"].data)
    points = {point["key"]: point for point in content["points"]}
    assert (content["version"], content["id"], content["created"]) == (1, "k3f9", "2026-11-24")
    assert len(points) == 21
    assert points["how"]["value"] == "Five weeks without sun.\nGröße Łódź Привет Ω ≥ 日本 🙂 | *no* <b>markup</b>"
    assert points["installed"]["remarks"] == ["2027-01-01 is in the future."]
    assert points["bcu_serial"]["files"] == [
        {"id": "p1", "name": "label.jpg", "mime": "image/jpeg", "size": len(STORE["p1"]), "caption": "label on the BCU"}
    ]
    assert content["missing"][0] == "module_serials"


def test_exporting_says_that_nothing_was_sent(filled, paper_desk):
    _, screen = d.advance(filled, d.Input(tap="export:pdf"), paper_desk)
    assert "Nothing was sent to anybody" in screen.blocks[0].text
    assert [tap.label for tap in screen.choices][:3] == ["Export as PDF", "Export as Markdown", "Export as JSON"]
