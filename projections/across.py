"""Measures, meetings and assessments across all relationships, or those of one polity, at a moment."""

import sqlite3
from collections import defaultdict
from datetime import date
from functools import cache

from events.polity import known
from events.vocabulary import Measure, Predicate, Stance
from projections import facts
from projections.acts import Act
from projections.answers import Acts
from projections.assessments import AssessmentItem
from projections.clocks import Clocks, days_after
from projections.facts import Fact, acts_of, by_subject
from projections.incidents import incidents
from projections.judgements import judgements
from projections.measures import MeasureItem, last_day, measure
from projections.meetings import MeetingItem
from projections.meetings import meetings as meetings_of
from projections.mentions import PLANNED
from projections.subjects import Kind
from projections.viewsfile import reading


def measures(
    connection: sqlite3.Connection,
    clocks: Clocks,
    *,
    polity: str | None = None,
    kind: Measure | None = None,
    in_force: bool = False,
    expiring: int | None = None,
) -> list[MeasureItem]:
    """Measures by sender, target and kind; with `expiring`, those in force that end within so many days, soonest first.

    Raises ValueError for an unknown code.
    """
    found = _of_kind(connection, Kind.MEASURE, clocks, polity)
    others = cache(lambda: Acts(incidents(acts_of(found, Kind.MEASURE))))
    told = by_subject(found, Kind.MEASURE)
    items = [measure(key, acts, clocks.as_of, others) for key, acts in told.items()]
    items = [item for item in items if kind in {None, item.kind} and (item.in_force or not in_force)]
    if expiring is None:
        return items
    last = days_after(clocks.as_of, expiring)
    ending = [
        (end, item)
        for item in items
        if item.in_force and (end := last_day(told[item.subject], clocks.as_of)) and end <= last
    ]
    return [item for _, item in sorted(ending, key=lambda pair: (pair[0], pair[1].subject))]


def meetings(
    connection: sqlite3.Connection, clocks: Clocks, *, polity: str | None = None, coming: bool = False
) -> list[MeetingItem]:
    """Meetings by date, those without one last; with `coming`, only those planned and still to come.

    Raises ValueError for an unknown code.
    """
    of: dict[tuple[str, str], list[Act]] = defaultdict(list)
    for act in acts_of(_of_kind(connection, Kind.MEETING, clocks, polity), Kind.MEETING):
        of[act.source, act.target].append(act)
    items = [item for acts in of.values() for item in meetings_of(acts, clocks.as_of)]
    if coming:
        items = [item for item in items if item.status in PLANNED]
    return sorted(items, key=lambda item: (item.occurred.start or date.max, item.subject, item.event_ids))


def assessments(
    connection: sqlite3.Connection,
    clocks: Clocks,
    *,
    polity: str | None = None,
    predicate: Predicate | None = None,
    stance: Stance | None = None,
    contradicted: bool = False,
) -> list[AssessmentItem]:
    """Judgements by holder and proposition, of which a polity is holder, subject or object; each with who disagrees.

    Raises ValueError for an unknown code.
    """
    code = known(polity) if polity else None
    with reading(connection):
        found = judgements(connection, facts.in_force_of_kind(connection, Kind.ASSESSMENT, clocks), clocks)
    return [
        item
        for item in found
        if (code is None or code in {item.holder, item.target, item.object})
        and predicate in {None, item.predicate}
        and stance in {None, item.stance}
        and (item.contradicted_by or not contradicted)
    ]


def _of_kind(connection: sqlite3.Connection, kind: Kind, clocks: Clocks, polity: str | None) -> list[Fact]:
    code = known(polity) if polity else None
    with reading(connection):
        return facts.in_force_of_kind(connection, kind, clocks, polity=code)
