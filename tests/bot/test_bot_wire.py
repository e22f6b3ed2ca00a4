"""The HTTP client: replies in every form, connections kept, faults told apart."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from bot.wire import CutError, UnsentError, Wire


class Peer:
    """A server that answers each request with the next of the given bytes; None closes the connection."""

    def __init__(self, *replies, close_after=False):
        self.replies, self.close_after = list(replies), close_after
        self.connections, self.requests, self._talks = 0, [], []

    async def _talk(self, reader, writer):
        self.connections += 1
        self._talks.append(asyncio.current_task())
        try:
            await self._answer(reader, writer)
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _answer(self, reader, writer):
        while True:
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, OSError):
                break
            length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            self.requests.append((head, await reader.readexactly(length)))
            reply = self.replies.pop(0)
            if reply is None:
                break
            writer.write(reply)
            await writer.drain()
            if self.close_after:
                break

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/bot1:x/sendMessage"
        return self

    async def __aexit__(self, *_):
        self._server.close()
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)


def talk(peer, count=1, reply_s=5.0, pause=None):
    """What each of ``count`` requests returns, or raises."""

    async def run():
        wire, results = Wire(4, 2), []
        async with peer:
            for _ in range(count):
                try:
                    post = wire.post(peer.url, b"text=a%26b", place_s=5, connect_s=5, reply_s=reply_s)
                    results.append(await post)
                except (CutError, UnsentError) as error:
                    results.append(type(error))
                if pause is not None:
                    await pause()
            await wire.close()
        return results

    return asyncio.run(run())


def plain(body, status=b"200 OK", more=b""):
    return b"HTTP/1.1 %b\r\n%bContent-Length: %d\r\n\r\n%b" % (status, more, len(body), body)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (plain(b'{"ok":true}'), (200, b'{"ok":true}')),
        (plain(b"no", b"429 Too Many Requests"), (429, b"no")),
        (plain(b""), (200, b"")),
        (plain(b"x" * 300_000), (200, b"x" * 300_000)),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + plain(b"y"), (200, b"y")),
        (b"HTTP/1.1 204 No Content\r\n\r\n", (204, b"")),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: v\r\n\r\n",
            (200, b"abcde"),
        ),
        (b"garbage\r\n\r\n", CutError),
        (b"SSH-2.0-OpenSSH\r\n\r\n", CutError),
        (b"HTTP/1.1 abc\r\n\r\n", CutError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", CutError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", CutError),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", CutError),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000, CutError),
        (None, CutError),
    ],
)
def test_every_form_of_reply_is_read_or_is_a_cut(reply, expected):
    assert talk(Peer(reply)) == [expected]


def test_a_reply_that_ends_with_the_connection_is_read():
    assert talk(Peer(b"HTTP/1.0 200 OK\r\n\r\nall of it", close_after=True)) == [(200, b"all of it")]


def test_a_reply_that_is_cut_short_is_a_cut():
    reply = b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort"
    assert talk(Peer(reply, close_after=True)) == [CutError]


def test_no_reply_in_time_is_a_cut():
    assert talk(Peer(b"HTTP/1.1 200 OK\r\n"), reply_s=0.05) == [CutError]


def test_a_connection_is_used_again():
    peer = Peer(*[plain(b"a")] * 3)
    assert talk(peer, 3) == [(200, b"a")] * 3
    assert peer.connections == 1
    head, body = peer.requests[0]
    assert head.startswith(b"POST /bot1:x/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:")
    assert body == b"text=a%26b"


@pytest.mark.parametrize("more", [b"Connection: close\r\n", b"connection: Close\r\n"])
def test_a_connection_that_the_server_gives_up_is_not(more):
    peer = Peer(*[plain(b"a", more=more)] * 2)
    assert talk(peer, 2) == [(200, b"a")] * 2
    assert peer.connections == 2


def test_a_connection_that_the_server_closed_meanwhile_is_not_used():
    peer = Peer(*[plain(b"a")] * 2, close_after=True)

    async def until_closed():
        for _ in range(5):
            await asyncio.sleep(0)  # lets the loop see the end of the connection

    assert talk(peer, 2, pause=until_closed) == [(200, b"a")] * 2


def test_nobody_listening_means_not_sent():
    async def run():
        async with Peer() as peer:
            url = peer.url
        with pytest.raises(UnsentError, match="ConnectionRefusedError"):
            await Wire(1, 1).post(url, b"", place_s=1, connect_s=1, reply_s=1)

    asyncio.run(run())


def test_no_place_among_the_connections_means_not_sent():
    async def run():
        wire = Wire(1, 1)
        async with Peer(b"", b"") as peer:
            first = asyncio.create_task(wire.post(peer.url, b"", place_s=1, connect_s=1, reply_s=5))
            while not peer.requests:
                await asyncio.sleep(0)
            with pytest.raises(UnsentError, match="all connections are in use"):
                await wire.post(peer.url, b"", place_s=0.01, connect_s=1, reply_s=1)
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)

    asyncio.run(run())
