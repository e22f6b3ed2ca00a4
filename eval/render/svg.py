"""Small charts as SVG text: interval bar, curve, histogram, calibration diagram. Colours come from the page's classes.

All charts are drawn 340 units wide and scale with their column, so that a unit is about a pixel on a phone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from eval.bootstrap import Estimate
from eval.confidence import Bin

WIDTH = 340
LEFT, RIGHT, TOP, BOTTOM = 46, 8, 10, 34
"""Margins of a chart for its axes' labels."""


def interval_bar(estimate: Estimate) -> str:
    """Return a bar from 0 to 100 % with the interval and the value on it; "" where nothing was counted."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return ""
    value, low, high = (100 * part for part in (estimate.value, estimate.low, estimate.high))
    return (
        '<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="track" x="0" y="2" width="100" height="2"/>'
        f'<rect class="range" x="{low:.2f}" y="1" width="{max(high - low, 0.6):.2f}" height="4"/>'
        f'<rect class="mark" x="{min(value, 99):.2f}" y="0" width="1" height="6"/></svg>'
    )


def curve(points: Sequence[tuple[float, float]], *, title: str, x_label: str, y_label: str) -> str:
    """Return a curve over x from 0 to 1; the y axis ends at the next round figure above the highest point."""
    height = 200
    top = _round_up(max((y for _, y in points), default=0.0))
    plot = _Plot(height, top)
    path = " ".join(f"{'L' if number else 'M'}{plot.x(x):.1f} {plot.y(y):.1f}" for number, (x, y) in enumerate(points))
    body = f'<path class="line" d="{path}"/>' if points else ""
    return _chart(height, title, plot.axes(x_label, y_label, [f"{100 * n / 4:.0f}" for n in range(5)]) + body)


def histogram(
    series: Sequence[tuple[str, Sequence[int]]], ticks: Sequence[str], *, title: str, x_label: str, y_label: str
) -> str:
    """Return stacked columns.

    :param series: (CSS class, one count a column), bottom first.
    :param ticks: labels at equal distances along the x axis.
    """
    height = 180
    columns = len(series[0][1])
    totals = [sum(counts[n] for _, counts in series) for n in range(columns)]
    plot = _Plot(height, _round_up(max(totals, default=0)), whole=True)
    body = []
    for number in range(columns):
        base = 0
        for name, counts in series:
            low, high = plot.y(base), plot.y(base + counts[number])
            base += counts[number]
            if counts[number]:
                left = plot.x(number / columns) + 1
                width = plot.x(1 / columns) - plot.x(0) - 2
                body.append(_rectangle(name, left, high, width, low - high))
    return _chart(height, title, plot.axes(x_label, y_label, ticks) + "".join(body))


def calibration(bins: Sequence[Bin], *, title: str) -> str:
    """Return the share right over the stated confidence; the area of a dot grows with the number of cases."""
    height = 240
    plot = _Plot(height, 1.0)
    most = max((part.count for part in bins), default=0)
    body = [f'<path class="ideal" d="M{plot.x(0):.1f} {plot.y(0):.1f} L{plot.x(1):.1f} {plot.y(1):.1f}"/>']
    for part in bins:
        if part.count:
            radius = 3 + 9 * math.sqrt(part.count / most)
            x, y = plot.x(part.mean_confidence), plot.y(part.right / part.count)
            label = f"confidence {part.low:.1f} to {part.high:.1f}: {part.right} of {part.count} right"
            body.append(
                f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"><title>{label}</title></circle>'
            )
    axes = plot.axes("stated confidence, %", "right, %", [f"{25 * n}" for n in range(5)])
    return _chart(height, title, axes + "".join(body))


def outcome_bar(counts: Sequence[tuple[str, str, int]]) -> str:
    """Return one stacked bar of (CSS class, label, count), each part with its label as a tooltip."""
    total = sum(count for _, _, count in counts)
    x, body = 0.0, []
    for name, label, count in counts:
        width = 100 * count / total if total else 0.0
        body.append(_rectangle(name, x, 0, width, 8, f"{label}: {count}"))
        x += width
    return f'<svg class="stack" viewBox="0 0 100 8" preserveAspectRatio="none" role="img">{"".join(body)}</svg>'


class _Plot:
    """The plot area of a chart: x from 0 to 1, y from 0 to ``top``."""

    def __init__(self, height: int, top: float, *, whole: bool = False) -> None:
        self.height = height
        self.top = top
        self.whole = whole

    def x(self, value: float) -> float:
        return LEFT + value * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        return self.height - BOTTOM - value / self.top * (self.height - TOP - BOTTOM)

    def axes(self, x_label: str, y_label: str, ticks: Sequence[str]) -> str:
        """Return grid lines, ticks and labels; the y axis is in per cent unless it counts whole things."""
        parts = []
        for number in range(5):
            value = self.top * number / 4
            text = f"{value:g}" if self.whole else f"{100 * value:g}"
            parts.append(f'<path class="grid" d="M{LEFT} {self.y(value):.1f} H{WIDTH - RIGHT}"/>')
            parts.append(_text(LEFT - 5, self.y(value) + 4, text, "end"))
        for number, tick in enumerate(ticks):
            share = number / (len(ticks) - 1) if len(ticks) > 1 else 0.5
            anchor = "end" if share == 1 else "middle"
            parts.append(_text(self.x(share), self.height - BOTTOM + 14, tick, anchor))
        parts.append(_text((LEFT + WIDTH - RIGHT) / 2, self.height - 4, x_label))
        turned = f"translate(10 {(self.height - BOTTOM) / 2:.0f}) rotate(-90)"
        parts.append(f'<g transform="{turned}">{_text(0, 0, y_label)}</g>')
        return "".join(parts)


def _rectangle(name: str, x: float, y: float, width: float, height: float, tooltip: str = "") -> str:
    title = f"<title>{escape(tooltip)}</title>" if tooltip else ""
    place = f'x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"'
    return f'<rect class="{name}" {place}>{title}</rect>'


def _text(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _round_up(value: float) -> float:
    """Return the least of 1, 2, 4 or 8 times a power of ten that is not below the value: its quarters are round."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(power * step for step in (1, 2, 4, 8, 10) if power * step >= value * (1 - 1e-9))


def _chart(height: int, title: str, body: str) -> str:
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(title)}">{body}</svg></figure>'
    )
