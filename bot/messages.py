"""Messages that are no commands: questions, edited questions, replies to our own questions, and what is no text."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import Any

from telegram import Chat, ChatMember, Message, Update

from bot import texts
from bot.addressed import without_mention
from bot.dialogues import Dialogues
from bot.html import plain_text
from bot.place import Place, moved_group, place_of
from bot.questions import Questions
from bot.services import Services
from bot.store.people import migrate_chat
from bot.votes import Votes

MOST_ALBUMS = 500
"""Albums remembered: each picture of one is an update of its own, and one line answers them all."""
_KINDS = (
    ("photo", "pictures"),
    ("voice", "voice messages"),
    ("audio", "sound"),
    ("video", "videos"),
    ("video_note", "videos"),
    ("animation", "animations"),
    ("document", "files"),
    ("sticker", "stickers"),
    ("location", "locations"),
    ("venue", "locations"),
    ("contact", "contacts"),
    ("poll", "polls"),
)


class Messages:
    """Handles messages."""

    def __init__(self, services: Services, questions: Questions, votes: Votes, dialogues: Dialogues) -> None:
        self._s = services
        self._questions = questions
        self._votes = votes
        self._dialogues = dialogues
        self._albums: OrderedDict[str, None] = OrderedDict()

    async def message(self, update: Update, _: Any) -> None:
        """Answer a new message."""
        message, place = update.message, place_of(update)
        if message is None or place is None:
            return
        moved = moved_group(message)
        if moved is not None:
            await self._s.database.run(lambda c: migrate_chat(c, moved.old, moved.new))
            return
        if message.reply_to_message is not None and await self._votes.comment(place, message):
            return
        await self._ask(place, message)

    async def edited(self, update: Update, _: Any) -> None:
        """Answer an edited question anew, by editing the earlier answer."""
        message, place = update.edited_message, place_of(update)
        if message is None or place is None or not (message.text or message.caption):
            return  # a live location moves by edits
        earlier = await self._s.database.run(lambda c: self._s.cards.of_question(c, place.chat_id, message.message_id))
        if message.text and message.text.startswith("/"):
            return  # commands act once
        question = without_mention(message, self._s.me)
        if question and (earlier is not None or not await self._dialogues.text(place, question)):
            await self._questions.answer(place, question, earlier=earlier)

    async def _ask(self, place: Place, message: Message) -> None:
        question = without_mention(message, self._s.me)
        kind = next((name for field, name in _KINDS if getattr(message, field)), None)
        if (message.photo or message.document) and await self._dialogues.file(
            place, message, question, self._is_further(message)
        ):
            self._seen_album(message)
            return
        if kind is not None and not question:
            if not self._seen_album(message):
                await self._s.say(place, texts.NOT_TEXT.format(kind=kind))
            return
        if kind is not None:
            note = texts.CAPTION_ONLY.format(kind=kind)
            self._seen_album(message)
            await self._questions.answer(place, question, note=note)
            return
        if not message.text:
            return  # a service message: somebody joined, a title changed
        quoted = message.reply_to_message
        if not question and quoted is not None and quoted.text and not place.private:
            # "@bot" in reply to somebody's question: that is the question, and its author gets the answer.
            await self._questions.answer(replace(place, reply_to=quoted.message_id), quoted.text)
            return
        if not question or not await self._dialogues.text(place, question):
            await self._questions.answer(place, question)

    def _is_further(self, message: Message) -> bool:
        """Return whether a picture of the same album came before."""
        return message.media_group_id is not None and message.media_group_id in self._albums

    def _seen_album(self, message: Message) -> bool:
        """Return whether a picture of the same album was answered already, and remember the album."""
        album = message.media_group_id
        if album is None:
            return False
        if album in self._albums:
            return True
        self._albums[album] = None
        if len(self._albums) > MOST_ALBUMS:
            self._albums.popitem(last=False)
        return False

    async def membership(self, update: Update, _: Any) -> None:
        """Say hello in a group that the bot was added to."""
        change, place = update.my_chat_member, place_of(update)
        if change is None or place is None or change.chat.type not in (Chat.GROUP, Chat.SUPERGROUP):
            return
        inside = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR)
        settings = self._s.settings
        limited = bool(settings.allowed_users or settings.allowed_chats)
        known = {*settings.allowed_users, *settings.admins, *settings.allowed_chats}
        if limited and place.user_id not in known and place.chat_id not in known:
            return
        if change.new_chat_member.status in inside and change.old_chat_member.status not in inside:
            mention = f"@{self._s.me.username}" if self._s.me.username else plain_text(self._s.me.first_name)
            await self._s.say(place, texts.ADDED.format(mention=mention))
