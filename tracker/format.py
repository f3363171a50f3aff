"""Whether a file is a store of ours, in which format, and how a new one is made."""

import sqlite3
from contextlib import closing
from pathlib import Path
from time import sleep

from tracker.errors import NotOurStore, StoreBusy, StoreDamaged, StoreMissing, StoreTooNew, StoreUnwritable
from tracker.sqlite import SCHEMA, explained
from tracker.sqlite_chain import add_chain
from tracker.sqlite_connections import connect
from tracker.storage import LOCK_TIMEOUT, views_path

APPLICATION = "sanctions-tracker"
FORMAT = 2
"""1 had no chain of digests beside the events; such a store gets it when it is opened."""

_META = "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"
_ATTEMPTS = 50
_PAUSE = 0.1


def check(path: Path) -> None:
    """Raise a StoreError unless the file is a store that this program can read."""
    if not path.exists():
        raise StoreMissing(f"there is no store at {path}: make one with `tracker add`, or name another with --store")
    _refuse_folder(path)
    with explained(path), closing(connect(path, timeout=LOCK_TIMEOUT)) as connection:
        if _is_empty(connection, path):
            raise StoreMissing(f"the store {path} is empty: fill it with `tracker add`, or name another with --store")
        _upgrade(connection)


def make(path: Path) -> None:
    """Make a store, with its folder, unless there is one already; several programs may do so at the same time.

    Raises NotOurStore for a file of another kind, which stays as it is, StoreUnwritable where none can be made.
    """
    _refuse_folder(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnwritable(f"no folder can be made for the store {path}: {error.strerror}") from error
    for attempt in range(_ATTEMPTS):
        try:
            with explained(path), closing(connect(path, timeout=LOCK_TIMEOUT, create=True)) as connection:
                _lay_out(connection, path)
        except StoreBusy:
            # Two that switch a new file to its journal at the same time do not wait for each other: SQLite refuses one.
            if attempt == _ATTEMPTS - 1:
                raise
            sleep(_PAUSE)
        else:
            return


def backup(path: Path, file: Path) -> None:
    """Copy a store into a new file with SQLite's online backup, at one moment, while others read and write.

    Raises StoreUnwritable where the file exists or cannot be made; a copy that fails leaves nothing behind.
    """
    file = file.expanduser().absolute()
    if file.exists():
        raise StoreUnwritable(f"{file} exists: name a new file for the backup")
    partial = file.with_name(f"{file.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        with explained(partial), closing(sqlite3.connect(partial, isolation_level=None)) as target:
            with explained(path), closing(connect(path, timeout=LOCK_TIMEOUT)) as source:
                _copy(source, target, file)
            target.execute("PRAGMA journal_mode = DELETE")  # one file; it follows a journal again when it is used
        partial.rename(file)
    except OSError as error:
        raise StoreUnwritable(f"no backup can be made at {file}: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, file: Path) -> None:
    try:
        source.backup(target)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_FULL:
            raise
        problem = "no space is left on its disk; make room, then try again"
        raise StoreUnwritable(f"no backup can be made at {file}: {problem}") from error


def _lay_out(connection: sqlite3.Connection, path: Path) -> None:
    if not _is_empty(connection, path):
        _upgrade(connection)
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    if not _is_empty(connection, path):
        connection.execute("ROLLBACK")
        return
    _forget_views(path)
    for statement in (_META, *SCHEMA):
        connection.execute(statement)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", [("application", APPLICATION), ("format", str(FORMAT))])
    connection.execute("COMMIT")


def _upgrade(connection: sqlite3.Connection) -> None:
    """Bring a store of an older format up to this one, in one transaction."""
    if _format(connection) == FORMAT:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _format(connection) < FORMAT:
            add_chain(connection)
            connection.execute("UPDATE meta SET value = ? WHERE key = 'format'", (str(FORMAT),))
    except BaseException:
        connection.rollback()  # SQLite may have done so itself, as when the disk is full
        raise
    connection.execute("COMMIT")


def _format(connection: sqlite3.Connection) -> int:
    (written,) = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    return int(written)


def _forget_views(path: Path) -> None:
    """Views that lie beside a new store are those of one that was there before."""
    views = views_path(path)
    for file in (views, views.with_name(views.name + "-wal"), views.with_name(views.name + "-shm")):
        file.unlink(missing_ok=True)


def _is_empty(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether nothing is in the file yet; raises NotOurStore or StoreTooNew for what is not ours to use."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return True
    columns = {name for (name,) in connection.execute("SELECT name FROM pragma_table_info('meta')")}
    meta = dict(connection.execute("SELECT key, value FROM meta")) if columns == {"key", "value"} else {}
    if meta.get("application") != APPLICATION:
        raise NotOurStore(f"{path} is a database of another program: use another path for the store")
    written = meta.get("format", "")
    if not written.isdecimal():
        raise StoreDamaged(f"the store {path} has the format {written!r}, which is none: restore it from a backup")
    if int(written) > FORMAT:
        raise StoreTooNew(
            f"the store {path} has format {written}, this program reads up to {FORMAT}: install a newer one"
        )
    return False


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise NotOurStore(f"{path} is a folder: give the path of a file for the store")
