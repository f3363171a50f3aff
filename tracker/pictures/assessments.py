"""The stances of holders over time: one panel for each proposition, a line for each holder, a note for each statement.

A stance holds until the holder says otherwise, so a line runs level and steps. Where two holders hold the opposite at
the same time, the ground of the panel is shaded.
"""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any, NamedTuple

import altair as alt

from events.vocabulary import Predicate, Stance
from projections.assessments import Previous
from projections.courses import SCALE, Course, Matter
from tracker.pictures.frame import (
    BLACK,
    BLUE,
    FAINT,
    GREEN,
    GRID,
    INK,
    ORANGE,
    PURPLE,
    SMALL,
    Asked,
    Chart,
    Key,
    Paper,
    described_by,
    finished,
    legend,
    titled,
)
from tracker.pictures.notes import Note, height_of, notes
from tracker.pictures.placing import TimeScale, shortened, spread, ticks_of, time_scale
from tracker.pictures.words import counted, plain, said
from tracker.propositions import judged

NOTES = 8
"""How many statements of a panel are told below it: those that change something, then the newest."""

_VERBS = {Stance.NO_EVIDENCE: "has seen no evidence"}
_STYLES = (
    (BLUE, "circle", (1, 0)),
    (ORANGE, "square", (6, 3)),
    (GREEN, "diamond", (2, 2)),
    (PURPLE, "triangle-up", (8, 2, 2, 2)),
    (BLACK, "triangle-down", (1, 3)),
)
_TITLE, _STRIP, _LEVEL, _AXIS = 20.0, 15.0, 14.0, 16.0
_NAMES = 70.0
_GAP = 14.0
_SHADE = "#DDDDDD"
_SPACING = 7


class Said(NamedTuple):
    """One statement in a panel: whose, whether it changes what was held, and its number below; None for no note."""

    course: Course
    statement: Previous
    changes: bool
    number: int | None


def assessments(told: Sequence[Matter], asked: Asked, width: float, height: float) -> Chart:
    """The matters between two polities (at least one) on a sheet whose inner part is at most `width` by `height`."""
    styles = styles_of(told)
    shown = chosen(told, height)
    first = asked.since or min(one.valid_from for matter in shown for one in _statements(matter))
    last = asked.until or asked.clocks.as_of
    scale = time_scale(min(first, last), last, width - _NAMES, margin=0.015)
    numbers, parts = count(1), list[alt.LayerChart]()
    for matter in shown:
        listed = numbered(matter, numbers)
        parts.append(_panel(matter, listed, asked, styles, scale))
        parts.append(notes([_note(one, asked) for one in listed if one.number], width))
    words = [_whole(one, matter, asked) for matter in told for one in numbered(matter, count(1))]
    holders = {course.holder for matter in shown for course in matter.courses}
    keys = [Key(asked.name(holder), *_key(style)) for holder, style in styles.items() if holder in holders]
    if any(matter.disputed for matter in shown):
        keys.append(Key("two holders hold the opposite", "square", stroke=_SHADE, fill=_SHADE, size=140))
    title = titled(asked, "assessments", _notes(told, shown))
    return finished([*parts, legend(keys, width)], title, words, spacing=_SPACING)


def styles_of(told: Sequence[Matter]) -> dict[str, tuple[str, str, tuple[int, ...]]]:
    """Colour, mark and dashes of each holder, the same in all panels; those who said most have the plainest."""
    said_by: dict[str, int] = {}
    for matter in told:
        for course in matter.courses:
            said_by[course.holder] = said_by.get(course.holder, 0) + len(course.statements)
    holders = sorted(said_by, key=lambda holder: (-said_by[holder], holder))
    return {holder: _STYLES[place % len(_STYLES)] for place, holder in enumerate(holders)}


def chosen(told: Sequence[Matter], height: float) -> list[Matter]:
    """The propositions for which there is room.

    First come those that are disputed, then those of which most was said; of as many statements those with a name.
    """
    ranked = sorted(told, key=_rank)
    kept: list[Matter] = []
    used = 0.0
    for matter in ranked:
        needs = _height() + height_of(min(NOTES, len(_statements(matter)))) + 2 * _SPACING
        if kept and used + needs > height:
            break
        kept.append(matter)
        used += needs
    return kept


