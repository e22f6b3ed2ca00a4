"""The commands: each says what it does in ``texts.COMMANDS``."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import Any

from telegram import Update

from assistant import Answer, ChatContext
from assistant.dialogue import Kind
from assistant.types import Route
from bot import texts
from bot.answering import Answerer
from bot.dialogues import Dialogues
from bot.keyboards import answer_keyboard
from bot.menus import Menus
from bot.place import Place, place_of
from bot.present import present, system_line
from bot.questions import Questions
from bot.services import Services
from bot.store.cards import Button, Card
from bot.store.contexts import get_context, put_context
from bot.store.people import forget, stats
from bot.votes import Votes

_BARE_COUNT = re.compile(r"(?<![\w.,+])(\d{1,2})(?![\w.,])(?!\s*(?:modules?|packs?|towers?|v|volts?)\b)", re.IGNORECASE)
_CODE_COMMAND = re.compile(r"/(?:EC)?_?\d{1,4}(?:@\w+)?", re.IGNORECASE)
_PLACE_PAYLOAD = re.compile(r"\d(?:_\d{1,2})?(?:-\w{1,8})?", re.ASCII)
STATS_DAYS = 7


class Commands:
    """Handles commands."""

    def __init__(
        self, services: Services, questions: Questions, votes: Votes, menus: Menus, dialogues: Dialogues
    ) -> None:
        self._s = services
        self._questions = questions
        self._votes = votes
        self._menus = menus
        self._dialogues = dialogues
        self._corpus = services.answerer.corpus

    async def run(self, update: Update, _: Any) -> None:
        """Run the command that a message is."""
        message, place = update.message, place_of(update)
        if message is None or message.text is None or place is None:
            return
        head, _, words = message.text.partition(" ")
        head, newline, more = head.partition("\n")
        words = f"{more} {words}".strip() if newline else words.strip()
        name = head[1:].partition("@")[0].lower()
        action = getattr(self, f"_{name}", None) if name in _NAMES else None
        if action is not None:
            await action(place, words)
        elif _CODE_COMMAND.fullmatch(head):
            await self._questions.answer(place, name.replace("_", ""))
        elif place.private or "@" in head:
            await self._s.say(place, texts.UNKNOWN_COMMAND)

    async def _start(self, place: Place, words: str) -> None:
        if words:
            # From a link: it can hold letters, digits, _ and - only, so "2_4-34" stands for "2.4/34".
            place_like = _PLACE_PAYLOAD.fullmatch(words)
            question = words.replace("_", ".").replace("-", "/") if place_like else re.sub(r"[_-]+", " ", words)
            await self._questions.answer(place, question)
            return
        examples = await self._s.answerer.ask("", ChatContext())
        await self._offer(place, texts.START + "\n\n" + "\n\n".join(present(examples, ChatContext()).parts), examples)

    async def _help(self, place: Place, _: str) -> None:
        await self._s.say(place, texts.HELP)

    async def _code(self, place: Place, words: str) -> None:
        if words:
            await self._questions.answer(place, re.sub(r"(?<![\w.])(?=\d{1,4}\b)", "EC", words))
        else:
            await self._menus.open(place, "codes")

    async def _codes(self, place: Place, _: str) -> None:
        await self._menus.open(place, "codes")

    async def _voltage(self, place: Place, words: str) -> None:
        await self._questions.answer(place, f"voltage {_spelled(words)}".strip())

    async def _led(self, place: Place, words: str) -> None:
        if words:
            await self._questions.answer(place, f"LED {words}")
            return
        buttons = await led_buttons(self._s.answerer)
        await self._buttons(place, "<b>What does the LED show?</b>", buttons)

    async def _diagnose(self, place: Place, _: str) -> None:
        await self._dialogues.begin(place, Kind.DIAGNOSE)

    async def _measure(self, place: Place, words: str) -> None:
        await self._dialogues.begin(place, Kind.MEASURE, text=words)

    async def _report(self, place: Place, _: str) -> None:
        await self._dialogues.begin(place, Kind.REPORT)

    async def _restart(self, place: Place, _: str) -> None:
        await self._menus.open(place, "ticks", "0")

    async def _system(self, place: Place, words: str) -> None:
        if words.lower() in ("clear", "none", "off", "delete", "-"):
            await self._s.database.run(lambda c: put_context(c, place.chat_id, place.user_id, ChatContext()))
            await self._menus.open(place, "system")
            return
        if words:
            before = await self._s.database.run(lambda c: get_context(c, place.chat_id, place.user_id))
            # What the assistant understands of a voltage question is what it would remember of the chat.
            known = replace(before, topic=None)
            understood = replace((await self._s.answerer.ask(f"voltage {_spelled(words)}", known)).context, topic=None)
            problem = self._menus.problem(understood)
            if problem is None and understood == known and system_line(known).lower() not in words.lower():
                types = ", ".join(type_.name for type_ in self._corpus.module_types)
                if not any(type_.name.lower() in words.lower() for type_ in self._corpus.module_types):
                    problem = f"I found no system in this. Write it like <code>/system HVM+ 4</code>; types: {types}."
            if problem is not None:
                await self._s.say(place, problem)
                return
            await self._s.database.run(lambda c: put_context(c, place.chat_id, place.user_id, understood))
        await self._menus.open(place, "system")

    async def _sources(self, place: Place, _: str) -> None:
        document = self._corpus.document
        places = sum(1 for passage in self._corpus.passages if not passage.ref.startswith("2.9/"))
        await self._s.say(
            place,
            f"<b>{escape(document.title)}</b>, version {escape(document.version)}.\n\n"
            f"Valid for {escape(', '.join(document.products))}. I know {places} places of it and its "
            f"{len(self._corpus.event_codes)} event codes, restated in other words; each answer names its place, so "
            "that you can read it there. Nothing else is used, and no language model writes the answers.\n\n"
            "A place can be asked for: <code>2.4/34</code>.",
        )

    async def _feedback(self, place: Place, words: str) -> None:
        await self._votes.feedback(place, words)

    async def _forget(self, place: Place, _: str) -> None:
        counts = await self._s.database.run(lambda c: forget(c, place.user_id))
        await self._s.say(place, texts.forgotten(counts))

    async def _privacy(self, place: Place, _: str) -> None:
        settings = self._s.settings
        await self._s.say(place, texts.privacy(settings.retention_days, settings.store_questions))

    async def _stats(self, place: Place, _: str) -> None:
        if place.user_id not in self._s.settings.admins:
            await self._s.say(place, texts.ONLY_ADMINS)
            return
        found = await self._s.database.run(lambda c: stats(c, STATS_DAYS))
        share = f" ({100 * found.abstained / found.answers:.0f} %)" if found.answers else ""
        routes = "\n".join(f"• {escape(route)}: {count}" for route, count in found.by_route) or "• none yet"
        await self._s.say(
            place,
            f"<b>Last {STATS_DAYS} days</b>\nAnswers: {found.answers} to {found.people} people\n{routes}\n"
            f"Not in the guideline: {found.abstained}{share}\n👍 {found.up}  👎 {found.down}",
        )

    async def _offer(self, place: Place, html: str, answer: Answer) -> None:
        """Send a text of ours with an answer's choices as buttons."""
        await self._buttons(place, html, present(answer, ChatContext()).buttons)

    async def _buttons(self, place: Place, html: str, buttons: tuple[Button, ...]) -> None:
        card = Card("answer", place.chat_id, place.user_id, question_id=place.reply_to, buttons=buttons, route="menu")
        await self._s.database.run(lambda c: self._s.cards.add(c, card))
        sent = await self._s.say(place, html, answer_keyboard(card.token, buttons, votes=False))
        if sent is not None:
            await self._s.database.run(lambda c: self._s.cards.sent(c, card.token, (sent,)))


_NAMES = frozenset(name for name, _ in (*texts.COMMANDS, *texts.ADMIN_COMMANDS))


async def led_buttons(answerer: Answerer) -> tuple[Button, ...]:
    """Return a button for each LED pattern: the first of its wordings that the assistant knows as a pattern."""
    buttons = []
    for pattern in answerer.corpus.led_patterns:
        label = pattern.pattern.split(",")[0].split("(")[0].strip()
        for words in (label, pattern.id.replace("_", " "), pattern.pattern):
            answer = await answerer.ask(f"LED {words}", ChatContext())
            if answer.route is Route.LED and set(pattern.refs) & {citation.ref for citation in answer.citations}:
                buttons.append(Button(label[:1].upper() + label[1:], f"LED {words}"))
                break
    return tuple(buttons)


def _spelled(words: str) -> str:
    """Return what follows /voltage or /system with a bare number as a number of modules: "HVM+ 4"."""
    return _BARE_COUNT.sub(r"\1 modules", words)
