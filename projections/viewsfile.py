"""The views file as a file: opened, checked, made."""

import contextlib
import glob
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from projections import schema
from projections.errors import NotViews, ViewsOutdated, ViewsTooNew

_PATIENCE = 30.0
"""Seconds to wait for another process that writes."""

_ABANDONED = 600.0
"""Seconds after which a new file that nobody has locked is taken for what a killed program left."""

_MAPPED = 2**31 - 2**16
"""Bytes of the file, at most, that are read where the system has them instead of being copied; SQLite's own limit.

The rows of one answer lie all over the file. When a rebuild makes it shorter, SQLite cuts it only once nobody reads
what was there. Writing does not go this way.
"""

_MAGIC = b"SQLite format 3\x00"
_APPLICATION_ID = slice(68, 72)
"""Where a SQLite file has its application id (https://www.sqlite.org/fileformat.html)."""


def open_views(path: Path) -> sqlite3.Connection:
    """Open a views file, or make an empty one.

    Raises ViewsOutdated, ViewsTooNew, NotViews; sqlite3.OperationalError when the file cannot be opened or written.
    """
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        _check(connection, path)
        _follow_journal(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def open_for_replacement(path: Path) -> sqlite3.Connection:
    """Open views of any version, or damaged, whose content is to be replaced; NotViews for another file."""
    check_replaceable(path)
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        schema.marks(connection)
    except sqlite3.OperationalError:
        connection.close()
        raise
    except sqlite3.DatabaseError:
        connection.close()
        for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            name.unlink(missing_ok=True)
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    _follow_journal(connection)
    return connection


def check_replaceable(path: Path) -> None:
    """Raise NotViews for a file that is something else."""
    if path.exists() and path.stat().st_size and not _is_ours(path):
        raise not_views(path)


def fresh(path: Path) -> Path:
    """Where new content of views can be made, whoever makes some as well; what was left where one was killed goes."""
    left = re.compile(rf"{re.escape(path.name)}(\.[0-9a-f]{{32}})?\.new")
    for other in path.parent.glob(f"{glob.escape(path.name)}.*new"):
        if left.fullmatch(other.name) and _is_abandoned(other):
            other.unlink(missing_ok=True)
    return path.with_name(f"{path.name}.{uuid4().hex}.new")


def _is_abandoned(file: Path) -> bool:
    """Whether nobody fills a file, who has it locked, nor is about to lock it or to put it in place."""
    try:
        if time.time() - file.stat().st_mtime < _ABANDONED:
            return False
        with contextlib.closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
    except (OSError, sqlite3.Error):
        return False
    return True


def put_in_place(fresh: Path, path: Path) -> bool:
    """Give a whole file the name of one that does not exist; whether that could be done.

    A file without its database (`-wal`, `-shm`) may be left of an older one, and would be taken for the new one's.
    """
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    if any(Path(f"{path}{suffix}").exists() for suffix in ("", "-wal", "-shm")):
        return False
    try:
        path.hardlink_to(fresh)  # unlike a renaming, it fails when another process was faster
    except OSError:
        return False
    return True


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction: all of it or nothing, and nobody else writes meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()  # SQLite may have done so itself, as when the disk is full
        raise
    connection.execute("COMMIT")


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """All queries inside see the same moment, whatever others write; within another transaction, that one's."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def not_views(path: Path) -> NotViews:
    """The error for a file that is something else."""
    return NotViews(f"{path} is no views file: name another store, or move that file away")


def _follow_journal(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA mmap_size = {_MAPPED}")


def _is_ours(path: Path) -> bool:
    """Whether a file holds views; damaged ones still say so in their header."""
    with path.open("rb") as file:
        header = file.read(100)
    if not header.startswith(_MAGIC):
        return False
    return header[_APPLICATION_ID] == schema.APPLICATION_ID.to_bytes(4, "big") or _is_begun(path)


def _is_begun(path: Path) -> bool:
    """Whether views are in the write-ahead log only, or nothing is anywhere: a program was killed when it made them."""
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as connection:
            application, _, tables = schema.marks(connection)
    except sqlite3.DatabaseError:
        return False
    return application == schema.APPLICATION_ID or not (application or tables)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    try:
        with reading(connection):  # one moment for all of them: another process may be making the tables
            application, version, tables = schema.marks(connection)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise not_views(path) from error
    if not tables:
        _make(connection)
        return
    if application != schema.APPLICATION_ID:
        raise not_views(path)
    if version < schema.FORMAT:
        raise ViewsOutdated(f"{path} has format {version}, this program writes {schema.FORMAT}: rebuild the views")
    if version > schema.FORMAT:
        raise ViewsTooNew(
            f"{path} has format {version}, this program reads {schema.FORMAT}: update the program, or rebuild the views"
        )


def _make(connection: sqlite3.Connection) -> None:
    with writing(connection):
        if not schema.marks(connection)[2]:  # another process may have made them while this one waited
            schema.create(connection)
            schema.index(connection)
            schema.search(connection)
