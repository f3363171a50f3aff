"""The chain of digests as a table beside the events of a SQLite log, and how a log that has none yet gets it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from tracker.archive import Cursor
from tracker.chain import START, Link, Written, digest, digests
from tracker.errors import StoreDamaged

SCHEMA = (
    "CREATE TABLE chain (position INTEGER PRIMARY KEY, digest BLOB NOT NULL)",
    """CREATE TRIGGER chain_is_never_changed BEFORE UPDATE ON chain
        BEGIN SELECT RAISE(ABORT, 'digests are never changed'); END""",
    """CREATE TRIGGER chain_is_never_deleted BEFORE DELETE ON chain
        BEGIN SELECT RAISE(ABORT, 'digests are never deleted'); END""",
)

_LAST = "SELECT digest FROM chain ORDER BY position DESC LIMIT 1"
_INSERT = "INSERT INTO chain VALUES (?, ?)"
# Texts are fetched as bytes: what was tampered with may not be UTF-8, and must be named by its row. What was stored as
# bytes itself is no text, and nothing would find it by its id: it comes as what cannot be read.
_LINKS = """SELECT e.position, iif(typeof(e.originator_id) = 'text', CAST(e.originator_id AS BLOB), NULL),
    e.originator_version, iif(typeof(e.topic) = 'text', CAST(e.topic AS BLOB), NULL), e.state, e.recorded,
    iif(typeof(e.event_id) IN ('text', 'null'), CAST(e.event_id AS BLOB), x''), c.digest
    FROM stored_events e LEFT JOIN chain c ON c.position = e.position
    WHERE e.position > ? ORDER BY e.position LIMIT ?"""
_PAGE = """SELECT e.position, e.originator_id, e.originator_version, e.topic, e.state, e.recorded, e.event_id, c.digest
    FROM stored_events e LEFT JOIN chain c ON c.position = e.position
    WHERE e.position > ? ORDER BY e.position LIMIT ?"""
_STREAM = """SELECT position, originator_version, CAST(topic AS BLOB), state, recorded
    FROM stored_events WHERE originator_id = ? ORDER BY originator_version"""
_FOUND = """SELECT sha256, CAST(text AS BLOB) FROM texts
    WHERE typeof(text) = 'text' AND sha256 IN (SELECT value FROM json_each(?))"""
_ENDS = """SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'stored_events'), 0),
    coalesce((SELECT max(position) FROM stored_events), 0), coalesce((SELECT max(position) FROM chain), 0)"""
_TEXTS = """SELECT rowid, CAST(sha256 AS BLOB), iif(typeof(text) = 'text', CAST(text AS BLOB), x'')
    FROM texts WHERE rowid > ? ORDER BY rowid LIMIT ?"""
_UNCHAINED = "SELECT position, originator_id, originator_version, topic, state, recorded FROM stored_events ORDER BY 1"


def restore(cursor: Cursor, rows: Sequence[Link]) -> bool:
    """Write rows with the digests that they have; False, and nothing is written, when they do not follow the last."""
    cursor.execute(_LAST)
    last = cursor.fetchone()
    if rows and digest(last[0] if last else START, *rows[0][:6]) != rows[0].digest:
        return False
    cursor.executemany(
        "INSERT INTO stored_events VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(row[0], row[1].hex, *row[2:6], row.event_id.hex if row.event_id else None) for row in rows],
    )
    cursor.executemany(_INSERT, [(row.position, row.digest) for row in rows])
    return True


def add_chain(connection: sqlite3.Connection) -> None:
    """Give a log that was written before there was a chain its digests; the caller holds the transaction."""
    for statement in SCHEMA:
        connection.execute(statement)
    rows = [(row[0], UUID(row[1]), *row[2:]) for row in connection.execute(_UNCHAINED)]
    made = digests(START, rows)
    connection.executemany(_INSERT, [(row[0], one) for row, one in zip(rows, made, strict=True)])


def links(cursor: Any, *, after: int, limit: int) -> list[Link]:
    """At most `limit` rows after a position with their digests. Raises StoreDamaged for what cannot be a row."""
    cursor.execute(_LINKS, (after, limit))
    return [_link(*row) for row in cursor.fetchall()]


def _link(
    position: int, report: Any, version: Any, topic: Any, state: Any, recorded: Any, event_id: Any, made: Any
) -> Link:
    if not (isinstance(version, int) and isinstance(recorded, int) and isinstance(state, bytes)):
        raise StoreDamaged(f"position {position}: the row is no event: a column has a value of another kind")
    try:
        return Link(
            position,
            _uuid(report),
            version,
            topic.decode(),
            state,
            recorded,
            None if event_id is None else _uuid(event_id),
            made if isinstance(made, bytes) else b"",
        )
    except (ValueError, AttributeError, TypeError) as error:
        raise StoreDamaged(f"position {position}: the row is no event: {error}") from error


def _uuid(written: Any) -> UUID:
    number = int(written, 16)  # with the comparison below, half the time of UUID's own reading
    if b"%032x" % number != written:
        raise ValueError(f"{written!r} is not written as 32 hexadecimal digits in lower case")
    return UUID(int=number)


def page(cursor: sqlite3.Cursor, *, after: int, limit: int) -> list[Written] | None:
    """At most `limit` rows after a position as their columns have them; None when one has a text that is not UTF-8."""
    cursor.row_factory = None
    try:
        return cursor.execute(_PAGE, (after, limit)).fetchall()
    except sqlite3.OperationalError as error:
        if hasattr(error, "sqlite_errorcode"):  # what SQLite says has a code, what Python says of a text has none
            raise
        return None


def stream(cursor: Any, report: str) -> list[Written]:
    """The rows of one report in their order, without event ids and digests; what is not UTF-8 is replaced."""
    cursor.execute(_STREAM, (report,))
    return [
        (position, report, version, topic.decode(errors="replace"), state, recorded, None, b"")
        for position, version, topic, state, recorded in cursor.fetchall()
    ]


def found(cursor: Any, sha256s: Iterable[str]) -> dict[str, str]:
    """Those of these texts that are archived, as they are; what is not UTF-8 is replaced."""
    cursor.execute(_FOUND, (json.dumps(list(sha256s)),))
    return {sha256: text.decode(errors="replace") for sha256, text in cursor.fetchall()}


def ends(cursor: Any) -> tuple[int, int, int]:
    """The last position ever given, the one of the last event, and the one of the last digest; 0 for none.

    Raises StoreDamaged when the first is no number.
    """
    cursor.execute(_ENDS)
    row = cursor.fetchone()
    if not isinstance(row[0], int):
        raise StoreDamaged(f"the last position that was given is {row[0]!r}, which is no position")
    return row[0], row[1], row[2]


def archived(cursor: Any, *, limit: int = 200) -> Iterator[tuple[bytes, bytes]]:
    """All archived texts as bytes, with the hashes under which they lie."""
    last = 0
    while True:
        cursor.execute(_TEXTS, (last, limit))
        page: Iterable[Any] = cursor.fetchall()
        for row in page:
            last = row[0]
            yield row[1], row[2]
        if not page:
            return
