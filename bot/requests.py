"""HTTP to Telegram, with faults told apart by what they mean for a message: not sent, or perhaps sent."""

from __future__ import annotations

from typing import Any

import httpx
from telegram import Update
from telegram.error import NetworkError, TimedOut
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
_GATEWAY_TIMEOUT = 504
_SERVER_ERROR = 500


class NotSent(NetworkError):
    """Telegram did not act on the request: it may be sent again."""


class ReplyLost(NetworkError):
    """Telegram may have acted on the request, but its reply did not arrive."""


class Request(HTTPXRequest):
    """Sends requests; raises ``NotSent`` or ``ReplyLost`` for every fault of network or server."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Return status and body.

        :raises NotSent: no connection, or the server failed before acting.
        :raises ReplyLost: the connection broke, or timed out, after the request went out.
        """
        try:
            code, payload = await super().do_request(*args, **kwargs)
        except (TimedOut, NetworkError) as error:
            cause = error.__cause__
            kind = NotSent if isinstance(cause, _NOT_SENT) else ReplyLost
            raise kind(type(cause or error).__name__) from cause
        if code == _GATEWAY_TIMEOUT:
            raise ReplyLost(f"HTTP status {code}")
        if code >= _SERVER_ERROR:
            raise NotSent(f"HTTP status {code}")
        return code, payload


class Bot(ExtBot[Any]):
    """Telegram's API, with updates as they came."""

    async def raw_updates(self, offset: int | None, timeout_s: int, kinds: list[str]) -> list[dict[str, Any]]:
        """Return the updates that wait, as JSON objects: one that python-telegram-bot cannot read spoils no other."""
        data: dict[str, Any] = {"timeout": timeout_s, "allowed_updates": kinds}
        if offset is not None:
            data["offset"] = offset
        # _post is the step below get_updates, which parses the whole batch or nothing.
        result: list[dict[str, Any]] = await self._post("getUpdates", data, read_timeout=timeout_s + 10)  # type: ignore[assignment]
        return result

    def read_update(self, raw: dict[str, Any]) -> Update | None:
        """Return an update, or None where it cannot be read."""
        try:
            return Update.de_json(raw, self)
        except Exception:  # whatever of it cannot be read: python-telegram-bot raises what its constructors raise
            return None
