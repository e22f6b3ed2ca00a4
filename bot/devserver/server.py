"""The server as tests use it: a thread with a loop of its own and a port on loopback.

Safe to use from any thread. What people do is in ``people.py``, reading what the bot did in ``watch.py``.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.devserver.faults import Fault, Faults
from bot.devserver.http import Api
from bot.devserver.people import Group, People, User
from bot.devserver.updates import Updates
from bot.devserver.watch import Watch
from bot.devserver.webhook import Webhook
from bot.devserver.world import BOT_ID, Json, World

TOKEN = f"{BOT_ID}:AAF-local-test-server-token-not-real1"
USERNAME = "battery_box_test_bot"
STOP_S = 10.0
CUT_S = 0.01
"""How long calls under way, long polls above all, may go on when the port closes; aiohttp takes 0 for ever."""
UNPARSABLE = {"message_id": 1, "chat": {"id": 1}}
"""A message that python-telegram-bot 22.8 cannot parse: date and the chat's type are missing."""


class BotApiServer(People, Watch):
    """A strict local Bot API server for one bot."""

    def __init__(self, *, port: int = 0, token: str = TOKEN, enforce_flood: bool = False) -> None:
        """Prepare; ``start`` or ``with`` opens the port (0 takes a free one, kept over ``pause``)."""
        self.port = port
        self.token = token
        self.username = USERNAME
        self.world = World(_bot(token))
        self.updates = Updates(self.world)
        self.faults = Faults()
        self._changed = threading.Condition(self.world.lock)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="bot-api-server", daemon=True)
        self._webhook = Webhook(self.updates, self.faults)
        self._api = Api(self.world, self.updates, self._webhook, self.faults, token)
        self._api.changed = self._changed
        self._api.enforce_flood = enforce_flood
        self._runner: web.AppRunner | None = None

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self.stop()

    def start(self) -> Self:
        """Open the port; return the server."""
        self._thread.start()
        self.updates.wake = self._wake
        self.resume()
        return self

    def stop(self) -> None:
        """Close the port and end the thread; nothing can be started again."""
        if self._loop.is_closed():
            return
        self._run(self._webhook.close())
        self.pause()
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def pause(self) -> None:
        """Close the port and all connections: Telegram cannot be reached."""
        self._run(self._close())

    def resume(self) -> None:
        """Open the port (again)."""
        self._run(self._open())

    @property
    def url(self) -> str:
        """Return the address, for ``TELEGRAM_API_BASE_URL``."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """Return the environment variables that lead the bot here."""
        return {"TELEGRAM_BOT_TOKEN": self.token, "TELEGRAM_API_BASE_URL": self.url}

    @property
    def webhook_via(self) -> list[str]:
        """Loopback addresses that webhook deliveries go to in turn, whatever host the webhook names."""
        return self._webhook.via

    @webhook_via.setter
    def webhook_via(self, addresses: list[str]) -> None:
        self._webhook.via = list(addresses)

    def webhook_info(self) -> Json:
        """Return the ``WebhookInfo``."""
        return self._webhook.info()

    # Updates beyond what people do -------------------------------------------------------------

    def push(self, update: Json, queue: int = 0) -> int:
        """Queue an update given without its id; return the id."""
        ((kind, payload),) = update.items()
        return self.updates.add(kind, payload, queue)

    def push_raw(self, body: Any) -> None:
        """Queue anything as it stands, garbage too."""
        self.updates.add_raw(body)

    def push_unknown(self) -> int:
        """Queue a kind of update that no client knows yet; return its id."""
        return self.updates.add("brain_wave", {"strength": 7})

    def push_unparsable(self) -> int:
        """Queue a message that python-telegram-bot 22.8 fails to parse; return its id."""
        return self.updates.add("message", UNPARSABLE)

    def redeliver(self, update: Json | int, *, apart: bool = False) -> None:
        """Queue an update again under its old id; ``apart`` lets a webhook get it beside the first, not after it."""
        update_id = update if isinstance(update, int) else int(update["_update_id"])
        self.updates.again(update_id, -update_id if apart else 0)

    def hold(self) -> None:
        """Keep updates back until ``release``, to hand them out together."""
        self.updates.held = True

    def release(self) -> None:
        """Hand out what was held."""
        self.updates.held = False
        self.updates.wake()

    def fault(self, method: str, fault: Fault, chat: User | Group | None = None, times: int | None = 1) -> None:
        """Let the next ``times`` calls (None: all) of a method go wrong; see ``faults.py``."""
        with self.world.lock:
            self.faults.add(method, fault, None if chat is None else chat.id, times)

    def clear_faults(self) -> None:
        """Let everything go right again."""
        with self.world.lock:
            self.faults.clear()

    # The loop ----------------------------------------------------------------------------------

    def _wake(self) -> None:
        self._loop.call_soon_threadsafe(self._woken)

    def _woken(self) -> None:
        self.updates.woken()
        self._webhook.woken()

    def _run(self, task: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(task, self._loop).result(STOP_S)

    async def _open(self) -> None:
        if self._runner is not None:
            return
        self._runner = web.AppRunner(self._api.application(), access_log=None, shutdown_timeout=CUT_S)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _close(self) -> None:
        if self._runner is not None:
            runner, self._runner = self._runner, None
            await runner.cleanup()

    async def _end(self) -> None:
        """Let what was cut notice it before the loop ends."""
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)


def _bot(token: str) -> Json:
    return {
        "id": int(token.partition(":")[0]),
        "is_bot": True,
        "first_name": "Battery-Box test",
        "username": USERNAME,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
