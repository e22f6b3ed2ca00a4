"""Says which part of a voltage answer comes from earlier in the chat: the next tower may be another one."""

from __future__ import annotations

from dataclasses import replace

from assistant.types import ChatContext, Draft, Query, Route
from corpus.types import Block, BlockKind


def with_remembered(draft: Draft, query: Query, context: ChatContext) -> Draft:
    """Return the draft with a line that names the remembered system, where the question did not name it itself."""
    if draft.route is not Route.VOLTAGE or context.module_type is None:
        return draft
    kept = draft.context or context
    if kept.module_type != context.module_type or context.module_type.lower() in query.folded:
        return draft
    count = (
        f" with {context.modules} modules" if context.modules is not None and kept.modules == context.modules else ""
    )
    text = f"Taken from this chat: {context.module_type}{count}. Another system? Name its type and number of modules."
    first, *rest = draft.blocks
    return replace(draft, blocks=(first, Block(BlockKind.PARAGRAPH, text=text), *rest))
