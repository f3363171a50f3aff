"""The views file follows the log."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from logged import Ledger

from projections import catchup, schema
from projections.catchup import Views
from projections.errors import LogInconsistent, NotViews, ViewsOutdated, ViewsTooNew
from projections.logrow import LogRow


def ledger(reports: int = 3) -> Ledger:
    log = Ledger()
    for number in range(reports):
        report = log.report(f"report {number}", published="2022-03-17")
        log.tell(report, "CriticismVoiced", "2022-03-16")
        log.tell(report, "WarningIssued", "2022-03-16")
    return log


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tracker.db.views"


def rows_in(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (number,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608  a test's own table
    return int(number)


def mark(path: Path, **pragmas: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name} = {value}")


def test_new_views_are_empty_and_at_position_0(path: Path) -> None:
    with Views.open(path) as views:
        assert views.position == 0


def test_the_position_is_that_of_the_last_row(path: Path) -> None:
    with Views.open(path) as views:
        assert views.apply(ledger().rows) == 9
    with Views.open(path) as views:
        assert views.position == 9


def test_rows_that_are_already_in_the_views_are_passed_over(path: Path) -> None:
    rows = ledger().rows
    with Views.open(path) as views:
        views.apply(rows[:6])
        views.apply(rows)
    assert rows_in(path, "events") == 6


def test_a_batch_that_fails_leaves_nothing(path: Path) -> None:
    rows = ledger().rows
    with Views.open(path) as views:
        with pytest.raises(LogInconsistent, match="position 3 belongs to report"):
            views.apply([rows[0], rows[1], rows[4]._replace(position=3)])
        assert views.position == 0
    assert rows_in(path, "reports") == 0


def test_batches_end_between_reports(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catchup, "BATCH", 4)
    rows = ledger().rows
    seen: set[int] = set()

    def watched(reader: Views) -> Iterator[LogRow]:
        for row in rows:
            seen.add(reader.position)
            yield row

    with Views.open(path) as views, Views.open(path) as reader:
        views.apply(watched(reader))
    assert seen == {0, 6}


def test_the_tables_refer_to_one_another_without_a_gap(path: Path) -> None:
    with Views.open(path) as views:
        views.apply(ledger().rows)
        assert views.connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert views.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_views_of_an_older_format_ask_to_be_rebuilt(path: Path) -> None:
    Views.open(path).close()
    mark(path, user_version=schema.FORMAT - 1)
    with pytest.raises(ViewsOutdated, match="rebuild the views"):
        Views.open(path)


def test_views_of_a_newer_format_are_refused(path: Path) -> None:
    Views.open(path).close()
    mark(path, user_version=schema.FORMAT + 1)
    with pytest.raises(ViewsTooNew, match="update the program"):
        Views.open(path)


@pytest.mark.parametrize("content", [b"Dear diary, " * 100, None])
def test_another_file_is_refused_and_not_touched(path: Path, content: bytes | None) -> None:
    if content is None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE diary (entry TEXT)")
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(NotViews, match="no views file"):
        Views.open(path)
    with pytest.raises(NotViews, match="no views file"):
        catchup.rebuild(path, [])
    assert path.read_bytes() == before


def test_many_who_open_and_follow_at_once_write_every_row_once(path: Path) -> None:
    rows = ledger(20).rows
    failures: list[Exception] = []

    def follow() -> None:
        try:
            with Views.open(path) as views:
                views.apply(rows)
        except Exception as error:  # noqa: BLE001  a thread has no other way to tell
            failures.append(error)

    threads = [threading.Thread(target=follow) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert rows_in(path, "events") == 40


def test_a_rebuild_makes_the_same_tables(path: Path, tmp_path: Path) -> None:
    rows = ledger().rows
    with Views.open(path) as views:
        for row in rows:
            views.apply([row])
    catchup.rebuild(tmp_path / "rebuilt", rows)
    for table in ("reports", "events", "facts", "subjects"):
        contents = []
        for file in (path, tmp_path / "rebuilt"):
            with closing(sqlite3.connect(file)) as connection:
                contents.append(connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall())  # noqa: S608
        assert contents[0] == contents[1]


def test_readers_go_on_undisturbed_while_the_views_are_rebuilt(path: Path) -> None:
    with Views.open(path) as views:
        views.apply(ledger(3).rows)
        views.connection.execute("BEGIN")
        before = views.connection.execute("SELECT count(*) FROM events").fetchone()
        assert catchup.rebuild(path, ledger(5).rows) == 15
        assert views.connection.execute("SELECT count(*) FROM events").fetchone() == before == (6,)
        views.connection.execute("COMMIT")
        assert views.position == 15


def test_views_are_followed_on_after_a_rebuild(path: Path) -> None:
    rows = ledger(5).rows
    with Views.open(path) as views:
        views.apply(rows[:3])
        catchup.rebuild(path, rows[:9])
        views.apply(rows)
    assert rows_in(path, "events") == 10


def test_a_rebuild_that_fails_leaves_the_old_views_and_no_other_file(path: Path) -> None:
    rows = ledger().rows
    with Views.open(path) as views:
        views.apply(rows)
    with pytest.raises(LogInconsistent):
        catchup.rebuild(path, rows[1:])
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with Views.open(path) as views:
        assert views.position == 9


@pytest.mark.parametrize("damage", ["user_version", "content"])
def test_outdated_and_damaged_views_are_rebuilt(path: Path, damage: str) -> None:
    Views.open(path).close()
    if damage == "content":
        whole = path.read_bytes()
        path.write_bytes(whole[:100] + b"\xff" * 3000 + whole[3100:])
    else:
        mark(path, user_version=0)
    assert catchup.rebuild(path, ledger().rows) == 9
    with Views.open(path) as views:
        assert views.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_rebuild_that_was_killed_at_its_beginning_can_be_repeated(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    assert path.stat().st_size > 0
    assert catchup.rebuild(path, ledger().rows) == 9


def test_two_who_rebuild_at_once_do_not_meet(path: Path) -> None:
    rows = ledger(5).rows
    told: list[int] = []

    def slowly() -> Iterator[LogRow]:
        yield from rows[:9]
        told.append(catchup.rebuild(path, rows))
        yield from rows[9:]

    told.append(catchup.rebuild(path, slowly()))
    assert told == [15, 15]
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with Views.open(path) as views:
        assert views.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert views.position == 15
    assert rows_in(path, "events") == 10


def test_what_a_rebuild_left_that_was_killed_goes_with_the_next(path: Path) -> None:
    left = [path.with_name(f"{path.name}.new"), path.with_name(f"{path.name}.{'0f' * 16}.new")]
    for file in left:
        Views.open(file).close()
        os.utime(file, (0, 0))
    other = path.with_name(f"{path.name}.mine.new")
    other.write_text("Dear diary")
    assert catchup.rebuild(path, ledger().rows) == 9
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name, other.name]


def test_a_rebuild_leaves_the_new_file_that_another_has_or_has_just_finished(path: Path) -> None:
    finished, under_way = (path.with_name(f"{path.name}.{digits * 16}.new") for digits in ("0f", "1f"))
    Views.open(finished).close()
    with closing(sqlite3.connect(under_way, isolation_level=None)) as filling:
        filling.execute("PRAGMA journal_mode = OFF")
        filling.execute("BEGIN EXCLUSIVE")
        os.utime(under_way, (0, 0))
        assert catchup.rebuild(path, ledger().rows) == 9
        assert sorted(path.parent.iterdir()) == sorted((path, finished, under_way))


def test_views_that_are_missing_get_the_new_file_and_no_left_over_log_of_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "views"
    assert catchup.rebuild(path, ledger().rows) == 9
    assert sorted(file.name for file in tmp_path.iterdir()) == ["views"]
    path.unlink()
    with Views.open(path) as views:
        views.apply(ledger().rows)
        (tmp_path / "views-wal").rename(tmp_path / "kept")
    path.unlink()
    (tmp_path / "kept").rename(tmp_path / "views-wal")
    assert catchup.rebuild(path, ledger().rows[:3]) == 3
    with Views.open(path) as views:
        assert views.position == 3
        assert views.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
