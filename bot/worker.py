"""The process that computes answers, beside the one that talks to Telegram.

Two reasons: Python runs one thread at a time, so that computing in a thread holds up every chat's messages; and a
crash in a native library costs one question, not the bot. Parent and child speak through two pipes; the child ends
when its parent does, however that ends.

Run as ``python -m bot.worker`` by ``Worker``; not meant to be run by hand.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from dataclasses import replace
from typing import IO, Any

from assistant import Assistant
from assistant.settings import Settings
from corpus.errors import AssistantError

LENGTH = struct.Struct("!I")
"""In front of each message: its length in bytes."""
WARM_UP = "the app does not find the battery"
"""Asked before the first real question, so that none waits for the index."""


def frame(value: Any) -> bytes:
    """Return a message as the pipe carries it."""
    body = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(body)) + body


def without_secrets(settings: Settings) -> Settings:
    """Return the settings that answering needs: what it does not need, it should not hold."""
    return replace(settings, telegram_bot_token="", database_url="", webhook_secret="")


def _read(source: IO[bytes]) -> Any:
    """Return the next message, None where the parent has gone."""
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    return pickle.loads(source.read(length))  # noqa: S301  (from our own parent, through a pipe that only it holds)


def main() -> None:
    """Answer questions from standard input until it ends."""
    from bot.log import log_progress, set_up

    # A supervisor and Ctrl-C signal both processes; the parent finishes what is under way and needs this one for it.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints, prints to the log and not into an answer
    settings: Settings = _read(source)
    set_up(settings.log_level, ())
    try:
        assistant = Assistant.load(settings, progress=log_progress())
        assistant.ask(WARM_UP)
        ready: AssistantError | None = None
    except AssistantError as error:
        ready = error
    _write(sink, ready)
    while ready is None and (request := _read(source)) is not None:
        question, context = request
        try:
            answer: Any = assistant.ask(question, context)
        except Exception as error:  # handed to who asked
            answer = RuntimeError(f"{type(error).__name__}: {error}")
        _write(sink, answer)


def _write(sink: IO[bytes], value: Any) -> None:
    try:
        sink.write(frame(value))
        sink.flush()
    except BrokenPipeError:
        sys.exit(0)


if __name__ == "__main__":
    main()
