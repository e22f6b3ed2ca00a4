"""Answers questions that a table decides: ordered, named, pure rules; the first that is sure wins.

Not here: retrieval, and citations, warnings and looks of an answer (``compose``, ``render``).
"""

from __future__ import annotations

from assistant.route import (
    emergency,
    empty,
    event_code,
    event_group,
    event_name,
    glossary,
    instruct,
    keep_using,
    led,
    module_loss,
    next_step,
    one_module,
    other_number,
    other_product,
    reference,
    restart,
    safety,
    small_talk,
    system_told,
    voltage,
)
from assistant.route.asked import asked_in, settled
from assistant.route.lookups import lookups
from assistant.route.reply import Reply, reply_to
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
    other_number.RULE,
    other_product.RULE,  # Before names, volts and LEDs: they mean another thing on another product.
    event_group.RULE,  # Before single names: "which codes are about insulation".
    event_name.RULE,
    module_loss.RULE,  # After names: what is printed word for word comes first.
    restart.RULE,
    one_module.RULE,  # Before volts: "5 modules, one in undervoltage" names one module, not five.
    keep_using.RULE,
    voltage.RULE,
    led.RULE,
    system_told.RULE,  # After volts: what is asked of the system comes first.
    glossary.RULE,  # After volts and LEDs: "what is the nominal voltage" wants a figure.
    next_step.RULE,
    small_talk.RULE,
)
"""All rules, in the order in which they are asked."""


def route(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    """Return the draft of the first rule that is sure or asks back, None where retrieval must answer.

    :param context: with nothing open (``asked.settled``): replies to a question back are ``replied``'s.
    """
    for rule in RULES:
        draft = rule(query, corpus, context)
        if draft is not None:
            return draft
    return None


def replied(query: Query, corpus: Corpus, context: ChatContext) -> Reply | Draft | None:
    """Return the whole question that a short reply to the last answer's question back stands for.

    A draft where the reply settles nothing, None where the message is a question of its own.
    """
    asked = asked_in(context)
    return None if asked is None else reply_to(query, asked, settled(context), lookups(corpus))


__all__ = ["RULES", "Reply", "Rule", "replied", "route"]
