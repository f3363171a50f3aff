"""What the events that count tell, as a story: of each subject, what was so before an event, and what after."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from projections import demands, ties, warnings
from projections.acts import Act, Decision
from projections.answers import Acts
from projections.assertions import ACT, term
from projections.assessments import in_order, judgement_of
from projections.facts import Fact, acts_of, by_subject
from projections.incidents import Incident, incidents
from projections.items import Answered
from projections.lifecycle import Life, Step, lives, steps_of
from projections.meetings import key, match, status
from projections.mentions import mentions_of
from projections.retaliation import provocation
from projections.subjects import Kind


class Told(NamedTuple):
    """An event says something of an attribute: what was so before it, and what after.

    `because` says why it was held to belong to earlier ones, and `decision` who held it, where it was no rule.
    """

    subject: str
    attribute: str
    before: str | None
    after: str | None
    act: Act
    because: str | None = None
    decision: Decision | None = None


def story(live: Sequence[Fact]) -> list[Told]:
    """All that facts in force tell of a relationship, subject by subject; a pure function."""
    acts = Acts(incidents(fact.act for fact in live if fact.attribute == ACT))
    return [
        *_ties(live),
        *_meetings(acts_of(live, Kind.MEETING)),
        *(told for subject, of in by_subject(live, Kind.MEASURE).items() for told in _measure(subject, of, acts)),
        *(told for threat in incidents(acts_of(live, Kind.WARNING)) for told in _warning(threat, acts)),
        *(told for asked in incidents(acts_of(live, Kind.DEMAND)) for told in _demand(asked, acts)),
        *(told for subject, of in by_subject(live, Kind.ASSESSMENT).items() for told in _assessment(subject, of)),
    ]


def answered_once(live: Sequence[Fact], ended: Sequence[Act]) -> list[Told]:
    """What acts that no longer count had made of warnings and demands that do, had they gone on counting.

    Where another act makes the same of one, that is left out: nothing was lost with the act that ended.
    """
    counting = [fact.act for fact in live if fact.attribute == ACT]
    acts, then = (Acts(incidents(told)) for told in (counting, [*counting, *ended]))
    gone = {act.number for act in ended}
    return [
        told
        for tell, subjects in ((_warning, acts_of(live, Kind.WARNING)), (_demand, acts_of(live, Kind.DEMAND)))
        for incident in incidents(subjects)
        for told in tell(incident, then)
        if told.act.number in gone and told.after not in {now.after for now in tell(incident, acts)}
    ]


def stage_with(subject: str, others: Iterable[Act], act: Act) -> str | None:
    """The stage in which an act that no longer counts left a measure, beside those that do."""
    steps = steps_of([*others, act])
    found = (life.stage for step, life in zip(steps, lives(steps), strict=True) if act in step.incident.acts)
    return next(found, None) if subject.startswith(Kind.MEASURE) else None


def _ties(live: Sequence[Fact]) -> Iterator[Told]:
    """Ties, agreements and uses of force: each incident is told, also when it does the same again."""
    for (subject, attribute), told, values in ties.steps(live):
        before = None
        for incident, after in zip(told, values, strict=True):
            yield Told(subject, attribute, before, after, incident.telling)
            before = after


def _meetings(acts: Iterable[Act]) -> Iterator[Told]:
    """What each mention makes of a meeting; further witnesses of the same are left out."""
    for meeting in match(mentions_of(acts)):
        before = None
        for place, mention in enumerate(meeting.mentions):
            after = status(meeting.mentions[: place + 1])
            if after != before:
                yield Told(key(meeting), "status", before, after, mention.act, mention.because, mention.decision)
            before = after


def _measure(subject: str, of: Iterable[Act], acts: Acts) -> Iterator[Told]:
    """What each act makes of a measure on its day; a time in force that ends takes its dates with it unsaid."""
    before: dict[str, str | None] = {}
    steps = steps_of(of)
    for step, life in zip(steps, lives(steps), strict=True):
        answered = provocation(step.incident, lambda: acts)
        after = {"stage": life.stage, "effective": term(life.effective), "expiry": term(life.expiry)}
        for attribute, value in after.items():
            if attribute == "stage":
                because = answered.because if answered else _unlike(step, life)
                yield Told(subject, attribute, before.get(attribute), value, step.incident.telling, because)
            elif value != before.get(attribute) and (value is not None or life.in_force):
                yield Told(subject, attribute, before.get(attribute), value, step.incident.telling)
            else:
                continue
            before[attribute] = value


def _unlike(step: Step, life: Life) -> str | None:
    """What a report tells of a measure, where the measure is not so on that day."""
    if step.stage == life.stage:
        return None
    coming = step.takes_effect is not None and step.takes_effect > step.incident.telling.valid_from
    return f"it tells: {step.stage}{f' from {step.takes_effect}' if coming else ''}"


def _warning(threat: Incident, acts: Acts) -> Iterator[Told]:
    current, answer = warnings.status_of(threat, acts, date.max)
    yield from _stands(f"{Kind.WARNING}:{threat.telling.event_id}", threat, current, answer)


def _demand(asked: Incident, acts: Acts) -> Iterator[Told]:
    current, answer = demands.status_of(asked, acts, date.max)
    yield from _stands(f"{Kind.DEMAND}:{asked.telling.event_id}", asked, current, answer)


def _stands(subject: str, told: Incident, current: str, answer: Answered | None) -> Iterator[Told]:
    yield Told(subject, "status", None, "standing", told.telling)
    if answer:
        yield Told(subject, "status", "standing", current, answer.act, answer.because, answer.decision)


def _assessment(subject: str, acts: Sequence[Act]) -> Iterator[Told]:
    """Each statement is told, also when it says the same again; further witnesses of one statement are left out."""
    telling = {incident.telling.number for incident in incidents(acts)}
    before: dict[str, str | None] = {}
    for act in in_order(acts):
        if act.number not in telling:
            continue
        judgement = judgement_of(act)
        after = {"stance": judgement.stance, "likelihood": judgement.likelihood, "confidence": judgement.confidence}
        for attribute, stated in after.items():
            value = stated.value if stated else None
            if attribute == "stance" or value != before.get(attribute):
                yield Told(subject, attribute, before.get(attribute), value, act)
            before[attribute] = value
