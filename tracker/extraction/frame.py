"""A frame: an act as the syntax shows it, before anything is said of its reality or date."""

from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Token

from events import When
from tracker.extraction.actors import Codes

FORCE = frozenset({"ForceUsed", "CoercionApplied", "ForcesMobilized"})
SPEECH = frozenset(
    {"CriticismVoiced", "SupportExpressed", "WarningIssued", "DemandMade", "AccusationMade", "RefusalMade"}
)
VOICED = SPEECH | {"SanctionsThreatened"}
"""Acts that are done by saying something."""


@dataclass(frozen=True)
class Frame:
    """An act: `anchor` is the word whose reality and date are the act's.

    A mutual act has all its parties in `sources` when no side is told apart; else each source acts with each target.
    A `presupposed` act is only mentioned ("its invasion of"). One that `stands` is said even where its verb depends on
    a purpose or a negation ("will not tolerate", "to hold accountable"). A `performed` act is done by the report
    itself, on its day ("is publishing"), or `on` a date that its form states. `extra` has fields of the type's own.
    """

    topic: str
    rule: str
    trigger: tuple[Token, ...]
    anchor: Token
    sources: Codes
    targets: Codes
    mutual: bool = False
    presupposed: bool = False
    stands: bool = False
    performed: bool = False
    on: When | None = None
    extra: dict[str, Any] = field(default_factory=dict)
