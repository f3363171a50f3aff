"""Rows into the views: reports, events, facts and reviews are added and superseded; nothing is deleted."""

import sqlite3
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from events import PolicyEvent
from projections import facts, rows, schema
from projections.acts import Act
from projections.ready import REPORT_COLUMNS, Ready
from projections.subjects import Subject

_INSERT_REPORT = (
    f"INSERT INTO reports (id, {', '.join(REPORT_COLUMNS)}) VALUES ({', '.join('?' * (len(REPORT_COLUMNS) + 1))})"  # noqa: S608  constants
)
_PUBLISHED, _FIRST_RECORDED = REPORT_COLUMNS.index("published"), REPORT_COLUMNS.index("first_recorded")
_INSERT_SUBJECT = "INSERT INTO subjects (id, key, kind, pair, about, proposition) VALUES (?, ?, ?, ?, ?, ?)"
_FIND_SUBJECT = "SELECT id FROM subjects WHERE key = ? AND pair = ?"  # a correction can move a demand to another pair
_INSERT_REVIEW = (
    "INSERT INTO reviews (position, recorded, kind, report, event, reason, because, by, details) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_LINK = (
    "INSERT INTO links (position, link_id, recorded, kind, relation, pair, first, second, report, because, by) "
    "VALUES (:position, :link_id, :recorded, :kind, :relation, :pair, :first, :second, :report, :because, :by)"
)
_SUPERSEDE_LINK = (
    "UPDATE links SET superseded = :recorded, superseded_by = :position "
    "WHERE pair = :pair AND :first IN (first, second) AND :second IN (first, second) AND superseded IS NULL"
)

_INSERT_GRADING = (
    "INSERT INTO gradings (position, recorded, key, publisher, reliability, because, by) "
    "VALUES (:position, :recorded, :key, :publisher, :reliability, :because, :by)"
)
_SUPERSEDE_GRADING = "UPDATE gradings SET superseded = :recorded WHERE key = :key AND superseded IS NULL"


class KnownReport(NamedTuple):
    """The newest version of a report: its row, its day, and when the report was first recorded."""

    number: int
    published: date
    first_recorded: int


