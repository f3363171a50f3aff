"""The log as a table of a SQLite file, through the event-sourcing library.

Every event has a position that is never used again, and the time at which the log took it in. That time is given under
the write lock, one for a transaction, and always later than the one before, so that recorded times never run backwards
whatever the writers' clocks say.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.persistence import (
    ConnectionUnavailableError,
    IntegrityError,
    Notification,
    PersistenceError,
    StoredEvent,
)
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteCursor, SQLiteFactory
from eventsourcing.utils import Environment, EnvType

from tracker import archive, sqlite_chain, storage
from tracker.chain import START, Link, Written
from tracker.errors import NotOurStore, StoreBusy, StoreDamaged, StoreError, StoreUnwritable
from tracker.sqlite_connections import Datastore
from tracker.sqlite_writing import write
from tracker.storage import LOCK_TIMEOUT, Head, Row, moment, now

SCHEMA = (
    """CREATE TABLE stored_events (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        originator_id TEXT NOT NULL,
        originator_version INTEGER NOT NULL,
        topic TEXT NOT NULL,
        state BLOB NOT NULL,
        recorded INTEGER NOT NULL,
        event_id TEXT UNIQUE,
        UNIQUE (originator_id, originator_version)
    )""",
    """CREATE TRIGGER stored_events_are_never_changed BEFORE UPDATE ON stored_events
        BEGIN SELECT RAISE(ABORT, 'stored events are never changed'); END""",
    """CREATE TRIGGER stored_events_are_never_deleted BEFORE DELETE ON stored_events
        BEGIN SELECT RAISE(ABORT, 'stored events are never deleted'); END""",
    archive.SCHEMA,
    *sqlite_chain.SCHEMA,
)
"""The tables of a log. `recorded` is in microseconds since 1970 (UTC); `event_id` is that of a policy event."""

_HEAD = """SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'stored_events') AS position,
    (SELECT recorded FROM stored_events ORDER BY position DESC LIMIT 1) AS recorded,
    (SELECT digest FROM chain ORDER BY position DESC LIMIT 1) AS digest"""
_POSITION = "SELECT coalesce(max(position), 0) AS position FROM stored_events"
_AFTER = "SELECT * FROM stored_events WHERE position > ? ORDER BY position LIMIT ?"
_LAST = 2**63 - 1


class LogRecorder(SQLiteApplicationRecorder, storage.LogRecorder):
    """Writes and reads the rows of a log whose tables exist (see `tracker.format`)."""

    def construct_create_table_statements(self) -> list[str]:
        """No tables are made here."""
        return []

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        *,
        clock: Callable[[], datetime] | None = None,
        texts: Iterable[str] = (),
        **_: Any,
    ) -> Sequence[int]:
        """Write texts, then events, and return the events' positions; `clock` is read under the write lock."""
        archive.keep(c, texts)
        position, recorded, digest = c.sqlite_cursor.execute(_HEAD).fetchone()
        head = Head(position or 0, recorded or 0)
        first = head.position + 1
        write(c.sqlite_cursor, stored_events, first=first, recorded=now(head, clock), last=digest or START)
        return range(first, first + len(stored_events))

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Events by position, as the library's interface has them."""
        statement = (
            "SELECT * FROM stored_events WHERE position >= ? AND position <= ? "
            "AND (? OR topic IN (SELECT value FROM json_each(?))) ORDER BY position LIMIT ?"
        )
        first = 0 if start is None else start if inclusive_of_start else start + 1
        last = _LAST if stop is None else stop
        with self.datastore.transaction(commit=False) as c:
            c.execute(statement, (first, last, not topics, json.dumps(list(topics)), limit))
            return [Notification(**vars(_stored(row)), id=row["position"]) for row in c.fetchall()]

    def select_rows(self, *, after: int, limit: int) -> list[Row]:
        """At most `limit` rows after a position, in order."""
        with self.datastore.transaction(commit=False) as c:
            c.execute(_AFTER, (after, limit))
            return [Row(row["position"], moment(row["recorded"]), _stored(row)) for row in c.fetchall()]

    def head(self) -> int:
        """The last position; 0 for an empty log."""
        with self.datastore.transaction(commit=False) as c:
            c.execute(_POSITION)
            position: int = c.fetchone()["position"]
        return position

    def text(self, sha256: str) -> str:
        """An archived text by its hash. Raises StoreDamaged when it is missing or another."""
        with self.datastore.transaction(commit=False) as c:
            return archive.recall(c, sha256)

    def select_links(self, *, after: int, limit: int) -> list[Link]:
        """At most `limit` rows after a position with their digests. Raises StoreDamaged for what is no row."""
        with self.datastore.transaction(commit=False) as c:
            return sqlite_chain.links(c, after=after, limit=limit)

    def select_written(self, *, after: int, limit: int) -> list[Written] | None:
        """At most `limit` rows after a position as their columns have them; None when one cannot be read so."""
        with self.datastore.transaction(commit=False) as c:
            return sqlite_chain.page(c.sqlite_cursor, after=after, limit=limit)

    def select_stream(self, report: str) -> list[Written]:
        """The rows of one report, as their columns have them."""
        with self.datastore.transaction(commit=False) as c:
            return sqlite_chain.stream(c, report)

    def texts(self, sha256s: Collection[str]) -> dict[str, str]:
        """Those of these texts that are archived, by their hashes."""
        with self.datastore.transaction(commit=False) as c:
            return sqlite_chain.found(c, sha256s)

    def insert_links(self, links: Sequence[Link], texts: Iterable[str]) -> bool:
        """Write rows of another log as they are; whether they follow the last one here, and so were written."""
        with self.datastore.transaction(commit=True) as c:
            archive.keep(c, texts)
            return sqlite_chain.restore(c, links)

    def ends(self) -> tuple[int, int, int]:
        """The last position ever given, the one of the last event, and the one of the last digest; 0 for none."""
        with self.datastore.transaction(commit=False) as c:
            return sqlite_chain.ends(c)

    def archived(self) -> Iterator[tuple[bytes, bytes]]:
        """All archived texts in UTF-8, with the hashes under which they lie."""
        with self.datastore.transaction(commit=False) as c:
            yield from sqlite_chain.archived(c)


