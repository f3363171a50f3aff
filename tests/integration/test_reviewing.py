"""The queue of a real store: what nobody has reviewed, and all there is to see of one event."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from built import RULES_2, TEXT, PreparedExtractor, criticism, report, thanks, ticking, warning
from stores import behind

from events import When
from projections.waiting import Wanted
from tracker.analyst import ByHand
from tracker.application import Tracker
from tracker.errors import UnknownEvent, UnknownReport

PREPARED = {TEXT: [criticism(), thanks(), warning()]}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "tracker.db"


@pytest.fixture
def tracker(store: Path) -> Iterator[Tracker]:
    with Tracker(store, clock=ticking(), extractor=PreparedExtractor(PREPARED)) as opened:
        assert [one.status for one in opened.add([report()])] == ["recorded"]
        yield opened


def queued(tracker: Tracker, wanted: Wanted | None = None) -> list[str]:
    return [one.type for one in tracker.review.queue(wanted)]


def id_of(tracker: Tracker, kind: str) -> str:
    return next(str(event.event_id) for event in tracker.events() if event.type == kind)


def test_all_that_was_read_waits_the_most_consequential_first(tracker: Tracker) -> None:
    assert sorted(queued(tracker)[:2]) == ["SupportExpressed", "WarningIssued"]  # of the same points
    assert queued(tracker)[2] == "CriticismVoiced"
    first = tracker.review.queue(limit=1)[0]
    assert (first.points, first.corroboration, first.rule) == (3.5, 1, "test")
    assert [doubt.ground for doubt in first.doubts] == ["witness"]


def test_what_was_confirmed_corrected_retracted_or_recorded_by_hand_does_not_wait(tracker: Tracker) -> None:
    ann = tracker.analyst("Ann")
    ann.confirm(id_of(tracker, "WarningIssued"), because="so")
    ann.correct(id_of(tracker, "SupportExpressed"), {"target": "JPN"}, because="so")
    assert queued(tracker) == ["CriticismVoiced"]
    ann.retract(id_of(tracker, "CriticismVoiced"), because="so")
    hand = ByHand(type="ProtestLodged", source="USA", target="CHN", occurred=When(), quote="condemned the drills")
    ann.record("https://example.org/a", hand, because="so")
    assert queued(tracker) == []


def test_what_a_later_reading_corrects_still_waits(tracker: Tracker, store: Path) -> None:
    tracker.close()
    other = PreparedExtractor({TEXT: [criticism(), thanks(), warning(condition="if it sails")]}, RULES_2)
    with Tracker(store, clock=ticking(), extractor=other) as later:
        assert [one.status for one in later.reread()] == ["revised"]
        assert [hand.kind for hand in later.history(id_of(later, "WarningIssued")).hands][-1] == "corrected"
        assert len(queued(later)) == 3


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(pair=("USA", "CHN")), ["WarningIssued", "CriticismVoiced"]),
        (Wanted(polity="RUS"), ["SupportExpressed"]),
        (Wanted(types=("CriticismVoiced",)), ["CriticismVoiced"]),
        (Wanted(since=date(2022, 3, 19)), []),
        (Wanted(until=date(2022, 3, 17)), []),
        (Wanted(since=date(2022, 3, 18), until=date(2022, 3, 18), pair=("CHN", "RUS")), ["SupportExpressed"]),
    ],
)
def test_only_what_is_wanted_waits(tracker: Tracker, wanted: Wanted, expected: list[str]) -> None:
    assert queued(tracker, wanted) == expected


def test_a_report_is_named_by_how_its_id_begins(tracker: Tracker) -> None:
    list(tracker.add([report(url="https://example.org/b", publisher="Other Wire")]))
    of_one = tracker.review.queue(report=str(report().report_id)[:8])
    assert {one.report.id for one in of_one} == {report().report_id}
    assert len(tracker.review.queue()) == 6
    with pytest.raises(UnknownReport):
        tracker.review.queue(report="abcdef")


def test_two_witnesses_halve_what_follows_from_each(tracker: Tracker, store: Path) -> None:
    other = "In another place, and in other words, somebody wrote this: Moscow thanked Beijing."
    tracker.close()
    found = {**PREPARED, other: [thanks(text=other)]}
    with Tracker(store, clock=ticking(), extractor=PreparedExtractor(found)) as again:
        list(again.add([report(other, url="https://example.org/b", publisher="Other Wire")]))
        of_both = again.review.queue(Wanted(types=("SupportExpressed",)))
    assert [(one.corroboration, one.points) for one in of_both] == [(2, 1.75)] * 2


def test_a_sheet_shows_the_words_in_their_context_and_how_the_event_stands(tracker: Tracker) -> None:
    event = id_of(tracker, "CriticismVoiced")
    sheet = tracker.review.sheet(event[:8])
    assert sheet.event.before + sheet.event.quote + sheet.event.after == TEXT
    assert (sheet.counts, sheet.reviewed, sheet.hands) == (True, False, 0)
    tracker.analyst("Ann").confirm(event, because="so")
    after = tracker.review.sheet(event)
    assert (after.counts, after.reviewed, after.hands) == (True, True, 1)
    tracker.analyst("Ann").retract(event, because="so")
    gone = tracker.review.sheet(event)
    assert (gone.counts, gone.hands, gone.event.quote) == (False, 2, "Washington condemned the drills")
    with pytest.raises(UnknownEvent):
        tracker.review.sheet("abcdef")


def test_a_report_without_its_text_shows_the_quote_alone(tracker: Tracker, store: Path) -> None:
    event = id_of(tracker, "CriticismVoiced")
    tables = [row[0] for row in behind(str(store), "SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    behind(str(store), *[f"DROP TRIGGER {name}" for name in tables if "text" in name], "DELETE FROM texts")
    sheet = tracker.review.sheet(event)
    assert (sheet.event.before, sheet.event.quote, sheet.event.after) == ("", "Washington condemned the drills", "")


def test_the_neighbours_say_whether_they_are_held_to_be_one(tracker: Tracker) -> None:
    list(tracker.add([report(url="https://example.org/b", publisher="Other Wire", published=date(2022, 3, 20))]))
    one, other = (str(event.event_id) for event in tracker.events() if event.type == "WarningIssued")
    assert [(near.held, str(near.event_id)) for near in tracker.review.sheet(one).neighbours] == [("one", other)]
    tracker.analyst("Ann").unlink(one, other, because="two ships")
    assert [near.held for near in tracker.review.sheet(one).neighbours] == ["separated"]
