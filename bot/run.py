"""The bot's life: start, serve until a signal, stop in order.

Stopping: no new updates; what is under way is finished; what has not begun after ``DRAIN_S`` stays in the journal
for the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken, TelegramError

from assistant.settings import Settings
from bot import web
from bot.answering import Answerer, WorkerAnswerer
from bot.app import App, add_handlers, make_app, make_bot
from bot.intake import KINDS, Intake
from bot.lanes import ChatLanes
from bot.metrics import Metrics
from bot.pacing import Pacer
from bot.polling import REFUSED, poll
from bot.profile import set_profile
from bot.requests import Bot, FloodError
from bot.sender import Sender
from bot.services import Services
from bot.store.cards import Cards
from bot.store.database import Database, make_engine
from bot.store.instances import BEAT_S, Instance
from bot.store.journal import Journal
from bot.store.migrate import migrate
from bot.store.people import migrate_chat, prune
from corpus.errors import AssistantError, BotError
from corpus.load import load

log = logging.getLogger(__name__)

DRAIN_S = 8.0
"""How long the queue is worked on after the signal: Docker kills after 10 s."""
LEAVE_S = 20.0
"""How long, after that, what is under way may still take: systemd kills after 90 s."""
PRUNE_S = 3600.0
FIRST_DELAY_S, LONGEST_DELAY_S = 1.0, 30.0
"""Waits between tries to reach Telegram at the start: doubled each time."""


async def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT.

    :raises BotError: the token, the database or an address cannot be used.
    """
    stop = asyncio.Event()
    _listen_for_signals(stop)
    failures: list[AssistantError] = []

    def failed(error: AssistantError) -> None:
        failures.append(error)
        stop.set()

    answerer = WorkerAnswerer(settings, load(settings.document, questions=False), failed)
    try:
        if await _before(stop, answerer.start()):
            await serve(settings, answerer, stop)
    finally:
        await answerer.close()
    if failures:
        raise failures[0]


async def serve(settings: Settings, answerer: Answerer, stop: asyncio.Event) -> None:
    """Serve until ``stop`` is set.

    :raises BotError: the token, the database or an address cannot be used.
    """
    async with AsyncExitStack() as stack:
        metrics = Metrics()
        engine = make_engine(settings.database_url, settings.var)
        await asyncio.to_thread(migrate, engine)
        database = Database(engine)
        stack.push_async_callback(database.close)
        pacer = Pacer(metrics, settings.flood_limits)
        bot = make_bot(settings, pacer)
        lanes = ChatLanes()
        app = make_app(bot, lanes)
        if not await _reach(app, stop):
            return
        metrics.contact()
        stack.push_async_callback(app.shutdown)
        log.info("this is @%s", bot.username)
        instance = Instance()
        await database.run(instance.beat)
        stack.push_async_callback(_leave, database, instance)
        journal = Journal(database, instance, bot.id)
        tasks: set[asyncio.Future[None]] = set()

        def spawn(task: asyncio.Future[None]) -> None:
            tasks.add(task)
            task.add_done_callback(tasks.discard)

        async def moved(old: int, new: int) -> None:
            await database.run(lambda c: migrate_chat(c, old, new))

        services = Services(
            settings=settings,
            answerer=answerer,
            database=database,
            journal=journal,
            cards=Cards(bot.id),
            sender=Sender(bot, pacer, metrics, moved),
            lanes=lanes,
            metrics=metrics,
            me=bot.bot,
            spawn=spawn,
        )
        lanes.journal = journal
        add_handlers(app, services)
        intake = Intake(services, app.update_queue)
        await app.start()
        stack.push_async_callback(_drain, app, lanes, tasks)
        await intake.take_over()
        await stack.enter_async_context(_background(intake.sweep(BEAT_S)))
        await stack.enter_async_context(_background(_prune(database, journal, settings.retention_days)))
        await stack.enter_async_context(_background(set_profile(bot, settings.admins)))
        if settings.health_listen:
            health = web.Health(database, metrics, polling=not settings.webhook_url)
            server = web.serve(web.health_application(health), settings.health_listen, "ASSISTANT_HEALTH_LISTEN")
            stack.push_async_callback(web.close, server)
        if settings.webhook_url:
            await _serve_webhook(settings, bot, intake, metrics, stop)
        else:
            await _delete_webhook(bot, stop)
            log.info("polling")
            await poll(bot, intake, metrics, stop)
        log.info("stopping: no new questions are taken")


