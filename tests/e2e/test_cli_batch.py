"""Large batches as a user runs them: in several processes, interrupted, killed, and run again."""

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from fcntl import ioctl
from pathlib import Path
from termios import FIONREAD

import pytest
from command import EXAMPLES, TRACKER, tracker
from reading import told

from cli.progress import expected

ROWS = 240


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example reports at many addresses, as rows of one file."""
    texts = [path.read_text().split("---\n", 2)[2].strip() for path in sorted(EXAMPLES.iterdir())]
    file = tmp_path_factory.mktemp("rows") / "many.jsonl"
    with file.open("w") as out:
        for number in range(ROWS):
            row = {"url": f"https://example.org/{number}", "published": "2024-10-20", "text": texts[number % 12]}
            print(json.dumps(row), file=out)
    return file


def started(rows: Path | str, store: Path) -> "subprocess.Popen[str]":
    command = [str(TRACKER), "add", str(rows), "--workers", "2"]
    environment = os.environ | {"TRACKER_STORE": str(store)}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    )


def waiting(rows: str, store: Path) -> "subprocess.Popen[str]":
    """One that has taken all rows, and waits for more: it cannot end before it is told to."""
    process = started("-", store)
    assert process.stdin
    print(rows, file=process.stdin, flush=True)
    pipe = process.stdin.fileno()
    wait(lambda: not any(ioctl(pipe, FIONREAD, bytes(4))))
    return process


def recorded(store: Path) -> int:
    """How many events a store has by now."""
    try:
        with closing(sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True)) as file:
            return int(file.execute("SELECT count(*) FROM stored_events").fetchone()[0])
    except sqlite3.Error:
        return 0


def wait(until: Callable[[], bool]) -> None:
    for _ in range(2_000):
        if until():
            return
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def children(process: int) -> list[Path]:
    """The processes that a process has begun."""
    return [Path("/proc", one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def readers(process: int) -> list[Path]:
    """The processes that read for one that adds."""
    return [child for child in children(process) if b"spawn_main" in (child / "cmdline").read_bytes()]


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="there is no /proc here")


@needs_proc
def test_a_batch_that_is_killed_and_run_again_ends_as_one_that_was_not(rows: Path, tmp_path: Path) -> None:
    assert tracker("add", rows, "--workers", "1", store=tmp_path / "quiet.db").code == 0
    store = tmp_path / "killed.db"
    for _ in range(3):
        before = recorded(store)
        process = started(rows, store)
        wait(lambda before=before, process=process: recorded(store) > before or process.poll() is not None)  # type: ignore[misc]
        workers = children(process.pid) if process.poll() is None else []
        process.kill()
        process.communicate()
        wait(lambda workers=workers: not any(worker.exists() for worker in workers))  # type: ignore[misc]
    last = tracker("add", rows, "--workers", "2", store=store)
    assert last.json["summary"]["known"] > 0
    assert told(store) == told(tmp_path / "quiet.db")


def test_a_batch_that_is_interrupted_says_what_it_did_and_goes_on_later(rows: Path, tmp_path: Path) -> None:
    store = tmp_path / "t.db"
    process = waiting(rows.read_text(), store)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 130
    assert err.splitlines() == [
        "tracker: stopping after what is being read; interrupt again to stop at once",
        "tracker: stopped: what was recorded stays; run the same command again to go on",
    ]
    done = json.loads(out)["summary"]["recorded"]
    again = tracker("add", rows, store=store).json["summary"]
    assert (again["known"] >= done, again["known"] + again["recorded"]) == (True, ROWS)


@needs_proc
def test_a_second_interrupt_ends_at_once_and_loses_nothing(rows: Path, tmp_path: Path) -> None:
    store = tmp_path / "t.db"
    text = rows.read_text()
    first = text[: text.index('{"url": "https://example.org/12"')]
    (tmp_path / "first.jsonl").write_text(first)
    assert tracker("add", tmp_path / "first.jsonl", store=store).json["summary"]["recorded"] == 12
    process = waiting(text, store)
    wait(lambda: len(readers(process.pid)) == 2)
    for reader in (reading := readers(process.pid)):
        os.kill(int(reader.name), signal.SIGSTOP)  # they would read on
    os.killpg(process.pid, signal.SIGINT)
    assert process.stderr
    assert "interrupt again to stop at once" in process.stderr.readline()
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate()
    assert (process.returncode, "summary" in out) == (130, False)
    assert err == "tracker: stopped at once: what was recorded stays; run the same command again to go on\n"
    assert not any(reader.exists() for reader in reading)
    again = tracker("add", rows, store=store).json["summary"]
    assert (again["known"] > 0, again["known"] + again["recorded"]) == (True, ROWS)
    assert tracker("verify", store=store).json["sound"]


def test_every_refused_report_is_named_in_a_file_with_its_reason(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"text": "China met Russia."}\n{"text": "", "published": "2024-01-01"}\n{"te')
    faults = tmp_path / "faults.jsonl"
    ran = tracker("add", rows, tmp_path / "none.txt", "--report-errors", faults, store=tmp_path / "t.db")
    assert ran.code == 1
    found = [json.loads(line) for line in faults.read_text().splitlines()]
    assert [one["label"] for one in found] == [f"{rows}:1", f"{rows}:2", f"{rows}:3", str(tmp_path / "none.txt")]
    assert [one["reason"] for one in found] == [one["reason"] for one in ran.json["refused"]]


def test_a_file_of_errors_that_cannot_be_written_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    ran = tracker("add", EXAMPLES, "--report-errors", tmp_path / "no" / "file", store=tmp_path / "t.db")
    assert (ran.code, ran.out) == (1, "")
    assert "--report-errors" in ran.err
    assert not (tmp_path / "t.db").exists()


def test_many_reports_are_summed_up_in_a_table(rows: Path, tmp_path: Path) -> None:
    ran = tracker("add", EXAMPLES, EXAMPLES, "--format", "table", store=tmp_path / "t.db")
    last = [line.split() for line in ran.out.splitlines()[-5:]]
    assert last[:2] == [["recorded", "12"], ["already", "known", "12"]]
    assert [line[:-1] for line in last[2:]] == [["events"], ["seconds"], ["reports", "a", "second"]]


def test_no_progress_is_shown_where_nobody_looks_on(rows: Path, tmp_path: Path) -> None:
    assert tracker("add", EXAMPLES, store=tmp_path / "t.db").err == ""


@pytest.mark.skipif(os.name != "posix", reason="there is no pseudo-terminal here")
def test_progress_is_shown_on_a_terminal_and_the_data_stay_clean(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    environment = os.environ | {
        "TRACKER_STORE": str(tmp_path / "t.db"),
        "TERM": "xterm",
        "NO_COLOR": "1",
        "COLUMNS": "100",
    }
    process = subprocess.Popen([TRACKER, "add", EXAMPLES], env=environment, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while block := os.read(ours, 4096):
            shown += block
    except OSError:  # the terminal is closed when the program ends
        pass
    out, _ = process.communicate()
    os.close(ours)
    assert b"12 of 12 reports" in shown
    assert json.loads(out)["summary"]["recorded"] == 12


def test_how_many_reports_there_are_is_counted_beforehand(rows: Path, tmp_path: Path) -> None:
    assert [expected(path) for path in (rows, EXAMPLES, tmp_path / "none.txt")] == [ROWS, 12, 1]
