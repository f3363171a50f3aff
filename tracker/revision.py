"""What a new reading of a report changes: the difference to the events that stand, and nothing else."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from events import (
    DomainEvent,
    EventCorrected,
    EventRetracted,
    Evidence,
    EvidenceMoved,
    FieldChange,
    PolicyEvent,
    Reading,
)
from events.vocabulary import RetractionReason, RevisionReason
from tracker.standing import Standing, by_identity

_NOT_SAID = {"originator_id", "originator_version", "event_id", "evidence", "coding"}
"""Fields that tell where and how an event was read, not what it says."""

_RETRACTION = {
    RevisionReason.TEXT: RetractionReason.REVISED,
    RevisionReason.METADATA: RetractionReason.REVISED,
    RevisionReason.REREAD: RetractionReason.REREAD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReading:
    """A text read again: by whom, why, and the events found (their places in the stream are not final)."""

    text: str
    reading: Reading
    reason: RevisionReason
    found: tuple[PolicyEvent, ...]


@dataclass(slots=True)
class Difference:
    """Evidence that moved, and the events to append, in order: retractions, corrections, new events."""

    moved: list[EvidenceMoved] = field(default_factory=list)
    retracted: list[DomainEvent] = field(default_factory=list)
    corrected: list[DomainEvent] = field(default_factory=list)
    new: list[DomainEvent] = field(default_factory=list)

    def __iter__(self) -> Iterator[DomainEvent]:
        return iter([*self.retracted, *self.corrected, *self.new])


def signature(reading: Reading) -> str:
    """How a reading signs what it retracts or corrects: "rules 1.2"."""
    return f"{reading.extractor} {reading.version}"


def difference(standings: Iterable[Standing], new: NewReading) -> Difference:
    """Compare what stands with what was found.

    An event that was found again stays, under its id: only its place and the fields that now read otherwise change.
    One that was not found is retracted, unless a reviewer vouched for it and its words still stand in the text.
    What a reviewer rejected is not proposed anew; what a revision had retracted may come back, under a new id.
    """
    standings = tuple(standings)
    known = by_identity(standings)
    again = {id(standing): event for event in new.found if (standing := known.get(event.event_id)) is not None}
    result = Difference()
    for standing in standings:
        if standing.live:
            _compare(standing, again.get(id(standing)), new, result)
    for event in new.found:
        standing = known.get(event.event_id)
        if standing is None:
            result.new.append(event)
        elif not standing.live and standing.retracted is not RetractionReason.REJECTED:
            result.new.append(returned(event, standings))
    return result


def _compare(standing: Standing, found: PolicyEvent | None, new: NewReading, result: Difference) -> None:
    evidence = _relocate(standing.event.evidence, found, new.text)
    if evidence is None or (found is None and not standing.reviewed):
        result.retracted.append(_retraction(standing.event, new, words_stand=evidence is not None))
        return
    if evidence != standing.event.evidence:
        result.moved.append(EvidenceMoved(event_id=standing.event.event_id, evidence=evidence))
    if found is not None and not standing.reviewed:
        result.corrected.extend(_correction(standing.event, found, new))


def _relocate(evidence: Evidence, found: PolicyEvent | None, text: str) -> Evidence | None:
    """Where the words of an event stand in the new text; None when they are gone."""
    if found is not None and found.evidence.quote == evidence.quote:
        return found.evidence
    if evidence.stands_in(text):
        return evidence
    return Evidence.find(evidence.quote, text) if evidence.quote in text else None


def _retraction(event: PolicyEvent, new: NewReading, *, words_stand: bool) -> EventRetracted:
    if not words_stand:
        because = "its words are gone from the changed text"
    elif new.reason is RevisionReason.TEXT:
        because = "its words stand in the changed text, but no longer read as this event"
    else:
        because = "this reading does not find it"
    return EventRetracted(
        originator_id=event.originator_id,
        originator_version=1,
        event_id=event.event_id,
        reason=_RETRACTION[new.reason],
        because=because,
        by=signature(new.reading),
    )


def _correction(event: PolicyEvent, found: PolicyEvent, new: NewReading) -> Iterator[EventCorrected]:
    """One correction with all fields that now read otherwise, or none."""
    before, after = (_said(one) for one in (event, found))
    changes = tuple(
        FieldChange(field=name, before=before[name], after=after[name]) for name in after if before[name] != after[name]
    )
    if changes:
        yield EventCorrected(
            originator_id=event.originator_id,
            originator_version=1,
            event_id=event.event_id,
            changes=changes,
            because="it reads otherwise in the changed report"
            if new.reason is not RevisionReason.REREAD
            else "this reading of the same text says so",
            by=signature(new.reading),
        )


def _said(event: PolicyEvent) -> Mapping[str, object]:
    return event.model_dump(mode="json", exclude=_NOT_SAID)


def returned(event: PolicyEvent, standings: Iterable[Standing]) -> PolicyEvent:
    """The same act again after its retraction: another event, whose id tells how often it has come back."""
    times = sum(standing.key == event.event_id for standing in standings)
    return event.model_copy(update={"event_id": _return_id(event.event_id, times)})


def _return_id(key: UUID, times: int) -> UUID:
    return uuid5(key, f"returned {times}")
