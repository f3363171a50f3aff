"""What models answered, and what two readers made of an event, as it stood at a moment of any of the three clocks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from built import TEXT, PreparedExtractor, report, ticking, warning

from events import Reading
from projections.clocks import Clocks
from tracker.application import Tracker
from tracker.errors import UnknownEvent
from tracker.extraction.proposal import Proposal
from tracker.readers.together import TwoReaders
from tracker.showing import EventInContext

RULES, RULES_LATER = (Reading(extractor="rules", version=version) for version in ("1", "2"))
MODEL = Reading(extractor="llm:example", version="1")
DEMAND = Proposal(topic="DemandMade", fields=warning().fields)
EVER = date.max
BEFORE_ALL = datetime(2020, 1, 1, tzinfo=UTC)
TOLD = date(2022, 3, 18)


def two(first: Reading, second: list[Proposal]) -> TwoReaders:
    """Two readers, of which the first finds the warning."""
    return TwoReaders(PreparedExtractor({TEXT: [warning()]}, first), PreparedExtractor({TEXT: second}, MODEL))


@pytest.fixture
def tracker(tmp_path: Path) -> Iterator[Tracker]:
    """A report on which both readers agreed, and which was then read again, when they did not."""
    store, clock = tmp_path / "tracker.db", ticking()
    with Tracker(store, clock=clock, extractor=two(RULES, [warning()])) as tracker:
        list(tracker.add([report()]))
    with Tracker(store, clock=clock, extractor=two(RULES_LATER, [DEMAND])) as tracker:
        (outcome,) = tracker.reread()
        assert outcome.status == "revised"
        yield tracker


def event(tracker: Tracker) -> str:
    (one,) = tracker.events()
    return str(one.event_id)


def first_reading(tracker: Tracker) -> datetime:
    """When the first reading was recorded."""
    return tracker.accounts(event(tracker))[0].recorded


def readers(tracker: Tracker, clocks: Clocks | None = None) -> str | None:
    shown = tracker.show(event(tracker), clocks)
    assert isinstance(shown, EventInContext)
    return shown.readers


def by(instant: datetime) -> Clocks:
    return Clocks(as_of=EVER, recorded_by=instant)


def test_the_mark_of_two_readers_is_that_of_the_reading_which_was_recorded_by_then(tracker: Tracker) -> None:
    first = first_reading(tracker)
    assert readers(tracker) == "disputed"
    assert readers(tracker, by(first)) == "corroborated"
    assert readers(tracker, Clocks(as_of=TOLD, published_by=TOLD)) == "disputed"
    assert readers(tracker, Clocks(as_of=TOLD, published_by=TOLD, recorded_by=first)) == "corroborated"


def test_an_account_is_shown_from_the_instant_on_at_which_it_was_recorded(tracker: Tracker) -> None:
    first, second = tracker.accounts(event(tracker))
    assert first.recorded < second.recorded
    assert tracker.accounts(event(tracker), by(first.recorded)) == (first,)
    assert tracker.accounts(event(tracker), by(second.recorded - timedelta(microseconds=1))) == (first,)
    assert tracker.accounts(event(tracker), by(second.recorded)) == (first, second)
    assert [reader.version for reader in first.account.readers] == ["1", "1"]
    assert [reader.version for reader in second.account.readers] == ["2", "1"]


def test_an_account_is_found_by_its_report_as_well(tracker: Tracker) -> None:
    report_id = str(report().report_id)
    first, _ = tracker.accounts(report_id)
    assert tracker.accounts(report_id, by(first.recorded)) == (first,)


@pytest.mark.parametrize(
    "clocks",
    [
        by(BEFORE_ALL),
        Clocks(as_of=EVER, published_by=TOLD - timedelta(days=1)),
        Clocks(as_of=TOLD - timedelta(days=1)),
    ],
    ids=["recorded", "published", "occurred"],
)
def test_before_its_event_counts_by_any_clock_there_is_nothing_to_show(tracker: Tracker, clocks: Clocks) -> None:
    with pytest.raises(UnknownEvent):
        tracker.show(event(tracker), clocks)
    with pytest.raises(UnknownEvent):
        tracker.accounts(event(tracker), clocks)


def test_before_its_report_is_published_or_recorded_there_is_no_account(tracker: Tracker) -> None:
    for clocks in (by(BEFORE_ALL), Clocks(as_of=EVER, published_by=TOLD - timedelta(days=1))):
        with pytest.raises(UnknownEvent, match="report"):
            tracker.accounts(str(report().report_id), clocks)
