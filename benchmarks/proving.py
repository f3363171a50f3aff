"""How fast a log is verified and backed up, beside the limits: each row read and hashed bare, a file copied.

The chain alone is one thing; with every text hashed and every quote held against it, it is what an auditor asks of the
log, in several processes when it is long; with the views made anew to compare them, it is `tracker verify`.
"""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from statistics import median

from benchmarks.logs import rows
from events import Evidence, PolicyEvent, ReportRegistered, digest
from tracker.application import Tracker
from tracker.chain import START, Written
from tracker.log import ReportLog
from tracker.places import make
from tracker.scanning import follow
from tracker.sections import proved
from tracker.storage import CanonicalJSON, EventMapper, LoggedEvent, locate
from tracker.verifying import damaged_texts

EVENTS = 400_000
ROUNDS = 3
_BATCH = 600
"""Reports in a transaction when the log is filled."""

_PADDING = "This stands for what a report says besides, none of which is an event. " * 30
_BARE = """SELECT e.position, e.originator_id, e.originator_version, e.topic, e.state, e.recorded, c.digest
    FROM stored_events e JOIN chain c ON c.position = e.position ORDER BY e.position"""


def measure_file(folder: Path) -> None:
    """Print what verification and a backup of a log in a file take."""
    store = folder / "proved.db"
    events = _fill(str(store))
    with closing(sqlite3.connect(store)) as connection:
        limit = events / _median(lambda: _bare(connection))
    _verified("sqlite", str(store), events, limit)
    _backed_up(store, events)


def measure_server(address: str, folder: Path) -> None:
    """Print what verification of a log on a server takes, and its dump."""
    events = _fill(address)
    with closing(ReportLog(locate(address), clock=_now)) as log:
        limit = events / _median(lambda: [sha256(row[4]).digest() for page in _pages(log) for row in page])
    _verified("postgres", address, events, limit)
    with Tracker(address, clock=_now) as tracker, (folder / "dump.jsonl").open("w") as file:
        took = _timed(lambda: file.writelines(f"{line}\n" for line in tracker.dump()))
    print(f"postgres  dump {events / took:>9,.0f} events/s; a backup is made by the server's own programs")


def _verified(kind: str, address: str, events: int, limit: float) -> None:
    with closing(ReportLog(locate(address), clock=_now)) as log:
        chain = events / _median(lambda: _chain(log))
        whole = events / _median(lambda: _proved(log))
    with Tracker(address, clock=_now) as tracker:
        tracker.events(limit=1)
        views = events / _timed(lambda: _sound(tracker))
    print(
        f"{kind:<9} verification, in events a second: rows read and hashed bare {limit:>9,.0f}   chain {chain:>9,.0f} "
        f"({chain / limit:.2f})   with texts and quotes {whole:>9,.0f} ({whole / limit:.2f})   "
        f"with views {views:>7,.0f}"
    )


def _backed_up(store: Path, events: int) -> None:
    copy, file = store.with_name("copy"), store.with_name("backup")

    def copied() -> None:
        shutil.copyfile(store, copy)
        with copy.open("rb+") as written:
            os.fsync(written.fileno())

    def backed_up() -> None:
        file.unlink(missing_ok=True)
        with Tracker(store, clock=_now) as tracker:
            tracker.backup(file)

    limit, ours = _median(copied), _median(backed_up)
    print(
        f"sqlite    backup {events / ours:>9,.0f} events/s, {store.stat().st_size / ours / 1e6:,.0f} MB/s "
        f"({limit / ours:.2f} of copying the file)"
    )


def _fill(address: str) -> int:
    """A log of reports whose texts hold the quotes; the number of its rows."""
    place = locate(address)
    make(place)
    mapper = EventMapper(CanonicalJSON())
    with closing(ReportLog(place, clock=_now)) as log:
        stored: list[LoggedEvent] = []
        texts: list[str] = []
        for number, (text, told) in enumerate(_reports(), start=1):
            texts.append(text)
            stored += [mapper.to_stored_event(event) for event in told]
            if number % _BATCH == 0:
                log.recorder.insert_events(stored, clock=_now, texts=texts)
                stored, texts = [], []
        if stored:
            log.recorder.insert_events(stored, clock=_now, texts=texts)
        return log.head()


def _reports() -> Iterator[tuple[str, list[ReportRegistered | PolicyEvent]]]:
    for _, together in groupby(rows(EVENTS), key=lambda row: row.report_id):
        told: list[ReportRegistered | PolicyEvent] = []
        text = ""
        for event in (row.event for row in together):
            if isinstance(event, PolicyEvent):
                evidence = Evidence(
                    quote=event.evidence.quote, start=len(text), end=len(text) + len(event.evidence.quote)
                )
                text += f"{evidence.quote}. "
                told.append(event.model_copy(update={"evidence": evidence}))
            elif isinstance(event, ReportRegistered):
                told.append(event)
        text += _PADDING + str(told[0].originator_id)
        told[0] = told[0].model_copy(update={"text_sha256": digest(text), "text_length": len(text)})
        yield text, told


def _bare(connection: sqlite3.Connection) -> None:
    for row in connection.execute(_BARE):
        sha256(row[4]).digest()


def _pages(log: ReportLog) -> Iterator[list[Written]]:
    after = 0
    while page := log.written(after=after):
        yield page
        after = page[-1][0]


def _chain(log: ReportLog) -> None:
    last: bytes | None = START
    for page in _pages(log):
        last = follow(last or START, page)
        if last is None:
            raise AssertionError("a log that was just written is not sound")


def _proved(log: ReportLog) -> None:
    _, damaged = damaged_texts(log)
    if faults := proved(log, seal=None, damaged=damaged, most=20).faults:
        raise AssertionError(faults)


def _sound(tracker: Tracker) -> None:
    if faults := tracker.verify().faults:
        raise AssertionError(faults)


def _median(act: Callable[[], object]) -> float:
    return median(_timed(act) for _ in range(ROUNDS))


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _now() -> datetime:
    return datetime.now(UTC)
