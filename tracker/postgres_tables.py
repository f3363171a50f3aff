"""Whether a database holds a store of ours, in which format, and how a new one is made.

All tables are in the schema `tracker`. They are made once: an advisory lock lets one program make them and the others
wait, because PostgreSQL refuses two that make the same table at the same time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString, NamedTuple
from uuid import uuid4

import psycopg
from psycopg import Connection

from tracker import postgres_chain
from tracker.errors import NotOurStore, StoreDamaged, StoreError, StoreMissing, StoreTooNew
from tracker.postgres import configure, conninfo, explained
from tracker.server import Server

APPLICATION = "sanctions-tracker"
FORMAT = 1

_LOCK = 0x74726163  # "trac" in ASCII

_NEVER_CHANGED: tuple[LiteralString, ...] = (
    """CREATE FUNCTION tracker.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'stored events and digests are never changed or deleted'; END $$""",
    """CREATE TRIGGER stored_events_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON tracker.stored_events
        FOR EACH STATEMENT EXECUTE FUNCTION tracker.refuse()""",
)
TABLES: tuple[LiteralString, ...] = (
    "CREATE SCHEMA IF NOT EXISTS tracker",
    "CREATE TABLE tracker.meta (key text PRIMARY KEY, value text NOT NULL)",
    """CREATE TABLE tracker.stored_events (
        position bigint PRIMARY KEY,
        originator_id uuid NOT NULL,
        originator_version integer NOT NULL,
        topic text NOT NULL,
        state bytea NOT NULL,
        recorded bigint NOT NULL,
        event_id uuid UNIQUE,
        UNIQUE (originator_id, originator_version)
    )""",
    """CREATE TABLE tracker.head (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        position bigint NOT NULL,
        recorded bigint NOT NULL
    )""",
    "INSERT INTO tracker.head (position, recorded) VALUES (0, 0)",
    "CREATE TABLE tracker.texts (sha256 text PRIMARY KEY, text bytea NOT NULL)",
    *_NEVER_CHANGED,
    *postgres_chain.SCHEMA,
)
"""The tables of a log. `recorded` is in microseconds since 1970 (UTC); `event_id` is that of a policy event; a text is
its UTF-8, whatever the encoding of the database."""


class _Found(NamedTuple):
    """What says that a store is ours: its id is another for each store that was ever made."""

    id: str


def exists(server: Server) -> bool:
    """Whether a store is in the database; raises a StoreError for what is not ours to use."""
    with _connected(server) as connection:
        return _find(connection, server) is not None


def check(server: Server) -> None:
    """Raise a StoreError unless the database holds a store that this program can read."""
    with _connected(server) as connection:
        found = _find(connection, server)
    if found is None:
        raise StoreMissing(f"there is no store at {server}: make one with `tracker add`, or name another with --store")
    _keep_views_of(server, found)


def make(server: Server) -> None:
    """Make a store unless there is one already; several programs may do so at the same time."""
    with _connected(server) as connection:
        found = _find(connection, server) or _lay_out(connection, server)
    _keep_views_of(server, found)


@contextmanager
def _connected(server: Server) -> Iterator[Connection[Any]]:
    with explained(server), psycopg.connect(conninfo(server)) as connection:
        configure(connection)
        yield connection


def _lay_out(connection: Connection[Any], server: Server) -> _Found:
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        found = _find(connection, server)
        if found is not None:
            return found
        found = _Found(uuid4().hex)
        for statement in TABLES:
            connection.execute(statement)
        meta = {"application": APPLICATION, "format": str(FORMAT), "id": found.id}
        connection.cursor().executemany("INSERT INTO tracker.meta VALUES (%s, %s)", list(meta.items()))
    return found


def _find(connection: Connection[Any], server: Server) -> _Found | None:
    """What is there; raises NotOurStore, StoreDamaged or StoreTooNew for what this program cannot use."""
    tables = {
        name for (name,) in connection.execute("SELECT tablename::text FROM pg_tables WHERE schemaname = 'tracker'")
    }
    if not tables:
        return None
    if "meta" not in tables:
        raise NotOurStore(f"{server} has a schema tracker of another program: use another database for the store")
    try:
        meta = dict(connection.execute("SELECT key::text, value::text FROM tracker.meta").fetchall())
    except psycopg.errors.UndefinedColumn:
        meta = {}
    if meta.get("application") != APPLICATION:
        raise NotOurStore(f"{server} has a schema tracker of another program: use another database for the store")
    written = meta.get("format", "")
    if not written.isdecimal() or not meta.get("id"):
        raise StoreDamaged(f"the store {server} does not say what it is: restore it from a backup")
    if int(written) > FORMAT:
        raise StoreTooNew(
            f"the store {server} has format {written}, this program reads up to {FORMAT}: install a newer one"
        )
    return _Found(meta["id"])


def _keep_views_of(server: Server, found: _Found) -> None:
    """Make room for this reader's views, and forget those of a store that was at this address before."""
    views = server.views
    owner = views.with_suffix(".log")
    try:
        views.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if owner.exists() and owner.read_text() == found.id:
            return
        for file in (views, views.with_name(views.name + "-wal"), views.with_name(views.name + "-shm")):
            file.unlink(missing_ok=True)
        fresh = owner.with_suffix(f".{uuid4().hex}")
        fresh.write_text(found.id)
        fresh.replace(owner)
    except OSError as error:
        raise StoreError(f"the views of {server} cannot be kept in {views.parent}: {error.strerror}") from error
