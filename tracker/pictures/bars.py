"""What is drawn of one measure on its row: bars for its stretches, a mark for each act, strokes for end dates.

What is in force is a full bar, narrower where exceptions or easings took something out; what is announced an empty one,
what is threatened a dotted line. A bar that runs on has an arrow, an end date a stroke with its day. What lies after
the day of the question is pale: so it will be, by what was said until then.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import altair as alt

from events import When
from projections.bars import Bar, Stretch
from projections.clocks import days_after
from projections.lifecycle import NARROWING
from projections.measures import MeasureStep
from tracker.pictures.frame import BLUE, FAINT, INK, Asked, Paper, described_by, mark_of_row
from tracker.pictures.placing import TimeScale, spread, text_width, with_room
from tracker.pictures.words import ends, plain, said, whole

LABELS = 210.0
"""Pixels on the left for the names of measures."""

FULL, NARROW = 11.0, 5.0
"""Pixels that a bar is high: of what is in force, and of what is so with exceptions or eased."""

_EXPIRY = 8.0
_PALE = 0.35
_MARK_GAP = 7.0

SHAPES = {
    "threatened": "diamond",
    "announced": "square",
    "imposed": "circle",
    "expanded": "triangle-up",
    "extended": "triangle-right",
    "suspended": "M-0.7,-1L-0.7,1M0.7,-1L0.7,1",
    "lifted": "M-1,-1L1,1M1,-1L-1,1",
    "expired": "M-1,-1L1,1M1,-1L-1,1",
    "waived": "triangle-down",
    "eased": "triangle-down",
    "delisted": "triangle-down",
}
"""What stands on a bar at each act, by what the act makes of the measure."""


class Placed(NamedTuple):
    """A measure and the middle of its row, down the page."""

    told: Bar
    at: float


def kind_of(told: Bar) -> str:
    """The kind of a measure in words."""
    return "sanctions" if told.kind == "other" else said(told.kind)


def whole_of(told: Bar, act: MeasureStep, asked: Asked) -> str:
    """All that is to be said of an act on a measure: who against whom, what, its words."""
    until = f" until {act.expiry}" if act.expiry else ""
    done = plain(f"{kind_of(told)} {act.stage}{until}{f': {act.programme}' if act.programme else ''}")
    return whole(act, f"{ends(told.sender, told.target, asked.name, directed=True)}: {done}")


def form_of(one: Stretch) -> dict[str, Any] | None:
    """How a stretch looks; what has ended is not drawn."""
    if one.in_force:
        narrow = one.stage in NARROWING
        return {"form": "narrow" if narrow else "bar", "high": NARROW if narrow else FULL}
    high = {"announced": FULL, "threatened": 0.0, "suspended": 0.0}.get(one.stage)
    return None if high is None else {"form": one.stage, "high": high}


def bars(placed: Sequence[Placed], scale: TimeScale, paper: Paper) -> Iterator[alt.Chart]:
    """The stretches of measures in sight."""
    rows = [row for one in placed for row in _stretches(one, scale)]

    def of(*forms: str) -> list[dict[str, Any]]:
        return [row for row in rows if row["form"] in forms]

    sides = {"x": paper.x("x"), "x2": alt.X2("end:Q"), "opacity": alt.Opacity("opacity:Q", scale=None)}
    boxes: dict[str, Any] = {**sides, "y": paper.y("top"), "y2": alt.Y2("bottom:Q"), **described_by("whole")}
    lines: dict[str, Any] = {**sides, "y": paper.y("y"), **described_by("whole")}
    yield paper.part(of("bar", "narrow")).mark_rect(color=BLUE).encode(**boxes)
    yield (
        paper.part(of("announced"))
        .mark_rect(fill="white", stroke=BLUE, strokeWidth=1.5, strokeDash=[4, 2])
        .encode(**boxes)
    )
    yield paper.part(of("threatened")).mark_rule(color=INK, strokeWidth=1.5, strokeDash=[1, 3]).encode(**lines)
    yield paper.part(of("suspended")).mark_rule(color=FAINT, strokeWidth=1).encode(**lines)


def _stretches(placed: Placed, scale: TimeScale) -> Iterator[dict[str, Any]]:
    """The parts of a bar that lie in sight."""
    for one in placed.told.stretches:
        last = one.last or scale.last
        form = form_of(one)
        if form is None or last < scale.first or one.first > scale.last:
            continue
        yield {
            "x": LABELS + scale.place(one.first),
            "end": LABELS + scale.place(min(days_after(last, 1), scale.last)),  # the last day is one of them
            "y": placed.at,
            "top": placed.at - form["high"] / 2,
            "bottom": placed.at + form["high"] / 2,
            "opacity": _PALE if one.foreseen else 1.0,
            "whole": f"{kind_of(placed.told)}: {one.stage} {one.first} to {one.last or 'open'}",
            **form,
        }


def marks(placed: Sequence[Placed], asked: Asked, scale: TimeScale, paper: Paper) -> Iterator[alt.Chart]:
    """The acts on measures and their end dates in sight."""
    rows = [row for one in placed for row in (*_acts(one, asked, scale), *_edges(one, scale))]
    expiries = [row for one in placed for row in _expiries(one, scale)]
    yield (
        paper.part(expiries)
        .mark_rule(color=INK, strokeWidth=2, aria=False)
        .encode(x=paper.x("x"), y=paper.y("top"), y2=alt.Y2("bottom:Q"))
    )
    yield (
        paper.part(rows)
        .mark_point(strokeWidth=1.2)
        .encode(
            x=paper.x("x"),
            y=paper.y("y"),
            **mark_of_row(),
            opacity=alt.Opacity("opacity:Q", scale=None),
            **described_by("whole"),
        )
    )
    yield paper.text(expiries, size=_EXPIRY, align="center").encode(
        x=paper.x("label"), y=paper.y("above"), text="text:N"
    )


def _acts(placed: Placed, asked: Asked, scale: TimeScale) -> Iterator[dict[str, Any]]:
    """A mark for each act in sight; of several of one kind that would lie upon one another the first."""
    taken: dict[str, float] = {}
    for act in sorted(placed.told.acts, key=_day):
        x = LABELS + scale.place(_day(act))
        if not scale.first <= _day(act) <= scale.last or x - taken.get(act.stage, -_MARK_GAP) < _MARK_GAP:
            continue
        taken[act.stage] = x
        mark = {"shape": SHAPES.get(act.stage, "circle"), "stroke": INK, "fill": "white", "size": 38}
        yield {"x": x, "y": placed.at, "opacity": 1.0, "whole": whole_of(placed.told, act, asked), **mark}


def _day(act: MeasureStep) -> date:
    """The day at which an act is marked: from which it takes effect, or else from which it is known."""
    return act.takes_effect or act.valid_from


def _edges(placed: Placed, scale: TimeScale) -> Iterator[dict[str, Any]]:
    """An arrow where what is in force goes on beyond what is shown."""
    last = placed.told.stretches[-1]
    reaches = last.in_force and (last.last is None or last.last > scale.last) and last.first <= scale.last
    if reaches:
        mark = {"shape": "triangle-right", "stroke": BLUE, "fill": BLUE, "size": 110}
        yield {
            "x": LABELS + scale.length - 4,
            "y": placed.at,
            "opacity": _PALE if last.foreseen else 1.0,
            "whole": f"{kind_of(placed.told)}: in force, no end date known",
            **mark,
        }


def _expiries(placed: Placed, scale: TimeScale) -> list[dict[str, Any]]:
    """The end dates that acts give, each a stroke; with their days above, where there is room."""
    known = sorted({act.expiry for act in placed.told.acts if act.expiry})
    within = [(day, text) for text in known if (day := last_day(text)) and scale.first <= day <= scale.last]
    within.sort()
    at = [LABELS + scale.place(day) for day, _ in within]
    widest = max("until 0000-00-00", *(f"until {text}" for text in known), key=len)
    gap = text_width(widest, _EXPIRY) + 6
    named = with_room(at, [float(number) for number in range(len(at))], gap, LABELS + scale.length, gap)
    places = dict(zip(named, spread([at[one] for one in named], gap, LABELS, LABELS + scale.length), strict=True))
    return [
        {
            "x": at[number],
            "top": placed.at - FULL / 2 - 3,
            "bottom": placed.at + FULL / 2 + 3,
            "label": places.get(number, at[number]),
            "above": placed.at - FULL / 2 - 7,
            "text": f"until {text}" if number in places else "",
        }
        for number, (_, text) in enumerate(within)
    ]


def last_day(text: str) -> date | None:
    """The last day of a date as an answer has it: `2022-09-30`, `2022-09`, `2022`, `2022-09-28/2022-10-04`."""
    return When.parse(text).end
