"""`tracker verify` and `tracker seal` as a user runs them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from command import EXAMPLES, tracker


@pytest.fixture
def store(tmp_path: Path) -> Path:
    assert tracker("add", EXAMPLES / "2023-02-20-munich.txt", store=tmp_path / "t.db").code == 0
    return tmp_path / "t.db"


def test_a_sound_store_leads_up_to_its_seal(store: Path, tmp_path: Path) -> None:
    seal = tmp_path / "seal.json"
    seal.write_text(tracker("seal", store=store).out)
    ran = tracker("verify", "--seal", seal, store=store)
    assert (ran.code, ran.err, ran.json["sound"], ran.json["faults"]) == (0, "", True, [])
    table = tracker("verify", "--format", "table", store=store)
    assert table.out.startswith("Sound: 7 events, 1 texts, up to position 7.\ndigest ")


def test_a_row_that_was_changed_is_named_and_the_exit_code_is_1(store: Path) -> None:
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER stored_events_are_never_changed")
        connection.execute("UPDATE stored_events SET topic = 'WarningIssued' WHERE position = 3")
    ran = tracker("verify", store=store)
    assert (ran.code, ran.json["sound"]) == (1, False)
    assert (ran.json["faults"][0]["part"], ran.json["faults"][0]["position"]) == ("chain", 3)
    table = tracker("verify", "--format", "table", store=store)
    assert "chain at position 3: the row is not the one that was recorded here" in " ".join(table.out.split())
    assert "Not sound: 7 events" in table.out


def test_a_file_that_is_no_seal_is_refused(store: Path, tmp_path: Path) -> None:
    (tmp_path / "seal.json").write_text("no seal")
    ran = tracker("verify", "--seal", tmp_path / "seal.json", store=store)
    assert (ran.code, ran.out) == (1, "")
    assert "no seal: it has a position and a digest" in ran.err


def test_a_store_of_a_newer_program_is_refused_politely_and_left_as_it_is(store: Path) -> None:
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    before = store.read_bytes()
    for command in (["events"], ["verify"], ["add", EXAMPLES], ["dump"]):
        ran = tracker(*command, store=store)
        assert (ran.code, ran.out) == (1, "")
        assert "has format 99, this program reads up to 2: install a newer one" in " ".join(ran.err.split())
    assert store.read_bytes() == before
