import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest
from built import RULES_1, RULES_2, TEXT, PreparedExtractor, criticism, report, thanks, ticking, warning

from projections.catchup import Views
from tracker.application import Tracker
from tracker.errors import InputError, NotOurStore
from tracker.extraction.proposal import Proposal
from tracker.incoming import IncomingReport
from tracker.storage import views_path

SHORTER = "Late on Friday, China warned the United States."
PREPARED = {TEXT: [warning(), criticism()], SHORTER: [warning(text=SHORTER)], "Nothing happened.": []}

Open = Callable[..., Tracker]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "tracker.db"


@pytest.fixture
def opened(store: Path) -> Iterator[Open]:
    trackers: list[Tracker] = []

    def open_tracker(prepared: dict[str, list[Proposal]] = PREPARED, **options: object) -> Tracker:
        extractor = PreparedExtractor(prepared, **options)  # type: ignore[arg-type]
        trackers.append(Tracker(store, clock=ticking(), extractor=extractor))
        return trackers[-1]

    yield open_tracker
    for tracker in trackers:
        tracker.close()


def logged(store: Path) -> list[str]:
    with closing(sqlite3.connect(store)) as connection:
        return [topic for (topic,) in connection.execute("SELECT topic FROM stored_events ORDER BY position")]


def test_a_report_is_recorded_with_its_events(opened: Open, store: Path) -> None:
    (outcome,) = opened().add([report(title="A warning")])
    assert (outcome.status, outcome.label, outcome.title) == ("recorded", "a.txt", "A warning")
    assert outcome.report_id == report().report_id
    assert [event.TOPIC for event in outcome.events] == ["WarningIssued", "CriticismVoiced"]
    assert logged(store) == ["ReportRegistered", "WarningIssued", "CriticismVoiced"]


def test_the_same_report_again_is_known_and_nothing_is_written(opened: Open, store: Path) -> None:
    statuses = [outcome.status for outcome in opened().add([report(), report()])]
    statuses += [outcome.status for outcome in opened().add([report()])]
    assert statuses == ["recorded", "known", "known"]
    assert len(logged(store)) == 3


def test_changed_text_is_a_revision(opened: Open, store: Path) -> None:
    first, second = opened().add([report(), report(SHORTER)])
    assert (second.status, second.retracted, second.moved, second.events) == ("revised", 1, 1, ())
    assert second.reason == "Its publisher changed the text."
    assert logged(store)[3:] == ["ReportRevised", "EventRetracted"]
    assert first.events[0].event_id is not None


def test_a_newer_reading_is_a_revision(opened: Open, store: Path) -> None:
    list(opened().add([report()]))
    better = {TEXT: [warning(condition="if it sails"), thanks()]}
    (outcome,) = opened(better, reading=RULES_2).add([report()])
    assert (outcome.status, outcome.retracted, outcome.corrected, len(outcome.events)) == ("revised", 1, 1, 1)
    assert logged(store)[3:] == ["ReportRevised", "EventRetracted", "EventCorrected", "SupportExpressed"]


def test_a_report_without_events_is_recorded(opened: Open, store: Path) -> None:
    (outcome,) = opened().add([report("Nothing happened.")])
    assert (outcome.status, outcome.events) == ("recorded", ())
    assert logged(store) == ["ReportRegistered"]


def test_one_bad_proposal_is_refused_with_its_reason_and_the_others_go_in(opened: Open) -> None:
    bad = warning(source="USA")
    outcome = opened().append(report(), [bad, criticism()], RULES_1)
    assert outcome.status == "recorded"
    assert [event.TOPIC for event in outcome.events] == ["CriticismVoiced"]
    (reason,) = outcome.refused
    assert reason.startswith("WarningIssued: source and target are both USA")


def test_a_report_that_cannot_be_read_does_not_stop_the_others(opened: Open, store: Path) -> None:
    names = "abcd"
    reports = [report(url=f"https://example.org/{name}", label=name) for name in names]
    reports[1] = report("Unreadable.", label="b")
    outcomes = list(opened().add(reports))
    assert [outcome.label for outcome in outcomes] == list(names)
    assert [outcome.status for outcome in outcomes] == ["recorded", "refused", "recorded", "recorded"]
    assert outcomes[1].reason == "it cannot be read for events: KeyError: 'Unreadable.'"
    assert logged(store).count("ReportRegistered") == 3


