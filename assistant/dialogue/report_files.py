"""Which photos and files a report takes: by their first bytes, not by their names; limits on size and number.

Where the bytes are kept is the caller's business; never where the web can reach them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.types import Attachment

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
"""One file: a phone's photo has 3 to 8 MB."""
MOST_FILES = 20
MOST_BYTES_IN_ALL = 40 * MEGABYTE
"""All files of a report; Telegram sends back at most 50 MB in one file."""
_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
)
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
_TEXT_SAMPLE = 4096
ENDINGS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "application/pdf": ".pdf",
    "application/zip": ".zip", "text/plain": ".txt",
}  # fmt: skip


def kind_of(data: bytes) -> str:
    """Return the media type that the first bytes show, "" for one that a report does not take."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    for signature, mime in _SIGNATURES:
        if data.startswith(signature):
            return mime
    sample = data[:_TEXT_SAMPLE]
    if not sample or any(byte < 9 or 13 < byte < 32 for byte in sample):
        return ""
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        # The sample ends within a character, or the log is in an older encoding: few letters are beyond ASCII then.
        is_cut = error.start >= len(sample) - 3
        if not is_cut and sum(byte > 127 for byte in sample) * 10 > len(sample):
            return ""
    return "text/plain"


def check_file(name: str, data: bytes, held: Sequence[Attachment]) -> str:
    """Return "" where a report takes the file, else the sentence that says why not.

    :param held: the files that the report holds already (``attachments``).
    """
    shown = safe_name(name)
    if not data:
        return f"{shown} is empty."
    if len(data) > MOST_BYTES:
        return f"{shown} has {_megabytes(len(data))} MB: at most {MOST_BYTES // MEGABYTE} MB a file."
    if len(held) >= MOST_FILES:
        return f"A report takes {MOST_FILES} files: {shown} is one too many."
    if sum(file.size for file in held) + len(data) > MOST_BYTES_IN_ALL:
        return f"With {shown} the report's files would have more than {MOST_BYTES_IN_ALL // MEGABYTE} MB."
    if not kind_of(data):
        return f"{shown}: only photos (JPEG, PNG, WebP), PDF, ZIP and text files are taken."
    return ""


def safe_name(name: str) -> str:
    """Return a file's name that is safe to show and to store: no folders, no odd characters, at most 60."""
    last = re.split(r"[/\\]", name)[-1]
    cleaned = re.sub(r"[^\w.() -]", "_", last).strip(". ")[-60:]
    return cleaned or "file"


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}"
