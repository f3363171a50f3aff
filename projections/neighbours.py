"""Events near another one: those that may tell of the same act or meeting, whether rules hold them together or not."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, TypeAlias

from events import dyad
from events.vocabulary import Relation
from projections.acts import Act
from projections.clocks import days_after
from projections.incidents import Incident, incidents
from projections.links import apart, relation_of
from projections.listing import EventView, event_view
from projections.meetings import match
from projections.mentions import mentions_of

NEAR_DAYS = 7
"""Days between two acts up to which they may be one; between two publications where a date is not known."""

MOST = 5
"""Neighbours that are shown of an event."""

_WIDEST = 31

Held: TypeAlias = Literal["one", "apart", "separated"]
"""What two events are held to be: of one act, of two (by rules or by nobody), or of two as an analyst decided."""


class Neighbour(EventView):
    """An event that may tell of the same act as another one.

    `held` says what the two count as now, `days` how many days lie between them; None where a date is not known.
    """

    held: Held
    days: int | None


class Nearby:
    """Acts that count, to be asked for those near one of them. They are of one moment, in any order."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self._acts: dict[tuple[str, str], list[Act]] = defaultdict(list)
        for act in acts:
            self._acts[_group(act)].append(act)
        self._starts: dict[tuple[str, str], list[date]] = {}
        for group, of in self._acts.items():
            of.sort(key=lambda act: (_start(act), act.story))
            self._starts[group] = list(map(_start, of))

    def around(self, act: Act) -> list[Act]:
        """The acts that may be the same as an act, the nearest first, itself left out."""
        group = _group(act)
        of, starts = self._acts.get(group, []), self._starts.get(group, [])
        first, last = act.span or (act.published, act.published)
        low = bisect_left(starts, days_after(first, -NEAR_DAYS - _WIDEST))
        high = bisect_right(starts, days_after(last, NEAR_DAYS))
        near = [
            (days if days is not None else NEAR_DAYS, other.story, other)
            for other in of[low:high]
            if other.event_id != act.event_id and _is_near(act, other, days := days_between(act, other))
        ]
        return [other for _, _, other in sorted(near, key=lambda one: one[:2])]


def neighbours(act: Act, acts: Sequence[Act]) -> list[Neighbour]:
    """The acts of one relationship that may be the same as one of them, the nearest first, at most five."""
    near = [other for other in Nearby(acts).around(act) if _can_be_one(act, other)][:MOST]
    if not near:
        return []
    together = _together(act, acts)
    return [
        Neighbour(
            **dict(event_view(other)),
            held="one" if other.event_id in together else "separated" if apart([act], [other]) else "apart",
            days=days_between(act, other),
        )
        for other in near
    ]


def days_between(one: Act, other: Act) -> int | None:
    """The days between two acts, 0 where both can lie on one day; None where a date is not known."""
    if one.span is None or other.span is None:
        return None
    gap = max(one.span[0], other.span[0]) - min(one.span[1], other.span[1])
    return max(gap.days, 0)


def incident_of(acts: Iterable[Act]) -> dict[str, Incident]:
    """The incident of each event among the acts of any relationships, by the event's id."""
    of: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        of[dyad(act.source, act.target)].append(act)
    return {told.event_id: one for group in of.values() for one in incidents(group) for told in one.acts}


def _group(act: Act) -> tuple[str, str]:
    """Meetings of all types go together: one may be the other, planned or held."""
    return dyad(act.source, act.target), "Meeting" if act.type.startswith("Meeting") else act.type


def _start(act: Act) -> date:
    return act.start or act.published


def _is_near(one: Act, other: Act, days: int | None) -> bool:
    if days is not None:
        return days <= NEAR_DAYS
    return one.quote == other.quote or abs((one.published - other.published).days) <= NEAR_DAYS


def _can_be_one(one: Act, other: Act) -> bool:
    found = relation_of(one.event, other.event)
    return found is not None and found[0] is Relation.SAME


def _together(act: Act, acts: Sequence[Act]) -> set[str]:
    """The ids of the events that are held to tell of the act or meeting that an act tells of."""
    if act.type.startswith("Meeting"):
        met = match(mentions_of(one for one in acts if one.type.startswith("Meeting")))
        groups = [{mention.act.event_id for mention in meeting.mentions} for meeting in met]
        return set().union(*(group for group in groups if act.event_id in group))
    told = incidents(one for one in acts if one.type == act.type)
    return {one.event_id for incident in told if act in incident.acts for one in incident.acts}
