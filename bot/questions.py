"""From a question to its answer in the chat: context, answer, journal, messages, buttons, one line in the log."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from sqlalchemy import Connection
from telegram import InlineKeyboardMarkup

from assistant import Answer, ChatContext
from assistant import dialogue as d
from assistant.types import Route
from bot.dialogue_screens import offer_button
from bot.keyboards import answer_keyboard
from bot.pacing import Attempt
from bot.place import Place
from bot.present import Presented, present
from bot.services import Services
from bot.store.cards import Card
from bot.store.contexts import get_context, put_context
from bot.store.dialogues import get_facts, put_facts
from bot.store.opinions import add_unanswered

log = logging.getLogger(__name__)

TYPING_S = 4.5
"""Telegram shows typing for five seconds."""
BUSY = 4
"""Questions under way from which typing is not shown for each any more: in a burst the answers come sooner without."""
TYPING_WAIT_S = 2.0
"""How long an answer waits for its typing action: one that arrived later would stand there after the answer."""


class Questions:
    """Answers questions."""

    def __init__(self, services: Services) -> None:
        self._s = services
        self._under_way = 0
        self._desk = d.Desk(services.answerer.assistant.corpus, services.answerer.assistant.ask)

    async def answer(self, place: Place, question: str, note: str = "", earlier: Card | None = None) -> None:
        """Answer a question where it was asked.

        :param note: a line of ours (HTML) in front.
        :param earlier: the answer to the question before it was edited: it is edited, too.
        """
        started = time.perf_counter()
        self._under_way += 1
        self._s.metrics.under_way.set(self._under_way)
        try:
            async with self._typing(place):
                before = await self._s.database.run(lambda c: self._begin(c, place))
                answer = await self._s.answerer.ask(question, before)
                shown = present(answer, before, note)
                shown = replace(shown, buttons=(*shown.buttons, *offer_button(answer, self._desk)))
                card = self._card(place, question, answer, shown)
                if not _is_edited(earlier):
                    await self._s.sender.turn(place)
                if not await self._store(place, card, answer, before, earlier):
                    return
            messages = await self._show(place, card, shown, earlier)
            await self._finish(place, card, messages)
        finally:
            self._under_way -= 1
            self._s.metrics.under_way.set(self._under_way)
        self._record(answer, time.perf_counter() - started, place)

    def _begin(self, connection: Connection, place: Place) -> ChatContext:
        """Return the chat's context, and count this start on the answer."""
        self._s.journal.work(connection, place.update_id)
        return get_context(connection, place.chat_id, place.user_id)

    def _card(self, place: Place, question: str, answer: Answer, shown: Presented) -> Card:
        return Card(
            kind="answer",
            chat_id=place.chat_id,
            user_id=place.user_id,
            question_id=place.reply_to,
            buttons=shown.buttons,
            state="votes" if shown.votes else "",
            route=answer.route.value,
            refs=tuple(citation.ref for citation in answer.citations),
            abstained=answer.abstained,
            question=question if self._s.settings.store_questions else None,
            context=answer.context,
        )

    async def _store(self, place: Place, card: Card, answer: Answer, before: ChatContext, earlier: Card | None) -> bool:
        """Return whether the answer may be sent; its card and the chat's context are stored then."""

        def job(connection: Connection) -> bool:
            may = self._s.journal.owns if _is_edited(earlier) else self._s.journal.begin
            if not may(connection, place.update_id):
                return False
            if earlier is not None:
                self._s.cards.replace(connection, earlier.token, replace(card, messages=earlier.messages))
            else:
                self._s.cards.add(connection, card)
            if answer.context != before:
                put_context(connection, place.chat_id, place.user_id, answer.context)
            if answer.route is Route.EVENT_CODE:  # a report may name the codes that were looked up
                put_facts(connection, place, d.after_answer(get_facts(connection, place), answer))
            if answer.abstained:
                nearest = tuple(place.ref for place in answer.suggestions)
                add_unanswered(connection, card, answer.confidence, nearest)
            return True

        return await self._s.database.run(job)

    async def _finish(self, place: Place, card: Card, messages: tuple[int, ...]) -> None:
        """Remember the messages, and that the question is answered; a kill before it means an apology."""

        def job(connection: Connection) -> None:
            self._s.cards.sent(connection, card.token, messages)
            self._s.journal.finish(connection, place.update_id)

        await self._s.database.run(job)
        self._s.journal.finished(place.update_id)

    async def _show(self, place: Place, card: Card, shown: Presented, earlier: Card | None) -> tuple[int, ...]:
        """Return the messages that show the answer: new ones, or the earlier ones edited."""
        keyboard = answer_keyboard(card.token, shown.buttons, shown.votes)
        if earlier is None or not _is_edited(earlier):
            return await self._s.sender.send(place, shown.parts, keyboard, self._attempt(place))
        kept: list[int] = []
        last = len(shown.parts) - 1
        for number, (message_id, part) in enumerate(zip(earlier.messages, shown.parts, strict=False)):
            if not await self._s.sender.edit(
                place.chat_id, message_id, part, keyboard if number == last else None
            ):  # deleted meanwhile
                return await self._send_beside_edits(place, shown.parts, keyboard)
            kept.append(message_id)
        for message_id in earlier.messages[len(shown.parts) :]:
            await self._s.sender.delete(place.chat_id, message_id)
        if len(kept) < len(shown.parts):
            follow = replace(place, reply_to=kept[-1])
            kept += await self._send_beside_edits(follow, shown.parts[len(kept) :], keyboard)
        return tuple(kept)

    async def _send_beside_edits(
        self, place: Place, parts: Sequence[str], keyboard: InlineKeyboardMarkup | None
    ) -> tuple[int, ...]:
        """Return the new messages of an answer that is edited otherwise: edits may be repeated, these may not."""
        if not await self._s.journal.begin_now(place.update_id):
            return ()
        return await self._s.sender.send(place, parts, keyboard)

    def _attempt(self, place: Place) -> Attempt:
        """Return the sending of an answer that has had its turn; killed while it waits, it will be answered anew."""
        journal = self._s.journal
        return Attempt(
            waits=lambda: journal.hold_now(place.update_id), again=lambda: journal.begin_now(place.update_id)
        )

    @asynccontextmanager
    async def _typing(self, place: Place) -> AsyncIterator[None]:
        """Show typing until the answer is there."""
        if self._under_way > BUSY:
            yield
            return
        first = asyncio.create_task(self._s.sender.typing(place))
        again = asyncio.create_task(self._keep_typing(place))
        try:
            yield
        finally:
            again.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await again
            _, late = await asyncio.wait({first}, timeout=TYPING_WAIT_S)
            for task in late:
                task.cancel()

    async def _keep_typing(self, place: Place) -> None:
        while True:
            await asyncio.sleep(TYPING_S)
            await self._s.sender.typing(place)

    def _record(self, answer: Answer, seconds: float, place: Place) -> None:
        self._s.metrics.question(answer.route.value, answer.abstained, seconds)
        log.info(
            "question route=%s refs=%s confidence=%.2f abstained=%s computed_ms=%.1f answered_ms=%.0f chat=%s%s",
            answer.route.value,
            ",".join(citation.ref for citation in answer.citations) or "-",
            answer.confidence,
            "yes" if answer.abstained else "no",
            answer.elapsed_ms,
            seconds * 1000,
            "private" if place.private else "group",
            f" text={answer.question!r}" if self._s.settings.log_text else "",
        )


def _is_edited(earlier: Card | None) -> bool:
    """Return whether an answer is shown by editing an earlier one."""
    return earlier is not None and bool(earlier.messages)
