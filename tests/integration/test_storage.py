import json
import sqlite3
import stat
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID

import pytest
from built import RULES_1, criticism, report, ticking, warning
from eventsourcing.persistence import ConnectionPoolClosedError
from eventsourcing.sqlite import SQLiteFactory

from tracker.errors import (
    NotOurStore,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreMissing,
    StoreTooNew,
    StoreUnwritable,
)
from tracker.format import FORMAT, check, make
from tracker.incoming import IncomingReport
from tracker.log import ReportLog
from tracker.proof import screen
from tracker.report import ReadReport, Report
from tracker.sqlite import LogFactory, explained
from tracker.storage import environment, locate, views_path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "tracker.db"


@pytest.fixture
def log(store: Path) -> Iterator[ReportLog]:
    make(store)
    with closing(ReportLog(store, clock=ticking())) as opened:
        yield opened


def command(one: IncomingReport | None = None) -> ReadReport:
    given = one or report()
    return ReadReport(report=given, reading=RULES_1, found=screen(given, [warning(), criticism()]).events)


def other(name: str) -> ReadReport:
    return command(report(url=f"https://example.org/{name}"))


def test_rows_come_back_in_order_with_their_positions(log: ReportLog) -> None:
    appended = (*log.read(other("a")), *log.read(other("b")))
    rows = list(log.rows())
    assert tuple(row.event for row in rows) == appended
    assert [row.position for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [row.version for row in rows] == [1, 2, 3, 1, 2, 3]
    assert [row.position for row in log.rows(after=4)] == [5, 6]
    assert log.head() == 6


def test_a_report_is_recorded_at_one_instant(log: ReportLog) -> None:
    log.read(other("a"))
    log.read(other("b"))
    first, second = (datetime(2024, 1, 1, 0, 0, second, tzinfo=UTC) for second in (0, 1))
    assert [row.recorded for row in log.rows()] == [first] * 3 + [second] * 3


def test_recorded_times_never_run_backwards(store: Path) -> None:
    make(store)
    clocks = [datetime(2024, 1, day, tzinfo=UTC) for day in (9, 2)]
    for name, now in zip("ab", clocks, strict=True):
        with closing(ReportLog(store, clock=lambda now=now: now)) as log:  # type: ignore[misc]
            log.read(other(name))
    with closing(ReportLog(store, clock=ticking())) as log:
        early, late = sorted({row.recorded for row in log.rows()})
    assert (late - early).total_seconds() == pytest.approx(1e-6)


def test_the_text_lies_beside_the_events(log: ReportLog) -> None:
    registered, *_ = log.read(command())
    assert log.text(registered.text_sha256) == report().text  # type: ignore[attr-defined]
    with pytest.raises(StoreDamaged, match="missing from the archive"):
        log.text("0" * 64)


def test_a_text_that_was_changed_is_found_out(log: ReportLog, store: Path) -> None:
    registered, *_ = log.read(command())
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("UPDATE texts SET text = 'something else'")
    with pytest.raises(StoreDamaged, match="not the one that was archived"):
        log.text(registered.text_sha256)  # type: ignore[attr-defined]


@pytest.mark.parametrize("statement", ["DELETE FROM stored_events", "UPDATE stored_events SET topic = 'x'"])
def test_stored_events_are_never_changed(log: ReportLog, store: Path, statement: str) -> None:
    log.read(command())
    with closing(sqlite3.connect(store)) as connection, pytest.raises(sqlite3.IntegrityError, match="are never"):
        connection.execute(statement)


def test_a_position_is_never_given_again(log: ReportLog, store: Path) -> None:
    log.read(other("a"))
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER stored_events_are_never_deleted")
        connection.execute("DELETE FROM stored_events")
    log.read(other("b"))
    assert [row.position for row in log.rows()] == [4, 5, 6]


def test_the_librarys_notifications_carry_our_positions(log: ReportLog) -> None:
    log.read(other("a"))
    log.read(other("b"))
    select = log.recorder.select_notifications
    assert [one.id for one in select(2, 10, 5, inclusive_of_start=False)] == [3, 4, 5]
    assert [one.id for one in select(None, 10, topics=["WarningIssued"])] == [2, 5]


def test_the_environment_of_the_process_does_not_change_the_store(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPRESSOR_TOPIC", "zlib")
    monkeypatch.setenv("IS_SNAPSHOTTING_ENABLED", "y")
    make(store)
    with closing(ReportLog(store, clock=ticking())) as log:
        log.read(command())
        assert log.recorder.select_notifications(2, 1)[0].state.startswith(b'{"coding"')


def test_a_store_commits_to_disk_through_a_write_ahead_log(log: ReportLog) -> None:
    with log.factory.datastore.transaction(commit=False) as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT (SELECT * FROM pragma_synchronous), (SELECT * FROM pragma_journal_mode)")
        assert tuple(cursor.fetchone()) == (2, "wal")


def test_another_writer_is_waited_for_and_then_named(log: ReportLog, store: Path) -> None:
    impatient = LogFactory(environment(store) | {"SQLITE_LOCK_TIMEOUT": "1"})
    with closing(impatient), closing(sqlite3.connect(store, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="try again later"), explained(store):
            impatient.application_recorder().insert_events([], clock=ticking())


def test_a_thread_that_writes_is_waited_for_and_then_named(log: ReportLog, store: Path) -> None:
    with closing(LogFactory(environment(store) | {"SQLITE_LOCK_TIMEOUT": "1"})) as impatient:
        held = impatient.datastore.transaction(commit=True)
        with held, pytest.raises(StoreBusy, match="try again later"), explained(store):
            impatient.application_recorder().insert_events([], clock=ticking())
        assert impatient.application_recorder().insert_events([], clock=ticking()) == range(1, 1)


def test_what_is_read_page_by_page_does_not_hold_up_a_writer(log: ReportLog) -> None:
    log.read(other("a"))
    archived = log.archived()
    next(archived)
    assert len(log.read(command(report(f"{report().text} More.", url="https://example.org/b")))) == 3
    assert list(archived) == []  # what was written meanwhile is not in what is being read
    assert len(list(log.archived())) == 2


def test_after_a_commit_that_failed_the_log_goes_on(log: ReportLog) -> None:
    store = log.factory.datastore  # type: ignore[attr-defined]
    connection = store.take(commit=False)
    connection.executescript("""PRAGMA foreign_keys = ON; CREATE TABLE one (id INTEGER PRIMARY KEY);
        CREATE TABLE two (one INTEGER REFERENCES one DEFERRABLE INITIALLY DEFERRED)""")
    store.give_back(connection, commit=False)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), store.transaction(commit=True) as cursor:
        cursor.execute("INSERT INTO two VALUES (1)")
    assert len(log.read(other("a"))) == 3


def test_a_log_that_was_closed_is_not_opened_again(log: ReportLog) -> None:
    log.close()
    with pytest.raises(ConnectionPoolClosedError):
        log.head()


def test_a_log_without_a_clock_is_refused(log: ReportLog) -> None:
    with pytest.raises(TypeError, match="needs a clock"):
        log.recorder.insert_events([])


def test_a_missing_store_says_how_to_make_one(store: Path) -> None:
    with pytest.raises(StoreMissing, match=r"tracker\.db: make one with `tracker add`"):
        check(store)
    store.touch()
    with pytest.raises(StoreMissing, match="empty"):
        check(store)


def test_a_file_of_another_kind_is_refused_and_left_alone(store: Path) -> None:
    store.write_text("Dear diary, " * 100)
    for open_it in (check, make):
        with pytest.raises(NotOurStore, match="file of another kind"):
            open_it(store)
    assert store.read_text().startswith("Dear diary")


@pytest.mark.parametrize("table", ["notes (id)", "meta (id)", "meta (key, value)"])
def test_a_database_of_another_program_is_refused_and_left_alone(store: Path, table: str) -> None:
    with closing(sqlite3.connect(store)) as connection:
        connection.execute(f"CREATE TABLE {table}")
    before = store.read_bytes()
    for open_it in (check, make):
        with pytest.raises(NotOurStore, match="another program"):
            open_it(store)
    assert store.read_bytes() == before


@pytest.mark.parametrize(("written", "error"), [(str(FORMAT + 1), StoreTooNew), ("one", StoreDamaged)])
def test_a_format_that_is_not_ours_is_refused(store: Path, written: str, error: type[StoreError]) -> None:
    make(store)
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'format'", (written,))
    with pytest.raises(error, match="format"):
        check(store)


def test_a_damaged_store_is_named(log: ReportLog, store: Path) -> None:
    log.read(command())
    log.close()
    content = bytearray(store.read_bytes())
    content[100:4096] = b"\xff" * 3996
    store.write_bytes(bytes(content))
    with pytest.raises(StoreDamaged, match="restore it from a backup"):
        check(store)


def test_a_store_that_may_only_be_read_is_named(log: ReportLog) -> None:
    with log.factory.datastore.transaction(commit=False) as cursor:  # type: ignore[attr-defined]
        cursor.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreUnwritable, match="may only be read"):
        log.read(command())


def test_a_full_disk_is_named_and_leaves_nothing_half(log: ReportLog, store: Path) -> None:
    log.read(other("a"))
    with log.factory.datastore.transaction(commit=False) as cursor:  # type: ignore[attr-defined]
        cursor.execute("PRAGMA max_page_count = 1")
    long = command(report(report().text + " Nothing else." * 10_000, url="https://example.org/long"))
    with pytest.raises(StoreUnwritable, match="no space left"):
        log.read(long)
    assert log.head() == 3


@pytest.mark.parametrize("place", ["folder", "file/tracker.db"])
def test_a_place_where_no_store_can_be_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=place):
        make(tmp_path / place)