class Writer:
    """Writes within the caller's transaction.

    Events and facts wait in lists for `executemany`; what reads them back flushes first. It may be used only while
    nobody else can write, because it remembers the numbers of subjects and reports. In a file that was empty it need
    not look for what it does not remember, and makes the indexes to find rows by when it first looks for some.
    """

    def __init__(self, connection: sqlite3.Connection, *, empty: bool = False) -> None:
        self._connection = connection
        self._empty = empty
        self._identified = not empty
        self._subjects: dict[tuple[Any, ...], int] = {}
        self._reports: dict[str, tuple[int, str, int]] = {}
        self._next = {table: self._last(table) + 1 for table in ("subjects", "reports", "events")}
        self._new: dict[str, list[tuple[Any, ...]]] = {"reports": [], "subjects": [], "events": [], "facts": []}

    def flush(self) -> None:
        """Write what waits."""
        for table, statement in (
            ("reports", _INSERT_REPORT),
            ("subjects", _INSERT_SUBJECT),
            ("events", rows.INSERT_EVENT),
            ("facts", facts.INSERT),
        ):
            if self._new[table]:
                self._connection.executemany(statement, self._new[table])
                self._new[table].clear()

    def take(self, ready: Ready) -> None:
        """Write what is ready, after what waits, under the numbers that come next."""
        numbers = [self._subject(subject) for subject in ready.subjects]
        self.flush()
        report, event = self._next["reports"], self._next["events"]
        self._next |= {"reports": report + len(ready.reports), "events": event + len(ready.events)}
        for number, row in enumerate(ready.reports, report):
            self._remember(number, row)
        write = self._connection.executemany
        write(_INSERT_REPORT, [(number, *row) for number, row in enumerate(ready.reports, report)])
        write(rows.INSERT_EVENT, [(event + row[0], *row[1:-1], report + row[-1]) for row in ready.events])
        write(facts.INSERT, [(numbers[row[0]], *row[1:4], event + row[4], *row[5:]) for row in ready.facts])
        write(_INSERT_REVIEW, [(*row[:3], report + row[3], *row[4:]) for row in ready.reviews])

    def report(self, report_id: UUID) -> KnownReport | None:
        """The newest version of a report, or None when it was never registered."""
        found = self._reports.get(str(report_id))
        if found is None and not self._empty:
            query = "SELECT id, published, first_recorded FROM reports WHERE report_id = ? ORDER BY id DESC LIMIT 1"
            found = self._connection.execute(query, (str(report_id),)).fetchone()
        return found and KnownReport(found[0], date.fromisoformat(found[1]), found[2])

    def add_report(self, row: tuple[Any, ...]) -> None:
        """Add a version of a report; `row` is what `report_row` makes."""
        number = self._number("reports")
        self._new["reports"].append((number, *row))
        self._remember(number, row)

    def _remember(self, number: int, row: tuple[Any, ...]) -> None:
        self._reports[row[0]] = number, row[_PUBLISHED], row[_FIRST_RECORDED]

    def supersede_report(self, report_id: UUID, instant: int) -> None:
        """End the live version of a report."""
        self._look()
        self._connection.execute(
            "UPDATE reports SET superseded = ? WHERE report_id = ? AND superseded IS NULL", (instant, str(report_id))
        )

    def restore_report(self, report_id: UUID, *, version: int, recorded: int, change: str) -> bool:
        """Add the last version of a report once more, from some time on; whether it was withdrawn before."""
        self._look()
        columns = ", ".join(REPORT_COLUMNS)
        query = f"SELECT {columns}, superseded FROM reports WHERE report_id = ? ORDER BY id DESC LIMIT 1"  # noqa: S608  constants
        *last, superseded = self._connection.execute(query, (str(report_id),)).fetchone() or (None,)
        if superseded is None:
            return False
        again = dict(zip(REPORT_COLUMNS, last, strict=True)) | {
            "version": version,
            "recorded": recorded,
            "change": change,
        }
        self.add_report(tuple(again.values()))
        return True

    def add(
        self,
        event: PolicyEvent,
        report: KnownReport,
        *,
        position: int,
        recorded: int,
        change: str = "recorded",
        first_recorded: int | None = None,
    ) -> None:
        """Add a version of an event, told by a version of a report, with its facts."""
        number = self._number("events")
        told = report.number, report.published
        row = rows.event_row(
            event, number, told, position=position, recorded=recorded, change=change, first_recorded=first_recorded
        )
        self._new["events"].append(row)
        self._new["facts"].extend(facts.fact_rows(event, rows.times_of(row), self._subject))

    def supersede(self, act: Act, *, instant: int, position: int) -> None:
        """End a version of an event, and its facts; `position` is the row of the log that says so."""
        self._connection.execute(
            "UPDATE events SET superseded = ?, superseded_by = ? WHERE id = ?", (instant, position, act.number)
        )
        times = (act.number, act.position, act.recorded, act.valid_from.isoformat(), act.published.isoformat())
        ended = [(instant, *fact[:5]) for fact in facts.fact_rows(act.event, times, self._subject)]
        self._connection.executemany(facts.SUPERSEDE, ended)

    def live_of_report(self, report_id: UUID) -> list[Act]:
        """The events that a report tells and that count."""
        return self._live("WHERE r.report_id = ?", report_id)

    def ended_with_report(self, report_id: UUID) -> list[Act]:
        """The events that the last withdrawal of a report ended."""
        self._look()
        withdrawn = (
            "(SELECT max(v.position) FROM reviews v JOIN reports w ON w.id = v.report "
            "WHERE w.report_id = r.report_id AND v.kind = 'withdrawn')"
        )
        condition = f"WHERE r.report_id = ? AND e.superseded_by = {withdrawn} ORDER BY e.id"
        return rows.acts(self._connection, condition, (str(report_id),))

    def live(self, event_id: UUID) -> list[Act]:
        """The version of an event that counts; none when it is retracted or unknown."""
        return self._live("WHERE e.event_id = ?", event_id)

    def newest(self, event_id: UUID) -> Act | None:
        """The newest version of an event, whether it counts or not; None when there is none."""
        self._look()
        return next(iter(rows.acts(self._connection, "WHERE e.id = ?", (self.latest(event_id),))), None)

    def latest(self, event_id: UUID) -> int | None:
        """The row of an event's newest version, whether it counts or not."""
        self._look()
        query = "SELECT max(id) FROM events WHERE event_id = ?"
        (number,) = self._connection.execute(query, (str(event_id),)).fetchone()
        return None if number is None else int(number)

    def add_review(self, *row: Any) -> None:
        """Add what happened to a report or event after it was recorded: the columns of `reviews` in their order."""
        self._connection.execute(_INSERT_REVIEW, row)

    def add_link(self, **columns: Any) -> None:
        """Add a decision about two events; it ends the one before it about the same two."""
        self._look()
        self._connection.execute(_SUPERSEDE_LINK, columns)
        self._connection.execute(_INSERT_LINK, columns)

    def add_grading(self, **columns: Any) -> None:
        """Add how reliable a publisher is held to be; it ends the grade before it."""
        self.flush()
        self._connection.execute(_SUPERSEDE_GRADING, columns)
        self._connection.execute(_INSERT_GRADING, columns)

    def end_link(self, link_id: UUID, *, instant: int, position: int) -> bool:
        """End a decision about two events; whether there is one of that id."""
        self._look()
        query = "UPDATE links SET superseded = ?, superseded_by = ? WHERE link_id = ? AND superseded IS NULL"
        return self._connection.execute(query, (instant, position, str(link_id))).rowcount > 0

    def _look(self) -> None:
        """Write what waits, so that it can be found, and by an index."""
        self.flush()
        if not self._identified:
            schema.identify(self._connection)
            self._identified = True

    def _last(self, table: str) -> int:
        query = f"SELECT coalesce(max(id), 0) FROM {table}"  # noqa: S608  the names are ours
        (last,) = self._connection.execute(query).fetchone()
        return int(last)

    def _number(self, table: str) -> int:
        number = self._next[table]
        self._next[table] += 1
        return number

    def _subject(self, subject: Subject | tuple[Any, ...]) -> int:
        number = self._subjects.get(subject)
        if number is None:
            found = None
            if not self._empty:
                found = self._connection.execute(_FIND_SUBJECT, (subject[0], subject[2])).fetchone()
            number = int(found[0]) if found else self._number("subjects")
            if not found:
                self._new["subjects"].append((number, *subject))
            self._subjects[subject] = number
        return number

    def _live(self, condition: str, value: UUID) -> list[Act]:
        self._look()
        return rows.acts(self._connection, f"{condition} AND e.superseded IS NULL ORDER BY e.id", (str(value),))
