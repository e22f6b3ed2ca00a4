"""Rule: somebody reports a fire, smoke, noise, a leak, water in the battery, sparks or an electric shock.

The guideline has nothing on emergencies, and its nearest places ("test another BCU", the restart) would do harm, also
some messages later: the chat's topic remembers. The sentences are general and marked as not the guideline's. Not here:
the words (``emergency_words``) and dangerous wishes (``safety``).
"""

from __future__ import annotations

from dataclasses import replace

from assistant.route.emergency_words import is_happening, wants_to_go_on
from assistant.route.rule import Rule, bullets, paragraph
from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Block, Corpus

_TOPIC = "emergency"
"""Topic of a chat in which something has happened to the battery."""
_GENERAL = "This is general advice, not from the guideline."


def _answer(query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
    if is_happening(query.folded):
        return _draft(
            context,
            paragraph(
                "**Danger: get away from the battery and keep others away.** The guideline has no steps for this."
            ),
            bullets(
                "Fire, smoke, a leak or somebody hurt: call the **emergency services** now and say that it is a "
                "high-voltage lithium battery.",
                "Do not touch, open or restart anything, and do not pour water on it.",
                "Afterwards have a qualified electrician and the service team look at it before it is used again.",
            ),
        )
    if context.topic == _TOPIC and wants_to_go_on(query.folded):
        return _draft(
            context,
            paragraph(
                "**Keep away, do not touch or restart it.** The guideline names no procedure for a battery after this."
            ),
            bullets(
                "It is not over when it looks so: a damaged battery can start again hours later.",
                "The fire brigade or the service team decides first whether anybody goes near it.",
                "Then a qualified electrician and the service team look at it before it is used again.",
            ),
        )
    return None


def _draft(context: ChatContext, *blocks: Block) -> Draft:
    following = replace(context, topic=_TOPIC)
    return Draft(Route.NONE, (*blocks, paragraph(_GENERAL)), abstained=True, context=following)


RULE = Rule("emergency", _answer)
