"""The fields of an event as an analyst types them: which can be corrected, what stands there, what may stand there."""

import json
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from cli.fields import stored
from events import POLICY_EVENTS, When
from events.vocabulary import Precision
from projections.listing import EventView

_EXPANDED = ("judgement", "judgement.proposition")
"""Fields that are shown part by part, because an analyst corrects one part and not the rest."""


class Field(NamedTuple):
    """A field by its path, the text that stands for its value, and the values that it may have where they are few."""

    path: str
    text: str
    choices: tuple[str, ...] = ()


def editable(event: EventView) -> list[Field]:
    """The fields of an event that can be corrected, with their present values; those of its type last."""
    said = {
        "source": event.source,
        "target": event.target,
        "third_parties": list(event.third_parties),
        "occurred": event.occurred.model_dump(mode="json"),
        "modality": event.modality,
        "background": event.background,
        **event.details,
    }
    kind = POLICY_EVENTS[event.type]
    hidden = {"originator_id", "originator_version", "event_id", "evidence", "coding", "attribution"}
    names = [name for name in kind.model_fields if name not in hidden]
    return [Field("type", event.type, tuple(POLICY_EVENTS)), *_fields(kind, names, said)]


def value_typed(path: str, text: str) -> Any:
    """The value that a text stands for, in the form in which events are stored; an empty one for none.

    A type may be written in any case. Raises a usage error and UnknownPolity for what cannot be read.
    """
    if not text.strip():
        return stored(path, "") if path == "occurred" else [] if path == "third_parties" else None
    if path == "type":
        return {topic.lower(): topic for topic in POLICY_EVENTS}.get(text.strip().lower(), text.strip())
    return stored(path, text.strip())


def _fields(kind: type[BaseModel], names: list[str], said: Mapping[str, Any], above: str = "") -> Iterator[Field]:
    for name in names:
        path, field, value = f"{above}{name}", kind.model_fields[name], said.get(name)
        if path in _EXPANDED:
            inner: Any = field.annotation
            yield from _fields(inner, list(inner.model_fields), value or {}, f"{path}.")
        else:
            yield Field(path, _text(field, value), _choices(field))


def _text(field: FieldInfo, value: Any) -> str:
    """How a value is typed. A field that is not stored has its default."""
    if value is None:
        default = field.get_default()
        return str(default.value) if isinstance(default, Enum) else ""
    if isinstance(value, bool):
        return str(value).lower()
    if _is_date(field):
        return _date(When.model_validate(value))
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ",".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _is_date(field: FieldInfo) -> bool:
    return field.annotation is When or When in get_args(field.annotation)


def _date(when: When) -> str:
    if when.start is None or when.end is None:
        return ""
    plain = f"{when.start}/{when.end}" if when.precision is Precision.RANGE else when.iso or ""
    # What a date alone does not say, such as days that an act lasted, is typed as it is stored.
    return plain if plain and When.parse(plain) == when else json.dumps(when.model_dump(mode="json"))


def _choices(field: FieldInfo) -> tuple[str, ...]:
    kinds = (field.annotation, *get_args(field.annotation))
    found = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Enum)), None)
    return tuple(str(one.value) for one in found) if found else ()
