"""What reviews made of events, at any moment of the recorded clock."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from built import TEXT, PreparedExtractor, criticism, report, ticking, warning

from projections.clocks import Clocks
from tracker.application import Tracker


@pytest.fixture
def tracker(tmp_path: Path) -> Iterator[Tracker]:
    prepared = PreparedExtractor({TEXT: [criticism(), warning()]})
    with Tracker(tmp_path / "tracker.db", clock=ticking(), extractor=prepared) as opened:
        assert [one.status for one in opened.add([report()])] == ["recorded"]
        yield opened


def ids(tracker: Tracker) -> dict[str, UUID]:
    return {event.type: event.event_id for event in tracker.events()}


def test_what_nobody_reviewed_has_no_mark(tracker: Tracker) -> None:
    assert tracker.ask.marks(ids(tracker).values()) == {}
    assert tracker.ask.marks([]) == {}


def test_the_last_review_is_the_mark(tracker: Tracker) -> None:
    found, ann = ids(tracker), tracker.analyst("Ann")
    ann.confirm(str(found["WarningIssued"]), because="so")
    ann.correct(str(found["CriticismVoiced"]), {"third_parties": ["JPN"]}, because="so")
    assert tracker.ask.marks(found.values()) == {
        found["WarningIssued"]: "confirmed",
        found["CriticismVoiced"]: "corrected",
    }
    ann.confirm(str(found["CriticismVoiced"]), because="now it is right")
    assert tracker.ask.marks([found["CriticismVoiced"]]) == {found["CriticismVoiced"]: "confirmed"}


def test_a_mark_is_not_known_before_it_was_recorded_nor_after_it_was_undone(tracker: Tracker) -> None:
    event = ids(tracker)["WarningIssued"]
    tracker.analyst("Ann").confirm(str(event), because="so")
    before = Clocks(as_of=date(2025, 1, 1), recorded_by=datetime(2024, 1, 1, tzinfo=UTC))
    assert tracker.ask.marks([event], before) == {}
    tracker.analyst("Ann").undo(str(event), because="a slip")
    assert tracker.ask.marks([event]) == {}
