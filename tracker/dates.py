"""Days and instants as reports write them, strictly: nothing is guessed."""

import re
from datetime import date, datetime

from tracker.errors import BadDate

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_day(text: str, *, where: str, what: str = "date") -> date:
    """Read `YYYY-MM-DD`. Raises BadDate when it is written in another way or not in the calendar."""
    if not _DAY.fullmatch(text):
        raise BadDate(f"{where}: {what} {text!r} is not written as YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadDate(f"{where}: {what} {text!r} is not in the calendar ({error})") from error


def parse_instant(text: str, *, where: str, what: str = "time") -> datetime:
    """Read an ISO 8601 date and time with its UTC offset. Raises BadDate otherwise."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadDate(f"{where}: {what} {text!r} is no date and time like 2022-03-17T14:30:00Z ({error})") from error
    if instant.tzinfo is None:
        raise BadDate(f"{where}: {what} {text!r} does not say its time zone; add Z or an offset like +01:00")
    return instant
