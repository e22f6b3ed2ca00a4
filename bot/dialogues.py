"""The guided dialogues in a chat: begin, taps, texts, photos and files; stored after each step.

What a dialogue says and does is in ``assistant.dialogue``. Here: whose step it is, what is kept, what is sent.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from html import escape

from sqlalchemy import Connection
from telegram import Message

from assistant import ChatContext
from assistant import dialogue as d
from assistant.dialogue.report_store import new_id
from bot import texts
from bot.dialogue_files import deliver, fetch, sent_file, too_big
from bot.dialogue_screens import ASK, screen_buttons, screen_keyboard, screen_parts
from bot.place import Place
from bot.services import Services
from bot.store.cards import Card
from bot.store.contexts import get_context, put_context
from bot.store.dialogues import Dialogues as Store
from bot.store.dialogues import Stored, add_file, get_facts, put_facts, read_file

log = logging.getLogger(__name__)

ID_LETTERS = 6
"""Of a dialogue's id: a report's number must be said on the telephone, and meet no other one."""
TRIES = 4
"""Times that a step is computed anew because another replica changed the dialogue meanwhile."""
DRAFT, NEW = "draft:", "new"
"""What the choice between drafts asks for: ``draft:ID``, ``draft:new``."""

Step = Callable[[Stored, d.Desk], tuple[d.Dialogue | None, d.Screen]]


@dataclass(frozen=True, slots=True)
class Keep:
    """A file to store with a step."""

    id: str
    data: bytes


class Dialogues:
    """Handles everything of the guided dialogues."""

    def __init__(self, services: Services) -> None:
        self._s = services
        self._store = Store(services.cards.bot_id)

    # Beginning

    async def begin(self, place: Place, kind: d.Kind, text: str = "", at: str = "", edit: int | None = None) -> None:
        """Begin a dialogue; for reports, show the drafts first where there are some.

        :param edit: the message that shows it, None for a new one.
        """
        given, drafts = await self._s.database.run(lambda c: self._known(c, place, kind))
        if drafts:
            await self._show(place, None, d.drafts(drafts), edit, leave=True)
            return
        await self._start(place, kind, replace(given, text=text, at=at), edit)

    async def _start(self, place: Place, kind: d.Kind, given: d.Given, edit: int | None) -> None:
        started = await self._s.answerer.run(partial(d.start, kind, self.desk(), given, new_id(ID_LETTERS)))
        await self._take(place, Stored(started[0]), *started, edit)

    def _known(self, connection: Connection, place: Place, kind: d.Kind) -> tuple[d.Given, list[d.Dialogue]]:
        """Return what the chat knows, and a person's reports where one is asked for."""
        self._s.journal.work(connection, place.update_id)
        drafts = self._store.drafts(connection, place) if kind is d.Kind.REPORT else []
        return self._given(connection, place), drafts

    def _given(self, connection: Connection, place: Place) -> d.Given:
        context = get_context(connection, place.chat_id, place.user_id)
        return d.Given(context=context, facts=get_facts(connection, place))

    def desk(self) -> d.Desk:
        """Return what a dialogue may use; its ``read`` may be called on a thread of the answerer only."""
        assistant, loop = self._s.answerer.assistant, asyncio.get_running_loop()

        def read(attachment_id: str) -> bytes | None:
            job = self._s.database.run(lambda connection: read_file(connection, attachment_id))
            return asyncio.run_coroutine_threadsafe(job, loop).result()

        today = datetime.now(UTC).astimezone().date().isoformat()
        return d.Desk(assistant.corpus, assistant.ask, read, today)

    # Going on

    async def text(self, place: Place, text: str) -> bool:
        """Return whether a text belonged to a dialogue or began one: pasted values do, questions beside them do not."""
        active = await self._s.database.run(lambda c: self._store.active(c, place))
        if active is not None and d.belongs(active.dialogue, text, self._bare_desk()):
            await self._advance(place, active, lambda now, desk: d.advance(now.dialogue, d.Input(text=text), desk))
            return True
        if active is not None or not d.is_measurement(text, self._bare_desk()):
            return False
        await self.begin(place, d.Kind.MEASURE, text=text)
        return True

    async def file(self, place: Place, message: Message, caption: str, again: bool) -> bool:
        """Return whether a photo or file was for a report; it is stored then.

        :param again: a further picture of an album: the message that shows the first one is edited.
        """
        sent = sent_file(message)
        active = await self._s.database.run(lambda c: self._store.active(c, place))
        if sent is None or active is None or active.dialogue.kind is not d.Kind.REPORT:
            return False
        data = None if too_big(sent) else await fetch(self._s.sender.bot, sent)
        refused = too_big(sent) or texts.NOT_FETCHED
        if data is not None:
            refused = d.check_file(sent.name, data, d.attachments(active.dialogue))
        if data is None or refused:
            await self._s.say(place, escape(refused))
            return True
        keep = Keep(secrets.token_urlsafe(16), data)
        attachment = d.Attachment(keep.id, sent.name, d.kind_of(data), len(data))
        edit = await self._message_of(active) if again else None
        given = d.Input(text=caption, files=(attachment,))
        await self._advance(place, active, lambda now, desk: d.advance(now.dialogue, given, desk), edit, keep)
        return True

    async def tap(self, place: Place, card: Card, tap_id: str, value: str) -> None:
        """Act on a button of a dialogue's screen."""
        number = int(value) if value.isdecimal() else len(card.buttons)
        action = card.buttons[number].question if number < len(card.buttons) else ""
        draft = action.removeprefix(DRAFT) if action.startswith(DRAFT) else ""
        stored = await self._s.database.run(lambda c: self._store.get(c, place, draft or card.state))
        if not action or (stored is None and draft != NEW):
            await self._s.sender.answer_tap(tap_id, texts.ENDED, alert=True)
            return
        # Answered first: the button must not look stuck while a report is made.
        await self._s.sender.answer_tap(tap_id)
        place, edit = replace(place, reply_to=None), card.message_id
        if stored is None:
            given, _ = await self._s.database.run(lambda c: self._known(c, place, d.Kind.MEASURE))
            await self._start(place, d.Kind.REPORT, given, edit)
        elif draft:
            given, _ = await self._s.database.run(lambda c: self._known(c, place, d.Kind.MEASURE))
            await self._advance(place, stored, lambda now, desk: _opened(now, given, desk), edit)
        elif card.token != stored.card and await self._message_of(stored) == edit:
            # Tapped twice, or the edit was lost: the step is done, and its message shows it (again).
            await self._advance(place, stored, lambda now, desk: (now.dialogue, d.screen(now.dialogue, desk)), edit)
        else:
            asks = action.startswith(ASK)
            given_now = d.Input(text=action.removeprefix(ASK), asks=True) if asks else d.Input(tap=action)
            below = None if asks else edit  # what a place is asked from stays to be read
            await self._advance(place, stored, lambda now, desk: d.advance(now.dialogue, given_now, desk), below)

    async def _message_of(self, stored: Stored) -> int | None:
        """Return the message that shows a dialogue's present screen."""
        card = await self._s.database.run(lambda c: self._s.cards.get(c, stored.card))
        return None if card is None else card.message_id

    async def _advance(
        self, place: Place, stored: Stored, step: Step, edit: int | None = None, keep: Keep | None = None
    ) -> None:
        """Take one step from a stored dialogue, computed anew where it has changed meanwhile."""
        now: Stored | None = stored
        for _ in range(TRIES):
            if now is None:
                break
            state, screen = await self._s.answerer.run(partial(step, now, self.desk()))
            if await self._take(place, now, state, screen, edit, keep):
                return
            now = await self._s.database.run(lambda c: self._store.get(c, place, stored.dialogue.id))
        await self._s.say(place, texts.ENDED)

    # Keeping and showing

    async def _take(
        self,
        place: Place,
        before: Stored,
        state: d.Dialogue | None,
        screen: d.Screen,
        edit: int | None,
        keep: Keep | None = None,
    ) -> bool:
        """Store a step and show its screen; false where the dialogue was changed since it was read."""
        after = None if state is None else replace(before, dialogue=state)
        if screen.opens is not None:
            if not await self._s.database.run(lambda c: self._leave(c, place, before, after, screen)):
                return False
            await self.begin(place, screen.opens)  # a new message: what was found out stays to be read
            return True
        return await self._show(place, before, screen, edit, after=after, keep=keep)

    def _leave(
        self, connection: Connection, place: Place, before: Stored, after: Stored | None, screen: d.Screen
    ) -> bool:
        """Return whether a dialogue that leads to another one is kept up to here."""
        if after is not None and before.version and not self._store.put(connection, place, after, active=False):
            return False
        self._learn(connection, place, after, screen.context)
        return True

    def _learn(self, connection: Connection, place: Place, after: Stored | None, context: ChatContext | None) -> None:
        """Keep what a step tells of the chat."""
        known = get_facts(connection, place)
        now = d.after_dialogue(known, None if after is None else after.dialogue, self._bare_desk())
        if now != known:
            put_facts(connection, place, now)
        if context is not None:
            put_context(connection, place.chat_id, place.user_id, context)

    def _bare_desk(self) -> d.Desk:
        assistant = self._s.answerer.assistant
        return d.Desk(assistant.corpus, assistant.ask)

    async def _show(
        self,
        place: Place,
        before: Stored | None,
        screen: d.Screen,
        edit: int | None,
        *,
        after: Stored | None = None,
        keep: Keep | None = None,
        leave: bool = False,
    ) -> bool:
        """Store a step, then show its screen: in the message that was tapped where it fits there."""
        parts, (buttons, widths) = screen_parts(screen), screen_buttons(screen)
        tapped, edit = edit, edit if len(parts) == 1 and not screen.attachments and not screen.closes else None
        card = Card(
            kind="guided",
            chat_id=place.chat_id,
            user_id=place.user_id,
            question_id=place.reply_to,
            message_id=edit,
            messages=() if edit is None else (edit,),
            buttons=buttons,
            state="" if before is None else before.dialogue.id,
            route="" if before is None else before.dialogue.kind.value,
            refs=tuple(citation.ref for citation in screen.citations),
        )

        def job(connection: Connection) -> bool | None:
            if not self._s.journal.begin(connection, place.update_id):
                return None
            if keep is not None and before is not None:
                add_file(connection, keep.id, before.dialogue.id, place.user_id, keep.data)
            if after is not None:
                shown = replace(after, card=card.token)
                if not self._store.put(connection, place, shown, active=not screen.closes):
                    return False
            elif before is not None and before.version and (screen.deleted or _passing(before)):
                self._store.remove(connection, before.dialogue.id)
            if leave:
                self._store.leave(connection, place)
            if before is not None:
                self._learn(connection, place, after, screen.context)
            self._s.cards.add(connection, card)
            return True

        stored = await self._s.database.run(job)
        if stored:
            await self._send(place, card, parts, screen, tapped, widths)
            log.info("dialogue %s step chat=%s", card.route or "drafts", "private" if place.private else "group")
        return stored is not False

    async def _send(
        self,
        place: Place,
        card: Card,
        parts: tuple[str, ...],
        screen: d.Screen,
        tapped: int | None,
        widths: tuple[int, ...],
    ) -> None:
        keyboard, edit = screen_keyboard(card.token, card.buttons, widths), card.message_id
        if screen.closes and tapped is not None:
            # What stands there stays to be read; its buttons have nothing to do any more.
            await self._s.sender.edit_markup(place.chat_id, tapped, None)
        elif edit is not None and await self._s.sender.edit(place.chat_id, edit, parts[0], keyboard):
            return
        sent = await deliver(self._s.sender, place, parts, screen.attachments, keyboard)
        await self._s.database.run(lambda c: self._s.cards.sent(c, card.token, sent))


def _opened(stored: Stored, given: d.Given, desk: d.Desk) -> tuple[d.Dialogue, d.Screen]:
    report = d.refresh(stored.dialogue, given)
    return report, d.screen(report, desk)


def _passing(stored: Stored) -> bool:
    """Return whether nothing of a dialogue is kept after its end; a report's state is, unless it was deleted."""
    return stored.dialogue.kind is not d.Kind.REPORT
