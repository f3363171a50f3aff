"""The tables of the views file, and the marks by which it is known.

Days are ISO texts; instants are microseconds since 1970 in UTC. `superseded` is the instant from which a row no
longer counts, NULL while it does; nothing is ever deleted. A row of `reports` or `events` is one version: a revision or
correction supersedes it and adds the next one.
"""

import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite_utils

FORMAT = 12
"""Version of tables and of what is written into them; a file of another version is rebuilt."""

APPLICATION_ID = 0x54525657
"""Marks a SQLite file as views of the tracker ("TRVW")."""

_TABLES: dict[str, dict[str, type]] = {
    "progress": {"id": int, "position": int, "recorded": int},
    "subjects": {"id": int, "key": str, "kind": str, "pair": str, "about": str, "proposition": str},
    "reports": {
        "id": int,
        "report_id": str,
        "version": int,
        "change": str,
        "recorded": int,
        "first_recorded": int,
        "superseded": int,
        "url": str,
        "publisher": str,
        "publisher_polity": str,
        "title": str,
        "published": str,
        "published_at": str,
        "seen": str,
        "text_sha256": str,
        "text_length": int,
        "sketch": str,
        "language": str,
        "extractor": str,
        "extractor_version": str,
    },
    "events": {
        "id": int,
        "event_id": str,
        "report": int,
        "version": int,
        "change": str,
        "position": int,
        "recorded": int,
        "first_recorded": int,
        "superseded": int,
        "superseded_by": int,
        "valid_from": str,
        "published": str,
        "type": str,
        "source": str,
        "target": str,
        "third_parties": str,
        "modality": str,
        "background": int,
        "occurred_start": str,
        "occurred_end": str,
        "precision": str,
        "quote": str,
        "quote_start": int,
        "quote_end": int,
        "details": str,
    },
    "reviews": {
        "position": int,
        "recorded": int,
        "kind": str,
        "report": int,
        "event": int,
        "reason": str,
        "because": str,
        "by": str,
        "details": str,
    },
    "gradings": {
        "position": int,
        "recorded": int,
        "superseded": int,
        "key": str,
        "publisher": str,
        "reliability": str,
        "because": str,
        "by": str,
    },
    "links": {
        "position": int,
        "link_id": str,
        "recorded": int,
        "superseded": int,
        "superseded_by": int,
        "kind": str,
        "relation": str,
        "pair": str,
        "first": str,
        "second": str,
        "report": int,
        "because": str,
        "by": str,
    },
}
_KEYS = {"reviews": "position", "links": "position", "gradings": "position"}
_NULLABLE = {
    "subjects": {"about", "proposition"},
    "reports": {"superseded", "url", "publisher_polity", "published_at", "seen", "language", "sketch"},
    "events": {"superseded", "superseded_by", "occurred_start", "occurred_end"},
    "reviews": {"event", "reason", "because", "by", "details"},
    "links": {"superseded", "superseded_by", "relation"},
    "gradings": {"superseded"},
}
_REFERENCES: dict[str, list[tuple[str, str, str]]] = {
    "events": [("report", "reports", "id")],
    "reviews": [("report", "reports", "id"), ("event", "events", "id")],
    "links": [("report", "reports", "id")],
}

# sqlite-utils cannot create a table without rowid. `event` ends the key because a revision asserts the facts of all
# events of its report again at one position.
_FACTS = """
CREATE TABLE facts (
    subject INTEGER NOT NULL REFERENCES subjects(id),
    attribute TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    position INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES events(id),
    published TEXT NOT NULL,
    recorded INTEGER NOT NULL,
    superseded INTEGER,
    value TEXT NOT NULL,
    PRIMARY KEY (subject, attribute, valid_from, position, event)
) WITHOUT ROWID
"""


def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table, in order."""
    return tuple(_TABLES[table])


def create(connection: sqlite3.Connection) -> None:
    """Create the tables and marks in an empty file; the caller holds the transaction."""
    views = _database(connection)
    for name, columns in _TABLES.items():
        key = _KEYS.get(name, "id")
        _table(views, name).create(
            columns,
            pk=key,
            not_null=columns.keys() - _NULLABLE.get(name, set()) - {key},
            foreign_keys=_REFERENCES.get(name, []),
            strict=True,
        )
    connection.execute(_FACTS)
    connection.execute("INSERT INTO progress (id, position, recorded) VALUES (1, 0, 0)")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def identify(connection: sqlite3.Connection) -> None:
    """Create the indexes by which revisions and reviews find what they are about, where they are not there.

    When a file is filled at once, they wait for the first that looks: made after the rows they are faster and smaller.
    """
    for statement in _IDENTIFYING:
        connection.execute(statement)


def index(connection: sqlite3.Connection) -> None:
    """Create all indexes that are not there; after the rows when a file is filled at once."""
    identify(connection)
    views = _database(connection)
    _table(views, "subjects").create_index(["key", "pair"], unique=True)
    _table(views, "subjects").create_index(["pair"])
    connection.execute("CREATE INDEX idx_subjects_about ON subjects (about) WHERE about IS NOT NULL")
    connection.execute("CREATE INDEX idx_subjects_proposition ON subjects (proposition) WHERE proposition IS NOT NULL")
    _table(views, "reviews").create_index(["event"])


_IDENTIFYING = (
    "CREATE INDEX IF NOT EXISTS idx_reports_report_id ON reports (report_id)",
    "CREATE INDEX IF NOT EXISTS idx_events_event_id ON events (event_id)",
    "CREATE INDEX IF NOT EXISTS idx_events_report ON events (report)",
    "CREATE INDEX IF NOT EXISTS idx_links_pair ON links (pair)",
    "CREATE UNIQUE INDEX IF NOT EXISTS idx_links_link_id ON links (link_id)",
)
# sqlite-utils and datasette look for `content="…"`, written just so, to know that a table can be searched.
_SEARCH = (
    "CREATE VIRTUAL TABLE events_fts USING fts5 "
    "(quote, content=\"events\", content_rowid='id', columnsize=0, tokenize='porter unicode61')",
    "CREATE VIRTUAL TABLE reports_fts USING fts5 "
    "(title, content=\"reports\", content_rowid='id', columnsize=0, tokenize='porter unicode61')",
    "INSERT INTO events_fts (events_fts) VALUES ('rebuild')",
    "INSERT INTO reports_fts (reports_fts) VALUES ('rebuild')",
    "CREATE TRIGGER events_ai AFTER INSERT ON events BEGIN "
    "INSERT INTO events_fts (rowid, quote) VALUES (new.id, new.quote); END",
    "CREATE TRIGGER reports_ai AFTER INSERT ON reports BEGIN "
    "INSERT INTO reports_fts (rowid, title) VALUES (new.id, new.title); END",
)


def search(connection: sqlite3.Connection) -> None:
    """Create full-text search over quotes and titles, with what the tables already have; new rows follow by triggers.

    Rows are never deleted and their texts never changed, so an insertion is all that there is to follow.
    """
    for statement in _SEARCH:
        connection.execute(statement)


def marks(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """The application id, the format version, and the number of tables of a file."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return application, version, tables


def _database(connection: sqlite3.Connection) -> "sqlite_utils.Database":
    import sqlite_utils  # noqa: PLC0415  it loads numpy, and only who makes views needs it

    return sqlite_utils.Database(connection, execute_plugins=False)


def _table(views: "sqlite_utils.Database", name: str) -> Any:
    return views.table(name)  # Any: the library types every option of a table as object
