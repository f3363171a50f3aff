"""The views file follows the log: rows and position in one transaction; rebuilt whole when it must be.

A rebuild fills a new file and then puts its pages in place of the old ones in one transaction (SQLite's backup). The
file is not renamed over the old one: a renamed database would meet the write-ahead log of the one before it. So readers
go on with what they see, whoever asks next sees the new content, and a crash leaves the old. Where there is no old one,
the new file gets its name.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Self

from projections import schema, viewsfile
from projections.applying import apply
from projections.clocks import from_micros
from projections.logrow import LogRow
from projections.ready import Chunk, Ready, chunk
from projections.trusted import collecting_later
from projections.writing import Writer

BATCH = 5_000
"""Rows in one transaction, at least; a batch ends where the next report begins, so no reader sees half of one."""


_CACHE_KB = 131_072
"""Memory for pages of a file that is filled at once: ids come in no order, so that every page is needed again."""


def batches(rows: Iterable[LogRow]) -> Iterator[list[LogRow]]:
    """Rows of the log, so many at a time that each batch ends where the next report begins."""
    batch: list[LogRow] = []
    for row in rows:
        if len(batch) >= BATCH and row.report_id != batch[-1].report_id:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


class Views:
    """The open views file of a store; a context manager."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open the views file, or make an empty one.

        Raises ViewsOutdated when an older program wrote it (rebuild it), ViewsTooNew when a newer one did, NotViews
        when it is something else, and sqlite3.OperationalError when it cannot be opened.
        """
        path = Path(path)
        return cls(path, viewsfile.open_views(path))

    @property
    def position(self) -> int:
        """The position of the last row of the log that is in the views; 0 when there is none."""
        return self.reached[0]

    @property
    def reached(self) -> tuple[int, datetime]:
        """The position and the recorded time of the last row of the log that is in the views: of which log they are.

        No two transactions have one recorded time, so whether the log still has that row at that place says whether the
        views are its own. Position 0 when there is none.
        """
        return _reached(self.connection)

    def apply(self, rows: Iterable[LogRow], *, after: int = 0) -> int:
        """Apply rows of the log in their order and return the new position; `after` is that behind which they begin.

        Each of the `batches` is one transaction with its position. Rows that are already in the views, because another
        process was faster, are passed over. When the views are further back than `after`, because a rebuild that began
        earlier has been put in place meanwhile, rows would be left out: nothing more is applied. Raises
        LogInconsistent, and then keeps nothing of that batch.
        """
        for batch in batches(rows):
            with viewsfile.writing(self.connection):
                position = self.position
                if position < after:
                    return position
                new = [row for row in batch if row.position > position]
                if new:
                    _take(self.connection, Writer(self.connection), chunk(new))
            after = batch[-1].position
        return self.position

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def rebuild(path: str | Path, rows: Iterable[LogRow]) -> int:
    """Build the views anew from all rows of the log, as `build` does, and make them ready in passing."""
    return build(path, map(chunk, batches(rows)))


def build(path: str | Path, chunks: Iterable[Chunk]) -> int:
    """Build the views anew from the whole log, chunk by chunk in order, then put them in place; return the position.

    Views of any version, or damaged ones, are replaced; another file is refused with NotViews before anything is done.
    Raises LogInconsistent, and what the chunks raise; then the old views stay.
    """
    path = Path(path)
    viewsfile.check_replaceable(path)
    fresh = viewsfile.fresh(path)
    try:
        with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as source, collecting_later():
            position = _fill(source, chunks)
        if not viewsfile.put_in_place(fresh, path):
            _replace(path, fresh)
    finally:
        fresh.unlink(missing_ok=True)
    return position


def _replace(path: Path, fresh: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(f"{fresh.absolute().as_uri()}?mode=ro", uri=True)) as source,
        contextlib.closing(viewsfile.open_for_replacement(path)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA busy_timeout = 0")  # readers need not be waited for: the log shrinks some other time
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _fill(connection: sqlite3.Connection, chunks: Iterable[Chunk]) -> int:
    """Fill a file that nobody else reads; without a journal, since a crash only leaves it to be removed."""
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    schema.create(connection)
    writer = Writer(connection, empty=True)
    for made in chunks:
        _take(connection, writer, made)
    schema.index(connection)
    schema.search(connection)
    connection.execute("COMMIT")
    return _reached(connection)[0]


def _take(connection: sqlite3.Connection, writer: Writer, given: Chunk) -> None:
    for step in given.steps:
        if isinstance(step, Ready):
            writer.take(step)
        else:
            apply(writer, step)
    writer.flush()
    connection.execute("UPDATE progress SET position = ?, recorded = ?", (given.position, given.recorded))


def _reached(connection: sqlite3.Connection) -> tuple[int, datetime]:
    position, recorded = connection.execute("SELECT position, recorded FROM progress").fetchone()
    return int(position), from_micros(recorded)
