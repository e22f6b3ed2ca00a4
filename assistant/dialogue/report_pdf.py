"""A report as a PDF: A4, one column of points, what is missing, then the photos, each with its caption.

Photos are turned upright, scaled down and written anew, so that no place or device of theirs goes along.
"""

from __future__ import annotations

import io
from collections.abc import Container
from datetime import UTC, date, datetime, time

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos
from fpdf.fonts import TTFFont
from PIL import Image, ImageOps, UnidentifiedImageError

from assistant.compose import document_label
from assistant.dialogue.measure_picture import FONTS
from assistant.dialogue.report_check import all_remarks
from assistant.dialogue.report_fields import FIELDS, REF
from assistant.dialogue.report_files import PICTURES
from assistant.dialogue.report_state import Reporting
from assistant.dialogue.report_text import NOT_SENT, file_words, groups, progress
from assistant.dialogue.types import Attachment, Desk
from assistant.route.lookups import lookups

_MARGIN = 18
_LABEL = 58
"""Millimetres of the column with the points' names."""
_INK, _GREY, _ACCENT, _RULE = (31, 41, 51), (110, 120, 130), (20, 92, 120), (210, 216, 222)
_PHOTO_PIXELS = 1600
"""Longest side of a photo: sharp in print at the width of a page, a tenth of a phone's original."""
_MOST_PIXELS = 80_000_000
"""Pixels beyond which a picture is not opened: a small file can claim to be enormous."""
_UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,  # what Pillow raises for some damaged files
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,  # where warnings are errors
)
_PHOTO_HEIGHT = 105
"""Millimetres: two photos a page."""
_REPLACEMENT = "□"
"""Stands for a character that the font lacks; the JSON export has it as it was."""


