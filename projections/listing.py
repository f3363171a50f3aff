"""Lists of events, and ids from their beginnings."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import AwareDatetime

from events import When
from events.values import Value
from events.vocabulary import Reliability
from projections import grading, rows, subjects
from projections.acts import Act, ReportRef
from projections.assertions import ACT
from projections.clocks import Clocks, Day, from_micros
from projections.facts import at_moment

_MATCHING = (
    "(e.id IN (SELECT rowid FROM events_fts WHERE events_fts MATCH :words) "
    "OR e.report IN (SELECT rowid FROM reports_fts WHERE reports_fts MATCH :words))"
)


class EventView(Value):
    """An event in a list; `details` are the fields of its type, as they are stored."""

    event_id: UUID
    type: str
    source: str
    target: str
    third_parties: tuple[str, ...]
    date: str | None
    occurred: When
    modality: str
    background: bool
    quote: str
    details: dict[str, Any]
    report: ReportRef
    reliability: Reliability
    valid_from: Day
    published: Day
    recorded: AwareDatetime


class Ids(NamedTuple):
    """The events and reports whose ids begin in some way."""

    events: tuple[UUID, ...]
    reports: tuple[UUID, ...]


def events(  # noqa: PLR0913  every filter is an option
    connection: sqlite3.Connection,
    *,
    pair: tuple[str, str] | None = None,
    polity: str | None = None,
    types: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    report: UUID | None = None,
    words: str | None = None,
    limit: int | None = None,
    clocks: Clocks | None = None,
) -> list[EventView]:
    """The events that count and meet all conditions, in the order of the story; with a limit, the newest of them.

    `since` and `until` are about the day from which an event is seen, and inclusive. `words` must all be in
    the quote, or all in the title of the report, in any form. Without `clocks` they are those that count now, whatever
    their dates.
    """
    condition, parameters = at_moment(clocks or Clocks(as_of=date.max), of="e")
    conditions = [f"TRUE{condition}"]
    if pair:
        conditions.append(
            "e.id IN (SELECT f.event FROM facts f JOIN subjects s ON s.id = f.subject "
            "WHERE s.key = :relationship AND f.attribute = :act)"
        )
        parameters |= {"relationship": subjects.relationship(*pair).key, "act": ACT}
    if polity:
        conditions.append(":polity IN (e.source, e.target)")
        parameters["polity"] = polity
    if types:
        conditions.append("e.type IN (SELECT value FROM json_each(:types))")
        parameters["types"] = json.dumps(list(types))
    if words is not None:
        conditions.append(_MATCHING)
        parameters["words"] = " ".join(f'"{word}"' for word in words.replace('"', " ").split())
    for name, column, value in (
        ("since", "e.valid_from >=", since),
        ("until", "e.valid_from <=", until),
        ("report", "r.report_id =", report),
    ):
        if value is not None:
            conditions.append(f"{column} :{name}")
            parameters[name] = str(value)
    order = "ORDER BY e.valid_from DESC, e.published DESC, e.event_id DESC LIMIT :limit"
    parameters["limit"] = -1 if limit is None else limit
    found = rows.acts(connection, f"WHERE {' AND '.join(conditions)} {order}", parameters)
    grading.attach(connection, found, clocks)
    return [event_view(act) for act in reversed(found)]


def event_view(act: Act) -> EventView:
    """An act as a list shows it."""
    return EventView(**event_fields(act))


def lookup(connection: sqlite3.Connection, beginning: str) -> Ids:
    """The events and reports whose ids begin with some hexadecimal digits, dashes or not; none for another text."""
    digits = beginning.replace("-", "").casefold()
    if not 0 < len(digits) <= 32 or not set(digits) <= set("0123456789abcdef"):
        return Ids((), ())
    first = UUID(digits.ljust(32, "0"))
    last = UUID(digits.ljust(32, "f"))
    events_like = "SELECT DISTINCT event_id FROM events WHERE event_id BETWEEN ? AND ? ORDER BY event_id"
    reports_like = "SELECT DISTINCT report_id FROM reports WHERE report_id BETWEEN ? AND ? ORDER BY report_id"
    found, told = (
        tuple(UUID(row[0]) for row in connection.execute(query, (str(first), str(last))))
        for query in (events_like, reports_like)
    )
    return Ids(found, told)


def event_fields(act: Act) -> dict[str, Any]:
    """The fields of an `EventView` of an act."""
    details = json.loads(act.details)
    return {
        "event_id": act.event_id,
        "type": act.type,
        "source": act.source,
        "target": act.target,
        "third_parties": tuple(act.third_parties.split()),
        "date": act.occurred.written,
        "occurred": act.occurred,
        "modality": act.modality,
        "background": act.background,
        "quote": act.quote,
        "details": {name: value for name, value in details.items() if name not in {"coding", "attribution"}},
        "report": act.report,
        "reliability": act.teller.reliability,
        "valid_from": act.valid_from,
        "published": act.published,
        "recorded": from_micros(act.first_recorded),
    }
