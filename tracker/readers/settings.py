"""What a user may set for a reader: limits, prices, and the options of a model."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, JsonValue

from events.values import Value


class Prices(Value):
    """What a million tokens cost, in and out, in whatever money the user counts in."""

    input: float = Field(ge=0)
    output: float = Field(ge=0)

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        """What so many tokens cost."""
        return (tokens_in * self.input + tokens_out * self.output) / 1_000_000


class Settings(Value):
    """Settings for one run of a reader; those that a reader has no use for it passes over.

    `options` go to the model as they are. `max_tokens` and `max_cost` are limits for the whole run, never exceeded as
    far as tokens can be known beforehand. `timeout` is in seconds for one answer, `per_minute` the most requests in a
    minute. `cache` is the folder of answers that were given before; None keeps none.
    `lexicons` are the user's own actors and triggers.
    """

    options: Mapping[str, JsonValue] = Field(default_factory=dict)
    max_tokens: int | None = Field(default=None, ge=1)
    max_cost: float | None = Field(default=None, ge=0)
    prices: Prices | None = None
    timeout: float = Field(default=180, gt=0)
    per_minute: int | None = Field(default=None, ge=1)
    cache: Path | None = None
    lexicons: tuple[Path, ...] = ()
