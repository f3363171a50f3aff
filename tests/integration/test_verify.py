"""Whatever is changed in a stored log is found: any byte of any column, an order, a row that is gone."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy
from typing import Any
from uuid import UUID

import crashing
import pytest
from built import TEXT, PreparedExtractor, criticism, report, ticking, warning
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from events import ReportRevised, digest
from events.vocabulary import RevisionReason
from tracker.application import Tracker
from tracker.chain import START, digests
from tracker.errors import BadRow, UnreadableFile
from tracker.log import ReportLog
from tracker.scanning import Seal
from tracker.storage import views_path
from tracker.verifying import Verification, read_seal

SHORTER = "Late on Friday, China warned the United States."
PREPARED = {TEXT: [warning(), criticism()], SHORTER: [warning(text=SHORTER)]}
GUARDS = (
    "stored_events_are_never_changed",
    "stored_events_are_never_deleted",
    "chain_is_never_changed",
    "chain_is_never_deleted",
)
COLUMNS = {
    "stored_events": ("position", "originator_id", "originator_version", "topic", "state", "recorded", "event_id"),
    "chain": ("position", "digest"),
    "texts": ("sha256", "text"),
}


def opened(store: Path) -> Tracker:
    return Tracker(store, clock=ticking(), extractor=PreparedExtractor(PREPARED))


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with reports, a revision and every kind of review."""
    store = tmp_path_factory.mktemp("original") / "t.db"
    with opened(store) as tracker:
        list(tracker.add([report(), report(url="https://example.org/b"), report(SHORTER)]))
        ids = [str(event.event_id) for event in tracker.events()]
        ann = tracker.analyst("Ann")
        ann.confirm(ids[0], because="so")
        ann.correct(ids[0], {"target": "JPN"}, because="so")
        ann.retract(ids[1], because="so")
        ann.withdraw("https://example.org/b", because="so")
        assert tracker.verify().sound
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    return store


@pytest.fixture
def store(original: Path, tmp_path: Path) -> Path:
    return Path(copy(original, tmp_path / "t.db"))


def tampered(store: Path, *statements: str, parameters: tuple[Any, ...] = ()) -> Verification:
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        for guard in GUARDS:
            connection.execute(f"DROP TRIGGER IF EXISTS {guard}")
        for statement in statements:
            connection.execute(statement, parameters)
    with opened(store) as tracker:
        return tracker.verify()


def places(found: Verification) -> list[tuple[str, int | None]]:
    return [(fault.part, fault.position) for fault in found.faults]


def test_a_log_as_it_was_written_is_sound(store: Path) -> None:
    with opened(store) as tracker:
        found, seal = tracker.verify(), tracker.seal()
    assert (found.sound, found.faults, found.texts) == (True, (), 2)
    assert (found.position, found.digest) == (seal.position, seal.digest)
    assert found.events == found.position


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.sampled_from([(table, column) for table, columns in COLUMNS.items() for column in columns]),
    row=st.integers(min_value=0, max_value=99),
    byte=st.integers(min_value=0, max_value=9_999),
    flip=st.integers(min_value=1, max_value=255),
)
def test_any_byte_of_any_column_that_is_changed_is_found(
    original: Path, tmp_path: Path, place: tuple[str, str], row: int, byte: int, flip: int
) -> None:
    store = Path(copy(original, tmp_path / "t.db"))
    for left in (views_path(store), Path(f"{store}-wal"), Path(f"{store}-shm")):
        left.unlink(missing_ok=True)
    table, column = place
    with closing(sqlite3.connect(store)) as connection:
        query = f"SELECT rowid, {column} FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608  names from above
        rows = connection.execute(query).fetchall()
    number, value = rows[row % len(rows)]
    change = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"  # noqa: S608  names from above
    try:
        found = tampered(store, change, parameters=(_other(value, byte, flip), number))
    except sqlite3.IntegrityError:  # the database itself refuses a position or id that is there already
        reject()
    assert not found.sound


def _other(value: Any, byte: int, flip: int) -> Any:
    """The same value with one byte changed; a text stays a text where it can."""
    if isinstance(value, int):
        return value ^ (flip << 8 * (byte % 7))
    data = bytearray(value.encode() if isinstance(value, str) else value)
    data[byte % len(data)] ^= flip
    try:
        return bytes(data).decode() if isinstance(value, str) else bytes(data)
    except UnicodeDecodeError:
        return bytes(data)


