"""What the processes of the tests with many writers do; each opens the store itself."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import groupby
from uuid import UUID, uuid4

from eventsourcing.persistence import StoredEvent
from stores import opened, telling

from tracker.errors import StoreMissing
from tracker.places import check
from tracker.storage import locate


def skewed(seed: int) -> Callable[[], datetime]:
    """A clock that is up to a day wrong, and jumps back and forth by up to a minute."""
    jump = random.Random(seed)  # noqa: S311
    offset = timedelta(hours=jump.uniform(-24, 24))
    return lambda: datetime.now(UTC) + offset + timedelta(seconds=jump.uniform(-60, 60))


def append(address: str, names: list[str], seed: int = 0) -> int:
    """Append reports by their names, in any order; return how many events this writer appended."""
    names = random.Random(seed).sample(names, len(names))  # noqa: S311
    with opened(address, clock=skewed(seed)) as log:
        return sum(len(log.read(telling(name))) for name in names)


def follow(address: str, events: int) -> list[str]:
    """Follow a log while others write, until it has so many events; return everything that was wrong."""
    wait_for(address)
    wrong: list[str] = []
    after, last, deadline = 0, datetime.min.replace(tzinfo=UTC), time.monotonic() + 600
    with opened(address) as log:
        while after < events and time.monotonic() < deadline:
            rows = list(log.rows(after=after))
            for row in rows:
                after += 1
                if row.position != after:
                    wrong.append(f"position {row.position} came where {after} should")
                    after = row.position
            for report_id, told in groupby(rows, key=lambda row: row.report_id):
                versions = [row.version for row in told]
                if versions != [1, 2, 3]:
                    wrong.append(f"of report {report_id} came {versions}")
            for moment, _ in groupby(row.recorded for row in rows):
                if moment <= last:
                    wrong.append(f"recorded {moment} comes after {last}")
                last = moment
    return wrong if after == events else [*wrong, f"only {after} events came"]


def store_rows(address: str, sizes: list[int]) -> int:
    """Append transactions of so many rows each; return how many rows."""
    with opened(address) as log:
        for size in sizes:
            log.recorder.insert_events(rows(size), clock=skewed(size))
    return sum(sizes)


def rows(number: int, size: int = 500) -> list[StoredEvent]:
    """Rows of a stream of their own, of so many bytes each."""
    stream = uuid4()
    return [StoredEvent(stream, version, "WarningIssued", b"x" * size) for version in range(1, number + 1)]


def tail(address: str, number: int) -> list[tuple[UUID, int]]:
    """Follow a log as readers do, by position, until so many rows came or nothing comes any more."""
    wait_for(address)
    seen: list[tuple[UUID, int]] = []
    after, idle = 0, time.monotonic()
    with opened(address) as log:
        while len(seen) < number and time.monotonic() - idle < 180:
            for row in log.recorder.select_rows(after=after, limit=1_000):
                after, idle = row.position, time.monotonic()
                seen.append((UUID(str(row.stored.originator_id)), row.stored.originator_version))
    return seen


def wait_for(address: str) -> None:
    """Wait until somebody has made the store."""
    for _ in range(3_600):
        try:
            check(locate(address))
        except StoreMissing:
            time.sleep(0.05)
        else:
            return
