"""The process that computes answers: dies of nothing but its parent's end, and what happens when it is killed."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import replace

import pytest
from bot_harness import children, is_alive, wait_until

from assistant import ChatContext
from bot.answering import WorkerAnswerer
from bot.worker import without_secrets
from corpus.errors import BotError, CorpusError

LONG = "the app does not find the battery after the update of the router in the cellar " * 20
"""A question that takes long enough to be killed under."""


def with_worker(assistant, work):
    """Run ``work(answerer)`` with a worker."""

    async def run():
        answerer = WorkerAnswerer(assistant.settings, assistant.corpus, failed=pytest.fail)
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


@pytest.mark.parametrize("kills", [1, 2])
def test_only_a_question_that_two_processes_die_of_is_given_up(assistant, kills):
    async def work(answerer):
        asking = []
        for _ in range(kills):
            while answerer.pid is None:
                await asyncio.sleep(0)
            pid = answerer.pid
            os.kill(pid, signal.SIGSTOP)  # so that all three wait when it dies
            if not asking:
                asking = [asyncio.create_task(answerer.ask(text, ChatContext())) for text in (LONG, "EC104", "EC105")]
                await asyncio.sleep(0)
            os.kill(pid, signal.SIGKILL)
            while answerer.pid == pid:
                await asyncio.sleep(0)
        # Asked while there is no process: neither lost nor asked twice, which would shift all later answers.
        asking.append(asyncio.create_task(answerer.ask("EC106", ChatContext())))
        answers = await asyncio.gather(*asking, return_exceptions=True)
        assert (await answerer.ask("EC107", ChatContext())).citations[0].ref == "2.9/EC107"
        return answers

    first, *others = with_worker(assistant, work)
    if kills == 1:
        assert first.question == LONG
    else:
        assert isinstance(first, BotError)
    assert [answer.citations[0].ref for answer in others] == ["2.9/EC104", "2.9/EC105", "2.9/EC106"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals_meant_for_the_bot_do_not_end_it(assistant, number):
    async def work(answerer):
        os.kill(answerer.pid, number)
        return await answerer.ask("EC108", ChatContext())

    assert with_worker(assistant, work).citations[0].ref == "2.9/EC108"


def test_what_keeps_it_from_starting_is_said(assistant):
    settings = replace(assistant.settings, document="no-such-document")

    async def run():
        await WorkerAnswerer(settings, assistant.corpus, failed=pytest.fail).start()

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
