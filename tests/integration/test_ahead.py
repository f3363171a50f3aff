"""Views of a log that other processes make ready are those that one process makes, whatever becomes of the others."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing import active_children, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest
from built import ticking
from stores import behind, fill, opened, telling, unlocked

from events.vocabulary import Reliability
from projections.catchup import Views, build, rebuild
from projections.identical import first_difference
from projections.logrow import LogRow
from tracker.ahead import StoredLog, chunks
from tracker.application import Tracker
from tracker.errors import StoreDamaged
from tracker.following import make_anew, views_explained
from tracker.storage import locate, views_path

ROOT = Path(__file__).parents[2]
REPORTS = 30
SIZE = 7
"""Rows in a chunk: so few that most end in the midst of a report."""


def reviewed(address: str) -> int:
    """A log with reports that were read again, corrected, taken back, linked and graded; the position of its head."""
    fill(address, *map(str, range(REPORTS)))
    with Tracker(address, clock=ticking()) as tracker:
        ids = [str(event.event_id) for event in tracker.events()]
        ann = tracker.analyst("Ann")
        for event_id in ids[::7]:
            ann.correct(event_id, {"target": "JPN"}, because="so")
        for event_id in ids[1::9]:
            ann.retract(event_id, because="not so")
        ann.undo(ids[1], because="a slip")
        ann.confirm(ids[2], because="so it was")
        ann.grade("Daily Ledger", Reliability.B, because="they name their sources")
    with opened(address) as log:
        for name in map(str, range(0, REPORTS, 4)):
            log.read(telling(name, title="Another title", published="2022-03-19"))
        fill(address, *map(str, range(REPORTS, REPORTS + 10)))
        return log.head()


def row_by_row(address: str, path: Path) -> None:
    with opened(address) as log, Views.open(path) as views:
        for row in log.rows():
            views.apply([row])


@pytest.mark.parametrize("ahead", [0, 1, 2])
def test_views_that_others_make_ready_are_those_that_follow_row_by_row(
    address: str, tmp_path: Path, ahead: int
) -> None:
    head = reviewed(address)
    row_by_row(address, tmp_path / "one")
    log = StoredLog(locate(address))
    assert build(tmp_path / "other", chunks(log, head, ahead=ahead, size=SIZE, enough=1)) == head
    assert first_difference(tmp_path / "one", tmp_path / "other") is None
    assert not active_children()


@dataclass(frozen=True)
class Deadly:
    """A log of which one place kills any other process that reads it."""

    log: StoredLog
    after: int
    ours: int = field(default_factory=os.getpid)

    def between(self, after: int, until: int) -> Iterator[LogRow]:
        if after >= self.after and os.getpid() != self.ours:
            os.kill(os.getpid(), signal.SIGKILL)
        return self.log.between(after, until)


@pytest.mark.parametrize("after", [0, SIZE, 2 * SIZE])
def test_where_one_dies_this_process_goes_on_alone(tmp_path: Path, after: int) -> None:
    address = str(tmp_path / "t.db")
    head = reviewed(address)
    row_by_row(address, tmp_path / "one")
    log = Deadly(StoredLog(locate(address)), after)
    assert build(tmp_path / "other", chunks(log, head, ahead=2, size=SIZE, enough=1)) == head
    assert first_difference(tmp_path / "one", tmp_path / "other") is None
    assert not active_children()


@pytest.mark.parametrize("damaged", [2, 50])  # the first chunks are always another's
def test_an_error_of_another_process_is_told_as_it_is_and_leaves_the_old_views(tmp_path: Path, damaged: int) -> None:
    address = str(tmp_path / "t.db")
    fill(address, *map(str, range(REPORTS)))
    views = views_path(locate(address))
    with opened(address) as log:
        make_anew(views, log)
        (row,) = list(log.rows(after=damaged - 1, until=damaged))
    before = views.read_bytes()
    behind(address, *unlocked(address), f"UPDATE stored_events SET state = '{{}}' WHERE position = {damaged}")  # noqa: S608
    made = chunks(StoredLog(locate(address)), 3 * REPORTS, ahead=2, size=SIZE, enough=1)
    named = f"version {row.version} of report {row.report_id}"
    with closing(made), views_explained(views), pytest.raises(StoreDamaged, match=named):
        build(views, made)
    assert not active_children()
    assert views.read_bytes() == before
    assert not list(tmp_path.glob("*.new"))


def test_who_leaves_before_the_end_leaves_no_process(tmp_path: Path) -> None:
    address = str(tmp_path / "t.db")
    fill(address, *map(str, range(REPORTS)))
    made = chunks(StoredLog(locate(address)), 3 * REPORTS, ahead=2, size=SIZE, enough=1)
    next(made)
    assert active_children()
    made.close()
    assert not active_children()


def test_a_log_from_which_rows_are_gone_is_read_as_it_is(tmp_path: Path) -> None:
    address = str(tmp_path / "t.db")
    fill(address, *map(str, range(REPORTS)))
    behind(address, *unlocked(address), "DELETE FROM stored_events WHERE position BETWEEN 31 AND 60")
    log = StoredLog(locate(address))
    assert build(tmp_path / "one", chunks(log, 90, ahead=1, size=SIZE, enough=1)) == 90
    rebuild(tmp_path / "other", log.between(0, 90))
    assert first_difference(tmp_path / "one", tmp_path / "other") is None


@dataclass(frozen=True)
class Slow:
    """A log that takes its time where another process reads it, which says who it is."""

    log: StoredLog
    seconds: float
    readers: Path
    ours: int = field(default_factory=os.getpid)

    def between(self, after: int, until: int) -> Iterator[LogRow]:
        if os.getpid() != self.ours:
            self.readers.joinpath(str(os.getpid())).touch()
            time.sleep(self.seconds)
        return self.log.between(after, until)


def as_it_comes(address: str, ready: Connection) -> None:
    """Make views."""
    make(address, ready)


def without_room(address: str, ready: Connection) -> None:
    """Make views where no more files may be open than the log and the views need."""
    within = len(os.listdir("/proc/self/fd")) + 5  # noqa: PTH208  only their number is wanted
    resource.setrlimit(resource.RLIMIT_NOFILE, (within, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    make(address, ready)


def slowly(address: str, ready: Connection) -> None:
    """Make views while others take a minute for a chunk."""
    _slowly(address, ready, 60)


def at_ease(address: str, ready: Connection) -> None:
    """Make views while others take a moment for a chunk; tell of an interrupt."""
    _slowly(address, ready, 0.5)


def _slowly(address: str, ready: Connection, seconds: float) -> None:
    log = Slow(StoredLog(locate(address)), seconds, Path(f"{address}.readers"))
    with closing(chunks(log, 3 * REPORTS, ahead=2, size=SIZE, enough=1)) as made:
        try:
            build(f"{address}.other", made)
        except KeyboardInterrupt:
            ready.send("interrupted")


def make(address: str, ready: Connection) -> None:
    made = chunks(StoredLog(locate(address)), 3 * REPORTS, ahead=2, size=SIZE, enough=1)
    first = next(made)
    others = len(active_children())
    ready.send((others, build(f"{address}.other", chain([first], made))))


def begun(
    work: Callable[[str, Connection], None], address: str, *, daemon: bool = False
) -> tuple[SpawnProcess, Connection]:
    """A process that does such work, and where it tells what came of it."""
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=work, args=(address, there), daemon=daemon)
    process.start()
    there.close()
    return process, here


@pytest.mark.parametrize(
    ("work", "daemon", "others"),
    [(as_it_comes, False, 2), (as_it_comes, True, 0), (without_room, False, 0)],
)
def test_where_no_process_can_be_begun_the_views_are_made_all_the_same(
    tmp_path: Path, work: Callable[[str, Connection], None], daemon: bool, others: int
) -> None:
    address = str(tmp_path / "t.db")
    fill(address, *map(str, range(REPORTS)))
    row_by_row(address, tmp_path / "one")
    process, told = begun(work, address, daemon=daemon)
    assert told.recv() == (others, 3 * REPORTS)
    process.join()
    assert process.exitcode == 0
    assert first_difference(tmp_path / "one", Path(f"{address}.other")) is None


SCRIPT = """
from pathlib import Path
from tracker.ahead import StoredLog, chunks
from projections.catchup import build

