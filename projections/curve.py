"""The climate day by day: what a state would say at each of some days, for the price of little more than one."""

import sqlite3
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import date, timedelta

from events.values import Value
from projections import facts
from projections.acts import Act
from projections.assertions import ACT
from projections.climate import Mover, at_day, mover, weight
from projections.clocks import Clocks, Day, days_after
from projections.incidents import Incident, incidents, likeness
from projections.viewsfile import reading


class Point(Value):
    """The climate at the end of a day."""

    day: Day
    value: float


class Curve(Value):
    """The climate over time, and the incidents that moved it, each with its points on the day from which it counts.

    `movers` are those that count on the last day, by that day; the sum of all, faded, is the value of the last point.
    """

    points: tuple[Point, ...]
    movers: tuple[Mover, ...]


def curve(
    connection: sqlite3.Connection,
    pair: tuple[str, str],
    clocks: Clocks,
    *,
    since: date | None = None,
    until: date | None = None,
    most: int = 1_000,
) -> Curve:
    """The climate of a relationship from one day to another, at most to `as_of`, as known at a moment.

    Without `since` it begins with the first act that counts. There are at most about `most` points: every day of a
    short time, and of a long one some days between, beside the day of each act and the one before it.
    """
    with reading(connection):
        found = facts.in_force(connection, pair, clocks)
    acts = [fact.act for fact in found if fact.attribute == ACT]
    last = min(until or clocks.as_of, clocks.as_of)
    told = [(act.valid_from, points) for act in acts if (points := weight(act))]
    first = since or min((day for day, _ in told), default=last)
    days = chosen_days([day for day, _ in told], first, last, most)
    return Curve(
        points=tuple(Point(day=day, value=value) for day, value in zip(days, values(acts, days), strict=True)),
        movers=tuple(_movers(acts, first, last)),
    )


def values(acts: Iterable[Act], days: Sequence[date]) -> list[float]:
    """The climate at each of some days, in their order, from all acts that ever count; a pure function.

    The acts of a day are those that count by it, so each value is the one that a state of that day has. Only acts that
    can be one incident are put together anew on a day that adds to them.
    """
    waiting = sorted(acts, key=lambda act: act.valid_from, reverse=True)
    alike: dict[Hashable, list[Act]] = defaultdict(list)
    weighted: dict[Hashable, list[tuple[date, float]]] = {}
    found = []
    for day in days:
        touched = set()
        while waiting and waiting[-1].valid_from <= day:
            act = waiting.pop()
            alike[likeness(act)].append(act)
            touched.add(likeness(act))
        for key in touched:
            weighted[key] = [_weighted(incident) for incident in incidents(alike[key])]
        found.append(at_day((pair for pairs in weighted.values() for pair in pairs), day))
    return found


def chosen_days(told: Iterable[date], first: date, last: date, most: int) -> list[date]:
    """Days to look at between two days: all, or evenly spread ones with those of acts and the days before these."""
    if first > last:
        return []
    length = (last - first).days
    step = max(1, -(-length // most))
    days = {first + timedelta(days=number) for number in range(0, length + 1, step)} | {last}
    if step > 1:
        for day in told:
            days |= {day, days_after(day, -1)}
    return sorted(day for day in days if first <= day <= last)


def _movers(acts: Iterable[Act], first: date, last: date) -> Iterable[Mover]:
    for incident in incidents(act for act in acts if act.valid_from <= last):
        points, day = weight(incident.telling), incident.telling.valid_from
        if points and first <= day:
            yield mover(incident, points)


def _weighted(incident: Incident) -> tuple[date, float]:
    return incident.telling.valid_from, weight(incident.telling)
