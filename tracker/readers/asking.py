"""Asking a model: within the budget, at a measured pace, again after a while where it was busy, and never for ever."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from tracker.errors import Refused
from tracker.readers.budget import Budget
from tracker.readers.cache import Answers
from tracker.readers.questions import Answer, Question

TRIES = 5
"""How often a question is asked of a model that is busy or cannot be reached."""

LONGEST_PAUSE = 60.0
"""Seconds between two tries, at most; the first pause is one second, each later one twice as long."""

ANSWER_TOKENS = 4_000
"""How long an answer may be; a model that can be told is told."""

_BUSY = frozenset({408, 409, 425, 429})
_PASSING = ("timeout", "timedout", "connection", "connect", "ratelimit", "overloaded", "unavailable", "protocolerror")


class NoAnswer(Refused):
    """A model gave no answer that could be used."""


class TooLittleRoom(NoAnswer):
    """The question is longer than the model takes."""


class Model(Protocol):
    """A language model, whoever runs it."""

    name: str

    def answer(self, question: Question) -> Answer:
        """Answer a question; may raise anything."""
        ...


@dataclass
class Asking:
    """Asks one model. `wait` and `now` (in seconds) are the clock; `timeout` is for one answer."""

    model: Model
    budget: Budget
    answers: Answers
    timeout: float
    per_minute: int | None = None
    wait: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    asked: int = 0
    _last: float | None = field(default=None, init=False)

    def ask(self, question: Question) -> Answer:
        """The answer to a question, from before or from the model. Raises BudgetSpent, NoAnswer, StoreUnwritable."""
        known = self.answers.find(question)
        if known is not None:
            return known
        tokens_in = question.tokens
        pause = 1.0
        for tried in range(1, TRIES + 1):
            self.budget.reserve(tokens_in, ANSWER_TOKENS)
            self._keep_pace()
            try:
                answer = self._within(question)
            except Exception as error:
                self.budget.spend(tokens_in if isinstance(error, TimeoutError) else 0, 0)  # it may be paid for
                asked = _passing(error)
                if asked is None or tried == TRIES:
                    raise self._no_answer(error, tried) from error
                self.wait(min(max(pause, asked), LONGEST_PAUSE))
                pause *= 2
            else:
                self.budget.spend(answer.tokens_in, answer.tokens_out)
                self.answers.keep(question, answer)
                return answer
        raise AssertionError("the last try answers or raises")

    def _no_answer(self, error: Exception, tried: int) -> NoAnswer:
        problem = " ".join(str(error).split())[:300] or type(error).__name__
        if any(word in problem.lower() for word in ("context window", "context length", "context size", "n_ctx")):
            return TooLittleRoom(f"{self.model.name} has no room for the question: {problem}")
        times = f" {tried} times" if tried > 1 else ""
        return NoAnswer(f"{self.model.name} gave no answer{times} ({type(error).__name__}: {problem})")

    def _keep_pace(self) -> None:
        self.asked += 1
        if self.per_minute is None:
            return
        gap = 60 / self.per_minute
        if self._last is not None and self.now() - self._last < gap:
            self.wait(gap - (self.now() - self._last))
        self._last = self.now()

    def _within(self, question: Question) -> Answer:
        """The answer, unless it takes too long. A thread that is left behind does not keep the program from ending."""
        done: list[Answer | BaseException] = []

        def run() -> None:
            try:
                done.append(self.model.answer(question))
            except BaseException as error:  # noqa: BLE001  it is raised again where it is waited for
                done.append(error)

        thread = threading.Thread(target=run, daemon=True, name="tracker-reader")
        thread.start()
        thread.join(self.timeout)
        if not done:
            raise TimeoutError(f"no answer within {self.timeout:g} s")
        if isinstance(done[0], BaseException):
            raise done[0]
        return done[0]


def _passing(error: Exception) -> float | None:
    """For how many seconds to wait at least before the next try; None where no try would help."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        if status not in _BUSY and status < 500:
            return None
        return _asked_to_wait(error)
    names = "".join(kind.__name__ for kind in type(error).__mro__).lower()
    return 0.0 if any(word in names for word in _PASSING) else None


def _asked_to_wait(error: Exception) -> float:
    """What the server asks for in its header, in seconds."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers.get("retry-after", 0)))
    except (TypeError, ValueError):
        return 0.0
