"""How fast events are appended, beside two limits: bare SQL into the same table, and the library's own recorder.

The bare way has the unique keys, but no digests; the library's own table has neither digests nor a unique event id.

All write the same ready rows, so what is compared is the way to the table. `whole way` is that of one report: its state
read, its quotes proved, the decision taken, its rows made and written.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from statistics import median

import psycopg
from eventsourcing.persistence import InfrastructureFactory, StoredEvent
from eventsourcing.utils import Environment

from benchmarks import proving
from events import Reading
from tracker.extraction.proposal import Proposal
from tracker.incoming import IncomingReport
from tracker.log import ReportLog
from tracker.places import make
from tracker.proof import screen
from tracker.report import ReadReport, decide
from tracker.server import parse
from tracker.sqlite_connections import connect
from tracker.storage import CanonicalJSON, EventMapper, Head, Place, Record, locate, number

SERVER = Path(__file__).parents[1] / "tests" / "postgres"
SIZES = (1, 10, 1_000)
"""How many reports there are in a transaction."""

ROUNDS = 5
SHORT = 300
"""So many reports are appended one by one; each is a wait for the disk."""

Rows = list[StoredEvent]
Write = Callable[[Rows], object]
Told = Sequence[tuple[IncomingReport, Sequence[Proposal]]]


def measure(told: Told, reading: Reading) -> None:
    """Print one line a measurement; `told` are different reports with what was read in them."""
    commands = [ReadReport(report=one, reading=reading, found=screen(one, found).events) for one, found in told]
    mapper = EventMapper(CanonicalJSON())
    reports: list[Rows] = [[mapper.to_stored_event(event) for event in decide(None, command)] for command in commands]
    number_of_events = sum(map(len, reports))
    print(f"{len(reports)} reports, {number_of_events} events, median of {ROUNDS} rounds, in events a second")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            _compare("sqlite", size, reports, (_bare_file, _library_file, _tracker), lambda: _new_file(Path(folder)))
        _whole_way("sqlite", commands, str(_new_file(Path(folder))))
        _bytes(Path(folder), reports, number_of_events)
        proving.measure_file(Path(folder))
    with _server() as server, tempfile.TemporaryDirectory() as folder:
        if server:
            for size in SIZES:
                ways = (_bare_server, _library_server, _tracker)
                _compare("postgres", size, reports, ways, lambda: _new_database(server))
            _whole_way("postgres", commands, _new_database(server))
            proving.measure_server(_new_database(server), Path(folder))


Open = Callable[[str, ExitStack], Write]


def _compare(kind: str, size: int, reports: list[Rows], ways: Sequence[Open], place: Callable[[], object]) -> None:
    """Write the same rows in several ways, each round into stores of their own, and print the rates."""
    some = reports[:SHORT] if size == 1 else reports
    portions = [list(chain.from_iterable(some[start : start + size])) for start in range(0, len(some), size)]
    rates: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for way in ways:
            with ExitStack() as stack:
                write = way(str(place()), stack)
                took = _timed(lambda: [write(portion) for portion in portions])  # noqa: B023  called at once
            rates.setdefault(way.__name__, []).append(sum(map(len, portions)) / took)
    bare, library, ours = (median(values) for values in rates.values())
    print(
        f"{kind:<9}{size:>5} reports a transaction: bare {bare:>8,.0f}   library {library:>8,.0f}   "
        f"tracker {ours:>8,.0f} ({ours / bare:.2f} of bare, {ours / library:.2f} of the library)"
    )


def _whole_way(kind: str, commands: list[ReadReport], address: str) -> None:
    make(locate(address))
    with closing(ReportLog(locate(address), clock=_now)) as log:
        took = _timed(lambda: [log.read(command) for command in commands[:SHORT]])
        print(f"{kind:<9}    1 report a transaction, the whole way: {log.head() / took:>8,.0f}")


def _bytes(folder: Path, reports: list[Rows], events: int) -> None:
    store = _new_file(folder)
    with ExitStack() as stack:
        _tracker(store, stack)(list(chain.from_iterable(reports)))
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(f"sqlite   {Path(store).stat().st_size / events:,.0f} bytes a stored event, without texts")


def _tracker(address: str, stack: ExitStack) -> Write:
    place: Place = locate(address)
    make(place)
    log = stack.enter_context(closing(ReportLog(place, clock=_now)))
    return lambda rows: log.recorder.insert_events(rows, clock=_now)


def _bare_file(address: str, stack: ExitStack) -> Write:
    make(Path(address))
    connection = stack.enter_context(closing(connect(Path(address), timeout=1)))
    head = Head(0, 0)

    def write(rows: Rows) -> None:
        nonlocal head
        records, head = _numbered(rows, head)
        values = [_values(one) for one in records]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO stored_events VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        connection.execute("COMMIT")

    return write


def _bare_server(address: str, stack: ExitStack) -> Write:
    make(parse(address))
    connection = stack.enter_context(psycopg.connect(address))
    head = Head(0, 0)

    def write(rows: Rows) -> None:
        nonlocal head
        records, head = _numbered(rows, head)
        with connection.transaction(), connection.cursor() as cursor:
            cursor.executemany("INSERT INTO tracker.stored_events VALUES (%s, %s, %s, %s, %s, %s, %s)", records)

    return write


def _library_file(address: str, stack: ExitStack) -> Write:
    return _library(stack, {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": address})


def _library_server(address: str, stack: ExitStack) -> Write:
    named = parse(address).parameters
    names = ("dbname", "host", "port", "user", "password")
    settings = {f"POSTGRES_{name.upper()}": named[name] for name in names}
    return _library(stack, {"PERSISTENCE_MODULE": "eventsourcing.postgres"} | settings)


def _library(stack: ExitStack, settings: dict[str, str]) -> Write:
    factory: InfrastructureFactory = InfrastructureFactory.construct(Environment(env=settings))
    stack.callback(factory.close)
    return factory.application_recorder().insert_events


def _numbered(rows: Rows, head: Head) -> tuple[list[Record], Head]:
    records = number(rows, head, _now)
    return records, Head(records[-1].position, records[-1].recorded)


def _values(record: Record) -> tuple[object, ...]:
    event_id = record.event_id.hex if record.event_id else None
    return (record.position, record.originator_id.hex, *record[2:6], event_id)


def _new_file(folder: Path) -> str:
    return str(folder / f"{time.monotonic_ns()}.db")


def _new_database(server: str) -> str:
    name = f"bench_{time.monotonic_ns()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server.rpartition('/')[0]}/{name}"


@contextmanager
def _server() -> Iterator[str | None]:
    started = subprocess.run([SERVER, "start"], check=False, capture_output=True, text=True)
    if started.returncode:
        print(f"postgres  not measured: {started.stderr.strip()}")
        yield None
        return
    folder, address = started.stdout.split()
    with tempfile.TemporaryDirectory() as data:
        os.environ["XDG_DATA_HOME"] = data  # where the views of these databases would lie
        try:
            yield address
        finally:
            subprocess.run([SERVER, "stop", folder], check=True)


def _timed(act: Callable[[], object]) -> float:
    sys.stdout.flush()
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _now() -> datetime:
    return datetime.now(UTC)
