"""Which event took the place of another when a report was read again, so that what was decided about one goes on.

A reading that dates an act otherwise, or takes more or fewer words for it, gives the act another id: it ends one event
and tells another in the same transaction. The other is its heir when the same report tells it, when it tells of the
same (`projections.sameness`), and most of the words of the shorter quote stand in the longer one. What has no such heir
may come back: a later reading of the same report that finds it again, word for word, tells it under another id. What a
person retracted has no heir, nor has what no later reading finds.
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
_NEWEST_THEN = "WHERE e.event_id = :event AND e.recorded <= ifnull(:at, e.recorded) ORDER BY e.id DESC LIMIT 1"
_FIRST = "WHERE e.event_id = ? ORDER BY e.id LIMIT 1"
_OF_REPORT = (
    "WHERE r.report_id = :report AND e.change = 'recorded' "
    "AND e.type = :type AND e.source = :source AND e.target = :target"
)
_TOLD_LATER = f"{_OF_REPORT} AND e.recorded > :instant ORDER BY e.id"
_TOLD_EARLIER = f"{_OF_REPORT} AND e.recorded < :instant ORDER BY e.id DESC"
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
        asked = {"event": found.event_id if found else event_id, "at": at}
        lost = next(iter(rows.acts(connection, _NEWEST_THEN, asked)), None)
        if lost is None or lost.superseded is None or (at is not None and lost.superseded > at):
            return found
        if connection.execute(_BY_A_READING, (lost.superseded_by,)).fetchone() is None:
            return None
        found = _next(connection, lost)
        if found is None or (at is not None and found.recorded > at):
            return None


def forebears(connection: sqlite3.Connection, event_id: str) -> list[str]:
    """The ids of the events in whose place an event stands, the newest first."""
    found: list[str] = []
    while True:
        here = found[-1] if found else event_id
        first = next(iter(rows.acts(connection, _FIRST, (here,))), None)
        if first is None:
            return found
        ended = rows.acts(connection, _ENDED_THEN, (first.teller.id, first.recorded))
        ended += [_newest(connection, one) for one in _same_told(connection, first, _TOLD_EARLIER, first.recorded)]
        before = next((one for one in ended if _came_to(connection, one, here)), None)
        if before is None or before.event_id in found:
            return found
        found.append(before.event_id)


def _came_to(connection: sqlite3.Connection, lost: Act, event_id: str) -> bool:
    """Whether an event is the next one in the place of another."""
    if lost.event_id == event_id or connection.execute(_BY_A_READING, (lost.superseded_by,)).fetchone() is None:
        return False
    found = _next(connection, lost)
    return found is not None and found.event_id == event_id


def _next(connection: sqlite3.Connection, lost: Act) -> Act | None:
    """The event in the place of one that a reading ended: told in its place then, or the same when it came back."""
    found = _alike(lost, rows.acts(connection, _TOLD_THEN, (lost.teller.id, lost.superseded)))
    if found is not None:
        return found
    first = rows.acts(connection, _FIRST, (lost.event_id,))[0]
    return next(iter(_same_told(connection, first, _TOLD_LATER, lost.superseded)), None)


def _same_told(connection: sqlite3.Connection, first: Act, when: str, instant: int | None) -> list[Act]:
    """The first versions of events that the report of an event told as the very same before or after an instant.

    They are the same by what makes the id of an event (`events.identify`), from which alone that of one that came back
    is made (`tracker.revision.returned`).
    """
    place = {"report": first.teller.id, "type": first.type, "source": first.source, "target": first.target}
    told = rows.acts(connection, when, {**place, "instant": instant})
    identity = first.event.identify()
    return [act for act in told if act.event_id != first.event_id and act.event.identify() == identity]


def _newest(connection: sqlite3.Connection, act: Act) -> Act:
    return rows.acts(connection, _NEWEST, (act.event_id,))[0]


def _alike(lost: Act, told: list[Act]) -> Act | None:
    """Of the acts that were told when one was ended, the one of the same that shares most words with it."""
    same = [act for act in told if likeness(act.event) == likeness(lost.event)]
    shares = sorted(((-_shared(lost.quote, act.quote), act.event_id, act) for act in same), key=lambda one: one[:2])
    return shares[0][2] if shares and -shares[0][0] >= SHARED else None


def _shared(one: str, other: str) -> float:
    first, second = (Counter(_WORD.findall(quote.casefold())) for quote in (one, other))
    least = min(first.total(), second.total())
    return (first & second).total() / least if least else float(one == other)
