"""Cuts Telegram HTML into messages: at block borders where possible, order kept, tags closed and opened again."""

from __future__ import annotations

import re
from html import unescape

LIMIT = 4096
"""Characters of a message after its entities are parsed; we count UTF-16 units, which is never less."""
MOST_ENTITIES = 90
"""Telegram drops entities beyond 100 of a message; the rest is for links that it finds by itself."""
_UNIT = re.compile(r"<[^<>]*>|&#?\w+;|.", re.DOTALL)
_BORDERS = ("\n\n", "\n", " ")


def width(text: str) -> int:
    """Return the length in UTF-16 units, as Telegram's entities count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split_html(html: str, limit: int = LIMIT) -> list[str]:
    """Return the messages that show ``html``; at least one, none empty unless ``html`` is."""
    if width(html) <= limit and html.count("<") <= MOST_ENTITIES:
        return [html]  # nearly every answer: going through its characters would cost more than all the rest of it
    parts: list[str] = []
    units = _UNIT.findall(html)
    while units:
        taken, units = _first(units, limit)
        if taken.strip():
            parts.append(taken.strip("\n "))
    return parts or [""]


def _first(units: list[str], limit: int) -> tuple[str, list[str]]:
    """Return the first message and what is left, its open tags opened again."""
    total = entities = 0
    cuts: dict[str, int] = {}
    end = len(units)
    for n, unit in enumerate(units):
        if unit.startswith("<") and len(unit) > 1:
            entities += not unit.startswith("</")
            if entities > MOST_ENTITIES:
                end = n
                break
            continue
        total += width(unescape(unit))
        if total > limit:
            end = n
            break
        if unit in "\n ":
            # A border close to the beginning would leave a message almost empty: the next kind is better then.
            kind = "\n\n" if unit == "\n" and n + 1 < len(units) and units[n + 1] == "\n" else unit
            if total >= limit // 4 or entities >= MOST_ENTITIES // 4:
                cuts[kind] = n
    if end == len(units):
        return "".join(units), []
    cut = next((cuts[kind] for kind in _BORDERS if kind in cuts), end) or 1
    open_tags: list[str] = []
    for unit in units[:cut]:
        if unit.startswith("</"):
            if open_tags:
                open_tags.pop()
        elif unit.startswith("<") and len(unit) > 1:
            open_tags.append(unit)
    closing = "".join(f"</{_name(tag)}>" for tag in reversed(open_tags))
    rest = units[cut:]
    while rest and rest[0] in ("\n", " "):
        rest.pop(0)
    return "".join(units[:cut]).rstrip("\n ") + closing, open_tags + rest if rest else []


def _name(tag: str) -> str:
    return tag[1:-1].split(None, 1)[0]
