"""HTTP in: Telegram's webhook, and ``/healthz`` and ``/metrics`` for the operator, each on its own address."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

import tornado.httpserver
import tornado.web
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.intake import Intake
from bot.metrics import Metrics
from bot.store.database import Database
from corpus.errors import BotError

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (a header's name)
LARGEST_UPDATE = 1_000_000
"""Bytes of a webhook call: Telegram's updates are far smaller."""
LAST_PORT = 65535
SILENCE_S = 60.0
"""Polling without a word from Telegram for so long is unhealthy: each request is held for 10 s at most."""


def default_secret(token: str) -> str:
    """Return the webhook's secret where none is set: made from the token, so that all replicas agree on it."""
    return hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()


def serve(application: tornado.web.Application, listen: str, setting: str) -> tornado.httpserver.HTTPServer:
    """Return a server that listens.

    :raises BotError: the address cannot be used.
    """
    host, _, port = listen.rpartition(":")
    server = tornado.httpserver.HTTPServer(application, max_buffer_size=LARGEST_UPDATE)
    try:
        if not 0 < int(port) <= LAST_PORT:  # the resolver would take it modulo 65536
            raise ValueError("no port number")
        server.listen(int(port), address=host.strip("[]"))
    except (OSError, ValueError, OverflowError) as error:
        raise BotError(f"{setting}: cannot listen on {listen!r} ({error}); write it like 127.0.0.1:8080") from None
    return server


async def close(server: tornado.httpserver.HTTPServer) -> None:
    """Stop listening, and end the connections that are idle."""
    server.stop()
    await server.close_all_connections()


def webhook_application(intake: Intake, secret: str, metrics: Metrics) -> tornado.web.Application:
    """Return the application that Telegram delivers updates to, at any path: the secret decides."""
    return _Quiet([(r"/.*", _Webhook, {"intake": intake, "secret": secret, "metrics": metrics})])


def health_application(health: Health) -> tornado.web.Application:
    """Return the application with ``/healthz`` and ``/metrics``."""
    return _Quiet([(r"/healthz", _Healthz, {"health": health}), (r"/metrics", _Metrics, {"metrics": health.metrics})])


class Health:
    """Whether this process does its work."""

    def __init__(
        self, database: Database, metrics: Metrics, polling: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take the clock that ``metrics.last_contact`` is read from."""
        self._clock = clock
        self._database = database
        self.metrics = metrics
        self._polling = polling

    async def check(self) -> tuple[bool, dict[str, Any]]:
        """Return whether all is well, and the particulars."""
        problems = []
        silence = None
        if self._polling:
            last = self.metrics.last_contact
            silence = None if last is None else round(self._clock() - last, 1)
            if silence is None or silence > SILENCE_S:
                problems.append("nothing heard from Telegram")
        try:
            await self._database.run(lambda connection: connection.execute(text("SELECT 1")).scalar())
        except (SQLAlchemyError, BotError):
            problems.append("the database cannot be reached")
        report = {
            "status": "; ".join(problems) or "ok",
            "mode": "polling" if self._polling else "webhook",
            "last_contact_s": silence,
            "unreadable_updates": self.metrics.unreadable,
        }
        return not problems, report


class _Quiet(tornado.web.Application):
    def log_request(self, handler: tornado.web.RequestHandler) -> None:
        """Write no line a request: its path may be secret, and ``/metrics`` is asked often."""


class _Webhook(tornado.web.RequestHandler):
    def initialize(self, intake: Intake, secret: str, metrics: Metrics) -> None:
        self._intake, self._secret, self._metrics = intake, secret, metrics

    async def post(self) -> None:
        given = self.request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self._secret.encode()):
            self.set_status(403)
            return
        try:
            raw = json.loads(self.request.body)
            if not isinstance(raw, dict):
                raise ValueError("no object")
        except ValueError:
            self.set_status(400)
            return
        self._metrics.contact()
        try:
            await self._intake.take([raw])
        except (SQLAlchemyError, BotError) as error:
            # Telegram delivers again what is not taken with 200.
            log.error("an update cannot be stored (%s); Telegram will deliver it again", type(error).__name__)
            self.set_status(503)


class _Healthz(tornado.web.RequestHandler):
    def initialize(self, health: Health) -> None:
        self._check: Callable[[], Awaitable[tuple[bool, dict[str, Any]]]] = health.check

    async def get(self) -> None:
        well, report = await self._check()
        self.set_status(200 if well else 503)
        self.finish(report)


class _Metrics(tornado.web.RequestHandler):
    def initialize(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def get(self) -> None:
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.finish(self._metrics.exposition())
