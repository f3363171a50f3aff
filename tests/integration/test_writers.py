"""Many processes write to one log and read it at the same time."""

from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

import writing
from built import ticking
from stores import opened

from tracker.application import Tracker

WRITERS = 8


def pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"))


def test_eight_writers_of_overlapping_batches_lose_nothing_and_write_nothing_twice(address: str) -> None:
    names = [f"report-{number}" for number in range(40)]
    batches = [names[start:] + names[: start // 2] for start in range(0, 5 * WRITERS, 5)]
    told = len({name for batch in batches for name in batch})
    with pool(WRITERS + 1) as processes:
        reader: Future[list[str]] = processes.submit(writing.follow, address, 3 * told)
        appended = sum(processes.map(writing.append, [address] * WRITERS, batches, range(WRITERS)))
        assert reader.result() == []
    with opened(address) as log:
        rows = list(log.rows())
    assert appended == len(rows) == 3 * told
    assert len({(row.report_id, row.version) for row in rows}) == 3 * told
    assert [row.position for row in rows] == list(range(1, 3 * told + 1))
    with Tracker(address, clock=ticking()) as tracker:
        assert len(tracker.events()) == 2 * told
