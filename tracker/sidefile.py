"""A small SQLite file beside a store, for what is no fact about the world: it is not in the log, and may be lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from tracker.errors import NotOurStore, StoreBusy, StoreTooNew, StoreUnwritable
from tracker.storage import LOCK_TIMEOUT


class SideFile:
    """The file, made when it is not there. Close it, or use it as a context manager.

    A kind of it says by which `MARK` and in which `VERSION` it is known, `WHAT` it keeps, and in which `TABLES`
    (statements, each ended by a semicolon and a new line). Any method may raise a StoreError.
    """

    MARK: ClassVar[int]
    VERSION: ClassVar[int]
    WHAT: ClassVar[str]
    TABLES: ClassVar[str]

    def __init__(self, path: Path) -> None:
        self._path = path
        with self.explained():
            path.parent.mkdir(parents=True, exist_ok=True)
            self.connection = sqlite3.connect(path, timeout=LOCK_TIMEOUT, isolation_level=None)
        try:
            with self.explained():
                self._prepare()
        except BaseException:
            self.connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that writes; several programs wait for one another."""
        with self.explained():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                self.connection.rollback()  # SQLite may have done so itself, as when the disk is full
                raise
            self.connection.execute("COMMIT")

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn what the database says into what a person can act on."""
        path, what = self._path, self.WHAT
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise StoreBusy(f"{path}: another program has held the {what} for too long; try again") from error
            raise StoreUnwritable(f"{path}: the {what} cannot be kept ({error})") from error
        except sqlite3.DatabaseError as error:
            raise NotOurStore(f"{path}: this is no file of {what} ({error}); move it away") from error
        except OSError as error:
            raise StoreUnwritable(f"{path}: the {what} cannot be kept ({error.strerror or error})") from error

    def _prepare(self) -> None:
        (mark,) = self.connection.execute("PRAGMA application_id").fetchone()
        (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        if version > self.VERSION and mark == self.MARK:
            raise StoreTooNew(f"{self._path}: the {self.WHAT} are of format {version}; install a newer program")
        self.connection.execute("PRAGMA foreign_keys = ON")
        if mark == self.MARK:
            return
        with self.writing() as connection:
            if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                if connection.execute("PRAGMA application_id").fetchone() != (self.MARK,):
                    raise NotOurStore(f"{self._path}: this is no file of {self.WHAT}; move it away")
                return
            for statement in self.TABLES.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {self.MARK}")
            connection.execute(f"PRAGMA user_version = {self.VERSION}")