@pytest.mark.parametrize("position", [1, 4, 9])
def test_the_first_row_that_differs_is_named(store: Path, position: int) -> None:
    found = tampered(
        store, "UPDATE stored_events SET recorded = recorded + 1 WHERE position = ?", parameters=(position,)
    )
    assert places(found) == [("chain", position)]


@pytest.mark.parametrize(
    "statements",
    [
        ("DELETE FROM stored_events WHERE position = 3",),
        ("DELETE FROM stored_events WHERE position = 3", "DELETE FROM chain WHERE position = 3"),
        (
            "DELETE FROM stored_events WHERE position = (SELECT max(position) FROM stored_events)",
            "DELETE FROM chain WHERE position = (SELECT max(position) FROM chain)",
        ),
        ("DELETE FROM chain WHERE position = 5",),
        ("DELETE FROM texts",),
        (
            "UPDATE stored_events SET position = -position WHERE position IN (2, 3)",
            "UPDATE stored_events SET position = 5 + position WHERE position < 0",
        ),
        (
            "UPDATE stored_events SET position = -position",
            "UPDATE stored_events SET position = 100 + position",
        ),
    ],
)
def test_rows_that_are_gone_or_in_another_order_are_found(store: Path, statements: tuple[str, ...]) -> None:
    assert not tampered(store, *statements).sound


def test_a_log_that_was_rewritten_with_its_chain_is_found_by_an_old_seal(store: Path) -> None:
    with opened(store) as tracker:
        seal = tracker.seal()
    assert tampered(store, "UPDATE stored_events SET recorded = recorded + 1").sound is False
    rows = "SELECT position, originator_id, originator_version, topic, state, recorded FROM stored_events ORDER BY 1"
    rechain(store, rows)
    with opened(store) as tracker:
        assert tracker.verify().sound
        assert places(tracker.verify(seal)) == [("seal", seal.position)]


def rechain(store: Path, query: str) -> None:
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        rows = [(row[0], UUID(row[1]), *row[2:]) for row in connection.execute(query)]
        connection.execute("DELETE FROM chain")
        made = zip((row[0] for row in rows), digests(START, rows), strict=True)
        connection.executemany("INSERT INTO chain VALUES (?, ?)", list(made))


def test_a_log_that_was_cut_off_is_found_by_a_seal(store: Path) -> None:
    with opened(store) as tracker:
        seal = tracker.seal()
    tampered(
        store,
        "DELETE FROM stored_events WHERE position > 5",
        "DELETE FROM chain WHERE position > 5",
        "UPDATE sqlite_sequence SET seq = 5",
    )
    with opened(store) as tracker:
        found = tracker.verify(seal)
    assert [fault.part for fault in found.faults] == ["seal"]
    assert "ends at position 5" in found.faults[0].problem


def test_a_log_that_went_on_still_leads_up_to_its_seal(store: Path) -> None:
    with opened(store) as tracker:
        seal = tracker.seal()
        list(tracker.add([report(url="https://example.org/c")]))
        assert tracker.verify(seal).sound
        assert tracker.seal().position > seal.position


def test_views_that_say_something_else_than_the_log_are_found(store: Path) -> None:
    with opened(store) as tracker:
        tracker.events()
    with closing(sqlite3.connect(views_path(store), isolation_level=None)) as connection:
        connection.execute("UPDATE events SET target = 'FRA' WHERE id = 1")
    with opened(store) as tracker:
        found = tracker.verify()
        assert [fault.part for fault in found.faults] == ["views"]
        assert "of events is not what the log says" in found.faults[0].problem
        tracker.rebuild()
        assert tracker.verify().sound


def test_words_that_do_not_stand_in_the_text_are_found(store: Path) -> None:
    change = """UPDATE stored_events SET state = CAST(replace(CAST(state AS TEXT), '"start":0', '"start":1') AS BLOB)
        WHERE topic = 'WarningIssued'"""
    found = tampered(store, change)
    assert {fault.part for fault in found.faults} == {"chain", "events"}
    assert any("do not stand at 1-" in fault.problem for fault in found.faults)


