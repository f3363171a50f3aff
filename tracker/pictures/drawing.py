"""Pictures drawn: what is asked of the views, and a sheet that is as large as was asked for."""

import sqlite3
from collections.abc import Callable
from datetime import date

from projections import bars, courses, curve
from projections.clocks import Clocks
from projections.happenings import happenings, within
from tracker.errors import NothingToDraw
from tracker.gazetteer import load_gazetteer
from tracker.pictures.assessments import assessments
from tracker.pictures.climate import climate
from tracker.pictures.frame import A4, Asked, Chart
from tracker.pictures.kinds import PictureKind
from tracker.pictures.measures import measures
from tracker.pictures.saving import size_of
from tracker.pictures.timeline import timeline

Sheet = Callable[[float, float], Chart]
"""Draws a picture whose inner part has a width and a height."""

_AROUND = (90.0, 170.0)
"""About how much title, axis and legend take, as a first guess."""

_LEAST = 120.0
_LANDSCAPE = frozenset({PictureKind.CLIMATE, PictureKind.MEASURES})


def draw(
    connection: sqlite3.Connection,
    pair: tuple[str, str],
    kind: PictureKind,
    clocks: Clocks,
    *,
    since: date | None = None,
    until: date | None = None,
    size: tuple[float | None, float | None] = (None, None),
) -> Chart:
    """A picture of two polities at a moment; see `tracker.questions.Questions.plot`. Raises NothingToDraw."""
    asked = Asked(pair=pair, clocks=clocks, since=since, until=until, name=load_gazetteer().name)
    sheet = _SERIES[kind](connection, asked)
    if sheet is None:
        stretch = f" from {since or 'the first day'} until {until or 'the last'}" if since or until else ""
        raise NothingToDraw(
            f"nothing to draw: no {_WHAT[kind]} of {asked.names} is known as of {clocks.as_of}{stretch}; "
            "`tracker events` shows what the store has"
        )
    paper = A4[::-1] if kind in _LANDSCAPE else A4
    return fitted(sheet, size[0] or paper[0], size[1] or paper[1])


def fitted(sheet: Sheet, width: float, height: float) -> Chart:
    """A picture that is, with title and legend, as wide and high as asked for, as far as what is in it can be."""
    inner = width - _AROUND[0], height - _AROUND[1]
    made = sheet(max(_LEAST, inner[0]), max(_LEAST, inner[1]))
    wide, high = size_of(made)
    return sheet(max(_LEAST, inner[0] + width - wide), max(_LEAST, inner[1] + height - high))


def _timeline(connection: sqlite3.Connection, asked: Asked) -> Sheet | None:
    told = within(happenings(connection, asked.pair, asked.clocks), asked.since, asked.until)
    return (lambda width, height: timeline(told, asked, width, height)) if told else None


def _climate(connection: sqlite3.Connection, asked: Asked) -> Sheet | None:
    told = curve.curve(connection, asked.pair, asked.clocks, since=asked.since, until=asked.until)
    known = bool(told.movers) or any(point.value for point in told.points)
    return (lambda width, height: climate(told, asked, width, height)) if known else None


def _measures(connection: sqlite3.Connection, asked: Asked) -> Sheet | None:
    told = bars.bars(connection, asked.pair, asked.clocks)
    return (lambda width, height: measures(told, asked, width, height)) if told else None


def _assessments(connection: sqlite3.Connection, asked: Asked) -> Sheet | None:
    told = courses.matters(connection, asked.pair, asked.clocks)
    return (lambda width, height: assessments(told, asked, width, height)) if told else None


_SERIES: dict[PictureKind, Callable[[sqlite3.Connection, Asked], Sheet | None]] = {
    PictureKind.TIMELINE: _timeline,
    PictureKind.CLIMATE: _climate,
    PictureKind.MEASURES: _measures,
    PictureKind.ASSESSMENTS: _assessments,
}
_WHAT = {
    PictureKind.TIMELINE: "act or meeting",
    PictureKind.CLIMATE: "act that moves the climate",
    PictureKind.MEASURES: "measure",
    PictureKind.ASSESSMENTS: "assessment",
}
