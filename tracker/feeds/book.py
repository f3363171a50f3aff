"""Which feeds are followed, and what was seen of each: a small SQLite file beside the store.

It holds nothing about the world, so it is no part of the log. The list of feeds is the user's own; what was seen of
them only saves work: without it entries are read again, and found to be known.
"""

from datetime import date, datetime, timedelta

from events.values import Value
from tracker.sidefile import SideFile

_MARK = 0x54726B46  # "TrkF"
_VERSION = 1
_TABLES = """
CREATE TABLE feeds (
    address TEXT PRIMARY KEY, title TEXT NOT NULL, publisher TEXT, pages INTEGER NOT NULL, added TEXT NOT NULL,
    etag TEXT, modified TEXT, polled TEXT, due TEXT, failures INTEGER NOT NULL DEFAULT 0, reason TEXT
) STRICT;
CREATE TABLE entries (
    feed TEXT NOT NULL REFERENCES feeds (address) ON DELETE CASCADE, key TEXT NOT NULL, digest TEXT NOT NULL,
    published TEXT, PRIMARY KEY (feed, key)
) STRICT, WITHOUT ROWID;
"""


class Followed(Value):
    """A feed that is followed. With `pages`, the page of an entry is read instead of the entry's own text.

    `etag` and `modified` are its server's marks of what was seen last; `due` is when it may be asked again; after
    `failures` in a row, `reason` has the last one.
    """

    address: str
    title: str
    publisher: str | None = None
    pages: bool = False
    added: datetime
    etag: str | None = None
    modified: str | None = None
    polled: datetime | None = None
    due: datetime | None = None
    failures: int = 0
    reason: str | None = None


class Seen(Value):
    """What was last seen of an entry, and the day on which it was first said to have come out."""

    digest: str
    published: date | None = None


class FeedBook(SideFile):
    """The file of feeds, made when it is not there. Close it, or use it as a context manager.

    Any method may raise a StoreError.
    """

    MARK, VERSION, WHAT, TABLES = _MARK, _VERSION, "feeds", _TABLES

    def follow(self, feed: Followed) -> bool:
        """Put a feed in, or change how it is followed; say whether it is new."""
        with self.writing() as connection:
            new = not connection.execute("SELECT 1 FROM feeds WHERE address = ?", (feed.address,)).fetchone()
            connection.execute(
                "INSERT INTO feeds (address, title, publisher, pages, added) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (address) DO UPDATE SET title = excluded.title, publisher = excluded.publisher, "
                "pages = excluded.pages, etag = NULL, modified = NULL",
                (feed.address, feed.title, feed.publisher, feed.pages, feed.added.isoformat()),
            )
        return new

    def forget(self, address: str) -> bool:
        """Take a feed out, with what was seen of it; say whether it was there."""
        with self.writing() as connection:
            return bool(connection.execute("DELETE FROM feeds WHERE address = ?", (address,)).rowcount)

    def feeds(self) -> list[Followed]:
        """All feeds, in the order in which they were put in."""
        with self.explained():
            rows = self.connection.execute("SELECT * FROM feeds ORDER BY added, address")
            names = [column[0] for column in rows.description]
            return [Followed.model_validate(dict(zip(names, row, strict=True))) for row in rows]

    def seen(self, feed: str, key: str) -> Seen | None:
        """What was last seen of an entry; None for one that is new."""
        with self.explained():
            row = self.connection.execute(
                "SELECT digest, published FROM entries WHERE feed = ? AND key = ?", (feed, key)
            ).fetchone()
        return row and Seen(digest=row[0], published=row[1])

    def note(self, feed: str, key: str, seen: Seen) -> None:
        """Remember an entry that is done with; of a feed that was taken out meanwhile nothing is kept."""
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO entries SELECT ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM feeds WHERE address = ?) "
                "ON CONFLICT (feed, key) DO UPDATE SET digest = excluded.digest",
                (feed, key, seen.digest, seen.published and seen.published.isoformat(), feed),
            )

    def succeeded(self, feed: Followed, *, now: datetime, etag: str | None, modified: str | None) -> None:
        """Remember that a feed was read, and its server's marks of what it was."""
        with self.writing() as connection:
            connection.execute(
                "UPDATE feeds SET polled = ?, etag = ?, modified = ?, title = ?, "
                "failures = 0, reason = NULL, due = NULL WHERE address = ?",
                (now.isoformat(), etag, modified, feed.title, feed.address),
            )

    def failed(self, feed: Followed, *, now: datetime, reason: str, wait: float) -> None:
        """Remember that a feed could not be read, and not to ask again for so many seconds."""
        due = now + timedelta(seconds=wait)
        with self.writing() as connection:
            connection.execute(
                "UPDATE feeds SET polled = ?, failures = failures + 1, reason = ?, due = ? WHERE address = ?",
                (now.isoformat(), reason, due.isoformat(), feed.address),
            )
