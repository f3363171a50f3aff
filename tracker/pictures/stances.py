"""One proposition as a panel: a level for each stance, a line for each holder, a mark and a number for each statement.

A stance holds until the holder says otherwise, so a line runs level and steps. Where two holders hold the opposite at
the same time, the ground of the panel is shaded.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import altair as alt

from events.vocabulary import Stance
from projections.assessments import Previous
from projections.courses import SCALE, Course, Matter
from tracker.pictures.frame import FAINT, GRID, INK, SMALL, Asked, Paper, described_by
from tracker.pictures.placing import TimeScale, shortened, spread, ticks_of
from tracker.pictures.words import plain, said
from tracker.propositions import judged

NAMES = 70.0
"""Pixels on the left for the names of stances."""

SHADE = "#DDDDDD"
"""The ground where two holders hold the opposite."""

Style: TypeAlias = tuple[str, str, tuple[int, ...]]
"""Colour, mark and dashes of a holder."""

_VERBS = {Stance.NO_EVIDENCE: "has seen no evidence"}
_TITLE, _STRIP, _LEVEL, _AXIS = 20.0, 15.0, 14.0, 16.0
_GAP = 14.0

HEIGHT = _TITLE + _STRIP + _LEVEL * len(SCALE) + _AXIS
"""Pixels that a panel is high."""


class Said(NamedTuple):
    """One statement in a panel: whose, whether it changes what was held, and its number below; None for no note."""

    course: Course
    statement: Previous
    changes: bool
    number: int | None


def _level(place: int) -> float:
    return _TITLE + _STRIP + _LEVEL * (place + 0.5)


def panel(
    matter: Matter, listed: Sequence[Said], asked: Asked, styles: Mapping[str, Style], scale: TimeScale
) -> alt.LayerChart:
    """A matter with its statements, those that have numbers among them, on days that `scale` places."""
    paper = Paper(NAMES + scale.length, HEIGHT)
    return paper.chart(
        *_ground(matter, asked, paper, scale),
        *(part for course in matter.courses for part in _line(course, matter, styles, paper, scale, asked)),
        *_numbers([one for one in listed if one.number], paper, scale),
    )


def _ground(matter: Matter, asked: Asked, paper: Paper, scale: TimeScale) -> Iterator[alt.Chart]:
    """The proposition, the stances, the days, and where holders hold the opposite."""
    top, bottom = _TITLE + _STRIP, paper.height - _AXIS
    disputed = [
        {"x": NAMES + scale.place(first), "end": NAMES + scale.place(last or scale.last)}
        for first, last in matter.disputed
        if first <= scale.last and (last or scale.last) >= scale.first
    ]
    yield (
        paper.part(disputed)
        .mark_rect(color=SHADE, opacity=0.6, aria=False)
        .encode(x=paper.x("x"), x2=alt.X2("end:Q"), y=alt.value(top), y2=alt.value(bottom))
    )
    title = [{"text": shortened(clause(matter, asked), paper.width, 11), "y": _TITLE / 2}]
    yield paper.text(title, size=11, fontWeight="bold").encode(x=alt.value(0), y=paper.y("y"), text="text:N")
    levels = [{"text": said(stance), "y": _level(place)} for place, stance in enumerate(SCALE)]
    yield (
        paper.part([{**row, "x": NAMES} for row in levels])
        .mark_rule(color=GRID, aria=False)
        .encode(x=paper.x("x"), x2=alt.value(paper.width), y=paper.y("y"))
    )
    yield paper.text(levels, size=SMALL, color=FAINT, align="right").encode(
        x=alt.value(NAMES - 6), y=paper.y("y"), text="text:N"
    )
    ticks = [{"text": text, "x": NAMES + scale.place(day)} for day, text in ticks_of(scale, gap=60)]
    yield (
        paper.part(ticks)
        .mark_rule(color=GRID, aria=False)
        .encode(x=paper.x("x"), y=alt.value(top), y2=alt.value(bottom))
    )
    yield paper.text(ticks, size=SMALL, color=FAINT, align="center", baseline="top", dy=4).encode(
        x=paper.x("x"), y=alt.value(bottom), text="text:N"
    )


def _line(
    course: Course,
    matter: Matter,
    styles: Mapping[str, Style],
    paper: Paper,
    scale: TimeScale,
    asked: Asked,
) -> Iterator[alt.Chart]:
    """A holder's line, moved a little from those of others so that all are seen, and a mark for each statement."""
    colour, shape, dash = styles[course.holder]
    shift = (matter.courses.index(course) - (len(matter.courses) - 1) / 2) * 3.0
    rows: list[dict[str, Any]] = [
        {
            "x": NAMES + scale.place(one.valid_from),
            "y": _level(SCALE.index(one.stance)) + shift,
            "size": 55 if place == 0 or held(course.statements[place - 1]) != held(one) else 22,
            "whole": plain(
                f"{head_of(course, one, asked)}. “{one.quote}” {one.report.publisher}, {one.report.published}"
            ),
        }
        for place, one in enumerate(course.statements)
        if one.valid_from <= scale.last
    ]
    ends = [*rows, {**rows[-1], "x": NAMES + scale.place(asked.clocks.as_of)}] if rows else []
    ordered = [{**row, "order": place} for place, row in enumerate(ends)]
    yield (
        paper.part(ordered)
        .mark_line(color=colour, strokeWidth=2, strokeDash=list(dash), interpolate="step-after", aria=False)
        .encode(x=paper.x("x"), y=paper.y("y"), order=alt.Order("order:Q"))
    )
    yield (
        paper.part(row for row in rows if row["x"] > NAMES)
        .mark_point(shape=shape, stroke=INK, fill=colour, strokeWidth=0.8, opacity=1)
        .encode(x=paper.x("x"), y=paper.y("y"), size=alt.Size("size:Q", scale=None), **described_by("whole"))
    )


