"""An event with named fields changed, as a reviewer decided."""

import copy
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from events import POLICY_EVENTS, FieldChange, PolicyEvent
from projections.errors import LogInconsistent

TYPE = "type"
"""The one field that is not in an event's content: its class."""


def corrected(event: PolicyEvent, changes: Iterable[FieldChange]) -> PolicyEvent:
    """The event with the changes made; nothing else changes, its id least of all.

    A field may be a path: `judgement.stance`. Raises LogInconsistent when the result is no valid event.
    """
    fields = copy.deepcopy(event.model_dump(mode="json"))
    topic = event.TOPIC
    for change in changes:
        if change.field == TYPE:
            topic = str(change.after)
        else:
            assign(fields, change.field.split("."), change.after)
    try:
        return POLICY_EVENTS[topic].model_validate({**_kept(event, topic, fields), "event_id": event.event_id})
    except (ValidationError, KeyError) as error:
        raise LogInconsistent(f"a correction makes event {event.event_id} invalid: {error}") from error


def _kept(event: PolicyEvent, topic: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Fields for the class of `topic`: those of the old class alone are left behind when the type changes."""
    if topic == event.TOPIC:
        return fields
    known = POLICY_EVENTS[topic].model_fields
    return {name: value for name, value in fields.items() if name in known}


def assign(fields: dict[str, Any], path: list[str], value: Any) -> None:
    """Set a field by its path; what it goes through is made where it is missing."""
    *parents, last = path
    for parent in parents:
        inner = fields.get(parent)
        if not isinstance(inner, dict):
            inner = {}
            fields[parent] = inner
        fields = inner
    fields[last] = value
