"""The events that count and that nobody has reviewed, in the order in which a review should take them."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from events import AssessmentReported, dyad
from events.values import Value
from projections import links, rows, subjects
from projections.acts import Act
from projections.assertions import ACT
from projections.clocks import Day
from projections.consequence import consequence
from projections.doubts import Doubt, Doubts, Measured, doubt_of
from projections.listing import EventView, event_view
from projections.neighbours import Nearby, incident_of
from projections.trusted import collecting_later
from projections.viewsfile import reading
from projections.witnesses import witnesses

REVIEWED = """
SELECT e.event_id FROM reviews v JOIN events e ON e.id = v.event JOIN reports r ON r.id = v.report
WHERE v.kind IN ('confirmed', 'corrected', 'undone') AND v.by IS NOT r.extractor || ' ' || r.extractor_version
GROUP BY e.event_id
HAVING sum(CASE WHEN v.kind != 'undone' THEN 1 WHEN v.reason = 'retracted' THEN 0 ELSE -1 END) > 0
"""
"""The events that somebody confirmed or corrected, and that was not undone; what an extractor corrects is no review."""

_PAIR = "iif(e.source < e.target, e.source || '-' || e.target, e.target || '-' || e.source)"


_OF_PAIR = (
    "WHERE e.superseded IS NULL AND e.id IN (SELECT f.event FROM facts f JOIN subjects s ON s.id = f.subject "
    "WHERE s.key = ? AND f.attribute = ?)"
)
"""The same acts as by their ends, found by an index."""


class Wanted(Value):
    """Which events are wanted: all conditions must be met.

    `since` and `until` are about the day from which an event is seen, and inclusive.
    """

    pair: tuple[str, str] | None = None
    polity: str | None = None
    types: tuple[str, ...] = ()
    since: Day | None = None
    until: Day | None = None
    report: UUID | None = None


class Waiting(EventView):
    """An event that waits for a review: how it was found, what follows from it, and why it may be wrong.

    `corroboration` is the number of independent witnesses; `points` are what `projections.consequence` says;
    `doubt` is from 0 to 1, for the reasons in `doubts`.
    """

    rule: str
    trigger: str
    corroboration: int
    points: float
    doubt: float
    doubts: tuple[Doubt, ...]


def waiting(
    connection: sqlite3.Connection,
    wanted: Wanted,
    measured: Measured,
    disputed: Mapping[str, str],
    *,
    doubtful: bool = False,
    limit: int | None = None,
) -> list[Waiting]:
    """The events that wait for a review, the most consequential first; with `doubtful`, the most doubtful.

    Ties go to the newer event, then to the smaller id, so the order is always the same. `measured` says how often rules
    are right; `disputed` says of events, by id, what two readers code otherwise.
    """
    with reading(connection), collecting_later():
        numbers = _unreviewed(connection, wanted)
        beside = _of_pairs(connection, set(numbers.values()))
        unreviewed = [act for act in beside if act.number in numbers]
        links.attach(connection, beside)
        judged = _judgements(connection, unreviewed)
    doubts = Doubts(Nearby(beside), judged, measured, disputed)
    found = ranked(unreviewed, corroborations(beside), doubts if doubtful else None)[:limit]
    return [_waiting(act, told, points, doubts) for act, told, points in found]


def ranked(
    acts: Iterable[Act], corroboration: Mapping[str, int], doubts: Doubts | None
) -> list[tuple[Act, int, float]]:
    """Acts with how many witnesses tell of each and what follows from it, in the order of review."""
    weighed = []
    for act in acts:
        told = corroboration.get(act.event_id, 1)
        points = consequence(act, told)
        doubt = doubt_of(doubts.of(act, told)) if doubts else 0.0
        weighed.append(((-doubt, -points, -act.valid_from.toordinal(), act.event_id), (act, told, points)))
    return [one for _, one in sorted(weighed, key=lambda each: each[0])]


def corroborations(acts: Iterable[Act]) -> dict[str, int]:
    """How many independent witnesses tell of each event, by its id."""
    of = incident_of(acts)
    counts = {id(one): witnesses(one.acts) if len(one.acts) > 1 else 1 for one in of.values()}
    return {event_id: counts[id(one)] for event_id, one in of.items()}


def of_pair(connection: sqlite3.Connection, one: str, other: str) -> list[Act]:
    """The acts between two polities that count."""
    return rows.acts(connection, _OF_PAIR, (subjects.relationship(one, other).key, ACT))


def weighed(
    connection: sqlite3.Connection,
    act: Act,
    beside: Sequence[Act],
    measured: Measured,
    disputed: Mapping[str, str],
) -> Waiting:
    """One act as the queue has it; `beside` are the acts of its relationship, with what analysts decided of them."""
    told = corroborations(beside).get(act.event_id, 1)
    doubts = Doubts(Nearby(beside), _judgements(connection, [act]), measured, disputed)
    return _waiting(act, told, consequence(act, told), doubts)


def is_reviewed(connection: sqlite3.Connection, event_id: UUID) -> bool:
    """Whether somebody has confirmed or corrected an event, and that was not undone."""
    query = f"SELECT 1 FROM ({REVIEWED}) WHERE event_id = ?"  # noqa: S608  a constant
    return connection.execute(query, (str(event_id),)).fetchone() is not None


def _waiting(act: Act, told: int, points: float, doubts: Doubts) -> Waiting:
    grounds = doubts.of(act, told)
    coding = act.told["coding"]
    return Waiting(
        **dict(event_view(act)),
        rule=coding.rule,
        trigger=coding.trigger,
        corroboration=told,
        points=points,
        doubt=doubt_of(grounds),
        doubts=grounds,
    )


def _of_pairs(connection: sqlite3.Connection, pairs: Iterable[str]) -> list[Act]:
    condition = f"WHERE e.superseded IS NULL AND {_PAIR} IN (SELECT value FROM json_each(?))"  # noqa: S608  constants
    return rows.acts(connection, condition, (json.dumps(sorted(pairs)),))


def _unreviewed(connection: sqlite3.Connection, wanted: Wanted) -> dict[int, str]:
    """The rows of the events that are wanted and that nobody has reviewed, with the pair of each."""
    conditions = [
        "e.superseded IS NULL",
        "json_extract(e.details, '$.coding.rule') != 'manual'",
        f"e.event_id NOT IN ({REVIEWED})",
    ]
    parameters: dict[str, Any] = {}
    for name, condition, value in (
        ("pair", f"{_PAIR} = :pair", wanted.pair and dyad(*wanted.pair)),
        ("polity", ":polity IN (e.source, e.target)", wanted.polity),
        ("types", "e.type IN (SELECT value FROM json_each(:types))", wanted.types and json.dumps(wanted.types)),
        ("since", "e.valid_from >= :since", wanted.since),
        ("until", "e.valid_from <= :until", wanted.until),
        ("report", "r.report_id = :report", wanted.report),
    ):
        if value:
            conditions.append(condition)
            parameters[name] = str(value)
    query = f"SELECT e.id, {_PAIR} FROM events e JOIN reports r ON r.id = e.report WHERE {' AND '.join(conditions)}"  # noqa: S608  constants
    return dict(connection.execute(query, parameters).fetchall())


def _judgements(connection: sqlite3.Connection, acts: Iterable[Act]) -> list[Act]:
    """All judgements that count, when there is one among some acts: others may judge the same the other way."""
    if not any(act.type == AssessmentReported.TOPIC for act in acts):
        return []
    return rows.acts(connection, "WHERE e.superseded IS NULL AND e.type = ?", (AssessmentReported.TOPIC,))
