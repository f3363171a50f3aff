"""What analysts, and revisions, do to an event after it was recorded."""

from typing import Any, ClassVar
from uuid import UUID

from pydantic import Field

from events.base import DomainEvent
from events.values import Value
from events.vocabulary import RetractionReason


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
    """An event no longer counts from now on; what was known before stays known."""

    TOPIC: ClassVar[str] = "EventRetracted"

    event_id: UUID
    reason: RetractionReason
    because: str = Field(min_length=1)
    by: str | None = None
    replaced_by: UUID | None = None