@pytest.mark.parametrize(("address", "message"), [("mysql://me:secret@host/db", "mysql://"), ("", "no place")])
def test_an_address_that_is_no_path_is_refused_without_its_secrets(address: str, message: str) -> None:
    with pytest.raises(StoreError, match=message) as caught:
        locate(address)
    assert "secret" not in str(caught.value)


def test_a_path_with_characters_of_an_address_is_a_path(tmp_path: Path) -> None:
    store = tmp_path / "deep er" / "a?mode=ro#%41.db"
    make(store)
    assert locate(str(store)) == locate(store) == store
    with closing(ReportLog(store, clock=ticking())) as log:
        log.read(command())
    assert stat.S_ISREG(store.stat().st_mode)


def test_views_of_a_store_that_is_gone_are_forgotten(store: Path) -> None:
    views_path(store).write_text("old")
    make(store)
    assert not views_path(store).exists()
    views_path(store).write_text("new")
    make(store)
    assert views_path(store).exists()


class Overtaken(ReportLog):
    """A log in which another writer is faster, for so many times, between the reading of a report and its writing."""

    times = 0
    other: ReportLog

    def report(self, report_id: UUID) -> Report | None:
        state = super().report(report_id)
        if self.times:
            self.times -= 1
            text = f"{report().text} Updated {self.times}."
            self.other.read(command(report(text)))
        return state


