"""Forces moved, coercion, and force."""

from typing import ClassVar

from events.base import PolicyEvent
from events.vocabulary import CoercionForm, ForceForm, MobilizationForm, Root


class ForcesMobilized(PolicyEvent):
    """The source deploys, alerts, exercises or tests forces toward the target."""

    TOPIC: ClassVar[str] = "ForcesMobilized"
    ROOT: ClassVar[Root] = Root.MOBILIZE

    form: MobilizationForm | None = None


class CoercionApplied(PolicyEvent):
    """The source seizes, blocks, detains, hacks or annexes, without lethal force."""

    TOPIC: ClassVar[str] = "CoercionApplied"
    ROOT: ClassVar[Root] = Root.COERCE

    form: CoercionForm | None = None


class ForceUsed(PolicyEvent):
    """The source attacks, bombs, invades or kills."""

    TOPIC: ClassVar[str] = "ForceUsed"
    ROOT: ClassVar[Root] = Root.ASSAULT

    form: ForceForm | None = None
    killed: int | None = None
