"""Buttons as Telegram shows them, and what they send when tapped.

Data is ``action:token:value``, at most 64 bytes; the token names a card, which says whose it is and what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.store.cards import Button

_DATA = re.compile(r"([a-z]):([\w-]{8}):([a-z0-9+]{1,12})", re.ASCII)
_SHORT, _MIDDLE = 11, 20
"""Labels up to these lengths stand three and two in a row."""
REASONS = (("wrong", "It is wrong"), ("missing", "Something is missing"), ("other", "Not what I asked"))
"""Why an answer was voted down: what is stored, and the button."""


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button sent."""

    action: str
    """``q`` a follow-up question, ``v`` a vote, ``w`` a reason, ``c`` a page of codes, ``t`` a step, ``s`` a system."""
    token: str
    value: str


def parse(data: str | None) -> Tap | None:
    """Return what a button sent, or None where it is none of ours."""
    match = _DATA.fullmatch(data or "")
    return None if match is None else Tap(*match.groups())


def data(action: str, token: str, value: str | int) -> str:
    """Return what a button sends."""
    return f"{action}:{token}:{value}"


def answer_keyboard(token: str, buttons: Sequence[Button], votes: bool, voted: str = "") -> InlineKeyboardMarkup | None:
    """Return the follow-ups with the row of votes, None where there is no button."""
    made = [InlineKeyboardButton(b.label, callback_data=data("q", token, n)) for n, b in enumerate(buttons)]
    rows = in_rows(made)
    if votes:
        marks = {"up": "👍", "down": "👎"}
        row = [
            InlineKeyboardButton(mark + (" ✓" if voted == vote else ""), callback_data=data("v", token, vote))
            for vote, mark in marks.items()
        ]
        rows.append(row)
    return InlineKeyboardMarkup(rows) if rows else None


def in_rows(buttons: Sequence[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """Return the buttons in rows: as many in a row as their longest text allows."""
    longest = max((len(button.text) for button in buttons), default=0)
    most = 3 if longest <= _SHORT else 2 if longest <= _MIDDLE else 1
    return [list(buttons[n : n + most]) for n in range(0, len(buttons), most)]


def reasons_keyboard(token: str) -> InlineKeyboardMarkup:
    """Return the reasons that one tap gives, and the one that asks for words."""
    made = [InlineKeyboardButton(label, callback_data=data("w", token, name)) for name, label in REASONS]
    made.append(InlineKeyboardButton("✍️ In my own words", callback_data=data("w", token, "words")))
    return InlineKeyboardMarkup([[button] for button in made])
