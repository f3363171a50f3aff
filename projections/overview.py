"""Many relationships at one moment, one line each: how good or bad, whether it moved, and the last act."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable

from pydantic import AwareDatetime

from events.polity import known
from events.values import Value
from projections import climate, facts, links, rows
from projections.acts import Act, ReportRef
from projections.clocks import Clocks, Day
from projections.facts import by_subject
from projections.incidents import Incident, incidents
from projections.lifecycle import life_of, steps_of
from projections.subjects import Kind
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
    relationships: tuple[Line, ...]


def overview(connection: sqlite3.Connection, clocks: Clocks, *, polity: str | None = None) -> Overview:
    """All relationships that have an act by then, or those of one polity. Raises ValueError for an unknown code."""
    condition, moment = facts.at_moment(clocks, of="e")
    if polity is not None:
        condition += " AND :polity IN (e.source, e.target)"
        moment["polity"] = known(polity)
    with reading(connection), collecting_later():
        acts = rows.acts(connection, f"WHERE TRUE{condition}", moment)
        links.attach(connection, acts, clocks)
        measures = facts.in_force_of_kind(connection, Kind.MEASURE, clocks, polity=polity)
        in_force = _in_force(by_subject(measures, Kind.MEASURE).values(), clocks.as_of)
        told: dict[tuple[str, str], list[Act]] = defaultdict(list)
        for act in acts:
            told[_pair(act)].append(act)
        lines = [_line(pair, incidents(of), in_force[pair], clocks.as_of) for pair, of in told.items()]
    lines.sort(key=lambda line: (line.climate, line.pair))
    return Overview(polity=polity, **dict(clocks), relationships=tuple(lines))


def _in_force(measures: Iterable[list[Act]], as_of: Day) -> Counter[tuple[str, str]]:
    return Counter(_pair(acts[0]) for acts in measures if life_of(steps_of(acts), as_of).in_force)


def _pair(act: Act) -> tuple[str, str]:
    return (act.source, act.target) if act.source < act.target else (act.target, act.source)


def _line(pair: tuple[str, str], told: list[Incident], measures: int, as_of: Day) -> Line:
    value, trend = climate.measured(told, as_of)
    act = max((incident.telling for incident in told), key=lambda act: act.story)
    last = LastAct(
        event_id=act.event_id,
        type=act.type,
        source=act.source,
        target=act.target,
        date=act.occurred.iso,
        valid_from=act.valid_from,
        quote=act.quote,
        report=act.report,
    )
    return Line(pair=pair, climate=value, trend=trend, incidents=len(told), measures=measures, last=last)
