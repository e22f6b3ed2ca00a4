"""Inline mode: ``@bot 108`` in any chat offers matching codes and places as cards to send."""

from __future__ import annotations

import secrets
from typing import Any

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from assistant import Answer, ChatContext
from bot.html import block_html, plain_text
from bot.present import present
from bot.services import Services
from bot.split import LIMIT, split_html
from corpus.types import EventCode, Passage

MOST_CARDS = 12
"""Cards for a query: a list that is longer is not read."""
LONGEST_QUERY = 256
LONGEST_DESCRIPTION = 90
CACHE_S = 60
_MORE = "\n\n…"


class Inline:
    """Answers inline queries."""

    def __init__(self, services: Services) -> None:
        self._s = services
        self._corpus = services.answerer.corpus

    async def query(self, update: Update, _: Any) -> None:
        """Offer cards for what was typed so far."""
        query = update.inline_query
        if query is None:
            return
        typed = query.query[:LONGEST_QUERY].strip()
        cards = [self._card(title, answer) for title, answer in await self._answers(typed)]
        button = InlineQueryResultsButton("Ask the assistant itself", start_parameter="inline")
        try:
            await self._s.sender.bot.answer_inline_query(
                query.id, cards, cache_time=CACHE_S, is_personal=True, button=button
            )
        except TelegramError as error:
            # Too old: the person types on, and the next query is under way.
            self._s.metrics.telegram_error("inline")
            if "query is too old" not in str(error).lower():
                raise

    async def _answers(self, typed: str) -> list[tuple[str, Answer]]:
        """Return titles and answers, the best first: what the question gets, then what its words match."""
        ask = self._s.answerer.ask
        if not typed:
            examples = (await ask("", ChatContext())).choices
            return [(choice.label, await ask(choice.question, ChatContext())) for choice in examples]
        found: dict[tuple[str, ...], tuple[str, Answer]] = {}
        first = await ask(typed, ChatContext())
        if first.citations:
            found[(first.citations[0].ref,)] = (_title(first), first)
        for ref, title in self.matches(typed):
            if len(found) >= MOST_CARDS:
                break
            if (ref,) not in found:
                found[(ref,)] = (title, await ask(ref, ChatContext()))
        return list(found.values())

    def matches(self, typed: str) -> list[tuple[str, str]]:
        """Return references and titles of the codes and places whose number begins, or whose title has, the words."""
        words = typed.lower().split()
        number = "".join(words).removeprefix("ec").lstrip("0")
        codes = [
            (event.ref, f"{event.code} {event.name}")
            for event in sorted(self._corpus.event_codes, key=lambda event: event.number)
            if _code_matches(event, number, words)
        ]
        places = [
            (passage.ref, f"{passage.ref} {passage.title}")
            for passage in self._corpus.passages
            if not passage.ref.startswith("2.9/") and _place_matches(passage, words)
        ]
        return (codes + places)[:MOST_CARDS]

    def _card(self, title: str, answer: Answer) -> InlineQueryResultArticle:
        parts = present(answer, ChatContext()).parts
        # A card is one message: what does not fit is behind the bot's own answer.
        html = parts[0] if len(parts) == 1 else split_html(parts[0], LIMIT - len(_MORE))[0] + _MORE
        content = InputTextMessageContent(
            html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        )
        return InlineQueryResultArticle(
            secrets.token_hex(8), title[:LONGEST_DESCRIPTION], content, description=_description(answer)
        )


def _code_matches(event: EventCode, number: str, words: list[str]) -> bool:
    if number.isdecimal():
        return str(event.number).startswith(number)
    return all(word in event.name.lower() for word in words)


def _place_matches(passage: Passage, words: list[str]) -> bool:
    text = f"{passage.ref} {passage.title}".lower()
    return all(word in text for word in words)


def _title(answer: Answer) -> str:
    """Return an answer's first line, a passage's with its number as the other cards have it."""
    first = plain_text(block_html(answer.blocks[0])).split("\n")[0]
    place = answer.citations[0] if answer.citations else None
    if place is not None and first == place.title:
        first = f"{place.ref} {first}"
    return first[:LONGEST_DESCRIPTION]


def _description(answer: Answer) -> str:
    """Return the second line of an answer: what to do first."""
    lines = [line for block in answer.blocks[1:] for line in plain_text(block_html(block)).split("\n") if line]
    text = lines[0] if lines else ""
    return text if len(text) <= LONGEST_DESCRIPTION else text[: LONGEST_DESCRIPTION - 1] + "…"
