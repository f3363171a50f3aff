"""`make bench`, part time: answers about the past and the views, each beside its physical limit in the same run.

`python -m benchmarks.past [EVENTS …]`; without numbers 100,000. `… 100000 1000000` compares sizes, and `100000x100`
asks views that have the events of 100,000 a hundred times (`benchmarks.growing`), where there is no log to be replayed.
Every line has the median of some rounds; in each round ours and the limit come one after the other, so that both meet
the same machine.
"""

import gc
import json
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from benchmarks.growing import grow
from benchmarks.logs import DAYS, FIRST_DAY, START, pairs, rows
from benchmarks.replaying import LATE, PlainLog, replayed
from projections import schema
from projections.catchup import Views, build, rebuild
from projections.clocks import Clocks
from projections.logrow import LogRow
from projections.overview import overview
from projections.relationship import relationship
from tracker.ahead import chunks
from tracker.processes import processors

ROUNDS = 7
MOMENTS = 5
_TABLES = ("reports", "events", "facts", "subjects")


def main(sizes: list[str]) -> None:
    """Measure logs of some sizes, one after the other."""
    for size in sizes:
        events, _, times = size.partition("x")
        folder = Path(tempfile.mkdtemp())
        try:
            if times:
                _measure_grown(int(events), int(times), folder)
            else:
                _measure(int(events), folder)
        finally:
            shutil.rmtree(folder)


def _measure_grown(events: int, times: int, folder: Path) -> None:
    few, path = folder / "few", folder / "views"
    rebuild(few, rows(events))
    took = _once(lambda: grow(few, path, times))
    print(f"{events * times:,} events over {len(pairs()):,} pairs, grown in {took:,.0f} s", flush=True)
    with Views.open(path) as views:
        _of_state(views, events * times)
        _of_world(views)


def _measure(events: int, folder: Path) -> None:
    print(f"{events:,} events over {len(pairs()):,} pairs", flush=True)
    log = PlainLog(folder / "log.db")
    log.write(rows(events))
    path, copy = folder / "views", folder / "copy"
    _of_rebuilding(log, path, copy, events)
    with Views.open(path) as views:
        latest = _of_state(views, events)
        _of_replaying(views, log, latest)
        _of_world(views)
        _of_following(views, copy)
    size, stored = path.stat().st_size, log.path.stat().st_size
    print(
        f"  views: {size / events:,.0f} bytes an event, {size / stored:.2f} × the log's (aim 1.0 or less)", flush=True
    )


def _of_rebuilding(log: PlainLog, path: Path, copy: Path, events: int) -> None:
    """Rebuild as it is done here, and in one process; the same rows ready made, and with full-text search over them."""
    beside = path.with_name("beside")
    alone = _once(lambda: rebuild(beside, log.read()))
    rebuilt = _once(lambda: _rebuilt(path, log))
    limit = _once(lambda: _copy(path, copy))
    beside.unlink()
    searched = _once(lambda: _copy(path, beside, searched=True))
    print(
        f"  rebuild on {processors()} processors: {events / rebuilt:,.0f} events/s, in one {events / alone:,.0f}; "
        f"executemany {events / limit:,.0f}, or {events / searched:,.0f} with the tables for search\n"
        f"    {limit / rebuilt:.2f} of the first, in one process {limit / alone:.2f} (aim 0.6 or more); "
        f"{searched / rebuilt:.2f} of the second, in one process {searched / alone:.2f}",
        flush=True,
    )


def _rebuilt(path: Path, log: PlainLog) -> None:
    with closing(chunks(log, log.head())) as made:
        build(path, made)


def _of_state(views: Views, events: int) -> float:
    pair, chance = pairs()[0], random.Random(2)  # noqa: S311  nothing here is a secret
    own, others = _numbers(views, pair), _contradicting(views, pair)
    latest = _compare(
        f"state of the busiest pair ({len(own):,} events and {len(others):,} contradictions), latest",
        lambda: relationship(views.connection, pair, as_of=LATE),
        lambda: _ready(views, own + others),
        aim="3 or less",
    )
    for _ in range(MOMENTS):
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        told = day + timedelta(days=chance.randrange(365))
        known = START + timedelta(seconds=chance.randrange(events))
        then = Clocks(as_of=day, published_by=told, recorded_by=known)
        _compare(
            f"  as of {day}, published by {told}, recorded by {known:%Y-%m-%d}",
            lambda: relationship(views.connection, pair, **dict(then)),  # noqa: B023  called at once
            lambda: _ready(views, own),
            aim="5 or less",
        )
    return latest


def _of_replaying(views: Views, log: PlainLog, latest: float) -> None:
    pair = pairs()[0]
    positions = _positions(views, pair)
    ways: dict[str, Callable[[], Iterable[LogRow]]] = {
        "the pair's events, found by the views": lambda: log.read(positions),
        "the streams of its reports through the library's mapper": lambda: log.streams(positions),
    }
    for what, decoded in ways.items():
        replayed = statistics.median(_replaying(decoded, pair) for _ in range(ROUNDS))
        print(f"  the same by replaying {what}: {replayed / latest:.1f} × slower (aim 50 or more)", flush=True)
    whole = _once(lambda: sum(1 for _ in log.read()))
    print(f"  reading the whole log to find them: {whole / latest:,.0f} × slower", flush=True)


