"""Many reports into a store: what is known is passed over, the rest is read for events and recorded."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from events import DomainEvent, Reading
from tracker.batch import Readers, read_in_chunks
from tracker.errors import Refused, StoreMissing
from tracker.incoming import IncomingReport
from tracker.opened import OpenStore
from tracker.outcome import Outcome
from tracker.recording import Follow, take
from tracker.report import ReadReport, Report, decided, overtaken, settled

CATCH_UP_EVERY = 500
"""After how many reports of a long batch the views follow the log."""


class Adding:
    """Adds reports, read by an extractor of this name and version, to a store. Any method may raise a StoreError.

    With `replaces` a reading takes the place of another extractor's of the same text.
    """

    def __init__(self, store: OpenStore, reading: Reading, *, replaces: bool = True) -> None:
        self._store = store
        self._reading = reading
        self._replaces = replaces

    def add(self, reports: Iterable[IncomingReport], readers: Readers) -> Iterator[Outcome]:
        """Record reports, each whole, and yield what became of each, in order; the views follow now and then."""
        if self._store.exists:
            self._store.log(create=True)
        behind = 0
        try:
            for outcome in self._outcomes(reports, readers, self._append):
                behind += outcome.status in {"recorded", "revised"}
                if behind == CATCH_UP_EVERY:
                    self._store.follow()
                    behind = 0
                yield outcome
        except KeyboardInterrupt:  # it is to end at once; the views follow when they are asked
            behind = 0
            raise
        finally:
            if behind and self._store.is_open:
                self._store.follow()

    def rehearse(self, reports: Iterable[IncomingReport], readers: Readers) -> Iterator[Outcome]:
        """Yield what would become of each report; nothing is written."""
        for outcome in self._outcomes(reports, readers, self._decide):
            yield outcome.rehearsed()

    def _outcomes(self, reports: Iterable[IncomingReport], readers: Readers, follow: Follow) -> Iterator[Outcome]:
        chunks = read_in_chunks(reports, readers, settle=self._settled)
        return chain.from_iterable(take(chunk, self._reading, follow, replaces=self._replaces) for chunk in chunks)

    def _append(self, commands: Sequence[ReadReport]) -> Sequence[tuple[DomainEvent, ...] | Refused]:
        return self._store.log(create=True).read_together(commands)

    def _decide(self, commands: Sequence[ReadReport]) -> Sequence[tuple[DomainEvent, ...] | Refused]:
        return [decided(self._known(command.report), command) for command in commands]

    def _settled(self, report: IncomingReport) -> Outcome | None:
        """What becomes of a report that need not be read, because nothing would follow from it."""
        try:
            known = self._known(report)
            if known is None or not settled(known, report, self._reading, replaces=self._replaces):
                return None
            return Outcome.known(report, overtaken=overtaken(known, report))
        except Refused as refusal:
            return Outcome.refusal(report, str(refusal))

    def _known(self, report: IncomingReport) -> Report | None:
        """The state of a report's stream; None when it has none, or nothing was ever recorded."""
        try:
            return self._store.log().report(report.report_id)
        except StoreMissing:
            return None
