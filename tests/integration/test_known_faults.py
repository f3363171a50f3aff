"""What other logs, and the libraries below ours, are known to do wrong; each test fails where the fault is."""

import sqlite3
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from threading import Barrier

import pytest
import writing
from stores import behind, fill, opened, telling, unlocked

from tracker.places import make
from tracker.storage import Place, locate

LARGE = 17_000
"""So many rows of 500 bytes, 8 MB, hang for ever when they are sent through the library's pipeline."""


def positions(address: str) -> list[int]:
    with opened(address) as log:
        return [row.position for row in log.rows()]


def test_the_position_of_a_deleted_last_row_is_not_given_again(address: str) -> None:
    fill(address, "a", "b")
    behind(address, *unlocked(address), "DELETE FROM stored_events WHERE position > 3")
    fill(address, "c")
    assert positions(address) == [1, 2, 3, 7, 8, 9]


@pytest.mark.parametrize("way", ["dump", "vacuum"])
def test_positions_outlive_a_dump_and_a_vacuum(tmp_path: Path, way: str) -> None:
    store, copy = (str(tmp_path / name) for name in ("tracker.db", "copy.db"))
    fill(store, "a", "b")
    behind(store, *unlocked(store), "DELETE FROM stored_events WHERE position IN (1, 2, 3, 6)")
    with closing(sqlite3.connect(store)) as source, closing(sqlite3.connect(copy)) as target:
        if way == "dump":
            target.executescript("\n".join(source.iterdump()))
        else:
            source.execute("VACUUM INTO ?", (copy,))
    fill(copy, "c")
    assert positions(copy) == [4, 5, 7, 8, 9]


def test_positions_outlive_the_copy_of_a_database(database: str) -> None:
    fill(database, "a", "b")
    behind(database, *unlocked(database), "DELETE FROM stored_events WHERE position IN (1, 2, 3, 6)")
    server, _, name = database.rpartition("/")
    behind(f"{server}/postgres", f"CREATE DATABASE copy_{name} TEMPLATE {name}")
    copy = f"{server}/copy_{name}"
    fill(copy, "c")
    assert positions(copy) == [4, 5, 7, 8, 9]


def test_a_transaction_of_many_megabytes_does_not_hang(address: str) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(writing.store_rows, address, [LARGE]).result(timeout=300) == LARGE
    with opened(address) as log:
        assert log.head() == LARGE
        assert len(log.recorder.select_rows(after=0, limit=LARGE)) == LARGE


def test_a_reader_misses_nothing_of_writers_of_small_and_large_transactions(address: str) -> None:
    sizes = [[1, 2, 3] * 10, [1500, 1] * 3, [2, 400] * 5, [3000]]
    number = sum(map(sum, sizes))
    with ProcessPoolExecutor(5, mp_context=get_context("spawn")) as pool:
        reader = pool.submit(writing.tail, address, number)
        assert sum(pool.map(writing.store_rows, [address] * 4, sizes)) == number
        seen = reader.result()
    assert len(seen) == len(set(seen)) == number


def test_programs_that_make_the_tables_at_the_same_time_all_succeed(address: str) -> None:
    together = Barrier(8)

    def make_one(place: Place) -> None:
        together.wait()
        make(place)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(make_one, [locate(address)] * 8))
    with opened(address) as log:
        assert len(log.read(telling("a"))) == 3


def test_recorded_times_never_run_backwards(address: str) -> None:
    noon = datetime(2024, 1, 9, 12, tzinfo=UTC)
    for name, hours in (("a", 0), ("b", -24), ("c", -25), ("d", 1)):
        with opened(address, clock=lambda hours=hours: noon + timedelta(hours=hours)) as log:  # type: ignore[misc]
            log.read(telling(name))
    with opened(address) as log:
        times = sorted({row.recorded for row in log.rows()})
    tick = timedelta(microseconds=1)
    assert times == [noon, noon + tick, noon + 2 * tick, noon + timedelta(hours=1)]
