"""A log that is proved in sections is proved as in one pass: nothing is missed where they meet, nothing named twice."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy

import pytest
from built import TEXT, PreparedExtractor, criticism, report, ticking, warning

from tracker.application import Tracker
from tracker.chain import START
from tracker.log import ReportLog
from tracker.scanning import Fault, Seal, Section
from tracker.sections import Proved, prove, proved, seals_for, sections_of, together

REPORTS = 40
SECTIONS = 4


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of many reports with two events each, of which early ones were reviewed late."""
    store = tmp_path_factory.mktemp("original") / "t.db"
    with Tracker(store, clock=ticking(), extractor=PreparedExtractor({TEXT: [warning(), criticism()]})) as tracker:
        list(tracker.add(report(url=f"https://example.org/{number}") for number in range(REPORTS)))
        ids = [str(event.event_id) for event in tracker.events()]
        for event_id in ids[::7]:
            tracker.analyst("Ann").correct(event_id, {"target": "JPN"}, because="so")
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.commit()
    return store


@pytest.fixture
def store(original: Path, tmp_path: Path) -> Path:
    return Path(copy(original, tmp_path / "t.db"))


@pytest.fixture
def log(store: Path) -> Iterator[ReportLog]:
    with closing(ReportLog(store, clock=lambda: datetime.now(UTC))) as log:
        yield log


def apart(log: ReportLog, seal: Seal | None = None, *, most: int = 20) -> Proved:
    """The log in sections, all of them proved by this process."""
    sections = sections_of(log, SECTIONS)
    seals = seals_for(seal, sections)
    return together([prove(log.store, *one, set(), most) for one in zip(sections, seals, strict=True)], most)


def whole(log: ReportLog, seal: Seal | None = None) -> Proved:
    return proved(log, seal=seal, damaged=set(), most=20, at_once=1)


def change(store: Path, statement: str) -> None:
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute(statement).rowcount > 0
        connection.commit()


def places(faults: tuple[Fault, ...]) -> set[tuple[str, int | None]]:
    return {(fault.part, fault.position) for fault in faults}


def test_sections_follow_one_another_and_begin_with_a_report(log: ReportLog) -> None:
    sections = sections_of(log, SECTIONS)
    assert len(sections) == SECTIONS
    assert (sections[0].after, sections[0].digest) == (0, START)
    assert [section.until for section in sections] == [*(section.after for section in sections[1:]), None]
    for section in sections:
        (first, *_) = log.written(after=section.after) or []
        assert first[3] == "ReportRegistered"


def test_a_sound_log_is_sound_in_sections_and_ends_where_it_ends(log: ReportLog) -> None:
    assert apart(log) == whole(log)
    assert apart(log).faults == ()
    assert apart(log).events == log.head()


@pytest.mark.parametrize("part", range(SECTIONS))
@pytest.mark.parametrize("off", [-1, 0, 1, 2])
def test_a_changed_row_is_found_on_both_sides_of_where_sections_meet(
    store: Path, log: ReportLog, part: int, off: int
) -> None:
    position = max(1, sections_of(log, SECTIONS)[part].after + off)
    change(store, f"UPDATE stored_events SET recorded = recorded + 1 WHERE position = {position}")  # noqa: S608
    assert places(apart(log).faults) == places(whole(log).faults)
    assert ("chain", position) in places(apart(log).faults)


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_row_that_is_gone_is_found_on_both_sides_of_where_sections_meet(
    store: Path, log: ReportLog, off: int
) -> None:
    position = sections_of(log, SECTIONS)[2].after + off
    change(store, f"DELETE FROM stored_events WHERE position = {position}")  # noqa: S608
    change(store, f"DELETE FROM chain WHERE position = {position}")  # noqa: S608
    assert apart(log).faults
    assert ("chain", position + 1) in places(apart(log).faults)


def test_words_that_are_not_in_the_text_are_named_in_every_section(store: Path, log: ReportLog) -> None:
    change(store, "UPDATE texts SET text = replace(text, 'warned', 'asked!')")
    found = apart(log, most=10_000).faults
    assert len(found) == len(set(found)) >= REPORTS
    assert places(found) == places(proved(log, seal=None, damaged=set(), most=10_000, at_once=1).faults)


def test_processes_of_their_own_find_what_one_finds(store: Path, log: ReportLog) -> None:
    change(store, "UPDATE stored_events SET recorded = recorded + 1 WHERE position IN (20, 100)")
    found = proved(log, seal=None, damaged=set(), most=20, at_once=2, enough=10)
    assert found == whole(log)
    assert {("chain", 20), ("chain", 100)} <= places(found.faults)


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9, 1.0, 2.0])
@pytest.mark.parametrize("right", [True, False])
def test_a_seal_is_held_against_the_section_that_it_is_in(log: ReportLog, part: float, right: bool) -> None:
    position = int(log.head() * part)
    row = next(iter(log.links(after=position - 1)), None) if position else None
    digest = (row.digest if row else START) if right else b"x" * 32
    seal = Seal(position=position, digest=digest.hex())
    assert apart(log, seal) == whole(log, seal)


def test_a_short_log_is_one_section(log: ReportLog) -> None:
    assert sections_of(log, 1) == [Section()]
    assert proved(log, seal=None, damaged=set(), most=20) == whole(log)
