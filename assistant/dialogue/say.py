"""What people type instead of tapping: back, again, stop, I don't know, yes, no.

Short messages only: a longer one is an answer or a question, not a command.
"""

from __future__ import annotations

import re
from enum import Enum

from assistant.normalise import normalise


class Move(Enum):
    """A move through a dialogue that is there at every step."""

    BACK = "back"
    AGAIN = "again"
    UNKNOWN = "unknown"
    STOP = "stop"
    SKIP = "skip"


_LONGEST = 40
_MOVES = (
    (
        Move.BACK,
        r"(?:go |step |one )?back(?: please)?|previous(?: question| step)?|zuruck|undo|retour|terug|atras|indietro",
    ),
    (
        Move.AGAIN,
        r"(?:start |begin )?(?:again|over|from the start)|(?:start|begin) new|"
        r"re-?start(?: the)?(?: diagnosis| dialogue| questions)|neu (?:anfangen|beginnen|starten)|von vorne|"
        r"recommencer|opnieuw|reset",
    ),
    (
        Move.UNKNOWN,
        r"(?:i |we )?(?:don'?t|do not|dunno|can'?t|cannot)(?: really)? ?(?:know|tell|say|see|remember)?"
        r"(?: it| that| this| yet)?|(?:no )?(?:idea|clue)|not sure|unsure|unknown|\?+|idk|weiss (?:ich )?nicht|"
        r"keine ahnung|je ne sais pas|weet ik niet|no se|non so",
    ),
    (
        Move.STOP,
        r"stop|cancel|quit|exit|end|abort|abbrechen|abbruch|enough|never ?mind|leave|close|stopp|annuler|stoppen|ende",
    ),
    (Move.SKIP, r"skip(?: this| it| that)?|next|later|weiter|uberspringen|pass|suivant|volgende"),
)
_COMPILED = tuple((move, re.compile(rf"(?:{pattern})[\s.!]*")) for move, pattern in _MOVES)
_YES = re.compile(
    r"\b(?:yes|yep|yeah|yup|correct|right|sure|indeed|it (?:does|is|did)|they (?:are|do)|both|ja|jawohl|oui|si|done|ok|"
    r"okay|positive|of course)\b"
)
_NO = re.compile(
    r"\b(?:no|nope|nah|not|never|none|nothing|neither|(?:is|does|did|do|was|are|wo|ca)n'?t|cannot|nein|nicht|non|nee|"
    r"niet|negative|without)\b"
)


def move_of(text: str) -> Move | None:
    """Return the move that a typed message is, None where it is none."""
    if len(text) > _LONGEST:
        return None
    folded = normalise(text).folded
    if not folded:
        return None
    return next((move for move, pattern in _COMPILED if pattern.fullmatch(folded)), None)


def yes_or_no(folded: str) -> bool | None:
    """Return True for a yes, False for a no, None for neither or both.

    A first word decides ("no, it does not"); a negation anywhere makes a statement a no ("it doesn't come on").
    """
    first = folded.split(" ", 1)[0].strip(",.!") if folded else ""
    if _NO.fullmatch(first):
        return False
    if _YES.fullmatch(first):
        return True
    if _NO.search(folded) is not None:
        return False
    return True if _YES.search(folded) is not None else None
