"""Two moments of one relationship compared: what differs, each with what made it so."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias
from uuid import UUID

from events import publisher_key
from events.values import Value
from projections import rows, subjects
from projections.acts import RESTORED, Act, ReportRef
from projections.assertions import ACT
from projections.clocks import Clocks, Day, to_micros
from projections.counts import Count
from projections.difference import Difference, differences, event_ids
from projections.makers import Makers, counted, heaviest
from projections.passing import by_time
from projections.relationship import relationship
from projections.viewsfile import reading

CauseKind: TypeAlias = Literal[
    "event",
    "corrected",
    "revised",
    "retracted",
    "withdrawn",
    "linked",
    "unlinked",
    "undone",
    "graded",
    "time",
    "grouping",
]
"""What can make a difference: an event that counts at one moment only; a review or revision that put it right or took
it away; a decision about two events, or its end; another grade of a publisher; the mere passing of time (a date passed,
an act faded); or events that are now held to be one act."""


class Cause(Value):
    """What made a difference; of an event its words, of a review its reason and who decided it."""

    kind: CauseKind
    event_id: UUID | None = None
    type: str | None = None
    date: str | None = None
    valid_from: Day | None = None
    quote: str | None = None
    report: ReportRef | None = None
    because: str | None = None
    by: str | None = None


class Explained(Difference):
    """A difference, and its cause."""

    cause: Cause


class Comparison(Value):
    """What differs from one moment to another."""

    SECTIONS = ("differences",)

    pair: tuple[str, str]
    before: Clocks
    after: Clocks
    differences: tuple[Explained, ...]


def compare(connection: sqlite3.Connection, pair: tuple[str, str], before: Clocks, after: Clocks) -> Comparison:
    """Compare a relationship at two moments, on any of the three clocks.

    Raises ValueError for an unknown code, a pair of one polity with itself, or an instant without a time zone.
    """
    with reading(connection):
        one, other = (relationship(connection, pair, **dict(clocks)) for clocks in (before, after))
        found = differences(one, other)
        makers = (Makers(connection, one.pair, before), Makers(connection, one.pair, after))
        explained = tuple(
            Explained(**dict(difference), cause=_cause(connection, one.pair, difference, (before, after), makers))
            for difference in found
        )
    return Comparison(pair=one.pair, before=before, after=after, differences=explained)


def _cause(
    connection: sqlite3.Connection,
    pair: tuple[str, str],
    difference: Difference,
    moments: tuple[Clocks, Clocks],
    makers: tuple[Makers, Makers],
) -> Cause:
    before, after = moments
    told = _telling(connection, difference)
    moved = _moved(told, before, after)
    if not moved:
        decision = _decision(connection, told, before, after) or _graded(connection, told, before, after)
        if decision is not None:
            return decision
        if before.as_of != after.as_of:
            return Cause(kind="time", because=by_time(difference.after, difference.before))
        told = told if difference.section != "climate" else _of_pair(connection, pair)
        moved = _moved(told, before, after) or _touched(told, before, after)
    if not moved:
        return Cause(kind="grouping")
    if difference.section == "climate":
        act = heaviest(moved, before, after)
    else:
        made = _made(difference, moved, moments, makers)
        if made is None and (because := _passed(difference, moments, makers)):
            return Cause(kind="time", because=because)
        act = made or max(moved, key=lambda act: (counted(act, after), act.story, act.number))
    if before.believes(act.teller.publisher) != after.believes(act.teller.publisher):
        graded = _graded(connection, [act], before, after)
        if graded is not None:
            return graded
    return _of_act(connection, act, told, before, after)


def _made(
    difference: Difference, moved: Sequence[Act], moments: tuple[Clocks, Clocks], makers: tuple[Makers, Makers]
) -> Act | None:
    """Of acts that count at one moment only, the one that made an attribute what it is after, or what it was before.

    None where another one did, or nothing that was told.
    """
    if difference.kind != "changed":
        return None
    for attribute in difference.attributes:
        for place, value in ((1, attribute.after), (0, attribute.before)):
            counting = {act.event_id: act for act in moved if counted(act, moments[place])}
            found = makers[place].of(difference.subject, attribute.name, value, _named(difference))
            act = next((counting[one] for one in found or () if one in counting), None)
            if act is not None:
                return act
    return None


def _passed(difference: Difference, moments: tuple[Clocks, Clocks], makers: tuple[Makers, Makers]) -> str | None:
    """What the passing of days made of an item, in words, where no act tells of its first attribute that changed."""
    if difference.kind != "changed" or not difference.attributes or moments[0].as_of == moments[1].as_of:
        return None
    first = difference.attributes[0]
    if makers[1].of(difference.subject, first.name, first.after, _named(difference)) is not None:
        return None
    return by_time(difference.after, difference.before)


def _named(difference: Difference) -> set[str]:
    return {str(event_id) for event_id in _ids(difference)}


def _touched(told: Iterable[Act], before: Clocks, after: Clocks) -> list[Act]:
    """The versions of events that count at one moment only."""
    return [act for act in told if counted(act, before) != counted(act, after)]


def _moved(told: Sequence[Act], before: Clocks, after: Clocks) -> list[Act]:
    """Of those the versions of events that do not say the same at both: what was put back as it was moved nothing."""
    said = [{act.event_id: _said(act) for act in told if counted(act, clocks)} for clocks in (before, after)]
    return [act for act in _touched(told, before, after) if said[0].get(act.event_id) != said[1].get(act.event_id)]


def _said(act: Act) -> tuple[object, ...]:
    """All that an answer shows of a version of an event."""
    ends = (act.type, act.source, act.target, act.third_parties, act.modality, act.background)
    return (*ends, act.start, act.end, act.precision, act.quote, act.details, act.valid_from, act.published, act.report)


def _graded(connection: sqlite3.Connection, told: Sequence[Act], before: Clocks, after: Clocks) -> Cause | None:
    """The newest grade, of a publisher of some events, that was given between two recorded times."""
    telling = {publisher_key(act.teller.publisher): act for act in told}
    moments = [None if one.recorded_by is None else to_micros(one.recorded_by) for one in (before, after)]
    grades = connection.execute("SELECT recorded, key, because, by FROM gradings ORDER BY recorded DESC")
    for recorded, key, because, by in grades:
        late = [moment is not None and recorded > moment for moment in moments]
        if key in telling and late[0] != late[1]:
            return _spoken(telling[key], "graded", because, by)
    return None


def _decision(connection: sqlite3.Connection, told: Sequence[Act], before: Clocks, after: Clocks) -> Cause | None:
    """The newest decision about events of an item that was made, or ended, between two recorded times."""
    ids = json.dumps(sorted({act.event_id for act in told}))
    moments = [None if one.recorded_by is None else to_micros(one.recorded_by) for one in (before, after)]
    found = [
        (recorded, kind, because, by, first)
        for recorded, kind, because, by, first in connection.execute(_DECISIONS, {"ids": ids})
        if (moments[0] is not None and recorded > moments[0]) != (moments[1] is not None and recorded > moments[1])
    ]
    if not found:
        return None
    _, kind, because, by, event_id = max(found)
    speaking = max((act for act in told if act.event_id == event_id), key=lambda act: act.number, default=told[0])
    return _spoken(speaking, kind, because, by)


_DECISIONS = (
    "WITH about AS (SELECT * FROM links WHERE first IN (SELECT value FROM json_each(:ids)) "
    "OR second IN (SELECT value FROM json_each(:ids))) "
    "SELECT recorded, kind, because, by, first FROM about UNION ALL "
    "SELECT v.recorded, 'undone', v.because, v.by, a.first FROM about a JOIN reviews v ON v.position = a.superseded_by"
)


def _of_act(connection: sqlite3.Connection, act: Act, told: Sequence[Act], before: Clocks, after: Clocks) -> Cause:
    """An act that now counts is the cause, unless it puts right a version that counted earlier.

    Of one that is gone the cause is what ended it.
    """
    if counted(act, after):
        versions = [other for other in told if other.event_id == act.event_id and counted(other, before)]
        replaced = any(other.superseded_by == act.position for other in versions)
        then = before.recorded_by
        restored = act.change == RESTORED and then is not None and act.recorded > to_micros(then)
        position = act.position if replaced or restored else None
    else:
        position = _end(act, told, after)
    review = connection.execute(
        "SELECT kind, coalesce(because, reason), by FROM reviews WHERE position = ?", (position,)
    ).fetchone()
    if review is None:
        return _spoken(act, "event", None, None)
    kind, because, by = review
    return _spoken(act, kind, because, by)


def _end(act: Act, told: Sequence[Act], after: Clocks) -> int | None:
    """The position of what had ended an event by a moment, or else of what had made it another; None for neither."""
    instant = None if after.recorded_by is None else to_micros(after.recorded_by)
    known = [one for one in told if one.event_id == act.event_id and (instant is None or one.recorded <= instant)]
    last = max(known, key=lambda one: one.number, default=act)
    if last.superseded is not None and (instant is None or last.superseded <= instant):
        return last.superseded_by
    return last.position if last.number > act.number else None


def _spoken(act: Act, kind: CauseKind, because: str | None, by: str | None) -> Cause:
    return Cause(
        kind=kind,
        event_id=UUID(act.event_id),
        type=act.type,
        date=act.occurred.written,
        valid_from=act.valid_from,
        quote=act.quote,
        report=act.report,
        because=because,
        by=by,
    )


def _telling(connection: sqlite3.Connection, difference: Difference) -> list[Act]:
    """All versions of the events that tell of an item, before or after."""
    count = difference.after or difference.before
    if isinstance(count, Count):
        key = subjects.relationship(count.source, count.target).key
        return rows.acts(
            connection,
            "WHERE e.id IN (SELECT f.event FROM facts f JOIN subjects s ON s.id = f.subject "
            "WHERE s.key = ? AND f.attribute = ? AND f.value = ?) AND e.source = ?",
            (key, ACT, count.type, count.source),
        )
    ids = json.dumps([str(event_id) for event_id in _ids(difference)])
    return rows.acts(connection, "WHERE e.event_id IN (SELECT value FROM json_each(?))", (ids,))


def _of_pair(connection: sqlite3.Connection, pair: tuple[str, str]) -> list[Act]:
    """All versions of the events between two polities."""
    where = (
        "WHERE e.id IN (SELECT f.event FROM facts f JOIN subjects s ON s.id = f.subject "
        "WHERE s.key = ? AND f.attribute = ?)"
    )
    return rows.acts(connection, where, (subjects.relationship(*pair).key, ACT))


def _ids(difference: Difference) -> list[UUID]:
    ids: Iterable[UUID] = (*event_ids(difference.after), *event_ids(difference.before))
    return list(dict.fromkeys(ids))
