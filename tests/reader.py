"""Reads one text with the real extractor: real gazetteer, real parser."""

from datetime import date

from events import PolicyEvent
from tracker.extraction.rules import RuleExtractor
from tracker.incoming import IncomingReport


def read(
    text: str, *, published: str = "2022-03-17", publisher_polity: str | None = None, title: str = ""
) -> list[PolicyEvent]:
    """The events that the rules find in a text."""
    report = IncomingReport(
        label="test",
        publisher="Example Wire",
        publisher_polity=publisher_polity,
        published=date.fromisoformat(published),
        title=title,
        text=text,
    )
    ((_, proposals),) = RuleExtractor().extract([report])
    events = [proposal.event(report.report_id, number) for number, proposal in enumerate(proposals, 2)]
    assert all(event.evidence.stands_in(text) for event in events)
    return events


def triples(text: str, **options: str) -> set[tuple[str, str, str]]:
    """Type, source and target of each event."""
    return {(event.TOPIC, event.source, event.target) for event in read(text, **options)}
