"""What analysts, and revisions, do to an event after it was recorded."""

from typing import Any, ClassVar
from uuid import UUID, uuid5

from pydantic import Field

from events.base import DomainEvent
from events.polity import Polity
from events.values import Value
from events.vocabulary import Relation, RetractionReason, Term


class ReviewKind(Term):
    """What a reviewer did to an event."""

    CONFIRMED = "confirmed", "Held that the report states it as coded."
    CORRECTED = "corrected", "Changed named fields of it."
    RETRACTED = "retracted", "Held that the report does not state it."


class FieldChange(Value):
    """One field of an event, before and after, in the form in which events are stored."""

    field: str = Field(min_length=1)
    before: Any
    after: Any


class EventConfirmed(DomainEvent):
    """A reviewer holds that the report states the event as coded."""

    TOPIC: ClassVar[str] = "EventConfirmed"

    event_id: UUID
    because: str = Field(min_length=1)
    by: str = Field(min_length=1)


class EventCorrected(DomainEvent):
    """A reviewer changes named fields of an event, or a revision moved its words; nothing else changes."""

    TOPIC: ClassVar[str] = "EventCorrected"

    event_id: UUID
    changes: tuple[FieldChange, ...] = Field(min_length=1)
    because: str = Field(min_length=1)
    by: str = Field(min_length=1)


class EventRetracted(DomainEvent):
    """An event, or a decision about two, no longer counts from now on; what was known before stays known."""

    TOPIC: ClassVar[str] = "EventRetracted"

    event_id: UUID
    reason: RetractionReason
    because: str = Field(min_length=1)
    by: str | None = None
    replaced_by: UUID | None = None


class ReviewUndone(DomainEvent):
    """A reviewer takes back the last review of an event that still counts, be it his own or another's.

    `undone` is the place of that review in the stream of the report. After a confirmation was taken back the event is
    as if nobody had looked at it; `changes` bring back the fields that a correction had changed; and what was retracted
    counts again from now on. What was known before stays known.
    """

    TOPIC: ClassVar[str] = "ReviewUndone"

    event_id: UUID
    undone: int = Field(ge=1)
    review: ReviewKind
    changes: tuple[FieldChange, ...] = ()
    because: str = Field(min_length=1)
    by: str = Field(min_length=1)


class EventsLinked(DomainEvent):
    """A reviewer holds that two events of one relationship belong together, whatever the rules of matching say.

    It stands in the stream of the report that tells the event with the smaller id, so that all decisions about two
    events are in one order. Of several, the last counts. An answer comes second.
    """

    TOPIC: ClassVar[str] = "EventsLinked"

    link_id: UUID
    first: UUID
    second: UUID
    pair: tuple[Polity, Polity] = Field(description="The relationship, its polities in alphabetical order.")
    relation: Relation
    because: str = Field(min_length=1)
    by: str = Field(min_length=1)


class EventsUnlinked(DomainEvent):
    """A reviewer holds that two events of one relationship do not belong together; else like `EventsLinked`."""

    TOPIC: ClassVar[str] = "EventsUnlinked"

    link_id: UUID
    first: UUID
    second: UUID
    pair: tuple[Polity, Polity] = Field(description="The relationship, its polities in alphabetical order.")
    because: str = Field(min_length=1)
    by: str = Field(min_length=1)


def identify_link(report_id: UUID, version: int) -> UUID:
    """The id of a decision about two events, from its place in the log that no order of reports changes."""
    return uuid5(report_id, f"link:{version}")
