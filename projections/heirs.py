"""Which event took the place of another when a report was read again, so that what was decided about one goes on.

A reading that dates an act otherwise, or takes more or fewer words for it, gives the act another id: it ends one event
and tells another in the same transaction. The other is its heir when the same report tells it, when it tells of the
same (`projections.sameness`), and most of the words of the shorter quote stand in the longer one. What a person
retracted has no heir, nor has what a reading no longer finds.
"""

import re
import sqlite3
from collections import Counter

from projections import rows
from projections.acts import Act
from projections.sameness import likeness

SHARED = 0.6
"""The share of the words of the shorter quote that must stand in the longer one."""

_NEWEST = "WHERE e.event_id = ? ORDER BY e.id DESC LIMIT 1"
_TOLD_THEN = "WHERE r.report_id = ? AND e.recorded = ? AND e.change = 'recorded'"
_ENDED_THEN = "WHERE r.report_id = ? AND e.superseded = ?"
_BY_A_READING = "SELECT 1 FROM reviews WHERE position = ? AND kind = 'retracted' AND reason IN ('revised', 'reread')"
_WORD = re.compile(r"\w+")


def heir(connection: sqlite3.Connection, event_id: str, at: int | None = None) -> Act | None:
    """The event that stands in the place of one that counts no more, as far as known at an instant.

    None where the event counts, or has no heir. `at` is in microseconds since 1970. The heir of an heir is followed;
    whether the last one counts is for the caller to see.
    """
    found: Act | None = None
    while True:
        lost = next(iter(rows.acts(connection, _NEWEST, (found.event_id if found else event_id,))), None)
        if lost is None or lost.superseded is None or (at is not None and lost.superseded > at):
            return found
        if connection.execute(_BY_A_READING, (lost.superseded_by,)).fetchone() is None:
            return None
        told = rows.acts(connection, _TOLD_THEN, (lost.teller.id, lost.superseded))
        found = _alike(lost, told)
        if found is None:
            return None


def forebears(connection: sqlite3.Connection, event_id: str) -> list[str]:
    """The ids of the events in whose place an event stands, the newest first."""
    found: list[str] = []
    while True:
        here = found[-1] if found else event_id
        first = next(iter(rows.acts(connection, "WHERE e.event_id = ? ORDER BY e.id LIMIT 1", (here,))), None)
        if first is None:
            return found
        ended = rows.acts(connection, _ENDED_THEN, (first.teller.id, first.recorded))
        before = next((one for one in ended if _came_to(connection, one, here)), None)
        if before is None or before.event_id in found:
            return found
        found.append(before.event_id)


def _came_to(connection: sqlite3.Connection, lost: Act, event_id: str) -> bool:
    """Whether an event is the next one in the place of another."""
    if lost.event_id == event_id or connection.execute(_BY_A_READING, (lost.superseded_by,)).fetchone() is None:
        return False
    told = rows.acts(connection, _TOLD_THEN, (lost.teller.id, lost.superseded))
    found = _alike(lost, told)
    return found is not None and found.event_id == event_id


def _alike(lost: Act, told: list[Act]) -> Act | None:
    """Of the acts that were told when one was ended, the one of the same that shares most words with it."""
    same = [act for act in told if likeness(act.event) == likeness(lost.event)]
    shares = sorted(((-_shared(lost.quote, act.quote), act.event_id, act) for act in same), key=lambda one: one[:2])
    return shares[0][2] if shares and -shares[0][0] >= SHARED else None


def _shared(one: str, other: str) -> float:
    first, second = (Counter(_WORD.findall(quote.casefold())) for quote in (one, other))
    least = min(first.total(), second.total())
    return (first & second).total() / least if least else float(one == other)
