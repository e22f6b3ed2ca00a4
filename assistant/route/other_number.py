"""Rule: a number that belongs to a room, an order or a price and to nothing else: "room 121", "order no. 108".

The index would find the event code of the same number. Not here: any message that tells of the battery.
"""

from __future__ import annotations

from assistant.route.late import Late
from assistant.route.rule import Rule, paragraph
from assistant.route.words import leftover, word_count
from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Corpus

_MOST_WORDS = 9
_OWNERS = (
    r"order|orders|bestellung|bestellnummer|invoice|rechnung|room|zimmer|house|hausnummer|flat|apartment|door|gate|"
    r"garage|floor|unit no|seat|bus|tram|line|flight|platform|channel|page|pages|chapter|ticket|case|pin|postcode|zip|"
    r"plz|article|item no|part|extension|ext|street|road|avenue|route|highway|parcel|lot|table|locker|box no|customer|"
    r"client|project|job|offer|quote|po|delivery|tracking|account|contract|policy|member|licence|license|plate"
)
_OWNED = Late(
    rf"(?<![a-z])(?:{_OWNERS})[\s.:#\-]*(?:(?:number|no|nr|num|nummer|code|id|is|was)[\s.:#\-]*){{0,2}}\d{{3,4}}(?![\d.])"
    rf"|(?<![\d.])\d{{3,4}}[\s,]{{1,2}}(?:for|of|to|at|on|in|into|opens?)\s(?:(?:the|my|our|a)\s)?(?:\w+\s)?"
    r"(?:door|gate|garage|room|house|flat|entrance|cellar|lift|key ?box|safe|locker|barrier)\b"
)
_EVENT = Late(r"(?<![a-z])(?:ec|errors?|faults?|alarms?|events?|warnings?|fehler|storung|batter\w+|byd|app)(?![a-z])")
"""With one of these the number may be the battery's, wherever it stands."""
_NUMBER = Late(r"(?<![\d.])\d{3,4}(?![\d.])")
_ITS_WORDS = frozenset(
    f"""
    {_OWNERS.replace("|", " ")} code number no nr num id front back main new my opens enter press key keypad entrance
    cellar lift safe locker barrier keybox our delivery shipped arrived waiting received placed main street
    """.split()
)


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    folded = query.folded
    if word_count(folded) > _MOST_WORDS or _OWNED.search(folded) is None or _EVENT.search(folded) is not None:
        return None
    if leftover(folded, _ITS_WORDS):
        return None
    number = _NUMBER.search(folded)
    if number is None:
        return None
    return Draft(
        Route.NONE,
        (
            paragraph(
                f"**{number[0]} is no event code here, as I read it.** The guideline has nothing on this number."
            ),
            paragraph(f"Does the app show it as an event code? Then ask for `EC{number[0]}`."),
        ),
        abstained=True,
        suggestions=("2.9",),
    )


RULE = Rule("other_number", _answer)
