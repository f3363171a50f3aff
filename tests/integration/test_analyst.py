"""Reviews on a real store: in the log, in every answer, and in the history of the event."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from built import RULES_2, TEXT, PreparedExtractor, criticism, report, thanks, ticking, warning

from events import When
from projections.details import EventDetail
from tracker.analyst import Analyst, ByHand
from tracker.application import Tracker
from tracker.errors import EvidenceMissing, InputError, Refused, UnknownEvent, UnknownReport

SHORTER = "Late on Friday, China warned the United States."
PREPARED = {TEXT: [warning(), criticism()], SHORTER: [warning(text=SHORTER)]}
AS_OF = date(2022, 4, 1)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "tracker.db"


@pytest.fixture
def tracker(store: Path) -> Iterator[Tracker]:
    with Tracker(store, clock=ticking(), extractor=PreparedExtractor(PREPARED)) as opened:
        assert [one.status for one in opened.add([report()])] == ["recorded"]
        yield opened


@pytest.fixture
def ann(tracker: Tracker) -> Analyst:
    return tracker.analyst("Ann")


def id_of(tracker: Tracker, kind: str) -> str:
    return next(str(event.event_id) for event in tracker.events() if event.type == kind)


def hands(tracker: Tracker, event: str) -> list[tuple[str, str | None]]:
    return [(hand.kind, hand.by) for hand in tracker.history(event).hands]


def test_a_correction_changes_the_answer_and_not_what_was_known_before(tracker: Tracker, ann: Analyst) -> None:
    event = id_of(tracker, "WarningIssued")
    before = tracker.state("CHN", "USA", as_of=AS_OF)
    then = tracker.history(event).hands[-1].recorded
    done = ann.correct(event[:8], {"target": "JPN"}, because="Tokyo was meant")
    assert (done.kind, str(done.event_id), done.by) == ("corrected", event, "Ann")
    assert tracker.state("CHN", "USA", as_of=AS_OF).warnings == ()
    assert len(tracker.state("CHN", "JPN", as_of=AS_OF).warnings) == 1
    known = tracker.state("CHN", "USA", as_of=AS_OF, recorded_by=then)
    assert known.warnings == before.warnings


def test_the_history_shows_every_hand(tracker: Tracker, ann: Analyst) -> None:
    event = id_of(tracker, "WarningIssued")
    ann.confirm(event, because="it says so")
    list(tracker.add([report(SHORTER)]))
    tracker.analyst("Bob").correct(event, {"target": "JPN"}, because="Tokyo was meant")
    tracker.analyst("Cleo").retract(event, because="a drill")
    found = tracker.history(event)
    assert not found.counts
    assert hands(tracker, event) == [
        ("recorded", "rules 1.0"),
        ("confirmed", "Ann"),
        ("revised", "rules 1.0"),
        ("corrected", "Bob"),
        ("retracted", "Cleo"),
    ]
    assert (found.hands[2].reason, found.hands[2].moved) == ("text", (16, 46))
    assert found.hands[3].changes == {"target": {"before": "USA", "after": "JPN"}}
    assert [hand.position for hand in found.hands] == sorted(hand.position for hand in found.hands)


def test_words_that_a_revision_removed_are_retracted_by_its_reading(tracker: Tracker) -> None:
    event = id_of(tracker, "CriticismVoiced")
    list(tracker.add([report(SHORTER)]))
    assert hands(tracker, event) == [("recorded", "rules 1.0"), ("retracted", "rules 1.0")]
    assert tracker.history(event).hands[-1].because == "its words are gone from the changed text"


def test_a_withdrawn_report_no_longer_counts(tracker: Tracker, ann: Analyst) -> None:
    event = id_of(tracker, "WarningIssued")
    ann.withdraw("https://EXAMPLE.org/a#top", because="a hoax")
    assert tracker.events() == []
    assert hands(tracker, event) == [("recorded", "rules 1.0"), ("withdrawn", "Ann")]
    with pytest.raises(Refused, match="a hoax"):
        ann.confirm(event, because="it says so")


def test_an_event_in_detail_tells_that_it_went_and_came_back_with_its_report(tracker: Tracker, ann: Analyst) -> None:
    event, other = id_of(tracker, "WarningIssued"), id_of(tracker, "CriticismVoiced")
    ann.retract(event, because="a drill", replaced_by=other)
    ann.withdraw("https://example.org/a", because="a hoax")
    ann.undo("https://example.org/a", because="no hoax")
    shown = [detail for one in (event, other) if isinstance(detail := tracker.show(one), EventDetail)]
    assert [[(one.kind, one.reason) for one in detail.history] for detail in shown] == [
        [("retracted", "rejected")],
        [("withdrawn", None), ("undone", "withdrawn")],
    ]
    assert [tracker.review.sheet(one).hands for one in (event, other)] == [1, 0]
    assert str(tracker.history(event).hands[-1].replaced_by) == other


def test_half_a_character_is_refused(tracker: Tracker, ann: Analyst) -> None:
    event = id_of(tracker, "WarningIssued")
    with pytest.raises(Refused, match="half a character"):
        ann.correct(event, {"condition": "if they \udcff"}, because="so")
    assert hands(tracker, event) == [("recorded", "rules 1.0")]


def test_an_event_by_hand_is_like_any_other(tracker: Tracker, ann: Analyst) -> None:
    found = ByHand(
        type="SupportExpressed", source="RUS", target="CHN", occurred=When.unknown(), quote="Moscow thanked Beijing"
    )
    done = ann.record("https://example.org/a", found, because="the rules missed it")
    assert (done.kind, ann.record("https://example.org/a", found, because="again").kind) == ("recorded", "known")
    assert [event.type for event in tracker.events(pair=("CHN", "RUS"))] == ["SupportExpressed"]
    assert hands(tracker, str(done.event_id)) == [("recorded", "manual"), ("confirmed", "Ann")]


def test_what_is_said_already_is_named_by_the_event_that_says_so(tracker: Tracker, ann: Analyst) -> None:
    event = id_of(tracker, "WarningIssued")
    ann.correct(event, {"target": "JPN"}, because="Tokyo was meant")
    words, day = "China warned the United States", When.unknown()
    said = ByHand(type="WarningIssued", source="CHN", target="JPN", occurred=day, quote=words)
    done = ann.record("https://example.org/a", said, because="so")
    assert (done.kind, str(done.event_id)) == ("known", event)


def test_a_pair_without_direction_is_put_in_order_and_details_are_set(tracker: Tracker, ann: Analyst) -> None:
    details = {"modality": "announced", "venue": "Rome"}
    when = When.day(date(2022, 3, 14))
    held = ByHand(type="MeetingHeld", source="RUS", target="CHN", occurred=when, quote="Moscow", details=details)
    ann.record(str(report().report_id), held, because="so")
    (event,) = tracker.events(types=["MeetingHeld"])
    assert (event.source, event.target, event.modality, event.details["venue"]) == ("CHN", "RUS", "announced", "Rome")


@pytest.mark.parametrize(
    ("where", "fields", "error", "words"),
    [
        ("https://example.org/other", {}, UnknownReport, "tracker add"),
        ("ftp://example.org", {}, UnknownReport, "no http or https address"),
        ("abcdef", {}, UnknownReport, "no report"),
        ("https://example.org/a", {"quote": "Tokyo"}, EvidenceMissing, "character for character"),
        ("https://example.org/a", {"target": "RUS"}, Refused, "both RUS"),
        ("https://example.org/a", {"details": {"nonsense": 1}}, Refused, "nonsense: Extra inputs"),
    ],
)
def test_what_cannot_be_recorded_is_refused_and_nothing_is_written(
    tracker: Tracker, ann: Analyst, where: str, fields: dict[str, Any], error: type[Exception], words: str
) -> None:
    given = {"type": "SupportExpressed", "source": "RUS", "target": "CHN", "quote": "Moscow", "occurred": {}}
    with pytest.raises(error, match=words):
        ann.record(where, ByHand.model_validate(given | fields), because="so")
    assert len(tracker.events()) == 2


def test_ids_that_lead_nowhere_or_to_themselves_are_refused(tracker: Tracker, ann: Analyst) -> None:
    event = id_of(tracker, "WarningIssued")
    with pytest.raises(UnknownEvent):
        ann.confirm("abcdef", because="so")
    with pytest.raises(UnknownEvent):
        tracker.history("abcdef")
    with pytest.raises(InputError, match="itself"):
        ann.retract(event, because="so", replaced_by=event)


def test_a_newer_extractor_reads_stored_reports_again(tracker: Tracker, ann: Analyst, store: Path) -> None:
    confirmed, doubtful = id_of(tracker, "WarningIssued"), id_of(tracker, "CriticismVoiced")
    ann.confirm(confirmed, because="it says so")
    then = tracker.history(confirmed).hands[-1].recorded
    known = tracker.state("CHN", "USA", as_of=AS_OF, recorded_by=then)
    later = ticking(datetime(2025, 1, 1, tzinfo=UTC))
    with Tracker(store, clock=later, extractor=PreparedExtractor({TEXT: [thanks()]}, RULES_2)) as newer:
        (rehearsed,) = newer.reread(dry_run=True)
        (outcome,) = newer.reread()
        assert (rehearsed.status, outcome.status, outcome.retracted) == ("would_record", "revised", 1)
        assert {event.type for event in newer.events()} == {"WarningIssued", "SupportExpressed"}
        assert hands(newer, doubtful)[-1] == ("retracted", "rules 2.0")
        assert newer.state("CHN", "USA", as_of=AS_OF, recorded_by=then) == known
        assert list(newer.reread()) == []


def test_only_the_reports_that_are_named_and_count_are_read_again(tracker: Tracker, ann: Analyst, store: Path) -> None:
    other, gone = (report(url=f"https://example.org/{name}") for name in "bc")
    list(tracker.add([other, gone]))
    ann.withdraw(str(gone.url), because="a hoax")
    with Tracker(store, clock=ticking(), extractor=PreparedExtractor(PREPARED, RULES_2)) as newer:
        named = [outcome.report_id for outcome in newer.reread([str(other.report_id)])]
        rest = [outcome.report_id for outcome in newer.reread()]
    assert (named, rest) == ([other.report_id], [report().report_id])
