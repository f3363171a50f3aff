"""From a report and what was proposed for it to what became of it."""

from collections.abc import Callable, Sequence

from events import DomainEvent, Reading
from tracker.errors import Refused
from tracker.extraction.proposal import Account, Accounted, Proposal
from tracker.incoming import IncomingReport
from tracker.intake import Extracted
from tracker.outcome import Outcome
from tracker.proof import screen
from tracker.report import ReadReport

Follow = Callable[[ReadReport], tuple[DomainEvent, ...]]
"""Finds what follows from a report that was read, and may append it."""


def take(extracted: Extracted, reading: Reading, follow: Follow, *, replaces: bool = True) -> Outcome:
    """The outcome of a report that went through an extractor, whether that could read it or not."""
    report, proposals = extracted
    if isinstance(proposals, Refused):
        return Outcome.refusal(report, str(proposals))
    return record(report, proposals, reading, follow, replaces=replaces)


def record(
    report: IncomingReport, proposals: Sequence[Proposal], reading: Reading, follow: Follow, *, replaces: bool = True
) -> Outcome:
    """The outcome of a report with its proposals: those that are no events are left out, the others follow.

    With `replaces` the reading counts also where another extractor has read the same text.
    """
    account: Account | None = None
    refused: tuple[str, ...] = ()
    if isinstance(proposals, Accounted):
        account, refused = proposals.account, proposals.refused
    try:
        screened = screen(report, proposals)
        command = ReadReport(report=report, reading=reading, found=screened.events, account=account, replaces=replaces)
        new = follow(command)
    except (Refused, ValueError) as error:
        return Outcome.refusal(report, str(error))
    return Outcome.of(report, new, (*refused, *screened.refused))
