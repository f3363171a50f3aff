"""Measures over time: from when to when each was threatened, announced, in force, suspended, and with which acts."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from events import SanctionsEased, SanctionsImposed
from events.values import Value
from events.vocabulary import Measure
from projections import facts
from projections.acts import Act
from projections.answers import Acts
from projections.assertions import ACT
from projections.clocks import Clocks, Day, days_after
from projections.facts import by_subject
from projections.incidents import incidents
from projections.lifecycle import Life, life_of, steps_of
from projections.measures import MeasureStep, measure
from projections.subjects import Kind
from projections.viewsfile import reading


class Stretch(Value):
    """Some days, both inclusive, on which a measure is at one stage; without a `last` the end is open.

    `foreseen` are days after the one of the question: so it will be, by what was said until then. `began` is whether
    reports date the beginning of what is in force.
    """

    first: Day
    last: Day | None
    stage: str
    in_force: bool
    foreseen: bool
    began: bool


class Bar(Value):
    """One measure over time. `stage`, `in_force` and `expiry` are those that a state shows at the day of the question.

    Each stretch is what a state of any of its days has as stage; `acts` are the steps of its history.
    """

    subject: str
    sender: str
    target: str
    kind: Measure
    programmes: tuple[str, ...]
    stage: str
    in_force: bool
    expiry: str | None
    stretches: tuple[Stretch, ...]
    acts: tuple[MeasureStep, ...]


def bars(connection: sqlite3.Connection, pair: tuple[str, str], clocks: Clocks) -> list[Bar]:
    """All measures between two polities over time, as known at a moment, by sender, target and kind."""
    with reading(connection):
        found = facts.in_force(connection, pair, clocks)
        told = Acts(incidents(fact.act for fact in found if fact.attribute == ACT))
        return [bar(key, acts, clocks.as_of, told) for key, acts in by_subject(found, Kind.MEASURE).items()]


def bar(subject: str, acts: Sequence[Act], as_of: date, told: Acts) -> Bar:
    """One measure over time, from all acts on it up to a day (at least one); a pure function.

    `told` are the acts of the pair, among which is what a countermeasure answers.
    """
    item = measure(subject, acts, as_of, lambda: told)
    return Bar(
        subject=subject,
        sender=item.sender,
        target=item.target,
        kind=item.kind,
        programmes=item.programmes,
        stage=item.stage,
        in_force=item.in_force,
        expiry=item.expiry,
        stretches=tuple(_stretches(acts, as_of)),
        acts=item.history,
    )


def _stretches(acts: Sequence[Act], as_of: date) -> Iterator[Stretch]:
    """Runs of days with one stage: a stage changes only on days on which an act counts, takes effect or runs out."""
    days = sorted(_days(acts, as_of))
    lives = [(day, _life(acts, day)) for day in days]
    start = 0
    for place in range(1, len(lives) + 1):
        if place < len(lives) and _alike(lives[start], lives[place], as_of):
            continue
        day, life = lives[start]
        last = days_after(lives[place][0], -1) if place < len(lives) else None
        yield Stretch(
            first=day,
            last=last,
            stage=life.stage,
            in_force=life.in_force,
            foreseen=day > as_of,
            began=life.effective is not None,
        )
        start = place


def _alike(one: tuple[date, Life], other: tuple[date, Life], as_of: date) -> bool:
    same = (one[1].stage, one[1].in_force) == (other[1].stage, other[1].in_force)
    return same and (one[0] > as_of) == (other[0] > as_of)


def _life(acts: Iterable[Act], day: date) -> Life:
    return life_of(steps_of(act for act in acts if act.valid_from <= day), day)


def _days(acts: Iterable[Act], as_of: date) -> set[date]:
    """All days on which the stage can change; none before the first act counts."""
    told = list(acts)
    days = {act.valid_from for act in told}
    for act in told:
        event = act.event
        if isinstance(event, SanctionsImposed | SanctionsEased):
            days |= {when.end for when in (event.occurred, event.effective) if when and when.end}
            if event.expiry and event.expiry.end and event.expiry.end < date.max:
                days.add(days_after(event.expiry.end, 1))
    if as_of < date.max:
        days.add(days_after(as_of, 1))
    first = min(act.valid_from for act in told)
    return {day for day in days if day >= first}
