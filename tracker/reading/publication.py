"""When a report came out: who says so, in which order they are believed, and whether they agree.

The order: the caller (`--published`); the report's own header or row; the metadata of the document (a page's tags, the
date of an e-mail); the feed that it stood in; its address; the name of its file. The time stamp of a file is never
asked: copying changes it. So do the dates at which a PDF or a Word file was made.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")
_PATH = re.compile(r"/((?:19|20)\d\d)/(\d\d?)/(\d\d?)(?=/|$)")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?")


class Claim(NamedTuple):
    """Somebody's word for the day on which a report came out, and for the instant where it is as exact as that."""

    origin: str
    day: date
    instant: datetime | None = None


def claim(origin: str, text: str) -> Claim | None:
    """Read a date as machines write it (ISO 8601, with or without a time); None when it is anything else.

    The day is the one in the time zone that is written. A time without a zone is passed over, its day is kept.
    """
    match = _ISO.match(text.strip())
    if match is None:
        return None
    day, time, zone = match.groups()
    try:
        instant = datetime.fromisoformat(f"{day}T{time}{zone}") if time and zone else None
        return Claim(origin, date.fromisoformat(day), instant)
    except ValueError:  # not in the calendar
        return None


def named(name: str) -> Claim | None:
    """The day in the name of a file (`2022-03-17-talks.html`, `20220317.pdf`); none when it has several."""
    days = set(_days(_DAY.finditer(name), (1, 3, 4)))
    return Claim("its file name", days.pop()) if len(days) == 1 else None


def addressed(url: str) -> Claim | None:
    """The day in the path of an address (`/2022/03/17/talks`, `/2022-03-17-talks`); none when it has several."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    days = {*_days(_PATH.finditer(path), (1, 2, 3)), *_days(_DAY.finditer(path), (1, 3, 4))}
    return Claim("its address", days.pop()) if len(days) == 1 else None


def disagreements(taken: Claim, others: Sequence[Claim]) -> Iterator[str]:
    """Say which claims speak of another day than the one taken, without what can be done about it.

    The day before or after is no other day to whoever gives the instant: it may be the same one elsewhere.
    """
    for other in others:
        tolerated = timedelta(days=1 if taken.instant or other.instant else 0)
        if abs(other.day - taken.day) > tolerated:
            yield (f"published {taken.day} by {taken.origin}, but {other.day} by {other.origin}; {taken.day} is taken")


def _days(matches: Iterator[re.Match[str]], groups: tuple[int, int, int]) -> Iterator[date]:
    for match in matches:
        year, month, day = (int(match[group]) for group in groups)
        try:
            yield date(year, month, day)
        except ValueError:  # not in the calendar, so it was no date
            continue
