"""Measures as bars along the time: announced, in force, suspended, ended; by who acts against whom.

What is in force is a full bar, narrower where exceptions or easings took something out; what is announced an empty one,
what is threatened a dotted line. A bar that runs on has an arrow, an end date a stroke with its day. What lies after
the day of the question is pale: so it will be, by what was said until then.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

import altair as alt

from events import When
from projections.bars import Bar, Stretch
from projections.clocks import days_after
from projections.lifecycle import NARROWING
from projections.measures import MeasureStep
from tracker.pictures.frame import (
    BLUE,
    FAINT,
    GRID,
    INK,
    LINE,
    SIZE,
    SMALL,
    Asked,
    Chart,
    Key,
    Paper,
    described_by,
    finished,
    legend,
    mark_of_row,
    titled,
)
from tracker.pictures.placing import TimeScale, capacity, shortened, spread, text_width, ticks_of, time_scale, with_room
from tracker.pictures.words import counted, ends, plain, said, whole

_ROW, _HEAD = 34.0, 24.0
_LABELS = 210.0
"""Pixels on the left for the names of measures."""

_BAR, _NARROW = 11.0, 5.0
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

_STRETCHES = {
    "bar": Key("in force", None, stroke=BLUE, wide=_BAR),
    "narrow": Key("in force, with exceptions or eased", None, stroke=BLUE, wide=_NARROW),
    "announced": Key("announced", None, stroke=BLUE, dash=(4, 2), wide=1.5),
    "threatened": Key("threatened", None, stroke=INK, dash=(1, 3), wide=1.5),
    "suspended": Key("suspended", None, stroke=FAINT, wide=1.0),
}
_ACTS = {
    "threatened": "act: threatened",
    "announced": "act: announced",
    "imposed": "imposed",
    "expanded": "expanded",
    "extended": "extended",
    "eased": "eased, waived, delisted",
    "suspended": "suspended",
    "lifted": "lifted or expired",
}
_SAME = {"waived": "eased", "delisted": "eased", "expired": "lifted"}


class _Placed(NamedTuple):
    """A measure and the middle of its row, down the page."""

    told: Bar
    at: float


def measures(told: Sequence[Bar], asked: Asked, width: float, height: float) -> Chart:
    """The measures between two polities (at least one) on a sheet whose inner part is at most `width` by `height`."""
    shown = chosen(told, height)
    heads, placed, tall = _rows(shown, asked)
    first, last = _days(shown, asked)
    scale = time_scale(first, last, width - _LABELS, margin=0.015)
    paper = Paper(width, tall)
    stretches = [row for one in placed for row in _stretches(one, scale)]
    marks = [row for one in placed for row in (*_acts(one, asked, scale), *_edges(one, scale))]
    body = paper.chart(
        *_ground(heads, scale, paper, asked.clocks.as_of),
        *_names(placed, paper),
        *_bars(stretches, paper),
        *_marks(marks, [row for one in placed for row in _expiries(one, scale)], paper),
    )
    title = titled(asked, "measures", _notes(told, shown))
    return finished([body, legend(_keys(shown), width)], title, [_words(one, asked) for one in told], spacing=26)


def chosen(told: Sequence[Bar], height: float) -> list[Bar]:
    """The measures for which there is room, in their order: first those in force, then those changed last."""
    heads = len({(one.sender, one.target) for one in told})
    room = max(1, capacity(height - heads * _HEAD, _ROW) - 1)
    first = sorted(told, key=lambda one: (not one.in_force, -_changed(one).toordinal(), one.subject))[:room]
    return [one for one in told if one in first]


def _changed(told: Bar) -> date:
    return max(act.valid_from for act in told.acts)


def _rows(told: Sequence[Bar], asked: Asked) -> tuple[list[dict[str, Any]], list[_Placed], float]:
    """The headings, the measures below them, and how far down the page they go."""
    heads, placed, down = [], [], 0.0
    for (sender, target), of in groupby(told, key=lambda one: (one.sender, one.target)):
        heads.append({"y": down + _HEAD / 2, "text": ends(sender, target, asked.name, directed=True), "top": down})
        down += _HEAD
        for one in of:
            placed.append(_Placed(one, down + _ROW / 2))
            down += _ROW
    return heads, placed, down


def _days(told: Sequence[Bar], asked: Asked) -> tuple[date, date]:
    """The days shown: all known ones, or those asked for; what is foreseen for at most as long as what is known."""
    as_of = asked.clocks.as_of
    first = asked.since or min(one.stretches[0].first for one in told)
    foreseen = [one.first for bar in told for one in bar.stretches if one.foreseen]
    furthest = max([as_of, *(day for day in foreseen if day - as_of <= as_of - first)])
    return min(first, asked.until or furthest), asked.until or furthest


def _ground(heads: Sequence[dict[str, Any]], scale: TimeScale, paper: Paper, as_of: date) -> Iterator[alt.Chart]:
    ticks = [{"x": _LABELS + scale.place(day), "text": text} for day, text in ticks_of(scale, gap=60)]
    yield (
        paper.part(ticks)
        .mark_rule(color=GRID, aria=False)
        .encode(x=paper.x("x"), y=alt.value(0), y2=alt.value(paper.height))
    )
    yield paper.text(ticks, color=FAINT, baseline="top", align="center", dy=5).encode(
        x=paper.x("x"), y=alt.value(paper.height), text="text:N"
    )
    yield paper.part(heads).mark_rule(color=LINE, aria=False).encode(y=paper.y("top"))
    yield paper.text(heads, size=11, fontWeight="bold").encode(x=alt.value(0), y=paper.y("y"), text="text:N")
    if scale.first <= as_of <= scale.last:
        day = [{"x": _LABELS + scale.place(as_of), "text": f"as of {as_of}"}]
        yield (
            paper.part(day)
            .mark_rule(color=INK, strokeDash=[4, 3], aria=False)
            .encode(x=paper.x("x"), y=alt.value(0), y2=alt.value(paper.height))
        )
        yield paper.text(day, size=SMALL, align="right", baseline="bottom", dy=-3).encode(
            x=paper.x("x"), y=alt.value(0), text="text:N"
        )


def _names(placed: Sequence[_Placed], paper: Paper) -> Iterator[alt.Chart]:
    """What each measure is, its programme, and how it stands at the day of the question."""
    rows = []
    for one in placed:
        bar = one.told
        until = f" until {bar.expiry}" if bar.in_force and bar.expiry else ""
        standing = f"{bar.stage}, in force{until}" if bar.in_force else bar.stage
        programmes = "; ".join(bar.programmes)
        text = f"{_kind(bar)}{f': {programmes}' if programmes else ''}"
        rows.append(
            {
                "y": one.at - 6,
                "below": one.at + 6,
                "name": shortened(plain(text), _LABELS - 16, SIZE),
                "standing": shortened(standing, _LABELS - 16, SMALL),
            }
        )
    yield paper.text(rows, dx=6).encode(x=alt.value(0), y=paper.y("y"), text="name:N")
    yield paper.text(rows, size=SMALL, color=FAINT, dx=6).encode(x=alt.value(0), y=paper.y("below"), text="standing:N")


def _kind(told: Bar) -> str:
    return "sanctions" if told.kind == "other" else said(told.kind)


def _stretches(placed: _Placed, scale: TimeScale) -> Iterator[dict[str, Any]]:
    """The parts of a bar that lie in sight."""
    for one in placed.told.stretches:
        last = one.last or scale.last
        form = _form(one)
        if form is None or last < scale.first or one.first > scale.last:
            continue
        yield {
            "x": _LABELS + scale.place(one.first),
            "end": _LABELS + scale.place(min(days_after(last, 1), scale.last)),  # the last day is one of them
            "y": placed.at,
            "top": placed.at - form["high"] / 2,
            "bottom": placed.at + form["high"] / 2,
            "opacity": _PALE if one.foreseen else 1.0,
            "whole": f"{_kind(placed.told)}: {one.stage} {one.first} to {one.last or 'open'}",
            **form,
        }


def _form(one: Stretch) -> dict[str, Any] | None:
    """How a stretch looks; what has ended is not drawn."""
    if one.in_force:
        narrow = one.stage in NARROWING
        return {"form": "narrow" if narrow else "bar", "high": _NARROW if narrow else _BAR}
    high = {"announced": _BAR, "threatened": 0.0, "suspended": 0.0}.get(one.stage)
    return None if high is None else {"form": one.stage, "high": high}


def _bars(rows: Sequence[dict[str, Any]], paper: Paper) -> Iterator[alt.Chart]:
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


def _acts(placed: _Placed, asked: Asked, scale: TimeScale) -> Iterator[dict[str, Any]]:
    """A mark for each act in sight; of several of one kind that would lie upon one another the first."""
    taken: dict[str, float] = {}
    for act in sorted(placed.told.acts, key=_day):
        x = _LABELS + scale.place(_day(act))
        if not scale.first <= _day(act) <= scale.last or x - taken.get(act.stage, -_MARK_GAP) < _MARK_GAP:
            continue
        taken[act.stage] = x
        head = (
            f"{ends(placed.told.sender, placed.told.target, asked.name, directed=True)}: {_headline(placed.told, act)}"
        )
        mark = {"shape": SHAPES.get(act.stage, "circle"), "stroke": INK, "fill": "white", "size": 38}
        yield {"x": x, "y": placed.at, "opacity": 1.0, "whole": whole(act, head), **mark}


def _day(act: MeasureStep) -> date:
    """The day at which an act is marked: from which it takes effect, or else from which it is known."""
    return act.takes_effect or act.valid_from


def _headline(told: Bar, act: MeasureStep) -> str:
    until = f" until {act.expiry}" if act.expiry else ""
    return plain(f"{_kind(told)} {act.stage}{until}{f': {act.programme}' if act.programme else ''}")


def _edges(placed: _Placed, scale: TimeScale) -> Iterator[dict[str, Any]]:
    """An arrow where what is in force goes on beyond what is shown."""
    last = placed.told.stretches[-1]
    reaches = last.in_force and (last.last is None or last.last > scale.last) and last.first <= scale.last
    if reaches:
        mark = {"shape": "triangle-right", "stroke": BLUE, "fill": BLUE, "size": 110}
        yield {
            "x": _LABELS + scale.length - 4,
            "y": placed.at,
            "opacity": _PALE if last.foreseen else 1.0,
            "whole": f"{_kind(placed.told)}: in force, no end date known",
            **mark,
        }


def _expiries(placed: _Placed, scale: TimeScale) -> list[dict[str, Any]]:
    """The end dates that acts give, each a stroke; with their days above, where there is room."""
    known = sorted({act.expiry for act in placed.told.acts if act.expiry})
    within = [(day, text) for text in known if (day := last_day(text)) and scale.first <= day <= scale.last]
    within.sort()
    at = [_LABELS + scale.place(day) for day, _ in within]
    gap = text_width("until 0000-00-00", _EXPIRY) + 6
    named = with_room(at, [float(number) for number in range(len(at))], gap, _LABELS + scale.length, gap)
    places = dict(zip(named, spread([at[one] for one in named], gap, _LABELS, _LABELS + scale.length), strict=True))
    return [
        {
            "x": at[number],
            "top": placed.at - _BAR / 2 - 3,
            "bottom": placed.at + _BAR / 2 + 3,
            "label": places.get(number, at[number]),
            "above": placed.at - _BAR / 2 - 7,
            "text": f"until {text}" if number in places else "",
        }
        for number, (_, text) in enumerate(within)
    ]


def last_day(text: str) -> date | None:
    """The last day of a date as an answer has it: `2022-09-30`, `2022-09`, `2022`."""
    return When.parse(text).end


def _marks(rows: Sequence[dict[str, Any]], expiries: Sequence[dict[str, Any]], paper: Paper) -> Iterator[alt.Chart]:
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


def _notes(told: Sequence[Bar], shown: Sequence[Bar]) -> list[str]:
    now = sum(one.in_force for one in told)
    acts = sum(len(one.acts) for one in told)
    notes = [f"{counted(len(told), 'measure')}, {now} in force; {counted(acts, 'act')} on them"]
    if len(shown) < len(told):
        notes.append(f"for {len(told) - len(shown)} that ended or were not changed lately there is no room")
    if any(one.in_force and not one.began for bar in shown for one in bar.stretches):
        notes.append("where no report dates the beginning, a bar begins with the first report of the measure")
    return notes


def _words(told: Bar, asked: Asked) -> str:
    head = ends(told.sender, told.target, asked.name, directed=True)
    return "; ".join(whole(act, f"{head}: {_headline(told, act)}") for act in told.acts)


def _keys(shown: Sequence[Bar]) -> list[Key]:
    """The legend of what is there."""
    forms = {form["form"] for bar in shown for one in bar.stretches if (form := _form(one))}
    acts = {_SAME.get(act.stage, act.stage) for bar in shown for act in bar.acts}
    keys = [key for form, key in _STRETCHES.items() if form in forms]
    keys += [Key(text, SHAPES[stage]) for stage, text in _ACTS.items() if stage in acts]
    if any(act.expiry for bar in shown for act in bar.acts):
        keys.append(Key("end date", "M0,-1L0,1"))
    return [*keys, Key("goes on", "triangle-right", fill=BLUE, stroke=BLUE)]
