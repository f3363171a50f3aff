"""The life of a measure: what each act does to it, and where the acts leave it at a date.

An exception, an easing or a delisting does not end a measure. What is announced counts from the day on which it takes
effect, never from that on which it is announced, and an end date ends it without any event: both are computed at the
date of the question.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from events import SanctionsEased, SanctionsImposed, When
from events.vocabulary import Modality
from projections.acts import Act
from projections.assertions import measure_stage
from projections.incidents import Incident, incidents

THREATENED, ANNOUNCED, IMPOSED, EXPANDED, EXTENDED = "threatened", "announced", "imposed", "expanded", "extended"
EXPIRED = "expired"
ENDING = frozenset({"lifted", "suspended", EXPIRED})
NARROWING = frozenset({"waived", "eased", "delisted"})

_ON_MEASURES = frozenset({SanctionsImposed.TOPIC, SanctionsEased.TOPIC})
_ORDER = {THREATENED: 0, ANNOUNCED: 1, IMPOSED: 2, **dict.fromkeys(ENDING, 4)}
_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class Step:
    """What one incident does to a measure.

    `takes_effect` is the day from which it counts, None when that is not known. `effective` and `expiry` are dates as
    reports state them: a report's own date is never given out as the date of an act.
    """

    stage: str
    takes_effect: date | None
    effective: When | None
    expiry: When | None
    incident: Incident


@dataclass(frozen=True, slots=True)
class Life:
    """A measure after some steps; `step` is the last one that made it so."""

    stage: str
    in_force: bool
    effective: When | None
    expiry: When | None
    step: Step


def steps_of(acts: Iterable[Act]) -> list[Step]:
    """What acts do to a measure, one step for an incident, in the order of the story."""
    return sorted((_step(incident) for incident in incidents(acts)), key=_story)


def place_in_life(stage: str) -> int:
    """Which of several acts of one day and one publication date comes first: what begins, what changes, what ends."""
    return _ORDER.get(stage, _BETWEEN)


def life_of(steps: Sequence[Step], as_of: date) -> Life:
    """Where steps (at least one), taken in the order in which they take effect, leave a measure at a date."""
    life: Life | None = None
    pending: list[Step] = []
    for step in sorted(steps, key=_place):
        if step.takes_effect is None or step.takes_effect > as_of:
            pending.append(step)
        else:
            life = _taken(_expired(life, step.takes_effect), step)
    return _with_pending(_expired(life, as_of), pending)


def lives(steps: Iterable[Step]) -> Iterator[Life]:
    """Where each of some steps, in the order of the story, leaves a measure on the day on which it is told.

    It is the `life_of` of the steps up to it; made in one go, since most of them take effect in their order.
    """
    taken: list[tuple[Step, Life]] = []
    coming: list[Step] = []
    for step in steps:
        day = step.incident.telling.valid_from
        insort(coming, step, key=_place)
        due = [one for one in coming if one.takes_effect is not None and one.takes_effect <= day]
        coming = [one for one in coming if one.takes_effect is None or one.takes_effect > day]
        for one in due:
            _take(taken, one)
        yield _with_pending(_expired(taken[-1][1] if taken else None, day), coming)


def _take(taken: list[tuple[Step, Life]], step: Step) -> None:
    """Put a step among others where it takes effect, and take those that follow it once more."""
    place = bisect_right(taken, _place(step), key=lambda one: _place(one[0]))
    following = [one for one, _ in taken[place:]]
    del taken[place:]
    for one in (step, *following):
        before = taken[-1][1] if taken else None
        taken.append((one, _taken(_expired(before, one.takes_effect or date.max), one)))


def _place(step: Step) -> tuple[date, int, tuple[date, date, int, str]]:
    return step.takes_effect or date.max, place_in_life(step.stage), _story(step)


def _story(step: Step) -> tuple[date, date, int, str]:
    valid_from, published, event_id = step.incident.telling.story
    return valid_from, published, place_in_life(step.stage), event_id


def _step(incident: Incident) -> Step:
    """Dates that one witness leaves out are taken from the next."""
    acts = incident.acts
    if incident.telling.type not in _ON_MEASURES:
        return Step(THREATENED, None, None, None, incident)
    stage = min((measure_stage(act.type, act.modality, act.told) for act in acts), key=_softness)
    effective = _stated(act.told["effective"] for act in acts)
    stated = effective or _stated(act.occurred for act in acts if _is_of_the_measure(act))
    done = next((act for act in acts if act.modality == Modality.HAPPENED), None)
    if stage == THREATENED:
        day = None
    elif done and effective is None:
        day = done.valid_from
    else:
        day = stated.end if stated else None
    return Step(stage, day, stated, _stated(act.told["expiry"] for act in acts), incident)


def _is_of_the_measure(act: Act) -> bool:
    """Whether the date of an act is that of what it does: the day on which something is announced does nothing yet."""
    return act.modality == Modality.HAPPENED or (act.occurred.end or date.min) > act.published


def _taken(life: Life | None, step: Step) -> Life:
    stage = _stage_in_effect(step)
    if stage in ENDING:
        return Life(stage, in_force=False, effective=None, expiry=None, step=step)
    if life is None:  # an exception or a renewal presupposes a measure of whose beginning no report tells
        began = step.effective if stage == IMPOSED else None
        return Life(stage, in_force=True, effective=began, expiry=step.expiry, step=step)
    if stage in NARROWING:
        return replace(life, stage=stage, step=step) if life.in_force else life
    if not life.in_force:
        return Life(stage, in_force=True, effective=step.effective, expiry=step.expiry, step=step)
    return replace(life, stage=stage, expiry=_expiry_after(life, step, stage), step=step)


def _expiry_after(life: Life, step: Step, stage: str) -> When | None:
    """The end date after a further act: a renewal sets it, an expansion leaves it, an imposition may put it off."""
    if stage == EXTENDED:
        return step.expiry
    if stage == EXPANDED:
        return life.expiry
    if life.expiry is None or step.expiry is None:
        return None
    return max(life.expiry, step.expiry, key=lambda expiry: expiry.end or date.max)


def _expired(life: Life | None, day: date) -> Life | None:
    if life is None or not life.in_force or life.expiry is None or day <= (life.expiry.end or date.max):
        return life
    return replace(life, stage=EXPIRED, in_force=False)


def _with_pending(life: Life | None, pending: Sequence[Step]) -> Life:
    """What is only announced or threatened shows where nothing is in force, if it is newer than what ended it."""
    if life is not None and life.in_force:
        return life
    coming = [step for step in pending if step.stage not in ENDING | NARROWING]
    if life is not None:
        coming = [step for step in coming if step.incident.telling.story > life.step.incident.telling.story]
    if coming and not (life is None and any(_presupposes(step) for step in coming)):
        step = max(coming, key=lambda step: (-_softness(step.stage), step.incident.telling.story))
        stage = THREATENED if step.stage == THREATENED else ANNOUNCED
        return Life(stage, in_force=False, effective=step.effective, expiry=step.expiry, step=step)
    if life is not None:
        return life
    # only an end or a change that is still to come: it presupposes a measure in force
    return Life(IMPOSED, in_force=True, effective=None, expiry=None, step=pending[-1])


def _stage_in_effect(step: Step) -> str:
    """The stage once a step has taken effect: what was announced is then done."""
    act = step.incident.telling
    if step.stage == ANNOUNCED and act.type == SanctionsImposed.TOPIC:
        return str(act.told["action"])
    return step.stage


def _presupposes(step: Step) -> bool:
    """Whether an act that is announced is one on a measure in force, of whose beginning no report tells."""
    return step.stage == ANNOUNCED and _stage_in_effect(step) in (EXPANDED, EXTENDED)


def _softness(stage: str) -> int:
    return {THREATENED: 2, ANNOUNCED: 1}.get(stage, 0)


def _stated(dates: Iterable[When | None]) -> When | None:
    return next((when for when in dates if when is not None and when.start is not None), None)
