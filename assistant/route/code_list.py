"""Event codes as a list of names, for answers that hold too many of them to give each measure.

Not here: which codes are asked for (``event_code``, ``event_group``).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.route.rule import bullets, listing, paragraph
from assistant.types import Choice, Draft, Route
from corpus.types import Block, EventCode

_MOST_CHOICES = 8
"""Buttons that fit under a list on a phone."""

_MOST_CITED = 12
"""Codes up to which each is cited; of a longer list the section is."""


def code_choice(event: EventCode) -> Choice:
    """Return the tap that asks for one code."""
    return Choice(label=code_name(event), question=event.code)


def code_name(event: EventCode) -> str:
    """Return ``EC108 Precharging failure``; module loss with its module."""
    return f"{event.code} {event.name if event.module_number is None else f'Module {event.module_number} loss'}"


def code_list(title: str, events: Sequence[EventCode], remarks: tuple[Block, ...] = ()) -> Draft:
    """Return the codes by name, one line for module loss, and how to see a measure."""
    loss = [event for event in events if event.module_number is not None]
    lines = [f"**{event.code}** {event.name} ({event.unit.value})" for event in events if event not in loss]
    if loss:
        codes = listing([event.code for event in loss])
        modules = listing([str(event.module_number) for event in loss])
        line = f"**{codes}** Module loss: module {modules} from the top (module)"
        lines.insert(0, line) if events[0] in loss else lines.append(line)
    number = len(events)
    return Draft(
        route=Route.EVENT_CODE,
        blocks=(
            paragraph(f"**{title}: {number} event code{'' if number == 1 else 's'} in the guideline.**"),
            bullets(*lines),
            *remarks,
            paragraph("Ask for one by its code, for example `EC108`, to see its measure."),
        ),
        refs=("2.9", *(event.ref for event in events if number <= _MOST_CITED)),
        choices=tuple(code_choice(event) for event in events) if number <= _MOST_CHOICES else (),
    )
