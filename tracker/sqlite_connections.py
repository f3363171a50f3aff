"""Connections to the file of a SQLite log, and the transactions on them.

The transaction of one report is short. The library's pool, which serves threads in the order in which they ask, and its
contexts within contexts would take a third of the work in Python that there is, so this is flat. One thread writes at a
time; each that reads meanwhile has a connection of its own.
"""

import sqlite3
from pathlib import Path
from threading import Lock
from types import TracebackType

from eventsourcing.persistence import ConnectionPoolClosedError, ConnectionUnavailableError, IntegrityError
from eventsourcing.sqlite import SQLiteCursor, SQLiteDatastore

from tracker.storage import LOCK_TIMEOUT


def connect(path: Path, *, timeout: float, create: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode; without `create`, only to a file that exists. `timeout` in seconds."""
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode={'rwc' if create else 'rw'}",
        uri=True,
        check_same_thread=False,
        isolation_level=None,
        timeout=timeout,
    )
    connection.execute("PRAGMA synchronous = FULL")
    return connection


class Datastore(SQLiteDatastore):
    """The file of a log, as the library asks for it: it exists, and commits are on the disk when they return."""

    def __init__(self, db_name: str, *, lock_timeout: int = LOCK_TIMEOUT) -> None:
        super().__init__(db_name, lock_timeout=lock_timeout)
        self._path = Path(db_name)
        self._timeout = lock_timeout
        self._idle: list[sqlite3.Connection] = []
        self._writing = Lock()
        self._closed = False

    def transaction(self, *, commit: bool) -> "Transaction":  # type: ignore[override]
        """A transaction that gives a cursor; with `commit` it may write."""
        return Transaction(self, commit=commit)

    def take(self, *, commit: bool) -> sqlite3.Connection:
        """The connection that was used last, which has the file's pages at hand, or a new one, until it is given back.

        Who is to write waits until no other thread does.
        """
        if self._closed:
            raise ConnectionPoolClosedError
        if commit and not self._writing.acquire(timeout=self._timeout):
            raise ConnectionUnavailableError("another thread was writing all the time")
        try:
            return self._idle.pop()  # at once: no other thread can have it too
        except IndexError:
            pass
        try:
            connection = connect(self._path, timeout=self._timeout)
        except BaseException:
            if commit:
                self._writing.release()
            raise
        connection.row_factory = sqlite3.Row
        return connection

    def give_back(self, connection: sqlite3.Connection, *, commit: bool) -> None:
        """Let others have a connection."""
        self._idle.append(connection)
        if commit:
            self._writing.release()
        if self._closed:
            self.close()

    def close(self) -> None:
        """Close the connections, those in use when they are given back."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()


class Transaction:
    """A transaction on a connection of its own; one that writes takes the write lock at once.

    So it waits for other writers before it begins, and what it reads is the last that was written.
    """

    __slots__ = ("_commit", "_connection", "_store")

    def __init__(self, store: Datastore, *, commit: bool) -> None:
        self._store = store
        self._commit = commit

    def __enter__(self) -> SQLiteCursor:
        self._connection = connection = self._store.take(commit=self._commit)
        try:
            return SQLiteCursor(connection.execute("BEGIN IMMEDIATE" if self._commit else "BEGIN"))
        except BaseException:
            self._store.give_back(connection, commit=self._commit)
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection = self._connection
        try:
            if self._commit and error is None:
                connection.commit()
        finally:
            connection.rollback()  # what was only read, what failed, and what could not be committed
            self._store.give_back(connection, commit=self._commit)
        if isinstance(error, sqlite3.IntegrityError):
            raise IntegrityError(error) from error
