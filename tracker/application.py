"""The one façade of the tracker: append reports, ask for the state of a relationship, audit how it changed."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from events import Reading
from events.vocabulary import Reliability
from projections.clocks import Clocks
from projections.details import ReportDetail, report_detail
from projections.grading import believing
from projections.hands import EventHistory, history, reports_that_count, reports_with_account
from projections.history import Change, audit
from projections.listing import EventView, events
from projections.relationship import RelationshipState, relationship
from tracker.errors import BadDate, UnknownEvent
from tracker.extraction.proposal import Extractor, Proposal
from tracker.following import Watch, unwatched
from tracker.incoming import IncomingReport
from tracker.keeper import Keeper
from tracker.opened import OpenStore
from tracker.outcome import Outcome
from tracker.questions import Questions, audited, checked, checked_pair
from tracker.showing import EventInContext, find, find_event, find_report
from tracker.storage import locate

if TYPE_CHECKING:  # what only some methods need is imported there: a question does not wait for what appends and proves
    from tracker.analyst import Analyst
    from tracker.batch import Readers
    from tracker.readers.auditing import AccountView, Dispute
    from tracker.reviewing import Reviewing
    from tracker.wording import Edit, TextChange


class Tracker(Keeper):
    """A store of reports and their events, and the answers that follow from them.

    `store` is the path of a file or the address of a PostgreSQL database (`postgresql://…`); nothing is opened or made
    before it is needed, and only what appends makes a store.
    `clock` gives the time that events are recorded with, in UTC. The default extractor is loaded when the first
    report needs it. With `replaces`, its reading takes the place of another extractor's of the same text. `watch` sees
    the rows go by when the views are made anew. Polities are codes. Close it, or use it as a context manager. Any
    method may raise a StoreError.
    `ask` has all questions beyond the state and audit of one relationship, `review` what nobody has reviewed yet.
    """

    def __init__(
        self,
        store: str | Path,
        *,
        clock: Callable[[], datetime],
        extractor: Extractor | None = None,
        replaces: bool = True,
        watch: Watch = unwatched,
    ) -> None:
        path = locate(store)
        super().__init__(path, OpenStore(path, clock=clock, watch=watch), clock)
        self._given_extractor = extractor
        self._replaces = replaces
        self._asked = self._store.asked
        self.ask = Questions(self._asked)

    @cached_property
    def review(self) -> "Reviewing":
        """What nobody has reviewed yet, and what a review needs to see."""
        from tracker.reviewing import Reviewing  # noqa: PLC0415

        return Reviewing(self._log, self._asked)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._store.close()

    def add(
        self, reports: Iterable[IncomingReport], *, dry_run: bool = False, readers: "Readers | None" = None
    ) -> Generator[Outcome, None, None]:
        """Read reports for events and append them, each whole; yield what became of each, in order, as it comes.

        What is known already is not read again. A report that is refused does not stop the others. With `dry_run`
        nothing is written. `readers` read for events; without them it is done in this process. An error
        of `reports` itself is raised after those before it are recorded.
        """
        from tracker.adding import Adding  # noqa: PLC0415
        from tracker.batch import Here  # noqa: PLC0415

        extractor = self._extractor()
        adding = Adding(self._store, extractor.reading, replaces=self._replaces)
        readers = readers or Here(extractor)
        yield from adding.rehearse(reports, readers) if dry_run else adding.add(reports, readers)

    def append(self, report: IncomingReport, proposals: Sequence[Proposal], reading: Reading) -> Outcome:
        """Append one report with the events proposed for it, in one transaction.

        A proposal that is no valid event, or is not proved by the text, is refused with its reason; the others go in.
        """
        from tracker.recording import record  # noqa: PLC0415

        return record(report, proposals, reading, self._log(create=True).read_together)

    def state(
        self,
        a: str,
        b: str,
        *,
        as_of: date,
        published_by: date | None = None,
        recorded_by: datetime | None = None,
        min_reliability: Reliability | None = None,
    ) -> RelationshipState:
        """The relationship of two polities at the end of a day.

        `published_by` leaves out what was published later, `recorded_by` what this store recorded later,
        `min_reliability` what publishers tell that are not graded so or better.
        Raises UnknownPolity, InputError for a polity with itself, and BadDate for an instant without a time zone.
        """
        pair = checked_pair(a, b)
        if recorded_by is not None and recorded_by.tzinfo is None:
            raise BadDate(f"{recorded_by.isoformat()} has no time zone: write one, such as {recorded_by.isoformat()}Z")
        with self._asked() as connection:
            return relationship(
                connection,
                pair,
                as_of=as_of,
                published_by=published_by,
                recorded_by=recorded_by,
                min_reliability=min_reliability,
            )

    def audit(
        self,
        a: str | None = None,
        b: str | None = None,
        *,
        since: date | None = None,
        until: date | None = None,
        subject: str | None = None,
        clocks: Clocks | None = None,
    ) -> list[Change]:
        """All that changed between two polities, and in what we know of it, in the order in which it became so.

        Without the two it is the audit of the subjects whose keys begin with `subject`. Raises InputError for neither.

        `since` and `until` are inclusive days; `subject` is the key of a subject, or how it begins; with `clocks` it is
        the audit as it was at that moment.
        """
        pair = audited(a, b, subject)
        with self._asked() as connection:
            moment = clocks and believing(connection, clocks)
            return audit(connection, pair, since=since, until=until, subject=subject, clocks=moment)

    def edits(
        self,
        a: str | None = None,
        b: str | None = None,
        *,
        since: date | None = None,
        until: date | None = None,
        subject: str | None = None,
        clocks: Clocks | None = None,
    ) -> "list[Edit]":
        """The changed wordings of all reports that tell something about two polities, with the times of each.

        Without the two, of all whose keys begin with `subject`. Raises InputError for neither.

        `since` and `until` are about publication, and inclusive; `subject` is how `report:ID` begins; with `clocks`
        only what was known at that moment.
        """
        from tracker.wording import edits  # noqa: PLC0415

        pair = audited(a, b, subject)
        with self._asked() as connection:
            found = edits(connection, pair, self._log().text, since=since, until=until, subject=subject)
            clocks = clocks and believing(connection, clocks)
        return [edit for edit in found if clocks is None or edit.known(clocks)]

    def text_changes(self, report: str, clocks: Clocks | None = None) -> "tuple[TextChange, ...]":
        """What changed in a report's text, version by version, as known at a moment. Raises UnknownReport."""
        from tracker.wording import text_changes  # noqa: PLC0415

        with self._asked() as connection:
            return text_changes(connection, find_report(connection, report), self._log().text, clocks)

    def events(  # noqa: PLR0913  every filter is an option
        self,
        *,
        pair: tuple[str, str] | None = None,
        polity: str | None = None,
        types: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
        report: str | None = None,
        words: str | None = None,
        limit: int | None = None,
        clocks: Clocks | None = None,
    ) -> list[EventView]:
        """The events that count and meet all conditions, in the order of the story; with a limit, the newest of them.

        `report` is the id of a report, or how it begins; raises UnknownReport. `words` must all be in the quote, or all
        in the title of the report. Without `clocks` they are those that
        count now, whatever their dates.
        """
        between = checked_pair(*pair) if pair else None
        one = checked(polity)
        with self._asked() as connection:
            told_by = find_report(connection, report) if report else None
            return events(
                connection,
                pair=between,
                polity=one,
                types=types,
                since=since,
                until=until,
                report=told_by,
                words=words,
                limit=limit,
                clocks=clocks and believing(connection, clocks),
            )

    def show(self, id: str, clocks: Clocks | None = None) -> EventInContext | ReportDetail:  # noqa: A002  the word for it
        """One event with its words in context, or one report with its events, by its id or how that begins.

        With `clocks` it is as it stood at that moment: the version, reviews, links and text of then. Raises
        UnknownEvent when no id begins so, more than one does, or what it names was not there at that moment.
        """
        with self._asked() as connection:
            return find(connection, id, self._log(), clocks and believing(connection, clocks))

    def history(self, event: str) -> EventHistory:
        """All that was ever done to an event, by its id or how that begins. Raises UnknownEvent."""
        with self._asked() as connection:
            event_id = find_event(connection, event)
            found = history(connection, event_id)
        if found is None:
            raise UnknownEvent(f"the views do not have {event_id}: make them anew with `tracker rebuild`")
        return found

    def accounts(self, id: str, clocks: Clocks | None = None) -> "tuple[AccountView, ...]":  # noqa: A002  as in `show`
        """What models were asked and answered about a report, or that of an event, reading by reading. UnknownEvent."""
        from tracker.readers.auditing import accounts  # noqa: PLC0415

        with self._asked() as connection:
            found = find(connection, id, self._log(), clocks)
            report = found if isinstance(found, ReportDetail) else report_detail(connection, found.report.id, clocks)
        return accounts(report, self._log().text) if report is not None else ()

    def disagreements(self) -> "list[Dispute]":
        """What two readers coded otherwise about reports that count, and nobody has decided, in their order."""
        from tracker.readers.auditing import disputes  # noqa: PLC0415

        with self._asked() as connection:
            return list(disputes(self._log(), reports_with_account(connection)))

    def analyst(self, name: str) -> "Analyst":
        """Whoever reviews what was read: confirms, corrects, retracts, withdraws, records by hand."""
        from tracker.analyst import Analyst  # noqa: PLC0415

        return Analyst(name, log=self._log, asked=self._asked)

    def reread(self, reports: Sequence[str] = (), *, dry_run: bool = False) -> Iterator[Outcome]:
        """Read stored reports again, all or those named, where the extractor is newer than what read them.

        Each is a revision: what is found anew is appended, what is not found any more is retracted, what an analyst
        reviewed stays. What the store knew at an earlier time stays as it was. Raises UnknownReport.
        """
        yield from self.add(self.outdated(reports), dry_run=dry_run)

    def outdated(self, reports: Sequence[str] = ()) -> Iterator[IncomingReport]:
        """Stored reports, all or those named, that the extractor would read otherwise than they were. UnknownReport.

        Without `replaces`, those that another extractor has read are left alone.
        """
        from tracker.rereading import outdated  # noqa: PLC0415

        with self._asked() as connection:
            ids = [find_report(connection, one) for one in reports] or reports_that_count(connection)
        return outdated(self._log(), ids, self._extractor().reading, replaces=self._replaces)

    def _extractor(self) -> Extractor:
        if self._given_extractor is None:
            # Imported here because most commands never extract, and the parser takes a second to load.
            from tracker.extraction.rules import RuleExtractor  # noqa: PLC0415

            self._given_extractor = RuleExtractor()
        return self._given_extractor
