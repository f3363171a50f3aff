"""Rows of the log → rows of the views, as far as they need no look at the views; what needs one waits its turn.

Nearly all rows of a log register a report or tell an event of a report that was just registered. What these write
follows from themselves but for the numbers that it gets, so it can be made ready anywhere, by another process too, for
a `Writer` that only numbers and writes it. Most of a rebuild is this: it is written flat for that.
"""

import json
import marshal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from events import PolicyEvent, ReadingArchived, ReportRegistered, ReportVersion
from projections import facts, rows, schema
from projections.clocks import to_micros
from projections.logrow import LogRow
from projections.subjects import Subject

Tuples: TypeAlias = list[tuple[Any, ...]]

REPORT_COLUMNS = tuple(name for name in schema.columns_of("reports") if name not in ("id", "superseded"))
"""What is written when a report is recorded, in the order of `report_row`; `superseded` is set later."""


class Ready(NamedTuple):
    """What consecutive rows of the log write, in the order of the columns of the tables.

    Reports, events and subjects have the numbers from 0 on, and are referred to by these. `reviews` are the readings
    that were archived. All values are SQLite's, so that it goes from one process to another by `marshal`, at a third of
    what `pickle` takes.
    """

    reports: Tuples
    subjects: Tuples
    events: Tuples
    facts: Tuples
    reviews: Tuples

    def __reduce__(self) -> tuple[Callable[[bytes], "Ready"], tuple[bytes]]:
        """What pickle writes."""
        return _loaded, (marshal.dumps(tuple(self)),)


Step: TypeAlias = Ready | LogRow
"""What is to be done for some rows of the log: write what is ready, or look what a row does to what is there."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive rows of the log, made ready: how many, the last of them, and what is to be done.

    `position` and `recorded` (in microseconds since 1970, UTC) are those of the last row.
    """

    rows: int
    position: int
    recorded: int
    steps: tuple[Step, ...]

    def __len__(self) -> int:
        """How many rows of the log it was made of."""
        return self.rows


def chunk(given: Sequence[LogRow]) -> Chunk:
    """Make consecutive rows of the log, one at least, ready."""
    return Chunk(len(given), given[-1].position, to_micros(given[-1].recorded), tuple(_steps(given)))


def report_row(row: LogRow, event: ReportVersion, *, change: str, first_recorded: int | None = None) -> tuple[Any, ...]:
    """The row of the reports table for a version of a report, but for its number: its `REPORT_COLUMNS`."""
    recorded = to_micros(row.recorded)
    return (
        str(row.report_id),
        row.version,
        change,
        recorded,
        recorded if first_recorded is None else first_recorded,
        event.url,
        event.publisher,
        event.publisher_polity,
        event.title,
        event.published.isoformat(),
        event.published_at and event.published_at.isoformat(),
        event.seen and event.seen.isoformat(),
        event.text_sha256,
        event.text_length,
        event.sketch,
        event.language,
        event.reading.extractor,
        event.reading.version,
    )


def archived_row(row: LogRow, event: ReadingArchived, report: int) -> tuple[Any, ...]:
    """The row of the reviews table for a reading of a version of a report that was archived.

    What models did is part of what happened to the report; it changes no answer.
    """
    said = event.model_dump(mode="json", exclude={"originator_id", "originator_version", "reading"})
    by = f"{event.reading.extractor} {event.reading.version}"
    details = json.dumps(said, ensure_ascii=False)
    return row.position, to_micros(row.recorded), "archived", report, None, None, None, by, details


def _loaded(written: bytes) -> Ready:
    return Ready(*marshal.loads(written))  # noqa: S302  written by a process of ours a moment ago


def _steps(given: Sequence[LogRow]) -> Iterator[Step]:
    making = _Making()
    for row in given:
        if not making.takes(row):
            if making.ready.reports:
                yield making.ready
                making = _Making()
            yield row
    if making.ready.reports:
        yield making.ready


class _Making:
    """Rows that are being made ready, and the numbers of what was registered among them."""

    def __init__(self) -> None:
        self.ready = Ready([], [], [], [], [])
        self._reports: dict[int, tuple[int, date]] = {}  # a UUID's number is found faster than the UUID
        self._subjects: dict[Subject, int] = {}

    def takes(self, row: LogRow) -> bool:
        """Make a row ready, if it needs no look at the views."""
        event, report = row.event, self._reports.get(row.report_id.int)
        if report is None:
            return row.version == 1 and isinstance(event, ReportRegistered) and self._register(row, event)
        if isinstance(event, PolicyEvent):
            self._tell(row, event, report)
            return True
        if isinstance(event, ReadingArchived):
            self.ready.reviews.append(archived_row(row, event, report[0]))
            return True
        return False

    def _register(self, row: LogRow, event: ReportRegistered) -> bool:
        self._reports[row.report_id.int] = len(self.ready.reports), event.published
        self.ready.reports.append(report_row(row, event, change="registered"))
        return True

    def _tell(self, row: LogRow, event: PolicyEvent, report: tuple[int, date]) -> None:
        ready = self.ready
        told = rows.event_row(event, len(ready.events), report, position=row.position, recorded=to_micros(row.recorded))
        ready.events.append(told)
        ready.facts.extend(facts.fact_rows(event, rows.times_of(told), self._number))

    def _number(self, subject: Subject) -> int:
        number = self._subjects.get(subject)
        if number is None:
            number = self._subjects[subject] = len(self._subjects)
            self.ready.subjects.append((subject.key, str(subject.kind), *subject[2:]))
        return number
