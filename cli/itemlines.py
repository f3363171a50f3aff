"""What is so between two polities, each item as an entry: its date, a headline, the words, and whose they are."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar
from uuid import UUID

from rich.text import Text

from cli.layout import Entry
from cli.words import BAD, GOOD, QUIET, WARN, Namer, dated, graded, proof, said, short_id, sourced, typed
from projections.assessments import AssessmentItem
from projections.demands import DemandItem
from projections.items import Answer, Item
from projections.lifecycle import ENDING
from projections.marks import Mark
from projections.measures import MeasureItem, MeasureStep
from projections.meetings import MeetingItem
from projections.ties import TieItem
from projections.warnings import WarningItem
from tracker.propositions import judged

_NOUNS = {None: "meeting", "in_person": "meeting", "virtual": "virtual meeting"}
_LEVELS = {
    "head_of_state": "heads of state",
    "head_of_government": "heads of government",
    "minister": "ministers",
    "official": "officials",
    "envoy": "envoys",
}

Thing = TypeVar("Thing", bound=Item)


def proven(
    items: Iterable[Thing],
    headline: Callable[[Thing], Text],
    marks: Mapping[UUID, Mark] | None = None,
    *,
    because: bool = True,
) -> list[Entry]:
    """One entry for each item: its date, a headline, the words, whose they are, and why others are held to say so."""
    return [
        Entry(
            dated(item.occurred), headline(item), proof(item.quote), _source(item, mark_of(item, marks or {}), because)
        )
        for item in items
    ]


def mark_of(item: Item, marks: Mapping[UUID, Mark]) -> Mark | None:
    """What a review made of the events that tell of an item; of several the one that calls for most care."""
    found = {marks[event_id] for event_id in item.event_ids if event_id in marks}
    return next((mark for mark in _CARE if mark in found), None)


_CARE: tuple[Mark, ...] = ("disputed", "corrected", "confirmed")


def _source(item: Item, mark: Mark | None, because: bool) -> Text:
    """Whose words they are, and why other events are held to tell of the same, where a rule had to find that out."""
    grade = graded(item.reliability, item.credibility)
    event_ids = (item.event_id, *(other for other in item.event_ids if other != item.event_id))
    source = sourced(item.report, event_ids, grade, witnesses=item.corroboration, mark=mark)
    if because and item.because and not isinstance(item, MeasureItem | AssessmentItem):
        source.append(f" ({'; '.join(item.because)})", style=QUIET)
    return source


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
        head.append(f" ({' → '.join(map(_step, item.history[-4:]))})", style=QUIET)
    for answer in (answer for step in item.history for answer in step.in_answer_to):
        what = f", in answer to {typed(answer.type)} {short_id(answer.event_id)} {_day(answer)}"
        head.append(f"{what} ({answer.because})", style=QUIET)
    return head


def _step(step: MeasureStep) -> str:
    """What an act made of a measure; from when, where that was still to come."""
    coming = step.takes_effect is not None and step.takes_effect > step.valid_from and step.stage in ENDING
    return f"{said(step.stage)}{f' from {step.takes_effect}' if coming else ''}"


def warning_line(item: WarningItem) -> Text:
    """Say who warns whom, of what, and what became of it."""
    what = "threat of sanctions" if item.type == "SanctionsThreatened" else "warning"
    if item.measure and item.measure != "other":
        what = f"threat of sanctions ({said(item.measure)})"
    return _answered(f"{item.source} → {item.target}  {what}: ", item.status, item.answered_by)


def demand_line(item: DemandItem) -> Text:
    """Say who demands something of whom, and what became of it."""
    what = f"{item.source} → {item.target}  demand: "
    return _answered(what, item.status, item.answered_by)


def _answered(what: str, status: str, answer: Answer | None) -> Text:
    head = Text(what)
    head.append(said(status), style=BAD if status == "standing" else WARN)
    if answer:
        by = f" {_day(answer)}: {typed(answer.type)} {short_id(answer.event_id)}"
        head.append(f"{by} ({answer.because})", style=QUIET)
    return head


def _day(answer: Answer) -> str:
    """When the act was, as its report says; of one without a date, by when it was told."""
    return f"on {answer.date}" if answer.date else f"by {answer.valid_from}"


def assessment_line(item: AssessmentItem, name: Namer) -> Text:
    """Say what a holder judges, what it judged before, and who judges otherwise."""
    head = Text(f"{item.holder}  ")
    if item.previous:
        head.append(f"{said(item.previous.stance)} → ")
    head.append(said(item.stance), style="bold")
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


def tie_line(item: TieItem) -> Text:
    """Say how ties, agreements or force stand, and how they stood before."""
    head = Text(f"{item.attribute}: ")
    head.append(said(item.value), style=BAD if item.attribute == "force" else "")
    if item.previous:
        head.append(f" (before: {said(item.previous)})", style=QUIET)
    return head
