"""From a report and what was proposed for it to what became of it."""

from collections.abc import Callable, Sequence

from events import DomainEvent, Reading
from tracker.errors import Refused
from tracker.extraction.proposal import Proposal
from tracker.incoming import IncomingReport
from tracker.intake import Extracted
from tracker.outcome import Outcome
from tracker.proof import screen
from tracker.report import ReadReport

Follow = Callable[[ReadReport], tuple[DomainEvent, ...]]
"""Finds what follows from a report that was read, and may append it."""


def take(extracted: Extracted, reading: Reading, follow: Follow) -> Outcome:
    """The outcome of a report that went through an extractor, whether that could read it or not."""
    report, proposals = extracted
    if isinstance(proposals, Refused):
        return Outcome.refusal(report, str(proposals))
    return record(report, proposals, reading, follow)


def record(report: IncomingReport, proposals: Sequence[Proposal], reading: Reading, follow: Follow) -> Outcome:
    """The outcome of a report with its proposals: those that are no events are left out, the others follow."""
    try:
        screened = screen(report, proposals)
        new = follow(ReadReport(report=report, reading=reading, found=screened.events))
    except (Refused, ValueError) as error:
        return Outcome.refusal(report, str(error))
    return Outcome.of(report, new, screened.refused)
