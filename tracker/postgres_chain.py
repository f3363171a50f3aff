"""The chain of digests as a table beside the events of a PostgreSQL log."""

from collections.abc import Iterable, Iterator, Sequence
from typing import LiteralString
from uuid import UUID

from psycopg import Connection, Cursor
from psycopg.rows import DictRow, tuple_row

from tracker.chain import START, Link, Written, digest, digests
from tracker.errors import StoreDamaged
from tracker.storage import Record

SCHEMA: tuple[LiteralString, ...] = (
    "CREATE TABLE tracker.chain (position bigint PRIMARY KEY, digest bytea NOT NULL)",
    """CREATE TRIGGER chain_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON tracker.chain
        FOR EACH STATEMENT EXECUTE FUNCTION tracker.refuse()""",
)

_LAST = "SELECT digest FROM tracker.chain ORDER BY position DESC LIMIT 1"
_COPY = "COPY tracker.chain FROM STDIN (FORMAT BINARY)"
_LINKS = """SELECT position, originator_id, originator_version, topic, state, recorded, event_id,
    coalesce(digest, '') AS digest
    FROM tracker.stored_events LEFT JOIN tracker.chain USING (position)
    WHERE position > %s ORDER BY position LIMIT %s"""
_PAGE = """SELECT position, replace(originator_id::text, '-', ''), originator_version, topic, state, recorded,
    replace(event_id::text, '-', ''), coalesce(digest, '')
    FROM tracker.stored_events LEFT JOIN tracker.chain USING (position)
    WHERE position > %s ORDER BY position LIMIT %s"""
_STREAM = """SELECT position, replace(originator_id::text, '-', ''), originator_version, topic, state, recorded,
    NULL, ''::bytea FROM tracker.stored_events WHERE originator_id = %s ORDER BY originator_version"""
_FOUND = "SELECT sha256, text FROM tracker.texts WHERE sha256 = ANY(%s)"
_ENDS = """SELECT position AS given, coalesce((SELECT max(position) FROM tracker.stored_events), 0) AS stored,
    coalesce((SELECT max(position) FROM tracker.chain), 0) AS chained, recorded,
    coalesce((SELECT recorded FROM tracker.stored_events ORDER BY position DESC LIMIT 1), 0) AS last
    FROM tracker.head"""
_TEXTS = "SELECT sha256, text FROM tracker.texts WHERE sha256 > %s ORDER BY sha256 LIMIT %s"


def made(cursor: Cursor[DictRow], records: Sequence[Record]) -> list[bytes]:
    """The digests of new rows behind the end of the chain; the caller has locked the head."""
    return list(digests(_last(cursor), [record[:6] for record in records]))


def follows(cursor: Cursor[DictRow], rows: Sequence[Link]) -> bool:
    """Whether rows of another log are what comes after the last one here; the caller has locked the head."""
    return not rows or digest(_last(cursor), *rows[0][:6]) == rows[0].digest


def write(cursor: Cursor[DictRow], rows: Iterable[tuple[int, bytes]]) -> None:
    """Write digests under their positions."""
    with cursor.copy(_COPY) as copy:
        copy.set_types(("int8", "bytea"))
        for row in rows:
            copy.write_row(row)


def _last(cursor: Cursor[DictRow]) -> bytes:
    """The last digest, asked for after the lock and not with it: who waited would see this table as of before."""
    row = cursor.execute(_LAST).fetchone()
    return row["digest"] if row else START


def links(cursor: Cursor[DictRow], *, after: int, limit: int) -> list[Link]:
    """At most `limit` rows after a position with their digests."""
    return [Link(**row) for row in cursor.execute(_LINKS, (after, limit), binary=True).fetchall()]


def page(connection: Connection[DictRow], *, after: int, limit: int) -> list[Written]:
    """At most `limit` rows after a position as their columns have them."""
    with connection.cursor(row_factory=tuple_row) as cursor:
        return cursor.execute(_PAGE, (after, limit), binary=True).fetchall()


def stream(connection: Connection[DictRow], report: str) -> list[Written]:
    """The rows of one report in their order, without event ids and digests."""
    with connection.cursor(row_factory=tuple_row) as cursor:
        return cursor.execute(_STREAM, (UUID(report),), binary=True).fetchall()


def found(connection: Connection[DictRow], sha256s: Iterable[str]) -> dict[str, str]:
    """Those of these texts that are archived, as they are; what is not UTF-8 is replaced."""
    with connection.cursor(row_factory=tuple_row) as cursor:
        rows = cursor.execute(_FOUND, (list(sha256s),), binary=True).fetchall()
    return {sha256: bytes(text).decode(errors="replace") for sha256, text in rows}


def ends(cursor: Cursor[DictRow]) -> tuple[int, int, int]:
    """The last position ever given, the one of the last event, and the one of the last digest; 0 for none.

    Raises StoreDamaged when the head has another recorded time than the last event, or there is no head.
    """
    row = cursor.execute(_ENDS).fetchone()
    if row is None or row["recorded"] != row["last"]:
        raise StoreDamaged("the head of the log does not say when the last event was recorded")
    return row["given"], row["stored"], row["chained"]


def archived(cursor: Cursor[DictRow], *, limit: int = 200) -> Iterator[tuple[bytes, bytes]]:
    """All archived texts as bytes, with the hashes under which they lie."""
    last = ""
    while page := cursor.execute(_TEXTS, (last, limit), binary=True).fetchall():
        last = page[-1]["sha256"]
        yield from ((row["sha256"].encode(), row["text"]) for row in page)
