"""The climate over time as a curve, with the acts that moved it numbered on it and told below it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from heapq import nsmallest
from typing import Any, NamedTuple

import altair as alt

from projections.climate import HALF_LIFE_DAYS, Mover
from projections.curve import Curve
from tracker.pictures.frame import (
    BAD,
    FAINT,
    GOOD,
    GRID,
    INK,
    SIZE,
    SMALL,
    Asked,
    Chart,
    Paper,
    described_by,
    finished,
    titled,
    tone,
)
from tracker.pictures.notes import Note, height_of, notes
from tracker.pictures.placing import Levels, TimeScale, spread, ticks_of, time_scale
from tracker.pictures.words import acted, counted, plain, signed

MARKED = 14
"""On how many days what moved the climate is marked."""

_GAP = 15.0
_STRIP = 24.0
"""Pixels above and below the curve for the numbers of what moved it."""

_LEAST = 2.0
_BETWEEN = 34
_LEAST_HEIGHT = 120.0


def climate(told: Curve, asked: Asked, width: float, height: float) -> Chart:
    """The climate of a relationship (at least one point) on a sheet whose inner part is `width` by `height` pixels."""
    moves = moves_of(told.movers)
    marked = chosen(moves)
    tall = max(_LEAST_HEIGHT, height - height_of(len(marked)) - _BETWEEN)
    paper = Paper(width, tall)
    scale = time_scale(told.points[0].day, told.points[-1].day, width, margin=0.01)
    levels = Levels(*bounds(told), _STRIP, tall - _STRIP)
    body = paper.chart(
        *_ground(scale, levels, paper),
        *_curve(told, scale, levels, paper),
        *_marks(told, marked, asked, scale, levels, paper),
    )
    listed = notes([_note(number, one, asked) for number, one in enumerate(marked, start=1)], width)
    title = titled(asked, "climate", _said(told, moves, marked))
    return finished([body, listed], title, [_whole(one, asked) for one in told.movers], spacing=_BETWEEN)


class Move(NamedTuple):
    """What moved the climate on one day: all points together, and the acts, the weightiest first."""

    day: date
    points: float
    acts: tuple[Mover, ...]


def moves_of(movers: Iterable[Mover]) -> list[Move]:
    """What moved the climate, day by day."""
    of: dict[date, list[Mover]] = defaultdict(list)
    for one in movers:
        of[one.valid_from].append(one)
    return [
        Move(
            day, sum(one.points for one in acts), tuple(sorted(acts, key=lambda one: (-abs(one.points), one.event_ids)))
        )
        for day, acts in sorted(of.items())
    ]


def chosen(moves: Iterable[Move], most: int = MARKED) -> list[Move]:
    """The days on which the climate moved most, in their order; of equal ones the later."""
    return sorted(nsmallest(most, moves, key=lambda one: (-abs(one.points), -one.day.toordinal())))


def bounds(told: Curve) -> tuple[float, float]:
    """The least and greatest value that the axis shows: those of the curve, and at least a little around zero."""
    values = [point.value for point in told.points]
    return min(*values, -_LEAST), max(*values, _LEAST)


def _ground(scale: TimeScale, levels: Levels, paper: Paper) -> Iterator[alt.Chart]:
    """The days and the values along the sides, the line of zero, and which way is better."""
    days = [{"x": scale.place(day), "text": text} for day, text in ticks_of(scale, gap=60)]
    yield (
        paper.part(days)
        .mark_rule(color=GRID, aria=False)
        .encode(x=paper.x("x"), y=alt.value(0), y2=alt.value(paper.height))
    )
    yield paper.text(days, size=SIZE, color=FAINT, baseline="top", dy=6).encode(
        x=paper.x("x"), y=alt.value(paper.height), text="text:N"
    )
    values = [{"y": levels.place(value), "text": signed(value)} for value in levels.ticks()]
    yield paper.part(values).mark_rule(color=GRID, aria=False).encode(y=paper.y("y"))
    yield paper.text(values, size=SIZE, color=FAINT, align="right", dx=-6).encode(
        x=alt.value(0), y=paper.y("y"), text="text:N"
    )
    yield paper.part([{"y": levels.place(0.0)}]).mark_rule(color=INK, aria=False).encode(y=paper.y("y"))
    ways = [{"y": 6.0, "text": "better ↑"}, {"y": paper.height - 6, "text": "worse ↓"}]
    yield paper.text(ways, size=SMALL, color=INK, align="right", dx=-6, fontStyle="italic").encode(
        x=alt.value(0), y=paper.y("y"), text="text:N"
    )


def _curve(told: Curve, scale: TimeScale, levels: Levels, paper: Paper) -> Iterator[alt.Chart]:
    rows = [
        {
            "x": scale.place(point.day),
            "y": levels.place(point.value),
            "good": levels.place(max(point.value, 0.0)),
            "bad": levels.place(min(point.value, 0.0)),
            "zero": levels.place(0.0),
            "day": f"{point.day}",
            "value": point.value,
        }
        for point in told.points
    ]
    base = paper.part(rows)
    for field, colour, opacity in (("good", GOOD, 0.45), ("bad", BAD, 0.35)):
        yield base.mark_area(color=colour, opacity=opacity, aria=False).encode(
            x=paper.x("x"), y=paper.y(field), y2="zero:Q"
        )
    yield base.mark_line(color=INK, strokeWidth=1.4, aria=False).encode(
        x=paper.x("x"), y=paper.y("y"), tooltip=[alt.Tooltip("day:N"), alt.Tooltip("value:Q", format="+.2f")]
    )


def _marks(
    told: Curve, marked: Sequence[Move], asked: Asked, scale: TimeScale, levels: Levels, paper: Paper
) -> Iterator[alt.Chart]:
    """A dot on the curve for each act marked, and its number in a strip above (better) or below (worse)."""
    values = {point.day: point.value for point in told.points}
    rows: list[dict[str, Any]] = []
    for up in (True, False):
        of = [(number, one) for number, one in enumerate(marked, start=1) if (one.points > 0) == up]
        places = spread([scale.place(one.day) for _, one in of], _GAP, 8.0, paper.width - 8.0)
        strip = 7.0 if up else paper.height - 7.0
        rows += [
            {
                "number": str(number),
                "x": scale.place(one.day),
                "y": levels.place(values[one.day]),
                "label": place,
                "strip": strip,
                "end": strip + (7.0 if up else -7.0),
                "colour": tone(one.points),
                "whole": f"{number}: {_head(one, asked)}",
            }
            for (number, one), place in zip(of, places, strict=True)
        ]
    colour, described = alt.Color("colour:N", scale=None), described_by("whole")
    base = paper.part(rows)
    yield base.mark_rule(strokeWidth=0.8, opacity=0.8, aria=False).encode(
        x=paper.x("x"), x2="label:Q", y=paper.y("y"), y2="end:Q", color=colour
    )
    yield base.mark_point(filled=True, size=36, opacity=1).encode(
        x=paper.x("x"), y=paper.y("y"), color=colour, **described
    )
    yield base.mark_text(fontSize=SMALL, fontWeight="bold", color=INK).encode(
        x=paper.x("label"), y=paper.y("strip"), text="number:N", **described
    )


def _said(told: Curve, moves: Sequence[Move], marked: Sequence[Move]) -> list[str]:
    last = told.points[-1]
    lines = [
        f"{signed(last.value, '.2f')} on {last.day}; an act fades to half of its points in {HALF_LIFE_DAYS} days",
        f"{counted(len(told.movers), 'act')} moved it on {counted(len(moves), 'day')}",
    ]
    if len(marked) < len(moves):
        lines[-1] += f"; numbered: the {len(marked)} on which it moved most"
    return lines


def _note(number: int, move: Move, asked: Asked) -> Note:
    return Note(
        number, _head(move, asked), plain(move.acts[0].quote), "; ".join(_whole(one, asked) for one in move.acts)
    )


def _head(move: Move, asked: Asked) -> str:
    """`2022-03-02 −18 United States → Russia: sanctions imposed (3)`."""
    of: dict[str, Counter[str]] = defaultdict(Counter)
    for one in move.acts:
        who, _, act = acted(one.type, one.source, one.target, asked.name).rpartition(": ")
        of[who][act] += 1
    told = "; ".join(
        f"{who}: {', '.join(_times(act, times) for act, times in acts.items())}" for who, acts in of.items()
    )
    return f"{move.day} {signed(move.points)} {told}"


def _times(act: str, times: int) -> str:
    return f"{act} ({times})" if times > 1 else act


def _whole(one: Mover, asked: Asked) -> str:
    said = f"{acted(one.type, one.source, one.target, asked.name)} {signed(one.points)}"
    return plain(
        f"{one.date or f'by {one.valid_from}'}: {said}. “{one.quote}” {one.report.publisher}, {one.report.published}"
    )
