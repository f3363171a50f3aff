"""Reckoning: what a date expression means against the day of publication and the tense of the act."""

import calendar
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from events import When

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name} | {
    name.lower(): number for number, name in enumerate(calendar.month_abbr) if name
}
MONTHS["sept"] = 9
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
_UP_TO = {"hour": 1, "day": UNITS["week"], "week": UNITS["month"], "month": UNITS["year"]}
NUMBERS = {
    word: number
    for number, words in enumerate(
        "- a|an|one two three four five six seven eight nine ten eleven twelve - - fifteen".split()
    )
    for word in words.split("|")
    if word != "-"
} | {"twenty": 20, "thirty": 30}

_NEAR = timedelta(days=10)
"""So near, a date without a year is that one, whatever the tense says."""

Groups = Mapping[str, str]
Reader = Callable[[Groups, date, bool], When]


def _day(groups: Groups, published: date, future: bool) -> When:
    month, day = _month_number(groups), int(groups["day"])
    if "year" in groups:
        return When.day(date(int(groups["year"]), month, day))
    return When.day(_nearest(month, day, published, future))


def _month_number(groups: Groups) -> int:
    return int(groups["month_number"]) if "month_number" in groups else MONTHS[groups["month"].lower().rstrip(".")]


def _nearest(month: int, day: int, published: date, future: bool) -> date:
    """The year that is not said: the one that fits the tense, or else lies nearest."""
    years = (published.year - 1, published.year, published.year + 1)
    candidates = [date(year, month, day) for year in years if _exists(year, month, day)]
    if not candidates:
        raise ValueError(f"no such day: {month}-{day}")
    fitting = [one for one in candidates if (one >= published if future else one <= published)]
    near = min(candidates, key=lambda one: abs(one - published))
    if near in fitting or abs(near - published) <= _NEAR:
        return near
    return min(fitting or candidates, key=lambda one: abs(one - published))


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _stretch(groups: Groups, published: date, future: bool) -> When:
    """ "June 28 to July 2": the year, when one is said, is that of the last day."""
    last_month = MONTHS[groups["last_month"].lower()] if "last_month" in groups else _month_number(groups)
    if "year" in groups:
        last = date(int(groups["year"]), last_month, int(groups["last"]))
        first = date(last.year - (_month_number(groups) > last_month), _month_number(groups), int(groups["day"]))
    else:
        first = _nearest(_month_number(groups), int(groups["day"]), published, future)
        last = date(first.year + (last_month < first.month), last_month, int(groups["last"]))
    if last < first:
        return When.day(first)
    return When.range(first, last) if "between" in groups else When.days(first, last)


def _weekdays(groups: Groups, published: date, future: bool) -> When:
    first = _weekday(groups, published, future).start
    last = WEEKDAYS[groups["last_weekday"].lower()]
    if first is None:
        raise ValueError("a day has a start")
    return When.days(first, first + timedelta(days=(last - first.weekday()) % 7))


def _month_year(groups: Groups, published: date, future: bool) -> When:
    return When.month(int(groups["year"]), _month_number(groups))


def _month(groups: Groups, published: date, future: bool) -> When:
    month, year = _month_number(groups), published.year
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


def _year(groups: Groups, published: date, future: bool) -> When:
    return When.year(int(groups["year"]))


def _today(groups: Groups, published: date, future: bool) -> When:
    return When.day(published)


def _yesterday(groups: Groups, published: date, future: bool) -> When:
    return When.day(published - timedelta(days=1))


def _midnight(groups: Groups, published: date, future: bool) -> When:
    """The coming midnight begins the next day; the one that has passed began this one."""
    return When.day(published + timedelta(days=1) if future else published)


def _tomorrow(groups: Groups, published: date, future: bool) -> When:
    return When.day(published + timedelta(days=1))


def _weekday(groups: Groups, published: date, future: bool) -> When:
    """The nearest one that fits the tense; the day of publication fits both."""
    ahead = (WEEKDAYS[groups["weekday"].lower()] - published.weekday()) % 7
    which = groups.get("which", "").lower()
    if which in ("next", "coming", "this coming"):
        return When.day(published + timedelta(days=ahead or 7))
    if which in ("last", "this past", "previous"):
        return When.day(published - timedelta(days=(7 - ahead) % 7 or 7))
    return When.day(published + timedelta(days=ahead) if future else published - timedelta(days=(7 - ahead) % 7))