def _numbers(listed: Sequence[Said], paper: Paper, scale: TimeScale) -> Iterator[alt.Chart]:
    """The numbers of the notes, above the days of their statements."""
    within = [one for one in listed if scale.first <= one.statement.valid_from <= scale.last]
    at = [NAMES + scale.place(one.statement.valid_from) for one in within]
    places = spread(at, _GAP, NAMES, paper.width)
    rows: list[dict[str, Any]] = [
        {
            "number": str(one.number),
            "x": x,
            "label": label,
            "y": _TITLE + _STRIP / 2,
            "end": _level(SCALE.index(one.statement.stance)),
        }
        for one, x, label in zip(within, at, places, strict=True)
    ]
    yield (
        paper.part([{**row, "y": row["y"] + 5} for row in rows])
        .mark_rule(color=FAINT, strokeWidth=0.5, opacity=0.6, aria=False)
        .encode(x=paper.x("label"), x2=alt.X2("x:Q"), y=paper.y("y"), y2=alt.Y2("end:Q"))
    )
    yield paper.text(rows, size=SMALL, align="center", fontWeight="bold").encode(
        x=paper.x("label"), y=paper.y("y"), text="number:N"
    )


def held(one: Previous) -> tuple[Any, ...]:
    """What a statement holds: where it is the same as that of the one before, it says the same again."""
    return one.stance, one.likelihood, one.confidence


def head_of(course: Course, one: Previous, asked: Asked) -> str:
    """`2023-02-20 United States suspects (likely; low confidence)`."""
    likelihood = said(one.likelihood) if one.likelihood else None
    terms = [likelihood, f"{one.confidence} confidence" if one.confidence else None]
    said_so = "; ".join(term for term in terms if term)
    day = one.date or f"by {one.valid_from}"
    return f"{day} {asked.name(course.holder)} {_VERBS.get(one.stance, one.stance)}{f' ({said_so})' if said_so else ''}"


def clause(matter: Matter, asked: Asked) -> str:
    """The proposition in words; those of its content where it has no name."""
    object_ = asked.name(matter.object) if matter.object else None
    return plain(judged(asked.name(matter.target), matter.predicate, object_, matter.content))
