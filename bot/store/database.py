"""The database connection: one thread that runs jobs in order, many jobs in one commit.

A job is a function of a SQLAlchemy connection. While the thread is busy, jobs queue up and share the next
transaction (group commit), so that a burst costs one write to disk and a lone question waits for nobody.
Not here: what the jobs say (``journal``, ``cards`` ...) and the schema's versions (``migrate``).
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from corpus.errors import BotError

T = TypeVar("T")
Job = Callable[[Connection], Any]

MOST_JOBS = 64
"""Jobs in one transaction: enough for a burst, few enough that the first of them does not wait long."""
BUSY_TIMEOUT_S = 10
"""How long SQLite waits for another process's write."""
WAL_RETRY_S = 0.02


def make_engine(url: str, folder: Path) -> Engine:
    """Return the engine of a database address; empty for SQLite in ``folder``.

    :raises BotError: the address cannot be used (it is not repeated: it may hold a password).
    """
    if not url:
        folder.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{folder / 'assistant.db'}"
    try:
        address = make_url(url)
        if address.drivername in ("postgres", "postgresql"):
            address = address.set(drivername="postgresql+psycopg")
        if address.get_backend_name() == "sqlite" and address.database:
            Path(address.database).resolve().parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(address, pool_pre_ping=address.get_backend_name() != "sqlite", hide_parameters=True)
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        raise BotError(
            "ASSISTANT_DATABASE_URL is no address that SQLAlchemy can use here "
            f"({type(error).__name__}); write it like postgresql+psycopg://user:password@host/name"
        ) from None
    if engine.dialect.name == "sqlite":
        _tune_sqlite(engine)
    return engine


def _tune_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000}")
        _use_wal(cursor)
        cursor.execute("PRAGMA synchronous = NORMAL")  # survives kill -9; a power cut may lose the last moments
        cursor.execute("PRAGMA secure_delete = ON")  # what /forget deletes is overwritten
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        # IMMEDIATE: a transaction that reads first and writes then would else fail when another process wrote between.
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _use_wal(cursor: sqlite3.Cursor) -> None:
    """Switch to write-ahead logging: readers and a second process do not wait for a writer.

    The switch of a new database needs it alone, and SQLite does not wait for that as ``busy_timeout`` says: of two
    processes that start at once, one is told at once that the database is locked. So it is asked again.
    """
    ends = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > ends:
                raise
            time.sleep(WAL_RETRY_S)
        else:
            return


class Database:
    """Runs jobs on one thread and one connection, in the order in which they were given."""

    def __init__(self, engine: Engine) -> None:
        """Start the thread."""
        self.engine = engine
        self._jobs: queue.SimpleQueue[tuple[Job, asyncio.Future[Any]] | None] = queue.SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._work, name="database", daemon=True)
        self._closed = False
        self._connection: Connection | None = None
        """Kept between transactions: taking one from the pool costs as much as a small transaction."""
        self._thread.start()

    async def run(self, job: Callable[[Connection], T]) -> T:
        """Return what the job returns, once its transaction is committed.

        :raises BotError: the database is closed already.
        :raises sqlalchemy.exc.SQLAlchemyError: the job failed; nothing of it is stored.
        """
        if self._closed:
            raise BotError("the database is closed: this process is stopping")
        future: asyncio.Future[T] = self._loop.create_future()
        self._jobs.put((job, future))
        return await future

    async def close(self) -> None:
        """Finish the jobs given so far and end the thread."""
        self._closed = True
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)
        self.engine.dispose()

    def _work(self) -> None:
        ending = False
        while not ending:
            batch = [self._jobs.get()]
            while len(batch) < MOST_JOBS and not self._jobs.empty():
                batch.append(self._jobs.get())
            ending = None in batch
            jobs = [item for item in batch if item is not None]
            if jobs:
                results = self._commit([job for job, _ in jobs])
                futures = [future for _, future in jobs]
                self._loop.call_soon_threadsafe(_settle, futures, results)
        self._disconnect()

    def _commit(self, jobs: list[Job]) -> list[Any]:
        """Return each job's result, or the exception that it failed with."""
        try:
            return self._together(jobs)
        except Exception as error:  # the exception is handed to who gave the job
            self._disconnect()
            # A connection that was lost is worth one more try; of a batch, only the job at fault should fail.
            if len(jobs) == 1 and not (isinstance(error, DBAPIError) and error.connection_invalidated):
                return [error]
        return [self._alone(job) for job in jobs]

    def _alone(self, job: Job) -> Any:
        try:
            return self._together([job])[0]
        except Exception as error:  # the exception is handed to who gave the job
            self._disconnect()
            return error

    def _together(self, jobs: list[Job]) -> list[Any]:
        """Return the jobs' results once the transaction of them all is committed."""
        if self._connection is None:
            self._connection = self.engine.connect()
        with self._connection.begin():
            return [job(self._connection) for job in jobs]

    def _disconnect(self) -> None:
        """Give the connection back, so that the next transaction tries it before it is used, or gets another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(SQLAlchemyError):  # it may be lost
                connection.close()


def _settle(futures: list[asyncio.Future[Any]], results: list[Any]) -> None:
    for future, result in zip(futures, results, strict=True):
        if future.done():  # its waiter was cancelled
            continue
        if isinstance(result, Exception):
            future.set_exception(result)
        else:
            future.set_result(result)


__all__ = ["Database", "SQLAlchemyError", "make_engine"]
