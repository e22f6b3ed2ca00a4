"""The modules of a tower as bars: a small PNG, and the same as text for a terminal.

Bars begin at 0 V, so that their lengths do not exaggerate; the healthy limit is marked.
Pillow is imported only where a picture is drawn.
"""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path

from assistant.dialogue.measure_judge import Judged, Undervoltage
from assistant.dialogue.types import File
from assistant.route.voltage_text import volts
from assistant.route.voltage_verdicts import State
from corpus.types import ModuleType

FONTS = Path(__file__).resolve().parent / "fonts"
_WIDTH = 800
"""Pixels: as wide as a phone shows a picture without scaling it up."""
_ROW, _TOP, _BOTTOM, _LEFT, _RIGHT = 52, 76, 62, 64, 250
_INK, _PAPER, _LINE, _BACK = "#1f2933", "#ffffff", "#7b8794", "#edf0f3"
_COLOURS = {
    "fine": "#2f8f6b",
    "low": "#c77700",
    "undervoltage": "#c0272d",
    "open": "#7b8794",
    "on the limit": "#7b8794",
}
"""Told apart by lightness too, and every bar has its word: colour alone says nothing."""
_SCALE = Fraction(6, 5)
"""The axis ends at 1.2 × nominal: no module can stand higher."""
_TEXT_WIDTH = 30


def bars(judged: tuple[Judged, ...], type_: ModuleType, *, is_told: bool = False) -> File | None:
    """Return the picture of the modules that have a voltage, None where none has.

    :param is_told: whether the numbers are no places in the tower.
    """
    shown = [item for item in judged if item.value is not None]
    if not shown:
        return None
    title = f"{type_.name}: {len(shown)} module{'' if len(shown) == 1 else 's'}"
    if shown[0].number is not None:
        title += ", in the order told" if is_told else ", from the top"
    return File(
        name="modules.png",
        mime="image/png",
        data=_png(title, judged, type_),
        caption=title,
        alt=text_bars(judged, type_),
    )


def word_of(item: Judged) -> str:
    """Return the verdict as one word for a bar."""
    if item.undervoltage is Undervoltage.SURE:
        return "undervoltage"
    if item.at is None or (item.at is State.FINE and item.undervoltage is Undervoltage.OPEN):
        return "open"
    return {State.FINE: "fine", State.LOW: "low", State.ON: "on the limit"}.get(item.at, "open")


def _value_v(item: Judged) -> Fraction:
    return Fraction(0) if item.value is None else max(Fraction(0), item.value.value_v)


def text_bars(judged: tuple[Judged, ...], type_: ModuleType) -> str:
    """Return the bars as lines of text, the limit marked by a thin line."""
    end_v = _SCALE * type_.nominal_v
    limit_at = round(type_.healthy_v / end_v * _TEXT_WIDTH)
    lines = []
    for item in judged:
        filled = min(_TEXT_WIDTH, round(_value_v(item) / end_v * _TEXT_WIDTH))
        bar = "█" * filled + " " * (_TEXT_WIDTH - filled)
        mark = "│" if limit_at >= filled else "█"
        bar = bar[:limit_at] + mark + bar[limit_at + 1 :]
        number = "?" if item.number is None else str(item.number)
        value = "not measured" if item.value is None else item.value.written
        word = {"fine": "", "open": ""}.get(word_of(item), word_of(item))
        lines.append(f"{number:>2} {bar} {value:>8}  {word}".rstrip())
    lines.append(f"{'':>3}{'':>{limit_at}}└ limit {volts(type_.healthy_v)}, nominal {volts(type_.nominal_v)}")
    return "\n".join(lines)


def _png(title: str, judged: tuple[Judged, ...], type_: ModuleType) -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    height = _TOP + _ROW * len(judged) + _BOTTOM
    image = Image.new("RGB", (_WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(image)
    plain = ImageFont.truetype(str(FONTS / "DejaVuSans.ttf"), 24)
    small = ImageFont.truetype(str(FONTS / "DejaVuSans.ttf"), 20)
    bold = ImageFont.truetype(str(FONTS / "DejaVuSans-Bold.ttf"), 26)
    draw.text((24, 22), title, font=bold, fill=_INK)
    width = _WIDTH - _LEFT - _RIGHT
    end_v = _SCALE * type_.nominal_v

    def x(value_v: Fraction) -> int:
        return _LEFT + round(min(value_v, end_v) / end_v * width)

    for row, item in enumerate(judged):
        top = _TOP + row * _ROW
        draw.text(
            (_LEFT - 16, top + 18), "?" if item.number is None else str(item.number), font=plain, fill=_INK, anchor="rm"
        )
        draw.rectangle((_LEFT, top, _LEFT + width, top + 36), fill=_BACK)
        word = word_of(item)
        if item.value is not None and item.value.value_v > 0:
            draw.rectangle((_LEFT, top, x(item.value.value_v), top + 36), fill=_COLOURS[word])
        told = "not measured" if item.value is None else f"{item.value.written}"
        draw.text((_LEFT + width + 14, top + 18), told, font=plain, fill=_INK, anchor="lm")
        if word not in ("fine", "open"):
            at = _LEFT + width + 14 + draw.textlength(told + " ", font=plain)
            draw.text((at, top + 18), word, font=small, fill=_COLOURS[word], anchor="lm")
    bottom = _TOP + _ROW * len(judged)
    for value_v, name in ((type_.healthy_v, "limit"), (type_.nominal_v, "nominal")):
        at = x(value_v)
        draw.line((at, _TOP - 8, at, bottom), fill=_INK if name == "limit" else _LINE, width=2)
    draw.text((x(type_.healthy_v), bottom + 6), f"limit {volts(type_.healthy_v)}", font=small, fill=_INK, anchor="ra")
    draw.text(
        (x(type_.nominal_v), bottom + 30), f"nominal {volts(type_.nominal_v)}", font=small, fill=_LINE, anchor="ra"
    )
    target = io.BytesIO()
    image.save(target, format="PNG", optimize=True)
    return target.getvalue()
