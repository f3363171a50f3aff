"""How good or bad a relationship is: a sum of weighted incidents that fades with time.

Weights by type after the PLOVER 2.0 draft (its scores run from -10 to 10), the poles being aid and force; a visit
counts more than a meeting, a call less. Assessments have none: they are words about another's acts. The weight of an
incident halves every `HALF_LIFE_DAYS`, counted from the day from which it is seen. Incidents count, not mentions;
what is only planned or conditional does not count, nor does background without a date.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple
from uuid import UUID

from events.values import Value
from events.vocabulary import MeetingFormat, Modality
from projections.acts import Act, ReportRef, Story
from projections.clocks import Day, days_after
from projections.incidents import Incident
from projections.trusted import known_id, trusted

HALF_LIFE_DAYS = 90
TREND_DAYS = 30
MOVERS = 5
PAST_WEEKS = 52

WEIGHTS = {
    "MeetingScheduled": 2.5,
    "MeetingHeld": 2.5,
    "MeetingCancelled": -2.0,
    "AgreementReached": 2.5,
    "CommitmentMade": 2.5,
    "SupportExpressed": 3.5,
    "CooperationUndertaken": 6.5,
    "AidProvided": 7.0,
    "ConcessionMade": 4.5,
    "DemandMade": -0.5,
    "CriticismVoiced": -2.0,
    "AccusationMade": -3.5,
    "RefusalMade": -4.0,
    "WarningIssued": -3.5,
    "SanctionsThreatened": -3.5,
    "SanctionsImposed": -6.0,
    "SanctionsEased": 4.5,
    "RelationsRestored": 6.5,
    "RelationsReduced": -6.0,
    "ProtestLodged": -5.5,
    "ForcesMobilized": -7.0,
    "CoercionApplied": -7.5,
    "ForceUsed": -9.5,
    "AssessmentReported": 0.0,
}
"""Points of one incident on the day it happens."""

FORMAT_WEIGHTS = {MeetingFormat.VISIT: 4.0, MeetingFormat.CALL: 1.5}
"""Points of a meeting held in a format that counts differently."""

SCHEDULED = "MeetingScheduled"

_HELD = "MeetingHeld"
_DONE = frozenset({Modality.HAPPENED.value, Modality.ANNOUNCED.value})


class Mover(Value):
    """An incident that moves the climate: its points today, and the words."""

    points: float
    type: str
    source: str
    target: str
    event_ids: tuple[UUID, ...]
    because: tuple[str, ...]
    date: str | None
    valid_from: Day
    quote: str
    report: ReportRef


class Reached(Value):
    """The climate at the end of a day in the past, from the incidents that are known at the moment of the question."""

    day: Day
    value: float


class Climate(Value):
    """The climate at a date, its change over the last 30 days, and the incidents that move it most.

    `past` is how it came to that: its value week by week over the last 52 weeks, the last of them at the date itself;
    empty where there is no incident.
    """

    value: float
    trend: float
    half_life_days: int
    movers: tuple[Mover, ...]
    past: tuple[Reached, ...]


class _Seen(NamedTuple):
    """An incident that counts: its points on its day, and the days since."""

    points: float
    age: int
    incident: Incident


def climate(incidents: Sequence[Incident], as_of: Day) -> Climate:
    """The climate of a relationship at a date, from its incidents up to then."""
    seen = list(_seen(incidents, as_of))
    value, trend = _sums(seen)
    return Climate(
        value=value,
        trend=trend,
        half_life_days=HALF_LIFE_DAYS,
        movers=tuple(mover(incident, points * _share(age)) for points, age, incident in _movers(seen)),
        past=tuple(_past(seen, as_of)),
    )


def past(incidents: Iterable[Incident], as_of: Day) -> Iterator[Reached]:
    """The climate week by week over the last 52 weeks: in one pass, since what fades does so by the same share."""
    return _past(list(_seen(incidents, as_of)), as_of)


def _past(seen: Sequence[_Seen], as_of: Day) -> Iterator[Reached]:
    began = [0.0] * (PAST_WEEKS + 1)  # by the week in which they come to count: points, faded to its end
    for points, age, _ in seen:
        week = PAST_WEEKS - min(age // 7, PAST_WEEKS)
        began[week] += points * _share(age - (PAST_WEEKS - week) * 7)
    value = 0.0
    for week, points in enumerate(began if seen else ()):
        value = value * _share(7) + points
        yield trusted(Reached, {"day": days_after(as_of, (week - PAST_WEEKS) * 7), "value": _rounded(value)})


def _movers(seen: Sequence[_Seen]) -> list[_Seen]:
    """The incidents that move the climate most: the first in the story of those that move it alike."""
    most = nlargest(MOVERS, (abs(one.points * _share(one.age)) for one in seen))
    least = most[-1] if most else 0.0
    return sorted((one for one in seen if abs(one.points * _share(one.age)) >= least), key=_place)[:MOVERS]


def measured(incidents: Iterable[Incident], as_of: Day) -> tuple[float, float]:
    """Value and trend of the climate alone."""
    return _sums(_seen(incidents, as_of))


def _sums(seen: Iterable[_Seen]) -> tuple[float, float]:
    value = past = 0.0
    for points, age, _ in seen:
        value += points * _share(age)
        if age >= TREND_DAYS:
            past += points * _share(age - TREND_DAYS)
    return _rounded(value), _rounded(value - past)


def weight(act: Act) -> float:
    """The points of an act on its day."""
    kind = act.type
    if act.modality not in _DONE and kind != SCHEDULED:
        return 0.0
    if act.background and act.start is None:
        return 0.0
    if kind == _HELD and (form := act.told["format"]):
        return FORMAT_WEIGHTS.get(form, WEIGHTS[kind])
    return WEIGHTS[kind]


def at_day(weighted: Iterable[tuple[Day, float]], day: Day) -> float:
    """The climate that weighted incidents, each with the day from which it counts, make on a day."""
    return _rounded(sum(points * _share((day - since).days) for since, points in weighted if since <= day))


def mover(incident: Incident, points: float) -> Mover:
    """An incident with the points that it has on the day of a question."""
    act = incident.telling
    return Mover(
        points=_rounded(points),
        type=act.type,
        source=act.source,
        target=act.target,
        event_ids=tuple(known_id(told.event_id) for told in incident.acts),
        because=tuple(incident.because),
        date=act.written,
        valid_from=act.valid_from,
        quote=act.quote,
        report=act.report,
    )


def _seen(incidents: Iterable[Incident], as_of: Day) -> Iterator[_Seen]:
    """The incidents that count by a day."""
    for incident in incidents:
        act = incident.acts[0]
        age = (as_of - act.valid_from).days
        if age >= 0 and (points := weight(act)):
            yield _Seen(points, age, incident)


def _place(seen: _Seen) -> tuple[float, Story]:
    return -abs(seen.points * _share(seen.age)), seen.incident.acts[0].story


@lru_cache(maxsize=20_000)
def _share(days: int) -> float:
    """What is left after so many days."""
    return float(0.5 ** (days / HALF_LIFE_DAYS))


def _rounded(value: float) -> float:
    """To two places, and never minus zero."""
    return round(value, 2) + 0.0
