"""What ids, publishers and polities there are in views, for whoever types the beginning of one.

Only looked at, never made or brought up to date: an answer of a moment ago is good enough, and it has to be quick.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from projections import schema

MOST = 50
"""How many ids are offered at most; whoever has more before him types another digit."""

_COUNTS = "superseded IS NULL"


@contextmanager
def glance(path: Path) -> Iterator[sqlite3.Connection]:
    """Views as they are, read only. Raises sqlite3.Error where there are none, or those of another program version."""
    # Without a journal nobody is writing, and without locks SQLite leaves no file beside them that was not there.
    mode = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=ro&immutable=1"
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=0)) as connection:
        application, version, _ = schema.marks(connection)
        if (application, version) != (schema.APPLICATION_ID, schema.FORMAT):
            raise sqlite3.DatabaseError(f"{path} has no views of this program version")
        yield connection


def event_ids(connection: sqlite3.Connection, beginning: str) -> list[tuple[str, str]]:
    """Events that count whose ids begin so, the newest in the store without a beginning: each id, and what it is."""
    columns = "event_id, valid_from || ' ' || source || ' ' || target || ' ' || type"
    return _ids(connection, columns, "events", "event_id", beginning)


def report_ids(connection: sqlite3.Connection, beginning: str) -> list[tuple[str, str]]:
    """Reports that count whose ids begin so, the newest in the store without a beginning: each id, and what it is."""
    columns = "report_id, published || ' ' || publisher || ': ' || coalesce(title, 'untitled')"
    return _ids(connection, columns, "reports", "report_id", beginning)


def publishers(connection: sqlite3.Connection) -> list[str]:
    """All publishers of reports that count, by name."""
    found = connection.execute(f"SELECT DISTINCT publisher FROM reports WHERE {_COUNTS} ORDER BY publisher")  # noqa: S608
    return [name for (name,) in found]


def polities(connection: sqlite3.Connection) -> list[str]:
    """The codes of all polities between which something happened."""
    found = connection.execute("SELECT DISTINCT pair FROM subjects WHERE kind = 'relationship'")
    return sorted({code for (pair,) in found for code in str(pair).split("-")})


def _ids(connection: sqlite3.Connection, columns: str, table: str, key: str, beginning: str) -> list[tuple[str, str]]:
    # Both ways follow an index or the rows themselves, so that the size of the store does not matter.
    where, order = (f"{key} >= :first AND {key} < :first || 'g'", key) if beginning else ("TRUE", "id DESC")
    query = f"SELECT {columns} FROM {table} WHERE {_COUNTS} AND {where} ORDER BY {order} LIMIT :most"  # noqa: S608  constants
    return connection.execute(query, {"first": beginning.lower(), "most": MOST}).fetchall()
