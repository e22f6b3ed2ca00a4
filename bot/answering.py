"""Asks the answering process, from the event loop; starts it, and starts it again where it died.

Not here: what that process does (``worker``).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import pickle
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from assistant import Answer, ChatContext
from assistant.settings import Settings
from bot.worker import LENGTH, frame, without_secrets
from corpus.errors import AssistantError, BotError
from corpus.types import Corpus

log = logging.getLogger(__name__)

START_S = 1200.0
"""How long the process may take until it is ready: it may have to build the index, which takes minutes."""
END_S = 2.0
LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes of one answer on the pipe, as a bound for the reader."""

SMALL_HEAP = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "65536", "MALLOC_MMAP_THRESHOLD_": "65536"}
"""Makes the C library give memory back after the index is loaded (measured: 10 MB of 190); ignored elsewhere."""

MOST_DEATHS = 2
"""Processes that may die while a question is the next one: the first death may have other reasons."""

T = TypeVar("T")


class Blocking(Protocol):
    """The assistant for code that runs in a thread: its ``ask`` waits, and would wait for ever on the event loop."""

    @property
    def corpus(self) -> Corpus:
        """Return the corpus that the answers come from."""

    def ask(self, question: str, context: ChatContext | None = None) -> Answer:
        """Return the assistant's answer."""


class Answerer(Protocol):
    """What the bot needs of the assistant."""

    corpus: Corpus
    """The corpus that the answers come from, for menus and lists."""
    assistant: Blocking
    """For what ``run`` runs."""

    async def ask(self, question: str, context: ChatContext) -> Answer:
        """Return the assistant's answer."""

    async def run(self, work: Callable[[], T]) -> T:
        """Return what ``work`` returns, which may take its time: it runs in a thread."""


@dataclass(frozen=True, slots=True)
class _FromThread:
    """The answering process, as a thread sees it."""

    answerer: WorkerAnswerer
    corpus: Corpus
    loop: asyncio.AbstractEventLoop

    def ask(self, question: str, context: ChatContext | None = None) -> Answer:
        """Return the assistant's answer."""
        asking = self.answerer.ask(question, ChatContext() if context is None else context)
        return asyncio.run_coroutine_threadsafe(asking, self.loop).result()


@dataclass(slots=True)
class _Waiting:
    """A question that is not answered yet."""

    question: str
    context: ChatContext
    answer: asyncio.Future[Answer]
    deaths: int = 0


class WorkerAnswerer:
    """Asks a process of its own, one question after the other."""

    def __init__(self, settings: Settings, corpus: Corpus, failed: Callable[[AssistantError], None]) -> None:
        """Take what is told when no process can be started any more."""
        self.corpus = corpus
        self.assistant: Blocking = _FromThread(self, corpus, asyncio.get_running_loop())
        self._settings = settings
        self._failed = failed
        self.pid: int | None = None
        """The process's id while it can answer."""
        self._waiting: deque[_Waiting] = deque()
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._closing = False

    async def start(self) -> None:
        """Start the process and wait until it can answer.

        :raises AssistantError: the index cannot be used or built, or the process does not start.
        """
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.worker",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=LARGEST_ANSWER,
            env={**os.environ, **SMALL_HEAP},
        )
        self._process = process
        try:
            self._send(without_secrets(self._settings))
            ready = await asyncio.wait_for(self._receive(process), START_S)
        except (asyncio.IncompleteReadError, ConnectionError, TimeoutError):
            await self._kill(process)
            raise BotError("the process that computes answers did not start; the lines above say why") from None
        if isinstance(ready, AssistantError):
            await process.wait()
            raise ready
        self.pid = process.pid
        self._reader = asyncio.create_task(self._read(process))

    async def ask(self, question: str, context: ChatContext) -> Answer:
        """Return the assistant's answer.

        :raises BotError: the process died of this question.
        """
        waiting = _Waiting(question, context, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self.pid is not None:  # else it is asked with all that waits, once there is a process again
            self._send((question, context))
        return await waiting.answer

    async def run(self, work: Callable[[], T]) -> T:
        """Return what ``work`` returns, run in a thread."""
        return await asyncio.to_thread(work)

    async def close(self) -> None:
        """End the process."""
        self._closing = True
        process = self._process
        if process is None or process.stdin is None:
            return
        process.stdin.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), END_S)
        await self._kill(process)
        if self._reader is not None:
            await asyncio.gather(self._reader, return_exceptions=True)

    def _send(self, value: Any) -> None:
        if self._process is not None and self._process.stdin is not None and not self._process.stdin.is_closing():
            self._process.stdin.write(frame(value))

    async def _receive(self, process: asyncio.subprocess.Process) -> Any:
        assert process.stdout is not None  # noqa: S101  (it was opened with a pipe)
        (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
        return pickle.loads(await process.stdout.readexactly(length))  # noqa: S301  (from our own child)

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        """Hand out answers in order, until the process ends."""
        while True:
            try:
                value = await self._receive(process)
            except (asyncio.IncompleteReadError, ConnectionError):
                break
            _settle(self._waiting.popleft().answer, value)
        self.pid = None
        code = await process.wait()
        if not self._closing:
            log.error("the process that computes answers ended (%s); starting another", code)
            await self._again()

    async def _again(self) -> None:
        """Start another process and ask it what waits, apart from a question that processes die of."""
        if self._waiting:
            self._waiting[0].deaths += 1
            if self._waiting[0].deaths >= MOST_DEATHS:
                error = BotError("the process that computes answers died of a question")
                _settle(self._waiting.popleft().answer, error)
        try:
            await self.start()
        except AssistantError as error:
            self._failed(error)
            while self._waiting:
                _settle(self._waiting.popleft().answer, error)
            return
        for waiting in self._waiting:
            self._send((waiting.question, waiting.context))

    async def _kill(self, process: asyncio.subprocess.Process) -> None:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def _settle(future: asyncio.Future[Answer], value: Any) -> None:
    if future.done():  # its waiter was cancelled
        return
    if isinstance(value, Answer):
        future.set_result(value)
    else:
        future.set_exception(value)