print("once")
address = {address!r}
print(build(address + ".other", chunks(StoredLog(Path(address)), {head}, ahead=2, size={size}, enough=1)))
"""


def test_a_script_that_expects_no_other_processes_is_run_once(tmp_path: Path) -> None:
    address = str(tmp_path / "t.db")
    fill(address, *map(str, range(REPORTS)))
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(address=address, head=3 * REPORTS, size=SIZE))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["once", str(3 * REPORTS)]
    assert done.stderr == ""


@pytest.mark.parametrize(("work", "number"), [(slowly, signal.SIGKILL), (at_ease, signal.SIGINT)])
def test_others_end_with_the_process_that_began_them(
    tmp_path: Path, work: Callable[[str, Connection], None], number: signal.Signals
) -> None:
    address = str(tmp_path / "t.db")
    fill(address, *map(str, range(REPORTS)))
    readers = Path(f"{address}.readers")
    readers.mkdir()
    process, told = begun(work, address)
    while len(list(readers.iterdir())) < 2:
        assert process.is_alive()
        time.sleep(0.01)
    others = [int(reader.name) for reader in readers.iterdir()]
    assert process.pid
    os.kill(process.pid, number)
    if number == signal.SIGINT:
        assert told.recv() == "interrupted"
    process.join()
    until = time.monotonic() + 180
    while any(map(alive, others)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(alive, others))
    assert not Path(f"{address}.other").exists()
    for left in tmp_path.glob("*.new"):
        os.utime(left, (0, 0))
    rebuilt = build(f"{address}.other", chunks(StoredLog(locate(address)), 3 * REPORTS))
    assert rebuilt == 3 * REPORTS
    assert not list(tmp_path.glob("*.new"))


def alive(process: int) -> bool:
    """Whether a process is there, and not merely waits for somebody to ask how it ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
