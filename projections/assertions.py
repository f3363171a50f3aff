"""Event → facts: what an event asserts, about which subject, from which day. One function for each family."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from events import (
    AgreementReached,
    AssessmentReported,
    DemandMade,
    ForceUsed,
    MeetingCancelled,
    MeetingHeld,
    MeetingScheduled,
    PolicyEvent,
    RelationsReduced,
    RelationsRestored,
    SanctionsEased,
    SanctionsImposed,
    SanctionsThreatened,
    WarningIssued,
    When,
)
from events.vocabulary import ForceForm, MeetingStage, Modality, Precision
from projections import subjects
from projections.subjects import Subject

ACT = "act"
"""The attribute that every event asserts of the relationship of its two polities; its value is the type."""


STAGE = "stage"
"""The attribute that every act on a measure, and every threat of it, asserts of the measure."""


class Assertion(NamedTuple):
    """One fact that an event asserts; the valid time is the event's."""

    subject: Subject
    attribute: str
    value: str


def valid_from(event: PolicyEvent, published: date) -> date:
    """The day from which a question `as of` a day sees the event.

    An act that happened is seen from the latest day on which it can have happened, and an undated one from the day of
    its report. A plan, an announcement or a condition exists since it was published; its own date is a value.
    """
    if event.modality is not Modality.HAPPENED or isinstance(event, MeetingScheduled):
        return published
    end = event.occurred.end
    if end is not None and end <= published:  # as `until` says, without a look at the rest: so it is with most events
        return end
    return event.occurred.until(published).end or published


def assertions(event: PolicyEvent) -> tuple[Assertion, ...]:
    """All facts that an event asserts: the act itself, and what its family adds; one for a subject and attribute."""
    act = Assertion(subjects.relationship(event.source, event.target), ACT, event.TOPIC)
    family = _FAMILIES.get(type(event))
    more = tuple(family(event)) if family else ()
    if len(more) < 2:  # one of another attribute than the act has
        return (act, *more)
    first: dict[tuple[str, str], Assertion] = {}
    for asserted in (act, *more):
        first.setdefault((asserted.subject.key, asserted.attribute), asserted)
    return tuple(first.values())


def is_done(event: PolicyEvent) -> bool:
    """Whether the report tells the act as done or decided, not as planned or conditional."""
    return event.modality is Modality.HAPPENED or event.modality is Modality.ANNOUNCED


def is_uttered(event: PolicyEvent) -> bool:
    """Whether a warning, threat or demand was spoken; a planned one ("will warn") was not yet."""
    return event.modality is not Modality.PLANNED


def meeting_status(topic: str, modality: str, told: Mapping[str, Any]) -> str:
    """What one event says of a meeting: proposed, scheduled, held, cancelled or postponed.

    `told` are the fields of its type, as of those below.
    """
    if topic == MeetingCancelled.TOPIC:
        return "postponed" if told["postponed"] or told["postponed_to"] else "cancelled"
    if modality == Modality.CONDITIONAL:
        return "proposed"
    if topic == MeetingHeld.TOPIC:
        return "held" if modality == Modality.HAPPENED else "scheduled"
    return "proposed" if told["stage"] is MeetingStage.PROPOSED else "scheduled"


def meeting_date(topic: str, occurred: When, told: Mapping[str, Any]) -> When:
    """The date of the meeting itself, which for a cancelled one is the date that it had been planned for."""
    if topic == MeetingCancelled.TOPIC:
        return told["planned_for"] or _UNKNOWN
    return occurred


_UNKNOWN = When.unknown()


def term(when: When | None) -> str | None:
    """A date that decides whether a measure is in force, as answers give it: to the day where that is known."""
    if when is None or when.start is None or when.precision is not Precision.RANGE:
        return when.written if when else None
    return f"{when.start}/{when.end}"


