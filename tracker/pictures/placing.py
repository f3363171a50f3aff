"""Where words go in a picture so that none lies upon another: pure functions on pixels."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise
from math import ceil, floor, log10
from typing import NamedTuple

_WIDTHS = {
    0.222: "ijl‘’'",
    0.278: " !,./:;I[]ft",
    0.333: "()-r“”`",
    0.39: '"°',
    0.5: "Jckstvxyz",
    0.556: "0123456789$#?_Labdeghnopqu–€£",
    0.6: "+<=>~±×",
    0.611: "FTZ",
    0.667: "&ABEKPSVXY",
    0.722: "CDHNRUw",
    0.778: "GOQ",
    0.833: "mM",
    0.944: "W%",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
"""Widths of letters in Helvetica, in parts of the size (Adobe Core 14 font metrics); Arial has the same."""

_OTHER_WIDTH = 1.0
_ELLIPSIS = " …"


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places at least `gap` apart between `low` and `high`, as near as can be to those wanted, which must be in order.

    The sum of the squared shifts is the least possible (isotonic regression by pooling adjacent violators: Barlow et
    al., Statistical Inference under Order Restrictions, 1972). Raises ValueError when they are not in order or there is
    no room for all.
    """
    if any(after < before for before, after in pairwise(wanted)):
        raise ValueError("the places wanted are not in order")
    room = high - low - gap * (len(wanted) - 1)
    if room < -1e-9:
        raise ValueError(f"{len(wanted)} places {gap} apart do not go between {low} and {high}")
    pools: list[tuple[float, int]] = []
    for number, place in enumerate(wanted):
        total, size = place - number * gap, 1
        while pools and pools[-1][0] / pools[-1][1] > total / size:
            before, others = pools.pop()
            total, size = total + before, size + others
        pools.append((total, size))
    flat = [total / size for total, size in pools for _ in range(size)]
    return [min(max(place, low), low + max(room, 0.0)) + number * gap for number, place in enumerate(flat)]


def with_room(wanted: Sequence[float], rank: Sequence[float], gap: float, length: float, furthest: float) -> list[int]:
    """Which of some things along a length, in its order, get labels: the highest in rank that have room.

    A label has room when all labels chosen so far and it can stand `gap` apart and none further from its thing than
    `furthest`. Of the same rank the later comes first. The result is in order.
    """
    chosen: list[int] = []
    for number in sorted(range(len(wanted)), key=lambda one: (-rank[one], -one)):
        tried = sorted([*chosen, number])
        if gap * (len(tried) - 1) > length:
            break
        places = spread([wanted[one] for one in tried], gap, 0.0, length)
        if all(abs(place - wanted[one]) <= furthest for place, one in zip(places, tried, strict=True)):
            chosen = tried
    return chosen


def capacity(length: float, gap: float) -> int:
    """How many places `gap` apart go into a length."""
    return int(length / gap) + 1 if length >= 0 else 0


def text_width(text: str, size: float) -> float:
    """How many pixels a text takes in Helvetica of a size; of letters that the table lacks rather more than less."""
    return size * sum(_WIDTH.get(letter, _OTHER_WIDTH) for letter in text)


def shortened(text: str, width: float, size: float) -> str:
    """A text on one line, cut at a word with an ellipsis where it would be wider than `width` pixels."""
    line = " ".join(text.split())
    if text_width(line, size) <= width:
        return line
    widths = list(accumulate(text_width(letter, size) for letter in line))
    cut = line[: bisect_left(widths, width - text_width(_ELLIPSIS, size))]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:–-") + _ELLIPSIS


class TimeScale(NamedTuple):
    """Days along some pixels: the first instant of `first` at 0, the last of `last` at `length`."""

    first: date
    last: date
    length: float

    def place(self, day: date) -> float:
        """Where the middle of a day lies, in pixels; a day beyond the ends at the end."""
        within = min(max(day, self.first), self.last)
        return self.length * ((within - self.first).days + 0.5) / self._days

    @property
    def _days(self) -> int:
        return (self.last - self.first).days + 1


class Levels(NamedTuple):
    """Values along some pixels down the page: `high` at `top`, `low` at `bottom`."""

    low: float
    high: float
    top: float
    bottom: float

    def place(self, value: float) -> float:
        """Where a value lies, in pixels."""
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)

    def ticks(self, most: int = 7) -> list[float]:
        """At most about so many round values between the least and the greatest; multiples, so that zero is one."""
        least = (self.high - self.low) / most
        unit = 10.0 ** floor(log10(least))
        step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= least)
        return [number * step for number in range(ceil(self.low / step), floor(self.high / step) + 1)]


def time_scale(first: date, last: date, length: float, *, margin: float = 0.02) -> TimeScale:
    """A scale on which two days lie within, with a margin as a part of the time between them, at least a week."""
    more = timedelta(days=max(7, round((last - first).days * margin)))
    return TimeScale(_moved(first, -more), _moved(last, more), length)


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months between two ticks."""


def ticks_of(scale: TimeScale, gap: float = 40.0) -> list[tuple[date, str]]:
    """Days to name along a scale, at least about `gap` pixels apart, and how: `2022-03`, or `2022` for Januaries.

    Of a time shorter than about two months every so many days are named: `2022-03-14`.
    """
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    if months < 2:
        days = (scale.last - scale.first).days
        step = max(1, -(-days // max(1, int(scale.length / gap))))
        found = [scale.first + timedelta(days=number) for number in range(0, days + 1, step)]
        return [(day, day.isoformat()) for day in found]
    most = max(2, int(scale.length / gap))
    step = next((step for step in _STEPS if months / step <= most), _STEPS[-1])
    begin = scale.first.year * 12 + scale.first.month - 1
    found = [
        date(number // 12, number % 12 + 1, 1) for number in range(begin, begin + months + 1) if number % step == 0
    ]
    return [(day, f"{day:%Y}" if step >= 12 else f"{day:%Y-%m}") for day in found if scale.first <= day <= scale.last]