class _Paper(FPDF):
    """A4 with the report's name above and page numbers below."""

    def __init__(self, title: str) -> None:
        super().__init__(format="A4")
        self.add_font("Sans", "", str(FONTS / "DejaVuSans.ttf"))
        self.add_font("Sans", "B", str(FONTS / "DejaVuSans-Bold.ttf"))
        self.set_margins(_MARGIN, _MARGIN, _MARGIN)
        self.set_auto_page_break(True, margin=20)
        self.alias_nb_pages()
        fonts = [font.cmap for font in self.fonts.values() if isinstance(font, TTFFont)]
        self.letters = frozenset(fonts[0]) & frozenset(fonts[1])
        self.lacks_letters = False
        self.report_title = self.printable(title)
        self.set_title(self.report_title)

    def printable(self, text: str) -> str:
        """Return a text without characters that the fonts lack."""
        shown = _printable(text, self.letters)
        self.lacks_letters = self.lacks_letters or shown.count(_REPLACEMENT) > text.count(_REPLACEMENT)
        return shown

    def header(self) -> None:
        if self.page_no() > 1:
            self.set_font("Sans", "", 8)
            self.set_text_color(*_GREY)
            self.cell(0, 5, self.report_title, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            self.ln(3)

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font("Sans", "", 8)
        self.set_text_color(*_GREY)
        self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")


def pdf(report: Reporting, id_: str, desk: Desk) -> bytes:
    """Return the report as a PDF's bytes."""
    paper = _Paper(f"Service checklist {id_}")
    made = date.fromisoformat(desk.today) if desk.today else date(2000, 1, 1)
    paper.set_creation_date(datetime.combine(made, time(0), UTC))
    paper.add_page()
    _head(paper, report, desk)
    _points(paper, report)
    _missing(paper, report, desk)
    _files(paper, report, desk)
    if paper.lacks_letters:
        paper.ln(3)
        _lines(
            paper,
            f"{_REPLACEMENT} stands for a letter that this PDF cannot show: the Markdown and JSON exports hold it.",
        )
    written = bytes(paper.output())
    for font in paper.fonts.values():
        if isinstance(font, TTFFont):
            font.ttfont.close()
    return written


def _head(paper: _Paper, report: Reporting, desk: Desk) -> None:
    paper.set_font("Sans", "B", 18)
    paper.set_text_color(*_INK)
    paper.cell(0, 10, paper.report_title, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    paper.set_font("Sans", "", 9)
    paper.set_text_color(*_GREY)
    days = f"Begun {report.created}, last changed {report.changed}. " if report.created else ""
    _lines(paper, f"{days}{progress(report).capitalize()}")
    _lines(paper, f"Points: {document_label(desk.corpus)}, {REF}")
    _lines(paper, NOT_SENT)
    paper.ln(2)


def _lines(paper: _Paper, text: str, height: float = 5) -> None:
    paper.multi_cell(0, height, paper.printable(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")


def _points(paper: _Paper, report: Reporting) -> None:
    """Write the filled points by group, the name on the left, the answer on the right."""
    for group, fields in groups().items():
        filled = [field for field in fields if report.is_filled(field.key)]
        if not filled:
            continue
        _group_title(paper, group)
        for field in filled:
            files = [file_words(file) for file in report.files_of(field.key)]
            _point(paper, field.title, "\n".join(part for part in (report.value(field.key), *files) if part))


def _group_title(paper: _Paper, text: str) -> None:
    if paper.will_page_break(24):
        paper.add_page()
    paper.ln(3)
    paper.set_font("Sans", "B", 11)
    paper.set_text_color(*_ACCENT)
    paper.cell(0, 7, paper.printable(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _point(paper: _Paper, title: str, text: str) -> None:
    """Write one point; a point that would be torn apart begins on the next page."""
    paper.set_font("Sans", "", 9.5)
    width = paper.epw - _LABEL
    height = MethodReturnValue.HEIGHT
    needed = paper.multi_cell(width, 5, paper.printable(text), dry_run=True, output=height, align="L")
    if paper.will_page_break((min(needed, 60) if isinstance(needed, float) else 0) + 3):
        paper.add_page()
    top, page = paper.get_y(), paper.page_no()
    paper.set_draw_color(*_RULE)
    paper.line(_MARGIN, top, _MARGIN + paper.epw, top)
    paper.set_xy(_MARGIN, top + 1.5)
    paper.set_text_color(*_GREY)
    paper.multi_cell(_LABEL - 4, 5, paper.printable(title), new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")
    label_end = paper.get_y()
    paper.set_xy(_MARGIN + _LABEL, top + 1.5)
    paper.set_text_color(*_INK)
    # The left margin is moved so that a text over a page's end stays in its column.
    paper.set_left_margin(_MARGIN + _LABEL)
    paper.multi_cell(width, 5, paper.printable(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")
    paper.set_left_margin(_MARGIN)
    end = paper.get_y() if paper.page_no() != page else max(label_end, paper.get_y())
    paper.set_xy(_MARGIN, end + 1.5)


def _missing(paper: _Paper, report: Reporting, desk: Desk) -> None:
    """Write what is missing and what looks wrong."""
    titles = {field.key: field.title for field in FIELDS}
    found = [f"{titles[key]}: {remark}" for key, remark in all_remarks(report, lookups(desk.corpus), desk.today)]
    for title, lines in (("Missing", [field.title for field in report.missing]), ("Please look again", found)):
        if not lines:
            continue
        _group_title(paper, title)
        paper.set_font("Sans", "", 9.5)
        paper.set_text_color(*_INK)
        for line in lines:
            _lines(paper, f"– {line}")


def _files(paper: _Paper, report: Reporting, desk: Desk) -> None:
    """Write the photos; other files, and those that cannot be shown, by name."""
    titles = {field.key: field.title for field in FIELDS}
    shown: list[tuple[str, Attachment, Image.Image]] = []
    named: list[str] = []
    for key, file in report.files:
        data = desk.read(file.id)
        picture = None if data is None or file.mime not in PICTURES else _picture(data)
        if picture is not None:
            shown.append((titles[key], file, picture))
        else:
            why = " – no longer stored" if data is None else ""
            named.append(f"{titles[key]}: {file_words(file)}{why}")
    if named:
        _group_title(paper, "Other files")
        paper.set_font("Sans", "", 9.5)
        paper.set_text_color(*_INK)
        for line in named:
            _lines(paper, f"– {line}")
    for number, (title, file, picture) in enumerate(shown):
        _photo(paper, title, file, picture, is_first=number == 0)


def _photo(paper: _Paper, title: str, file: Attachment, picture: Image.Image, *, is_first: bool) -> None:
    """Write a photo with its caption below; the heading of all photos goes to the page of the first."""
    scale = min(paper.epw / picture.width, _PHOTO_HEIGHT / picture.height)
    width, height = picture.width * scale, picture.height * scale
    if paper.will_page_break(height + (22 if is_first else 12)):
        paper.add_page()
    if is_first:
        _group_title(paper, "Photos")
    paper.image(picture, w=width, h=height)
    paper.set_font("Sans", "", 8.5)
    paper.set_text_color(*_GREY)
    _lines(paper, f"{title}: {file_words(file)}", 4.5)
    paper.ln(3)


def _picture(data: bytes) -> Image.Image | None:
    """Return a photo upright, small and without its metadata; None where it cannot be opened."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            opened.draft("RGB", (_PHOTO_PIXELS, _PHOTO_PIXELS))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((_PHOTO_PIXELS, _PHOTO_PIXELS))
            plain = Image.new("RGB", upright.size, "white")
            rgba = upright.convert("RGBA")
            plain.paste(rgba, mask=rgba.getchannel("A"))
    except _UNREADABLE:
        return None
    target = io.BytesIO()
    plain.save(target, format="JPEG", quality=82)
    return Image.open(io.BytesIO(target.getvalue()))


def _printable(text: str, letters: Container[int]) -> str:
    """Return a text in the fonts' characters; others become a box, so that their absence is seen."""
    plain = text.replace("\t", "    ").replace("\r", "")
    return "".join(c if c == "\n" or ord(c) in letters else _REPLACEMENT if c.isprintable() else "" for c in plain)
