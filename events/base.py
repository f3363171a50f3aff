"""What all events have in common: frozen, without unknown fields, with a topic that never changes, and upcasters."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field, model_validator

from events.polity import Polity
from events.values import Attribution, Coding, Evidence, When
from events.vocabulary import Modality, Root

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]


class DomainEvent(BaseModel):
    """A fact of one stream: a report's, or that of a publisher's grades.

    `TOPIC` names the class in the store for ever, whatever becomes of its import path. A field is never renamed or
    removed: a new `class_version` gets an upcaster from the version before it, in order, in `UPCASTERS`.
    """

    model_config = ConfigDict(frozen=True, defer_build=True, extra="forbid")

    TOPIC: ClassVar[str]
    class_version: ClassVar[int] = 1
    UPCASTERS: ClassVar[tuple[Upcaster, ...]] = ()

    originator_id: UUID = Field(description="The id of the stream: a report's, or a publisher's.")
    originator_version: int = Field(ge=1, description="Place in the stream, from 1.")

    @classmethod
    def upcast(cls, state: Mapping[str, Any], version: int) -> dict[str, Any]:
        """Bring a stored state of an older class version up to this one.

        Raises ValueError when the state is of a newer version than this program knows.
        """
        if not 1 <= version <= cls.class_version:
            raise ValueError(f"{cls.TOPIC} has version {version}; this program reads versions 1 to {cls.class_version}")
        current = dict(state)
        for upcaster in cls.UPCASTERS[version - 1 :]:
            current = upcaster(current)
        return current


class PolicyEvent(DomainEvent):
    """One act by one source toward one target, as stated by the report, with the words that prove it."""

    ROOT: ClassVar[Root]
    DIRECTED: ClassVar[bool] = True

    event_id: UUID
    source: Polity
    target: Polity
    third_parties: tuple[Polity, ...] = ()
    occurred: When
    modality: Modality
    background: bool = False
    evidence: Evidence
    coding: Coding
    attribution: tuple[Attribution, ...] = ()

    @model_validator(mode="after")
    def _pair(self) -> "PolicyEvent":
        if self.source == self.target:
            raise ValueError(f"source and target are both {self.source}: an act of a polity toward itself is no event")
        if not self.DIRECTED and self.source > self.target:
            raise ValueError(f"{self.TOPIC} has no direction: write the pair as {self.target}, {self.source}")
        return self

    def identify(self) -> UUID:
        """The id that an event with this content has; see `identify`."""
        return identify(self.originator_id, self.TOPIC, self.model_dump(mode="json"))


class UndirectedEvent(PolicyEvent):
    """An act of two polities together; the pair is in alphabetical order."""

    DIRECTED: ClassVar[bool] = False


def identify(report_id: UUID, topic: str, fields: Mapping[str, Any]) -> UUID:
    """The id of an event of a report, from what makes it this event and no other.

    That is: type, source, target, date, quote, and what tells apart two events on the same words (the measure and
    action of a package that names several; the proposition of an assessment).
    Where the quote stands is not part of it, so an event survives a revision that moves it.
    """
    judgement = fields.get("judgement") or {}
    proposition = judgement.get("proposition") or {}
    when = fields["occurred"]
    parts = [
        topic,
        fields["source"],
        fields["target"],
        [when.get("start"), when.get("end") if when.get("start") else None],
        fields["evidence"]["quote"],
        fields.get("measure"),
        fields.get("action"),
        judgement.get("stance"),
        proposition.get("predicate"),
        proposition.get("object"),
    ]
    return uuid5(report_id, json.dumps(parts, ensure_ascii=False, separators=(",", ":")))


def identify_report(*, url: str | None, text: str) -> UUID:
    """The id of a report: from its canonical address, or from its text when it has none."""
    return uuid5(NAMESPACE_URL, url or f"sha256:{digest(text)}")


def digest(text: str) -> str:
    """The sha-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
