"""What each holder judges of a subject, over time: stance, likelihood, confidence, and what was held before."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from events import AssessmentReported, Judgement
from events.values import Value
from events.vocabulary import Confidence, Likelihood, Predicate, Stance
from projections.acts import Act, ReportRef
from projections.clocks import Day
from projections.incidents import incidents
from projections.items import Item, evidence
from projections.trusted import known_id, trusted

STRENGTH = (Stance.NO_EVIDENCE, Stance.SUSPECTS, Stance.DOUBTS, Stance.DENIES, Stance.ASSERTS)
"""Of two judgements of one day and one publication date the later in this order speaks: it commits the holder more."""


_SAME = "the same holder says the same of the same matter"


class Stated(NamedTuple):
    """The stance that a holder's newest statement states; `number` is the row of its event."""

    subject: str
    stance: str
    number: int


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


AFFIRMING = frozenset({Stance.ASSERTS, Stance.SUSPECTS})
"""Stances that hold a proposition to be so, or likely; the others hold it to be not so, or not shown."""


class Contradiction(Value):
    """Another holder who judges the same proposition the other way, at the same moment, and the words for it."""

    subject: str
    holder: str
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
    `previous` is the last one with another stance; `contradicted_by` are other holders who judge the same the other
    way: they are shown beside it, never averaged.
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
    contradicted_by: tuple[Contradiction, ...]


def assessment(subject: str, acts: Iterable[Act], others: Iterable[Act] = ()) -> AssessmentItem:
    """A holder's judgement after some statements (at least one); `others` are those that speak for other holders."""
    ordered = in_order(acts)
    judgements = [judgement_of(act) for act in ordered]
    current = judgements[-1]
    before = next((place for place in reversed(range(len(ordered))) if judgements[place].stance != current.stance), -1)
    run, speaking = ordered[before + 1 :], ordered[-1]
    said = {
        **evidence(speaking, run, [_SAME] if len(run) > 1 else [], confirming=_same(speaking, run)),
        "subject": subject,
        "holder": speaking.source,
        "target": speaking.target,
        "predicate": current.proposition.predicate,
        "object": current.proposition.object,
        "content": current.proposition.content,
        "stance": current.stance,
        "likelihood": current.likelihood,
        "confidence": current.confidence,
        "since": run[0].valid_from,
        "previous": spoken(ordered[before]) if before >= 0 else None,
        "contradicted_by": tuple(_contradiction(subject, act) for act in others),
    }
    return trusted(AssessmentItem, said)


def _same(speaking: Act, run: Sequence[Act]) -> Sequence[Act]:
    """The statements that tell of the very one that speaks."""
    told = incidents(run) if len(run) > 1 else []
    return next((one.acts for one in told if speaking in one.acts), [speaking])


def opponents(stated: Iterable[Stated], of: Iterable[str]) -> dict[str, list[int]]:
    """For each of some subjects, the rows of the statements by which other holders judge the same the other way.

    `stated` has one statement for each subject.
    """
    speaking: dict[str, dict[str, Stated]] = defaultdict(dict)
    for one in stated:
        speaking[proposition(one.subject)][one.subject] = one
    return {
        subject: [
            other.number
            for key, other in sorted(alike.items())
            if (other.stance in AFFIRMING) != (alike[subject].stance in AFFIRMING)
        ]
        for subject in of
        if subject in (alike := speaking[proposition(subject)])
    }


def proposition(subject: str) -> str:
    """What an assessment judges, whoever holds it: `assessment:USA:CHN:lethal_aid:RUS` → `CHN:lethal_aid:RUS`."""
    return subject.split(":", 2)[2]


def _contradiction(subject: str, act: Act) -> Contradiction:
    judged = proposition(subject)
    said = {"subject": f"assessment:{act.source}:{judged}", "holder": act.source, **_spoken(act)}
    return trusted(Contradiction, said)


def in_order(acts: Iterable[Act]) -> list[Act]:
    """Statements in the order in which they speak: the last one is the present judgement."""
    return sorted(acts, key=_speaks)


def judgement_of(act: Act) -> Judgement:
    """The judgement that a statement reports; raises TypeError for another event."""
    judgement = act.told["judgement"] if act.type == AssessmentReported.TOPIC else None
    if not isinstance(judgement, Judgement):
        raise TypeError(f"event {act.event_id} is a {act.type}, which states no judgement")
    return judgement


def content_of(act: Act) -> str | None:
    """The words of what a statement judges, where they are given; None for another event."""
    return judgement_of(act).proposition.content if act.type == AssessmentReported.TOPIC else None


def _speaks(act: Act) -> tuple[Day, Day, int, str]:
    return act.valid_from, act.published, STRENGTH.index(judgement_of(act).stance), act.event_id


def spoken(act: Act) -> Previous:
    """A statement as an answer shows it. Raises TypeError for another event."""
    return trusted(Previous, _spoken(act))


def _spoken(act: Act) -> dict[str, Any]:
    judgement = judgement_of(act)
    return {
        "stance": judgement.stance,
        "likelihood": judgement.likelihood,
        "confidence": judgement.confidence,
        "event_id": known_id(act.event_id),
        "date": act.written,
        "valid_from": act.valid_from,
        "quote": act.quote,
        "report": act.report,
    }
