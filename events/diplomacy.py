"""Meetings, agreements, support, aid, and the ties between polities."""

from typing import ClassVar

from events.base import PolicyEvent, UndirectedEvent
from events.values import Amount, Participant, When
from events.vocabulary import (
    AidKind,
    CooperationKind,
    MeetingFormat,
    MeetingStage,
    OfficeLevel,
    ProtestForm,
    RelationsStep,
    Root,
)


class Meeting(UndirectedEvent):
    """What every word about a meeting may say of it."""

    format: MeetingFormat | None = None
    level: OfficeLevel | None = None
    participants: tuple[Participant, ...] = ()
    venue: str | None = None


class MeetingScheduled(Meeting):
    """The two will meet, call or visit; `occurred` is the date of the meeting."""

    TOPIC: ClassVar[str] = "MeetingScheduled"
    ROOT: ClassVar[Root] = Root.AGREE

    stage: MeetingStage = MeetingStage.SCHEDULED


class MeetingHeld(Meeting):
    """The two met, spoke, visited or negotiated."""

    TOPIC: ClassVar[str] = "MeetingHeld"
    ROOT: ClassVar[Root] = Root.CONSULT


class MeetingCancelled(Meeting):
    """A planned meeting was called off or postponed; `occurred` is the day of that decision."""

    TOPIC: ClassVar[str] = "MeetingCancelled"
    ROOT: ClassVar[Root] = Root.REJECT

    planned_for: When | None = None
    postponed: bool = False
    postponed_to: When | None = None


class AgreementReached(UndirectedEvent):
    """The two signed, concluded or agreed something."""

    TOPIC: ClassVar[str] = "AgreementReached"
    ROOT: ClassVar[Root] = Root.AGREE

    instrument: str | None = None


class CommitmentMade(PolicyEvent):
    """The source promised or announced a future friendly act other than aid."""

    TOPIC: ClassVar[str] = "CommitmentMade"
    ROOT: ClassVar[Root] = Root.AGREE

    commitment: str | None = None


class SupportExpressed(PolicyEvent):
    """The source praised, thanked, backed, recognised or condoled with the target."""

    TOPIC: ClassVar[str] = "SupportExpressed"
    ROOT: ClassVar[Root] = Root.SUPPORT


class CooperationUndertaken(UndirectedEvent):
    """The two work together in fact."""

    TOPIC: ClassVar[str] = "CooperationUndertaken"
    ROOT: ClassVar[Root] = Root.COOPERATE

    kind: CooperationKind | None = None


class AidProvided(PolicyEvent):
    """The source gives, sends or announces help."""

    TOPIC: ClassVar[str] = "AidProvided"
    ROOT: ClassVar[Root] = Root.AID

    kind: AidKind | None = None
    amount: Amount | None = None


class RelationsRestored(UndirectedEvent):
    """Ties are established or resumed."""

    TOPIC: ClassVar[str] = "RelationsRestored"
    ROOT: ClassVar[Root] = Root.COOPERATE

    step: RelationsStep | None = None


class RelationsReduced(PolicyEvent):
    """The source expels, recalls, closes, breaks off or leaves."""

    TOPIC: ClassVar[str] = "RelationsReduced"
    ROOT: ClassVar[Root] = Root.SANCTION

    step: RelationsStep | None = None
    persons: int | None = None


class ProtestLodged(PolicyEvent):
    """The source summoned the target's envoy or lodged a formal protest."""

    TOPIC: ClassVar[str] = "ProtestLodged"
    ROOT: ClassVar[Root] = Root.PROTEST

    form: ProtestForm | None = None
