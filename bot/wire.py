"""HTTP/1.1 to one server, as little of it as the Bot API needs: POST a form, read the answer, keep the connection.

Why not httpx, which python-telegram-bot uses: it takes three quarters of the time that an answer costs this process
(measured; this takes a fifth of that). Not here: proxies, redirects, files to send, HTTP/2; ``requests`` leaves
those to httpx.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass
from functools import lru_cache
from ssl import SSLContext
from urllib.parse import SplitResult, urlsplit

import httpx

LONGEST_IDLE_S = 15.0
"""How long a connection is kept for the next request: servers close theirs later, so that none is lost by that."""
LARGEST_HEAD = 64 * 1024
LARGEST_BODY = 64 * 1024 * 1024
"""Bytes of a reply that are read: a hundred updates are far smaller."""


class UnsentError(Exception):
    """The request did not go out."""


class CutError(Exception):
    """The request went out, but no reply came in, or not all of it."""


@dataclass(slots=True)
class _Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    idle_since: float = 0.0

    def usable(self) -> bool:
        """Return whether a request may be sent on it: still open at both ends, and used a short while ago."""
        ended = self.reader.at_eof() or self.writer.is_closing()
        return not ended and time.monotonic() - self.idle_since < LONGEST_IDLE_S


class Wire:
    """Connections to Telegram."""

    def __init__(self, connections: int, idle: int) -> None:
        """Open at most ``connections`` at once, and keep ``idle`` of them."""
        self._places = asyncio.Semaphore(connections)
        self._most_idle = idle
        self._idle: list[_Connection] = []
        self._tls: SSLContext | None = None

    async def post(
        self, url: str, form: bytes, *, place_s: float, connect_s: float, reply_s: float
    ) -> tuple[int, bytes]:
        """Return status and body of a reply.

        :param place_s: how long to wait for one of the connections.
        :raises UnsentError: the request did not go out: it may be sent again.
        :raises CutError: it may have arrived.
        """
        parts = _split(url)
        try:
            await asyncio.wait_for(self._places.acquire(), place_s)
        except TimeoutError:
            raise UnsentError("all connections are in use") from None
        try:
            connection = await self._connect(parts, connect_s)
            kept = False
            try:
                async with asyncio.timeout(reply_s):
                    connection.writer.write(_head(parts, len(form)) + form)
                    await connection.writer.drain()
                    status, body, stays = await _read(connection.reader)
                kept = stays and self._keep(connection)
            except TimeoutError:
                raise CutError("no reply in time") from None
            except (OSError, EOFError, ValueError, asyncio.LimitOverrunError) as error:
                raise CutError(type(error).__name__) from None
            finally:
                if not kept:
                    connection.writer.close()
        finally:
            self._places.release()
        return status, body

    async def close(self) -> None:
        """Close the connections that are kept."""
        while self._idle:
            await _end(self._idle.pop())

    async def _connect(self, parts: SplitResult, connect_s: float) -> _Connection:
        while self._idle:
            # The one used last is the one most likely to be still open.
            connection = self._idle.pop()
            if connection.usable():
                return connection
            connection.writer.close()
        secure = parts.scheme == "https"
        if secure and self._tls is None:
            self._tls = httpx.create_ssl_context()
        port = parts.port or (443 if secure else 80)
        opening = asyncio.open_connection(parts.hostname, port, ssl=self._tls if secure else None, limit=LARGEST_HEAD)
        try:
            return _Connection(*await asyncio.wait_for(opening, connect_s))
        except (OSError, TimeoutError) as error:
            raise UnsentError(type(error).__name__) from None

    def _keep(self, connection: _Connection) -> bool:
        """Return whether a connection is kept for the next request."""
        if len(self._idle) >= self._most_idle:
            return False
        connection.idle_since = time.monotonic()
        self._idle.append(connection)
        return True


@lru_cache(maxsize=256)
def _split(url: str) -> SplitResult:
    return urlsplit(url)


def _head(parts: SplitResult, length: int) -> bytes:
    return (
        f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nUser-Agent: battery-box-assistant\r\n"
        "Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {length}\r\n\r\n"
    ).encode("ascii")


async def _read(reader: asyncio.StreamReader) -> tuple[int, bytes, bool]:
    """Return status, body and whether the connection stays open.

    :raises ValueError: this is no HTTP reply.
    :raises EOFError: it ended early.
    """
    status, headers = 100, {}
    while status < 200:  # a provisional reply comes before the one that counts
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head[:-4].split("\r\n")
        version, _, rest = first.partition(" ")
        if not version.startswith("HTTP/1."):
            raise ValueError("no HTTP reply")
        status = int(rest[:3])
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    stays = version == "HTTP/1.1" and headers.get("connection", "").lower() != "close"
    if status in (204, 304):
        return status, b"", stays
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return status, await _chunks(reader), stays
    if "content-length" in headers:
        length = int(headers["content-length"])
        if not 0 <= length <= LARGEST_BODY:
            raise ValueError("a reply of impossible length")
        return status, await reader.readexactly(length), stays
    return status, await _rest(reader), False


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = bytearray()
    while True:
        size = int((await reader.readuntil(b"\r\n")).split(b";")[0], 16)
        if size < 0 or len(body) + size > LARGEST_BODY:
            raise ValueError("a reply of impossible length")
        if size == 0:
            while await reader.readuntil(b"\r\n") != b"\r\n":
                pass  # trailers
            return bytes(body)
        body += await reader.readexactly(size)
        await reader.readexactly(2)


async def _rest(reader: asyncio.StreamReader) -> bytes:
    body = await reader.read(LARGEST_BODY)
    while more := await reader.read(LARGEST_BODY):
        body += more
        if len(body) > LARGEST_BODY:
            raise ValueError("a reply of impossible length")
    return body


async def _end(connection: _Connection) -> None:
    connection.writer.close()
    with contextlib.suppress(OSError):  # it was broken already
        await connection.writer.wait_closed()
