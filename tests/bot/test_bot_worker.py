"""The process that computes answers: dies of nothing but its parent's end, and what happens when it is killed."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from bot_harness import wait_until

from assistant import ChatContext
from bot.answering import WorkerAnswerer
from bot.worker import without_secrets
from corpus.errors import BotError, CorpusError


def children(pid):
    """The ids of a process's children."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def with_worker(assistant, work):
    """Run ``work(answerer)`` with a worker."""

    async def run():
        answerer = WorkerAnswerer(assistant.settings, assistant.corpus)
        await answerer.start()
        try:
            return await work(answerer)
        finally:
            await answerer.close()

    return asyncio.run(run())


def test_it_gives_the_assistants_answers_in_order(assistant):
    asked = ["EC108", "minimum voltage of 4 HVM+ modules", "the app does not find the battery", "", "x" * 5000]

    async def work(answerer):
        return await asyncio.gather(*(answerer.ask(question, ChatContext()) for question in asked))

    for given, question in zip(with_worker(assistant, work), asked, strict=True):
        assert replace(given, elapsed_ms=0) == replace(assistant.ask(question), elapsed_ms=0)


def test_a_thread_may_ask_it(assistant):
    async def work(answerer):
        return await answerer.run(lambda: answerer.assistant.ask("EC108"))

    assert with_worker(assistant, work).blocks[0].text.startswith("**EC108 ")


def test_a_kill_costs_the_question_under_way_and_no_other(assistant):
    async def work(answerer):
        (pid,) = children(os.getpid())
        os.kill(pid, signal.SIGSTOP)  # so that all three are waiting
        asking = [asyncio.create_task(answerer.ask(code, ChatContext())) for code in ("EC103", "EC104", "EC105")]
        await asyncio.sleep(0)
        os.kill(pid, signal.SIGKILL)
        return await asyncio.gather(*asking, return_exceptions=True)

    first, *others = with_worker(assistant, work)
    assert isinstance(first, BotError)
    assert [answer.citations[0].ref for answer in others] == ["2.9/EC104", "2.9/EC105"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals_meant_for_the_bot_do_not_end_it(assistant, number):
    async def work(answerer):
        (pid,) = children(os.getpid())
        os.kill(pid, number)
        return await answerer.ask("EC108", ChatContext())

    assert with_worker(assistant, work).citations[0].ref == "2.9/EC108"


def test_what_keeps_it_from_starting_is_said(assistant):
    settings = replace(assistant.settings, document="no-such-document")

    async def run():
        await WorkerAnswerer(settings, assistant.corpus).start()

    with pytest.raises(CorpusError, match="no-such-document"):
        asyncio.run(run())


def test_it_is_told_no_secret():
    from assistant.settings import Settings

    settings = Settings(telegram_bot_token="1:a", database_url="b", webhook_secret="c")
    kept = without_secrets(settings)
    assert (kept.telegram_bot_token, kept.database_url, kept.webhook_secret) == ("", "", "")


def test_it_ends_when_the_bot_is_killed(spawn):
    process = spawn()
    (worker,) = children(process.process.pid)
    process.kill()
    wait_until(lambda: not is_alive(worker), "the worker's end")


def test_the_bot_goes_on_when_it_is_killed(server, anna, spawn):
    process = spawn()
    (worker,) = children(process.process.pid)
    os.kill(worker, signal.SIGKILL)
    assert server.wait_reply(server.say(anna, "EC108"))["text"].startswith("EC108")
    process.wait_log("the process that computes answers ended (-9); starting another")
    assert process.terminate() == 0