def _of_world(views: Views) -> None:
    _compare(
        "all pairs at one past day, one line each (limit: a full scan of the events that count)",
        lambda: overview(views.connection, Clocks(as_of=date(2020, 1, 1))),
        lambda: views.connection.execute("SELECT * FROM events WHERE superseded IS NULL").fetchall(),
        aim="5 or less",
        rounds=3,
    )


def _of_following(views: Views, copy: Path) -> None:
    """Take in one more report, beside one transaction with fsync that writes as many ready rows of the same tables."""
    last = views.position
    fresh = [
        row._replace(position=last + place, recorded=START + timedelta(days=400))
        for place, row in enumerate(rows(5 * ROUNDS, seed=3), 1)
    ]
    more = iter([list(told) for _, told in groupby(fresh, key=lambda row: row.report_id)])
    with closing(sqlite3.connect(copy, isolation_level=None)) as target:
        target.execute("PRAGMA journal_mode = WAL")
        target.execute("PRAGMA synchronous = FULL")
        _compare(
            "catch-up after one report",
            lambda: views.apply(next(more)),
            lambda: _again(target),
            aim="2 or less",
        )


def _again(target: sqlite3.Connection) -> None:
    """Write the rows of the last report once more, under new numbers."""
    target.execute("BEGIN IMMEDIATE")
    (report,) = target.execute("SELECT max(id) FROM reports").fetchone()
    told = target.execute("SELECT * FROM reports WHERE id = ?", (report,)).fetchall()
    events = target.execute("SELECT * FROM events ORDER BY id DESC LIMIT 5").fetchall()
    facts = target.execute("SELECT * FROM facts WHERE event IN (SELECT max(id) FROM events) LIMIT 10").fetchall()
    (top,) = target.execute("SELECT max(id) FROM events").fetchone()
    _insert(target, "reports", [(report + 1, *row[1:]) for row in told])
    _insert(target, "events", [(top + place, *row[1:]) for place, row in enumerate(events, 1)])
    _insert(target, "facts", [(*row[:3], row[3] + 1, top + 1, *row[5:]) for row in facts])
    target.execute("COMMIT")


def _numbers(views: Views, pair: tuple[str, str]) -> list[int]:
    key = f"relationship:{':'.join(sorted(pair))}"
    query = "SELECT f.event FROM facts f JOIN subjects s ON s.id = f.subject WHERE s.key = ? AND f.attribute = 'act'"
    return [row[0] for row in views.connection.execute(query, (key,))]


def _contradicting(views: Views, pair: tuple[str, str]) -> list[int]:
    """The statements of holders outside a pair that its latest state shows beside those that they contradict."""
    judged = relationship(views.connection, pair, as_of=LATE).assessments
    ids = sorted({str(other.event_id) for item in judged for other in item.contradicted_by})
    query = "SELECT id FROM events WHERE event_id IN (SELECT value FROM json_each(?)) AND superseded IS NULL"
    found = {row[0] for row in views.connection.execute(query, (json.dumps(ids),))}
    return sorted(found.difference(_numbers(views, pair)))


def _ready(views: Views, numbers: list[int]) -> list[object]:
    """Rows of events as they are, one by one."""
    return [views.connection.execute("SELECT * FROM events WHERE id = ?", (n,)).fetchone() for n in numbers]


def _positions(views: Views, pair: tuple[str, str]) -> list[int]:
    """Where in the log the events of a pair stand."""
    query = "SELECT position FROM events WHERE id IN (SELECT value FROM json_each(?)) ORDER BY position"
    return [row[0] for row in views.connection.execute(query, (json.dumps(_numbers(views, pair)),))]


def _replaying(decoded: Callable[[], Iterable[LogRow]], pair: tuple[str, str]) -> float:
    return _once(lambda: replayed(decoded(), pair))


def _copy(views: Path, copy: Path, *, searched: bool = False) -> None:
    """The same rows, ready made, into the same tables with the same indexes in one transaction; and their search."""
    with closing(sqlite3.connect(views)) as source, closing(sqlite3.connect(copy, isolation_level=None)) as target:
        made = source.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type != 'trigger' "
            "AND tbl_name IN (SELECT value FROM json_each(?))",
            (json.dumps(_TABLES),),
        ).fetchall()
        target.execute("PRAGMA journal_mode = OFF")
        for (statement,) in made:
            target.execute(statement)
        target.execute("BEGIN")
        for table in _TABLES:
            _insert(target, table, source.execute(f"SELECT * FROM {table}"))  # noqa: S608  our names
        if searched:
            schema.search(target)
        target.execute("COMMIT")


def _insert(
    target: sqlite3.Connection,
    table: str,
    ready: "Iterator[tuple[object, ...]] | list[tuple[object, ...]] | sqlite3.Cursor",
) -> None:
    first = next(iter(target.execute(f"SELECT count(*) FROM pragma_table_info('{table}')")))[0]  # noqa: S608
    target.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * first)})", ready)  # noqa: S608


def _once(act: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _compare(
    what: str, ours: Callable[[], object], limit: Callable[[], object], *, aim: str, rounds: int = ROUNDS
) -> float:
    """Print how often the limit ours takes; give the seconds of ours."""
    took = [(_once(ours), _once(limit)) for _ in range(rounds)]
    mine, theirs = statistics.median(one for one, _ in took), statistics.median(one for _, one in took)
    figures = f"{mine * 1000:,.1f} ms; {mine / theirs:.1f} × the limit of {theirs * 1000:,.1f} ms"
    print(f"  {what}: {figures} (aim {aim})", flush=True)
    return mine


if __name__ == "__main__":
    main(sys.argv[1:] or ["100000"])
