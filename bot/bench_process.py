"""The process that ``assistant bench-bot`` loads: started with a home of its own, measured, ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from assistant.settings import PREFIX, Settings
from bot.store.database import make_engine
from bot.store.migrate import migrate
from corpus.errors import BotError

if TYPE_CHECKING:
    from bot.devserver import BotApiServer

START_S = 60.0
"""How long the bot may take until it asks for updates: migration and index included."""
STOP_S = 30.0
LOG_TAIL = 3
"""Lines of the bot's log that an error shows."""


class BotProcess:
    """The process ``assistant bot`` in a home of its own that shares the built index."""

    def __init__(self, server: BotApiServer, settings: Settings, home: Path) -> None:
        (home / "var").mkdir()
        (home / "var" / "index").symlink_to(settings.index_folder, target_is_directory=True)
        # A bot's usual start finds its database: making one loads Alembic, once and never again.
        engine = make_engine("", home / "var")
        migrate(engine)
        engine.dispose()
        self.log = home / "bot.log"
        # The operator's own settings (access lists, webhook, database) have no place in the measurement.
        kept = {key: value for key, value in os.environ.items() if not key.startswith((PREFIX, "TELEGRAM_"))}
        environment = {
            **kept,
            **server.environment(),
            "ASSISTANT_HOME": str(home),
            "ASSISTANT_DOCUMENT": settings.document,
            "ASSISTANT_MODEL": settings.model,
            "ASSISTANT_INT8": str(settings.int8),
            "ASSISTANT_FLOOD_LIMITS": "off",
            "ASSISTANT_USER_RATE_PER_MINUTE": "0",
        }
        command = [sys.executable, "-m", "assistant.cli", "bot"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)  # noqa: S603  (our own)
        self.alive = threading.Event()
        self.alive.set()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def __enter__(self) -> Self:
        """Return the process."""
        return self

    def __exit__(self, *error: Any) -> None:
        """Kill it if it still runs."""
        if self.alive.is_set():
            self.process.kill()
        self._watcher.join()

    def _watch(self) -> None:
        """Wait for the end."""
        self.process.wait()
        self.alive.clear()

    def peaks_mb(self) -> tuple[float, ...]:
        """Return the highest resident memory so far in MB of 10^6 bytes: the bot's, then that of what it started.

        Empty where the system has no /proc to tell it.
        """
        try:
            pid = self.process.pid
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
            return tuple(_peak_mb(one) for one in (str(pid), *children))
        except OSError:
            return ()

    def wait_ready(self, server: BotApiServer) -> None:
        """Return when the bot asks for updates.

        :raises BotError: it ended, or did not come so far in time.
        """
        deadline_s = time.monotonic() + START_S
        while server.updates.polls == 0:
            if not self.alive.is_set() or time.monotonic() > deadline_s:
                why = "did not ask for updates" if self.alive.is_set() else f"ended with {self.process.returncode}"
                raise BotError(f"the bot {why}; its log ends: {self.tail()}")
            time.sleep(0.05)

    def stop(self) -> int:
        """End the process with SIGTERM and return its exit code.

        :raises BotError: it does not end.
        """
        if self.alive.is_set():
            self.process.send_signal(signal.SIGTERM)
        self._watcher.join(STOP_S)
        if self.alive.is_set():
            raise BotError(f"the bot does not end within {STOP_S:g} s of SIGTERM; its log ends: {self.tail()}")
        return int(self.process.returncode)

    def tail(self) -> str:
        """Return the last lines of the log."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return " | ".join(lines[-LOG_TAIL:]) or "empty"


def _peak_mb(pid: str) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    kb = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(kb) * 1024 / 1e6
