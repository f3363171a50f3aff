"""Reports through an extractor, as a stream in which one bad report does not stop the others."""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress

from tracker.errors import Refused
from tracker.extraction.proposal import Extractor, Proposal
from tracker.incoming import IncomingReport

Extracted = tuple[IncomingReport, list[Proposal] | Refused]


def extract_each(extractor: Extractor, reports: Iterable[IncomingReport]) -> Iterator[Extracted]:
    """Yield every report with its proposals, or with the reason why there are none, in order.

    The extractor pulls as many reports at a time as suits it. When it fails, those that it had pulled and not yet
    answered are given to it again one by one, so that only those that it cannot read are refused. An error of
    `reports` itself is raised when all that came before it are answered. A report that the extractor passes over comes
    after the others.
    """
    intake = _Intake(reports)
    while not intake.over:
        pulled = intake.pulled
        # An extractor may fail in any way; what it cannot read alone says why.
        with suppress(Exception):
            for report, proposals in extractor.extract(intake.pull()):
                intake.pending.remove(report)
                yield report, proposals
        if intake.pulled == pulled:
            next(intake.pull(), None)
        while intake.pending:
            report = intake.pending.popleft()
            yield report, _extract_one(extractor, report)
    if intake.error is not None:
        raise intake.error


class _Intake:
    """Hands out reports, and remembers those that were not answered yet."""

    def __init__(self, reports: Iterable[IncomingReport]) -> None:
        self._reports = iter(reports)
        self.pending: deque[IncomingReport] = deque()
        self.pulled = 0
        self.over = False
        self.error: Exception | None = None

    def pull(self) -> Iterator[IncomingReport]:
        try:
            for report in self._reports:
                self.pending.append(report)
                self.pulled += 1
                yield report
        except Exception as error:  # noqa: BLE001  raised later, when those before it are answered
            self.error = error
        self.over = True


def _extract_one(extractor: Extractor, report: IncomingReport) -> list[Proposal] | Refused:
    try:
        for _, proposals in extractor.extract([report]):
            return proposals
    except Exception as error:  # noqa: BLE001  whatever it is, it is this report's, and the others go on
        return Refused(f"it cannot be read for events: {type(error).__name__}: {error}")
    return Refused("it cannot be read for events: the extractor gave no answer")
