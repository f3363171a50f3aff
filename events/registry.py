"""All event classes by topic, and their JSON Schema."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from events.assessments import AssessmentReported
from events.base import DomainEvent, PolicyEvent
from events.diplomacy import (
    AgreementReached,
    AidProvided,
    CommitmentMade,
    CooperationUndertaken,
    MeetingCancelled,
    MeetingHeld,
    MeetingScheduled,
    ProtestLodged,
    RelationsReduced,
    RelationsRestored,
    SupportExpressed,
)
from events.force import CoercionApplied, ForcesMobilized, ForceUsed
from events.pressure import (
    AccusationMade,
    ConcessionMade,
    CriticismVoiced,
    DemandMade,
    RefusalMade,
    SanctionsEased,
    SanctionsImposed,
    SanctionsThreatened,
    WarningIssued,
)
from events.publishers import PublisherGraded
from events.reports import ReadingArchived, ReportRegistered, ReportReinstated, ReportRevised, ReportWithdrawn
from events.review import EventConfirmed, EventCorrected, EventRetracted, EventsLinked, EventsUnlinked, ReviewUndone

_POLICY: tuple[type[PolicyEvent], ...] = (
    MeetingScheduled,
    MeetingHeld,
    MeetingCancelled,
    AgreementReached,
    CommitmentMade,
    SupportExpressed,
    CooperationUndertaken,
    AidProvided,
    ConcessionMade,
    DemandMade,
    CriticismVoiced,
    AccusationMade,
    RefusalMade,
    WarningIssued,
    SanctionsThreatened,
    SanctionsImposed,
    SanctionsEased,
    RelationsRestored,
    RelationsReduced,
    ProtestLodged,
    ForcesMobilized,
    CoercionApplied,
    ForceUsed,
    AssessmentReported,
)
_OTHER: tuple[type[DomainEvent], ...] = (
    ReportRegistered,
    ReportRevised,
    ReadingArchived,
    ReportWithdrawn,
    ReportReinstated,
    EventConfirmed,
    EventCorrected,
    EventRetracted,
    EventsLinked,
    EventsUnlinked,
    ReviewUndone,
    PublisherGraded,
)

POLICY_EVENTS: Mapping[str, type[PolicyEvent]] = MappingProxyType({kind.TOPIC: kind for kind in _POLICY})
"""The 24 policy events, in the order of the codebook."""

EVENTS: Mapping[str, type[DomainEvent]] = MappingProxyType({kind.TOPIC: kind for kind in (*_POLICY, *_OTHER)})
"""Every class that the log can hold, by topic."""


def schemas(topics: list[str] | None = None) -> dict[str, Any]:
    """JSON Schema of events by topic; all of them, or those named. Raises KeyError for an unknown topic."""
    return {topic: EVENTS[topic].model_json_schema() for topic in topics or EVENTS}
