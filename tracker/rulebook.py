"""How often each rule of the extraction is right, from what was measured on annotated reports (`data/rules.toml`)."""

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import Field

from events.values import Value
from projections.doubts import Measured

FEW = 5
"""The share of all rules counts as so many proposals of each: a rule that was seen once is neither right nor wrong."""


class Tally(Value):
    """Acts that were proposed, and how many of them are right."""

    found: int = Field(ge=1)
    right: int = Field(ge=0)


class Rulebook(Value):
    """What was measured of all rules together, and of each."""

    all: Tally
    rules: dict[str, Tally]


@cache
def measured() -> Measured:
    """The share of right proposals of each rule, and of all."""
    book = Rulebook.model_validate(tomllib.loads(files("tracker").joinpath("data", "rules.toml").read_text("utf-8")))
    usual = book.all.right / book.all.found
    shares = {rule: (one.right + FEW * usual) / (one.found + FEW) for rule, one in book.rules.items()}
    return Measured(shares, usual)
