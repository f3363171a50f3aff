"""The account of a reading: what a model was asked, what it answered word for word, and what came of it.

It is archived as JSON under its own hash, beside the text of the report, and has no times in it: the same answers give
the same account.
"""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from pydantic import Field, JsonValue, ValidationError

from events import Reading
from events.values import Value
from tracker.errors import StoreDamaged
from tracker.readers.questions import Answer
from tracker.readers.refusals import Refusal

FORM = 1
"""The version of the form of an account."""


class Exchange(Value):
    """One question and its raw answer, with what was refused of it; `question` is the sha-256 of the question."""

    question: str
    answer: Answer
    accepted: int
    refused: tuple[Refusal, ...] = ()


class PassageRead(Value):
    """One passage, by its place in the report's text, and what was said of it: an answer, and perhaps a repair."""

    start: int
    end: int
    exchanges: tuple[Exchange, ...]


class ModelAccount(Value):
    """What one model did with one report. `instructions` is the sha-256 of what it was told, archived as well."""

    reading: Reading
    model: str
    resolved: str | None = None
    prompt_version: str
    instructions: str
    options: Mapping[str, JsonValue] = Field(default_factory=dict)
    tokens_in: int = 0
    tokens_out: int = 0
    refused: Mapping[str, int] = Field(default_factory=dict)
    passages: tuple[PassageRead, ...] = ()


Kind = Literal["first only", "second only", "differ"]


class Disagreement(Value):
    """What two readers code otherwise: the codings side by side, as `tracker extract` prints them.

    `differ` means the same words or pair with another type, direction or stance; otherwise only one reader has it.
    """

    kind: Kind
    first: dict[str, Any] | None = None
    second: dict[str, Any] | None = None

    @property
    def event_ids(self) -> tuple[UUID, ...]:
        """The ids of the codings."""
        return tuple(UUID(one["event_id"]) for one in (self.first, self.second) if one is not None)


class ReadingAccount(Value):
    """The whole account: one or two readers, of which some are models, and where two of them disagree."""

    form: int = FORM
    readers: tuple[Reading, ...]
    models: tuple[ModelAccount, ...] = ()
    agreed: tuple[UUID, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


def read_account(text: str) -> ReadingAccount:
    """An archived account. Raises StoreDamaged for what is none."""
    try:
        return ReadingAccount.model_validate_json(text)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]["msg"]
        raise StoreDamaged(f"an archived account of a reading is none: {problem}; install a newer program") from error
