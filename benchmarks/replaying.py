"""A state without views: from rows of a plain log, decoded and put together anew."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from benchmarks.logs import EVENTS_OF_A_REPORT, FIRST_DAY
from events import EVENTS, DomainEvent, PolicyEvent, dyad
from projections.acts import ReportRef, act_of
from projections.assertions import assertions
from projections.assessments import assessment
from projections.clocks import Clocks
from projections.facts import Fact, by_subject
from projections.logrow import LogRow
from projections.relationship import RelationshipState, state
from projections.subjects import Kind
from tracker.storage import CanonicalJSON, EventMapper

LATE = date(2024, 1, 1)
"""A day after all that the logs tell."""


def replayed(decoded: Iterable[LogRow], pair: tuple[str, str]) -> RelationshipState:
    """The state of a pair from rows of the log, without any view: asserted, put together."""
    facts: list[Fact] = []
    ends = dyad(*pair)
    for row in decoded:
        if isinstance(row.event, PolicyEvent) and dyad(row.event.source, row.event.target) == ends:
            published = row.event.occurred.end or FIRST_DAY
            report = ReportRef(id=row.report_id, publisher="Wire", title="", published=published)
            act = act_of(row.event, report, number=row.position, position=row.position)
            facts += [
                Fact(one.subject.key, one.subject.kind, one.attribute, one.value, act) for one in assertions(row.event)
            ]
    facts.sort(key=lambda fact: fact.act.story)
    judged = tuple(assessment(key, acts) for key, acts in by_subject(facts, Kind.ASSESSMENT).items())
    one, other = sorted(pair)
    return state((one, other), facts, judged, Clocks(as_of=LATE))


class PlainLog:
    """A log as plain as can be: topic and JSON of each event, in their order."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, made: Iterator[LogRow]) -> None:
        """Make the log of rows."""
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute(
                "CREATE TABLE log (position INTEGER PRIMARY KEY, recorded INTEGER, topic TEXT, state BLOB)"
            )
            connection.executemany(
                "INSERT INTO log VALUES (?, ?, ?, ?)",
                (
                    (row.position, int(row.recorded.timestamp()), row.event.TOPIC, row.event.model_dump_json().encode())
                    for row in made
                ),
            )
            connection.commit()

    def read(self, positions: list[int] | None = None) -> Iterator[LogRow]:
        """All rows, or those at some positions."""
        if positions is None:
            return self._read("")
        return self._read("WHERE position IN (SELECT value FROM json_each(?))", json.dumps(positions))

    def between(self, after: int, until: int) -> Iterator[LogRow]:
        """The rows behind a position and not behind another."""
        return self._read("WHERE position > ? AND position <= ?", after, until)

    def head(self) -> int:
        """The last position."""
        with closing(sqlite3.connect(self.path)) as connection:
            return int(connection.execute("SELECT max(position) FROM log").fetchone()[0])

    def _read(self, where: str, *parameters: object) -> Iterator[LogRow]:
        query = f"SELECT * FROM log {where} ORDER BY position"  # noqa: S608  constants
        with closing(sqlite3.connect(self.path)) as connection:
            for position, recorded, topic, stored in connection.execute(query, parameters):
                event: DomainEvent = EVENTS[topic].model_validate_json(stored)
                instant = datetime.fromtimestamp(recorded, UTC)
                yield LogRow(position, instant, event.originator_id, event.originator_version, event)

    def streams(self, positions: list[int]) -> Iterator[LogRow]:
        """All events of the reports that stand at some positions, as the event-sourcing library decodes them.

        Its streams are those of reports, and it reads a stream whole.
        """
        size, mapper = EVENTS_OF_A_REPORT + 1, EventMapper(CanonicalJSON())
        first = sorted({(position - 1) // size for position in positions})
        with closing(sqlite3.connect(self.path)) as connection:
            for place in first:
                stored = connection.execute(
                    "SELECT * FROM log WHERE position BETWEEN ? AND ?", (place * size + 1, place * size + size)
                ).fetchall()
                for version, (position, recorded, topic, state) in enumerate(stored, 1):
                    found = StoredEvent(UUID(int=place + 1), version, topic, state)
                    event = cast("DomainEvent", mapper.to_domain_event(found))
                    yield LogRow(position, datetime.fromtimestamp(recorded, UTC), UUID(int=place + 1), version, event)
