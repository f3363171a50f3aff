"""Why something that a model proposed is refused."""

from typing import Literal

from events.values import Value

Reason = Literal[
    "form",
    "cut",
    "type",
    "vocabulary",
    "quote",
    "instruction",
    "polity",
    "unnamed",
    "self",
    "date",
    "modality",
    "field",
]
"""Why something is refused.

form: it is no JSON, or lacks a field; cut: the answer ends before it is complete; type: no event type; vocabulary: no
word of the closed set; quote: the words do not stand in the passage; instruction: they stand where the report speaks to
its reader; polity: nobody has that code or name; unnamed: the report does not name that polity; self: source and target
are one; date: no date, or none that the report's words can mean; modality: not the type's; field: the event would be
invalid.
"""


class Refusal(Value):
    """Why a proposed event is refused, with what was proposed, as the model wrote it."""

    reason: Reason
    message: str
    proposed: str = ""
