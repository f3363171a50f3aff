"""What analysts decided of which events belong together: links and separations, as they stood at a moment.

A decision stands above the rules of matching. It concerns two events whatever the day of the question, as soon as both
count; only the recorded clock knows when it was made.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from events import (
    AssessmentReported,
    DemandMade,
    PolicyEvent,
    SanctionsImposed,
    SanctionsThreatened,
    WarningIssued,
    dyad,
)
from events.diplomacy import Meeting
from events.vocabulary import Modality, Relation
from projections.acts import Act, Decision
from projections.clocks import Clocks, to_micros
from projections.heirs import heir
from projections.sameness import likeness

T = TypeVar("T")

LINKED, UNLINKED = "linked", "unlinked"

_SELECT = (
    "SELECT link_id, kind, relation, first, second, recorded, because, by FROM links "
    "WHERE pair IN (SELECT value FROM json_each(:pairs)) AND "
)
_DONE = frozenset({Modality.HAPPENED, Modality.ANNOUNCED})
_UTTERED = (WarningIssued, SanctionsThreatened, DemandMade, AssessmentReported)


def relation_of(one: PolicyEvent, other: PolicyEvent) -> tuple[Relation, PolicyEvent, PolicyEvent] | None:
    """What two events can be to each other, with the one that comes first; None when they can be nothing.

    They tell of one act when all but their dates agree, or of one meeting of the same two; one answers the other when
    it is an act that carries out a warning, meets or refuses a demand, or a measure against the sender of a measure. Of
    two measures either can be the answer: it is then the one given second. Nothing answers what is known to come later.
    """
    if dyad(one.source, one.target) != dyad(other.source, other.target):
        return None
    if likeness(one) == likeness(other) or (isinstance(one, Meeting) and isinstance(other, Meeting)):
        first, second = sorted((one, other), key=lambda event: event.event_id)
        return Relation.SAME, first, second
    for first, second in ((one, other), (other, one)):
        if _can_answer(first, second) and not _before(second, first):
            return Relation.ANSWER, first, second
    return None


def _can_answer(first: PolicyEvent, second: PolicyEvent) -> bool:
    match first:
        case WarningIssued() | SanctionsThreatened():
            return _is_deed(second) and _by(second, first.source)
        case DemandMade():
            return _is_deed(second) and _by(second, first.target)
        case SanctionsImposed():
            return isinstance(second, SanctionsImposed) and _is_deed(second) and second.source == first.target
        case _:
            return False


def _before(event: PolicyEvent, other: PolicyEvent) -> bool:
    """Whether an event is known to lie before another."""
    last, first = event.occurred.end, other.occurred.start
    return event.occurred.start is not None and last is not None and first is not None and last < first


def _is_deed(event: PolicyEvent) -> bool:
    return event.modality in _DONE and not isinstance(event, _UTTERED)


def _by(event: PolicyEvent, polity: str) -> bool:
    return not event.DIRECTED or event.source == polity


def attach(connection: sqlite3.Connection, acts: Iterable[Act], clocks: Clocks | None = None) -> None:
    """Give acts that count at a moment, one version of each event, the decisions that stood then; now without one."""
    if connection.execute("SELECT 1 FROM links LIMIT 1").fetchone() is None:
        return
    counting = {act.event_id: act for act in acts}
    pairs = {(act.source, act.target) for act in counting.values()}
    condition, instant = "superseded IS NULL", None
    if clocks is not None and clocks.recorded_by is not None:
        condition, instant = "recorded <= :at AND ifnull(superseded > :at, TRUE)", to_micros(clocks.recorded_by)
    parameters = {"pairs": json.dumps(sorted({dyad(*pair) for pair in pairs})), "at": instant}
    standing: dict[frozenset[str], tuple[str, str, tuple[Any, ...]]] = {}
    for row in connection.execute(f"{_SELECT}{condition} ORDER BY recorded, link_id", parameters).fetchall():
        first, second = (_in_its_place(connection, event_id, counting, instant) for event_id in row[3:5])
        if first and second and first != second:  # of several about the same two the last counts
            standing[frozenset((first, second))] = first, second, row
    found: dict[str, list[Decision]] = defaultdict(list)
    for first, second, row in sorted(standing.values(), key=lambda one: str(one[2][0])):
        link_id, kind, relation, _, _, recorded, because, by = row
        said = (link_id, kind == LINKED, Relation(relation) if relation else None)
        found[first].append(Decision(*said, True, counting[second], recorded, because, by))
        found[second].append(Decision(*said, False, counting[first], recorded, because, by))
    for event_id, decisions in found.items():
        counting[event_id].decisions = tuple(decisions)


def _in_its_place(
    connection: sqlite3.Connection, event_id: str, counting: Mapping[str, Act], instant: int | None
) -> str | None:
    """The event that a decision about an event is about now: itself, or what a later reading put in its place."""
    if event_id in counting:
        return event_id
    found = heir(connection, event_id, instant)
    return found.event_id if found is not None and found.event_id in counting else None


def apart(some: Iterable[Act], others: Iterable[Act]) -> bool:
    """Whether an analyst separated any act from any other."""
    separated = {decision.other.event_id for act in some for decision in act.decisions if not decision.joined}
    return bool(separated) and any(act.event_id in separated for act in others)


def answers(told: Iterable[Act]) -> list[Decision]:
    """The decisions by which acts answer what some acts tell, in the order of the story; a plan answers nothing yet."""
    return [decision for decision in _linked(told, first=True) if decision.other.modality in _DONE]


def answered(told: Iterable[Act]) -> list[Decision]:
    """The decisions by which what some acts tell answers earlier acts, in the order of the story."""
    return _linked(told, first=False)


def _linked(told: Iterable[Act], *, first: bool) -> list[Decision]:
    found = [
        decision
        for act in told
        for decision in act.decisions
        if decision.joined and decision.relation is Relation.ANSWER and decision.first is first
    ]
    return sorted(found, key=lambda decision: decision.other.story)


def together(
    things: Sequence[T], act_of: Callable[[T], Act], meant: Callable[[T, T], bool] = lambda *_: True
) -> list[list[T]]:
    """Put things together that analysts linked as one act, directly or by way of others; those alone are left out.

    Where one decision links what another separates, the separation stands. `meant` says whether a link of their acts
    means two things.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for place, thing in enumerate(things):
        if act_of(thing).decisions:
            found[act_of(thing).event_id].append(place)
    group_of = {place: [place] for places in found.values() for place in places}
    for _, one, other in sorted(_edges(things, act_of, found)):
        mine, theirs = group_of[one], group_of[other]
        split = apart([act_of(things[place]) for place in mine], [act_of(things[place]) for place in theirs])
        if mine is not theirs and not split and meant(things[one], things[other]):
            mine.extend(theirs)
            group_of.update(dict.fromkeys(theirs, mine))
    groups = {id(group): group for group in group_of.values() if len(group) > 1}
    return [[things[place] for place in group] for group in groups.values()]


def _edges(
    things: Sequence[T], act_of: Callable[[T], Act], found: dict[str, list[int]]
) -> Iterator[tuple[str, int, int]]:
    for places in found.values():
        for place in places:
            for decision in act_of(things[place]).decisions:
                if decision.joined and decision.relation is Relation.SAME and decision.first:
                    yield from ((decision.link_id, place, other) for other in found.get(decision.other.event_id, ()))


def decision_on(act: Act, others: Iterable[Act]) -> Decision | None:
    """The decision that links an act to one of others."""
    ids = {other.event_id for other in others}
    return next((one for one in act.decisions if one.joined and one.other.event_id in ids), None)
