"""Reports, proposals and an extractor for tests, each made in one line."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from events import Evidence, Reading
from tracker.extraction.proposal import Proposal
from tracker.incoming import IncomingReport

TEXT = "China warned the United States on Friday. Washington condemned the drills. Moscow thanked Beijing."
RULES_1 = Reading(extractor="rules", version="1.0")
RULES_2 = Reading(extractor="rules", version="2.0")


def report(text: str = TEXT, **fields: Any) -> IncomingReport:
    """A report of the Daily Ledger of 18 March 2022."""
    given = {
        "label": "a.txt",
        "url": "https://example.org/a",
        "publisher": "Daily Ledger",
        "published": date(2022, 3, 18),
    }
    return IncomingReport(**(given | {"text": text} | fields))


def proposal(topic: str, quote: str, *, text: str = TEXT, **fields: Any) -> Proposal:
    """An act of an unknown day that happened, by China toward the United States, proved by a quote of the text."""
    given = {
        "source": "CHN",
        "target": "USA",
        "occurred": {},
        "modality": "happened",
        "coding": {"rule": "test"},
        "evidence": Evidence.find(quote, text),
    }
    return Proposal(topic=topic, fields=given | fields)


def warning(*, text: str = TEXT, **fields: Any) -> Proposal:
    return proposal(
        "WarningIssued", "China warned the United States", text=text, **({"source": "CHN", "target": "USA"} | fields)
    )


def criticism(*, text: str = TEXT, **fields: Any) -> Proposal:
    return proposal(
        "CriticismVoiced", "Washington condemned the drills", text=text, **({"source": "USA", "target": "CHN"} | fields)
    )


def thanks(*, text: str = TEXT, **fields: Any) -> Proposal:
    return proposal(
        "SupportExpressed", "Moscow thanked Beijing", text=text, **({"source": "RUS", "target": "CHN"} | fields)
    )


class PreparedExtractor:
    """Answers every text with the proposals that were prepared for it; fails for a text that has none."""

    def __init__(self, prepared: Mapping[str, list[Proposal]], reading: Reading = RULES_1) -> None:
        self._prepared = prepared
        self._reading = reading

    @property
    def reading(self) -> Reading:
        return self._reading

    def extract(self, reports: Iterable[IncomingReport]) -> Iterator[tuple[IncomingReport, list[Proposal]]]:
        for one in list(reports):
            yield one, self._prepared[one.text]


def ticking(start: datetime = datetime(2024, 1, 1, tzinfo=UTC)) -> Callable[[], datetime]:
    """A clock that is a second later every time it is read."""
    seconds = iter(range(10**9))
    return lambda: start + timedelta(seconds=next(seconds))
