"""What differs between two states of a relationship: in the world, or in what was known of the same day.

A difference holds the whole item before and after, so that a state and a difference give the other state exactly.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple, TypeAlias, get_args
from uuid import UUID

from events.values import Value
from projections.assessments import AssessmentItem
from projections.climate import Climate
from projections.clocks import Clocks
from projections.counts import Count
from projections.demands import DemandItem
from projections.measures import MeasureItem
from projections.meetings import MeetingItem
from projections.relationship import RelationshipState
from projections.ties import TieItem
from projections.warnings import WarningItem

Section: TypeAlias = Literal["climate", "meetings", "measures", "warnings", "demands", "assessments", "ties", "counts"]
Kind: TypeAlias = Literal["appeared", "vanished", "changed"]

Thing: TypeAlias = MeetingItem | MeasureItem | WarningItem | DemandItem | AssessmentItem | TieItem | Count | Climate
"""What a state is made of."""

SECTIONS: tuple[Section, ...] = get_args(Section)

_SHOWN: dict[Section, tuple[str, ...]] = {
    "climate": ("value",),
    "meetings": ("status", "date", "format", "level", "venue", "postponed_to"),
    "measures": ("stage", "in_force", "effective", "expiry"),
    "warnings": ("status",),
    "demands": ("status",),
    "assessments": ("stance", "likelihood", "confidence"),
    "ties": ("value",),
    "counts": ("incidents", "planned"),
}
"""The attributes of each section's items whose values a reader asks about; the rest is their proof."""


class Attribute(Value):
    """One attribute of an item, before and after; None where there was or is none."""

    name: str
    before: str | None
    after: str | None


class Difference(Value):
    """One item that differs: it appeared, vanished, or changed; with the attributes that a reader asks about.

    Without attributes only the proof changed: another witness, other words.
    """

    SECTIONS = ("attributes",)

    section: Section
    subject: str
    kind: Kind
    attributes: tuple[Attribute, ...]
    before: Thing | None
    after: Thing | None


def differences(one: RelationshipState, other: RelationshipState) -> tuple[Difference, ...]:
    """All that differs from one state to another of the same pair, section by section; a pure function."""
    return tuple(found for section in SECTIONS for found in _of_section(section, one, other))


def applied(state: RelationshipState, found: Iterable[Difference], clocks: Clocks) -> RelationshipState:
    """The other state: one state with the differences to it made, at the other state's moment."""
    of: dict[Section, list[Difference]] = {section: [] for section in SECTIONS}
    for difference in found:
        of[difference.section].append(difference)
    made: dict[str, Any] = {}
    for section, told in of.items():
        gone = [difference.before for difference in told if difference.before is not None]
        kept = [item for item in items(state, section) if item not in gone]
        kept += [difference.after for difference in told if difference.after is not None]
        made[section] = kept[0] if section == "climate" else tuple(sorted(kept, key=_order))
    return state.model_copy(update={**clocks.named, **made})


def items(state: RelationshipState, section: Section) -> Sequence[Thing]:
    """The items of a section of a state."""
    found = getattr(state, section)
    return (found,) if section == "climate" else found


def subject_of(item: Thing) -> str:
    """What an item is about."""
    match item:
        case Climate():
            return "climate"
        case Count():
            return f"counts:{item.type}:{item.source}:{item.target}"
        case TieItem():
            return f"{item.subject}:{item.attribute}"
        case _:
            return item.subject


def event_ids(item: Thing | None) -> tuple[UUID, ...]:
    """The events that tell of an item; of the climate, those that move it most."""
    match item:
        case None | Count():
            return ()
        case Climate():
            return tuple(event_id for mover in item.movers for event_id in mover.event_ids)
        case WarningItem() | DemandItem():
            return (*item.event_ids, *([item.answered_by.event_id] if item.answered_by else []))
        case MeasureItem():
            return tuple(dict.fromkeys(event_id for step in item.history for event_id in step.event_ids))
        case _:
            return item.event_ids


class _Pair(NamedTuple):
    before: Thing | None
    after: Thing | None


def _of_section(section: Section, one: RelationshipState, other: RelationshipState) -> Iterator[Difference]:
    for before, after in _paired(items(one, section), items(other, section)):
        if before == after:
            continue
        kind: Kind = "appeared" if before is None else "vanished" if after is None else "changed"
        named = after or before
        if named is not None:
            yield Difference(
                section=section,
                subject=subject_of(named),
                kind=kind,
                attributes=tuple(_attributes(_SHOWN[section], before, after)),
                before=before,
                after=after,
            )


def _paired(before: Sequence[Thing], after: Sequence[Thing]) -> Iterator[_Pair]:
    """The same item of both states: by what it is about; a meeting whose date moved, by an event that tells of both."""
    by_subject: dict[str, list[Thing]] = {}
    by_event: dict[UUID, Thing] = {}
    for item in after:
        by_subject.setdefault(subject_of(item), []).append(item)
        by_event.update(dict.fromkeys(event_ids(item), item))
    taken: set[int] = set()
    left: list[Thing] = []
    for item in before:
        same = next((other for other in by_subject.get(subject_of(item), ()) if id(other) not in taken), None)
        if same is None:
            left.append(item)
            continue
        taken.add(id(same))
        yield _Pair(item, same)
    for item in left:
        found = (by_event[event_id] for event_id in event_ids(item) if event_id in by_event)
        same = next((other for other in found if id(other) not in taken), None)
        taken.add(id(same))
        yield _Pair(item, same)
    yield from (_Pair(None, item) for item in after if id(item) not in taken)


def _attributes(names: Iterable[str], before: Thing | None, after: Thing | None) -> Iterator[Attribute]:
    for name in names:
        was, now = _text(getattr(before, name, None)), _text(getattr(after, name, None))
        if was != now:
            yield Attribute(name=name, before=was, after=now)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(getattr(value, "written", value))


def _order(item: Thing) -> tuple[Any, ...]:
    match item:
        case MeetingItem():
            return item.occurred.start or date.max, item.valid_from, item.event_ids
        case WarningItem() | DemandItem():
            return item.valid_from, item.published, item.event_ids[0]
        case Count():
            return item.type, item.source, item.target
        case MeasureItem() | AssessmentItem() | TieItem():
            return (subject_of(item),)
        case Climate():
            return ()
