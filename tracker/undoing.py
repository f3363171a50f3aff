"""What it takes to take back the last review of an event: a confirmation, a correction or a retraction.

`undo(state, command) -> events` is pure. What was reviewed several times is taken back step by step, the last one
first, so that nobody takes back by mistake what somebody else has built on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from events import (
    DomainEvent,
    EventConfirmed,
    EventCorrected,
    EventRetracted,
    FieldChange,
    PolicyEvent,
    ReviewKind,
    ReviewUndone,
)
from projections.corrections import TYPE
from tracker.errors import Refused, UnknownEvent, UnknownReport
from tracker.report import Report, numbered
from tracker.review import Review, check_words
from tracker.standing import MANUAL, Past, Standing, step

_NOT_CHANGED = {"originator_id", "originator_version", "event_id", "evidence", "coding"}
"""What no correction changes; the words may stand elsewhere since, and stay there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoReview(Review):
    """The last review of an event no longer counts; with `place`, only if it is the one at that place of the stream."""

    event_id: UUID
    place: int | None = None


def undo(state: Report | None, command: UndoReview) -> tuple[DomainEvent, ...]:
    """What follows when a review is taken back.

    Raises UnknownReport, UnknownEvent for what does not exist, and Refused where there is nothing to take back, another
    review came later, or the words may no longer stand in the text.
    """
    if state is None:
        raise UnknownReport("the log has no such report: add it first with `tracker add`")
    check_words(state, command)
    standing = state.events.get(command.event_id)
    if standing is None:
        raise UnknownEvent(f"report {state.id} has no event {command.event_id}")
    if state.withdrawal is not None:
        raise Refused(
            f"report {state.id} was withdrawn ({state.withdrawal.because}): none of its events counts until "
            f"`tracker undo {state.id}`"
        )
    last = _last(standing, command.place)
    if isinstance(last.review, EventRetracted):
        _check_return(state, standing, last.review)
    elif not standing.live:
        told = standing.told(None)
        raise Refused(f"event {command.event_id} no longer counts, so nothing comes back: {told}")
    undone = ReviewUndone(
        originator_id=state.id,
        originator_version=1,
        event_id=command.event_id,
        undone=last.review.originator_version,
        review=_kind(last),
        changes=tuple(_changes_back(standing.event, last.event)),
        because=command.because,
        by=command.by,
    )
    return numbered([undone], after=state.version)


def _last(standing: Standing, place: int | None) -> Past:
    """The review to take back. Raises Refused when there is none, or when it is not the one that is meant."""
    event_id = standing.event.event_id
    if not standing.reviews:
        raise Refused(f"no review of event {event_id} counts: there is nothing to undo")
    last = standing.reviews[-1]
    if place is not None and last.review.originator_version != place:
        raise Refused(
            f"event {event_id} was reviewed meanwhile ({step(standing.hands[-1])}): undo that first with `tracker undo`"
        )
    vouched = isinstance(last.review, EventConfirmed) and len(standing.reviews) == 1
    if vouched and standing.event.coding.rule == MANUAL:
        raise Refused(f"event {event_id} was recorded by hand: `tracker retract` takes it back")
    return last


def _check_return(state: Report, standing: Standing, retracted: EventRetracted) -> None:
    """Raise Refused where a retracted event can not simply count again."""
    event_id = standing.event.event_id
    then = [one for one in state.versions if one.originator_version < retracted.originator_version][-1]
    if then.text_sha256 != state.current.text_sha256:
        raise Refused(
            f"the text of report {state.id} was changed since event {event_id} was retracted: "
            "if it still states it, record it by hand with `tracker record`"
        )
    for other in state.events.values():
        if other.live and other.key == standing.key:
            raise Refused(f"event {other.event.event_id} stands in the place of {event_id}: retract that first")


def _kind(past: Past) -> ReviewKind:
    match past.review:
        case EventConfirmed():
            return ReviewKind.CONFIRMED
        case EventCorrected():
            return ReviewKind.CORRECTED
        case _:
            return ReviewKind.RETRACTED


def _changes_back(now: PolicyEvent, before: PolicyEvent) -> Iterator[FieldChange]:
    """The changes that make the event again what it was; of a changed type also the fields that went with it."""
    if now.TOPIC != before.TOPIC:
        yield FieldChange(field=TYPE, before=now.TOPIC, after=before.TOPIC)
    said, was = (event.model_dump(mode="json", exclude=_NOT_CHANGED) for event in (now, before))
    for name, value in was.items():
        if said.get(name) != value:
            yield FieldChange(field=name, before=said.get(name), after=value)
