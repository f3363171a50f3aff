"""The same act told by several reports is one incident with its witnesses.

Same type and ends, and dates that can be the same; acts of one report are never the same, because a report's own
repetitions are merged when it is read. What has no date is the same only as the same words in another report, and a
judgement without a name (`other`) only as one with the same content. Above these rules stands what an analyst linked
or separated.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter, itemgetter

from events import AssessmentReported, SanctionsEased, SanctionsImposed
from projections import links
from projections.acts import Act, Story
from projections.participants import contradict
from projections.sameness import alike
from projections.unnamed import matter


@dataclass(slots=True, eq=False)
class Incident:
    """One act, and all that tell of it; `first` and `last` are the days between which all of them can place it.

    `because` says why several events are held to tell of it.
    """

    acts: list[Act]
    first: date | None = None
    last: date | None = None
    because: list[str] = field(default_factory=list)

    @property
    def telling(self) -> Act:
        """The act that comes first in the story: it stands for the incident."""
        return self.acts[0]


def incidents(acts: Iterable[Act]) -> list[Incident]:
    """Group acts into incidents, in the order of the story; the order of the acts given does not matter."""
    alike: dict[Hashable, list[Act]] = defaultdict(list)
    for act in acts:
        alike[likeness(act)].append(act)
    found = [incident for group in alike.values() for incident in _group(group)]
    for incident in found:
        if len(incident.acts) > 1:
            incident.acts.sort(key=attrgetter("story"))
    found.sort(key=_story)
    return found


def _story(incident: Incident) -> Story:
    return incident.acts[0].story


def likeness(act: Act) -> Hashable:
    """What two acts must have in common to be one incident, besides their dates; most need not be read for it."""
    ends = (act.type, act.source, act.target)
    return alike(ends, act.told) if act.type in _DISTINCT else ends


_DISTINCT = frozenset({SanctionsImposed.TOPIC, SanctionsEased.TOPIC, AssessmentReported.TOPIC})

_Unit = list[Act]
"""One act, or several that an analyst linked, in the order of the story."""

_SAME_DAYS = "the same kind of act by the same two, on days that agree, in another report"
_SAME_WORDS = "another report has the same words"


def _group(acts: list[Act]) -> list[Incident]:
    if len(acts) == 1:
        return [_begin(acts, *(acts[0].span or (None, None)))]
    units = _units(acts) if any(act.decisions for act in acts) else [[act] for act in acts]
    dated: list[tuple[date, date, Story, _Unit]] = []
    undated: list[_Unit] = []
    for unit in units:
        span = _span(unit)
        if span is None:
            undated.append(unit)
        else:
            dated.append((*span, unit[0].story, unit))
    return _group_dated(dated) + _group_undated(undated)


def _units(acts: list[Act]) -> list[_Unit]:
    linked = [sorted(unit, key=lambda act: act.story) for unit in links.together(acts, lambda act: act)]
    taken = {act.number for unit in linked for act in unit}
    return linked + [[act] for act in acts if act.number not in taken]


def _span(unit: _Unit) -> tuple[date, date] | None:
    """The days that all dated acts of a unit allow; where no day does, those of the first."""
    if len(unit) == 1:
        return unit[0].span
    spans = [span for act in unit if (span := act.span)]
    if not spans:
        return None
    first, last = max(span[0] for span in spans), min(span[1] for span in spans)
    return (first, last) if first <= last else spans[0]


def _group_dated(dated: list[tuple[date, date, Story, _Unit]]) -> list[Incident]:
    """Sweep along the days: an act joins the first incident that is still open on its first day."""
    dated.sort(key=itemgetter(0, 1, 2))
    found: list[Incident] = []
    still_open: list[tuple[date, Incident]] = []
    for first, last, _, unit in dated:
        place = None
        if still_open:
            still_open = [one for one in still_open if one[0] >= first]
            place = next((place for place, (_, incident) in enumerate(still_open) if _joins(incident, unit)), None)
        if place is None:
            found.append(_begin(unit, first, last))
            still_open.append((last, found[-1]))
            continue
        end, same = still_open[place]
        _add(same, unit, _SAME_DAYS)
        same.first, same.last = first, min(last, end)
        still_open[place] = same.last, same
    return found


def _group_undated(units: list[_Unit]) -> list[Incident]:
    by_words: dict[str, list[Incident]] = defaultdict(list)
    found: list[Incident] = []
    for unit in sorted(units, key=lambda unit: unit[0].story):
        near = [incident for act in unit for incident in by_words[act.quote]]
        same = next((incident for incident in near if _joins(incident, unit)), None)
        if same is None:
            same = _begin(unit)
            found.append(same)
        else:
            _add(same, unit, _SAME_WORDS)
        for act in unit:
            if same not in by_words[act.quote]:
                by_words[act.quote].append(same)
    return found


def _begin(unit: _Unit, first: date | None = None, last: date | None = None) -> Incident:
    if len(unit) == 1:
        return Incident(unit, first, last)
    return Incident(list(unit), first, last, _decisions(unit))


def _add(incident: Incident, unit: _Unit, because: str) -> None:
    incident.acts.extend(unit)
    reasons = (because, *_decisions(unit)) if len(unit) > 1 else (because,)
    incident.because.extend(one for one in reasons if one not in incident.because)


def _decisions(unit: _Unit) -> list[str]:
    decisions = (links.decision_on(act, unit) for act in unit)
    return list(dict.fromkeys(decision.told for decision in decisions if decision))


def _joins(incident: Incident, unit: _Unit) -> bool:
    reports = {act.teller.id for act in incident.acts}
    if any(act.teller.id in reports for act in unit):
        return False
    if any(act.decisions for act in unit) and links.apart(unit, incident.acts):
        return False
    if unit[0].type == AssessmentReported.TOPIC:
        return not {_matter(act) for act in unit}.isdisjoint(map(_matter, incident.acts))
    if not unit[0].type.startswith("Meeting"):
        return True
    return not any(_other_people(told, act) for act in unit for told in incident.acts)


def _matter(act: Act) -> str | None:
    return matter(act.told["judgement"].proposition, act.event_id)


def _other_people(told: Act, act: Act) -> bool:
    return contradict(told.told["participants"], act.told["participants"])
