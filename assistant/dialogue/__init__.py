"""Guided dialogues: step-by-step diagnosis, measured values, service checklist; for any front end.

``start``, ``advance`` and ``screen`` are pure; the caller stores the state (``dump``, ``parse``) and shows the screen.
Nothing here knows of Telegram or a terminal.
"""

from assistant.dialogue.facts import Facts
from assistant.dialogue.report_files import check_file, kind_of, safe_name
from assistant.dialogue.run import (
    advance,
    after_answer,
    after_dialogue,
    as_answer,
    attachments,
    belongs,
    drafts,
    is_measurement,
    offer,
    refresh,
    screen,
    start,
)
from assistant.dialogue.state import Dialogue, dump, parse
from assistant.dialogue.types import Attachment, Desk, File, Given, Input, Kind, Offer, Screen, Tap

__all__ = [
    "Attachment",
    "Desk",
    "Dialogue",
    "Facts",
    "File",
    "Given",
    "Input",
    "Kind",
    "Offer",
    "Screen",
    "Tap",
    "advance",
    "after_answer",
    "after_dialogue",
    "as_answer",
    "attachments",
    "belongs",
    "check_file",
    "drafts",
    "dump",
    "is_measurement",
    "kind_of",
    "offer",
    "parse",
    "refresh",
    "safe_name",
    "screen",
    "start",
]
