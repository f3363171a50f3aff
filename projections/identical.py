"""Whether two views files hold the same: row by row, table by table."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

_TABLES = ("progress", "subjects", "reports", "events", "facts", "reviews", "links", "gradings")


def first_difference(views: Path, rebuilt: Path, level: Callable[[int], None] | None = None) -> str | None:
    """The first row that one file has and the other has not; None when both hold the same.

    The first file is read as of one moment; `level` is given its position, to bring the other one there before that is
    read.
    """
    with closing(sqlite3.connect(views, isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS rebuilt", (str(rebuilt),))
        connection.execute("BEGIN")
        if level is not None:
            level(connection.execute("SELECT position FROM main.progress").fetchone()[0])
        for table in _TABLES:
            if _is_same(connection, table):
                continue
            for one, other, what in (("main", "rebuilt", "is not"), ("rebuilt", "main", "is missing, but is")):
                query = f"SELECT * FROM {one}.{table} EXCEPT SELECT * FROM {other}.{table} LIMIT 1"  # noqa: S608  our names
                if (row := connection.execute(query).fetchone()) is not None:
                    return f"the row {row[0]!r} of {table} {what} what the log says: {tuple(row)!r:.300}"
    return None


def _is_same(connection: sqlite3.Connection, table: str) -> bool:
    """Whether both files have the same rows of a table, each beside the one with its key; nothing is sorted for it."""
    columns = connection.execute("SELECT name, pk FROM pragma_table_info(?)", (table,)).fetchall()
    key = " AND ".join(f'a."{name}" = b."{name}"' for name, place in columns if place)
    one, other = (", ".join(f'{of}."{name}"' for name, _ in columns) for of in ("a", "b"))
    (ours, theirs, alike) = connection.execute(
        f"SELECT (SELECT count(*) FROM main.{table}), (SELECT count(*) FROM rebuilt.{table}), "  # noqa: S608  our names
        f"(SELECT count(*) FROM main.{table} a JOIN rebuilt.{table} b ON {key} WHERE ({one}) IS ({other}))"
    ).fetchone()
    return bool(ours == theirs == alike)
