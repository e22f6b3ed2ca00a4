"""What a rule is: a name and a pure function of the question, the corpus and the chat's context.

None means "not mine"; a draft with route ``clarify`` asks back; any other draft is sure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.types import ChatContext, Draft, Query
from corpus.types import Block, BlockKind, Corpus

Answering = Callable[[Query, Corpus, ChatContext], Draft | None]
"""What a rule's function takes and gives."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to answer a question without retrieval."""

    name: str
    """Stands in ``Draft.rule``, logs and evaluation."""
    answer: Answering

    def __call__(self, query: Query, corpus: Corpus, context: ChatContext) -> Draft | None:
        """Return the draft, its ``rule`` set to this rule's name, or None where the question is not this rule's."""
        draft = self.answer(query, corpus, context)
        return None if draft is None else replace(draft, rule=self.name)


def paragraph(text: str) -> Block:
    """Return a paragraph block of inline Markdown."""
    return Block(BlockKind.PARAGRAPH, text=text)


def bullets(*items: str) -> Block:
    """Return a bullet list of inline Markdown items."""
    return Block(BlockKind.BULLETS, items=items)


def table(*rows: tuple[str, ...]) -> Block:
    """Return a table, its header the first row."""
    return Block(BlockKind.TABLE, rows=rows)


def listing(words: tuple[str, ...] | list[str], last: str = "and") -> str:
    """Return ``A, B and C``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
"""Names of positions, by number from 1."""


def ordinal(number: int) -> str:
    """Return ``third`` for 3, ``12th`` beyond ten."""
    return ORDINALS[number] if 0 < number < len(ORDINALS) else f"{number}th"
