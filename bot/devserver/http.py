"""The HTTP side: reads a call, lets a waiting fault happen to it, carries it out, records it.

Everything here runs in the server's loop. Does not know what the methods do.
"""

from __future__ import annotations

import asyncio
import re
import socket
import struct
import time
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.devserver.errors import ApiError, too_many_requests
from bot.devserver.faults import Fault, Faults, Kind
from bot.devserver.flood import FloodMeter
from bot.devserver.methods import METHODS, SENDING, SPELLING
from bot.devserver.params import Params
from bot.devserver.updates import Updates
from bot.devserver.webhook import Webhook
from bot.devserver.world import World

MAX_BODY_BYTES = 60_000_000
PROXY_PAGE = (
    "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n<center><h1>{0}</h1></center>\r\n</body>\r\n</html>\r\n"
)
"""What the web server before Telegram's answers when nothing is behind it: no JSON."""

_TOKEN = re.compile(r"[1-9][0-9]{0,19}:[A-Za-z0-9_-]{3,}")


@dataclass(slots=True)
class Call:
    """One call of the bot, for tests to read."""

    method: str
    params: dict[str, Any]
    """Parameters, lists and objects decoded."""
    time_s: float
    """When it came; ``time.monotonic``."""
    chat_id: int | None
    done_s: float | None = None
    """When it was answered; None while it is under way."""
    ok: bool = False
    """Whether it was carried out, the reply lost or not."""
    result: Any = None
    error: ApiError | None = None
    fault: Fault | None = None
    files: dict[str, tuple[str, bytes]] | None = None
    """Uploaded files by field: name and content."""


class Api:
    """The application; ``calls`` grows with each call but getUpdates."""

    def __init__(self, world: World, updates: Updates, webhook: Webhook, faults: Faults, token: str) -> None:
        """Serve one bot with one token."""
        self.world = world
        self.updates = updates
        self.webhook = webhook
        self.faults = faults
        self.token = token
        self.meter = FloodMeter()
        self.enforce_flood = False
        self.calls: list[Call] = []
        self.changed: Any = None
        """``threading.Condition`` over the world's lock, notified after each call."""

    def application(self) -> web.Application:
        """Return a new aiohttp application."""
        app = web.Application(client_max_size=MAX_BODY_BYTES)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        return app

    async def _download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return _json_error(ApiError(401, "Unauthorized"))
        for stored in self.world.files.values():
            if stored.path == request.match_info["path"]:
                return web.Response(body=stored.content, content_type="application/octet-stream")
        return _json_error(ApiError(404, "Not Found"))

    async def _call(self, request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        if token != self.token:
            known = _TOKEN.fullmatch(token)
            return _json_error(ApiError(401, "Unauthorized") if known else ApiError(404, "Not Found"))
        method = SPELLING.get(request.match_info["method"].lower())
        try:
            params = await _read(request)
        except ConnectionError:
            return web.Response(status=400)  # killed in the middle of its request: nobody reads this
        if method is None:
            self._record(request.match_info["method"], params).error = (
                error := ApiError(404, "Not Found: method not found")
            )
            return _json_error(error)
        call = self._record(method, params)
        call.fault = self.faults.take(method, call.chat_id)
        try:
            return await self._answer(request, call, params)
        finally:
            with self.changed:
                call.done_s = time.monotonic()
                self.changed.notify_all()

    def _record(self, method: str, params: Params) -> Call:
        decoded = params.decoded()
        chat_id = decoded.get("chat_id")
        call = Call(method, decoded, time.monotonic(), chat_id if isinstance(chat_id, int) else None)
        call.files = params.files or None
        with self.changed:
            if method != "getUpdates":
                self.calls.append(call)
            self.changed.notify_all()
        return call

    async def _answer(self, request: web.Request, call: Call, params: Params) -> web.StreamResponse:
        fault = call.fault
        if fault is not None:
            if fault.kind is Kind.ERROR and fault.error is not None:
                call.error = fault.error
                return _json_error(fault.error)
            if fault.kind is Kind.STATUS:
                page = PROXY_PAGE.format(f"{fault.status} Bad Gateway")
                return web.Response(status=fault.status, text=page, content_type="text/html")
            if fault.kind is Kind.GARBAGE:
                return web.Response(text="{not json", content_type="application/json")
            if fault.kind is Kind.DROP:
                return _cut(request, reset=fault.reset)
            if fault.kind is Kind.STALL:
                await asyncio.sleep(fault.delay_s)
        try:
            call.result = await self._act(call, params)
            call.ok = True
        except ApiError as error:
            call.error = error
        with self.changed:
            self.changed.notify_all()
        if fault is not None and fault.kind is Kind.LOSE:
            return _cut(request, reset=fault.reset)
        if fault is not None and fault.kind is Kind.SLOW:
            await asyncio.sleep(fault.delay_s)
        return _json_error(call.error) if call.error else web.json_response({"ok": True, "result": call.result})

    async def _act(self, call: Call, params: Params) -> Any:
        if call.method == "getUpdates":
            return await self.updates.poll(params)
        if call.method == "setWebhook":
            return self.webhook.set(params)
        if call.method == "deleteWebhook":
            return self.webhook.delete(params)
        if call.method == "getWebhookInfo":
            return self.webhook.info()
        with self.world.lock:
            if call.method in SENDING and self.enforce_flood and call.chat_id is not None:
                wait_s = self.meter.retry_after(call.time_s, call.chat_id)
                if wait_s:
                    raise too_many_requests(wait_s)
            result = METHODS[call.method](self.world, params)
            if call.method in SENDING and call.chat_id is not None:
                self.meter.add(call.time_s, call.chat_id)
            return result


async def _read(request: web.Request) -> Params:
    """Return the parameters of a call: query string, form, multipart form or JSON."""
    raw: dict[str, Any] = dict(request.query)
    files: dict[str, tuple[str, bytes]] = {}
    if request.content_type == "application/json":
        body = await request.json()
        raw.update(body if isinstance(body, dict) else {})
    else:
        for key, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[key] = (value.filename, value.file.read())
            else:
                raw[key] = value if isinstance(value, str) else bytes(value).decode()
    return Params(raw, files)


def _json_error(error: ApiError) -> web.Response:
    headers = {"Retry-After": str(error.parameters["retry_after"])} if "retry_after" in error.parameters else {}
    return web.json_response(error.body(), status=error.code, headers=headers)


def _cut(request: web.Request, *, reset: bool) -> web.Response:
    """Cut the connection; the response goes nowhere."""
    transport = request.transport
    if transport is not None:
        if reset:
            # No lingering: closing sends a reset, whatever has been read.
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response(status=500)
