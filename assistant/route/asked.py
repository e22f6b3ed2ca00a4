"""What an answer asked back, kept in the chat's context, so that a short reply goes on from there.

"My tower has 211 V" is answered with "which module type?"; the reply "HVM+" must not lose the 211 V. What is open
stands behind a question mark in the context's topic (``minimum?type:tower 211 V``), so that every store of contexts
carries it; it is open for one message only. Not here: what a reply means (``reply``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from assistant.types import ChatContext, Draft, Route

_MARK = "?"
_LONGEST = 64
"""Characters of a topic that the bot's database keeps; what is longer is not asked back this way."""
_BETWEEN = "|"


class Want(Enum):
    """What an answer wants to know."""

    TYPE = "type"
    COUNT = "count"
    SCOPE = "scope"
    """Whether tower, module or cell was measured."""
    PICK = "pick"
    """One of the choices offered."""
    BLUE = "blue"
    """Nothing; the chat is about a blue LED, and the white one may be told of next."""
    WHITE = "white"
    """The same about the white LED."""
    FLASHES = "flashes"
    """Nothing; counted flashes were explained, and the tower may be told next."""
    VALUE = "value"
    """Nothing; a measured value was judged, and type or number may be corrected next."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the last answer asked back."""

    want: Want
    given: str
    """What the question had given: ``tower 211 V``; for choices what each one asks."""
    topic: str | None
    """The chat's topic beside it."""

    @property
    def options(self) -> tuple[str, ...]:
        """Return what each choice asks."""
        return tuple(self.given.split(_BETWEEN)) if self.want is Want.PICK else ()


def asking(context: ChatContext | None, want: Want, given: str = "") -> ChatContext:
    """Return the context in which ``want`` is open; without it where it is too long to be kept."""
    context = ChatContext() if context is None else settled(context)
    topic = f"{context.topic or ''}{_MARK}{want.value}:{given}"
    return replace(context, topic=topic) if len(topic) <= _LONGEST else context


def settled(context: ChatContext) -> ChatContext:
    """Return the context with nothing open."""
    if context.topic is None or _MARK not in context.topic:
        return context
    return replace(context, topic=context.topic.partition(_MARK)[0] or None)


def asked_in(context: ChatContext) -> Asked | None:
    """Return what is open, None where nothing is."""
    topic, mark, rest = (context.topic or "").partition(_MARK)
    name, _, given = rest.partition(":")
    want = next((known for known in Want if known.value == name), None)
    return Asked(want, given, topic or None) if mark and want is not None else None


def _about(draft: Draft, context: ChatContext) -> ChatContext:
    """Return the context with the place that the draft shows as its topic, for "and then?"; what is open stays so."""
    if draft.route not in (Route.GUIDELINE, Route.EVENT_CODE) or draft.abstained or not draft.refs:
        return context
    _, mark, rest = (context.topic or "").partition(_MARK)
    topic = f"{draft.refs[0]}{mark}{rest}"
    return replace(context, topic=topic if len(topic) <= _LONGEST else draft.refs[0])


def with_asked(draft: Draft, context: ChatContext) -> Draft:
    """Return the draft with the next context: its choices open for a typed reply, what was open before closed."""
    following = _about(draft, settled(context) if draft.context is None else draft.context)
    if draft.choices and asked_in(following) is None:
        questions = [choice.question for choice in draft.choices]
        if not any(_BETWEEN in question for question in questions):
            following = asking(following, Want.PICK, _BETWEEN.join(questions))
    return draft if following == context and draft.context is None else replace(draft, context=following)
