"""Messages that change under their buttons: the pages of codes, the restart's tick list, the system of a chat."""

from __future__ import annotations

from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from assistant import ChatContext
from bot import texts
from bot.html import inline_html, warning_html
from bot.keyboards import data, in_rows
from bot.place import Place
from bot.present import system_line
from bot.services import Services
from bot.store.cards import Card
from bot.store.contexts import get_context, put_context
from corpus.types import BlockKind, Corpus

RESTART = "2.4/34"
"""The place of the restart sequence."""
CODES_A_PAGE = 15
"""Lines that a phone shows without much scrolling."""


class Menus:
    """Shows menus and acts on their buttons."""

    def __init__(self, services: Services) -> None:
        self._s = services
        self._corpus: Corpus = services.answerer.corpus

    async def open(self, place: Place, kind: str, state: str = "") -> None:
        """Send a menu."""
        card = Card(kind, place.chat_id, place.user_id, question_id=place.reply_to, state=state)
        html, markup = await self._shown(place, card, state)
        await self._s.database.run(lambda c: self._s.cards.add(c, card))
        sent = await self._s.say(place, html, markup)
        if sent is not None:
            await self._s.database.run(lambda c: self._s.cards.sent(c, card.token, (sent,)))

    async def tap(self, place: Place, card: Card, tap_id: str, value: str) -> None:
        """Act on a button of a menu."""
        # Read again: an earlier tap of this chat may have changed it while this one waited.
        token = card.token
        now = await self._s.database.run(lambda c: self._s.cards.get(c, token))
        card = card if now is None else now
        state, refusal = await self._next(place, card, value)
        if state is None:
            await self._s.sender.answer_tap(tap_id, refusal or texts.OUTDATED, alert=True)
            return
        new = state
        won = new == card.state or await self._s.database.run(
            lambda c: self._s.cards.advance(c, card.token, card.state, new)
        )
        await self._s.sender.answer_tap(tap_id, refusal)
        if won and card.message_id is not None:
            html, markup = await self._shown(place, card, new)
            await self._s.sender.edit(card.chat_id, card.message_id, html, markup)

    async def _next(self, place: Place, card: Card, value: str) -> tuple[str | None, str | None]:
        """Return the menu's next state, or None and why not."""
        if card.kind == "codes":
            valid = value.isdecimal() and int(value) < self._pages()
            return (value, None) if valid else (None, None)
        if card.kind == "ticks":
            return self._tick(card, value)
        return await self._set_system(place, value)

    async def _shown(self, place: Place, card: Card, state: str) -> tuple[str, InlineKeyboardMarkup | None]:
        if card.kind == "codes":
            return self._codes(card.token, int(state or "0"), place.private)
        if card.kind == "ticks":
            return self._ticks(card.token, int(state or "0"))
        context = await self._s.database.run(lambda c: get_context(c, place.chat_id, place.user_id))
        return self._system(card.token, context)

    # Codes

    def _pages(self) -> int:
        return -(-len(self._corpus.event_codes) // CODES_A_PAGE)

    def _codes(self, token: str, page: int, private: bool) -> tuple[str, InlineKeyboardMarkup]:
        codes = sorted(self._corpus.event_codes, key=lambda event: event.number)
        lines = [
            # In private a code is a command to tap; in a group it would call every bot there.
            f"{'/' if private else ''}{event.code} {escape(event.name)}"
            for event in codes[page * CODES_A_PAGE : (page + 1) * CODES_A_PAGE]
        ]
        head = f"<b>Event codes</b>, page {page + 1} of {self._pages()}. Tap or send a code to read what to do."
        last = self._pages() - 1
        turns = [("« First", 0), ("‹ Back", page - 1), ("Next ›", page + 1), ("Last »", last)]
        row = [
            InlineKeyboardButton(label, callback_data=data("c", token, number))
            for label, number in turns
            if 0 <= number <= last and number != page
        ]
        return head + "\n\n" + "\n".join(lines), InlineKeyboardMarkup(in_rows(row))

    # The restart

    def _steps(self) -> tuple[str, ...]:
        blocks = self._corpus.by_ref[RESTART].blocks
        return next((block.items for block in blocks if block.kind is BlockKind.STEPS), ())

    def _tick(self, card: Card, value: str) -> tuple[str | None, str | None]:
        done = int(card.state or "0")
        if value == "back" and done > 0:
            return str(done - 1), None
        if value == "new":
            return "0", None
        if not value.isdecimal() or not 0 < int(value) <= len(self._steps()):
            return None, None
        if int(value) == done + 1:
            return str(done + 1), None
        if int(value) <= done:
            return card.state, f"Step {value} is ticked already."
        return None, f"The order matters: step {done + 1} comes first."

    def _ticks(self, token: str, done: int) -> tuple[str, InlineKeyboardMarkup]:
        steps, passage = self._steps(), self._corpus.by_ref[RESTART]
        notes = [note.text for note in self._corpus.safety_notes if RESTART in note.refs]
        notes += [block.text for block in passage.blocks if block.kind is BlockKind.WARNING]
        lines = [f"<b>{escape(passage.title)}</b>", *(warning_html(note) for note in notes)]
        marked = [
            f"{'✅' if n <= done else '▶️' if n == done + 1 else '⬜️'} {n}. {inline_html(step)}"
            for n, step in enumerate(steps, 1)
        ]
        lines.append("\n".join(marked))
        version = self._corpus.document.version
        lines.append(f"📖 <i>Guideline V{escape(version)} · {RESTART}</i>")
        rows = []
        if done < len(steps):
            following = InlineKeyboardButton(f"✅ Step {done + 1} is done", callback_data=data("t", token, done + 1))
            rows.append([following])
        else:
            lines.insert(-1, "<b>All steps are done.</b>")
        if done:
            back = InlineKeyboardButton("↩️ One step back", callback_data=data("t", token, "back"))
            again = InlineKeyboardButton("🔄 From the start", callback_data=data("t", token, "new"))
            rows.append([back, again])
        return "\n\n".join(lines), InlineKeyboardMarkup(rows)

    # The system of a chat

    async def _set_system(self, place: Place, value: str) -> tuple[str | None, str | None]:
        context = await self._s.database.run(lambda c: get_context(c, place.chat_id, place.user_id))
        types = {type_.name.lower(): type_ for type_ in self._corpus.module_types}
        if value == "clear":
            new = ChatContext()
        elif value in types:
            # Another type has other numbers of modules: the old number would be carried silently.
            new = ChatContext(module_type=types[value].name)
        elif value.isdecimal() and context.module_type is not None:
            new = ChatContext(module_type=context.module_type, modules=int(value))
            if self.problem(new):
                return None, None
        else:
            return None, None
        await self._s.database.run(lambda c: put_context(c, place.chat_id, place.user_id, new))
        return "", None

    def problem(self, context: ChatContext) -> str | None:
        """Return why a system cannot be (HTML), None where it can."""
        known = {type_.name: type_ for type_ in self._corpus.module_types}
        type_ = known.get(context.module_type or "")
        if context.module_type is not None and type_ is None:
            return f"{escape(context.module_type)} is none of {', '.join(known)}."
        if type_ is None or context.modules is None:
            return None
        if type_.minimum_modules <= context.modules <= type_.maximum_modules:
            return None
        return (
            f"{escape(type_.name)} towers have {type_.minimum_modules} to {type_.maximum_modules} modules, "
            f"not {context.modules}."
        )

    def _system(self, token: str, context: ChatContext) -> tuple[str, InlineKeyboardMarkup]:
        rows = [
            [
                InlineKeyboardButton(
                    type_.name + (" ✓" if type_.name == context.module_type else ""),
                    callback_data=data("s", token, type_.name.lower()),
                )
                for type_ in self._corpus.module_types
            ]
        ]
        type_ = next((t for t in self._corpus.module_types if t.name == context.module_type), None)
        if type_ is not None:
            counts = range(type_.minimum_modules, type_.maximum_modules + 1)
            rows.append(
                [
                    InlineKeyboardButton(
                        f"{n}{' ✓' if n == context.modules else ''}", callback_data=data("s", token, n)
                    )
                    for n in counts
                ]
            )
        if context != ChatContext():
            rows.append([InlineKeyboardButton("Clear", callback_data=data("s", token, "clear"))])
        known = system_line(context)
        html = (
            f"<b>Your system in this chat:</b> {known}.\n\n"
            + (
                "Which type is it?"
                if type_ is None
                else "How many modules are in one tower?"
                if context.modules is None
                else "Questions like “and the minimum?” are answered for it."
            )
            + "\n\nOr write it: <code>/system HVM+ 4</code>"
        )
        return html, InlineKeyboardMarkup(rows)
