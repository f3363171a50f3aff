"""Questions beyond the state of one relationship: comparisons, reasons, overviews, lists across relationships."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from events.polity import known
from events.vocabulary import Measure, Predicate, Stance
from projections import across
from projections import shelf as shelves
from projections.assessments import AssessmentItem
from projections.clocks import Clocks
from projections.comparison import Comparison, compare
from projections.grading import Publisher, believing, publishers
from projections.marks import Mark, marks
from projections.measures import MeasureItem
from projections.meetings import MeetingItem
from projections.news import News, Scope, news
from projections.overview import Overview, overview
from projections.shelf import By, ReportCount, ReportLine, Shelf
from projections.statistics import Statistics, statistics
from projections.why import Explanation, explainable, why
from tracker.errors import InputError, UnknownPolity
from tracker.nearest import did_you_mean
from tracker.pictures import PictureKind

if TYPE_CHECKING:  # what draws takes a second to load
    from tracker.pictures.frame import Chart

Asked = Callable[[], AbstractContextManager[sqlite3.Connection]]
"""Gives the views of a store, with all that its log has."""


class Questions:
    """What can be asked of a store, each at a moment on the three clocks. Polities are codes.

    Every method raises UnknownPolity for a code that is none, and may raise a StoreError.
    """

    def __init__(self, asked: Asked) -> None:
        self._asked = asked

    def diff(self, a: str, b: str, before: Clocks, after: Clocks) -> Comparison:
        """What differs between two moments of a relationship, in the world or in what was known, each with its cause.

        Raises InputError for a polity with itself.
        """
        pair = checked_pair(a, b)
        with self._asked() as connection:
            return compare(connection, pair, believing(connection, before), believing(connection, after))

    def why(self, a: str, b: str, attribute: str, clocks: Clocks) -> tuple[Explanation, ...]:
        """Why something between two polities is so: see `projections.why.why` for what `attribute` may name.

        Raises InputError for a polity with itself, and when nothing is known of the attribute at that moment.
        """
        pair = checked_pair(a, b)
        with self._asked() as connection:
            moment = believing(connection, clocks)
            found = why(connection, pair, attribute, moment)
            known = () if found else explainable(connection, pair, moment)
        if not found and not known:
            raise InputError(f"nothing is known of {a} and {b} then: no report in the store tells of the two by then")
        if not found:
            meant = did_you_mean(attribute, known)
            raise InputError(
                f"nothing is known of {attribute!r} between {a} and {b} then: {f'{meant} Or ' if meant else ''}name a "
                "subject or attribute that `tracker audit` shows, such as measure, stance or climate"
            )
        return found

    def news(self, before: Clocks, after: Clocks, *, scope: Scope | None = None, limit: int | None = None) -> News:
        """What is new since a moment on the recorded clock, by relationship: see `projections.news`.

        Raises InputError when the moment has no recorded time, or lies after the day of the question.
        """
        if before.recorded_by is None or before.as_of > after.as_of:
            raise InputError("what is new is asked from a recorded time on, up to a later day")
        with self._asked() as connection:
            return news(connection, before, after, scope=scope, limit=limit)

    def overview(self, clocks: Clocks, *, polity: str | None = None) -> Overview:
        """All relationships, or those of one polity, in one line each."""
        code = checked(polity)
        with self._asked() as connection:
            return overview(connection, believing(connection, clocks), polity=code)

    def measures(
        self,
        clocks: Clocks,
        *,
        polity: str | None = None,
        kind: Measure | None = None,
        in_force: bool = False,
        expiring: int | None = None,
    ) -> list[MeasureItem]:
        """Measures across relationships; with `expiring`, those in force that end within so many days."""
        code = checked(polity)
        with self._asked() as connection:
            return across.measures(
                connection,
                believing(connection, clocks),
                polity=code,
                kind=kind,
                in_force=in_force,
                expiring=expiring,
            )

    def meetings(self, clocks: Clocks, *, polity: str | None = None, coming: bool = False) -> list[MeetingItem]:
        """Meetings across relationships; with `coming`, those planned and still to come."""
        code = checked(polity)
        with self._asked() as connection:
            return across.meetings(connection, believing(connection, clocks), polity=code, coming=coming)

    def assessments(
        self,
        clocks: Clocks,
        *,
        polity: str | None = None,
        predicate: Predicate | None = None,
        stance: Stance | None = None,
        contradicted: bool = False,
    ) -> list[AssessmentItem]:
        """Judgements across relationships, each beside the holders who judge otherwise."""
        code = checked(polity)
        with self._asked() as connection:
            return across.assessments(
                connection,
                believing(connection, clocks),
                polity=code,
                predicate=predicate,
                stance=stance,
                contradicted=contradicted,
            )

    def plot(
        self,
        a: str,
        b: str,
        kind: PictureKind,
        clocks: Clocks,
        *,
        since: date | None = None,
        until: date | None = None,
        size: tuple[float | None, float | None] = (None, None),
    ) -> "Chart":
        """A picture of two polities over time, as an Altair chart; `tracker.pictures.saving.save` writes it to a file.

        `since` and `until` are inclusive days; `size` is its width and height in CSS pixels, where left out those of a
        sheet of A4. Raises InputError for a polity with itself, NothingToDraw where nothing is known.
        """
        from tracker.pictures.drawing import draw  # noqa: PLC0415  what draws takes a second to load

        pair = checked_pair(a, b)
        with self._asked() as connection:
            return draw(connection, pair, kind, believing(connection, clocks), since=since, until=until, size=size)

    def reports(self, shelf: Shelf, *, limit: int | None = None) -> list[ReportLine]:
        """The reports that meet some conditions, in the order of publication; with a limit, the newest of them."""
        with self._asked() as connection:
            return shelves.reports(connection, shelf, limit=limit)

    def report_counts(self, shelf: Shelf, by: By) -> list[ReportCount]:
        """How many reports meet some conditions, by publisher or month of publication."""
        with self._asked() as connection:
            return shelves.counts(connection, shelf, by)

    def publishers(self, recorded_by: datetime | None = None) -> list[Publisher]:
        """All publishers of reports, how reliable each is held to be, and all its grades; as known at an instant."""
        with self._asked() as connection:
            return publishers(connection, recorded_by)

    def marks(self, event_ids: Iterable[UUID], clocks: Clocks | None = None) -> dict[UUID, Mark]:
        """Which of some events were confirmed or corrected by people, or are disputed between two readers."""
        with self._asked() as connection:
            return marks(connection, list(event_ids), clocks)

    def statistics(self) -> Statistics:
        """What the store holds, in numbers."""
        with self._asked() as connection:
            return statistics(connection)


def checked_pair(one: str, other: str) -> tuple[str, str]:
    """Two codes of two polities. Raises UnknownPolity, and InputError for a polity with itself."""
    if checked(one) == checked(other):
        raise InputError(f"a relationship has two polities, not {one} twice")
    return one, other


def audited(one: str | None, other: str | None, subject: str | None) -> tuple[str, str] | None:
    """The two whose audit it is, or none where a subject is enough. Raises UnknownPolity and InputError."""
    if one is not None and other is not None:
        return checked_pair(one, other)
    if one is not None or other is not None or not subject:
        raise InputError("an audit is of two polities, or of a subject by how its key begins: name either")
    return None


def checked(polity: str | None) -> str | None:
    """A code that is known, or none. Raises UnknownPolity."""
    if polity is None:
        return None
    try:
        return known(polity)
    except ValueError as error:
        raise UnknownPolity(str(error)) from error
