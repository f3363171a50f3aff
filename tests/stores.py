"""Stores of each kind for tests: made, filled, and reached from behind."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from datetime import datetime
from typing import Any

import psycopg
from built import RULES_1, criticism, report, ticking, warning

from events import DomainEvent
from tracker.log import ReportLog
from tracker.places import make
from tracker.proof import screen
from tracker.report import ReadReport
from tracker.storage import locate


def opened(address: str, *, clock: Callable[[], datetime] | None = None) -> AbstractContextManager[ReportLog]:
    """The log at an address, made when there is none."""
    place = locate(address)
    make(place)
    return closing(ReportLog(place, clock=clock or ticking()))


def telling(name: str, **fields: Any) -> ReadReport:
    """A report by its name that tells of a warning and a criticism: three events."""
    one = report(**({"url": f"https://example.org/{name}"} | fields))
    return ReadReport(report=one, reading=RULES_1, found=screen(one, [warning(), criticism()]).events)


def fill(address: str, *names: str) -> list[DomainEvent]:
    """Append reports by their names."""
    with opened(address) as log:
        return [event for name in names for event in log.read(telling(name))]


def behind(address: str, *statements: str) -> list[Any]:
    """Run statements past the program, as somebody with the rights might; the rows of the last of them."""
    if "://" not in address:
        with closing(sqlite3.connect(address, isolation_level=None)) as file:
            return [file.execute(statement).fetchall() for statement in statements][-1]
    with psycopg.connect(address, autocommit=True, options="-c search_path=tracker") as server:
        cursors = [server.execute(statement) for statement in statements]
        return cursors[-1].fetchall() if cursors[-1].description else []


def unlocked(address: str) -> list[str]:
    """The statements that take away what keeps stored events from being changed."""
    if "://" not in address:
        return [f"DROP TRIGGER stored_events_are_never_{what}" for what in ("changed", "deleted")]
    return ["DROP TRIGGER stored_events_are_never_changed ON stored_events"]


def beside(database: str) -> str:
    """The address of another, empty database on the same server."""
    server, _, name = database.rpartition("/")
    behind(f"{server}/postgres", f"CREATE DATABASE beside_{name}")
    return f"{server}/beside_{name}"