def _stored(row: sqlite3.Row) -> StoredEvent:
    return StoredEvent(UUID(row["originator_id"]), row["originator_version"], row["topic"], row["state"])


class LogFactory(SQLiteFactory):
    """What the library opens a store file with."""

    application_recorder_class = LogRecorder

    def __init__(self, env: Environment | EnvType | None):
        super().__init__(env)
        pool = self.datastore.pool
        self.datastore = Datastore(pool.db_name, lock_timeout=pool.lock_timeout or LOCK_TIMEOUT)


@contextmanager
def explained(store: Path) -> Iterator[None]:
    """Turn what the database says into what a person can act on. A conflict of two writers passes as it is."""
    try:
        yield
    except IntegrityError:
        raise
    except (sqlite3.Error, PersistenceError) as error:
        kind, problem = _PROBLEMS.get(_code(error), (StoreError, f"cannot be used: {error}"))
        raise kind(f"the store {store} {problem}") from error


def _code(error: Exception) -> int:
    """SQLite's primary result code of an error, whoever wrapped it."""
    if isinstance(error, ConnectionUnavailableError):
        return sqlite3.SQLITE_BUSY
    original = error if isinstance(error, sqlite3.Error) else error.__cause__
    return getattr(original, "sqlite_errorcode", 0) & 0xFF


_PROBLEMS: dict[int, tuple[type[StoreError], str]] = {
    **dict.fromkeys(
        (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL),
        (StoreBusy, f"was held by another program for more than {LOCK_TIMEOUT} s: try again later"),
    ),
    sqlite3.SQLITE_READONLY: (StoreUnwritable, "may only be read: give yourself the right to write it, or use another"),
    sqlite3.SQLITE_PERM: (StoreUnwritable, "may not be opened: give yourself the right to, or use another"),
    sqlite3.SQLITE_CANTOPEN: (StoreUnwritable, "cannot be opened: see whether its folder exists and may be written"),
    sqlite3.SQLITE_FULL: (StoreUnwritable, "has no space left on its disk: make room, then try again"),
    sqlite3.SQLITE_IOERR: (StoreUnwritable, "could not be read or written by its disk: check the disk"),
    sqlite3.SQLITE_NOTADB: (NotOurStore, "is no store, but a file of another kind: use another path"),
    sqlite3.SQLITE_CORRUPT: (StoreDamaged, "is damaged: restore it from a backup"),
}