def test_words_that_a_later_text_does_not_have_any_more_are_found(store: Path) -> None:
    """A revision by another program, with a right chain, that neither moves nor retracts the events of the report."""
    longer = f"It was a quiet day. {TEXT}"
    with opened(store) as tracker, closing(ReportLog(store, clock=ticking())) as log:
        list(tracker.add([report(url="https://example.org/later")]))
        registered = tracker._log().report(report(url="https://example.org/later").report_id)
        assert registered is not None
        revised = ReportRevised(
            **registered.current.model_dump(exclude={"originator_version", "text_sha256", "text_length"}),
            originator_version=registered.version + 1,
            text_sha256=digest(longer),
            text_length=len(longer),
            reason=RevisionReason.TEXT,
        )
        log.append(revised.originator_id, lambda _: (revised,), texts=(longer,))
        found, head = tracker.verify(), log.head()
    assert places(found) == [("events", head), ("events", head)]
    assert all("do not stand at" in one.problem and "from here on" in one.problem for one in found.faults)


def test_words_that_were_moved_with_their_text_are_sound(store: Path) -> None:
    longer = f"It was a quiet day. {TEXT}"
    prepared = PREPARED | {longer: [warning(text=longer), criticism(text=longer)]}
    with Tracker(store, clock=ticking(), extractor=PreparedExtractor(prepared)) as tracker:
        list(tracker.add([report(url="https://example.org/later")]))
        list(tracker.add([report(longer, url="https://example.org/later")]))
        assert tracker.verify().sound


@pytest.mark.parametrize("column", ["originator_id", "topic", "event_id"])
def test_a_text_that_became_bytes_is_found(store: Path, column: str) -> None:
    """The bytes are the same, but nothing finds the row any more."""
    change = f"UPDATE stored_events SET {column} = CAST({column} AS BLOB) WHERE position = 2"  # noqa: S608
    found = tampered(store, change)
    assert any(fault.position == 2 or "position 2" in fault.problem for fault in found.faults)


def test_an_archived_text_that_became_bytes_is_found(store: Path) -> None:
    found = tampered(store, "UPDATE texts SET text = CAST(text AS BLOB) WHERE rowid = 1")
    assert "texts" in {fault.part for fault in found.faults}


def test_a_log_that_was_rewritten_around_a_sealed_position_is_found(store: Path) -> None:
    with opened(store) as tracker:
        seal = tracker.seal()
    tampered(
        store, "UPDATE stored_events SET position = position + 1 WHERE position = (SELECT max(position) FROM chain)"
    )
    rows = "SELECT position, originator_id, originator_version, topic, state, recorded FROM stored_events ORDER BY 1"
    rechain(store, rows)
    tampered(store, "UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'stored_events'")
    with opened(store) as tracker:
        assert places(tracker.verify()) == [("chain", seal.position + 1)]
        assert places(tracker.verify(seal)) == [("seal", seal.position)]


def test_a_store_from_before_the_chain_gets_it_when_it_is_opened(original: Path, store: Path) -> None:
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("DROP TABLE chain")
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'format'")
    with opened(store) as tracker, opened(original) as untouched:
        assert tracker.verify().sound
        assert tracker.seal().digest == untouched.seal().digest


@pytest.mark.parametrize("content", ["", "[]", '{"position": 1}', '{"position": -1, "digest": "00"}'])
def test_a_seal_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "seal.json"
    path.write_text(content)
    with pytest.raises(BadRow, match="no seal"):
        read_seal(path)
    with pytest.raises(UnreadableFile, match="no\\.json"):
        read_seal(tmp_path / "no.json")


def test_a_seal_is_read_as_it_was_written(tmp_path: Path) -> None:
    seal = Seal(position=3, digest="ab" * 32, sealed=datetime(2024, 1, 1, tzinfo=UTC))
    path = tmp_path / "seal.json"
    path.write_text(seal.model_dump_json())
    assert read_seal(path) == seal


def test_others_who_write_meanwhile_are_no_fault(store: Path) -> None:
    process, ready = crashing.process(crashing.catch_up, str(store))
    try:
        assert ready.recv() == "ready"
        with opened(store) as tracker:
            assert [tracker.verify().faults for _ in range(8)] == [()] * 8
    finally:
        process.kill()
        process.join()
        process.close()
        ready.close()