def _rank(matter: Matter) -> tuple[bool, int, bool, str]:
    return not matter.disputed, -len(_statements(matter)), matter.predicate is Predicate.OTHER, matter.proposition


def numbered(matter: Matter, numbers: Iterator[int]) -> list[Said]:
    """All statements of a matter in their order, with numbers for those that are told below the panel."""
    everything = [
        Said(course, one, place == 0 or _held(course.statements[place - 1]) != _held(one), None)
        for course in matter.courses
        for place, one in enumerate(course.statements)
    ]
    everything.sort(key=lambda one: (one.statement.valid_from, one.course.holder, str(one.statement.event_id)))
    weighty = sorted(everything, key=lambda one: (one.changes, one.statement.valid_from), reverse=True)[:NOTES]
    noted = {one.statement.event_id for one in weighty}
    return [one._replace(number=next(numbers)) if one.statement.event_id in noted else one for one in everything]


def _held(one: Previous) -> tuple[Any, ...]:
    return one.stance, one.likelihood, one.confidence


def _statements(matter: Matter) -> list[Previous]:
    return [one for course in matter.courses for one in course.statements]


def _key(style: tuple[str, str, tuple[int, ...]]) -> tuple[str, str, str]:
    colour, shape, _ = style
    return shape, colour, colour


def _height() -> float:
    return _TITLE + _STRIP + _LEVEL * len(SCALE) + _AXIS


def _level(place: int) -> float:
    return _TITLE + _STRIP + _LEVEL * (place + 0.5)


def _panel(
    matter: Matter,
    listed: Sequence[Said],
    asked: Asked,
    styles: dict[str, tuple[str, str, tuple[int, ...]]],
    scale: TimeScale,
) -> alt.LayerChart:
    paper = Paper(_NAMES + scale.length, _height())
    return paper.chart(
        *_ground(matter, asked, paper, scale),
        *(part for course in matter.courses for part in _line(course, matter, styles, paper, scale, asked)),
        *_numbers([one for one in listed if one.number], paper, scale),
    )


def _ground(matter: Matter, asked: Asked, paper: Paper, scale: TimeScale) -> Iterator[alt.Chart]:
    """The proposition, the stances, the days, and where holders hold the opposite."""
    top, bottom = _TITLE + _STRIP, paper.height - _AXIS
    disputed = [
        {"x": _NAMES + scale.place(first), "end": _NAMES + scale.place(last or scale.last)}
        for first, last in matter.disputed
        if first <= scale.last and (last or scale.last) >= scale.first
    ]
    yield (
        paper.part(disputed)
        .mark_rect(color=_SHADE, opacity=0.6, aria=False)
        .encode(x=paper.x("x"), x2=alt.X2("end:Q"), y=alt.value(top), y2=alt.value(bottom))
    )
    title = [{"text": shortened(_clause(matter, asked), paper.width, 11), "y": _TITLE / 2}]
    yield paper.text(title, size=11, fontWeight="bold").encode(x=alt.value(0), y=paper.y("y"), text="text:N")
    levels = [{"text": said(stance), "y": _level(place)} for place, stance in enumerate(SCALE)]
    yield (
        paper.part([{**row, "x": _NAMES} for row in levels])
        .mark_rule(color=GRID, aria=False)
        .encode(x=paper.x("x"), x2=alt.value(paper.width), y=paper.y("y"))
    )
    yield paper.text(levels, size=SMALL, color=FAINT, align="right").encode(
        x=alt.value(_NAMES - 6), y=paper.y("y"), text="text:N"
    )
    ticks = [{"text": text, "x": _NAMES + scale.place(day)} for day, text in ticks_of(scale, gap=60)]
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
    styles: dict[str, tuple[str, str, tuple[int, ...]]],
    paper: Paper,
    scale: TimeScale,
    asked: Asked,
) -> Iterator[alt.Chart]:
    """A holder's line, moved a little from those of others so that all are seen, and a mark for each statement."""
    colour, shape, dash = styles[course.holder]
    shift = (matter.courses.index(course) - (len(matter.courses) - 1) / 2) * 3.0
    rows: list[dict[str, Any]] = [
        {
            "x": _NAMES + scale.place(one.valid_from),
            "y": _level(SCALE.index(one.stance)) + shift,
            "size": 55 if place == 0 or _held(course.statements[place - 1]) != _held(one) else 22,
            "whole": plain(
                f"{_head(course, one, asked)}. “{one.quote}” {one.report.publisher}, {one.report.published}"
            ),
        }
        for place, one in enumerate(course.statements)
        if one.valid_from <= scale.last
    ]
    ends = [*rows, {**rows[-1], "x": _NAMES + scale.place(asked.clocks.as_of)}] if rows else []
    ordered = [{**row, "order": place} for place, row in enumerate(ends)]
    yield (
        paper.part(ordered)
        .mark_line(color=colour, strokeWidth=2, strokeDash=list(dash), interpolate="step-after", aria=False)
        .encode(x=paper.x("x"), y=paper.y("y"), order=alt.Order("order:Q"))
    )
    yield (
        paper.part(row for row in rows if row["x"] > _NAMES)
        .mark_point(shape=shape, stroke=INK, fill=colour, strokeWidth=0.8, opacity=1)
        .encode(x=paper.x("x"), y=paper.y("y"), size=alt.Size("size:Q", scale=None), **described_by("whole"))
    )


