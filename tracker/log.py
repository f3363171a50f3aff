"""The log: the event-sourced application that appends reports to a store and reads them back in order."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import InfrastructureFactory, IntegrityError, Mapper, Transcoder
from eventsourcing.utils import Environment, EnvType

from events import DomainEvent, PublisherGraded, identify_publisher
from projections.errors import LogInconsistent
from projections.logrow import LogRow
from tracker import places
from tracker.chain import Link, Written
from tracker.errors import Refused, StoreBusy, StoreDamaged
from tracker.grading import GradePublisher
from tracker.grading import decide as decide_grade
from tracker.places import explained
from tracker.report import ReadReport, Report, decide, decided, project
from tracker.storage import CanonicalJSON, EventMapper, LogRecorder, Place, environment

Decision = Callable[[Report | None], tuple[DomainEvent, ...]]
"""What to append, given the state of a report; asked again when the state has changed meanwhile."""

_ATTEMPTS = 5
PAGE = 1_000
"""Rows that are read at once; about as many as a processor has at hand while it looks at them."""


class ReportLog(Application[UUID]):
    """A stream of events for each report and each publisher graded, in a store that exists (see `tracker.places`).

    `clock` gives the time, in UTC, that events are recorded with. Every method raises a StoreError when the store
    cannot do what is asked.
    """

    recorder: LogRecorder

    def __init__(self, store: Place, *, clock: Callable[[], datetime]) -> None:
        self._store = store
        with explained(store):
            super().__init__(environment(store))
        self._clock = clock

    @property
    def store(self) -> Place:
        """Where the log is."""
        return self._store

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """Only what the address of the store says counts, not what happens to be in the process's environment."""
        return Environment(name, dict(env or {}))

    def construct_factory(self, env: Environment) -> InfrastructureFactory:
        """The store's kind decides what opens it."""
        return places.factory(self._store, env)

    def construct_transcoder(self) -> Transcoder:
        """States are canonical JSON."""
        return CanonicalJSON()

    def construct_mapper(self) -> Mapper[UUID]:
        """Events go by their own topics."""
        return EventMapper(self.construct_transcoder())

    def report(self, report_id: UUID) -> Report | None:
        """The state of a report; None when the log does not know it."""
        try:
            with explained(self._store):
                report: Report = self.repository.get(report_id, projector_func=cast("Any", project))
        except AggregateNotFoundError:
            return None
        except (LogInconsistent, ValueError, KeyError) as error:
            raise StoreDamaged(f"the store {self._store}: {error}; restore it from a backup") from error
        return report

    def read(self, command: ReadReport) -> tuple[DomainEvent, ...]:
        """Append what follows from a report that was read, with its text, in one transaction; return the events.

        Raises what `tracker.report.decide` raises, and what `append` does.
        """
        report = command.report
        return self.append(report.report_id, lambda state: decide(state, command), texts=command.texts)

    def read_together(self, commands: Sequence[ReadReport]) -> list[tuple[DomainEvent, ...] | Refused]:
        """Append what follows from several different reports in one transaction; each report's events, or its refusal.

        When another writer was faster with one of them, or one cannot be written, they are appended one by one. Raises
        a StoreError.
        """
        results = [decided(self.report(command.report.report_id), command) for command in commands]
        pairs = [(one, new) for one, new in zip(commands, results, strict=True) if not isinstance(new, Refused) and new]
        if not pairs:
            return results
        try:
            self._insert((event for _, new in pairs for event in new), [text for one, _ in pairs for text in one.texts])
        except (IntegrityError, Refused):
            return [self._read_alone(command) for command in commands]
        return results

    def _read_alone(self, command: ReadReport) -> tuple[DomainEvent, ...] | Refused:
        try:
            return self.read(command)
        except (Refused, ValueError) as error:
            return error if isinstance(error, Refused) else Refused(str(error))

    def append(self, report_id: UUID, decision: Decision, *, texts: Iterable[str] = ()) -> tuple[DomainEvent, ...]:
        """Append what a decision makes of a report's state, in one transaction; return the events.

        When another writer was faster with the same report, the decision is taken again from what is there now.
        Raises what the decision raises, and StoreBusy when other writers were faster every time.
        """
        return self._appended(report_id, lambda: decision(self.report(report_id)), tuple(texts))

    def grade(self, command: GradePublisher) -> tuple[DomainEvent, ...]:
        """Append what follows from a grade of a publisher; return the events. Raises what `append` does."""
        stream = identify_publisher(command.publisher)
        return self._appended(stream, lambda: decide_grade(self._grades(stream), command), ())

    def _grades(self, stream: UUID) -> list[PublisherGraded]:
        with explained(self._store):
            return [cast("PublisherGraded", event) for event in self.events.get(stream)]

    def _appended(
        self, stream: UUID, decision: Callable[[], tuple[DomainEvent, ...]], texts: tuple[str, ...]
    ) -> tuple[DomainEvent, ...]:
        conflict: IntegrityError | None = None
        for _ in range(_ATTEMPTS):
            new = decision()
            if not new:
                return ()
            try:
                self._insert(new, texts)
            except IntegrityError as error:
                conflict = error
            else:
                return new
        raise StoreBusy(
            f"other programs changed stream {stream} in {self._store} each of {_ATTEMPTS} times "
            "that it was to be recorded: try again later"
        ) from conflict

    def _insert(self, events: Iterable[DomainEvent], texts: Iterable[str]) -> None:
        """Append events with their texts in one transaction. Raises Refused for half a character in an event.

        The application's own `save` looks for aggregates, snapshots and followers, of which there are none here.
        """
        try:
            rows = [self.mapper.to_stored_event(cast("DomainEventProtocol[UUID]", event)) for event in events]
        except UnicodeEncodeError as error:
            half = error.object[error.start]
            raise Refused(f"half a character ({half!r}) cannot be recorded: write the text without it") from error
        with explained(self._store):
            self.recorder.insert_events(rows, clock=self._clock, texts=texts)

    def rows(self, *, after: int = 0, until: int | None = None) -> Iterator[LogRow]:
        """All events behind a position, and not behind another, in the order in which they were recorded."""
        while True:
            with explained(self._store):
                page = self.recorder.select_rows(after=after, limit=PAGE)
            for position, recorded, stored in page:
                if until is not None and position > until:
                    return
                event = cast("DomainEvent", self.mapper.to_domain_event(stored))
                yield LogRow(
                    position=position,
                    recorded=recorded,
                    report_id=event.originator_id,
                    version=event.originator_version,
                    event=event,
                )
            if len(page) < PAGE:
                return
            after = page[-1].position

    def head(self) -> int:
        """The position of the last event; 0 when there is none."""
        with explained(self._store):
            return self.recorder.head()

    def recorded(self, position: int) -> datetime | None:
        """When the row at a position was recorded; None when there is none."""
        with explained(self._store):
            page = self.recorder.select_rows(after=position - 1, limit=1)
        return next((row.recorded for row in page if row.position == position), None)

    def text(self, sha256: str) -> str:
        """An archived text by its hash."""
        with explained(self._store):
            return self.recorder.text(sha256)

    def links(self, *, after: int = 0) -> Iterator[Link]:
        """All rows behind a position with their digests, as they are stored."""
        while True:
            with explained(self._store):
                page = self.recorder.select_links(after=after, limit=PAGE)
            yield from page
            if len(page) < PAGE:
                return
            after = page[-1].position

    def link(self, *, after: int) -> Link | None:
        """The next row behind a position, looked at column by column. Raises StoreDamaged for what is no row."""
        with explained(self._store):
            return next(iter(self.recorder.select_links(after=after, limit=1)), None)

    def written(self, *, after: int) -> list[Written] | None:
        """At most a page of rows behind a position as their columns have them; None when one cannot be read so."""
        with explained(self._store):
            return self.recorder.select_written(after=after, limit=PAGE)

    def stream(self, report: str) -> list[Written]:
        """The rows of one report, by its id as 32 hexadecimal digits, as their columns have them."""
        with explained(self._store):
            return self.recorder.select_stream(report)

    def texts(self, sha256s: Collection[str]) -> dict[str, str]:
        """Those of these texts that are archived, by their hashes. Whether each has its hash is not looked at."""
        with explained(self._store):
            return self.recorder.texts(sha256s)

    def ends(self) -> tuple[int, int, int]:
        """The last position ever given, the one of the last event, and the one of the last digest; 0 for none."""
        with explained(self._store):
            return self.recorder.ends()

    def archived(self) -> Iterator[tuple[bytes, bytes]]:
        """All archived texts in UTF-8, with the hashes under which they lie."""
        with explained(self._store):
            yield from self.recorder.archived()

    def restore(self, links: Sequence[Link], texts: Iterable[str]) -> None:
        """Append rows of another log as they are, with their texts, in one transaction.

        Raises StoreBusy when they do not follow the last row here, because another program has written meanwhile, and
        Refused when they say twice what stands in a log once.
        """
        with explained(self._store):
            try:
                follow = self.recorder.insert_links(links, texts)
            except IntegrityError as error:
                between = f"between the positions {links[0].position} and {links[-1].position}"
                raise Refused(f"{between} of the dump an event stands that was there already: {error}") from error
            if not follow:
                raise StoreBusy(f"another program wrote to {self._store} meanwhile: load the dump again")
