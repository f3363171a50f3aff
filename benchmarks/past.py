"""`make bench`, part time: answers about the past and the views, as ratios to the physical limit in the same run.

`python -m benchmarks.past [EVENTS …]`; without numbers 100,000. `… 100000 1000000 10000000` compares sizes.
"""

import json
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.logs import FIRST_DAY, START, pairs, rows
from events import EVENTS, DomainEvent
from projections.catchup import Views, rebuild
from projections.clocks import Clocks
from projections.logrow import LogRow
from projections.overview import overview
from projections.relationship import relationship

TIMES = 7
_TABLES = ("reports", "events", "facts", "subjects")


def main(sizes: list[int]) -> None:
    """Measure logs of some sizes, one after the other."""
    for events in sizes:
        folder = Path(tempfile.mkdtemp())
        try:
            _measure(events, folder)
        finally:
            shutil.rmtree(folder)


def _measure(events: int, folder: Path) -> None:
    sys.stdout.write(f"{events:,} events\n")
    log = _Log(folder / "log.db")
    log.write(rows(events))
    path = folder / "views"
    rebuilt = _once(lambda: rebuild(path, log.read()))
    with Views.open(path) as views:
        _of_state(views, log, events)
        _of_world(views)
        _of_following(views)
        limit = _once(lambda: _copy(path, folder / "copy"))
        sys.stdout.write(f"  rebuild: {events / rebuilt:,.0f} events/s; {limit / rebuilt:.2f} of executemany\n")
    size = path.stat().st_size / log.path.stat().st_size
    sys.stdout.write(f"  views: {path.stat().st_size / events:,.0f} bytes an event; {size:.2f} × the log\n")


def _of_state(views: Views, log: "_Log", events: int) -> None:
    pair, chance = pairs()[0], random.Random(2)  # noqa: S311  nothing here is a secret
    key = f"relationship:{':'.join(sorted(pair))}"
    query = "SELECT f.event FROM facts f JOIN subjects s ON s.id = f.subject WHERE s.key = ? AND f.attribute = 'act'"
    numbers = [row[0] for row in views.connection.execute(query, (key,))]
    limit = _best(
        lambda: [views.connection.execute("SELECT * FROM events WHERE id = ?", (n,)).fetchone() for n in numbers]
    )
    latest = _best(lambda: relationship(views.connection, pair, as_of=date(2024, 1, 1)))
    _say(f"state of the busiest pair ({len(numbers):,} events), latest", latest, limit)
    day = FIRST_DAY + timedelta(days=chance.randrange(2_000, 4_000))
    then = Clocks(as_of=day, published_by=day, recorded_by=START + timedelta(seconds=events))
    _say(
        "  at a past moment on all three clocks",
        _best(lambda: relationship(views.connection, pair, **dict(then))),
        limit,
    )
    replay = _once(lambda: _replayed(log, pair))
    sys.stdout.write(f"  by replaying the log {replay:.2f} s, {replay / latest:,.0f} × slower\n")


def _of_world(views: Views) -> None:
    limit = _best(lambda: views.connection.execute("SELECT * FROM events WHERE superseded IS NULL").fetchall())
    took = _once(lambda: overview(views.connection, Clocks(as_of=date(2020, 1, 1))))
    _say("all pairs at one past day, one line each (limit: full scan of events)", took, limit)


def _of_following(views: Views) -> None:
    """Take in one more report, beside one transaction with fsync."""
    last = views.position
    more = [row._replace(position=last + place) for place, row in enumerate(rows(5, seed=3), 1)]
    fresh = [row._replace(recorded=START + timedelta(days=400)) for row in more]
    with closing(sqlite3.connect(views.path.with_name("fsync.db"), isolation_level=None)) as other:
        other.execute("PRAGMA synchronous = FULL")
        other.execute("CREATE TABLE one (row TEXT)")
        limit = _best(lambda: other.executemany("INSERT INTO one VALUES (?)", [("x" * 400,)]))
    _say("catch-up after one report", _once(lambda: views.apply(fresh)), limit)


def _replayed(log: "_Log", pair: tuple[str, str]) -> int:
    """The events of a pair by reading the whole log: what there is without projections."""
    ends = set(pair)
    return sum({getattr(row.event, "source", ""), getattr(row.event, "target", "")} == ends for row in log.read())


def _copy(views: Path, copy: Path) -> None:
    """The same rows, ready made, into the same tables in one transaction."""
    with closing(sqlite3.connect(views)) as source, closing(sqlite3.connect(copy, isolation_level=None)) as target:
        ready = {table: source.execute(f"SELECT * FROM {table}").fetchall() for table in _TABLES}  # noqa: S608
        made = source.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type != 'trigger' "
            "AND tbl_name IN (SELECT value FROM json_each(?))",
            (json.dumps(_TABLES),),
        ).fetchall()
        target.execute("PRAGMA journal_mode = OFF")
        for (statement,) in made:
            target.execute(statement)
        target.execute("BEGIN")
        for table, found in ready.items():
            marks = ", ".join("?" * len(found[0]))
            target.executemany(f"INSERT INTO {table} VALUES ({marks})", found)  # noqa: S608
        target.execute("COMMIT")


class _Log:
    """A log as plain as can be: topic and JSON of each event, in their order."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, made: Iterator[LogRow]) -> None:
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute(
                "CREATE TABLE log (position INTEGER PRIMARY KEY, recorded INTEGER, topic TEXT, state BLOB)"
            )
            connection.executemany(
                "INSERT INTO log VALUES (?, ?, ?, ?)",
                (
                    (row.position, int(row.recorded.timestamp()), row.event.TOPIC, row.event.model_dump_json().encode())
                    for row in made
                ),
            )
            connection.commit()

    def read(self) -> Iterator[LogRow]:
        with closing(sqlite3.connect(self.path)) as connection:
            for position, recorded, topic, state in connection.execute("SELECT * FROM log ORDER BY position"):
                event: DomainEvent = EVENTS[topic].model_validate_json(state)
                instant = datetime.fromtimestamp(recorded, UTC)
                yield LogRow(position, instant, event.originator_id, event.originator_version, event)


def _once(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _best(act: Callable[[], object]) -> float:
    return statistics.median(_once(act) for _ in range(TIMES))


def _say(what: str, seconds: float, limit: float) -> None:
    sys.stdout.write(
        f"  {what}: {seconds * 1000:,.1f} ms; {seconds / limit:.1f} × the limit of {limit * 1000:,.1f} ms\n"
    )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100_000])
