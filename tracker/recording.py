"""From reports and what was found in them to what became of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from events import DomainEvent, Reading
from tracker.batch import Taken
from tracker.errors import Refused
from tracker.extraction.proposal import Proposal
from tracker.incoming import IncomingReport
from tracker.outcome import Outcome
from tracker.proof import Screened, screen
from tracker.report import ReadReport

MOST_EVENTS = 1_000
"""Reports are recorded in one transaction until they have so many events."""

Follow = Callable[[Sequence[ReadReport]], Sequence[tuple[DomainEvent, ...] | Refused]]
"""Finds what follows from different reports that were read, and may append it."""


def record(report: IncomingReport, proposals: Sequence[Proposal], reading: Reading, follow: Follow) -> Outcome:
    """The outcome of a report with its proposals: those that are no events are left out, the others follow."""
    try:
        screened = screen(report, proposals)
    except ValueError as error:
        return Outcome.refusal(report, str(error))
    (outcome,) = take([(report, screened)], reading, follow)
    return outcome


def take(chunk: Iterable[Taken], reading: Reading, follow: Follow, *, replaces: bool = True) -> Iterator[Outcome]:
    """The outcomes of reports with what was found in them, in order; those of different reports are taken together.

    With `replaces` the reading counts also where another extractor has read the same text.
    """
    for portion in _portions(chunk):
        yield from _take(portion, reading, follow, replaces=replaces)


def _portions(chunk: Iterable[Taken]) -> Iterator[list[Taken]]:
    """Portions in which no report comes twice, and that have no more than so many events."""
    portion: list[Taken] = []
    ids, events = set[object](), 0
    for item in chunk:
        if not isinstance(item, Outcome):
            report, found = item
            if report.report_id in ids or events >= MOST_EVENTS:
                yield portion
                portion, ids, events = [], set(), 0
            ids.add(report.report_id)
            events += 0 if isinstance(found, Refused) else len(found.events)
        portion.append(item)
    yield portion


def _take(portion: list[Taken], reading: Reading, follow: Follow, *, replaces: bool) -> Iterator[Outcome]:
    commands = [
        ReadReport(
            report=item[0],
            reading=reading,
            found=item[1].events,
            sketch=item[1].sketch,
            account=item[1].account,
            replaces=replaces,
        )
        for item in portion
        if not isinstance(item, Outcome) and not isinstance(item[1], Refused)
    ]
    followed = iter(follow(commands) if commands else ())
    for item in portion:
        if isinstance(item, Outcome):
            yield item
        else:
            report, found = item
            yield _outcome(report, found, found if isinstance(found, Refused) else next(followed))


def _outcome(report: IncomingReport, found: Screened | Refused, new: tuple[DomainEvent, ...] | Refused) -> Outcome:
    if isinstance(new, Refused) or isinstance(found, Refused):
        return Outcome.refusal(report, str(new))
    return Outcome.of(report, new, found.refused)
