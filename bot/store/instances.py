"""Which processes are alive: whose unanswered questions may be taken over.

A process that was killed is known dead at once on its own machine (its process id and start time), and on
another machine after ``LEASE_S`` without a beat.
"""

from __future__ import annotations

import os
import socket
import time
import uuid
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, update

from bot.store.schema import instances

BEAT_S = 10
"""Seconds between two beats."""
LEASE_S = 60
"""Seconds without a beat after which a process on another machine counts as dead."""


class Instance:
    """A process, as other processes see it: this one."""

    def __init__(self) -> None:
        """Take a new identity: a restarted process is another one."""
        self.id = uuid.uuid4().hex
        self.host = _host()
        self.process = f"{os.getpid()}:{started(os.getpid())}"

    def beat(self, connection: Connection) -> None:
        """Say that this process is alive."""
        now = int(time.time())
        changed = connection.execute(update(instances).where(instances.c.id == self.id).values(beat_at=now))
        if changed.rowcount == 0:
            row = {"id": self.id, "host": self.host, "process": self.process, "beat_at": now}
            connection.execute(insert(instances).values(row))

    def leave(self, connection: Connection) -> None:
        """Say that this process ends: what it left undone is free for others."""
        connection.execute(delete(instances).where(instances.c.id == self.id))

    def dead(self, connection: Connection) -> list[str]:
        """Return the known processes that are dead."""
        rows = connection.execute(select(instances).where(instances.c.id != self.id)).all()
        return [row.id for row in rows if not self._alive(row.host, row.process, row.beat_at)]

    def _alive(self, host: str, process: str, beat_at: int) -> bool:
        if host == self.host:
            pid, _, since = process.partition(":")
            return process != self.process and started(int(pid)) == since
        return time.time() - beat_at < LEASE_S


def _host() -> str:
    """Return the machine's name with its process namespace: containers number their processes apart."""
    try:
        namespace = os.readlink("/proc/self/ns/pid")
    except OSError:  # not Linux: one namespace a machine
        namespace = ""
    return f"{socket.gethostname()} {namespace}"


def started(pid: int) -> str:
    """Return a mark of when a process started, "" where it does not run."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass  # it runs, as another user
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "runs"
    fields = stat.rpartition(")")[2].split()
    # A killed process that its parent has not collected yet is a zombie: dead, although its id is still taken.
    return "" if fields[0] in "ZX" else fields[19]
