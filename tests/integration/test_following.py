import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from built import RULES_1, TEXT, PreparedExtractor, criticism, report, ticking, warning

from projections.catchup import Views, rebuild
from projections.schema import FORMAT
from projections.shelf import Shelf
from tracker.application import Tracker
from tracker.errors import NotOurStore, StoreDamaged, StoreTooNew
from tracker.following import Rows, follow, open_views
from tracker.format import backup, make
from tracker.log import ReportLog
from tracker.proof import screen
from tracker.report import ReadReport
from tracker.storage import views_path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "tracker.db"


@pytest.fixture
def log(store: Path) -> Iterator[ReportLog]:
    make(store)
    with closing(ReportLog(store, clock=ticking())) as opened:
        append(opened, "a")
        yield opened


def append(log: ReportLog, name: str) -> None:
    one = report(url=f"https://example.org/{name}")
    log.read(ReadReport(report=one, reading=RULES_1, found=screen(one, [warning(), criticism()]).events))


def set_version(views: Path, version: int) -> None:
    with closing(sqlite3.connect(views, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


def test_views_have_what_the_log_has_when_they_are_opened(log: ReportLog, store: Path) -> None:
    with open_views(views_path(store), log) as views:
        assert views.position == 3
        append(log, "b")
        follow(views, log)
        assert views.position == log.head() == 6


def test_views_that_an_earlier_rebuild_puts_back_are_followed_from_there(log: ReportLog, store: Path) -> None:
    early = list(log.rows(after=0))

    def put_back(given: Iterator[Rows], _: int) -> Iterator[Rows]:
        if early:
            rebuild(views_path(store), early)
            early.clear()
        yield from given

    with open_views(views_path(store), log) as views:
        append(log, "b")
        follow(views, log)
        append(log, "c")
        assert follow(views, log, put_back) == 9
        assert views.position == 9
        assert views.connection.execute("SELECT count(*) FROM events").fetchone() == (6,)


def test_whoever_asks_while_others_rebuild_sees_all_that_he_added(store: Path) -> None:
    ended = threading.Event()
    prepared = PreparedExtractor({TEXT: [warning(), criticism()]})

    def rebuild_often() -> None:
        with Tracker(store, clock=ticking()) as tracker:
            while not ended.is_set():
                tracker.rebuild()

    with Tracker(store, clock=ticking(), extractor=prepared) as tracker:
        list(tracker.add([report(url="https://example.org/first")]))
        others = [threading.Thread(target=rebuild_often) for _ in range(2)]
        for other in others:
            other.start()
        try:
            for number in range(40):
                url = f"https://example.org/{number}"
                list(tracker.add([report(url=url)]))
                assert url in {line.report.url for line in tracker.ask.reports(Shelf())}
        finally:
            ended.set()
            for other in others:
                other.join()
        assert tracker.verify().sound


def test_views_of_an_older_program_are_rebuilt(log: ReportLog, store: Path) -> None:
    Views.open(views_path(store)).close()
    set_version(views_path(store), FORMAT - 1)
    with open_views(views_path(store), log) as views:
        assert views.position == 3


def test_views_of_a_newer_program_are_refused(log: ReportLog, store: Path) -> None:
    Views.open(views_path(store)).close()
    set_version(views_path(store), FORMAT + 1)
    with pytest.raises(StoreTooNew, match="update the program"):
        open_views(views_path(store), log)


def test_views_that_are_ahead_of_the_log_belong_to_another_and_are_rebuilt(log: ReportLog, store: Path) -> None:
    with open_views(views_path(store), log) as views:
        views.connection.execute("UPDATE progress SET position = 99")
        follow(views, log)
        assert views.position == 3


@pytest.mark.parametrize("added", ["b", "bc"], ids=["as long as it was", "longer than it was"])
def test_views_of_what_a_restored_backup_does_not_have_are_rebuilt(log: ReportLog, store: Path, added: str) -> None:
    backup(store, copy := store.with_name("copy.db"))
    append(log, "lost")
    open_views(views_path(store), log).close()
    log.close()
    copy.replace(store)
    with closing(ReportLog(store, clock=ticking(datetime(2024, 2, 1, tzinfo=UTC)))) as restored:
        for name in added:
            append(restored, name)
        with open_views(views_path(store), restored) as views:
            assert views.position == restored.head() == 3 + 3 * len(added)
            urls = {url for (url,) in views.connection.execute("SELECT url FROM reports")}
    assert urls == {f"https://example.org/{name}" for name in "a" + added}


def test_a_file_in_the_place_of_the_views_is_refused_and_left_alone(log: ReportLog, store: Path) -> None:
    views_path(store).write_text("Dear diary, " * 100)
    with pytest.raises(NotOurStore, match="no views file"):
        open_views(views_path(store), log)
    assert views_path(store).read_text().startswith("Dear diary")


def test_a_damaged_row_of_the_log_is_named(log: ReportLog, store: Path) -> None:
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER stored_events_are_never_changed")
        connection.execute("UPDATE stored_events SET state = '{}' WHERE position = 2")
    with pytest.raises(StoreDamaged, match=f"version 2 of report {report(url='https://example.org/a').report_id}"):
        open_views(views_path(store), log)


def test_a_rebuild_makes_the_same_views(log: ReportLog, store: Path) -> None:
    append(log, "b")
    open_views(views_path(store), log).close()
    views_path(store).unlink()
    with Tracker(store, clock=ticking()) as tracker:
        result = tracker.rebuild()
    assert (result.position, result.views) == (6, str(views_path(store)))
    with Views.open(views_path(store)) as views:
        assert views.position == 6
