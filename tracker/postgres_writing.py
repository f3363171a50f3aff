"""How rows are sent to a PostgreSQL log: few of them in one statement, many with COPY.

Neither lets both sides wait for the other to read, at which the library's way, a pipeline, hangs from some megabytes
on: a statement is answered when it has been read as a whole, and while it takes a COPY in the server says nothing that
must be read before the end. So there is no limit to a transaction.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, repeat
from typing import LiteralString

from psycopg import Cursor
from psycopg.rows import DictRow

from events import digest
from tracker import postgres_chain
from tracker.storage import Record

_FEW = 8
"""So many rows, at most, go in one statement with their digests and the head; beyond that COPY takes less time."""

_TYPES = ("int8", "uuid", "int4", "text", "bytea", "int8", "uuid")
"""The types of a record's columns."""

_KEEP = "INSERT INTO tracker.texts VALUES (%s, %s) ON CONFLICT DO NOTHING"
_EVENTS: LiteralString = "WITH events AS (INSERT INTO tracker.stored_events VALUES "
_LINKS: LiteralString = "), links AS (INSERT INTO tracker.chain VALUES "
_HEAD: LiteralString = ") UPDATE tracker.head SET position = %b, recorded = %b"
_EVENT: LiteralString = "(%b, %b, %b, %b, %b, %b, %b)"
_LINK: LiteralString = "(%b, %b)"
_COPY = "COPY tracker.stored_events FROM STDIN (FORMAT BINARY)"
_MOVE_HEAD = "UPDATE tracker.head SET position = %s, recorded = %s"


def write(cursor: Cursor[DictRow], records: Sequence[Record], digests: Sequence[bytes], texts: Iterable[str]) -> None:
    """Write texts, rows and their digests, and move the head that the caller has locked behind them."""
    for text in texts:
        cursor.execute(_KEEP, (digest(text), text.encode()))
    if not records:
        return
    positions = [record.position for record in records]
    head = records[-1].position, records[-1].recorded
    if len(records) <= _FEW:
        links = zip(positions, digests, strict=True)
        cursor.execute(_statement(len(records)), [*chain(*records), *chain(*links), *head])
        return
    with cursor.copy(_COPY) as copy:
        copy.set_types(_TYPES)
        for record in records:
            copy.write_row(record)
    postgres_chain.write(cursor, zip(positions, digests, strict=True))
    cursor.execute(_MOVE_HEAD, head)


@cache
def _statement(rows: int) -> LiteralString:
    """One that the server and its driver keep prepared. Values go as they are: as text each byte would be two."""
    events: LiteralString = ", ".join(repeat(_EVENT, rows))
    links: LiteralString = ", ".join(repeat(_LINK, rows))
    return _EVENTS + events + _LINKS + links + _HEAD
