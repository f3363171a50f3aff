"""What every log does, whether it is a file or on a server."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from built import RULES_2, TEXT, PreparedExtractor, criticism, report, thanks, ticking, warning
from eventsourcing.persistence import IntegrityError
from stores import behind, beside, fill, opened, telling, unlocked

from tracker.application import Tracker
from tracker.errors import NotOurStore, Refused, StoreDamaged, StoreError, StoreMissing, StoreTooNew
from tracker.places import check, exists, make
from tracker.report import decide
from tracker.storage import locate, views_path

PREPARED = {TEXT: [warning(), criticism()], "Short.": []}


def opened_tracker(address: str) -> Tracker:
    return Tracker(address, clock=ticking(), extractor=PreparedExtractor(PREPARED))


def test_rows_come_back_in_order_with_their_positions_and_times(address: str) -> None:
    with opened(address) as log:
        appended = (*log.read(telling("a")), *log.read(telling("b")))
        rows = list(log.rows())
        assert tuple(row.event for row in rows) == appended
        assert [row.position for row in rows] == [1, 2, 3, 4, 5, 6]
        assert [row.version for row in rows] == [1, 2, 3, 1, 2, 3]
        assert [row.recorded.second for row in rows] == [0, 0, 0, 1, 1, 1]
        assert [row.position for row in log.rows(after=4)] == [5, 6]
        assert log.head() == 6


def test_a_log_longer_than_a_page_is_read_whole(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.log.PAGE", 4)
    fill(address, "a", "b", "c")
    with opened(address) as log:
        assert [row.position for row in log.rows(after=1)] == [2, 3, 4, 5, 6, 7, 8, 9]


def test_the_librarys_interface_gives_the_same_events(address: str) -> None:
    fill(address, "a", "b")
    with opened(address) as log:
        select, stream = log.recorder.select_notifications, log.recorder.select_events
        report_id = telling("b").report.report_id
        assert [one.id for one in select(2, 10, 5, inclusive_of_start=False)] == [3, 4, 5]
        assert [one.id for one in select(None, 10, topics=["WarningIssued"])] == [2, 5]
        assert select(2, 1)[0].state.startswith(b'{"coding"')
        assert log.recorder.max_notification_id() == 6
        assert [one.originator_version for one in stream(report_id, gt=1)] == [2, 3]
        assert [one.originator_version for one in stream(report_id, lte=2, desc=True, limit=1)] == [2]


def test_the_same_report_again_appends_nothing_and_another_text_is_a_revision(address: str) -> None:
    with opened(address) as log:
        log.read(telling("a"))
        assert log.read(telling("a")) == ()
        revised, *_ = log.read(telling("a", text=f"{TEXT} Updated."))
        assert (revised.TOPIC, revised.originator_version) == ("ReportRevised", 4)
        state = log.report(revised.originator_id)
        assert state is not None
        assert state.version == 4


def test_a_text_is_kept_once_and_comes_back_as_it_was(address: str) -> None:
    text = f"{TEXT} „Zwölf“ 中国 \x85 \U0001f1fa\U0001f1f3\n"
    with opened(address) as log:
        for name in "ab":
            registered, *_ = log.read(telling(name, text=text))
        assert log.text(registered.text_sha256) == text  # type: ignore[attr-defined]
        with pytest.raises(StoreDamaged, match="missing from the archive"):
            log.text("0" * 64)
    assert behind(address, "SELECT count(*) FROM texts") == [(1,)]


def test_a_text_that_was_changed_is_found_out(address: str) -> None:
    registered, *_ = fill(address, "a")
    behind(address, "UPDATE texts SET text = 'something else'")
    with opened(address) as log, pytest.raises(StoreDamaged, match="not the one that was archived"):
        log.text(registered.text_sha256)  # type: ignore[attr-defined]


@pytest.mark.parametrize("statement", ["DELETE FROM stored_events", "UPDATE stored_events SET topic = 'x'"])
def test_stored_events_are_never_changed(address: str, statement: str) -> None:
    fill(address, "a")
    with pytest.raises(Exception, match=r"never (changed|deleted)"):
        behind(address, statement)


def test_a_damaged_row_is_named(address: str) -> None:
    event, *_ = fill(address, "a")
    behind(address, *unlocked(address), "UPDATE stored_events SET state = '{}' WHERE position = 2")
    with (
        opened(address) as log,
        pytest.raises(StoreDamaged, match=f"version 2 of report {event.originator_id} is no Warn"),
    ):
        list(log.rows())


def test_a_report_is_in_the_log_whole_or_not_at_all(address: str) -> None:
    with opened(address) as log:
        known = log.read(telling("a"))
        new = decide(None, telling("b", text="Lost."))
        with pytest.raises(IntegrityError):
            log.save(*new, *known, clock=ticking(), texts=("Lost.",))
        assert log.head() == 3
        assert [row.position for row in log.rows()] == [1, 2, 3]
        assert len(log.read(telling("c"))) == 3
        assert log.head() == 6
    assert behind(address, "SELECT count(*) FROM texts") == [(1,)]


@pytest.mark.parametrize("number", [1, 2, 3, 6, 11, 40])
def test_any_number_of_reports_in_a_transaction_is_written_whole_and_chained(address: str, number: int) -> None:
    with opened(address) as log:
        log.read(telling("first"))
        new = log.read_together([telling(f"{place}") for place in range(number)])
        appended = [event for one in new if not isinstance(one, Refused) for event in one]
        rows = list(log.rows(after=3))
        assert [row.event for row in rows] == appended
        assert [row.position for row in rows] == list(range(4, 4 + 3 * number))
        assert len({row.recorded for row in rows}) == 1
    with opened_tracker(address) as tracker:
        assert tracker.verify().sound


def test_reports_that_tell_of_nothing_go_together_too(address: str) -> None:
    with opened(address) as log:
        log.read_together([replace(telling(name), found=()) for name in "abc"])
        assert [row.event.TOPIC for row in log.rows()] == ["ReportRegistered"] * 3


@pytest.mark.parametrize("place", [0, 15, 16, 39, 150])
def test_a_conflict_anywhere_leaves_nothing_behind(address: str, place: int) -> None:
    with opened(address) as log:
        known = log.read(telling("known"))
        new = [event for name in range(60) for event in decide(None, telling(f"{name}"))]
        with pytest.raises(IntegrityError):
            log.save(*new[:place], known[1], *new[place:], clock=ticking())
        assert log.ends() == (3, 3, 3)
        assert len(log.read(telling("next"))) == 3
    with opened_tracker(address) as tracker:
        assert tracker.verify().sound


def test_threads_share_a_log_and_lose_nothing(address: str) -> None:
    with opened(address) as log, ThreadPoolExecutor(4) as threads:
        done = threads.map(lambda name: log.read(telling(f"{name}")), range(40))
        assert sum(map(len, done)) == log.head() == 120
        assert len(list(log.rows())) == 120
    with opened_tracker(address) as tracker:
        assert tracker.verify().sound


def test_a_log_without_a_clock_is_refused(address: str) -> None:
    with opened(address) as log, pytest.raises(TypeError, match="needs a clock"):
        log.recorder.insert_events([])


def test_where_nothing_is_there_is_no_store(address: str) -> None:
    place = locate(address)
    assert not exists(place)
    with pytest.raises(StoreMissing, match="make one with `tracker add`"):
        check(place)
    make(place)
    make(place)
    check(place)
    assert exists(place)


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("UPDATE meta SET value = '99' WHERE key = 'format'", StoreTooNew),
        ("UPDATE meta SET value = 'one' WHERE key = 'format'", StoreDamaged),
        ("UPDATE meta SET value = 'notes' WHERE key = 'application'", NotOurStore),
        ("ALTER TABLE meta RENAME COLUMN key TO name", NotOurStore),
        ("DROP TABLE meta", NotOurStore),
    ],
)
def test_what_is_not_ours_to_use_is_refused(address: str, statement: str, error: type[StoreError]) -> None:
    fill(address, "a")
    behind(address, statement)
    for open_it in (check, make):
        with pytest.raises(error):
            open_it(locate(address))


def test_answers_follow_from_the_log(address: str) -> None:
    with opened_tracker(address) as tracker:
        statuses = [outcome.status for outcome in tracker.add([report(), report("Short.", url="https://x.org/b")])]
        state = tracker.state("USA", "CHN", as_of=date(2022, 4, 1))
        changes = tracker.audit("USA", "CHN")
        (event, _) = tracker.events()
        shown = tracker.show(str(event.event_id))
    assert statuses == ["recorded", "recorded"]
    assert [item.quote for item in state.warnings] == ["China warned the United States"]
    assert {change.recorded for change in changes} == {datetime(2024, 1, 1, tzinfo=UTC)}
    assert event.quote in shown.model_dump_json()


def test_every_reader_sees_what_another_writer_appended(address: str) -> None:
    with ExitStack() as stack:
        one, other = (stack.enter_context(opened_tracker(address)) for _ in range(2))
        list(one.add([report()]))
        assert len(other.events()) == 2
        one.append(report(url="https://example.org/b"), [thanks()], RULES_2)
        assert len(other.events()) == len(one.events()) == 3


def test_a_rehearsal_makes_no_store(address: str) -> None:
    with opened_tracker(address) as tracker:
        (outcome,) = tracker.add([report()], dry_run=True)
    assert outcome.status == "would_record"
    assert not exists(locate(address))
    assert not views_path(locate(address)).exists()


def test_a_rebuild_gives_the_same_answers(address: str) -> None:
    with opened_tracker(address) as tracker:
        list(tracker.add([report()]))
        before = tracker.state("USA", "CHN", as_of=date(2022, 4, 1))
        assert tracker.rebuild().position == 3
        assert tracker.state("USA", "CHN", as_of=date(2022, 4, 1)) == before


def test_a_log_has_the_same_seal_wherever_it_is(database: str, tmp_path: Path) -> None:
    seals = []
    for place in (database, str(tmp_path / "tracker.db")):
        fill(place, "a", "b")
        with opened_tracker(place) as tracker:
            assert tracker.verify().sound
            seals.append(tracker.seal())
    assert seals[0] == seals[1]
    assert seals[0].position == 6


@pytest.mark.parametrize(
    ("statement", "position"),
    [
        ("UPDATE stored_events SET position = 99 WHERE position = 4", 5),
        ("UPDATE stored_events SET originator_version = 9 WHERE position = 3", 3),
        ("UPDATE stored_events SET topic = 'ThreatVoiced' WHERE position = 2", 2),
        ("UPDATE stored_events SET state = substr(state, 2) WHERE position = 2", 2),
        ("UPDATE stored_events SET recorded = recorded + 1 WHERE position = 5", 5),
        ("UPDATE stored_events SET event_id = NULL WHERE position = 2", 2),
        ("DELETE FROM stored_events WHERE position = 4", 5),
        ("DELETE FROM stored_events WHERE position = 6", 5),
        ("UPDATE texts SET text = 'something else'", 1),
        ("DELETE FROM texts", 1),
    ],
)
def test_what_was_changed_behind_the_program_is_found(address: str, statement: str, position: int) -> None:
    fill(address, "a", "b")
    behind(address, *unlocked(address), statement)
    with opened_tracker(address) as tracker:
        verification = tracker.verify()
    assert not verification.sound
    assert verification.faults[0].position == position


@pytest.mark.parametrize("there", ["file", "server"])
def test_a_log_moves_from_any_store_to_any_other(address: str, database: str, tmp_path: Path, there: str) -> None:
    copy = beside(database) if there == "server" else str(tmp_path / "copy.db")
    file = tmp_path / "log.jsonl"
    fill(address, "a", "b")
    with opened_tracker(address) as source, opened_tracker(copy) as target:
        file.write_text("".join(f"{line}\n" for line in source.dump()), encoding="utf-8")
        assert (target.load(file).events, target.load(file).events) == (6, 0)
        assert target.seal().digest == source.seal().digest
        assert target.verify().sound
        assert list(target.dump()) == list(source.dump())
    fill(copy, "c")
    with opened(copy) as log:
        assert [row.position for row in log.rows()] == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_another_log_cannot_be_loaded_into_one(address: str, tmp_path: Path) -> None:
    file, other = tmp_path / "log.jsonl", str(tmp_path / "other.db")
    fill(other, "b")
    with opened_tracker(other) as source:
        file.write_text("".join(f"{line}\n" for line in source.dump()), encoding="utf-8")
    fill(address, "a")
    with opened_tracker(address) as target, pytest.raises(Refused, match="another log"):
        target.load(file)
