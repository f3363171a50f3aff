"""The state of a relationship as a briefing on one screen: what matters first, with the words that prove it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple, TypeVar
from uuid import UUID

from rich.console import RenderableType
from rich.text import Text

from cli.itemlines import (
    assessment_line,
    demand_line,
    measure_line,
    meeting_line,
    proven,
    tie_line,
    warning_line,
)
from cli.layout import Entries, Entry
from cli.listing import entry
from cli.sparkline import Sparkline
from cli.words import BAD, GOOD, QUIET, STRONG, Namer, believed, linked, short_id, typed
from events import POLICY_EVENTS
from projections.assessments import AssessmentItem
from projections.climate import Climate
from projections.counts import Count
from projections.items import Item
from projections.listing import EventView
from projections.marks import Mark
from projections.measures import MeasureItem
from projections.meetings import MeetingItem
from projections.relationship import RelationshipState

LINES = 2
"""How many items of a kind the one screen has, of measures in each direction; `--all` has all of them."""

NEWEST = 5
"""How many of the newest events it has."""

_COUNTED = 4
_FELT = 0.05
"""Points below which an incident rounds to nothing."""

_COLUMN = len("2022-03-18")
"""How wide the column of dates is, in all sections alike."""

_COMING = ("scheduled", "proposed")
_STANDING = "standing"

Thing = TypeVar("Thing", bound=Item)


class Beside(NamedTuple):
    """What a briefing says beside the state: the newest events of the pair, and what reviews made of events."""

    newest: Sequence[EventView] = ()
    marks: Mapping[UUID, Mark] = {}


class _Section(NamedTuple):
    title: str
    shown: list[Entry]
    of: int


def briefing(
    state: RelationshipState, name: Namer, beside: Beside | None = None, *, whole: bool = False
) -> Iterator[RenderableType]:
    """Lay a state out for a person: on one screen, or the `whole` of it; sections without content are left out."""
    beside = beside or Beside()
    yield from _opening(state, name)
    sections = _whole(state, name, beside.marks) if whole else _brief(state, name, beside)
    for section in sections:
        if section.shown:
            yield from _laid_out(section, whole=whole)
    if state.counts:
        yield Text("\nActs so far", style=STRONG)
        yield Entries(_counts(state.counts, whole=whole), brief=not whole, column=_COLUMN)
        yield Text("")
        yield Entries(_foot(state, beside, whole=whole), column=_COLUMN)


def _brief(state: RelationshipState, name: Namer, beside: Beside) -> Iterator[_Section]:
    coming = sorted((item for item in state.meetings if item.status in _COMING), key=_when)
    past = _newest(item for item in state.meetings if item.status not in _COMING)
    in_force = _newest(measure for measure in state.measures if measure.in_force)
    warned = [item for item in state.warnings if item.status == _STANDING]
    asked = [item for item in state.demands if item.status == _STANDING]
    judged = _changed_last(state.assessments)
    said = partial(proven, marks=beside.marks, because=False)
    standing = [*said(_newest(warned)[:LINES], warning_line), *said(_newest(asked)[:LINES], demand_line)]
    yield _Section("Next meeting", said(coming[:1], meeting_line), len(coming))
    yield _Section("Last meeting", said(past[:1], meeting_line), len(past))
    yield _Section("In force", said(_both_ways(in_force), measure_line), len(in_force))
    yield _Section("Standing warnings and demands", standing, len(warned) + len(asked))
    yield _Section(
        "Assessments, what changed last first",
        said(judged[:LINES], lambda item: assessment_line(item, name)),
        len(judged),
    )
    yield _Section("Ties", said(_newest(state.ties), tie_line), len(state.ties))
    yield _Section("Newest events", [_event(event) for event in reversed(beside.newest)], len(beside.newest))


def _event(event: EventView) -> Entry:
    """An event in a line: its words are a command away."""
    source = linked(Text(event.report.publisher, style=QUIET), event.report.url)
    source.append(f"  {short_id(event.event_id)}", style="not dim cyan")
    return entry(event)._replace(quote=None, source=source)


def _whole(state: RelationshipState, name: Namer, marks: Mapping[UUID, Mark]) -> Iterator[_Section]:
    in_force = [measure for measure in state.measures if measure.in_force]
    others = [measure for measure in state.measures if not measure.in_force]
    for title, lines in (
        ("Meetings", proven(_by_relevance(state.meetings, _COMING), meeting_line, marks)),
        ("Measures in force", proven(_newest(in_force), measure_line, marks)),
        ("Measures not in force", proven(_newest(others), measure_line, marks)),
        ("Warnings", proven(_by_relevance(state.warnings, [_STANDING]), warning_line, marks)),
        ("Demands", proven(_by_relevance(state.demands, [_STANDING]), demand_line, marks)),
        ("Assessments", proven(_changed_last(state.assessments), lambda item: assessment_line(item, name), marks)),
        ("Ties", proven(_newest(state.ties), tie_line, marks)),
    ):
        yield _Section(title, lines, len(lines))


def shown_ids(state: RelationshipState) -> set[UUID]:
    """The events of all items of a state, of which reviews are asked."""
    sections = (state.meetings, state.measures, state.warnings, state.demands, state.assessments, state.ties)
    return {event_id for section in sections for item in section for event_id in item.event_ids}


def _opening(state: RelationshipState, name: Namer) -> Iterator[RenderableType]:
    one, other = state.pair
    title = Text(f"{name(one)} ({one}) – {name(other)} ({other})", style=STRONG)
    title.append(f"  as of {state.as_of}", style="not bold")
    if state.published_by:
        title.append(f", published by {state.published_by}", style="not bold")
    if state.recorded_by:
        title.append(f", recorded by {state.recorded_by:%Y-%m-%d %H:%M:%S %Z}", style="not bold")
    if state.min_reliability:
        title.append(f", {believed(state.min_reliability)}", style="not bold")
    yield title
    if not state.counts:
        yield Text("No report in the store tells of an act between the two by then.", style=QUIET)
        return
    past = [(reached.day, reached.value) for reached in state.climate.past]
    value, *moved = _climate(state.climate)
    yield Entries([value], column=_COLUMN)
    yield Sparkline(past, label="Past year", column=_COLUMN)
    yield Entries(moved, column=_COLUMN)


def _climate(climate: Climate) -> Iterator[Entry]:
    trend = f"{'▲ better' if climate.trend > 0 else '▼ worse'} by {abs(climate.trend):.1f} over 30 days"
    line = Text(f"{climate.value:+.1f}", style=GOOD if climate.value > 0 else BAD)
    line.append(f"  {trend if climate.trend else 'unchanged over 30 days'}", style="default")
    moved = "; ".join(
        f"{typed(mover.type)} {mover.date or f'by {mover.valid_from}'} {mover.points:+.1f}"
        for mover in climate.movers[:3]
        if abs(mover.points) >= _FELT
    )
    yield Entry("Climate", line)
    if moved:
        yield Entry("Moved by", Text(moved, style=QUIET))


def _laid_out(section: _Section, *, whole: bool) -> Iterator[RenderableType]:
    title = Text(f"\n{section.title}", style=STRONG)
    if section.of > len(section.shown):
        title.append(f"  {len(section.shown)} of {section.of}", style="not bold dim")
    yield title
    yield Entries(section.shown, brief=not whole, column=_COLUMN)


def _foot(state: RelationshipState, beside: Beside, *, whole: bool) -> Iterator[Entry]:
    """What is not on the screen, and how much of what is behind it nobody has looked at."""
    if not whole and (left := _left_out(state)):
        yield Entry("Not shown", Text(f"{left} (--all has everything)", style=QUIET))
    behind = shown_ids(state)
    if open_ := len(behind - beside.marks.keys()):
        yield Entry("Unreviewed", Text(f"{open_} of the {len(behind)} events behind this", style=QUIET))


def _left_out(state: RelationshipState) -> str:
    """What no section of the one screen has: measures that ended, warnings and demands that were answered."""
    numbers = {
        "measures not in force": sum(not item.in_force for item in state.measures),
        "answered or dormant warnings": sum(item.status != _STANDING for item in state.warnings),
        "answered or dormant demands": sum(item.status != _STANDING for item in state.demands),
    }
    return ", ".join(f"{what}: {number}" for what, number in numbers.items() if number)


def _newest(items: Iterable[Thing]) -> list[Thing]:
    return sorted(items, key=lambda item: (item.occurred.end or item.valid_from, item.published), reverse=True)


def _when(meeting: MeetingItem) -> tuple[bool, date, int]:
    """What comes first; of what has no date, what was told last."""
    start = meeting.occurred.start
    return start is None, start or date.min, -meeting.published.toordinal()


def _both_ways(measures: Iterable[MeasureItem]) -> list[MeasureItem]:
    """The newest of each direction, one direction below the other."""
    of: dict[str, list[MeasureItem]] = {}
    for measure in measures:
        of.setdefault(measure.sender, []).append(measure)
    return [measure for sender in sorted(of) for measure in of[sender][:LINES]]


def _changed_last(judgements: Iterable[AssessmentItem]) -> list[AssessmentItem]:
    """Those whose stance is the newest before the rest; of one day, those that were another before."""
    return sorted(judgements, key=lambda item: (item.since, item.previous is not None, item.published), reverse=True)


def _by_relevance(items: Iterable[Thing], first: Collection[str]) -> list[Thing]:
    """What is open or still to come before the rest; each of the two the newest first."""
    return sorted(_newest(items), key=lambda item: getattr(item, "status", "") not in first)


def _counts(counts: Sequence[Count], *, whole: bool) -> Iterator[Entry]:
    """One entry for each direction, the most frequent types first."""
    groups: dict[str, list[Count]] = {}
    for count in counts:
        if count.incidents:
            groups.setdefault(_direction(count), []).append(count)
    for ends, found in groups.items():
        ordered = sorted(found, key=lambda count: (-count.incidents, count.type))
        shown = ordered if whole else ordered[:_COUNTED]
        more = (
            f", and {sum(count.incidents for count in ordered[_COUNTED:])} others" if len(shown) < len(ordered) else ""
        )
        yield Entry(ends, Text(", ".join(f"{typed(count.type)} {count.incidents}" for count in shown) + more))


def _direction(count: Count) -> str:
    arrow = "→" if POLICY_EVENTS[count.type].DIRECTED else "↔"
    return f"{count.source} {arrow} {count.target}"
