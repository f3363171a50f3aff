"""Measures along the time, by who acts against whom: a row for each for which there is room.

What stands on a row is drawn in `tracker.pictures.bars`.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import altair as alt

from projections.bars import Bar
from tracker.pictures.bars import FULL, LABELS, NARROW, SHAPES, Placed, bars, form_of, kind_of, marks, whole_of
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
    finished,
    legend,
    titled,
)
from tracker.pictures.placing import TimeScale, capacity, shortened, ticks_of, time_scale
from tracker.pictures.words import counted, ends, plain

_ROW, _HEAD = 34.0, 24.0
_STRETCHES = {
    "bar": Key("in force", None, stroke=BLUE, wide=FULL),
    "narrow": Key("in force, with exceptions or eased", None, stroke=BLUE, wide=NARROW),
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


def measures(told: Sequence[Bar], asked: Asked, width: float, height: float) -> Chart:
    """The measures between two polities (at least one) on a sheet whose inner part is at most `width` by `height`."""
    shown = chosen(told, height)
    heads, placed, tall = _rows(shown, asked)
    first, last = _days(shown, asked)
    scale = time_scale(first, last, width - LABELS, margin=0.015)
    paper = Paper(width, tall)
    body = paper.chart(
        *_ground(heads, scale, paper, asked.clocks.as_of),
        *_names(placed, paper),
        *bars(placed, scale, paper),
        *marks(placed, asked, scale, paper),
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


def _rows(told: Sequence[Bar], asked: Asked) -> tuple[list[dict[str, Any]], list[Placed], float]:
    """The headings, the measures below them, and how far down the page they go."""
    heads, placed, down = [], [], 0.0
    for (sender, target), of in groupby(told, key=lambda one: (one.sender, one.target)):
        heads.append({"y": down + _HEAD / 2, "text": ends(sender, target, asked.name, directed=True), "top": down})
        down += _HEAD
        for one in of:
            placed.append(Placed(one, down + _ROW / 2))
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
    ticks = [{"x": LABELS + scale.place(day), "text": text} for day, text in ticks_of(scale, gap=60)]
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
        day = [{"x": LABELS + scale.place(as_of), "text": f"as of {as_of}"}]
        yield (
            paper.part(day)
            .mark_rule(color=INK, strokeDash=[4, 3], aria=False)
            .encode(x=paper.x("x"), y=alt.value(0), y2=alt.value(paper.height))
        )
        yield paper.text(day, size=SMALL, align="right", baseline="bottom", dy=-3).encode(
            x=paper.x("x"), y=alt.value(0), text="text:N"
        )


def _names(placed: Sequence[Placed], paper: Paper) -> Iterator[alt.Chart]:
    """What each measure is, its programme, and how it stands at the day of the question."""
    rows = []
    for one in placed:
        bar = one.told
        until = f" until {bar.expiry}" if bar.in_force and bar.expiry else ""
        standing = f"{bar.stage}, in force{until}" if bar.in_force else bar.stage
        programmes = "; ".join(bar.programmes)
        text = f"{kind_of(bar)}{f': {programmes}' if programmes else ''}"
        rows.append(
            {
                "y": one.at - 6,
                "below": one.at + 6,
                "name": shortened(plain(text), LABELS - 16, SIZE),
                "standing": shortened(standing, LABELS - 16, SMALL),
            }
        )
    yield paper.text(rows, dx=6).encode(x=alt.value(0), y=paper.y("y"), text="name:N")
    yield paper.text(rows, size=SMALL, color=FAINT, dx=6).encode(x=alt.value(0), y=paper.y("below"), text="standing:N")


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
    return "; ".join(whole_of(told, act, asked) for act in told.acts)


def _keys(shown: Sequence[Bar]) -> list[Key]:
    """The legend of what is there."""
    forms = {form["form"] for bar in shown for one in bar.stretches if (form := form_of(one))}
    acts = {_SAME.get(act.stage, act.stage) for bar in shown for act in bar.acts}
    keys = [key for form, key in _STRETCHES.items() if form in forms]
    keys += [Key(text, SHAPES[stage]) for stage, text in _ACTS.items() if stage in acts]
    if any(act.expiry for bar in shown for act in bar.acts):
        keys.append(Key("end date", "M0,-1L0,1"))
    return [*keys, Key("goes on", "triangle-right", fill=BLUE, stroke=BLUE)]
