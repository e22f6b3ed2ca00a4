"""Files of dialogues over Telegram: what a person sends is fetched, what a dialogue hands out is sent.

Not here: which files a report takes (``assistant.dialogue.check_file``), and where they are kept (``store``).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InputFile, Message, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from assistant import dialogue as d
from assistant.dialogue.report_files import MEGABYTE, MOST_BYTES
from bot.place import Place
from bot.requests import Bot, FloodError, ReplyLostError

log = logging.getLogger(__name__)

TRIES = 3
"""Tries to fetch a file."""
UPLOAD_S = 60.0
"""How long a file may take to be sent: a report with photos has megabytes."""
LONGEST_CAPTION = 1000
"""Characters; Telegram takes 1,024."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A photo or file in a message."""

    file_id: str
    name: str
    size: int
    """Bytes, as Telegram says; 0 where it does not."""


def sent_file(message: Message) -> Sent | None:
    """Return the photo (its largest size) or file of a message, None where it has none."""
    if message.photo:
        largest = message.photo[-1]
        return Sent(largest.file_id, f"photo_{message.message_id}.jpg", largest.file_size or 0)
    document = message.document
    if document is None:
        return None
    return Sent(document.file_id, d.safe_name(document.file_name or "file"), document.file_size or 0)


def too_big(sent: Sent) -> str:
    """Return why a file is not even fetched, "" where it is."""
    if sent.size <= MOST_BYTES:
        return ""
    return f"{sent.name} has {sent.size / MEGABYTE:.1f} MB: at most {MOST_BYTES // MEGABYTE} MB a file."


async def fetch(bot: Bot, sent: Sent) -> bytes | None:
    """Return a file's bytes, None where Telegram does not hand it out."""
    for number in range(1, TRIES + 1):
        try:
            found = await bot.get_file(sent.file_id)
            return bytes(await found.download_as_bytearray())
        except (BadRequest, FloodError) as error:
            log.warning("a file cannot be fetched: %s", error)
            return None
        except TelegramError as error:
            log.warning("a file could not be fetched (%s), try %d of %d", type(error).__name__, number, TRIES)
    return None


async def hand_out(bot: Bot, place: Place, files: Sequence[d.File]) -> bool:
    """Return whether all files were sent, or may have been: pictures as photos, others as documents."""
    whole = True
    for file in files:
        whole = await _send(bot, place, file) and whole
    return whole


async def _send(bot: Bot, place: Place, file: d.File) -> bool:
    upload = InputFile(file.data, filename=file.name)
    reply = None if place.reply_to is None else ReplyParameters(place.reply_to, allow_sending_without_reply=True)
    caption = file.caption[:LONGEST_CAPTION] or None
    try:
        if file.mime == "image/png":
            await bot.send_photo(
                place.chat_id,
                upload,
                caption=caption,
                reply_parameters=reply,
                message_thread_id=place.topic,
                write_timeout=UPLOAD_S,
            )
        else:
            await bot.send_document(
                place.chat_id,
                upload,
                caption=caption,
                reply_parameters=reply,
                message_thread_id=place.topic,
                write_timeout=UPLOAD_S,
            )
    except ReplyLostError as error:
        log.warning("the reply to a file was lost (%s); it is not sent again", error)
    except (BadRequest, ChatMigrated, Forbidden) as error:
        log.info("a file could not be delivered: %s", error)
        return False
    return True
