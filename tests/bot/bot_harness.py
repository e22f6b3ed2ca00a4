"""A bot to test: in this process (quick), or the real ``assistant bot`` process (start, signals, kill)."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from bot.run import serve

DEADLINE_S = 20


def wait_until(condition, what="the condition", timeout_s=DEADLINE_S):
    """Return what the condition returns as soon as it is true."""
    ends = time.monotonic() + timeout_s
    while not (found := condition()):
        assert time.monotonic() < ends, f"{what} did not come within {timeout_s} s"
        time.sleep(0.01)
    return found


class ThreadAnswerer:
    """The real assistant in a thread: the process that ``assistant bot`` starts for it takes a second to start."""

    def __init__(self, assistant):
        self.assistant, self.corpus = assistant, assistant.corpus

    async def ask(self, question, context):
        return await asyncio.to_thread(self.assistant.ask, question, context)

    async def run(self, work):
        return await asyncio.to_thread(work)


class LocalBot:
    """The whole bot in a thread of this process."""

    def __init__(self, settings, assistant):
        self.settings, self.assistant = settings, assistant
        self.error = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(DEADLINE_S)

    def _run(self):
        async def main():
            self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
            self._ready.set()
            await serve(self.settings, ThreadAnswerer(self.assistant), self._stop)

        try:
            asyncio.run(main())
        except Exception as error:  # handed to the test
            self.error = error

    def stop(self):
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(40)
        assert not self._thread.is_alive(), "the bot did not stop"
        if self.error is not None:
            raise self.error


class BotProcess:
    """The process that ``assistant bot`` is."""

    def __init__(self, home, environment):
        self.log_path = Path(home) / f"log-{time.monotonic_ns()}.txt"
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("ASSISTANT_", "TELEGRAM_"))}
        with self.log_path.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "assistant.cli", "bot"],
                env={**clean, "ASSISTANT_HOME": str(home), **environment},
                stderr=log,
                stdout=log,
            )

    @property
    def log(self):
        return self.log_path.read_text(encoding="utf-8")

    def wait_log(self, text):
        def seen():
            assert text in self.log or self.process.poll() is None, self.log
            return text in self.log

        wait_until(seen, f"{text!r} in the log")

    def kill(self):
        self.process.kill()
        self.process.wait(DEADLINE_S)

    def terminate(self):
        """Return the exit code after SIGTERM."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(40)

    def end(self):
        if self.process.poll() is None:
            self.kill()


def children(pid):
    """The ids of a process's children."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def labels(message):
    """Return the texts of a message's buttons, row by row."""
    return [[button["text"] for button in row] for row in message.get("reply_markup", {}).get("inline_keyboard", [])]


def data_of(message, label):
    """Return what a button sends."""
    rows = message["reply_markup"]["inline_keyboard"]
    return next(button["callback_data"] for row in rows for button in row if button["text"] == label)
