"""Quietly or at length: what the program says beside its data, and how it ends when nobody reads."""

import os
import subprocess
from pathlib import Path
from typing import TextIO

import pytest
from command import EXAMPLES, ROOT, TRACKER, tracker


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("manner") / "t.db"
    assert tracker("add", EXAMPLES, store=path).code == 0
    return path


def test_quiet_leaves_data_and_errors_only(store: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Without a day.\n")
    (tmp_path / "b.xyz").write_text("?")
    loud, quiet = (tracker(*more, "add", tmp_path, "--format", "csv", store=store) for more in ((), ("-q",)))
    assert "skipped" in loud.err
    assert "0 recorded" in loud.err or "Recorded 0 reports" in loud.err
    assert [line.split()[1] for line in quiet.err.splitlines()] == ["refused"]
    assert quiet.out == loud.out
    assert (quiet.code, loud.code) == (1, 1)
    assert tracker("--quiet", "backup", tmp_path / "copy.db", store=store).err == ""
    assert "the log is in" in tracker("backup", tmp_path / "copy2.db", store=store).err


def test_verbose_says_what_is_done_and_how_long_it_took(store: Path) -> None:
    plain, told = (tracker(*more, "events", "--limit", "3", store=store) for more in ((), ("--verbose",)))
    assert plain.err == ""
    assert told.out == plain.out
    assert f"opened the store {store}" in told.err
    assert "answered in " in told.err
    assert "wrote 3 items as json" in told.err
    assert all(line.startswith("tracker: ") and " s  " in line for line in told.err.splitlines())


def test_verbose_says_what_the_views_took_in(tmp_path: Path) -> None:
    store = tmp_path / "t.db"
    assert tracker("add", EXAMPLES, store=store).code == 0
    (tmp_path / "t.db.views").unlink()
    told = tracker("-v", "events", "--limit", "1", store=store)
    assert "rows of the log into the views" in told.err


def test_verbose_gives_the_causes_of_an_error_and_no_secret(store: Path, tmp_path: Path) -> None:
    asked = ("verify", "--seal", tmp_path / "missing")
    assert "because of" not in tracker(*asked, store=store).err
    assert "because of FileNotFoundError: " in tracker("-v", *asked, store=store).err
    address = "postgresql://ann:sesame@127.0.0.1:1/none"
    environment = os.environ | {"TRACKER_STORE": address}
    command = [str(TRACKER), "-v", "events"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "sesame" not in done.stderr + done.stdout
    assert "because of OperationalError" in done.stderr


def test_quiet_and_verbose_exclude_each_other(store: Path) -> None:
    ran = tracker("-q", "-v", "events", store=store)
    assert ran.code == 2
    assert "both" in ran.err


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "md", "table"])
def test_the_program_ends_quietly_when_nobody_reads_on(store: Path, form: str) -> None:
    environment = os.environ | {"TRACKER_STORE": str(store)}
    with subprocess.Popen(
        [TRACKER, "events", "--format", form],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 141


@pytest.mark.parametrize("asked", [*(f"events --format {form}" for form in ("table", "json", "csv")), "dump", "schema"])
def test_an_answer_for_which_there_is_no_room_is_an_error_of_one_line(store: Path, asked: str, no_room: TextIO) -> None:
    environment = os.environ | {"TRACKER_STORE": str(store)}
    command = [str(TRACKER), *asked.split()]
    done = subprocess.run(command, env=environment, stdout=no_room, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "No space left" in done.stderr
