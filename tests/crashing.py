"""What the processes do that the tests kill, run out of space, or take rights from."""

import os
import resource
from collections.abc import Callable
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from uuid import uuid4

from built import RULES_1, TEXT, criticism, report, ticking, warning
from stores import opened, telling

from tracker.application import Tracker
from tracker.errors import StoreError

NOBODY = 65534


def append(address: str, ready: Connection) -> None:
    """Append reports without end; say so after the first."""
    with opened(address) as log:
        while True:
            log.read(telling(uuid4().hex))
            _once(ready)


def catch_up(address: str, ready: Connection) -> None:
    """Append a report and let the views follow, without end; say so after the first."""
    with Tracker(address, clock=ticking()) as tracker:
        while True:
            tracker.append(report(url=f"https://example.org/{uuid4().hex}"), [warning(), criticism()], RULES_1)
            tracker.events(limit=1)
            _once(ready)


def rebuild(address: str, ready: Connection) -> None:
    """Make the views anew without end; say so after the first time."""
    with Tracker(address, clock=ticking()) as tracker:
        while True:
            tracker.rebuild()
            _once(ready)


def _once(ready: Connection) -> None:
    """Say that the work is going on; from then on nobody listens."""
    if not ready.closed:
        ready.send("ready")
        ready.close()


def outgrow(address: str, ready: Connection) -> None:
    """Append ever longer reports to a file that may not grow beyond 256 KiB; tell the error."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**18, 2**18))
    _append_until_it_fails(address, ready)


def fill_the_disk(address: str, ready: Connection) -> None:
    """Append ever longer reports until the disk is full; tell the error."""
    _append_until_it_fails(address, ready)


def append_without_rights(address: str, ready: Connection) -> None:
    """Append as a user who may read only; tell the error."""
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    _append_until_it_fails(address, ready)


def ask_without_rights(address: str, ready: Connection) -> None:
    """Ask as a user who may read only; tell the error."""
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    try:
        with Tracker(address, clock=ticking()) as tracker:
            ready.send(("answered", str(len(tracker.events()))))
    except StoreError as error:
        ready.send((type(error).__name__, str(error)))


def process(work: Callable[[str, Connection], None], address: str) -> tuple[ForkServerProcess, Connection]:
    """A process that does such work, started, and where it says that it is ready, or what it has to tell."""
    here, there = _context().Pipe()
    started = _context().Process(target=_work, args=(work, address, there, os.environ.copy()), daemon=True)
    started.start()
    there.close()
    return started, here


def _work(
    work: Callable[[str, Connection], None], address: str, ready: Connection, environment: dict[str, str]
) -> None:
    os.environ.update(environment)  # the process that all are made from has that of the first test
    work(address, ready)


def _append_until_it_fails(address: str, ready: Connection) -> None:
    try:
        with opened(address) as log:
            for size in count(1):
                log.read(telling(uuid4().hex, text=TEXT + " More." * 500 * size))
    except StoreError as error:
        ready.send((type(error).__name__, str(error)))


def _context() -> ForkServerContext:
    """Processes that begin with what takes long loaded already."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tracker.application", "tracker.postgres_tables"])
    return context