def _unit(groups: Groups, published: date, future: bool) -> When:
    """A calendar week, month or year; "the past week" and "the next week" are counted from the day itself."""
    unit, which = groups["unit"].lower(), groups["which"].lower()
    if which in ("the past", "the last") and unit != "weekend":
        return When.range(published - timedelta(days=UNITS[unit]), published)
    if which == "the next" and unit != "weekend":
        return When.range(published, published + timedelta(days=UNITS[unit]))
    ahead = which in ("next", "coming", "this coming", "the next") or which.endswith("of next")
    shift = 1 if ahead else -1 if which in ("last", "previous", "this past", "the past", "the last") else 0
    if which == "this past" and unit != "weekend":
        shift = 0
    if unit == "weekend":
        return _weekend(published, shift, future)
    if unit == "week":
        return _week(published, shift, which)
    if unit == "year":
        return _narrowed(When.year(published.year + shift), which, published)
    return _narrowed(_month_from(published, shift), which, published)


def _weekend(published: date, shift: int, future: bool) -> When:
    saturday = published + timedelta(days=5 - published.weekday())
    begun = saturday <= published
    if shift > 0 and begun:
        saturday += timedelta(weeks=1)
    elif (shift < 0) or (shift == 0 and not begun and not future):
        saturday -= timedelta(weeks=1)
    return When.range(saturday, saturday + timedelta(days=1))


def _week(published: date, shift: int, which: str) -> When:
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=shift)
    return _narrowed(When.range(monday, monday + timedelta(days=6)), which, published)


def _narrowed(when: When, which: str, published: date) -> When:
    """ "earlier this" ends with the day of publication, "later this" begins with it."""
    if which in ("earlier this", "this past"):
        return when.until(published)
    if which == "later this" and when.end is not None and when.end > published:
        return when.model_copy(update={"start": published})
    return when


def _month_from(published: date, shift: int) -> When:
    index = published.year * 12 + published.month - 1 + shift
    return When.month(index // 12, index % 12 + 1)


def _ago(groups: Groups, published: date, future: bool) -> When:
    number = _number(groups)
    unit, way = groups["unit"].lower(), groups["way"].lower()
    if way != "ago" and unit != "day":
        raise ValueError("relative to another act, not to the report")
    sign = 1 if way == "later" else -1
    if unit == "year":
        return When.year(published.year + sign * number)
    if unit == "month":
        return _month_from(published, sign * number)
    day = published + timedelta(days=sign * number * UNITS[unit])
    if unit == "week":
        return When.range(day - timedelta(days=3), day + timedelta(days=3))
    return When.day(day)


def _number(groups: Groups) -> int:
    said = groups["number"].lower()
    return int(said) if said.isdigit() else NUMBERS[said]


def _ahead(groups: Groups, published: date, future: bool) -> When:
    """ "within 48 hours", "in the coming days": some time from now on, up to the next larger unit without a number."""
    if not future:
        raise ValueError("how long it took, not when it will be")
    unit = groups["unit"].lower()
    if "number" not in groups:
        return When.range(published, published + timedelta(days=_UP_TO[unit]))
    days = -(-_number(groups) // 24) if unit == "hour" else _number(groups) * UNITS[unit]
    return When.range(published, published + timedelta(days=days))


def _vague(groups: Groups, published: date, future: bool) -> When:
    return When.unknown(latest=published)


def _season(groups: Groups, published: date, future: bool) -> When:
    """A season has no days of its own: they differ from country to country."""
    return When.unknown() if future else When.unknown(latest=published)


READERS: Mapping[str, Reader] = {
    "iso": _day,
    "stretch": _stretch,
    "weekdays": _weekdays,
    "month_day": _day,
    "month_year": _month_year,
    "month": _month,
    "vague": _vague,
    "ago": _ago,
    "ahead": _ahead,
    "today": _today,
    "yesterday": _yesterday,
    "tomorrow": _tomorrow,
    "midnight": _midnight,
    "weekday": _weekday,
    "unit": _unit,
    "year": _year,
    "season": _season,
}
"""The reader of every rule of `dating`."""