def _numbers(listed: Sequence[Said], paper: Paper, scale: TimeScale) -> Iterator[alt.Chart]:
    """The numbers of the notes, above the days of their statements."""
    within = [one for one in listed if scale.first <= one.statement.valid_from <= scale.last]
    at = [_NAMES + scale.place(one.statement.valid_from) for one in within]
    places = spread(at, _GAP, _NAMES, paper.width)
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


def _head(course: Course, one: Previous, asked: Asked) -> str:
    """`2023-02-20 United States suspects (likely; low confidence)`."""
    likelihood = said(one.likelihood) if one.likelihood else None
    terms = [likelihood, f"{one.confidence} confidence" if one.confidence else None]
    said_so = "; ".join(term for term in terms if term)
    day = one.date or f"by {one.valid_from}"
    return f"{day} {asked.name(course.holder)} {_VERBS.get(one.stance, one.stance)}{f' ({said_so})' if said_so else ''}"


def _note(one: Said, asked: Asked) -> Note:
    said_by = plain(f"{one.statement.report.publisher}, {one.statement.report.published}")
    head, quote = _head(one.course, one.statement, asked), plain(one.statement.quote)
    return Note(one.number or 0, head, quote, f"{head}. “{quote}” {said_by}")


def _clause(matter: Matter, asked: Asked) -> str:
    """The proposition in words; those of its content where it has no name."""
    object_ = asked.name(matter.object) if matter.object else None
    return plain(judged(asked.name(matter.target), matter.predicate, object_, matter.content))


def _whole(one: Said, matter: Matter, asked: Asked) -> str:
    report = one.statement.report
    head = _head(one.course, one.statement, asked)
    return plain(f"{head}: {_clause(matter, asked)}. “{one.statement.quote}” {report.publisher}, {report.published}")


def _notes(told: Sequence[Matter], shown: Sequence[Matter]) -> list[str]:
    statements = sum(len(_statements(matter)) for matter in told)
    notes = [
        f"{counted(len(told), 'proposition')}, {counted(statements, 'statement')}; "
        "a stance holds until its holder says otherwise, small marks say the same again"
    ]
    disputed = [matter for matter in told if matter.disputed and matter.disputed[-1][1] is None]
    if disputed:
        notes.append(
            f"{counted(len(disputed), 'proposition')} on which holders hold the opposite at the day of the question"
        )
    if len(shown) < len(told):
        notes.append(f"for {counted(len(told) - len(shown), 'proposition')} there is no room")
    untold = sum(max(0, len(_statements(matter)) - NOTES) for matter in shown)
    if untold:
        notes.append(f"{counted(untold, 'statement')} without a number are not told below their panel")
    return notes
