"""The state of a relationship as rows: every item of every section under the same columns.

- `section`: climate, movers, meetings, measures, warnings, demands, assessments, ties, counts.
- `source`, `target`: who acts or judges, and whom it concerns; of what has no direction, the pair.
- `what`: the kind of measure, the type of act, the form of a meeting, the proposition that is judged.
- `status`: how it stands. `previous`: how it stood before. `since`, `until`: in which time it does.
- `value`: points of climate (today, and week by week over the past year), numbers of acts. `detail`: what else is
  known, in words.
- `date`, `first_day`, `last_day`: when the act that speaks happened or will, and the days on which it can have.
- `corroboration`: how many independent witnesses. `quote` and the columns of the `report`: the words, and whose.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from projections.assessments import AssessmentItem
from projections.climate import Climate, Mover
from projections.clocks import Day
from projections.counts import Count
from projections.demands import DemandItem
from projections.items import Answer, Item
from projections.measures import MeasureItem
from projections.meetings import MeetingItem
from projections.relationship import RelationshipState
from projections.ties import TieItem
from projections.warnings import WarningItem


class StateRow(NamedTuple):
    """One item of a state."""

    section: str
    source: str
    target: str
    what: str
    status: str | None = None
    previous: str | None = None
    since: str | Day | None = None
    until: str | None = None
    value: float | int | None = None
    detail: str | None = None
    date: str | None = None
    first_day: Day | None = None
    last_day: Day | None = None
    corroboration: int | None = None
    quote: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: Day | None = None
    url: str | None = None
    subject: str | None = None
    event_ids: str | None = None


STATE_COLUMNS = StateRow._fields


def state_rows(state: RelationshipState) -> Iterator[StateRow]:
    """The rows of a state, section by section, in the order of its items."""
    yield from _climate(state.climate, state)
    for mover in state.climate.movers:
        yield _mover(mover)
    yield from (_meeting(item, state) for item in state.meetings)
    yield from map(_measure, state.measures)
    yield from map(_warning, state.warnings)
    yield from map(_demand, state.demands)
    yield from map(_assessment, state.assessments)
    yield from (_tie(item, state) for item in state.ties)
    yield from map(_count, state.counts)


def _climate(climate: Climate, state: RelationshipState) -> Iterator[StateRow]:
    one, other = state.pair
    if state.counts:
        on = state.as_of.isoformat()
        yield StateRow("climate", one, other, "value", value=climate.value, date=on, subject="climate")
        yield StateRow("climate", one, other, "change in 30 days", value=climate.trend, date=on, subject="climate")
        for reached in climate.past[:-1]:
            day = reached.day.isoformat()
            yield StateRow("climate", one, other, "value", value=reached.value, date=day, subject="climate")


def _mover(mover: Mover) -> StateRow:
    report = mover.report
    return StateRow(
        "movers",
        mover.source,
        mover.target,
        mover.type,
        value=mover.points,
        since=mover.valid_from,
        detail=_said(mover.because),
        date=mover.date,
        quote=mover.quote,
        publisher=report.publisher,
        title=report.title,
        published=report.published,
        url=report.url,
        subject="climate",
        event_ids=_said(map(str, mover.event_ids)),
    )


def _meeting(item: MeetingItem, state: RelationshipState) -> StateRow:
    people = [f"{person.name} ({person.polity})" if person.polity else person.name for person in item.participants]
    detail = [
        item.level and f"level {item.level.value}",
        item.venue,
        people and ", ".join(people),
        item.planned_for and f"planned for {item.planned_for.written}",
        item.postponed_to and f"put off to {item.postponed_to.written}",
    ]
    what = item.format.value if item.format else "meeting"
    one, other = state.pair
    return _row("meetings", item, one, other, what=what, status=item.status, detail=_said(detail))


def _stage_before(item: MeasureItem) -> str | None:
    """The stage before the present one: that of the act that speaks, where time changed it, or of the act before."""
    place = next((place for place, step in enumerate(item.history) if step.event_id == item.event_id), 0)
    if item.history[place].stage != item.stage:
        return item.history[place].stage
    return item.history[place - 1].stage if place else None


def _measure(item: MeasureItem) -> StateRow:
    return _row(
        "measures",
        item,
        item.sender,
        item.target,
        what=item.kind.value,
        status=f"{item.stage}, {'in force' if item.in_force else 'not in force'}",
        previous=_stage_before(item),
        since=item.effective,
        until=item.expiry,
        value=len(item.history),
        detail=_said(item.programmes),
    )


def _warning(item: WarningItem) -> StateRow:
    detail = [
        item.measure and item.measure.value,
        item.condition and f"condition: {item.condition}",
        item.consequence and f"consequence: {item.consequence}",
        _answered(item.answered_by),
    ]
    said = _said(detail)
    return _row("warnings", item, item.source, item.target, what=item.type, status=item.status, detail=said)


def _demand(item: DemandItem) -> StateRow:
    detail = _said([item.demand, _answered(item.answered_by)])
    return _row("demands", item, item.source, item.target, what="demand", status=item.status, detail=detail)


def _assessment(item: AssessmentItem) -> StateRow:
    detail = [
        item.likelihood and item.likelihood.value,
        item.confidence and f"{item.confidence.value} confidence",
        item.content,
        *(f"{other.holder} {other.stance.value}" for other in item.contradicted_by),
    ]
    return _row(
        "assessments",
        item,
        item.holder,
        item.target,
        what=f"{item.predicate.value}{f' {item.object}' if item.object else ''}",
        status=item.stance.value,
        previous=item.previous.stance.value if item.previous else None,
        since=item.since,
        detail=_said(detail),
    )


def _tie(item: TieItem, state: RelationshipState) -> StateRow:
    one, other = state.pair
    return _row(
        "ties",
        item,
        one,
        other,
        what=item.attribute,
        status=item.value,
        previous=item.previous,
        value=item.incidents,
    )


def _count(count: Count) -> StateRow:
    detail = f"told by {count.mentions} events" + (f"; {count.planned} planned" if count.planned else "")
    return StateRow("counts", count.source, count.target, count.type, value=count.incidents, detail=detail)


def _row(section: str, item: Item, source: str, target: str, **said: Any) -> StateRow:
    report = item.report
    proof: dict[str, Any] = {
        "date": item.date,
        "first_day": item.occurred.start,
        "last_day": item.occurred.end,
        "corroboration": item.corroboration,
        "quote": item.quote,
        "publisher": report.publisher,
        "title": report.title,
        "published": report.published,
        "url": report.url,
        "subject": getattr(item, "subject", None),
        "event_ids": _said(map(str, item.event_ids)),
    }
    given: dict[str, Any] = proof | {"since": item.valid_from} | said
    return StateRow(section, source, target, **given)


def _answered(answer: Answer | None) -> str | None:
    if answer is None:
        return None
    day = f"on {answer.date}" if answer.date else f"by {answer.valid_from}"
    return f"answered by {answer.type} {day}: {answer.because}"


def _said(parts: Iterable[object]) -> str | None:
    return "; ".join(str(part) for part in parts if part) or None
