"""The only place that reads the clock."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """The instant it is, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date where the user is."""
    return datetime.now().astimezone().date()
