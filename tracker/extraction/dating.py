"""Dates: what the words of a sentence say about when, against the day of publication and the tense."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from events import When

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name} | {
    name.lower(): number for number, name in enumerate(calendar.month_abbr) if name
}
_MONTHS["sept"] = 9
MONTH_NAMES = frozenset(_MONTHS)
_DAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}

_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_PART = r"(?:early\s+|late\s+|mid-?\s*)?"
_FEW = r"(?:(?:several|few|couple of|two|three|four|five|ten|\d+)\s+)?"
_WORDS = r"today|tonight|yesterday|tomorrow|overnight|last night|this morning|this afternoon|this evening"
_WHICH = r"earlier this|later this|this past|this|last|next|the past|the last|the coming"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("iso", rf"\b{_YEAR}-(?P<monthno>\d{{2}})-(?P<day>\d{{2}})\b"),
    ("month_days", rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})\s*[-–]\s*(?P<last>\d{{1,2}})\b(?:,?\s+{_YEAR})?"),
    ("month_day", rf"\b{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?"),
    ("day_month", rf"\b{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?"),
    ("month_year", rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}"),
    ("relative_month", rf"\b(?P<which>last|next|this|early|late|earlier this)\s+{_MONTH}"),
    ("in_month", rf"\b(?:in|since|during|until|by|of|from)\s+{_PART}{_MONTH}(?!\s*\d)"),
    (
        "span",
        rf"\b(?:over|in|during|for)\s+(?:the\s+)?(?:last|past|recent)\s+{_FEW}(?:years|months|decades|weeks|days)\b",
    ),
    ("day", rf"\b(?P<word>{_WORDS})(?![’']s)\b"),
    ("weekday", rf"\b(?:(?P<which>last|next|this|coming)\s+)?(?P<weekday>{'|'.join(_DAYS)})\b"),
    ("this_unit", rf"\b(?P<which>{_WHICH})\s+(?P<unit>week|weekend|month|year)\b"),
    (
        "ago",
        rf"\b(?P<number>{'|'.join(_NUMBERS)}|\d{{1,3}})\s+(?P<unit>{'|'.join(_UNITS)})s?\s+(?P<way>ago|earlier|later)\b",
    ),
    ("year", rf"\b(?:in|since|of|during|from|the|until|by)\s+{_PART}{_YEAR}(?!\s*(?:troops|people|soldiers|drones))"),
)
_RULES = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _PATTERNS)


@dataclass(frozen=True)
class Dated:
    """A date expression: where it stands in the sentence, and which rule read it."""

    start: int
    end: int
    rule: str
    groups: dict[str, str]

    def when(self, published: date, *, future: bool) -> When | None:
        """The date that it means; None when its numbers are no date. `future` is the tense of the act."""
        try:
            return _READERS[self.rule](self.groups, published, future)
        except ValueError:
            return None


def expressions(text: str) -> Iterator[Dated]:
    """Yield the date expressions of a sentence, left to right, without overlaps; more exact ones win."""
    taken: list[Dated] = []
    for rule, pattern in _RULES:
        for match in pattern.finditer(text):
            if rule in ("in_month", "relative_month") and not match["month"][0].isupper():
                continue
            if all(match.end() <= other.start or match.start() >= other.end for other in taken):
                groups = {key: value for key, value in match.groupdict().items() if value is not None}
                taken.append(Dated(match.start(), match.end(), rule, groups))
    yield from sorted(taken, key=lambda found: found.start)


def _month_number(groups: dict[str, str]) -> int:
    return int(groups["monthno"]) if "monthno" in groups else _MONTHS[groups["month"].lower().rstrip(".")]


def _full_date(groups: dict[str, str], published: date, future: bool) -> When:
    month, day = _month_number(groups), int(groups["day"])
    if "year" in groups:
        return When.day(date(int(groups["year"]), month, day))
    return When.day(_nearest(month, day, published, future))


def _days(groups: dict[str, str], published: date, future: bool) -> When:
    first = _full_date(groups, published, future).start
    if first is None:
        raise ValueError("a date has a start")
    last = first.replace(day=int(groups["last"]))
    return When.range(first, last) if last >= first else When.day(first)


def _nearest(month: int, day: int, published: date, future: bool) -> date:
    """The year that is not said: the one that fits the tense, or else lies nearest."""
    candidates = [
        date(published.year + shift, month, day) for shift in (-1, 0, 1) if _exists(published.year + shift, month, day)
    ]
    if not candidates:
        raise ValueError(f"no such day: {month}-{day}")
    fitting = [one for one in candidates if (one >= published if future else one <= published)]
    near = min(candidates, key=lambda one: abs(one - published))
    if near in fitting or abs(near - published) <= timedelta(days=10):
        return near
    return min(fitting or candidates, key=lambda one: abs(one - published))


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _month_year(groups: dict[str, str], published: date, future: bool) -> When:
    return When.month(int(groups["year"]), _month_number(groups))


def _month_alone(groups: dict[str, str], published: date, future: bool) -> When:
    month = _month_number(groups)
    year = published.year
    which = groups.get("which", "").lower()
    if which == "next":
        year += month <= published.month
    elif which == "last":
        year -= month >= published.month
    elif not which and future:
        year += month < published.month
    elif not which:
        year -= month > published.month
    return When.month(year, month)


def _day_word(groups: dict[str, str], published: date, future: bool) -> When:
    word = groups["word"].lower()
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(word, 0)
    return When.day(published + timedelta(days=shift))


def _weekday(groups: dict[str, str], published: date, future: bool) -> When:
    ahead = (_DAYS[groups["weekday"].lower()] - published.weekday()) % 7
    which = groups.get("which", "").lower()
    if which in ("next", "coming"):
        return When.day(published + timedelta(days=ahead or 7))
    if which == "last":
        return When.day(published - timedelta(days=(7 - ahead) % 7 or 7))
    if future:
        return When.day(published + timedelta(days=ahead))
    return When.day(published - timedelta(days=(7 - ahead) % 7))


def _unit(groups: dict[str, str], published: date, future: bool) -> When:
    unit, which = groups["unit"].lower(), groups["which"].lower()
    shift = 1 if which in ("next", "the coming") else -1 if which == "last" else 0
    if unit == "year":
        return When.year(published.year + shift)
    if unit == "month":
        index = published.year * 12 + published.month - 1 + shift
        return When.month(index // 12, index % 12 + 1)
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=shift)
    sunday = monday + timedelta(days=6)
    if unit == "weekend":
        saturday = sunday - timedelta(days=1)
        if not future and saturday > published:
            saturday -= timedelta(weeks=1)
        return When.range(saturday, saturday + timedelta(days=1))
    if which in ("earlier this", "this past") and monday < published:
        return When.range(monday, published)
    if which == "later this" and published < sunday:
        return When.range(published, sunday)
    return When.range(monday, sunday)


def _ago(groups: dict[str, str], published: date, future: bool) -> When:
    number = int(groups["number"]) if groups["number"].isdigit() else _NUMBERS[groups["number"].lower()]
    unit = groups["unit"].lower()
    if groups["way"].lower() != "ago" and unit != "day":
        raise ValueError("relative to another act, not to the report")
    sign = 1 if groups["way"].lower() == "later" else -1
    if unit == "year":
        return When.year(published.year + sign * number)
    if unit == "month":
        index = published.year * 12 + published.month - 1 + sign * number
        return When.month(index // 12, index % 12 + 1)
    day = published + timedelta(days=sign * number * _UNITS[unit])
    if unit == "week":
        return When.range(day - timedelta(days=3), day + timedelta(days=3))
    return When.day(day)


def _span(groups: dict[str, str], published: date, future: bool) -> When:
    return When.unknown(latest=published)


def _year(groups: dict[str, str], published: date, future: bool) -> When:
    return When.year(int(groups["year"]))


_READERS = {
    "iso": _full_date,
    "month_days": _days,
    "month_day": _full_date,
    "day_month": _full_date,
    "month_year": _month_year,
    "relative_month": _month_alone,
    "in_month": _month_alone,
    "span": _span,
    "day": _day_word,
    "weekday": _weekday,
    "this_unit": _unit,
    "ago": _ago,
    "year": _year,
}
