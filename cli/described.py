"""An event in the plain form in which the commands print it as JSON."""

from typing import Any

from events import PolicyEvent

_ELSEWHERE = ("originator_id", "originator_version", "occurred", "evidence", "coding", "judgement")


def describe(event: PolicyEvent) -> dict[str, Any]:
    """Flatten an event: what every event has under short names, then the fields of its own type.

    `date` is as precise as the report (`2022-03-18`, `2022-03`, `2022`, null), `occurred` the interval behind it;
    `start` and `end` are the quote's place in the text, in characters.
    """
    fields = event.model_dump(mode="json")
    for name in _ELSEWHERE:
        fields.pop(name, None)
    return {
        "event_id": fields.pop("event_id"),
        "type": event.TOPIC,
        "source": fields.pop("source"),
        "target": fields.pop("target"),
        "third_parties": fields.pop("third_parties"),
        "date": event.occurred.iso,
        "occurred": event.occurred.model_dump(mode="json"),
        "modality": fields.pop("modality"),
        "background": fields.pop("background"),
        "quote": event.evidence.quote,
        "start": event.evidence.start,
        "end": event.evidence.end,
        "measure": fields.pop("measure", None),
        "action": fields.pop("action", None),
        "assessment": _assessment(event),
        **event.coding.model_dump(mode="json"),
        **fields,
    }


def _assessment(event: PolicyEvent) -> dict[str, Any] | None:
    judgement = getattr(event, "judgement", None)
    if judgement is None:
        return None
    said = judgement.model_dump(mode="json")
    return {**said.pop("proposition"), **said}
