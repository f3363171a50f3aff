"""What happens to a report: it is registered, read again, withdrawn, reinstated. Its text lies beside the log."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AwareDatetime, Field

from events.base import DomainEvent
from events.polity import Polity
from events.values import EvidenceMoved, Value
from events.vocabulary import RevisionReason


class Reading(Value):
    """By which extractor, in which version, a report was read."""

    extractor: str = Field(min_length=1)
    version: str = Field(min_length=1)


class ReportVersion(DomainEvent):
    """One version of a report as it was read."""

    url: str | None = None
    publisher: str = Field(min_length=1)
    publisher_polity: Polity | None = None
    title: str = ""
    published: date = Field(description="The day the report came out, in its own time zone.")
    published_at: AwareDatetime | None = Field(default=None, description="The instant, where the source gives one.")
    seen: AwareDatetime | None = Field(default=None, description="When this version was seen, where that is known.")
    text_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    text_length: int = Field(ge=1, description="In characters.")
    sketch: str | None = Field(default=None, description="MinHash of its words, by which copies are known.")
    language: str | None = Field(default=None, description="ISO 639-1, where recognised.")
    reading: Reading


class ReportRegistered(ReportVersion):
    """A report is known for the first time."""

    TOPIC: ClassVar[str] = "ReportRegistered"


class ReportRevised(ReportVersion):
    """A report was seen with other words or metadata, or read again by a newer extractor."""

    TOPIC: ClassVar[str] = "ReportRevised"

    reason: RevisionReason
    moved: tuple[EvidenceMoved, ...] = ()


Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""The hash of a text in the archive beside the log."""


class ReadingArchived(DomainEvent):
    """What a model was asked and answered when it read the version before this event lies in the archive.

    `account` is the archived account of the reading, with every raw answer; `instructions` are the archived texts that
    the models were told. With two readers, `corroborated` are the ids under which both proposed an event, `disputed`
    those that only one proposed, or that the other coded otherwise.
    """

    TOPIC: ClassVar[str] = "ReadingArchived"

    reading: Reading
    account: Sha256
    instructions: tuple[Sha256, ...] = ()
    corroborated: tuple[UUID, ...] = ()
    disputed: tuple[UUID, ...] = ()


class ReportWithdrawn(DomainEvent):
    """A report no longer counts, with all its events."""

    TOPIC: ClassVar[str] = "ReportWithdrawn"

    because: str = Field(min_length=1)
    by: str | None = None


class ReportReinstated(DomainEvent):
    """A report that was withdrawn counts again from now on, with the events that went with it."""

    TOPIC: ClassVar[str] = "ReportReinstated"

    because: str = Field(min_length=1)
    by: str = Field(min_length=1)
