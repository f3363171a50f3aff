"""Views of very many events from those of fewer: every event again and again, some days earlier, in another report.

A log of ten million events takes over an hour to make and to project. What the views answer does not depend on how
they were filled, so here SQLite copies their rows: every copy of a report has an id and days of its own, and its
events, their facts and subjects are shifted with it. Warnings and demands become subjects of their own, meetings
those of their new days. Search and reviews are not copied.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from projections import schema

STEP_DAYS = 7
"""How many days earlier each further copy is."""

_COPIED = ("reports", "subjects", "events", "facts")
_KEPT = """
CREATE TEMP TABLE some_reports AS SELECT * FROM main.reports;
CREATE TEMP TABLE some_events AS SELECT * FROM main.events;
CREATE TEMP TABLE some_facts AS
    SELECT f.*, s.key, s.kind, s.pair, s.about, s.proposition, e.event_id
    FROM main.facts f JOIN main.subjects s ON s.id = f.subject JOIN main.events e ON e.id = f.event;
CREATE TEMP TABLE sizes AS
    SELECT max(id) AS events, max(position) AS positions, max(recorded) - min(recorded) + 1000000 AS span,
    (SELECT max(id) FROM main.reports) AS reports FROM main.events;
CREATE TEMP TABLE all_facts (
    key, kind, pair, about, proposition, attribute, valid_from, position, event, published, recorded, value
);
INSERT INTO all_facts
    SELECT key, kind, pair, about, proposition, attribute, valid_from, position, event, published, recorded, value
    FROM some_facts;
DELETE FROM main.facts;
DELETE FROM main.subjects;
"""
_GATHERED = """
INSERT INTO main.subjects (key, kind, pair, about, proposition)
    SELECT DISTINCT key, kind, pair, about, proposition FROM all_facts ORDER BY key, pair;
CREATE UNIQUE INDEX main.subject_of ON subjects (key, pair);
INSERT INTO main.facts
    SELECT s.id, f.attribute, f.valid_from, f.position, f.event, f.published, f.recorded, NULL, f.value
    FROM all_facts f JOIN main.subjects s ON s.key = f.key AND s.pair = f.pair ORDER BY 1, 2, 3, 4, 5;
DROP INDEX main.subject_of;
"""
_ID = "substr({0}, 1, 24) || printf('%012x', {1})"
_EARLIER = "date({0}, :days)"
_REPORTS = {
    "id": "id + :copy * sizes.reports",
    "report_id": _ID.format("report_id", "id + :copy * sizes.reports"),
    "recorded": "recorded + :copy * sizes.span",
    "first_recorded": "first_recorded + :copy * sizes.span",
    "published": _EARLIER.format("published"),
    "text_sha256": "text_sha256 || :copy",
}
_EVENTS = {
    "id": "id + :copy * sizes.events",
    "event_id": _ID.format("event_id", "id + :copy * sizes.events"),
    "report": "report + :copy * sizes.reports",
    "position": "position + :copy * sizes.positions",
    "recorded": "recorded + :copy * sizes.span",
    "first_recorded": "first_recorded + :copy * sizes.span",
    "valid_from": _EARLIER.format("valid_from"),
    "published": _EARLIER.format("published"),
    "occurred_start": _EARLIER.format("occurred_start"),
    "occurred_end": _EARLIER.format("occurred_end"),
}
_FACTS = {
    "key": f"""CASE kind
        WHEN 'warning' THEN 'warning:' || {_ID.format("event_id", "event + :copy * sizes.events")}
        WHEN 'demand' THEN 'demand:' || {_ID.format("event_id", "event + :copy * sizes.events")}
        WHEN 'meeting' THEN substr(key, 1, 16) || {_EARLIER.format("substr(key, 17)")} ELSE key END""",
    "valid_from": _EARLIER.format("valid_from"),
    "position": "position + :copy * sizes.positions",
    "event": "event + :copy * sizes.events",
    "published": _EARLIER.format("published"),
    "recorded": "recorded + :copy * sizes.span",
}
_COLUMNS_OF_FACTS = (
    "key", "kind", "pair", "about", "proposition", "attribute", "valid_from", "position", "event", "published",
    "recorded", "value",
)  # fmt: skip


def grow(views: Path, grown: Path, times: int) -> None:
    """Write views with so many times the events of others, none of which may be superseded."""
    with closing(sqlite3.connect(views)) as source:
        source.execute("VACUUM INTO ?", (str(grown),))
    with closing(sqlite3.connect(grown, isolation_level=None)) as target:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -500000"):
            target.execute(f"PRAGMA {pragma}")
        later = _indexes(target)
        target.execute("BEGIN")
        for name, _ in later:
            target.execute(f"DROP INDEX {name}")
        target.execute("DROP TRIGGER events_ai")
        target.execute("DROP TRIGGER reports_ai")
        _run(target, _KEPT)
        for copy in range(1, times):
            _copy(target, copy)
        _run(target, _GATHERED)
        for _, statement in later:
            target.execute(statement)
        target.execute("COMMIT")


def _indexes(target: sqlite3.Connection) -> list[tuple[str, str]]:
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?"
    return [row for table in _COPIED for row in target.execute(query, (table,))]


def _run(target: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";"):
        target.execute(statement)


def _copy(target: sqlite3.Connection, copy: int) -> None:
    parameters = {"copy": copy, "days": f"-{copy * STEP_DAYS} days"}
    for into, of, columns, changed in (
        ("main.reports", "some_reports", schema.columns_of("reports"), _REPORTS),
        ("main.events", "some_events", schema.columns_of("events"), _EVENTS),
        ("all_facts", "some_facts", _COLUMNS_OF_FACTS, _FACTS),
    ):
        values = ", ".join(changed.get(name, f"{of}.{name}") for name in columns)
        target.execute(f"INSERT INTO {into} ({', '.join(columns)}) SELECT {values} FROM {of}, sizes", parameters)  # noqa: S608  constants
