"""A log copied and carried elsewhere is the same log; what is damaged on the way is refused before it is written."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from built import TEXT, PreparedExtractor, criticism, report, ticking, warning

from tracker.application import Tracker
from tracker.errors import BadRow, Refused, StoreError, StoreUnwritable, UnreadableFile

SHORTER = "Late on Friday, China warned the United States."
PREPARED = {TEXT: [warning(), criticism()], SHORTER: [warning(text=SHORTER)]}
ROWS = "SELECT * FROM stored_events NATURAL JOIN chain ORDER BY position"
TEXTS = "SELECT * FROM texts ORDER BY sha256"


def opened(store: Path) -> Tracker:
    return Tracker(store, clock=ticking(), extractor=PreparedExtractor(PREPARED))


def content(store: Path) -> tuple[list[Any], list[Any]]:
    with closing(sqlite3.connect(store)) as connection:
        return connection.execute(ROWS).fetchall(), connection.execute(TEXTS).fetchall()


@pytest.fixture
def original(tmp_path: Path) -> Iterator[Tracker]:
    with opened(tmp_path / "original.db") as tracker:
        list(tracker.add([report(), report(url="https://example.org/b"), report(SHORTER)]))
        tracker.analyst("Ann").withdraw("https://example.org/b", because="a hoax")
        yield tracker


@pytest.fixture
def dumped(original: Tracker, tmp_path: Path) -> Path:
    path = tmp_path / "dump.jsonl"
    path.write_text("".join(f"{line}\n" for line in original.dump()))
    return path


def test_a_loaded_log_is_the_same_log_and_gives_the_same_answers(original: Tracker, dumped: Path) -> None:
    there = dumped.with_name("there.db")
    with opened(there) as tracker:
        moved = tracker.load(dumped)
        assert (moved.events, moved.texts, moved.digest) == (9, 2, original.seal().digest)
        assert tracker.verify(original.seal()).sound
        assert tracker.events() == original.events()
        assert [one.status for one in tracker.add([report(SHORTER)])] == ["known"]
    assert content(there) == content(dumped.with_name("original.db"))


def test_loading_twice_changes_nothing(dumped: Path) -> None:
    with opened(dumped.with_name("there.db")) as tracker:
        tracker.load(dumped)
        again = tracker.load(dumped)
        assert (again.events, again.texts) == (0, 0)
        assert tracker.verify().sound


def test_a_later_dump_brings_only_what_is_new(original: Tracker, dumped: Path) -> None:
    later = dumped.with_name("later.jsonl")
    list(original.add([report(url="https://example.org/c")]))
    later.write_text("".join(f"{line}\n" for line in original.dump()))
    with opened(dumped.with_name("there.db")) as tracker:
        tracker.load(dumped)
        assert (tracker.load(later).events, tracker.load(dumped).events) == (3, 0)
        assert tracker.seal().digest == original.seal().digest


def test_a_dump_of_another_log_is_refused(original: Tracker, dumped: Path) -> None:
    for name, reports in (("shorter", [report()]), ("longer", [report(url=f"https://e.org/{n}") for n in range(9)])):
        other = dumped.with_name(f"{name}.db")
        with Tracker(other, clock=ticking(), extractor=PreparedExtractor(PREPARED)) as tracker:
            list(tracker.add(one.model_copy(update={"title": "Another"}) for one in reports))
            before = content(other)
            with pytest.raises(Refused, match="another log"):
                tracker.load(dumped)
        assert content(other) == before


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("damage", ["changed", "missing", "twice"])
def test_a_damaged_dump_is_refused_by_its_line_before_anything_is_written(
    dumped: Path, number: int, damage: str
) -> None:
    lines = dumped.read_text().splitlines(keepends=True)
    assert len(lines) == 13
    line = lines[number - 1]
    if damage == "changed":
        lines[number - 1] = _changed(line)
    elif damage == "missing":
        del lines[number - 1]
    else:
        lines.insert(number, line)
    dumped.write_text("".join(lines))
    _refused(dumped)


def _changed(line: str) -> str:
    row = json.loads(line)
    key = next(key for key in ("digest", "sha256", "end", "dump") if key in row)
    return json.dumps(row | {key: "0" * 64})


def _refused(dumped: Path) -> str:
    there = dumped.with_name("there.db")
    with opened(there) as tracker, pytest.raises(BadRow, match=r"dump\.jsonl:\d+: ") as caught:
        tracker.load(dumped)
    assert not there.exists()
    return str(caught.value)


@pytest.mark.parametrize("size", [0, 1, 100, -1, -2, -200])
def test_a_dump_that_was_cut_off_is_refused(dumped: Path, size: int) -> None:
    dumped.write_bytes(dumped.read_bytes()[:size])
    if size == -1:  # only the last newline
        with opened(dumped.with_name("there.db")) as tracker:
            assert tracker.load(dumped).events == 9
    else:
        _refused(dumped)


@pytest.mark.parametrize("line", ["[1]", "nothing", "[" * 100_000, '{"end": 1}', '{"position": "x"}', "\x00", "{}"])
def test_a_line_of_another_kind_is_refused(dumped: Path, line: str) -> None:
    lines = dumped.read_text().splitlines()
    dumped.write_text("\n".join([*lines[:4], line, *lines[4:]]))
    assert "dump.jsonl:5: " in _refused(dumped)


def test_a_dump_that_is_not_there_is_named(tmp_path: Path) -> None:
    with opened(tmp_path / "there.db") as tracker, pytest.raises(UnreadableFile, match=r"no\.jsonl"):
        tracker.load(tmp_path / "no.jsonl")


def test_a_backup_is_a_store_like_any_other_and_others_write_meanwhile(original: Tracker, tmp_path: Path) -> None:
    copy, store = tmp_path / "copy.db", tmp_path / "original.db"
    with closing(sqlite3.connect(store, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO texts VALUES ('half', 'written')")
        original.backup(copy)
        writer.execute("ROLLBACK")
    assert content(copy) == content(store)
    with opened(copy) as tracker:
        assert tracker.verify(original.seal()).sound
        list(tracker.add([report(url="https://example.org/c")]))
    assert sorted(path.name for path in tmp_path.iterdir() if "partial" in path.name) == []


def test_a_backup_replaces_nothing(original: Tracker, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    with pytest.raises(StoreUnwritable, match="exists"):
        original.backup(tmp_path / "there")
    assert (tmp_path / "there").read_text() == "mine"
    with pytest.raises(StoreError, match="nowhere"):
        original.backup(tmp_path / "nowhere" / "copy.db")


def test_a_damaged_log_is_not_dumped(original: Tracker, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "original.db", isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER stored_events_are_never_changed")
        connection.execute("UPDATE stored_events SET recorded = recorded + 1 WHERE position = 4")
    with pytest.raises(StoreError, match="position 4"):
        list(original.dump())
