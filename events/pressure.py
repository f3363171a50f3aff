"""Words and measures of pressure: demands, criticism, refusals, warnings, sanctions, and giving way."""

from typing import ClassVar

from events.base import PolicyEvent
from events.values import Designee, When
from events.vocabulary import Measure, MeasureAction, Root


class ConcessionMade(PolicyEvent):
    """The source yields: releases, withdraws, returns, grants what was asked."""

    TOPIC: ClassVar[str] = "ConcessionMade"
    ROOT: ClassVar[Root] = Root.YIELD


class DemandMade(PolicyEvent):
    """The source asks, urges or demands that the target do something."""

    TOPIC: ClassVar[str] = "DemandMade"
    ROOT: ClassVar[Root] = Root.REQUEST

    demand: str | None = None


class CriticismVoiced(PolicyEvent):
    """The source condemns, criticises or deplores the target's conduct."""

    TOPIC: ClassVar[str] = "CriticismVoiced"
    ROOT: ClassVar[Root] = Root.ACCUSE


class AccusationMade(PolicyEvent):
    """The source alleges a specific wrong of the target."""

    TOPIC: ClassVar[str] = "AccusationMade"
    ROOT: ClassVar[Root] = Root.ACCUSE

    allegation: str | None = None


class RefusalMade(PolicyEvent):
    """The source refuses, rejects, vetoes or denies what the target proposed, asked or alleged."""

    TOPIC: ClassVar[str] = "RefusalMade"
    ROOT: ClassVar[Root] = Root.REJECT


class WarningIssued(PolicyEvent):
    """The source warns the target of consequences other than sanctions, stated or not."""

    TOPIC: ClassVar[str] = "WarningIssued"
    ROOT: ClassVar[Root] = Root.THREATEN

    condition: str | None = None
    consequence: str | None = None


class SanctionsThreatened(PolicyEvent):
    """The source threatens or proposes a restrictive measure."""

    TOPIC: ClassVar[str] = "SanctionsThreatened"
    ROOT: ClassVar[Root] = Root.THREATEN

    measure: Measure | None = None
    condition: str | None = None
    consequence: str | None = None


class MeasureEvent(PolicyEvent):
    """What every act on a measure may say of it."""

    measure: Measure
    action: MeasureAction
    programme: str | None = None
    designees: tuple[Designee, ...] = ()
    designee_count: int | None = None
    effective: When | None = None
    expiry: When | None = None
    answers: str | None = None


class SanctionsImposed(MeasureEvent):
    """The source imposes, expands or extends a measure; `answers` has the words of what it retaliates for."""

    TOPIC: ClassVar[str] = "SanctionsImposed"
    ROOT: ClassVar[Root] = Root.SANCTION


class SanctionsEased(MeasureEvent):
    """The source lifts, suspends, waives, narrows or lets lapse a measure, or delists somebody."""

    TOPIC: ClassVar[str] = "SanctionsEased"
    ROOT: ClassVar[Root] = Root.YIELD
