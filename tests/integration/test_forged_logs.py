"""A dump or a store that somebody made up, its digests computed anew: what no log can hold is refused or named."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from built import TEXT, PreparedExtractor, criticism, report, ticking, warning

from tracker.application import Tracker
from tracker.chain import START, digest, digests
from tracker.errors import BadRow, Refused, StoreDamaged

Lines = list[dict[str, Any]]
HUGE = 2**62
ROWS = """SELECT position, originator_id, originator_version, topic, state, recorded FROM stored_events
    WHERE position > 0 ORDER BY position"""
GUARDS = ("stored_events_are_never_changed", "stored_events_are_never_deleted", "chain_is_never_deleted")


def opened(store: Path) -> Tracker:
    return Tracker(store, clock=ticking(), extractor=PreparedExtractor({TEXT: [warning(), criticism()]}))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with opened(tmp_path / "t.db") as tracker:
        list(tracker.add([report(), report(url="https://example.org/b")]))
        tracker.analyst("Ann").withdraw("https://example.org/b", because="a hoax")
    return tmp_path / "t.db"


def forged(store: Path, change: Callable[[Lines], object]) -> Path:
    """A dump of a store, the rows changed and all digests computed anew."""
    with opened(store) as tracker:
        lines = [json.loads(line) for line in tracker.dump()]
    rows = [line for line in lines if "topic" in line]
    change(rows)
    last = START
    for row in rows:
        place = (row["position"], UUID(row["report"]), row["version"], row["topic"], row["state"].encode())
        last = digest(last, *place, row["recorded"])
        row["digest"] = last.hex()
    lines[-1]["end"] |= {"position": rows[-1]["position"], "digest": last.hex()}
    path = store.with_name("forged.jsonl")
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return path


def said(row: dict[str, Any], **fields: object) -> None:
    row["state"] = json.dumps(json.loads(row["state"]) | fields)


FORGED: dict[str, tuple[Callable[[Lines], object], str]] = {
    "no such modality": (lambda rows: said(rows[1], modality="maybe"), ":4: .*'happened'"),
    "no such field": (lambda rows: said(rows[0], colour="red"), ":3: .*colour"),
    "another class version": (lambda rows: said(rows[0], class_version=99), ":3: .*version 99"),
    "a version left out": (lambda rows: rows[-1].update(version=9), ":9: version 9 of report"),
    "a version twice": (lambda rows: rows[2].update(version=2), ":5: version 2 of report"),
    "a position left out": (lambda rows: rows[-1].update(position=9), ":9: .*position 9"),
    "a position far away": (lambda rows: rows[-1].update(position=HUGE), f":9: .*position {HUGE}"),
    "a time before the one before": (lambda rows: rows[-1].update(recorded=5), ":9: .*recorded before"),
    "a time beyond all": (lambda rows: rows[-1].update(recorded=HUGE), f":9: .*{HUGE}, which is no time"),
}


@pytest.mark.parametrize("kind", FORGED)
def test_what_no_log_can_hold_is_refused_by_its_line_before_anything_is_written(store: Path, kind: str) -> None:
    change, named = FORGED[kind]
    there = store.with_name("there.db")
    with opened(there) as tracker, pytest.raises(BadRow, match=rf"forged\.jsonl{named}"):
        tracker.load(forged(store, change))
    assert not there.exists()


def test_an_unchanged_dump_is_loaded(store: Path) -> None:
    with opened(store.with_name("there.db")) as tracker:
        assert tracker.load(forged(store, lambda rows: rows)).events == 7


def test_an_event_that_stands_twice_is_refused(store: Path) -> None:
    def twice(rows: Lines) -> None:
        said(rows[2], event_id=json.loads(rows[1]["state"])["event_id"])

    with opened(store.with_name("there.db")) as tracker:
        with pytest.raises(Refused, match="between the positions 1 and 7 of the dump"):
            tracker.load(forged(store, twice))
        assert tracker.verify().events == 0


def tampered(store: Path, *statements: str) -> None:
    """Run statements on a store whose guards are gone, and make its chain anew."""
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        for statement in (*(f"DROP TRIGGER {guard}" for guard in GUARDS), *statements, "DELETE FROM chain"):
            connection.execute(statement)
        rows = connection.execute(ROWS).fetchall()
        made = digests(START, ((row[0], UUID(row[1]), *row[2:]) for row in rows))
        connection.executemany(
            "INSERT INTO chain VALUES (?, ?)", [(row[0], one) for row, one in zip(rows, made, strict=True)]
        )


NAMED = {
    "a row is gone": ("DELETE FROM stored_events WHERE position = 3", "6 rows up to position 7"),
    "a row stands before the first": ("UPDATE stored_events SET position = 0 WHERE position = 3", "before the first"),
    "a row is no event": ("UPDATE stored_events SET state = CAST('{}' AS BLOB) WHERE position = 7", "ReportWithdrawn"),
    "a time is none": ("UPDATE stored_events SET recorded = 4611686018427387904 WHERE position = 7", "no time"),
    "the last position is no number": ("UPDATE sqlite_sequence SET seq = 'seven'", "'seven', which is no position"),
    "the last position is huge": ("UPDATE sqlite_sequence SET seq = 4611686018427387904", f"given is {HUGE}"),
}


@pytest.mark.parametrize("kind", NAMED)
def test_what_no_log_can_hold_is_named_though_the_chain_was_made_anew(store: Path, kind: str) -> None:
    statement, named = NAMED[kind]
    tampered(store, statement)
    with opened(store) as tracker:
        found = tracker.verify()
    assert not found.sound
    assert named in found.faults[0].problem


def test_a_time_that_is_none_is_told_when_the_log_is_read(store: Path) -> None:
    tampered(store, NAMED["a time is none"][0])
    store.with_name("t.db.views").unlink()
    with opened(store) as tracker, pytest.raises(StoreDamaged, match=f"recorded at {HUGE}"):
        tracker.events()
