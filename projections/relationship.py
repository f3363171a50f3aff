"""The state of a relationship at a date: facts in force → typed state."""

import sqlite3
from collections.abc import Sequence
from datetime import date

from pydantic import AwareDatetime

from events.polity import known
from events.values import Value
from events.vocabulary import Reliability
from projections import assessments, climate, counts, demands, facts, measures, meetings, ties, warnings
from projections.answers import Acts
from projections.assertions import ACT
from projections.clocks import Clocks
from projections.facts import Fact, acts_of, by_subject
from projections.grading import believing
from projections.incidents import incidents
from projections.judgements import judgements
from projections.subjects import Kind
from projections.trusted import collecting_later
from projections.viewsfile import reading


class RelationshipState(Value):
    """What is so between two polities at a date, as told by reports published by a date, as recorded by an instant."""

    SECTIONS = ("climate", "meetings", "measures", "warnings", "demands", "assessments", "ties", "counts")

    pair: tuple[str, str]
    as_of: date
    published_by: date | None
    recorded_by: AwareDatetime | None
    min_reliability: Reliability | None = None
    climate: climate.Climate
    meetings: tuple[meetings.MeetingItem, ...]
    measures: tuple[measures.MeasureItem, ...]
    warnings: tuple[warnings.WarningItem, ...]
    demands: tuple[demands.DemandItem, ...]
    assessments: tuple[assessments.AssessmentItem, ...]
    ties: tuple[ties.TieItem, ...]
    counts: tuple[counts.Count, ...]


def relationship(
    connection: sqlite3.Connection,
    pair: tuple[str, str],
    *,
    as_of: date,
    published_by: date | None = None,
    recorded_by: AwareDatetime | None = None,
    min_reliability: Reliability | None = None,
    publishers: frozenset[str] | None = None,
) -> RelationshipState:
    """The state of a relationship; the order of the two codes does not matter.

    With `min_reliability` it is made of the reports of publishers alone that are graded so or better; `publishers` are
    these, where they were looked up. Raises ValueError for an unknown code, a pair of one polity with itself, or a
    `recorded_by` without a time zone.
    """
    one, other = sorted(known(code) for code in pair)
    if one == other:
        raise ValueError(f"a relationship has two polities, not {one} twice")
    clocks = Clocks(
        as_of=as_of,
        published_by=published_by,
        recorded_by=recorded_by,
        min_reliability=min_reliability,
        publishers=publishers,
    )
    with reading(connection), collecting_later():
        clocks = believing(connection, clocks)
        found = facts.in_force(connection, (one, other), clocks)
        judged = judgements(connection, found, clocks)
        return state((one, other), found, judged, clocks)


def state(
    pair: tuple[str, str], found: Sequence[Fact], judged: tuple[assessments.AssessmentItem, ...], clocks: Clocks
) -> RelationshipState:
    """The state that facts in force make; `judged` are its judgements. A pure function."""
    told = incidents(fact.act for fact in found if fact.attribute == ACT)
    acts = Acts(told)
    threats = incidents(acts_of(found, Kind.WARNING))
    asked = incidents(acts_of(found, Kind.DEMAND))
    return RelationshipState(
        pair=pair,
        as_of=clocks.as_of,
        published_by=clocks.published_by,
        recorded_by=clocks.recorded_by,
        min_reliability=clocks.min_reliability,
        climate=climate.climate(told, clocks.as_of),
        meetings=meetings.meetings(acts_of(found, Kind.MEETING), clocks.as_of),
        measures=tuple(
            measures.measure(key, of_key, clocks.as_of, lambda: acts)
            for key, of_key in by_subject(found, Kind.MEASURE).items()
        ),
        warnings=tuple(warnings.warning(threat, acts, clocks.as_of) for threat in threats),
        demands=tuple(demands.demand(demand, acts, clocks.as_of) for demand in asked),
        assessments=judged,
        ties=ties.ties(found),
        counts=counts.counts(told),
    )
