"""Fixtures: asking the rules as a chat does, over the real corpus."""

from __future__ import annotations

import pytest

from assistant.compose import compose
from assistant.normalise import normalise
from assistant.route import RULES, replied, route
from assistant.route.asked import settled, with_asked
from assistant.types import ChatContext, Draft


@pytest.fixture(scope="session")
def ask(corpus):
    """Return a function from a message (and a chat's context) to the draft of the first sure rule, or None."""

    def asked(text, context=None):
        context = context or ChatContext()
        reply = replied(normalise(text), corpus, context)
        if isinstance(reply, Draft):
            return reply
        draft = route(normalise(text) if reply is None else reply.query, corpus, settled(context))
        return draft if draft is None or reply is None else reply.noted(draft)

    return asked


@pytest.fixture(scope="session")
def talk(ask, corpus):
    """Return a function from the messages of a chat, in order, to the draft of the last one (or None)."""

    def talked(*messages):
        context = ChatContext()
        draft = None
        for message in messages:
            draft = ask(message, context)
            if draft is None:
                context = settled(context)
                continue
            draft = with_asked(draft, context)
            context = compose(message, draft, corpus, context).context
        return draft

    return talked


@pytest.fixture(scope="session")
def rules_that_fire(corpus):
    """Return a function from a message to the names of all rules that do not return None."""

    def names(text):
        query = normalise(text)
        return [rule.name for rule in RULES if rule(query, corpus, ChatContext()) is not None]

    return names


@pytest.fixture(scope="session")
def told():
    """Return a function from a draft to all its text, for claims about what is said."""

    def text(draft):
        parts = []
        for block in draft.blocks:
            parts += [block.text, *block.items, *(" | ".join(row) for row in block.rows)]
        return "\n".join(parts)

    return text
