"""Models from rows of the views, without validating again what was validated when it was recorded.

An answer about a busy pair is made of thousands of small models; checking them anew is most of what it costs. What a
row holds as JSON is still validated, because there the types of the fields come from the model.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any, TypeVar, cast
from uuid import UUID, SafeUUID

from pydantic import BaseModel, ConfigDict, create_model

from events import POLICY_EVENTS

T = TypeVar("T", bound=BaseModel)

NOT_DETAILS = frozenset(
    """
    originator_id originator_version event_id source target third_parties occurred modality background evidence
    """.split()
)
"""The fields of an event that have columns of their own."""


_new, _UNKNOWN = object.__new__, SafeUUID.unknown
# The slots themselves: what is set by name is looked up first, and both classes forbid it.
_set_values, _set_names, _set_extra, _set_private = (
    vars(BaseModel)[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)
_set_number, _set_safe = (vars(UUID)[slot].__set__ for slot in ("int", "is_safe"))


def trusted(kind: type[T], values: dict[str, Any]) -> T:
    """A model whose values, all of them and of the right types, are known to be right: `model_construct` in a step."""
    made = _new(kind)
    _set_values(made, values)
    _set_names(made, _names(kind))
    _set_extra(made, None)
    _set_private(made, None)
    return made


@cache
def _names(kind: type[BaseModel]) -> set[str]:
    """The fields of a model; one set for all that are made of it, which are never changed."""
    return set(kind.model_fields)


def known_id(text: str) -> UUID:
    """The UUID that a text of the views is; its form was checked when it was recorded, so it is not checked again."""
    made = _new(UUID)
    _set_number(made, int(text.replace("-", ""), 16))
    _set_safe(made, _UNKNOWN)
    return made


@lru_cache(maxsize=10_000)
def details_of(topic: str, details: str) -> Mapping[str, Any]:
    """The fields of an event that its columns do not hold, from their JSON. Raises ValidationError.

    Four of five events say there what another one says; they share one mapping.
    """
    return _details(topic).model_validate_json(details).__dict__


@cache
def _details(topic: str) -> type[BaseModel]:
    kind = POLICY_EVENTS[topic]
    fields = {name: (field.annotation, field) for name, field in kind.model_fields.items() if name not in NOT_DETAILS}
    made = create_model(f"{topic}Details", __config__=ConfigDict(extra="forbid"), **cast("Any", fields))
    return cast("type[BaseModel]", made)


@contextmanager
def collecting_later() -> Iterator[None]:
    """Look for garbage when an answer is made: all that it is made of lives until then, so looking finds nothing.

    Nor is it looked through at once afterwards, as the newest of all objects: it is given to the oldest generation.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():  # else somebody keeps objects frozen, and they stay so
            gc.freeze()
            gc.unfreeze()
        if on:
            gc.enable()
