"""Right topic, absent fact: a listed code, but the question wants what its row cannot hold.

"At which temperature does EC314 trip?" names a code and asks for a limit; the guideline has the code and no limit. A
rule that sees only the code would answer beside the question. What kind of fact is asked for is read from the
words; whether the guideline answers it is left to the index.
"""

from __future__ import annotations

import re

from assistant.types import Draft, Query, Route
from corpus.types import Block, BlockKind

_QUANTITY = (
    r"temperatures?|degrees?|celsius|volts?|voltages?|amps?|amperes?|currents?|ohms?|resistance|kilo-?ohms?|"
    r"percent(?:age)?|seconds?|minutes?|hours?|days?|mv|ma|thresholds?|limits?|values?|deltas?|differences?"
)
_ASKED = re.compile(
    rf"\b(?:at|from|above|below|under|over|beyond|by)\s+(?:what|which|how\s+(?:many|much|high|low|hot|cold))\b"
    rf"|\b(?:what|which)(?:'s|\s+is|\s+are)?\s+(?:the\s+)?(?:exact\s+|trip(?:ping)?\s+|alarm\s+)?(?:{_QUANTITY})\b"
    rf"|\bhow\s+(?:many|much|long|often|high|low|hot|cold|big|large)\b"
    r"|\b(?:cause[sd]?|reasons?|root)\b|\bwhy\b"
    r"|\b(?:price|costs?|warranty|guarantee|part\s+number|spare\s+part|pin(?:out|s)?|torque|phone|number\s+to\s+call)\b"
    r"|\b(?:trip|setpoint|set\s+point|threshold|hysteresis)\b",
)


_WHAT_TO_DO = re.compile(
    r"\bwhat\b.{0,20}\bdo\b|\bwhat now\b|\bhow (?:to|do|can|should)\b.{0,20}\b(?:fix|solve|mend|clear|get rid)\b"
)


def asks_for_a_fact(query: Query) -> bool:
    """Return whether the question wants a quantity, a cause or a detail, and does not ask what to do."""
    return _ASKED.search(query.folded) is not None and _WHAT_TO_DO.search(query.folded) is None


def not_stated(draft: Draft) -> Draft:
    """Return the answer that the guideline does not state this, the draft's places offered as related."""
    places = " and ".join(ref.rpartition("/")[2] for ref in draft.refs[:2])
    text = f"**The guideline does not state this.** What it says about {places} is one tap away."
    return Draft(
        Route.EVENT_CODE,
        (Block(BlockKind.PARAGRAPH, text=text),),
        abstained=True,
        suggestions=draft.refs,
        context=draft.context,
        rule=f"{draft.rule}+absent",
    )
