"""Files of dialogues over Telegram: what a person sends is fetched, what a dialogue hands out is sent.

Not here: which files a report takes (``assistant.dialogue.check_file``), and where they are kept (``store``).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from telegram import InputFile, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from assistant import dialogue as d
from assistant.dialogue.report_files import MEGABYTE, MOST_BYTES
from bot import texts
from bot.html import plain_text
from bot.place import Place
from bot.requests import Bot, FloodError, ReplyLostError
from bot.sender import Markup, Sender
from bot.split import width

log = logging.getLogger(__name__)

TRIES = 3
"""Tries to fetch a file."""
UPLOAD_S = 60.0
"""How long a file may take to be sent: a report with photos has megabytes."""
LONGEST_CAPTION = 1024
"""UTF-16 units after the tags are taken out, as Telegram counts."""
PICTURE = "image/png"


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


async def deliver(
    sender: Sender, place: Place, parts: Sequence[str], files: Sequence[d.File], markup: Markup | None
) -> tuple[int, ...]:
    """Return the messages that show a screen with its files; one of them is the reply to the question.

    A picture carries the text as its caption where it fits: one message is read best on a phone. Else the files come
    first and the text, which is the reply, stands last with the buttons.
    """
    picture = captioned(parts, files)
    if picture is not None:
        reply = None if place.reply_to is None else ReplyParameters(place.reply_to, allow_sending_without_reply=True)
        formed = {"caption": parts[0], "parse_mode": ParseMode.HTML, "reply_markup": markup, "reply_parameters": reply}
        sent = await _send(sender.bot, place, picture, formed)
        if sent is not None:
            return sent
        whole = False
    else:
        plain = [{"caption": _cut(file.caption) or None} for file in files]
        whole = None not in [await _send(sender.bot, place, *pair) for pair in zip(files, plain, strict=True)]
    parts = parts if whole else (*parts[:-1], f"{parts[-1]}\n\n{texts.FILE_FAILED}")
    return await sender.send(place, parts, markup)


def _cut(caption: str) -> str:
    """Return as much of a caption as Telegram takes."""
    units = caption.encode("utf-16-le", "replace")[: 2 * LONGEST_CAPTION]
    return units.decode("utf-16-le", "ignore")


def captioned(parts: Sequence[str], files: Sequence[d.File]) -> d.File | None:
    """Return the picture that a screen's text fits below as its caption, None elsewhere."""
    if len(parts) != 1 or len(files) != 1 or files[0].mime != PICTURE:
        return None
    return files[0] if width(plain_text(parts[0])) <= LONGEST_CAPTION else None


async def _send(bot: Bot, place: Place, file: d.File, options: dict[str, Any]) -> tuple[int, ...] | None:
    """Return the message that shows a file, empty where it may have arrived, None where Telegram refuses it."""
    send = bot.send_photo if file.mime == PICTURE else bot.send_document
    upload = InputFile(file.data, filename=file.name)
    try:
        sent = await send(place.chat_id, upload, message_thread_id=place.topic, write_timeout=UPLOAD_S, **options)
    except ReplyLostError as error:
        log.warning("the reply to a file was lost (%s); it is not sent again", error)
        return ()
    except (BadRequest, ChatMigrated, Forbidden) as error:
        log.info("a file could not be delivered: %s", error)
        return None
    return (sent.message_id,)
