"""A timeline to be read in print: time runs down the page, one lane for each direction, every event at its date.

An event known to the day is a mark; one known to the month or year is a bar over the days that are possible, with its
mark in the middle. Labels stand beside their marks, moved only as far as they must so that none lies upon another.
Where there is no room for all, the most consequential are labelled; the others keep their marks.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from projections.happenings import Happening
from tracker.pictures.frame import (
    FAINT,
    GRID,
    INK,
    LINE,
    SIZE,
    SMALL,
    TONES,
    Asked,
    Chart,
    Key,
    Paper,
    described_by,
    finished,
    legend,
    mark_of_row,
    titled,
    tone,
)
from tracker.pictures.placing import TimeScale, shortened, spread, text_width, ticks_of, time_scale, with_room
from tracker.pictures.words import counted, day_or_by, ends, headline, plain, whole

SHAPES = {
    "happened": "circle",
    "announced": "square",
    "planned": "diamond",
    "conditional": "triangle-up",
    "cancelled": "M-1,-1L1,1M1,-1L-1,1",
    "unconfirmed": "triangle-down",
}
"""The shape of each status; told apart without colour."""

_MEANINGS = {
    "happened": "happened",
    "announced": "announced, takes effect later",
    "planned": "planned",
    "conditional": "threatened or proposed",
    "cancelled": "cancelled or postponed",
    "unconfirmed": "its day has passed, no report says that it was held",
}
_STATUS = {"held": "happened", "scheduled": "planned", "proposed": "conditional", "postponed": "cancelled"}
_SIZES = {1: 40, 2: 85, 3: 140}
_ROW, _TWO_ROWS = 12.5, 25.0
_LINE_AT, _LABEL_AT = 6.0, 36.0
_FURTHEST = 0.06
"""How far a label may stand from its event, as a part of the page."""

_LEAST_QUOTE = 110.0
"""Pixels that the words of a report need behind a label, to be worth it."""

_LEAST_LANE = 0.27
"""The least part of the width that a lane gets; the rest goes to lanes in proportion to their labels."""


@dataclass(frozen=True)
class Labelled:
    """An event, its place down the page and that of its label, in pixels; None for no label.

    `rows` says whether the label has a second row, for the words of the report.
    """

    told: Happening
    at: float
    label: float | None
    rows: int


def timeline(told: Sequence[Happening], asked: Asked, width: float, height: float) -> Chart:
    """The events of a relationship (at least one) on a sheet whose inner part is `width` by `height` pixels."""
    first, last = min(one.first for one in told), max(one.last for one in told)
    scale = time_scale(max(first, asked.since or first), min(last, asked.until or last), height)
    lanes = {head: labelled(of, scale) for head, of in _lanes(told, asked).items()}
    lefts, rows = _lefts(lanes.values(), width), []
    for (head, of), left, right in zip(lanes.items(), lefts, [*lefts[1:], width], strict=True):
        rows += [_row(one, head, left, right - left, scale) for one in of]
    heads = [{"head": head, "x": left, "line": left + _LINE_AT} for head, left in zip(lanes, lefts, strict=True)]
    paper = Paper(width, height)
    body = paper.chart(*_ground(heads, scale, paper, asked.clocks.as_of), *_marks(rows, paper))
    title = titled(asked, "timeline", _notes(told, [one for of in lanes.values() for one in of]))
    return finished([body, legend(_keys(told), width)], title, _words(told, asked))


def status(one: Happening) -> str:
    """Which of the shapes an event has."""
    return _STATUS.get(one.status, one.status)


def labelled(told: Sequence[Happening], scale: TimeScale) -> list[Labelled]:
    """The events of a lane with the places of their labels: of all where there is room, else of the most consequential.

    No two labels lie upon another, and none far from its event; they have two rows where none is lost by it.
    """
    ordered = sorted(told, key=lambda one: (_middle(one, scale), one.event_ids))
    at = [_middle(one, scale) for one in ordered]
    rank = [one.consequence for one in ordered]
    length, furthest = scale.length - _ROW, scale.length * _FURTHEST
    chosen = with_room([place - _ROW / 2 for place in at], rank, _ROW, length, furthest)
    rows = 2 if len(chosen) == len(with_room(at, rank, _TWO_ROWS, scale.length - _TWO_ROWS, furthest)) else 1
    gap = _TWO_ROWS if rows == 2 else _ROW
    places = spread([at[one] for one in chosen], gap, _ROW / 2, scale.length - gap + _ROW / 2)
    label = dict(zip(chosen, places, strict=True))
    return [Labelled(one, at[number], label.get(number), rows) for number, one in enumerate(ordered)]


def _lanes(told: Iterable[Happening], asked: Asked) -> dict[str, list[Happening]]:
    one, other = asked.pair
    heads = {
        (one, True): ends(one, other, asked.name, directed=True),
        (one, False): ends(one, other, asked.name, directed=False),
        (other, True): ends(other, one, asked.name, directed=True),
    }
    lanes: dict[str, list[Happening]] = {head: [] for head in heads.values()}
    for each in told:
        lanes[heads[each.source if each.directed else one, each.directed]].append(each)
    return {head: of for head, of in lanes.items() if of}


def _lefts(lanes: Iterable[Sequence[Labelled]], width: float) -> list[float]:
    """Where lanes begin."""
    labels = [1 + sum(one.label is not None for one in of) for of in lanes]
    spare = 1 - _LEAST_LANE * len(labels)
    wide = [width * (_LEAST_LANE + spare * number / sum(labels)) for number in labels]
    return [sum(wide[:place]) for place in range(len(wide))]


def _middle(one: Happening, scale: TimeScale) -> float:
    return (scale.place(one.first) + scale.place(one.last)) / 2


def _row(one: Labelled, head: str, left: float, wide: float, scale: TimeScale) -> dict[str, Any]:
    told = one.told
    row = {
        "x": left + _LINE_AT,
        "at": one.at,
        "first": scale.place(told.first),
        "last": scale.place(told.last),
        "long": told.first != told.last,
        "shape": SHAPES[status(told)],
        "status": status(told),
        "stroke": tone(told.points),
        "fill": tone(told.points) if status(told) == "happened" else "white",
        "size": _SIZES[min(told.corroboration, max(_SIZES))] * (1.0 if one.label is not None else 0.4),
        "whole": whole(told, f"{head}: {headline(told)}"),
    }
    return row if one.label is None else {**row, **_label(one, left, wide)}


def _label(one: Labelled, left: float, wide: float) -> dict[str, Any]:
    """The words beside a mark: what happened, and below or behind it the words of the report, as far as they go."""
    room = wide - _LABEL_AT - _LINE_AT - 6
    text = shortened(f"{day_or_by(one.told)} {headline(one.told)}", room, SIZE)
    begin, quote = left + _LINE_AT + _LABEL_AT - 10, f"“{plain(one.told.quote)}”"
    behind = text_width(text, SIZE) + 8
    if one.rows == 2:
        place, down, short = begin, _ROW - 1, shortened(quote, room, SMALL)
    else:
        place, down = begin + behind, 0.0
        short = shortened(quote, room - behind, SMALL) if room - behind > _LEAST_QUOTE else ""
    return {
        "label": one.label,
        "elbow": left + _LINE_AT + _LABEL_AT - 16,
        "text_at": begin,
        "text": text,
        "quote": short,
        "quote_at": place,
        "quote_down": (one.label or 0.0) + down,
    }


def _ground(heads: Sequence[dict[str, Any]], scale: TimeScale, paper: Paper, as_of: date) -> Iterator[alt.Chart]:
    """The days along the side, the line and heading of each lane, and the day of the question where it is in sight."""
    ticks = [{"at": scale.place(day), "text": text} for day, text in ticks_of(scale)]
    yield paper.part(ticks).mark_rule(color=GRID, aria=False).encode(y=paper.y("at"))
    yield paper.text(ticks, color=FAINT, align="right", dx=-6).encode(x=alt.value(0), y=paper.y("at"), text="text:N")
    lines = paper.part(heads).mark_rule(color=LINE, aria=False)
    yield lines.encode(x=paper.x("line"), y=alt.value(0), y2=alt.value(scale.length))
    yield paper.text(heads, size=11, fontWeight="bold", baseline="bottom", dy=-4).encode(
        x=paper.x("x"), y=alt.value(0), text="head:N"
    )
    if scale.first <= as_of <= scale.last:
        day = [{"at": scale.place(as_of), "text": f"as of {as_of}"}]
        yield paper.part(day).mark_rule(color=INK, strokeDash=[4, 3], aria=False).encode(y=paper.y("at"))
        yield paper.text(day, size=SMALL, align="right", baseline="bottom", dy=-2).encode(
            x=alt.value(paper.width), y=paper.y("at"), text="text:N"
        )


def _marks(rows: Sequence[dict[str, Any]], paper: Paper) -> Iterator[alt.Chart]:
    colour, told = alt.Color("stroke:N", scale=None), described_by("whole")
    words = [row for row in rows if "label" in row]
    yield (
        paper.part(row for row in rows if row["long"])
        .mark_rule(strokeWidth=4, opacity=0.35)
        .encode(x=paper.x("x"), y=paper.y("first"), y2="last:Q", color=colour, **told)
    )
    leaders = paper.part(words).mark_rule(color=LINE, strokeWidth=0.7, aria=False)
    yield leaders.encode(x=paper.x("x"), x2="elbow:Q", y=paper.y("at"), y2="label:Q")
    yield leaders.encode(x=paper.x("elbow"), x2="text_at:Q", y=paper.y("label"))
    yield (
        paper.part(sorted(rows, key=lambda row: float(row["size"])))
        .mark_point(strokeWidth=1.3, opacity=1)
        .encode(
            x=paper.x("x"),
            y=paper.y("at"),
            **mark_of_row(),
            **told,
        )
    )
    at: dict[str, Any] = {"x": paper.x("text_at"), "y": paper.y("label"), "text": "text:N"}
    yield paper.text(words, color="white", stroke="white", strokeWidth=4, dx=3).encode(**at)
    yield paper.text(words, dx=3, aria=True).encode(**at, **told)
    yield paper.text(words, size=SMALL, color=FAINT, dx=3).encode(
        x=paper.x("quote_at"), y=paper.y("quote_down"), text="quote:N"
    )


def _notes(told: Sequence[Happening], placed: Sequence[Labelled]) -> list[str]:
    labels = sum(one.label is not None for one in placed)
    mentions = len({event for one in told for event in one.event_ids})
    notes = [f"{counted(len(told), 'act or meeting', 'acts and meetings')}, told by {counted(mentions, 'event')}"]
    if labels < len(placed):
        small = len(placed) - labels
        notes.append(f"labelled: the {labels} most consequential; the other {small}, the small marks, have no room")
    undated = sum(one.occurred.start is None for one in told)
    if undated:
        notes.append(f"{undated} without a date stand at the day by which they were told")
    return notes


def _words(told: Sequence[Happening], asked: Asked) -> list[str]:
    heads = [ends(one.source, one.target, asked.name, directed=one.directed) for one in told]
    return [whole(one, f"{head}: {headline(one)}") for one, head in zip(told, heads, strict=True)]


def _keys(told: Sequence[Happening]) -> list[Key]:
    present = {status(one) for one in told}
    keys = [
        Key(text, SHAPES[name], fill=INK if name == "happened" else "white")
        for name, text in _MEANINGS.items()
        if name in present
    ]
    tones = {tone(one.points) for one in told}
    keys += [Key(text, stroke=colour, fill=colour) for text, colour in TONES.items() if colour in tones]
    if any(one.corroboration > 1 for one in told):
        words = {1: "one witness", 2: "two", 3: "three or more"}
        keys += [Key(words[number], fill=INK, size=size) for number, size in _SIZES.items()]
    if any(one.first != one.last for one in told):
        keys.append(Key("some day between two, or all of them", None, stroke="#AAAAAA"))
    return keys
