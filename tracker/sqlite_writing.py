"""How new rows are sent to a SQLite log: some in one statement, then their digests in another.

A statement for each row, as `executemany` has it, looks up and keeps the last position each time, and makes Python and
SQLite meet for each. A conflict undoes the transaction at once: SQLite would otherwise keep, of each page that it
changes, what was there before the statement.
"""

import sqlite3
from collections.abc import Sequence
from functools import cache

from eventsourcing.persistence import StoredEvent

from tracker.chain import digests
from tracker.storage import LoggedEvent, identity

_TOGETHER = 16
"""So many rows, at most, go in one statement."""

_EVENTS = "INSERT OR ROLLBACK INTO stored_events VALUES ", "(?, ?, ?, ?, ?, ?, ?)"
_CHAIN = "INSERT OR ROLLBACK INTO chain VALUES ", "(?, ?)"


def write(cursor: sqlite3.Cursor, events: Sequence[StoredEvent], *, first: int, recorded: int, last: bytes) -> None:
    """Write events from a position on, with one recorded time, behind the row with the digest `last`."""
    for start in range(0, len(events), _TOGETHER):
        portion = events[start : start + _TOGETHER]
        rows = [
            (position, identity(one), one.originator_version, one.topic, one.state, recorded)
            for position, one in enumerate(portion, start=first + start)
        ]
        values: list[int | str | bytes | None] = []
        links: list[int | bytes] = []
        for one, row, digest in zip(portion, rows, digests(last, rows), strict=True):
            event_id = one.event_id if isinstance(one, LoggedEvent) else None
            values += (row[0], row[1].hex, *row[2:], event_id.hex if event_id else None)
            links += (row[0], digest)
            last = digest
        cursor.execute(_statement(*_EVENTS, len(portion)), values)
        cursor.execute(_statement(*_CHAIN, len(portion)), links)


@cache
def _statement(head: str, row: str, rows: int) -> str:
    return head + ", ".join([row] * rows)
