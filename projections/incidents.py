"""The same act told by several reports is one incident with its witnesses.

Same type and ends, and dates that can be the same; acts of one report are never the same, because a report's own
repetitions are merged when it is read. What has no date is the same only as the same words in another report.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from uuid import UUID

from events import AssessmentReported, SanctionsEased, SanctionsImposed
from events.diplomacy import Meeting
from projections.acts import Act, Story
from projections.participants import contradict


@dataclass(slots=True, eq=False)
class Incident:
    """One act, and all that tell of it; `first` and `last` are the days between which all of them can place it."""

    acts: list[Act]
    reports: set[UUID]
    first: date | None = None
    last: date | None = None

    @property
    def telling(self) -> Act:
        """The act that comes first in the story: it stands for the incident."""
        return self.acts[0]


def incidents(acts: Iterable[Act]) -> list[Incident]:
    """Group acts into incidents, in the order of the story; the order of the acts given does not matter."""
    alike: dict[Hashable, list[Act]] = defaultdict(list)
    for act in acts:
        alike[_likeness(act)].append(act)
    found = [incident for group in alike.values() for incident in _group(group)]
    for incident in found:
        if len(incident.acts) > 1:
            incident.acts.sort(key=lambda act: act.story)
    found.sort(key=lambda incident: incident.telling.story)
    return found


def _likeness(act: Act) -> Hashable:
    """What two acts must have in common to be one incident, besides their dates."""
    ends = (act.type, act.source, act.target)
    if act.type not in _DISTINCT:
        return ends
    match act.event:
        case SanctionsImposed() | SanctionsEased() as event:
            return (*ends, event.measure, event.action)
        case AssessmentReported(judgement=judgement):
            return (*ends, judgement.proposition.predicate, judgement.proposition.object, judgement.stance)
        case _:
            return ends


_DISTINCT = frozenset({SanctionsImposed.TOPIC, SanctionsEased.TOPIC, AssessmentReported.TOPIC})


def _group(acts: list[Act]) -> list[Incident]:
    dated = [(*span, act.story, act) for act in acts if (span := act.span)]
    undated = [act for act in acts if act.start is None]
    return _group_dated(dated) + _group_undated(undated)


def _group_dated(dated: list[tuple[date, date, Story, Act]]) -> list[Incident]:
    """Sweep along the days: an act joins the first incident that is still open on its first day."""
    dated.sort(key=itemgetter(0, 1, 2))
    found: list[Incident] = []
    still_open: list[tuple[date, Incident]] = []
    for first, last, _, act in dated:
        still_open = [(end, incident) for end, incident in still_open if end >= first]
        place = next((place for place, (_, incident) in enumerate(still_open) if _joins(incident, act)), None)
        if place is None:
            found.append(Incident([act], {act.report.id}, first, last))
            still_open.append((last, found[-1]))
            continue
        end, same = still_open[place]
        _add(same, act)
        same.first, same.last = first, min(last, end)
        still_open[place] = same.last, same
    return found


def _group_undated(acts: list[Act]) -> list[Incident]:
    by_words: dict[str, list[Incident]] = defaultdict(list)
    for act in sorted(acts, key=lambda act: act.story):
        groups = by_words[act.quote]
        same = next((incident for incident in groups if _joins(incident, act)), None)
        if same is None:
            groups.append(Incident([act], {act.report.id}))
        else:
            _add(same, act)
    return [incident for groups in by_words.values() for incident in groups]


def _add(incident: Incident, act: Act) -> None:
    incident.acts.append(act)
    incident.reports.add(act.report.id)


def _joins(incident: Incident, act: Act) -> bool:
    if act.report.id in incident.reports:
        return False
    event = act.event if act.type.startswith("Meeting") else None
    if not isinstance(event, Meeting):
        return True
    return not any(
        isinstance(told.event, Meeting) and contradict(told.event.participants, event.participants)
        for told in incident.acts
    )
