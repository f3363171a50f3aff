"""What happened between two polities, incident by incident and meeting by meeting, as a picture of time shows it."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date

from events import POLICY_EVENTS, MeetingCancelled, MeetingHeld, MeetingScheduled, SanctionsEased, SanctionsImposed
from events.vocabulary import Modality, Predicate
from projections import facts
from projections.acts import Act
from projections.assertions import ACT
from projections.climate import FORMAT_WEIGHTS, WEIGHTS
from projections.clocks import Clocks, Day
from projections.facts import Fact, acts_of
from projections.incidents import Incident, incidents
from projections.items import Item, evidence
from projections.meetings import MeetingItem, meetings
from projections.subjects import Kind
from projections.viewsfile import reading

MEETINGS = frozenset({MeetingScheduled.TOPIC, MeetingHeld.TOPIC, MeetingCancelled.TOPIC})
"""Types that are told of as meetings, each once, however many mentions it has."""

_ASSESSMENT_WEIGHT = 2.0
_UNDONE = 0.5
_WITNESS = 1.0
_WITNESSES = 3
_SAID = ("measure", "action", "format", "form", "kind", "step", "instrument", "level", "programme", "demand")
_MEETING_TYPES = {"held": MeetingHeld.TOPIC, "cancelled": MeetingCancelled.TOPIC, "postponed": MeetingCancelled.TOPIC}


class Happening(Item):
    """One incident or meeting. `status` is its modality, or that of the meeting as a state shows it.

    `points` are those of its type on the scale of the climate, whether it counts there or not: their sign is the tone.
    `consequence` ranks: the size of the points, half of it for what is not done, and a point for each further witness
    up to three. `said` are details of its type, such as `measure: financial`.
    """

    type: str
    source: str
    target: str
    directed: bool
    status: str
    points: float
    consequence: float
    said: dict[str, str]

    @property
    def first(self) -> Day:
        """The first day on which it can have happened or will; the day from which it counts where that is not known."""
        return self.occurred.start or self.valid_from

    @property
    def last(self) -> Day:
        """The last such day."""
        return self.occurred.end or self.valid_from


def happenings(connection: sqlite3.Connection, pair: tuple[str, str], clocks: Clocks) -> list[Happening]:
    """All that happened between two polities or is planned, as known at a moment, by first day."""
    with reading(connection):
        found = facts.in_force(connection, pair, clocks)
    return of_facts(found, clocks.as_of)


def of_facts(found: Sequence[Fact], as_of: date) -> list[Happening]:
    """The same from facts in force; a pure function."""
    acts = (fact.act for fact in found if fact.attribute == ACT and fact.act.type not in MEETINGS)
    told = [
        *map(_of_incident, incidents(acts)),
        *map(_of_meeting, meetings(acts_of(found, Kind.MEETING), as_of)),
    ]
    return sorted(told, key=lambda one: (one.first, one.last, one.event_ids))


def within(told: Iterable[Happening], since: date | None, until: date | None) -> list[Happening]:
    """Those of which some possible day lies between two days, both inclusive."""
    return [one for one in told if one.last >= (since or date.min) and one.first <= (until or date.max)]


def _of_incident(incident: Incident) -> Happening:
    act = incident.telling
    fields = evidence(act, incident.acts, incident.because)
    done = act.modality in {Modality.HAPPENED, Modality.ANNOUNCED}
    points = WEIGHTS[act.type]
    return Happening(
        **fields,
        type=act.type,
        source=act.source,
        target=act.target,
        directed=POLICY_EVENTS[act.type].DIRECTED,
        status=act.modality,
        points=points,
        consequence=_consequence(points or _ASSESSMENT_WEIGHT, fields["corroboration"], done=done),
        said=_said(act),
    )


def _of_meeting(item: MeetingItem) -> Happening:
    held = item.status == "held"
    topic = _MEETING_TYPES.get(item.status, MeetingScheduled.TOPIC)
    points = FORMAT_WEIGHTS.get(item.format, WEIGHTS[topic]) if held and item.format else WEIGHTS[topic]
    _, one, other, _ = item.subject.split(":", 3)
    said = {"format": item.format, "level": item.level, "venue": item.venue}
    if item.participants:
        said["participants"] = ", ".join(who.name for who in item.participants)
    return Happening(
        **{name: getattr(item, name) for name in Item.model_fields},
        type=topic,
        source=one,
        target=other,
        directed=False,
        status=item.status,
        points=points,
        consequence=_consequence(points, item.corroboration, done=held or topic == MeetingCancelled.TOPIC),
        said={name: str(value) for name, value in said.items() if value},
    )


def _consequence(points: float, corroboration: int, *, done: bool) -> float:
    further = min(corroboration - 1, _WITNESSES) * _WITNESS
    return abs(points) * (1.0 if done else _UNDONE) + further


def _said(act: Act) -> dict[str, str]:
    told = act.told
    said = {name: str(value) for name in _SAID if (value := told.get(name))}
    if judgement := told.get("judgement"):
        said["stance"] = str(judgement.stance)
        said["predicate"] = str(judgement.proposition.predicate)
        if judgement.proposition.object:
            said["object"] = str(judgement.proposition.object)
        if judgement.proposition.predicate is Predicate.OTHER and judgement.proposition.content:
            said["content"] = judgement.proposition.content
    if isinstance(act.event, SanctionsImposed | SanctionsEased) and act.event.designees:
        said["designees"] = ", ".join(designee.name for designee in act.event.designees)
    return said