async def _before(stop: asyncio.Event, work: Awaitable[None]) -> bool:
    """Return whether some work was done before ``stop`` was set; it is cancelled otherwise."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if working.done():
        await working
        return True
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    return False


def _listen_for_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()

    def stop_now(name: str) -> None:
        if stop.is_set():
            log.warning("%s again: ending at once; the journal knows what is unanswered", name)
            logging.shutdown()
            os._exit(1)
        log.info("%s: stopping", name)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop_now, number.name)


async def _reach(app: App, stop: asyncio.Event) -> bool:
    """Return whether Telegram was reached and knows the token; false where a signal came first.

    :raises BotError: Telegram refuses the token.
    """
    try:
        return await persist(app.initialize, stop, "Telegram cannot be reached")
    except InvalidToken:
        await app.bot.shutdown()
        raise BotError(REFUSED) from None


async def persist(action: Callable[[], Awaitable[Any]], stop: asyncio.Event, failure: str) -> bool:
    """Return whether an action succeeded, tried until it does; false where a signal came first.

    :raises InvalidToken: Telegram refuses the token.
    """
    delay = FIRST_DELAY_S
    while not stop.is_set():
        try:
            await action()
        except InvalidToken:
            raise
        except TelegramError as error:
            wait = error.wait_s if isinstance(error, FloodError) else delay
            log.warning("%s (%s); trying again in %.0f s", failure, error, wait)
            delay = min(2 * delay, LONGEST_DELAY_S)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), wait)
        else:
            return True
    return False


async def _delete_webhook(bot: Bot, stop: asyncio.Event) -> None:
    await persist(lambda: bot.delete_webhook(drop_pending_updates=False), stop, "the webhook cannot be removed")


async def _serve_webhook(settings: Settings, bot: Bot, intake: Intake, metrics: Metrics, stop: asyncio.Event) -> None:
    secret = settings.webhook_secret or web.default_secret(settings.telegram_bot_token)
    server = web.serve(
        web.webhook_application(intake, secret, metrics), settings.webhook_listen, "ASSISTANT_WEBHOOK_LISTEN"
    )
    try:
        # Replicas all set the same address; none removes it when it stops, since the others go on.
        reached = await persist(
            lambda: bot.set_webhook(settings.webhook_url, secret_token=secret, allowed_updates=KINDS),
            stop,
            "the webhook cannot be set",
        )
        if reached:
            log.info("waiting for webhook calls on %s", settings.webhook_listen)
            await stop.wait()
    finally:
        await web.close(server)


async def _drain(app: App, lanes: ChatLanes, tasks: set[asyncio.Future[None]]) -> None:
    """Finish what is under way."""
    ending = asyncio.ensure_future(app.stop())
    await asyncio.wait({ending}, timeout=DRAIN_S)
    lanes.leaving = True
    await asyncio.wait({ending, *tasks}, timeout=LEAVE_S)
    if not ending.done():
        log.warning("some answers could not be sent in time; the journal knows them")
        ending.cancel()
    await asyncio.gather(ending, return_exceptions=True)


async def _leave(database: Database, instance: Instance) -> None:
    try:
        await database.run(instance.leave)
    except SQLAlchemyError as error:
        log.warning("the database could not be told that this process ends (%s)", type(error).__name__)


async def _prune(database: Database, journal: Journal, retention_days: int) -> None:
    """Delete what has grown old, now and every hour."""

    def job(connection: Connection) -> None:
        prune(connection, retention_days)
        journal.prune(connection)

    while True:
        try:
            await database.run(job)
        except SQLAlchemyError as error:
            log.warning("old rows could not be deleted (%s)", type(error).__name__)
        await asyncio.sleep(PRUNE_S)


@asynccontextmanager
async def _background(work: Awaitable[None]) -> AsyncIterator[None]:
    """Run something beside, until the end."""
    task = asyncio.ensure_future(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
