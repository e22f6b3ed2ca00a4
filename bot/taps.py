"""Taps on buttons: checked against their card (ours, known, of this chat, of this person), answered, then acted on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from telegram import CallbackQuery, Update

from assistant.dialogue import Kind
from bot import texts
from bot.dialogue_screens import beginning
from bot.dialogues import Dialogues
from bot.keyboards import Tap, parse
from bot.menus import Menus
from bot.place import Place, place_of
from bot.questions import Questions
from bot.services import Services
from bot.store.cards import Card
from bot.votes import Votes

_ACTIONS = {
    "answer": ("q", "v"),
    "why": ("w",),
    "codes": ("c",),
    "ticks": ("t",),
    "system": ("s",),
    "guided": ("g",),
}
"""What each kind of card may be asked for: anything else was not sent by a button of ours."""


class Taps:
    """Handles taps."""

    def __init__(
        self, services: Services, questions: Questions, votes: Votes, menus: Menus, dialogues: Dialogues
    ) -> None:
        self._s = services
        self._questions = questions
        self._votes = votes
        self._menus = menus
        self._dialogues = dialogues

    async def tap(self, update: Update, _: Any) -> None:
        """Do what a button says."""
        query, place = update.callback_query, place_of(update)
        if query is None:
            return
        tap = parse(query.data)
        card = await self._card(query, tap)
        if tap is None or card is None or place is None:
            await self._s.sender.answer_tap(query.id, texts.OUTDATED, alert=True)
            return
        if card.user_id != query.from_user.id:
            await self._s.sender.answer_tap(query.id, texts.NOT_YOURS, alert=True)
            return
        if tap.action == "q":
            await self._follow(place, card, query.id, tap.value)
            return
        async with self._s.lanes.lane(place.chat_id):
            if tap.action == "v":
                await self._votes.vote(place, card, query.id, tap.value)
            elif tap.action == "w":
                await self._votes.reason(place, card, query.id, tap.value)
            elif tap.action == "g":
                await self._dialogues.tap(place, card, query.id, tap.value)
            else:
                await self._menus.tap(place, card, query.id, tap.value)

    async def _card(self, query: CallbackQuery, tap: Tap | None) -> Card | None:
        """Return the card of a tap, None where it is unknown, of another message or asked for what it does not do."""
        message = query.message
        if tap is None or message is None:
            return None

        card = await self._s.database.run(lambda c: self._s.cards.get(c, tap.token))
        if card is None or card.chat_id != message.chat.id or tap.action not in _ACTIONS.get(card.kind, ()):
            return None
        if card.message_id is None:
            # Telegram's reply to our sending was lost: now we learn where the message is.
            sent = (*card.messages, message.message_id)
            await self._s.database.run(lambda c: self._s.cards.sent(c, card.token, sent))
            return replace(card, message_id=message.message_id, messages=sent)
        return card if card.message_id == message.message_id else None

    async def _follow(self, place: Place, card: Card, tap_id: str, value: str) -> None:
        """Ask what a button under an answer asks."""
        number = int(value) if value.isdecimal() else len(card.buttons)
        if number >= len(card.buttons):
            await self._s.sender.answer_tap(tap_id, texts.OUTDATED, alert=True)
            return
        # Answered first: the button must not look stuck while earlier questions of the chat are worked on.
        await self._s.sender.answer_tap(tap_id)
        async with self._s.lanes.lane(place.chat_id):
            reply_to = card.question_id or card.message_id
            where, question = replace(place, reply_to=reply_to), card.buttons[number].question
            at = beginning(question)
            if at is not None:
                await self._dialogues.begin(where, Kind.DIAGNOSE, at=at)
            else:
                await self._questions.answer(where, question)
