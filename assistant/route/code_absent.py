"""Questions that name an event code but ask for a figure which the guideline does not hold: limits, prices, deadlines.

Not here: what the code means (``event_code``).
"""

from __future__ import annotations

from assistant.route.late import Late

_QUANTITY = (
    r"(?:temperatures?|degrees?|grad|celsius|(?:k|m|kilo|mega)?-?\s?ohms?|kohms?|amp\w*|current|"
    r"resistance|insulation value|"
    r"seconds?|milliseconds?|percent\w*)"
)
_LIMIT = Late(
    rf"\b(?:at|from|below|above|under|over|beyond|until|up to|of|in)\s(?:what|which|how many|how much|"
    rf"how high an?)\s(?:\w+\s)?{_QUANTITY}\b|"
    rf"\b(?:what|which)(?:'s| is| are)\sthe\s(?:\w+\s){{0,2}}?(?:amp\w*|current|time|temperature|"
    rf"resistance|ohm|kohm|insulation|duration)\s"
    r"(?:limit|threshold|value)s?\b|\b(?:which|what)\svalue\sin\s(?:k?ohms?|kilo-?ohms?|degrees|amp\w*)\b|"
    r"\bhow many\s(?:k?-?ohms?|kilo-?\s?ohms?|degrees|amp\w*)\b|\b(?:limit|threshold)\s(?:in|"
    r"of)\s(?:k?ohms?|degrees|amp\w*)\b"
)
_CELL_VOLTAGE = Late(
    r"\b(?:at|from|above|below|under|over)\s(?:what|which|how many|how much)\s(?:cell\s)?(?:voltage|"
    r"volts?|value|mv|millivolts?|difference)\b"
)
_TRADE = Late(
    r"\b(?:part|article|spare part|order|material)\s?-?(?:number|no\b)|\bwhat (?:does|do|would|"
    r"will)\b.{0,60}\bcosts?\b|\bcosts? (?:of|how much)\b|"
    r"\bhow much (?:does|do|is|would|will)\b.{0,40}\b(?:cost|price|pay)|\bprices?\b(?! request)|"
    r"\b(?:working|business) days\b|\bdelivery time\b|"
    r"\btakes? (?:the )?delivery\b|\breaction time\b|\btorque\b|\bnewton\s?-?met\w+\b|\bhow many nm\b"
)
_MEASURE = Late(
    r"\b(?:measure|mean\w*|what (?:to do|do i do|should)|procedure|steps|how (?:do|can|to) (?:i |"
    r"we )?(?:fix|solve))\b"
)
_WITH_CELL_LIMIT = frozenset({107, 311})
"""Cell undervoltage: its limit stands in 2.10."""


def asks_absent_figure(folded: str, numbers: tuple[int, ...]) -> bool:
    """Return whether the message asks for a figure that the guideline states for none of the codes."""
    if _LIMIT.search(folded) is not None:
        return True
    if _TRADE.search(folded) is not None:
        return _MEASURE.search(folded) is None
    return _WITH_CELL_LIMIT.isdisjoint(numbers) and _CELL_VOLTAGE.search(folded) is not None
