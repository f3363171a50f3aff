"""The log as tables of a PostgreSQL database, through the event-sourcing library.

One row, the head, holds the last position and recorded time. A writer locks it, numbers its events behind it, and
commits; the next writer waits for that. So positions are given without gaps in the order of commits, and whoever
follows the log never passes over an event of a slower writer.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

import psycopg
from eventsourcing.persistence import ApplicationRecorder, IntegrityError, Notification, PersistenceError, StoredEvent
from eventsourcing.postgres import ConnectionPool, PostgresDatastore, PostgresFactory, PostgresRecorder
from eventsourcing.utils import Environment
from psycopg import Connection, Cursor, IsolationLevel, errors
from psycopg.conninfo import make_conninfo
from psycopg.rows import DictRow, dict_row

from tracker import archive, postgres_chain, storage
from tracker.chain import Link, Written
from tracker.errors import NotOurStore, StoreBusy, StoreDamaged, StoreError, StoreUnwritable
from tracker.postgres_writing import write
from tracker.server import Server
from tracker.storage import LOCK_TIMEOUT, Head, Record, Row, moment, number

_CONNECT_TIMEOUT = 10
"""Seconds to wait for a server that does not answer."""

_HEAD = "SELECT position, recorded FROM tracker.head"
_LOCKED_HEAD = "SELECT position, recorded FROM tracker.head FOR UPDATE"
_AFTER = "SELECT * FROM tracker.stored_events WHERE position > %s ORDER BY position LIMIT %s"
_STREAM = """SELECT * FROM tracker.stored_events WHERE originator_id = %s AND originator_version > %s
    AND originator_version <= %s ORDER BY originator_version ASC LIMIT %s"""
_STREAM_BACKWARDS = """SELECT * FROM tracker.stored_events WHERE originator_id = %s AND originator_version > %s
    AND originator_version <= %s ORDER BY originator_version DESC LIMIT %s"""
_NOTIFICATIONS = """SELECT * FROM tracker.stored_events WHERE position >= %s AND position <= %s
    AND (cardinality(%s::text[]) = 0 OR topic = ANY(%s)) ORDER BY position LIMIT %s"""
_RECALL = "SELECT convert_from(text, 'UTF8') FROM tracker.texts WHERE sha256 = %s"
_LAST_VERSION = 2**31 - 1
_LAST = 2**63 - 1


class LogRecorder(PostgresRecorder, storage.LogRecorder):
    """Writes and reads the rows of a log whose tables exist (see `tracker.postgres_tables`)."""

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        clock: Callable[[], datetime] | None = None,
        texts: Iterable[str] = (),
        **_: Any,
    ) -> Sequence[int]:
        """Write texts and events in one transaction and return the positions; `clock` is read under the lock."""
        with self.datastore.transaction(commit=True) as cursor:
            records = number(stored_events, _head(cursor, _LOCKED_HEAD), clock)
            write(cursor, records, postgres_chain.made(cursor, records), texts)
        return [record.position for record in records]

    def insert_links(self, links: Sequence[Link], texts: Iterable[str]) -> bool:
        """Write rows of another log as they are; whether they follow the last one here, and so were written."""
        with self.datastore.transaction(commit=True) as cursor:
            _head(cursor, _LOCKED_HEAD)
            if not postgres_chain.follows(cursor, links):
                return False
            write(cursor, [Record(*link[:7]) for link in links], [link.digest for link in links], texts)
        return True

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The events of one stream, as the library's interface has them."""
        last = _LAST_VERSION if lte is None else lte
        statement = _STREAM_BACKWARDS if desc else _STREAM
        return [_stored(row) for row in self._select(statement, (originator_id, gt or 0, last, limit))]

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
        first = 0 if start is None else start if inclusive_of_start else start + 1
        wanted = list(topics)
        rows = self._select(_NOTIFICATIONS, (first, _LAST if stop is None else stop, wanted, wanted, limit))
        return [Notification(**vars(_stored(row)), id=row["position"]) for row in rows]

    def max_notification_id(self) -> int | None:
        """The last position; None for an empty log."""
        return self.head() or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Any:
        """There is none, as for a file: who follows the log asks for what is behind its own position."""
        raise NotImplementedError

    def select_rows(self, *, after: int, limit: int) -> list[Row]:
        """At most `limit` rows after a position, in order."""
        rows = self._select(_AFTER, (after, limit))
        return [Row(row["position"], moment(row["recorded"]), _stored(row)) for row in rows]

    def head(self) -> int:
        """The last position; 0 for an empty log."""
        with self.datastore.cursor() as cursor:
            return _head(cursor, _HEAD).position

    def text(self, sha256: str) -> str:
        """An archived text by its hash. Raises StoreDamaged when it is missing or another."""
        with self.datastore.cursor() as cursor:
            row = cursor.execute(_RECALL, (sha256,)).fetchone()
        return archive.checked(tuple(row.values()) if row else None, sha256)

    def select_links(self, *, after: int, limit: int) -> list[Link]:
        """At most `limit` rows after a position with their digests."""
        with self.datastore.cursor() as cursor:
            return postgres_chain.links(cursor, after=after, limit=limit)

    def select_written(self, *, after: int, limit: int) -> list[Written] | None:
        """At most `limit` rows after a position as their columns have them."""
        with self.datastore.cursor() as cursor:
            return postgres_chain.page(cursor.connection, after=after, limit=limit)

    def select_stream(self, report: str) -> list[Written]:
        """The rows of one report, as their columns have them."""
        with self.datastore.cursor() as cursor:
            return postgres_chain.stream(cursor.connection, report)

    def texts(self, sha256s: Collection[str]) -> dict[str, str]:
        """Those of these texts that are archived, by their hashes."""
        with self.datastore.cursor() as cursor:
            return postgres_chain.found(cursor.connection, sha256s)

    def ends(self) -> tuple[int, int, int]:
        """The last position ever given, the one of the last event, and the one of the last digest; 0 for none."""
        with self.datastore.cursor() as cursor:
            return postgres_chain.ends(cursor)

    def archived(self) -> Iterator[tuple[bytes, bytes]]:
        """All archived texts in UTF-8, with the hashes under which they lie."""
        with self.datastore.cursor() as cursor:
            yield from postgres_chain.archived(cursor)

    def _select(self, statement: LiteralString, parameters: tuple[Any, ...]) -> list[DictRow]:
        with self.datastore.cursor() as cursor:
            return cursor.execute(statement, parameters, binary=True).fetchall()


