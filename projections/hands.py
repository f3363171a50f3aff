"""Every hand that touched an event: what read it, moved it, put it right, vouched for it, or ended it."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime

from events.values import Value
from events.vocabulary import Relation
from projections.clocks import from_micros
from projections.viewsfile import reading


class Hand(Value):
    """One thing that was done to an event, at a position of the log.

    `kind` is recorded, revised, confirmed, corrected, retracted or withdrawn (with its report), or one of these undone
    (`reason` says which); linked or unlinked with an `other` event by a decision (`link_id`), or that decision undone.
    `by` is a person, or an extractor with its version. `changes` has the fields that were corrected; `moved` is where
    the words stand since; `replaced_by` the event that the reviewer held to be right instead of the retracted one.
    """

    position: int
    recorded: AwareDatetime
    kind: str
    by: str | None
    reason: str | None
    because: str | None
    changes: dict[str, Any] | None = None
    moved: tuple[int, int] | None = None
    replaced_by: UUID | None = None
    link_id: UUID | None = None
    relation: Relation | None = None
    other: UUID | None = None


class EventHistory(Value):
    """An event and all that was done to it, in the order of the log."""

    SECTIONS = ("hands",)

    event_id: UUID
    report_id: UUID
    type: str
    source: str
    target: str
    quote: str
    counts: bool
    hands: tuple[Hand, ...]


_VERSIONS = (
    "SELECT e.position, e.recorded, e.change, r.extractor || ' ' || r.extractor_version AS reader, e.quote_start, "
    "e.quote_end, e.superseded, e.superseded_by, e.type, e.source, e.target, e.quote, r.report_id, v.reason, e.details "
    "FROM events e JOIN reports r ON r.id = e.report LEFT JOIN reviews v ON v.position = e.position "
    "WHERE e.event_id = ? ORDER BY e.id"
)
_REVIEWS = (
    "SELECT v.position, v.recorded, v.kind, v.by, v.reason, v.because, v.details FROM reviews v "
    "WHERE v.event IN (SELECT id FROM events WHERE event_id = :event) "
    "OR v.event IS NULL AND v.kind IN ('withdrawn', 'undone') "
    "AND v.position IN (SELECT superseded_by FROM events WHERE event_id = :event UNION "
    "SELECT position FROM events WHERE event_id = :event) "
    "ORDER BY v.position"
)
_LINKS = (
    "SELECT l.position, l.recorded, l.kind, l.by, l.because, l.link_id, l.relation, "
    "iif(l.first = :event, l.second, l.first) AS other FROM links l WHERE :event IN (l.first, l.second) "
    "UNION ALL SELECT v.position, v.recorded, 'undone', v.by, v.because, l.link_id, l.relation, "
    "iif(l.first = :event, l.second, l.first) FROM links l JOIN reviews v ON v.position = l.superseded_by "
    "WHERE :event IN (l.first, l.second)"
)


def history(connection: sqlite3.Connection, event_id: UUID) -> EventHistory | None:
    """All that was done to an event; None when there is none."""
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    with reading(connection):
        versions = cursor.execute(_VERSIONS, (str(event_id),)).fetchall()
        reviews = cursor.execute(_REVIEWS, {"event": str(event_id)}).fetchall()
        links = cursor.execute(_LINKS, {"event": str(event_id)}).fetchall()
    if not versions:
        return None
    last = versions[-1]
    hands = sorted([*_read(versions), *map(_reviewed, reviews), *map(_linked, links)], key=lambda hand: hand.position)
    return EventHistory(
        event_id=event_id,
        report_id=last["report_id"],
        counts=last["superseded"] is None,
        hands=tuple(hands),
        **{name: last[name] for name in ("type", "source", "target", "quote")},
    )


def _read(versions: list[sqlite3.Row]) -> Iterator[Hand]:
    """The readings: the first, and each revision of the report that the event survived."""
    place: tuple[int, int] | None = None
    for number, row in enumerate(versions):
        now = row["quote_start"], row["quote_end"]
        # A revision tells all events of its report again before it retracts those whose words are gone.
        survived = number + 1 < len(versions) or row["superseded"] is None or row["reason"] is None or now != place
        if number == 0 or (row["change"] == "revised" and survived):
            yield Hand(
                position=row["position"],
                recorded=from_micros(row["recorded"]),
                kind=row["change"],
                by=_reader(row),
                reason=row["reason"],
                because=None,
                moved=now if place not in {None, now} else None,
            )
        place = now


def _reader(row: sqlite3.Row) -> str:
    rule = json.loads(row["details"]).get("coding", {}).get("rule")
    return "manual" if rule == "manual" and row["change"] == "recorded" else str(row["reader"])


def _reviewed(row: sqlite3.Row) -> Hand:
    details = json.loads(row["details"]) if row["details"] else {}
    return Hand(
        position=row["position"],
        recorded=from_micros(row["recorded"]),
        kind=row["kind"],
        by=row["by"],
        reason=row["reason"],
        because=row["because"],
        changes=details.get("changes"),
        replaced_by=details.get("replaced_by"),
    )


def _linked(row: sqlite3.Row) -> Hand:
    said = {name: row[name] for name in ("position", "kind", "by", "because", "link_id", "relation", "other")}
    return Hand(recorded=from_micros(row["recorded"]), reason=None, **said)


def report_of(connection: sqlite3.Connection, event_id: UUID) -> UUID | None:
    """The report that tells an event, whether it counts or not."""
    query = "SELECT r.report_id FROM events e JOIN reports r ON r.id = e.report WHERE e.event_id = ? LIMIT 1"
    row = connection.execute(query, (str(event_id),)).fetchone()
    return UUID(row[0]) if row else None


def reports_that_count(connection: sqlite3.Connection) -> list[UUID]:
    """The reports that were not withdrawn, in the order in which they were first recorded."""
    query = "SELECT report_id FROM reports WHERE superseded IS NULL ORDER BY first_recorded, report_id"
    return [UUID(row[0]) for row in connection.execute(query)]


def reports_with_account(connection: sqlite3.Connection) -> list[UUID]:
    """The reports that count and that models have read, in the order in which they were first recorded."""
    query = (
        "SELECT report_id FROM reports WHERE superseded IS NULL AND report_id IN (SELECT r.report_id FROM reviews v "
        "JOIN reports r ON r.id = v.report WHERE v.kind = 'archived') ORDER BY first_recorded, report_id"
    )
    return [UUID(row[0]) for row in connection.execute(query)]
