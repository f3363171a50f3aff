"""`tracker backup`, `dump`, `load` as a user runs them."""

from pathlib import Path

import pytest
from command import EXAMPLES, tracker


@pytest.fixture
def store(tmp_path: Path) -> Path:
    assert tracker("add", EXAMPLES / "2023-02-20-munich.txt", store=tmp_path / "t.db").code == 0
    return tmp_path / "t.db"


def test_a_log_goes_from_store_to_store(store: Path, tmp_path: Path) -> None:
    dump, there = tmp_path / "dump.jsonl", tmp_path / "there.db"
    dump.write_text(tracker("dump", store=store).out)
    first, again = (tracker("load", dump, store=there) for _ in range(2))
    assert [(ran.code, ran.json["events"]) for ran in (first, again)] == [(0, 7), (0, 0)]
    seals = [tracker("seal", store=one).json["digest"] for one in (store, there)]
    assert seals[0] == seals[1] == first.json["digest"]
    table = tracker("load", dump, "--format", "table", store=tmp_path / "third.db")
    assert table.out.startswith("Loaded 7 events and 1 texts; the dump ends at position 7.\n")


def test_a_damaged_dump_is_refused(store: Path, tmp_path: Path) -> None:
    dump = tmp_path / "dump.jsonl"
    dump.write_text(tracker("dump", store=store).out.replace("WarningIssued", "CriticismVoiced"))
    ran = tracker("load", dump, store=tmp_path / "there.db")
    assert (ran.code, ran.out) == (1, "")
    assert "dump.jsonl:" in ran.err
    assert not (tmp_path / "there.db").exists()


def test_a_backup_answers_as_the_store_does(store: Path, tmp_path: Path) -> None:
    ran = tracker("backup", tmp_path / "copy.db", store=store)
    assert (ran.code, ran.out) == (0, "")
    assert tracker("events", store=tmp_path / "copy.db").json == tracker("events", store=store).json
    again = tracker("backup", tmp_path / "copy.db", store=store)
    assert (again.code, "exists: name a new file" in again.err) == (1, True)
