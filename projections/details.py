"""One event, or one report, in detail, with what happened to it after it was recorded."""

import json
import sqlite3
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime

from events import Attribution, Coding, Evidence, Polity, Reading
from events.values import Value
from projections import rows
from projections.acts import ReportRef
from projections.assertions import assertions
from projections.clocks import Day, from_micros
from projections.listing import EventView, event_fields, events
from projections.shelf import copies_of
from projections.viewsfile import reading


class FactView(Value):
    """One fact that an event asserts."""

    subject: str
    attribute: str
    value: str


class Review(Value):
    """What happened to an event or report later: confirmed, corrected, retracted, revised, or withdrawn.

    `archived` says where the account of a model's reading lies.
    """

    kind: str
    recorded: AwareDatetime
    reason: str | None
    because: str | None
    by: str | None
    details: dict[str, Any] | None


class EventDetail(EventView):
    """An event with its place in the text, how it was coded, what it asserts, and what happened to it.

    `status` is recorded, corrected, revised (all of which count), retracted, or withdrawn with its report.
    """

    status: str
    evidence: Evidence
    text_sha256: str
    coding: Coding
    attribution: tuple[Attribution, ...]
    facts: tuple[FactView, ...]
    history: tuple[Review, ...]


class ReportDetail(Value):
    """The newest version of a report, the events that it tells and that count, and what happened to it.

    `status` is registered, revised, or withdrawn; `recorded` is when the report was first recorded; `copies` are the
    reports that print the same text, to the letter or nearly: they are one witness with it.
    """

    id: UUID
    status: str
    url: str | None
    publisher: str
    publisher_polity: Polity | None
    title: str
    published: Day
    published_at: AwareDatetime | None
    seen: AwareDatetime | None
    text_sha256: str
    text_length: int
    language: str | None
    reading: Reading
    recorded: AwareDatetime
    events: tuple[EventView, ...]
    copies: tuple[ReportRef, ...]
    history: tuple[Review, ...]


def event_detail(connection: sqlite3.Connection, event_id: UUID) -> EventDetail | None:
    """The newest version of an event, whether it counts or not; None when there is none."""
    with reading(connection):
        found = rows.acts(connection, "WHERE e.event_id = ? ORDER BY e.id DESC LIMIT 1", (str(event_id),))
        if not found:
            return None
        (act,) = found
        history = _history(connection, "e.event_id = ?", str(event_id))
        (text,) = connection.execute(
            "SELECT r.text_sha256 FROM reports r JOIN events e ON e.report = r.id WHERE e.id = ?", (act.number,)
        ).fetchone()
        ended_by = connection.execute("SELECT kind FROM reviews WHERE position = ?", (act.superseded_by,)).fetchone()
    return EventDetail(
        **event_fields(act),
        status=ended_by[0] if ended_by else act.change,
        evidence=act.event.evidence,
        text_sha256=text,
        coding=act.event.coding,
        attribution=act.event.attribution,
        facts=tuple(
            FactView(subject=told.subject.key, attribute=told.attribute, value=told.value)
            for told in assertions(act.event)
        ),
        history=history,
    )


def report_detail(connection: sqlite3.Connection, report_id: UUID) -> ReportDetail | None:
    """The newest version of a report with its events; None when there is none."""
    with reading(connection):
        cursor = connection.cursor()
        cursor.row_factory = sqlite3.Row
        query = "SELECT * FROM reports WHERE report_id = ? ORDER BY id DESC LIMIT 1"
        row = cursor.execute(query, (str(report_id),)).fetchone()
        if row is None:
            return None
        history = _history(connection, "r.report_id = ? AND v.event IS NULL", str(report_id))
        told = tuple(events(connection, report=report_id))
    return ReportDetail(
        id=report_id,
        status=row["change"] if row["superseded"] is None else "withdrawn",
        reading=Reading(extractor=row["extractor"], version=row["extractor_version"]),
        recorded=from_micros(row["first_recorded"]),
        events=told,
        copies=tuple(copies_of(connection, report_id)),
        history=history,
        **{name: row[name] for name in _COPIED},
    )


_COPIED = (
    "url",
    "publisher",
    "publisher_polity",
    "title",
    "published",
    "published_at",
    "seen",
    "text_sha256",
    "text_length",
    "language",
)


def _history(connection: sqlite3.Connection, condition: str, value: str) -> tuple[Review, ...]:
    query = (
        "SELECT v.kind, v.recorded, v.reason, v.because, v.by, v.details FROM reviews v "  # noqa: S608  constants
        "JOIN reports r ON r.id = v.report LEFT JOIN events e ON e.id = v.event "
        f"WHERE {condition} ORDER BY v.position"
    )
    return tuple(
        Review(
            kind=kind,
            recorded=from_micros(recorded),
            reason=reason,
            because=because,
            by=by,
            details=json.loads(details) if details else None,
        )
        for kind, recorded, reason, because, by, details in connection.execute(query, (value,))
    )
