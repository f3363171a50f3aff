"""The texts of reports, each once, under the sha-256 of its UTF-8.

A text is written in the transaction of the report that brings it, before the report's events. It is never changed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from events import ReadingArchived, digest
from tracker.errors import StoreDamaged

SCHEMA = "CREATE TABLE IF NOT EXISTS texts (sha256 TEXT PRIMARY KEY, text TEXT NOT NULL)"


class Cursor(Protocol):
    """What the archive needs of a database cursor."""

    def execute(self, statement: str, parameters: Any = ...) -> Any:
        """Run one statement."""
        ...

    def executemany(self, statement: str, parameters: Any) -> Any:
        """Run one statement for each row of parameters."""
        ...

    def fetchone(self) -> Any:
        """The next row, or None."""
        ...


def named(topic: str, state: Mapping[str, Any]) -> Iterator[str]:
    """The hashes of the archived texts that a stored event needs: a report's, and those of how models read it."""
    if "text_sha256" in state:
        yield state["text_sha256"]
    if topic == ReadingArchived.TOPIC and "account" in state:
        yield from (state["account"], *state.get("instructions", ()))


def keep(cursor: Cursor, texts: Iterable[str]) -> None:
    """Archive texts, unless they are there already."""
    cursor.executemany("INSERT OR IGNORE INTO texts VALUES (?, ?)", [(digest(text), text) for text in texts])


def recall(cursor: Cursor, sha256: str) -> str:
    """The text with this hash. Raises StoreDamaged when it is missing or is not the text that was archived."""
    cursor.execute("SELECT text FROM texts WHERE sha256 = ?", (sha256,))
    return checked(cursor.fetchone(), sha256)


def checked(row: Sequence[Any] | None, sha256: str) -> str:
    """The text of a row that was found for this hash; StoreDamaged as for `recall`."""
    if row is None:
        raise StoreDamaged(f"the text {sha256} is missing from the archive: restore the store from a backup")
    text = str(row[0])
    if digest(text) != sha256:
        raise StoreDamaged(f"the text {sha256} is not the one that was archived: restore the store from a backup")
    return text
