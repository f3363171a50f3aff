"""The columns of a kind of thing, from the types of its fields alone: the rule that `tracker.tabular` tells of."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeAlias, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel

from events import (
    POLICY_EVENTS,
    Attribution,
    Designee,
    FieldChange,
    Judgement,
    Participant,
    PolicyEvent,
    Proposition,
    Reading,
    When,
)
from projections.assessments import Contradiction
from projections.details import Review
from projections.doubts import Doubt
from projections.measures import MeasureStep
from projections.trusted import NOT_DETAILS
from tracker.scanning import Fault

Scalar: TypeAlias = str | int | float | bool | date | datetime | None
Getter: TypeAlias = Callable[[Any], Any]


class Column(NamedTuple):
    """A column, and how its value is had from the thing that a row is about."""

    name: str
    value: Callable[[Any], Scalar]


LABELS: dict[type[BaseModel], Callable[[Any], str]] = {
    Participant: lambda one: one.name + (f" ({one.polity})" if one.polity else ""),
    Designee: lambda one: one.name + (f" ({one.polity})" if one.polity else ""),
    Attribution: lambda one: one.speaker,
    Reading: lambda one: f"{one.extractor} {one.version}",
    Doubt: lambda one: one.why,
    Contradiction: lambda one: f"{one.holder} {one.stance.value}",
    MeasureStep: lambda one: f"{one.date or f'by {one.valid_from}'} {one.stage}",
    FieldChange: lambda one: f"{one.field}: {scalar(one.before)} → {scalar(one.after)}",
    Review: lambda one: f"{one.kind}, because {one.because}" if one.because else one.kind,
    Fault: lambda one: f"{one.part}{'' if one.position is None else f' at position {one.position}'}: {one.problem}",
}
"""How a thing in a list is written on one line; of other things only the number is given."""

_FIRST = ("section", "date")
_LATER = (
    *("occurred_start", "occurred_end", "occurred_precision", "valid_from", "published", "recorded", "corroboration"),
    *("because", "by", "quote", "report_publisher", "report_title", "report_published", "report_url"),
)
_IDS = ("_id", "_ids", "sha256", "digest")
_DETAILS = {
    name: field.annotation
    for kind in POLICY_EVENTS.values()
    for name, field in kind.model_fields.items()
    if name not in NOT_DETAILS | {"coding", "attribution"}
}
"""What only some types of event have, with its type."""
_BARE = (Judgement, Proposition)
"""Things whose columns are named by their own fields alone: an event has one judgement, and that is of one matter."""


@cache
def layout(kind: type[BaseModel]) -> tuple[Column, ...]:
    """The columns of a kind of thing, in their order."""
    found = _of_event() if issubclass(kind, PolicyEvent) else _walk(kind, "", lambda thing: thing)
    named = {column.name: column for column in found}
    return tuple(named[name] for name in ordered(named))


def ordered(names: Iterable[str]) -> tuple[str, ...]:
    """The names of columns in their order; those of one rank stay as they are."""
    return tuple(sorted(names, key=_place))


def sections_of(kind: type) -> tuple[str, ...]:
    """The lists that a kind of answer is made of, whose items are rows of their own."""
    return tuple(getattr(kind, "SECTIONS", ()))


def scalar(value: Any) -> Scalar:
    """A value as it stands in a row; what is none of the plain kinds as JSON."""
    if isinstance(value, Enum):
        return scalar(value.value)
    if value is None or isinstance(value, str | bool | int | float | date):  # an instant is a date
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, When):
        return value.written
    if isinstance(value, list | tuple):
        return "; ".join(str(scalar(one)) for one in value) or None
    return json.dumps(value, default=str, ensure_ascii=False, sort_keys=True) if value else None


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The kind of the items of a list, or of the thing itself, where these are models of one kind."""
    found = [kind for kind in (*get_args(annotation), annotation) if _is_model(kind)]
    return found[0] if len(found) == 1 else None


def _place(name: str) -> tuple[int, int]:
    """Where a column comes: its date, what the row is about, its other dates and proof, its report, its ids."""
    for group, names in ((0, _FIRST), (2, _LATER)):
        if name in names:
            return group, names.index(name)
    return (3 if name.endswith(_IDS) else 1), 0


def _of_event() -> Iterator[Column]:
    """The columns of an event as it is proposed or recorded, the same for all types."""
    yield Column("date", lambda event: event.occurred.iso)
    yield Column("type", lambda event: event.TOPIC)
    for name in ("source", "target", "third_parties", "modality", "background"):
        yield Column(name, _scalar_of(_path(_itself, name)))
    yield from _of_details(_itself)
    yield from _walk(When, "occurred_", _path(_itself, "occurred"))
    yield Column("quote", lambda event: event.evidence.quote)
    yield Column("quote_start", lambda event: event.evidence.start)
    yield Column("quote_end", lambda event: event.evidence.end)
    yield Column("rule", lambda event: event.coding.rule)
    yield Column("event_id", lambda event: str(event.event_id))


def _of_details(value: Getter) -> Iterator[Column]:
    for name, annotation in _DETAILS.items():
        yield from _columns(name, annotation, _path(value, name))


def _walk(kind: type[BaseModel], prefix: str, thing: Getter) -> Iterator[Column]:
    for name, field in kind.model_fields.items():
        if field.exclude or (not prefix and name in sections_of(kind)):
            continue
        value = _path(thing, name)
        if name == "details" and "modality" in kind.model_fields:
            yield from _of_details(value)
        elif name == "occurred":
            yield from _walk(When, f"{prefix}occurred_", value)
        else:
            yield from _columns(f"{prefix}{name}", field.annotation, value)


def _columns(name: str, annotation: Any, value: Getter) -> Iterator[Column]:
    """The columns of a field, from its type."""
    kinds = _alternatives(annotation)
    models = [kind for kind in kinds if _is_model(kind)]
    if len(models) > 1:
        return
    if models == [When]:
        yield Column(name, lambda thing: _made(When, value(thing)).written if value(thing) else None)
    elif models:
        yield from _walk(models[0], "" if models[0] in _BARE else f"{name}_", value)
    elif get_args(kinds[0]) == (str, str):
        yield from (Column(f"{name}_{place + 1}", _scalar_of(_nth(value, place))) for place in range(2))
    elif (item := model_in(kinds[0])) is None:
        yield Column(name, _scalar_of(value))
    else:
        yield Column(name, lambda thing: _labelled(item, value(thing) or ()))


def _labelled(kind: type[BaseModel], things: list[Any] | tuple[Any, ...]) -> Scalar:
    label = LABELS.get(kind)
    return len(things) if label is None else "; ".join(label(_made(kind, one)) for one in things) or None


def _made(kind: type[BaseModel], value: Any) -> Any:
    """The thing that a value is; details of events are kept as they are stored."""
    return kind.model_validate(value) if isinstance(value, Mapping) else value


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    """The kinds that a field may have, without none."""
    if get_origin(annotation) in {Union, UnionType}:
        return tuple(kind for kind in get_args(annotation) if kind is not NoneType)
    return (annotation,)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _itself(thing: Any) -> Any:
    return thing


def _path(thing: Getter, name: str) -> Getter:
    """How a part is had: of an event of another type, or of nothing, there is none."""

    def value(whole: Any) -> Any:
        part = thing(whole)
        return part.get(name) if isinstance(part, Mapping) else getattr(part, name, None)

    return value


def _nth(pair: Getter, place: int) -> Getter:
    return lambda whole: (pair(whole) or (None, None))[place]


def _scalar_of(value: Getter) -> Callable[[Any], Scalar]:
    return lambda thing: scalar(value(thing))
