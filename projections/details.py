"""One event, or one report, in detail, as it stood at a moment, with what had happened to it by then."""

import json
import sqlite3
import sys
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, TypeVar
from uuid import UUID

from pydantic import AwareDatetime

from events import Attribution, Coding, Evidence, Polity, Reading
from events.values import Value
from projections import facts, grading, rows
from projections.acts import Act, ReportRef
from projections.assertions import ACT, assertions
from projections.clocks import Clocks, Day, from_micros, to_micros
from projections.credibility import Credibility, credibility, taken_back
from projections.decided import LinkView, links_of
from projections.errors import NotYet
from projections.incidents import incidents
from projections.listing import EventView, event_fields, events
from projections.shelf import copies_of
from projections.viewsfile import reading

T = TypeVar("T")

_OF_EVENT = (
    "v.position IN (SELECT position FROM reviews WHERE event IN (SELECT id FROM events WHERE event_id = ?1) UNION "
    "SELECT position FROM events WHERE event_id = ?1 UNION SELECT superseded_by FROM events WHERE event_id = ?1) "
    "AND (v.event IS NOT NULL OR v.kind IN ('withdrawn', 'undone'))"
)
"""What was done to an event, and to its report where the event went and came back with it."""

_OF_REPORT = "r.report_id = ?1 AND v.event IS NULL"


class FactView(Value):
    """One fact that an event asserts."""

    subject: str
    attribute: str
    value: str


class Review(Value):
    """What happened to an event or report later: confirmed, corrected, retracted, withdrawn, or revised.

    Of what was `undone`, `reason` says which of these.
    `archived` says where the account of a model's reading lies.
    """

    kind: str
    recorded: AwareDatetime
    reason: str | None
    because: str | None
    by: str | None
    details: dict[str, Any] | None

    @property
    def of_report(self) -> bool:
        """Whether an event only went with its report, or came back with it: withdrawn, or that undone."""
        return "withdrawn" in {self.kind, self.reason}


class EventDetail(EventView):
    """An event with its place in the text, how it was coded, what it asserts, and what happened to it.

    `status` is recorded, corrected, revised, restored (all of which count), retracted, or withdrawn with its report.
    `credibility` is that of what it tells (see `projections.credibility`); `links` are the decisions of analysts about
    it and other events.
    """

    status: str
    evidence: Evidence
    text_sha256: str
    coding: Coding
    attribution: tuple[Attribution, ...]
    credibility: Credibility
    facts: tuple[FactView, ...]
    links: tuple[LinkView, ...]
    history: tuple[Review, ...]


