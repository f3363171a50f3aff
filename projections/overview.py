"""Many relationships at one moment, one line each: how good or bad, whether it moved, and the last act."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pydantic import AwareDatetime

from events.polity import known
from events.values import Value
from events.vocabulary import Reliability
from projections import climate, facts, outlines
from projections.acts import Act, ReportRef
from projections.clocks import Clocks, Day
from projections.incidents import incidents
from projections.lifecycle import life_of, steps_of
from projections.trusted import collecting_later
from projections.viewsfile import reading


class LastAct(Value):
    """The newest incident of a relationship and the words for it."""

    event_id: str
    type: str
    source: str
    target: str
    date: str | None
    valid_from: Day
    quote: str
    report: ReportRef


class Line(Value):
    """A relationship in one line.

    `climate` and `trend` are those of its state; `incidents` how many acts there have been; `measures` how many are in
    force between the two.
    """

    pair: tuple[str, str]
    climate: float
    trend: float
    incidents: int
    measures: int
    last: LastAct


class Overview(Value):
    """All relationships, or all of one polity, at a moment; the worst climate first."""

    SECTIONS = ("relationships",)

    polity: str | None
    as_of: Day
    published_by: Day | None
    recorded_by: AwareDatetime | None
    min_reliability: Reliability | None = None
    relationships: tuple[Line, ...]


def overview(connection: sqlite3.Connection, clocks: Clocks, *, polity: str | None = None) -> Overview:
    """All relationships that have an act by then, or those of one polity. Raises ValueError for an unknown code."""
    polity = known(polity) if polity else None
    with reading(connection), collecting_later():
        in_force = _in_force(connection, clocks, polity)
        told = [_Told.of(acts, clocks.as_of) for acts in outlines.by_pair(connection, clocks, polity=polity)]
        last = facts.acts_by_number(connection, [one.last for one in told])
    lines = [_line(one, last[one.last], in_force[one.pair]) for one in told]
    lines.sort(key=lambda line: (line.climate, line.pair))
    return Overview(polity=polity, **clocks.named, relationships=tuple(lines))


class _Told(NamedTuple):
    """What the acts of a pair come to; `last` is the row of the newest incident's event."""

    pair: tuple[str, str]
    climate: float
    trend: float
    incidents: int
    last: int

    @classmethod
    def of(cls, acts: Sequence[Act], as_of: Day) -> "_Told":
        told = incidents(acts)
        return cls(_pair(acts[0]), *climate.measured(told, as_of), len(told), told[-1].telling.number)


def _in_force(connection: sqlite3.Connection, clocks: Clocks, polity: str | None) -> Counter[tuple[str, str]]:
    """How many measures are in force between each two."""
    measures = outlines.by_measure(connection, clocks, polity=polity)
    return Counter(_pair(acts[0]) for acts in measures if life_of(steps_of(acts), clocks.as_of).in_force)


def _pair(act: Act) -> tuple[str, str]:
    return (act.source, act.target) if act.source < act.target else (act.target, act.source)


def _line(told: _Told, act: Act, measures: int) -> Line:
    last = LastAct(
        event_id=act.event_id,
        type=act.type,
        source=act.source,
        target=act.target,
        date=act.written,
        valid_from=act.valid_from,
        quote=act.quote,
        report=act.report,
    )
    return Line(
        pair=told.pair,
        climate=told.climate,
        trend=told.trend,
        incidents=told.incidents,
        measures=measures,
        last=last,
    )
