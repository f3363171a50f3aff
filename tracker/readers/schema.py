"""The form in which a model proposes events: one flat object an event, with the closed sets of the codebook."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType, NoneType
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from events import POLICY_EVENTS, PolicyEvent
from events.vocabulary import (
    Confidence,
    Likelihood,
    Measure,
    MeasureAction,
    Modality,
    Predicate,
    Stance,
    Term,
)

_DETAILS = ("format", "kind", "step", "form")
"""Fields of the event classes that hold a kind of the act, from a closed set of the type's own."""

Name = Annotated[str, WithJsonSchema({"type": "string", "enum": list(POLICY_EVENTS)})]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Assessed(_Form):
    """What an assessment says: which proposition, and what the holder makes of it."""

    stance: Stance
    predicate: Predicate
    object: str | None = Field(default=None, description="The other polity of the proposition.")
    likelihood: Likelihood | None = None
    confidence: Confidence | None = None


class Proposed(_Form):
    """One event as a model proposes it."""

    type: Name
    source: str = Field(description="Code of the polity that acts or judges.")
    target: str = Field(description="Code of the polity that is acted on or judged.")
    third_parties: list[str] = Field(default=[], description="Codes of further polities that the act is about.")
    date: str | None = Field(default=None, description="YYYY-MM-DD, YYYY-MM, YYYY, or null.")
    modality: Modality
    background: bool = False
    quote: str = Field(description="The shortest words of the report that show the act, character for character.")
    detail: str | None = Field(default=None, description="The kind of the act, from the set of its type, or null.")
    measure: Measure | None = None
    action: MeasureAction | None = None
    assessment: Assessed | None = None


class Answered(_Form):
    """All that a model answers."""

    events: list[Proposed]


@cache
def answer_schema() -> Mapping[str, Any]:
    """The JSON Schema of an answer."""
    return MappingProxyType(Answered.model_json_schema())


def detail_of(kind: type[PolicyEvent]) -> tuple[str, type[Term]] | None:
    """The field of an event class that holds the kind of the act, and its closed set; None where it has none."""
    for name in _DETAILS:
        field = kind.model_fields.get(name)
        if field is None:
            continue
        for part in get_args(field.annotation) or (field.annotation,):
            if part is not NoneType and isinstance(part, type) and issubclass(part, Term):
                return name, part
    return None


def vocabularies() -> Iterator[tuple[str, type[Term]]]:
    """The closed sets that any event may need, by the name of their field in an answer."""
    yield from (
        ("modality", Modality),
        ("measure", Measure),
        ("action", MeasureAction),
        ("stance", Stance),
        ("predicate", Predicate),
        ("likelihood", Likelihood),
        ("confidence", Confidence),
    )
