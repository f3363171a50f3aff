"""The state of a relationship as a briefing: what matters first, each line with the words that prove it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from rich.console import RenderableType
from rich.text import Text

from cli.layout import Entries, Entry
from cli.words import (
    BAD,
    GOOD,
    QUIET,
    STRONG,
    WARN,
    Namer,
    believed,
    dated,
    graded,
    quoted,
    said,
    short_id,
    sourced,
    typed,
)
from events import POLICY_EVENTS
from projections.assessments import AssessmentItem
from projections.climate import Climate
from projections.counts import Count
from projections.demands import DemandItem
from projections.items import Answer, Item
from projections.measures import MeasureItem
from projections.meetings import MeetingItem
from projections.relationship import RelationshipState
from projections.ties import TieItem
from projections.warnings import WarningItem
from tracker.propositions import judged

LINES = 6
"""How many items of a section are shown; JSON has all."""

_FELT = 0.05
"""Points below which an incident rounds to nothing."""

_COMING = ("scheduled", "proposed")
_OPEN = ("standing",)
_NOUNS = {None: "meeting", "in_person": "meeting", "virtual": "virtual meeting"}

_LEVELS = {
    "head_of_state": "heads of state",
    "head_of_government": "heads of government",
    "minister": "ministers",
    "official": "officials",
    "envoy": "envoys",
}

Thing = TypeVar("Thing", bound=Item)


def briefing(state: RelationshipState, name: Namer) -> Iterator[RenderableType]:
    """Lay a state out for a person; sections without content are left out."""
    yield from _opening(state, name)
    in_force = [measure for measure in state.measures if measure.in_force]
    others = [measure for measure in state.measures if not measure.in_force]
    sections: list[tuple[str, list[Entry]]] = [
        ("Meetings", proven(_by_relevance(state.meetings, _COMING), meeting_line)),
        ("Measures in force", proven(_newest(in_force), measure_line)),
        ("Measures not in force", proven(_newest(others), measure_line)),
        ("Warnings", proven(_by_relevance(state.warnings, _OPEN), _warning)),
        ("Demands", proven(_by_relevance(state.demands, _OPEN), _demand)),
        ("Assessments", proven(_newest(state.assessments), lambda item: assessment_line(item, name))),
        ("Ties", proven(_newest(state.ties), _tie)),
    ]
    for title, lines in sections:
        if lines:
            yield from _section(title, lines)
    if state.counts:
        yield Text("\nActs so far", style=STRONG)
        yield Entries(_counts(state.counts))


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
    yield Entries([_climate(state.climate)])


def _climate(climate: Climate) -> Entry:
    trend = f"{'better' if climate.trend > 0 else 'worse'} by {abs(climate.trend):.1f} over 30 days"
    moved = ", ".join(
        f"{typed(mover.type)} {mover.points:+.1f}" for mover in climate.movers[:3] if abs(mover.points) >= _FELT
    )
    line = Text(f"{climate.value:+.1f}", style=GOOD if climate.value > 0 else BAD)
    line.append(f", {trend if climate.trend else 'unchanged'}", style="default")
    if moved:
        line.append(f"; moved most by {moved}", style=QUIET)
    return Entry("Climate", line)


def _section(title: str, lines: Sequence[Entry]) -> Iterator[RenderableType]:
    yield Text(f"\n{title}", style=STRONG)
    yield Entries(lines[:LINES])
    if len(lines) > LINES:
        yield Text(f"  and {len(lines) - LINES} more (--format json has all)", style=QUIET)


def proven(items: Iterable[Thing], headline: Callable[[Thing], Text]) -> list[Entry]:
    """One entry for each item: its date, a headline, the words, and whose they are."""
    return [Entry(dated(item.occurred), headline(item), Text(quoted(item.quote)), _source(item)) for item in items]


def _source(item: Item) -> Text:
    """Whose words they are, and why other events are held to tell of the same, where a rule had to find that out."""
    source = sourced(item.report, item.event_ids, graded(item.reliability, item.credibility))
    if item.because and not isinstance(item, MeasureItem | AssessmentItem):
        source.append(f" ({'; '.join(item.because)})", style=QUIET)
    return source


def _newest(items: Iterable[Thing]) -> list[Thing]:
    return sorted(items, key=lambda item: (item.occurred.end or item.valid_from, item.published), reverse=True)


def _by_relevance(items: Iterable[Thing], first: Sequence[str]) -> list[Thing]:
    """What is open or still to come before the rest; each of the two the newest first."""
    ordered = _newest(items)
    return sorted(ordered, key=lambda item: getattr(item, "status", "") not in first)


def meeting_line(item: MeetingItem) -> Text:
    """Say what became of a meeting, and who took part."""
    noun = _NOUNS.get(item.format) or said(item.format or "")
    head = Text(f"{noun} ")
    head.append(said(item.status), style={"scheduled": GOOD, "proposed": GOOD, "held": ""}.get(item.status, WARN))
    details = [_LEVELS.get(item.level or "", ""), item.venue or ""]
    if item.planned_for and item.planned_for != item.occurred:
        details.append(f"planned for {dated(item.planned_for)}")
    if item.postponed_to:
        details.append(f"put off to {dated(item.postponed_to)}")
    head.append("".join(f", {detail}" for detail in details if detail))
    people = [f"{person.name} ({person.polity})" if person.polity else person.name for person in item.participants]
    if people:
        head.append(f": {', '.join(people)}")
    return head


def measure_line(item: MeasureItem) -> Text:
    """Say what stage a measure is at, since when, until when."""
    kind = "sanctions" if item.kind == "other" else said(item.kind)
    head = Text(f"{item.sender} → {item.target}  {kind}: ")
    head.append(said(item.stage), style=BAD if item.in_force else WARN)
    if item.effective:
        head.append(f", in force since {item.effective}" if item.in_force else f", from {item.effective}")
    if item.expiry:
        head.append(f", until {item.expiry}")
    if item.programmes:
        head.append(f" ({', '.join(item.programmes)})", style=QUIET)
    if len(item.history) > 1:
        head.append(f" ({' → '.join(said(step.stage) for step in item.history[-4:])})", style=QUIET)
    for answer in (answer for step in item.history for answer in step.in_answer_to):
        what = f", in answer to {typed(answer.type)} {short_id(answer.event_id)} on {answer.date or answer.valid_from}"
        head.append(f"{what} ({answer.because})", style=QUIET)
    return head


def _warning(item: WarningItem) -> Text:
    what = "threat of sanctions" if item.type == "SanctionsThreatened" else "warning"
    if item.measure and item.measure != "other":
        what = f"threat of sanctions ({said(item.measure)})"
    return _answered(f"{item.source} → {item.target}  {what}: ", item.status, item.answered_by)


def _demand(item: DemandItem) -> Text:
    what = f"{item.source} → {item.target}  demand: "
    return _answered(what, item.status, item.answered_by)


def _answered(what: str, status: str, answer: Answer | None) -> Text:
    head = Text(what)
    head.append(said(status), style=BAD if status == "standing" else WARN)
    if answer:
        by = f" on {answer.date or answer.valid_from}: {typed(answer.type)} {short_id(answer.event_id)}"
        head.append(f"{by} ({answer.because})", style=QUIET)
    return head


def assessment_line(item: AssessmentItem, name: Namer) -> Text:
    """Say what a holder judges, what it judged before, and who judges otherwise."""
    head = Text(f"{item.holder}  ")
    if item.previous:
        head.append(f"{said(item.previous.stance)} → ")
    head.append(said(item.stance), style="magenta")
    for grade, what in ((item.likelihood, ""), (item.confidence, " confidence")):
        if grade:
            head.append(f", {said(grade)}{what}")
    object_name = name(item.object) if item.object else None
    head.append(f": {judged(item.target, item.predicate, object_name, item.content)}")
    if item.since < item.valid_from:
        head.append(f", since {item.since}", style=QUIET)
    for other in item.contradicted_by:
        head.append(f"; {other.holder} {said(other.stance)}", style=WARN)
    return head


def _tie(item: TieItem) -> Text:
    head = Text(f"{item.attribute}: ")
    head.append(said(item.value), style=BAD if item.attribute == "force" else "")
    if item.previous:
        head.append(f" (before: {said(item.previous)})", style=QUIET)
    return head


def _counts(counts: Sequence[Count]) -> Iterator[Entry]:
    """One entry for each direction, the most frequent types first."""
    groups: dict[str, list[Count]] = {}
    for count in counts:
        if count.incidents:
            groups.setdefault(_direction(count), []).append(count)
    for direction, found in groups.items():
        ordered = sorted(found, key=lambda count: (-count.incidents, count.type))
        yield Entry(direction, Text(", ".join(f"{typed(count.type)} {count.incidents}" for count in ordered)))


def _direction(count: Count) -> str:
    arrow = "→" if POLICY_EVENTS[count.type].DIRECTED else "↔"
    return f"{count.source} {arrow} {count.target}"
