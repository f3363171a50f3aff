"""What each holder judges of a subject, over time: stance, likelihood, confidence, and what was held before."""

from collections.abc import Iterable
from uuid import UUID

from events import AssessmentReported, Judgement
from events.values import Value
from events.vocabulary import Confidence, Likelihood, Predicate, Stance
from projections.acts import Act, ReportRef
from projections.clocks import Day
from projections.items import Item, evidence

STRENGTH = (Stance.NO_EVIDENCE, Stance.SUSPECTS, Stance.DOUBTS, Stance.DENIES, Stance.ASSERTS)
"""Of two judgements of one day and one publication date the later in this order speaks: it commits the holder more."""


class Previous(Value):
    """The judgement before the present one, and the words for it."""

    stance: Stance
    likelihood: Likelihood | None
    confidence: Confidence | None
    event_id: UUID
    date: str | None
    valid_from: Day
    quote: str
    report: ReportRef


class AssessmentItem(Item):
    """A holder's judgement as it stands.

    The newest statement speaks, with its likelihood and confidence: those of an older one are not carried over. `since`
    is the day from which the stance has been held without a change; `event_ids` are the statements since then;
    `previous` is the last one with another stance.
    """

    subject: str
    holder: str
    target: str
    predicate: Predicate
    object: str | None
    content: str | None
    stance: Stance
    likelihood: Likelihood | None
    confidence: Confidence | None
    since: Day
    previous: Previous | None


def assessment(subject: str, acts: Iterable[Act]) -> AssessmentItem:
    """A holder's judgement after some statements (at least one)."""
    ordered = in_order(acts)
    judgements = [judgement_of(act) for act in ordered]
    current = judgements[-1]
    before = next((place for place in reversed(range(len(ordered))) if judgements[place].stance != current.stance), -1)
    run, speaking = ordered[before + 1 :], ordered[-1]
    return AssessmentItem(
        **evidence(speaking, run),
        subject=subject,
        holder=speaking.source,
        target=speaking.target,
        predicate=current.proposition.predicate,
        object=current.proposition.object,
        content=current.proposition.content,
        stance=current.stance,
        likelihood=current.likelihood,
        confidence=current.confidence,
        since=run[0].valid_from,
        previous=_previous(ordered[before]) if before >= 0 else None,
    )


def in_order(acts: Iterable[Act]) -> list[Act]:
    """Statements in the order in which they speak: the last one is the present judgement."""
    return sorted(acts, key=_speaks)


def judgement_of(act: Act) -> Judgement:
    """The judgement that a statement reports; raises TypeError for another event."""
    event = act.event
    if not isinstance(event, AssessmentReported):
        raise TypeError(f"event {act.event_id} is a {act.type}, which states no judgement")
    return event.judgement


def _speaks(act: Act) -> tuple[Day, Day, int, str]:
    return act.valid_from, act.published, STRENGTH.index(judgement_of(act).stance), act.event_id


def _previous(act: Act) -> Previous:
    judgement = judgement_of(act)
    return Previous(
        stance=judgement.stance,
        likelihood=judgement.likelihood,
        confidence=judgement.confidence,
        event_id=UUID(act.event_id),
        date=act.occurred.iso,
        valid_from=act.valid_from,
        quote=act.quote,
        report=act.report,
    )
