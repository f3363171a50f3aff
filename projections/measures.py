"""Measures of a pair as they stand at a date, with all acts on them."""

from collections.abc import Callable, Iterable

from events.vocabulary import Measure
from projections import links
from projections.acts import Act
from projections.answers import Acts
from projections.assertions import term
from projections.clocks import Day
from projections.incidents import Incident
from projections.items import Answer, Answered, Item, decided, evidence
from projections.lifecycle import Step, life_of, steps_of
from projections.retaliation import provocation
from projections.trusted import trusted

_SAME = "the same sender, target and kind of measure"


class MeasureStep(Item):
    """One act on a measure: what it makes of it, from which day, until when.

    `answers` has the report's words for what it retaliates for; `in_answer_to` the acts that an analyst linked it to,
    or else the measure that a countermeasure answers (`projections.retaliation`).
    """

    type: str
    stage: str
    takes_effect: Day | None
    expiry: str | None
    programme: str | None
    designees: tuple[str, ...]
    designee_count: int | None
    answers: str | None
    in_answer_to: tuple[Answer, ...]


class MeasureItem(Item):
    """A measure as it stands: its stage, whether it is in force, since when, until when, and all acts on it.

    `effective` is when the present time in force began, `expiry` the last day of it, as exactly as reports say; null
    where none says so. The end is open when any act in force has an open end. Words, report and dates are those of the
    last act that made the measure what it is.
    """

    subject: str
    sender: str
    target: str
    kind: Measure
    stage: str
    in_force: bool
    effective: str | None
    expiry: str | None
    programmes: tuple[str, ...]
    history: tuple[MeasureStep, ...]


def measure(subject: str, acts: Iterable[Act], as_of: Day, others: Callable[[], Acts]) -> MeasureItem:
    """A measure as it stands at a date, from all acts on it up to then (at least one).

    `others` gives the incidents of the pair up to then, among which is what a countermeasure answers; asked only then.
    """
    steps = steps_of(acts)
    life = life_of(steps, as_of)
    _, sender, target, kind = subject.split(":")
    history = tuple(_view(step, others) for step in steps)
    told = [act for step in steps for act in step.incident.acts]
    return MeasureItem(
        **evidence(
            life.step.incident.telling, told, [_SAME] if len(told) > 1 else [], confirming=life.step.incident.acts
        ),
        subject=subject,
        sender=sender,
        target=target,
        kind=Measure(kind),
        stage=life.stage,
        in_force=life.in_force,
        effective=term(life.effective),
        expiry=term(life.expiry),
        programmes=tuple(sorted({step.programme for step in history if step.programme})),
        history=history,
    )


def last_day(acts: Iterable[Act], as_of: Day) -> Day | None:
    """The last day on which a measure can be in force, from all acts on it up to a date (at least one); None if open.

    What ends some day between two is in force until the later one.
    """
    expiry = life_of(steps_of(acts), as_of).expiry
    return expiry.end if expiry else None


def _view(step: Step, others: Callable[[], Acts]) -> MeasureStep:
    act = step.incident.telling
    told = act.told
    said = {
        **evidence(act, step.incident.acts, step.incident.because),
        "type": act.type,
        "stage": step.stage,
        "takes_effect": step.takes_effect,
        "expiry": term(step.expiry),
        "programme": told.get("programme"),
        "designees": tuple(designee.name for designee in told.get("designees", ())),
        "designee_count": told.get("designee_count"),
        "answers": told.get("answers"),
        "in_answer_to": tuple(answered.view() for answered in _answered(step.incident, others)),
    }
    return trusted(MeasureStep, said)


def _answered(told: Incident, others: Callable[[], Acts]) -> list[Answered]:
    linked = [decided(one) for one in links.answered(told.acts)]
    found = None if linked else provocation(told, others)
    return [found] if found else linked
