"""Rule: a message without a letter or digit. Says what can be asked.

Not here: short messages with words (``small_talk``).
"""

from __future__ import annotations

from assistant.route.rule import Rule, bullets, paragraph
from assistant.types import ChatContext, Choice, Draft, Query, Route
from corpus.types import Block, Corpus

EXAMPLES = (
    Choice("What is EC108?", "EC108"),
    Choice("Tower voltage", "What is the nominal voltage of 4 HVS+ modules?"),
    Choice("Constant blue LED", "The LED is constant blue"),
    Choice("Wi-Fi not found", "The local Wi-Fi network cannot be found"),
)
"""Questions of the usual kinds; each can be tapped."""


def what_can_be_asked() -> tuple[Block, ...]:
    """Return the kinds of questions that the guideline answers."""
    return (
        paragraph(
            "I answer from the BYD Battery-Box HVB, HVM+ and HVS+ service guideline. Ask me, for example, about:"
        ),
        bullets(
            "an **event code** from the app: `EC108`, or several: `EC105 EC124`",
            "a **voltage**: `nominal voltage of 4 HVS+ modules`, `HVM+ module 44 V`",
            "an **LED**: `constant blue`, `white flashes 3 times, blue stays on`",
            "a **problem in your own words**: `app does not find the battery after the update`",
        ),
    )


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    if any(char.isalnum() for char in query.text):
        return None
    return Draft(
        route=Route.CLARIFY,
        blocks=(paragraph("**What would you like to know?**"), *what_can_be_asked()),
        choices=EXAMPLES,
    )


RULE = Rule("empty", _answer)
