"""A question to a model and its answer, as they are kept: the same question has the same key for ever."""

import json
from collections.abc import Mapping
from hashlib import sha256

from pydantic import Field, JsonValue

from events.values import Value


class Question(Value):
    """All that decides an answer: the model, what it is told and asked, its schema and its options."""

    model: str
    system: str
    prompt: str
    json_schema: Mapping[str, JsonValue] | None = None
    options: Mapping[str, JsonValue] = Field(default_factory=dict)

    @property
    def key(self) -> str:
        """The sha-256 of the question in canonical JSON."""
        content = self.model_dump(mode="json")
        return sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    @property
    def tokens(self) -> int:
        """How many tokens it has at most, near enough."""
        return estimated(self.system) + estimated(self.prompt)


class Answer(Value):
    """What a model answered, character for character, and what that took.

    `counted` says that the model's provider counted the tokens; otherwise they are estimated. `resolved` is the name
    that the provider gives the model, where it does.
    """

    text: str
    tokens_in: int = Field(ge=0)
    tokens_out: int = Field(ge=0)
    counted: bool = False
    resolved: str | None = None


def estimated(text: str) -> int:
    """How many tokens a text has at most, near enough: English has one for four letters, a third more are reckoned."""
    return len(text.encode()) // 3 + 1
