"""HTTP to Telegram, with faults told apart by what they mean for a message: not sent, or perhaps sent."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx
from telegram import Update
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.ext import ExtBot
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.wire import CutError, UnsentError, Wire

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
_TOO_MANY, _SERVER_ERROR, _GATEWAY_TIMEOUT = 429, 500, 504
CONNECT_S, PLACE_S = 5.0, 10.0
"""How long a connection, and a place among the connections, may take."""
DEFAULT_PAUSE_S = 5.0
"""Pause after a 429 that names none (a proxy's)."""


class NotSentError(NetworkError):
    """Telegram did not act on the request: it may be sent again."""


class ReplyLostError(NetworkError):
    """Telegram may have acted on the request, but its reply did not arrive."""


class FloodError(TelegramError):
    """Telegram asks for a pause (429); it did not act on the request."""

    def __init__(self, wait_s: float) -> None:
        """Take the pause in seconds."""
        super().__init__(f"too many requests: pause of {wait_s:.0f} s")
        self.wait_s = wait_s


class Request(HTTPXRequest):
    """Sends requests; tells floods, faults before and faults after acting apart.

    Over ``Wire``, except where that lacks what is needed: files go out, and proxies are spoken to, by httpx.
    """

    def __init__(self, connections: int, idle: int, reply_s: float) -> None:
        """Open at most ``connections`` at once and keep ``idle``; a reply may take ``reply_s``."""
        limits = httpx.Limits(max_connections=connections, max_keepalive_connections=idle)
        super().__init__(read_timeout=reply_s, pool_timeout=PLACE_S, httpx_kwargs={"limits": limits})
        self._wire = Wire(connections, idle)
        self._reply_s = reply_s

    async def shutdown(self) -> None:
        """Close the connections."""
        await self._wire.close()
        await super().shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        *args: Any,
        **kwargs: Any,
    ) -> tuple[int, bytes]:
        """Return status and body.

        :raises NotSentError: no connection, or the server failed before acting.
        :raises ReplyLostError: the connection broke, or timed out, after the request went out.
        :raises FloodError: Telegram asks for a pause.
        """
        # The wire posts only: files are fetched (GET) by httpx, too.
        if method != "POST" or (request_data is not None and request_data.contains_files) or _is_proxied(url):
            code, payload = await self._by_httpx(url, method, request_data, read_timeout, *args, **kwargs)
        else:
            form = {} if request_data is None else request_data.json_parameters
            reply_s = read_timeout if isinstance(read_timeout, int | float) else self._reply_s
            try:
                code, payload = await self._wire.post(
                    url, urlencode(form).encode(), place_s=PLACE_S, connect_s=CONNECT_S, reply_s=reply_s
                )
            except UnsentError as error:
                raise NotSentError(str(error)) from error
            except CutError as error:
                raise ReplyLostError(str(error)) from error
        return _checked(code, payload)

    async def _by_httpx(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        try:
            return await super().do_request(*args, **kwargs)
        except (TimedOut, NetworkError) as error:
            cause = error.__cause__
            kind = NotSentError if isinstance(cause, _NOT_SENT) else ReplyLostError
            raise kind(type(cause or error).__name__) from cause

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the object that a body is.

        :raises ReplyLostError: it is none: what Telegram did is not known.
        """
        try:
            parsed: dict[str, Any] = json.loads(payload)
        except ValueError:
            raise ReplyLostError("no JSON in the reply") from None
        return parsed


def _checked(code: int, payload: bytes) -> tuple[int, bytes]:
    """Return a reply that Telegram itself gave.

    :raises FloodError: it asks for a pause.
    :raises NotSentError: the server failed.
    :raises ReplyLostError: it gave up waiting for what stands behind it.
    """
    if code == _TOO_MANY:
        raise FloodError(_pause(payload))
    if code == _GATEWAY_TIMEOUT:
        raise ReplyLostError(f"HTTP status {code}")
    if code >= _SERVER_ERROR:
        raise NotSentError(f"HTTP status {code}")
    return code, payload


@lru_cache(maxsize=256)
def _is_proxied(url: str) -> bool:
    """Return whether the environment (HTTPS_PROXY, ALL_PROXY, NO_PROXY) names a proxy for an address."""
    parts, proxies = urlsplit(url), getproxies()
    named = parts.scheme in proxies or "all" in proxies
    return named and not proxy_bypass(parts.hostname or "")


def _pause(payload: bytes) -> float:
    """Return the pause that the body of a 429 names."""
    try:
        return float(json.loads(payload)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return DEFAULT_PAUSE_S


class Bot(ExtBot[Any]):
    """Telegram's API, with updates as they came."""

    async def raw_updates(self, offset: int | None, timeout_s: int, kinds: list[str]) -> list[dict[str, Any]]:
        """Return the updates that wait, as JSON objects: one that python-telegram-bot cannot read spoils no other."""
        data: dict[str, Any] = {"timeout": timeout_s, "allowed_updates": kinds}
        if offset is not None:
            data["offset"] = offset
        # _post is the step below get_updates, which parses the whole batch or nothing.
        result: list[dict[str, Any]] = await self._post("getUpdates", data, read_timeout=timeout_s + 10)
        return result

    async def send_text(self, data: dict[str, Any], attempt: object = None) -> int:
        """Return the id of the message that sendMessage with these parameters made.

        :param attempt: what the rate limiter gets with it (``pacing.Attempt``).

        The message itself, which Telegram sends back, is not read: that costs more than sending it.
        """
        given = {name: value for name, value in data.items() if value is not None}
        self._merge_api_rl_kwargs(given, attempt)
        result: dict[str, Any] = await self._post("sendMessage", given)
        message_id: int = result["message_id"]
        return message_id

    def read_update(self, raw: dict[str, Any]) -> Update | None:
        """Return an update, or None where it cannot be read."""
        try:
            return Update.de_json(raw, self)
        except Exception:  # whatever of it cannot be read: python-telegram-bot raises what its constructors raise
            return None
