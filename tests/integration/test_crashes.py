"""A log after its program was killed, its disk was full, or its file could only be read.

TRACKER_CRASHES=100 kills each kind of work a hundred times.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import groupby
from multiprocessing.connection import Connection
from pathlib import Path

import crashing
import pytest
from built import TEXT, ticking
from stores import fill, opened, telling

from events import ReportRegistered
from projections import viewsfile
from tracker.application import Tracker
from tracker.errors import StoreUnwritable
from tracker.places import check
from tracker.storage import locate, views_path

CRASHES = int(os.environ.get("TRACKER_CRASHES", "4"))
WORKS = (crashing.append, crashing.catch_up, crashing.rebuild)
Work = Callable[[str, Connection], None]


def kill(work: Work, address: str, after: float) -> None:
    """Let a process work for so many seconds, then end it as a power cut would."""
    process, ready = crashing.process(work, address)
    assert ready.recv() == "ready"
    time.sleep(after)
    assert process.is_alive(), "it ended before it was killed"
    process.kill()
    process.join()
    process.close()
    ready.close()


def inspect(address: str) -> int:
    """Assert that every report is whole, with its text, and that the views follow; the number of events."""
    check(locate(address))
    with opened(address) as log:
        rows = list(log.rows())
        for _, told in groupby(rows, key=lambda row: row.report_id):
            assert [row.event.TOPIC for row in told] == ["ReportRegistered", "WarningIssued", "CriticismVoiced"]
        assert [row.position for row in rows] == list(range(1, len(rows) + 1))
        assert all(log.text(row.event.text_sha256) for row in rows if isinstance(row.event, ReportRegistered))
    followed = views_after(address, rebuilt=False)
    assert followed == views_after(address, rebuilt=True)
    return len(rows)


def views_after(address: str, *, rebuilt: bool) -> list[str]:
    """All that the views hold, as statements."""
    with Tracker(address, clock=ticking()) as tracker:
        if rebuilt:
            tracker.rebuild()
        tracker.events(limit=1)
        assert tracker.verify().faults == ()
    with closing(sqlite3.connect(views_path(locate(address)))) as views:
        assert views.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for index in ("events_fts", "reports_fts"):  # raises where an index and the words that it is made of disagree
            views.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        return sorted(line for line in views.iterdump() if "_fts" not in line)


@pytest.mark.parametrize("work", WORKS)
def test_nothing_is_lost_or_half_when_a_program_is_killed(address: str, work: Work) -> None:
    fill(address, *map(str, range(20)))
    moments = random.Random(work.__name__)  # noqa: S311
    events = 60
    for _ in range(CRASHES):
        kill(work, address, moments.uniform(0, 0.1))
        now = inspect(address)
        assert now >= events
        events = now
    assert (events > 60) == (work is not crashing.rebuild)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    done = subprocess.run(mount, check=False, capture_output=True, text=True)
    if done.returncode:
        folder.rmdir()
        pytest.skip(f"no small disk can be made here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)
    folder.rmdir()


def told_by(work: Work, address: str) -> tuple[str, str]:
    process, ready = crashing.process(work, address)
    kind, message = ready.recv()
    process.join()
    process.close()
    ready.close()
    return kind, message


def test_a_full_disk_is_named_and_the_log_goes_on_from_what_was_whole(small_disk: Path) -> None:
    store = str(small_disk / "tracker.db")
    kind, message = told_by(crashing.fill_the_disk, store)
    assert kind == "StoreUnwritable"
    assert message == f"the store {store} has no space left on its disk: make room, then try again"
    kept = whole(store)
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    assert inspect(store) == kept > 0
    fill(store, "after")
    assert inspect(store) == kept + 3


def test_a_backup_onto_a_full_disk_names_the_disk_that_is_full(small_disk: Path, tmp_path: Path) -> None:
    store = str(tmp_path / "tracker.db")
    with opened(store) as log:
        log.read(telling("long", text=TEXT + " More." * 200_000))
    copy = small_disk / "copy.db"
    with Tracker(store, clock=ticking()) as tracker, pytest.raises(StoreUnwritable, match=f"at {copy}: no space"):
        tracker.backup(copy)
    assert list(small_disk.iterdir()) == []


def test_views_for_which_there_is_no_room_say_so(small_disk: Path) -> None:
    with closing(viewsfile.open_views(small_disk / "views")) as connection:
        connection.execute("PRAGMA cache_size = 1")
        with pytest.raises(sqlite3.OperationalError, match="full"), viewsfile.writing(connection):
            connection.execute("CREATE TABLE more AS SELECT zeroblob(2000000) AS one")
        with viewsfile.writing(connection):
            connection.execute("UPDATE progress SET position = 0")


def test_a_file_that_may_not_grow_is_named_and_the_log_goes_on_from_what_was_whole(tmp_path: Path) -> None:
    store = str(tmp_path / "tracker.db")
    kind, message = told_by(crashing.outgrow, store)
    assert kind == "StoreUnwritable"
    assert message.startswith(f"the store {store} ")
    kept = whole(store)
    assert inspect(store) == kept > 0
    fill(store, "after")
    assert inspect(store) == kept + 3


def whole(store: str) -> int:
    """The number of events in a log, all of them in whole reports."""
    with opened(store) as log:
        topics = [row.event.TOPIC for row in log.rows()]
    assert topics == ["ReportRegistered", "WarningIssued", "CriticismVoiced"] * (len(topics) // 3)
    return len(topics)


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A store in a folder, neither of which anybody but root may write."""
    folder = Path(tempfile.mkdtemp())
    store = folder / "tracker.db"
    fill(str(store), "a")
    store.chmod(0o444)
    folder.chmod(0o555)
    yield store
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("work", [crashing.append_without_rights, crashing.ask_without_rights])
def test_a_store_that_may_only_be_read_is_named_and_stays_as_it_is(read_only: Path, work: Work) -> None:
    before = read_only.read_bytes()
    kind, message = told_by(work, str(read_only))
    assert kind == "StoreUnwritable"
    assert str(read_only) in message
    assert read_only.read_bytes() == before
    assert [file.name for file in read_only.parent.iterdir()] == ["tracker.db"]
