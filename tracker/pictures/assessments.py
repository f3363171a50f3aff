"""The stances of holders over time: a panel for each proposition for which there is room, and notes below it.

The notes tell the statements whose numbers stand in the panel (`tracker.pictures.stances`).
"""

from collections.abc import Iterator, Sequence
from itertools import count

import altair as alt

from events.vocabulary import Predicate
from projections.assessments import Previous
from projections.courses import Matter
from tracker.pictures.frame import BLACK, BLUE, GREEN, ORANGE, PURPLE, Asked, Chart, Key, finished, legend, titled
from tracker.pictures.notes import Note, height_of, notes
from tracker.pictures.placing import time_scale
from tracker.pictures.stances import HEIGHT, NAMES, SHADE, Said, Style, clause, head_of, held, panel
from tracker.pictures.words import counted, plain

NOTES = 8
"""How many statements of a panel are told below it: those that change something, then the newest."""

_STYLES: tuple[Style, ...] = (
    (BLUE, "circle", (1, 0)),
    (ORANGE, "square", (6, 3)),
    (GREEN, "diamond", (2, 2)),
    (PURPLE, "triangle-up", (8, 2, 2, 2)),
    (BLACK, "triangle-down", (1, 3)),
)
_SPACING = 7


def assessments(told: Sequence[Matter], asked: Asked, width: float, height: float) -> Chart:
    """The matters between two polities (at least one) on a sheet whose inner part is at most `width` by `height`."""
    styles = styles_of(told)
    shown = chosen(told, height)
    first = asked.since or min(one.valid_from for matter in shown for one in _statements(matter))
    last = asked.until or asked.clocks.as_of
    scale = time_scale(min(first, last), last, width - NAMES, margin=0.015)
    numbers, parts = count(1), list[alt.LayerChart]()
    for matter in shown:
        listed = numbered(matter, numbers)
        parts.append(panel(matter, listed, asked, styles, scale))
        parts.append(notes([_note(one, asked) for one in listed if one.number], width))
    words = [_whole(one, matter, asked) for matter in told for one in numbered(matter, count(1))]
    holders = {course.holder for matter in shown for course in matter.courses}
    keys = [Key(asked.name(holder), *_key(style)) for holder, style in styles.items() if holder in holders]
    if any(matter.disputed for matter in shown):
        keys.append(Key("two holders hold the opposite", "square", stroke=SHADE, fill=SHADE, size=140))
    title = titled(asked, "assessments", _notes(told, shown))
    return finished([*parts, legend(keys, width)], title, words, spacing=_SPACING)


def styles_of(told: Sequence[Matter]) -> dict[str, Style]:
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
        needs = HEIGHT + height_of(min(NOTES, len(_statements(matter)))) + 2 * _SPACING
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
        Said(course, one, place == 0 or held(course.statements[place - 1]) != held(one), None)
        for course in matter.courses
        for place, one in enumerate(course.statements)
    ]
    everything.sort(key=lambda one: (one.statement.valid_from, one.course.holder, str(one.statement.event_id)))
    weighty = sorted(everything, key=lambda one: (one.changes, one.statement.valid_from), reverse=True)[:NOTES]
    noted = {one.statement.event_id for one in weighty}
    return [one._replace(number=next(numbers)) if one.statement.event_id in noted else one for one in everything]


def _statements(matter: Matter) -> list[Previous]:
    return [one for course in matter.courses for one in course.statements]


def _key(style: tuple[str, str, tuple[int, ...]]) -> tuple[str, str, str]:
    colour, shape, _ = style
    return shape, colour, colour


def _note(one: Said, asked: Asked) -> Note:
    said_by = plain(f"{one.statement.report.publisher}, {one.statement.report.published}")
    head, quote = head_of(one.course, one.statement, asked), plain(one.statement.quote)
    return Note(one.number or 0, head, quote, f"{head}. “{quote}” {said_by}")


def _whole(one: Said, matter: Matter, asked: Asked) -> str:
    report = one.statement.report
    head = head_of(one.course, one.statement, asked)
    return plain(f"{head}: {clause(matter, asked)}. “{one.statement.quote}” {report.publisher}, {report.published}")


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
