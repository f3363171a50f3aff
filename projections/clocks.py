"""Three clocks: when it happened, when the world could know, when we knew."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias

from pydantic import AwareDatetime, Field

from events.values import Value
from events.vocabulary import Reliability

Day: TypeAlias = date
"""A calendar day, for models that have a field named `date`."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Clocks(Value):
    """The moment of which a question asks.

    `as_of`: what had happened by the end of that day. `published_by`: told by reports published up to that day.
    `recorded_by`: known to our log at that instant. None is no limit. With `publishers` only their reports are
    believed: those that had `min_reliability` or better then (see `projections.grading`).
    """

    as_of: date
    published_by: date | None = None
    recorded_by: AwareDatetime | None = None
    min_reliability: Reliability | None = None
    publishers: frozenset[str] | None = Field(default=None, exclude=True, repr=False)

    def believes(self, publisher: str) -> bool:
        """Whether reports of a publisher count. Raises ValueError where nobody looked up who has the grade."""
        return self.believed is None or publisher in self.believed

    @property
    def believed(self) -> frozenset[str] | None:
        """The publishers whose reports count; None for all. Raises ValueError where nobody looked them up."""
        if self.min_reliability is not None and self.publishers is None:
            raise ValueError(f"who is graded {self.min_reliability} or better was not looked up: see `believing`")
        return self.publishers

    @property
    def named(self) -> dict[str, Any]:
        """What an answer repeats of them."""
        return {name: getattr(self, name) for name in ("as_of", "published_by", "recorded_by", "min_reliability")}


def days_after(day: date, days: int) -> date:
    """The day so many days later, or earlier where that is less than none; never beyond the first and last of all.

    Reports say "31 December 9999" where there is no end, and a question may be as of then.
    """
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min


def to_micros(instant: datetime) -> int:
    """Microseconds since 1970 in UTC; raises ValueError for an instant without a time zone."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant!r} has no time zone: give an instant such as 2024-11-16T12:00:00+00:00")
    return (instant - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The instant, in UTC, of a number of microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=micros)
