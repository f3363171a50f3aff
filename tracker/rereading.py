"""Stored reports read again, by an extractor that knows more than the one that read them."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from events import Reading
from tracker.incoming import IncomingReport
from tracker.log import ReportLog
from tracker.report import Report, newer


def as_read(state: Report, text: str) -> IncomingReport:
    """A stored report in its current version, as it was read from its file."""
    current = state.current
    return IncomingReport(
        label=current.url or str(state.id),
        url=current.url,
        publisher=current.publisher,
        publisher_polity=current.publisher_polity,
        title=current.title,
        published=current.published,
        published_at=current.published_at,
        seen=current.seen,
        text=text,
        language=current.language,
    )


def outdated(
    log: ReportLog, reports: Iterable[UUID], reading: Reading, *, replaces: bool = True
) -> Iterator[IncomingReport]:
    """Of these reports, those that this reading would replace the reading of; withdrawn ones are passed over.

    With `replaces`, also those that another extractor has read.
    """
    for report_id in reports:
        state = log.report(report_id)
        if state is not None and state.withdrawal is None and newer(reading, state.current.reading, replaces=replaces):
            yield as_read(state, log.text(state.current.text_sha256))