class ReportDetail(Value):
    """One version of a report, the events that it tells and that count, and what happened to it.

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


def event_detail(connection: sqlite3.Connection, event_id: UUID, clocks: Clocks | None = None) -> EventDetail | None:
    """An event as it stood at a moment, whether it counted or not; now without one. None when there is none.

    That is the newest version of it that was recorded by then, with what was done to it by then. Raises NotYet when it
    was not recorded, not published, or did not count from so early a day.
    """
    known_by = _known_by(clocks)
    with reading(connection):
        found = rows.acts(connection, "WHERE e.event_id = ? ORDER BY e.id", (str(event_id),))
        if not found:
            return None
        act = _last(found, [act.recorded for act in found], known_by, f"event {event_id}")
        _check_days(act, clocks)
        grading.attach(connection, [act], clocks)
        history = _history(connection, _OF_EVENT, str(event_id), known_by)
        ended_by = connection.execute(
            "SELECT kind FROM reviews WHERE position = ? AND recorded <= ?", (act.superseded_by, known_by)
        ).fetchone()
        believed = _credibility(connection, act, ended_by, clocks)
        linked = links_of(connection, event_id, known_by)
        (text,) = connection.execute(
            "SELECT r.text_sha256 FROM reports r JOIN events e ON e.report = r.id WHERE e.id = ?", (act.number,)
        ).fetchone()
    return EventDetail(
        **event_fields(act),
        status=ended_by[0] if ended_by else act.change,
        evidence=act.event.evidence,
        text_sha256=text,
        coding=act.event.coding,
        attribution=act.event.attribution,
        credibility=believed,
        facts=tuple(
            FactView(subject=told.subject.key, attribute=told.attribute, value=told.value)
            for told in assertions(act.event)
        ),
        links=linked,
        history=history,
    )


def report_detail(connection: sqlite3.Connection, report_id: UUID, clocks: Clocks | None = None) -> ReportDetail | None:
    """A report as it stood at a moment, with the events that counted; now without one. None when there is none.

    Raises NotYet when it was not recorded or not published by then.
    """
    known_by = _known_by(clocks)
    with reading(connection):
        cursor = connection.cursor()
        cursor.row_factory = sqlite3.Row
        versions = cursor.execute("SELECT * FROM reports WHERE report_id = ? ORDER BY id", (str(report_id),)).fetchall()
        if not versions:
            return None
        row = _last(versions, [version["recorded"] for version in versions], known_by, f"report {report_id}")
        if clocks and clocks.published_by and row["published"] > clocks.published_by.isoformat():
            raise NotYet(f"report {report_id} was not published by {clocks.published_by}: it is of {row['published']}")
        history = _history(connection, _OF_REPORT, str(report_id), known_by)
        told = tuple(events(connection, report=report_id, clocks=clocks))
    return ReportDetail(
        id=report_id,
        status="withdrawn" if row["superseded"] is not None and row["superseded"] <= known_by else row["change"],
        reading=Reading(extractor=row["extractor"], version=row["extractor_version"]),
        recorded=from_micros(row["first_recorded"]),
        events=told,
        copies=tuple(copies_of(connection, report_id, clocks)),
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


def corroboration(
    connection: sqlite3.Connection, report_id: UUID, key: UUID, clocks: Clocks | None = None
) -> Literal["corroborated", "disputed"] | None:
    """What several readers made of an event that they proposed under some id, in the reading that stood at a moment."""
    known = _history(connection, _OF_REPORT, str(report_id), _known_by(clocks))
    last = next((review for review in reversed(known) if review.kind in {"archived", "revised"}), None)
    said = (last.details if last and last.kind == "archived" else None) or {}
    if str(key) in said.get("corroborated", ()):
        return "corroborated"
    return "disputed" if str(key) in said.get("disputed", ()) else None


def _credibility(
    connection: sqlite3.Connection, act: Act, ended_by: tuple[str] | None, clocks: Clocks | None
) -> Credibility:
    """That of the act that an event tells, with all who tell of it; of one that no longer counts, what ended it."""
    if ended_by is not None:
        reason = connection.execute("SELECT reason FROM reviews WHERE position = ?", (act.superseded_by,)).fetchone()
        return taken_back(ended_by[0], reason[0] if reason else None)
    counting = facts.in_force(connection, (act.source, act.target), clocks or Clocks(as_of=date.max))
    told = incidents(fact.act for fact in counting if fact.attribute == ACT)
    same = next((one.acts for one in told if any(other.number == act.number for other in one.acts)), [act])
    return credibility(same)


def _known_by(clocks: Clocks | None) -> int:
    """The instant of the recorded clock, in microseconds since 1970; the end of all time without a limit."""
    return to_micros(clocks.recorded_by) if clocks and clocks.recorded_by else sys.maxsize


def _last(versions: Sequence[T], recorded: Sequence[int], known_by: int, what: str) -> T:
    """The newest of some versions, the oldest first, that was recorded by an instant. Raises NotYet."""
    known = bisect_right(recorded, known_by)
    if not known:
        asked, first = (f"{from_micros(micros):%Y-%m-%d %H:%M:%S}Z" for micros in (known_by, recorded[0]))
        raise NotYet(f"{what} was not recorded by {asked}: it was first at {first}")
    return versions[known - 1]


def _check_days(act: Act, clocks: Clocks | None) -> None:
    if clocks and act.valid_from > clocks.as_of:
        raise NotYet(f"event {act.event_id} does not count as of {clocks.as_of}: it does from {act.valid_from} on")
    if clocks and clocks.published_by and act.published > clocks.published_by:
        raise NotYet(
            f"event {act.event_id} was not published by {clocks.published_by}: its report is of {act.published}"
        )


def _history(connection: sqlite3.Connection, condition: str, value: str, known_by: int) -> tuple[Review, ...]:
    query = (
        "SELECT v.kind, v.recorded, v.reason, v.because, v.by, v.details FROM reviews v "  # noqa: S608  constants
        f"JOIN reports r ON r.id = v.report WHERE {condition} AND v.recorded <= ?2 ORDER BY v.position"
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
        for kind, recorded, reason, because, by, details in connection.execute(query, (value, known_by))
    )
