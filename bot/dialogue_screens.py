"""A guided dialogue's screen as messages and buttons. What a tap does is in ``dialogues``."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from assistant import Answer
from assistant import dialogue as d
from bot.keyboards import data
from bot.present import present, shorten
from bot.store.cards import Button

SHORT = 8
"""Labels up to this length ("EC108", "3") stand side by side."""
SHORT_A_ROW, MOVES_A_ROW = 4, 2
ASK = "?"
"""In front of what a button asks as if it were typed; an action of a dialogue never begins so."""
BEGIN = "/diagnose "
"""In front of where a diagnosis begins, in the button that offers one under an ordinary answer."""


def screen_parts(screen: d.Screen) -> tuple[str, ...]:
    """Return a screen's messages in Telegram HTML."""
    answer = d.as_answer(screen)
    # The same context before and after: a dialogue says itself what it understood of the system.
    return present(answer, answer.context).parts


def screen_buttons(screen: d.Screen) -> tuple[tuple[Button, ...], tuple[int, ...]]:
    """Return a screen's buttons, and the width of each row of them.

    Options one a row, short ones four, then places that an answer suggests, then the moves.
    """
    short = [tap for tap in screen.choices if not tap.nav and len(tap.label) <= SHORT]
    moves = [tap for tap in screen.choices if tap.nav]
    buttons: list[Button] = []
    widths: list[int] = []
    row = 0
    for tap in (tap for tap in screen.choices if not tap.nav):
        # Short ones that follow one another share rows.
        if tap in short and 0 < row < SHORT_A_ROW:
            widths[-1] += 1
            row += 1
        else:
            widths.append(1)
            row = 1 if tap in short else 0
        buttons.append(Button(shorten(tap.label), tap.action))
    for place in screen.suggestions:
        buttons.append(Button(shorten(f"→ {place.ref} {place.title}"), ASK + place.ref))
        widths.append(1)
    for start in range(0, len(moves), MOVES_A_ROW):
        pair = moves[start : start + MOVES_A_ROW]
        buttons += [Button(tap.label, tap.action) for tap in pair]
        widths.append(len(pair))
    return tuple(buttons), tuple(widths)


def screen_keyboard(token: str, buttons: Sequence[Button], widths: Sequence[int]) -> InlineKeyboardMarkup | None:
    """Return the keyboard of a screen, None where it has no buttons."""
    made = iter([InlineKeyboardButton(b.label, callback_data=data("g", token, n)) for n, b in enumerate(buttons)])
    rows = [[next(made) for _ in range(width)] for width in widths]
    return InlineKeyboardMarkup(rows) if rows else None


def offer_button(answer: Answer, desk: d.Desk) -> tuple[Button, ...]:
    """Return the button that offers a diagnosis under an answer, empty where none would help."""
    offer = d.offer(answer, desk)
    return () if offer is None else (Button(shorten(offer.label), BEGIN + offer.at),)


def beginning(question: str) -> str | None:
    """Return where a diagnosis begins that a button offers, None for a button that asks a question."""
    return question.removeprefix(BEGIN) if question.startswith(BEGIN) else None