def _head(cursor: Cursor[DictRow], statement: LiteralString) -> Head:
    row = cursor.execute(statement).fetchone()
    if row is None:
        raise StoreDamaged("the log has lost its head, the row of its last position: restore the store from a backup")
    return Head(**row)


def _stored(row: DictRow) -> StoredEvent:
    return StoredEvent(row["originator_id"], row["originator_version"], row["topic"], row["state"])


class _Datastore(PostgresDatastore):
    """Connections that are made from the whole address, with all that it says about encryption and the like."""

    def __init__(self, server: Server) -> None:
        super().__init__("", "", "", "", "")
        self.pool = ConnectionPool(
            conninfo(server),
            connection_class=Connection[DictRow],
            kwargs={"row_factory": dict_row},
            min_size=1,
            max_size=4,
            open=False,
            configure=configure,
            # A connection that the server has closed meanwhile is replaced. The check takes rows of any kind.
            check=ConnectionPool.check_connection,  # pyright: ignore[reportArgumentType]
            timeout=LOCK_TIMEOUT,
        )


class LogFactory(PostgresFactory):
    """What the library opens a database with."""

    application_recorder_class = LogRecorder  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]

    def __init__(self, server: Server, env: Environment) -> None:
        super().__init__(Environment(env.name, dict(env) | dict.fromkeys(_NAMED_BY_THE_LIBRARY, "")))
        self.datastore = _Datastore(server)

    def application_recorder(self) -> ApplicationRecorder:
        """The recorder of our own tables."""
        return LogRecorder(self.datastore)


_NAMED_BY_THE_LIBRARY = ("POSTGRES_DBNAME", "POSTGRES_HOST", "POSTGRES_USER", "POSTGRES_PASSWORD")
"""What the library asks for by name, and what we give it as one address."""


def conninfo(server: Server) -> str:
    """The address as the database's own library reads it; it holds the secrets."""
    settings = {"connect_timeout": str(_CONNECT_TIMEOUT), "application_name": "tracker", "client_encoding": "UTF8"}
    return make_conninfo("", **(settings | server.parameters))


def configure(connection: Connection[Any]) -> None:
    """Set what the log relies on, whatever the server's defaults are."""
    connection.autocommit = True
    connection.isolation_level = IsolationLevel.READ_COMMITTED  # who waited for the head sees what was written before
    for setting in ("lock_timeout", "idle_in_transaction_session_timeout"):
        connection.execute("SELECT set_config(%s, %s, false)", (setting, f"{LOCK_TIMEOUT}s"))


@contextmanager
def explained(server: Server) -> Iterator[None]:
    """Turn what the database says into what a person can act on. A conflict of two writers passes as it is."""
    try:
        yield
    except IntegrityError:
        raise
    except (psycopg.Error, PersistenceError) as error:
        cause = error if isinstance(error, psycopg.Error) else error.__cause__
        kind, problem = next(
            (told for kinds, told in _PROBLEMS if isinstance(cause, kinds)), (StoreError, f"cannot be used: {error}")
        )
        raise kind(server.without_secrets(f"the store {server} {problem}")) from None  # the cause may quote secrets


_PROBLEMS: tuple[tuple[tuple[type[BaseException], ...], tuple[type[StoreError], str]], ...] = (
    (
        (errors.LockNotAvailable, errors.DeadlockDetected),
        (StoreBusy, f"was held by another program for more than {LOCK_TIMEOUT} s: try again later"),
    ),
    (
        (errors.IdleInTransactionSessionTimeout,),
        (StoreBusy, f"waited for this program for more than {LOCK_TIMEOUT} s and went on without it: try again"),
    ),
    ((errors.TooManyConnections,), (StoreBusy, "has no connection left on its server: try again later")),
    (
        (errors.ReadOnlySqlTransaction,),
        (StoreUnwritable, "may only be read, as it is a standby or locked: write to its primary server"),
    ),
    (
        (errors.InsufficientPrivilege,),
        (StoreUnwritable, "may not be used by this user: ask for the right to, or use another"),
    ),
    ((errors.DiskFull,), (StoreUnwritable, "has no space left on its server's disk: make room, then try again")),
    (
        (errors.UndefinedTable, errors.UndefinedColumn, errors.InvalidSchemaName),
        (NotOurStore, "lacks tables of a store: use another database, or restore it from a backup"),
    ),
    ((errors.DataCorrupted, errors.IndexCorrupted), (StoreDamaged, "is damaged: restore it from a backup")),
)
