"""What a run of a reader may use: tokens and money, with a reserve for what an answer may take at most."""

from dataclasses import dataclass

from tracker.errors import InputError, Refused
from tracker.readers.settings import Prices, Settings


class BudgetSpent(Refused):
    """The next request could go beyond the limits of the run."""


@dataclass
class Budget:
    """Counts tokens against the limits; prices are per million tokens."""

    max_tokens: int | None = None
    max_cost: float | None = None
    prices: Prices | None = None
    tokens_in: int = 0
    tokens_out: int = 0

    @classmethod
    def of(cls, settings: Settings) -> "Budget":
        """The budget of a run. Raises InputError for a limit of money without prices: no model says its own."""
        if settings.max_cost is not None and settings.prices is None:
            raise InputError("--max-cost needs --price-in and --price-out: what a million tokens cost, in and out")
        return cls(settings.max_tokens, settings.max_cost, settings.prices)

    @property
    def tokens(self) -> int:
        """All tokens so far."""
        return self.tokens_in + self.tokens_out

    @property
    def cost(self) -> float | None:
        """All money so far; None where no prices are known."""
        return self.prices.cost(self.tokens_in, self.tokens_out) if self.prices else None

    def reserve(self, tokens_in: int, tokens_out: int) -> None:
        """Make sure that a request for so many tokens at most stays within the limits. Raises BudgetSpent."""
        if self.max_tokens is not None and self.tokens + tokens_in + tokens_out > self.max_tokens:
            raise BudgetSpent(
                f"{self.tokens} of --max-tokens {self.max_tokens} are used, and the next answer may take "
                f"{tokens_in + tokens_out}: {_AGAIN}"
            )
        if self.max_cost is None or self.prices is None:
            return
        cost = self.prices.cost(self.tokens_in + tokens_in, self.tokens_out + tokens_out)
        if cost > self.max_cost:
            raise BudgetSpent(
                f"{self.cost:.4f} of --max-cost {self.max_cost:g} are used, and the next answer may bring it to "
                f"{cost:.4f}: {_AGAIN}"
            )

    def spend(self, tokens_in: int, tokens_out: int) -> None:
        """Count what a request took."""
        self.tokens_in += tokens_in
        self.tokens_out += tokens_out


_AGAIN = "give more and run it again; what was answered is not asked or paid for twice"
