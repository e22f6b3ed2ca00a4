"""Delivery to the bot's webhook: per chat in order, chats side by side, again and again until 200.

Deliveries of the public https address can be led to loopback addresses in turn (``via``), as a reverse proxy
before several replicas does. Does not speak TLS.
"""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from urllib.parse import urlsplit

import aiohttp

from bot.devserver.errors import bad_request
from bot.devserver.faults import Faults, Kind
from bot.devserver.params import Params
from bot.devserver.updates import Updates, Waiting
from bot.devserver.world import Json

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
MAX_SECRET = 256
DEFAULT_CONNECTIONS = 40
MAX_CONNECTIONS = 100
RETRY_S = 0.05
"""Pause before a delivery is tried again; Telegram starts with a second."""
TIMEOUT_S = 10.0


class Webhook:
    """setWebhook, deleteWebhook, getWebhookInfo, and the deliveries; used in the server's loop only."""

    def __init__(self, updates: Updates, faults: Faults) -> None:
        """Start without a webhook."""
        self.updates = updates
        self.faults = faults
        self.via: list[str] = []
        self._secret = ""
        self._turn = itertools.count()
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(DEFAULT_CONNECTIONS)
        self._session: aiohttp.ClientSession | None = None

    def set(self, params: Params) -> bool:
        """Set the webhook; an empty address removes it.

        :raises ApiError: 400 for an address or secret that Telegram refuses.
        """
        url = params.text("url")
        if not url:
            return self.delete(params)
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if not parts.hostname:
            raise bad_request("bad webhook: URL host is empty")
        secret = params.text("secret_token")
        if len(secret) > MAX_SECRET:
            raise bad_request("secret token is too long")
        if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
            raise bad_request("secret token contains unallowed characters")
        connections = params.integer("max_connections", DEFAULT_CONNECTIONS)
        if not 1 <= connections <= MAX_CONNECTIONS:
            raise bad_request("invalid max_connections specified")
        with self.updates.world.lock:
            self.updates.allow(params)
            self.updates.interrupt("terminated by setWebhook request")
            self._drop_pending(params)
            self._secret = secret
            self._slots = asyncio.Semaphore(connections)
            self.updates.webhook = {"url": url, "max_connections": connections}
        self.woken()
        return True

    def delete(self, params: Params) -> bool:
        """Remove the webhook."""
        with self.updates.world.lock:
            self._drop_pending(params)
            self.updates.webhook = None
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        return True

    def info(self) -> Json:
        """Return the ``WebhookInfo``."""
        with self.updates.world.lock:
            return {
                "url": "",
                **(self.updates.webhook or {}),
                "has_custom_certificate": False,
                "pending_update_count": len(self.updates.waiting),
                "allowed_updates": sorted(self.updates.allowed),
            }

    def woken(self) -> None:
        """Start a delivery for every queue that has something waiting and none under way."""
        if self.updates.webhook is None or self.updates.held:
            return
        for waiting in list(self.updates.waiting):
            if waiting.queue not in self._tasks:
                self._tasks[waiting.queue] = asyncio.ensure_future(self._deliver_queue(waiting.queue))

    async def close(self) -> None:
        """Stop delivering."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        self._tasks.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _drop_pending(self, params: Params) -> None:
        if params.boolean("drop_pending_updates"):
            self.updates.waiting.clear()

    async def _deliver_queue(self, queue: int) -> None:
        """Deliver what waits in one queue, in order, each until it is taken."""
        while (waiting := self._first(queue)) is not None:
            async with self._slots:
                problem = await self._deliver(waiting)
            with self.updates.world.lock:
                if not problem and waiting in self.updates.waiting:
                    self.updates.waiting.remove(waiting)
                elif problem and self.updates.webhook is not None:
                    self.updates.webhook["last_error_date"] = int(time.time())
                    self.updates.webhook["last_error_message"] = problem
            if problem:
                await asyncio.sleep(RETRY_S)
        self._tasks.pop(queue, None)

    def _first(self, queue: int) -> Waiting | None:
        """Return the oldest update of a queue, None when there is none."""
        with self.updates.world.lock:
            return next((one for one in self.updates.waiting if one.queue == queue), None)

    async def _deliver(self, waiting: Waiting) -> str:
        """Deliver one update; return what went wrong, empty when it was taken."""
        fault = self.faults.take("webhook", waiting.queue)
        if fault is not None and fault.kind not in (Kind.LOSE, Kind.SLOW, Kind.STALL):
            return "Connection reset by peer"
        if fault is not None and fault.delay_s:
            await asyncio.sleep(fault.delay_s)
        try:
            status = await self._post(waiting)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return f"Connection failed: {type(error).__name__}"
        if fault is not None and fault.kind is Kind.LOSE:
            return "Read timeout expired"
        return "" if 200 <= status < 300 else f"Wrong response from the webhook: {status}"

    async def _post(self, waiting: Waiting) -> int:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_S))
        url = str((self.updates.webhook or {}).get("url", ""))
        if self.via:
            parts = urlsplit(url)
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            url = self.via[next(self._turn) % len(self.via)].rstrip("/") + path
        headers = {HEADER: self._secret} if self._secret else {}
        async with self._session.post(url, json=waiting.body, headers=headers) as response:
            await response.read()
            return response.status
