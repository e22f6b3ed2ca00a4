"""Answers questions that a table decides: ordered, named, pure rules; the first that is sure wins.

Not here: retrieval, and citations, warnings and looks of an answer (``compose``, ``render``).
"""

from __future__ import annotations

from assistant.route import (
    emergency,
    empty,
    event_code,
    event_name,
    glossary,
    instruct,
    led,
    next_step,
    other_product,
    reference,
    safety,
    small_talk,
    voltage,
)
from assistant.route.rule import Rule
from assistant.types import ChatContext, Draft, Query
from corpus.types import Corpus

RULES: tuple[Rule, ...] = (
    empty.RULE,
    emergency.RULE,  # Before everything that would answer beside it: "EC108 and it smokes".
    safety.RULE,  # Before the codes: "bypass the insulation monitoring because of EC124" gets no procedure.
    reference.RULE,
    instruct.RULE,  # Leaves a message with a clear question for a code to the next rule.
    event_code.RULE,
    other_product.RULE,  # Before names, volts and LEDs: they mean another thing on another product.
    event_name.RULE,
    voltage.RULE,
    led.RULE,
    glossary.RULE,  # After volts and LEDs: "what is the nominal voltage" wants a figure.
    next_step.RULE,
    small_talk.RULE,
)
"""All rules, in the order in which they are asked."""


def route(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    """Return the draft of the first rule that is sure or asks back, None where retrieval must answer."""
    for rule in RULES:
        draft = rule(query, corpus, context)
        if draft is not None:
            return draft
    return None


__all__ = ["RULES", "Rule", "route"]