def test_a_report_that_the_log_refuses_does_not_stop_the_others(opened: Open, store: Path) -> None:
    monday, tuesday = (datetime(2022, 3, day, tzinfo=UTC) for day in (21, 22))
    reports = [report(seen=tuesday), report(SHORTER, seen=monday), report(url="https://example.org/b")]
    outcomes = list(opened().add(reports))
    assert [outcome.status for outcome in outcomes] == ["recorded", "refused", "recorded"]
    assert "in the order in which they were seen" in str(outcomes[1].reason)
    assert len(logged(store)) == 6


def test_an_earlier_version_again_is_known_as_that_unless_it_is_said_when_it_was_seen(opened: Open) -> None:
    tracker = opened()
    monday, tuesday, wednesday = (datetime(2022, 3, day, tzinfo=UTC) for day in (21, 22, 23))
    list(tracker.add([report(seen=monday), report(SHORTER, seen=tuesday)]))
    said = [next(tracker.add([one])) for one in (report(SHORTER), report(seen=monday), report())]
    assert [one.status for one in said] == ["known"] * 3
    assert [one.reason for one in said[:2]] == [None, None]
    assert "this is an earlier version" in str(said[2].reason)
    (back,) = tracker.add([report(seen=wednesday)])
    assert back.status == "revised"


def test_an_error_of_the_source_is_raised_after_what_came_before_it_is_recorded(opened: Open, store: Path) -> None:
    def source() -> Iterator[IncomingReport]:
        yield report()
        raise InputError("line 2 is not JSON")

    with pytest.raises(InputError, match="line 2"):
        list(opened().add(source()))
    assert len(logged(store)) == 3


def test_half_a_character_is_refused_with_its_report_alone(opened: Open) -> None:
    half = "Half. China warned the United States."
    tracker = opened({**PREPARED, half: [warning(text=half, condition="if they \ud800")]})
    bad, good = tracker.add([report(half, label="half"), report(url="https://example.org/b")])
    assert (bad.status, good.status) == ("refused", "recorded")
    assert "half a character ('\\ud800') cannot be recorded" in str(bad.reason)


def test_a_rehearsal_writes_nothing_not_even_a_store(opened: Open, store: Path) -> None:
    (outcome,) = opened().add([report()], dry_run=True)
    assert (outcome.status, len(outcome.events)) == ("would_record", 2)
    assert list(store.parent.iterdir()) == []


def test_a_rehearsal_tells_what_is_known_and_what_would_change(opened: Open, store: Path) -> None:
    list(opened().add([report()]))
    same, changed = opened().add([report(), report(SHORTER)], dry_run=True)
    assert (same.status, changed.status, changed.retracted) == ("known", "would_record", 1)
    assert len(logged(store)) == 3


def test_an_extractor_that_gives_no_answer_is_named(store: Path) -> None:
    class Silent(PreparedExtractor):
        def extract(self, reports: object) -> Iterator[tuple[IncomingReport, list[Proposal]]]:
            return iter([] if reports else ())

    with Tracker(store, clock=ticking(), extractor=Silent({})) as tracker:
        outcomes = list(tracker.add([report(label="a"), report(label="b")]))
    assert [(outcome.label, outcome.status) for outcome in outcomes] == [("a", "refused"), ("b", "refused")]
    assert "gave no answer" in str(outcomes[0].reason)


def test_what_is_not_a_store_is_refused_before_anything_is_read(opened: Open, store: Path) -> None:
    store.write_text("Dear diary, " * 100)
    with pytest.raises(NotOurStore):
        next(opened().add([report()]))
    assert not views_path(store).exists()


def test_the_views_follow_while_a_long_batch_goes_on(opened: Open, store: Path) -> None:
    reports = (report("Nothing happened.", url=f"https://example.org/{number}") for number in range(600))
    outcomes = opened().add(reports)
    assert len(list(islice(outcomes, 501))) == 501
    with Views.open(views_path(store)) as views:
        assert 500 <= views.position < 600
        assert len(list(outcomes)) == 99
        assert views.position == 600


def test_a_batch_that_is_left_after_closing_opens_nothing_again(opened: Open, store: Path) -> None:
    tracker = opened()
    outcomes = tracker.add([report(), report(url="https://example.org/b")])
    next(outcomes)
    tracker.close()
    outcomes.close()
    assert sorted(file.name for file in store.parent.iterdir()) == ["tracker.db"]
