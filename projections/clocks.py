"""Three clocks: when it happened, when the world could know, when we knew."""

from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias

from pydantic import AwareDatetime

from events.values import Value

Day: TypeAlias = date
"""A calendar day, for models that have a field named `date`."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Clocks(Value):
    """The moment of which a question asks.

    `as_of`: what had happened by the end of that day. `published_by`: told by reports published up to that day.
    `recorded_by`: known to our log at that instant. None is no limit.
    """

    as_of: date
    published_by: date | None = None
    recorded_by: AwareDatetime | None = None


def to_micros(instant: datetime) -> int:
    """Microseconds since 1970 in UTC; raises ValueError for an instant without a time zone."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant!r} has no time zone: give an instant such as 2024-11-16T12:00:00+00:00")
    return (instant - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The instant, in UTC, of a number of microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=micros)