@pytest.fixture
def overtaken(log: ReportLog, store: Path) -> Iterator[Overtaken]:
    with closing(Overtaken(store, clock=ticking())) as opened:
        opened.other = log
        yield opened


def test_a_decision_is_taken_again_when_another_writer_was_faster(overtaken: Overtaken) -> None:
    overtaken.times = 2
    (revised, *_) = overtaken.read(command())
    assert (revised.TOPIC, revised.originator_version) == ("ReportRevised", 5)
    assert [row.version for row in overtaken.rows()] == [1, 2, 3, 4, 5]


def test_a_writer_that_is_overtaken_every_time_gives_up(overtaken: Overtaken) -> None:
    overtaken.times = 99
    with pytest.raises(StoreBusy, match="try again later"):
        overtaken.read(command())


def test_a_stream_that_does_not_begin_with_its_report_is_damage(log: ReportLog) -> None:
    log.save(warning().event(report().report_id, 1), clock=ticking())
    with pytest.raises(StoreDamaged, match="begins with WarningIssued"):
        log.report(report().report_id)


def append_as_another_process(store: Path, names: list[str]) -> int:
    make(store)
    with closing(ReportLog(store, clock=ticking())) as log:
        return sum(len(log.read(other(name))) for name in names)


def test_processes_that_open_a_new_store_together_all_succeed_and_lose_nothing(store: Path) -> None:
    names = [f"report-{number}" for number in range(20)]
    batches = [names, names[::-1], names[10:] + names[:10], names[5:]]
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        appended = sum(pool.map(append_as_another_process, [store] * 4, batches))
    with closing(ReportLog(store, clock=ticking())) as log:
        rows = list(log.rows())
    assert appended == len(rows) == 60
    assert len({(row.report_id, row.version) for row in rows}) == 60
    assert [row.position for row in rows] == list(range(1, 61))


def test_the_tables_are_not_those_of_the_library(log: ReportLog, store: Path) -> None:
    log.read(command())
    assert isinstance(log.factory, SQLiteFactory)
    with closing(sqlite3.connect(store)) as connection:
        (event_id,) = connection.execute("SELECT event_id FROM stored_events WHERE topic = 'WarningIssued'").fetchone()
        (state,) = connection.execute("SELECT state FROM stored_events WHERE event_id = ?", (event_id,)).fetchone()
    assert json.loads(state)["event_id"].replace("-", "") == event_id
