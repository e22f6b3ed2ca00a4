"""👍 and 👎, the reason after a 👎 (a tap or words), and /feedback."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection
from telegram import ForceReply, Message

from bot import texts
from bot.keyboards import REASONS, answer_keyboard, reasons_keyboard
from bot.place import Place
from bot.services import Services
from bot.store.cards import Card
from bot.store.opinions import add_comment, add_reason, has_vote, vote


class Votes:
    """Takes opinions on answers."""

    def __init__(self, services: Services) -> None:
        self._s = services

    async def vote(self, place: Place, card: Card, tap_id: str, value: str) -> None:
        """Store a vote on an answer, and ask why after a 👎."""
        if value not in ("up", "down"):
            await self._s.sender.answer_tap(tap_id, texts.OUTDATED)
            return
        await self._s.database.run(lambda c: vote(c, card, value))
        self._s.metrics.vote(value)
        await self._s.sender.answer_tap(tap_id, texts.THANKS)
        if card.message_id is not None:
            keyboard = answer_keyboard(card.token, card.buttons, votes=True, voted=value)
            await self._s.sender.edit_markup(card.chat_id, card.message_id, keyboard)
        if value == "down":
            why = self._asking("why", replace(place, reply_to=card.message_id), card.token)
            await self._ask(place, why, texts.WHY, buttons=True)

    async def reason(self, place: Place, why: Card, tap_id: str, value: str) -> None:
        """Store the reason that was tapped, or ask for words."""
        answer_token = why.state
        if value == "words":
            await self._s.sender.answer_tap(tap_id)
            await self._ask(place, self._asking("text", place, answer_token), texts.WORDS)
            return
        label = dict(REASONS).get(value)
        if label is None:
            await self._s.sender.answer_tap(tap_id, texts.OUTDATED)
            return
        await self._s.database.run(lambda c: add_reason(c, answer_token, value))
        await self._s.sender.answer_tap(tap_id, texts.THANKS)
        if why.message_id is not None:
            await self._s.sender.edit(why.chat_id, why.message_id, f"👎 {label}. {texts.THANKS}")

    async def comment(self, place: Place, message: Message) -> bool:
        """Return whether a message replies to a question of ours for words; they are stored then."""
        quoted = message.reply_to_message
        if quoted is None or not message.text:
            return False
        found = await self._s.database.run(lambda c: self._s.cards.of_message(c, place.chat_id, quoted.message_id))
        if found is None or found.kind not in ("why", "text") or found.user_id != place.user_id:
            return False
        await self._store(place, found.state, message.text)
        return True

    async def feedback(self, place: Place, words: str) -> None:
        """Store what /feedback says of the last answer here, or ask for words."""
        last = await self._s.database.run(lambda c: self._s.cards.last_answer(c, place.chat_id, place.user_id))
        token = "" if last is None else last.token
        if words:
            await self._store(place, token, words)
        else:
            await self._ask(place, self._asking("text", place, token), texts.FEEDBACK)

    async def _store(self, place: Place, answer_token: str, words: str) -> None:
        def job(connection: Connection) -> None:
            card = self._s.cards.get(connection, answer_token) or Card("text", place.chat_id, place.user_id)
            if not has_vote(connection, card.token):
                vote(connection, card, "text")
            add_comment(connection, card.token, words)

        await self._s.database.run(job)
        await self._s.say(place, texts.THANKS)

    def _asking(self, kind: str, place: Place, answer_token: str) -> Card:
        return Card(kind, place.chat_id, place.user_id, question_id=place.reply_to, state=answer_token)

    async def _ask(self, place: Place, card: Card, html: str, buttons: bool = False) -> None:
        await self._s.database.run(lambda c: self._s.cards.add(c, card))
        markup = reasons_keyboard(card.token) if buttons else ForceReply(selective=True)
        sent = await self._s.say(replace(place, reply_to=card.question_id), html, markup)
        if sent is not None:
            await self._s.database.run(lambda c: self._s.cards.sent(c, card.token, (sent,)))
