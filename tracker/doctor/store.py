"""A store as it is: whether it is there, can be read and written, and holds together. Nothing is made or changed.

But for one thing: a store of an older format is brought up to date when it is opened, by this as by any command.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from projections.catchup import Views
from projections.errors import NotViews, ViewsError, ViewsOutdated
from tracker import format as file
from tracker import places
from tracker.chain import START, digest
from tracker.doctor.finding import Finding, failure, ok, warning
from tracker.errors import StoreBusy, StoreError, StoreMissing, TrackerError
from tracker.feeds import FeedBook
from tracker.log import ReportLog
from tracker.server import Server
from tracker.sqlite import explained
from tracker.sqlite_connections import connect
from tracker.storage import Place, feeds_path, locate, views_path

_REBUILD = "make them anew with `tracker rebuild`"
_PATIENCE = 2
"""Seconds that another writer is waited for."""


def store_findings(address: str, *, clock: Callable[[], datetime]) -> Iterator[Finding]:
    """Look at a store. No secret of its address is in what is found."""
    try:
        place = locate(address)
    except StoreError as error:
        yield failure("store", "address", "cannot be used", str(error))
        return
    try:
        places.check(place)
    except StoreMissing as error:
        yield warning("store", "address", f"{place}: nothing there yet", _after_place(error, place))
        return
    except StoreError as error:
        yield failure("store", "address", str(place), str(error))
        return
    yield ok("store", "address", f"{place}{_kind(place)}")
    if isinstance(place, Path):
        yield _writing(place)
    try:
        with closing(ReportLog(place, clock=clock)) as log:
            yield _chain(log)
            yield _views(views_path(place), log.head())
    except TrackerError as error:
        yield failure("store", "log", str(error), "restore it from a backup")
    yield _feeds(feeds_path(place))


def _after_place(error: StoreError, place: Place) -> str:
    """What an error says to do, without what it says of where."""
    return str(error).partition(f"{place}")[2].partition(": ")[2] or str(error)


def _kind(place: Place) -> str:
    return ", on a server" if isinstance(place, Server) else f", a file of format {file.FORMAT}"


def _writing(path: Path) -> Finding:
    try:
        with explained(path), closing(connect(path, timeout=_PATIENCE)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except StoreBusy:
        return warning("store", "writing", "another program is writing", "what is added waits for it, up to 15 seconds")
    except StoreError as error:
        return failure("store", "writing", "it may not be written", str(error))
    return ok("store", "writing", "it can be written")


def _chain(log: ReportLog) -> Finding:
    """Whether the last digest follows from the one before it and the last row; `tracker verify` looks at all."""
    given, last, linked = log.ends()
    events = f"{last:,} events"
    if not last:
        return ok("store", "log", "no events yet")
    row = log.link(after=last - 1)
    before = log.link(after=last - 2) if last > 1 else None
    previous = before.digest if before else START
    sound = given == last == linked and row is not None and row.digest == digest(previous, *row[:6])
    if not sound:
        return failure(
            "store", "log", f"{events}; its head is not what was written", "`tracker verify` names the fault"
        )
    return ok("store", "log", f"{events}; its head is sound", "`tracker verify` proves all of it")


def _views(path: Path, head: int) -> Finding:
    if not path.exists():
        return ok("store", "views", "not made yet: the next question makes them")
    try:
        with Views.open(path) as views:
            behind = head - views.position
    except ViewsOutdated:
        return warning("store", "views", "of an older program", f"the next question makes them anew; or {_REBUILD}")
    except NotViews as error:
        return failure("store", "views", "a file of another kind", str(error))
    except ViewsError as error:
        return failure("store", "views", "they cannot be read", str(error))
    except sqlite3.Error as error:
        return failure("store", "views", f"{path}: {error}", _REBUILD)
    if behind < 0:
        return warning("store", "views", "those of another log", f"the next question makes them anew; or {_REBUILD}")
    if behind:
        return ok("store", "views", f"{behind:,} events behind: the next question takes them in")
    return ok("store", "views", f"in step, at {path}")


def _feeds(path: Path) -> Finding:
    if not path.exists():
        return ok("store", "feeds", "none is followed", "`tracker feed add URL` follows one")
    try:
        with FeedBook(path) as book:
            feeds = book.feeds()
    except StoreError as error:
        return failure("store", "feeds", "the list cannot be read", str(error))
    failing = [feed.address for feed in feeds if feed.failures]
    if failing:
        advice = "`tracker feed list` says why"
        return warning("store", "feeds", f"{len(feeds)} followed, {len(failing)} failing: {failing[0]}", advice)
    return ok("store", "feeds", f"{len(feeds)} followed")