def measure_stage(topic: str, modality: str, told: Mapping[str, Any]) -> str:
    """What one event makes of a measure: its action; announced or threatened where it is not yet done."""
    if topic == SanctionsEased.TOPIC or modality == Modality.HAPPENED:
        return str(told["action"])
    return "threatened" if modality == Modality.CONDITIONAL else "announced"


def _meeting(event: MeetingScheduled | MeetingHeld | MeetingCancelled) -> Iterator[Assertion]:
    if isinstance(event, MeetingCancelled) and not is_done(event):
        return
    told = vars(event)
    subject = subjects.meeting(event.source, event.target, meeting_date(event.TOPIC, event.occurred, told))
    yield Assertion(subject, "status", meeting_status(event.TOPIC, event.modality, told))
    if isinstance(event, MeetingCancelled) and event.postponed_to:
        yield Assertion(subjects.meeting(event.source, event.target, event.postponed_to), "status", "scheduled")


def _measure(event: SanctionsImposed | SanctionsEased) -> Iterator[Assertion]:
    if isinstance(event, SanctionsEased) and not is_done(event):
        return
    subject = subjects.measure(event.source, event.target, event.measure)
    yield Assertion(subject, STAGE, measure_stage(event.TOPIC, event.modality, vars(event)))
    if effective := term(event.effective):
        yield Assertion(subject, "effective", effective)
    if expiry := term(event.expiry):
        yield Assertion(subject, "expiry", expiry)


def _threat(event: WarningIssued | SanctionsThreatened) -> Iterator[Assertion]:
    if not is_uttered(event):
        return
    yield Assertion(subjects.warning(event), "status", "standing")
    if isinstance(event, SanctionsThreatened) and event.measure:
        yield Assertion(subjects.measure(event.source, event.target, event.measure), STAGE, "threatened")


def _demand(event: DemandMade) -> Iterator[Assertion]:
    if is_uttered(event):
        yield Assertion(subjects.demand(event), "status", "standing")


def _assessment(event: AssessmentReported) -> Iterator[Assertion]:
    if not is_done(event):
        return
    subject = subjects.assessment(event)
    judgement = event.judgement
    yield Assertion(subject, "stance", str(judgement.stance))
    if judgement.likelihood:
        yield Assertion(subject, "likelihood", str(judgement.likelihood))
    if judgement.confidence:
        yield Assertion(subject, "confidence", str(judgement.confidence))


def _ties(event: RelationsReduced | RelationsRestored | ForceUsed | AgreementReached) -> Iterator[Assertion]:
    if is_done(event):
        yield _tie(event)


def _tie(event: RelationsReduced | RelationsRestored | ForceUsed | AgreementReached) -> Assertion:
    subject = subjects.relationship(event.source, event.target)
    match event:
        case ForceUsed():
            form = f" ({event.form})" if event.form and event.form is not ForceForm.OTHER else ""
            return Assertion(subject, "force", f"{event.source} used force on {event.target}{form}")
        case AgreementReached():
            return Assertion(subject, "agreement", event.instrument or "reached")
        case RelationsReduced():
            return Assertion(subject, "ties", f"reduced by {event.source}{f': {event.step}' if event.step else ''}")
        case RelationsRestored():
            return Assertion(subject, "ties", f"restored{f': {event.step}' if event.step else ''}")


_FAMILIES: dict[type[PolicyEvent], Callable[[Any], Iterator[Assertion]]] = {
    **dict.fromkeys((MeetingScheduled, MeetingHeld, MeetingCancelled), _meeting),
    **dict.fromkeys((SanctionsImposed, SanctionsEased), _measure),
    **dict.fromkeys((WarningIssued, SanctionsThreatened), _threat),
    **dict.fromkeys((RelationsReduced, RelationsRestored, ForceUsed, AgreementReached), _ties),
    DemandMade: _demand,
    AssessmentReported: _assessment,
}
"""What an event asserts besides itself, by its type; the others assert nothing more."""
