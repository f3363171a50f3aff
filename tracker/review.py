"""What an analyst does to what was read: confirm, correct, retract or record an event, withdraw or reinstate a report.

`review(state, command) -> events` is pure, like the reading of a report. What cannot be done is refused with what was
done before, so that nobody has to look for the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from events import (
    POLICY_EVENTS,
    DomainEvent,
    EventConfirmed,
    EventCorrected,
    EventRetracted,
    FieldChange,
    PolicyEvent,
    ReportReinstated,
    ReportWithdrawn,
    digest,
)
from events.vocabulary import Modality, RetractionReason
from projections.corrections import TYPE, corrected
from projections.errors import LogInconsistent
from tracker.errors import Refused, UnknownEvent, UnknownReport
from tracker.proof import prove
from tracker.report import Report, numbered
from tracker.revision import returned, signature
from tracker.standing import MANUAL, Standing, step

_FIXED = {"originator_id", "originator_version", "event_id", "evidence", "coding"}
"""Where an event stands and how it was read is no matter of opinion: who doubts it retracts, and records another."""

_ABOUT_TIME = frozenset({"occurred", "modality"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Who does it, and why."""

    because: str
    by: str
    seen: int | None = None
    """How many hands the reviewer saw on the event; when there are more by now, he did not see what he judges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm(Review):
    """The report states the event as it stands; readings to come leave it alone."""

    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Review):
    """Named fields of an event are otherwise; a name may be a path (`judgement.stance`), or `type`."""

    event_id: UUID
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retract(Review):
    """The report does not state the event."""

    event_id: UUID
    replaced_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Review):
    """The report no longer counts, with all its events."""

    report_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Reinstate(Review):
    """A report that was withdrawn counts again, with the events that went with it."""

    report_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Review):
    """An event that an analyst found in the report, whose current text is `text`."""

    report_id: UUID
    event: PolicyEvent
    text: str = field(repr=False)


Command = Confirm | Correct | Retract | Withdraw | Reinstate | Record


def review(state: Report | None, command: Command) -> tuple[DomainEvent, ...]:
    """What follows from a review; nothing, when an event to be recorded stands already.

    Raises UnknownReport, UnknownEvent for what does not exist, EvidenceMissing for words that do not stand in the
    text, and Refused for what cannot be done to it any more.
    """
    if state is None:
        raise UnknownReport("the log has no such report: add it first with `tracker add`")
    check_words(state, command)
    match command:
        case Withdraw():
            return _withdrawn(state, command)
        case Reinstate():
            return _reinstated(state, command)
        case Record():
            return _recorded(state, command)
        case _:
            standing = live(state, command.event_id)
            check_seen(standing, command)
            return _reviewed(state, standing, command)


def check_words(state: Report, command: Review) -> None:
    """Raise Refused for a review without a reason or the name of a person."""
    for name, said in (("--because", command.because), ("--by", command.by)):
        if not said.strip():
            raise Refused(f"{name} is empty: a review has a reason and a name")
    if command.by == signature(state.current.reading):
        raise Refused(f"{command.by!r} is how the extractor signs: give the name of a person")


def live(state: Report, event_id: UUID) -> Standing:
    """An event of a report that counts. Raises UnknownEvent, and Refused with what was done to it."""
    standing = state.events.get(event_id)
    if standing is None:
        raise UnknownEvent(f"report {state.id} has no event {event_id}")
    if not standing.live:
        again = "" if state.withdrawal else "; if the report does state it, record it by hand"
        reason = standing.retracted.value if standing.retracted else ""
        told = standing.told(state.withdrawal)
        raise Refused(f"event {event_id} no longer counts ({reason}): {told}{again}")
    return standing


def check_seen(standing: Standing, command: Review) -> None:
    """Raise Refused when something was done to an event that the reviewer has not seen."""
    if command.seen is not None and command.seen < len(standing.hands):
        raise Refused(
            f"event {standing.event.event_id} was reviewed meanwhile: "
            f"{'; '.join(step(hand) for hand in standing.hands[command.seen :])}; look at it again"
        )


def _withdrawn(state: Report, command: Withdraw) -> tuple[DomainEvent, ...]:
    if state.withdrawal is not None:
        past = state.withdrawal
        raise Refused(
            f"report {state.id} was withdrawn already"
            + (f" by {past.by}" if past.by else "")
            + f" because {past.because}"
        )
    return numbered(
        [ReportWithdrawn(originator_id=state.id, originator_version=1, because=command.because, by=command.by)],
        after=state.version,
    )


def _reinstated(state: Report, command: Reinstate) -> tuple[DomainEvent, ...]:
    if state.withdrawal is None:
        raise Refused(f"report {state.id} is not withdrawn: `tracker undo` of one of its events takes back a review")
    event = ReportReinstated(originator_id=state.id, originator_version=1, because=command.because, by=command.by)
    return numbered([event], after=state.version)


def _reviewed(state: Report, standing: Standing, command: Confirm | Correct | Retract) -> tuple[DomainEvent, ...]:
    said: dict[str, Any] = {
        "originator_id": state.id,
        "originator_version": 1,
        "event_id": command.event_id,
        "because": command.because,
        "by": command.by,
    }
    event: DomainEvent
    if isinstance(command, Confirm):
        event = EventConfirmed(**said)
    elif isinstance(command, Retract):
        event = EventRetracted(**said, reason=RetractionReason.REJECTED, replaced_by=command.replaced_by)
    else:
        changes = _changes(standing.event, command.changes)
        if _ABOUT_TIME & {change.field.split(".")[0] for change in changes}:
            _check_day(state, corrected(standing.event, changes))
        event = EventCorrected(**said, changes=changes)
    return numbered([event], after=state.version)


def _check_day(state: Report, event: PolicyEvent) -> None:
    """Raise Refused for what happened later than its report, which may be dated a day earlier where it was told."""
    day, published = event.occurred.start, state.current.published
    if event.modality is Modality.HAPPENED and day is not None and day > published + timedelta(days=1):
        raise Refused(
            f"the report was published on {published}, so what it tells cannot have happened on "
            f"{event.occurred.written}: give the day that it says, or modality=planned for what is still to come"
        )


def _changes(event: PolicyEvent, asked: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The changes in the form in which events are stored. Raises Refused when they make no valid event, or none."""
    for path in asked:
        if path.split(".")[0] in _FIXED:
            raise Refused(f"{path!r} is not corrected: retract the event and record another with `tracker record`")
    wanted = [FieldChange(field=path, before=None, after=value) for path, value in asked.items()]
    try:
        after = corrected(event, wanted)
    except LogInconsistent as error:
        raise Refused(f"event {event.event_id} cannot be so: {_problems(error)}") from error
    changes = tuple(
        FieldChange(field=path, before=_at(event, path), after=_at(after, path))
        for path in asked
        if _at(event, path) != _at(after, path)
    )
    if not changes:
        raise Refused(f"event {event.event_id} says so already: {', '.join(asked) or 'no field is named'}")
    return changes


def _at(event: PolicyEvent, path: str) -> Any:
    """The value of a field as it is stored; None where nothing is."""
    if path == TYPE:
        return event.TOPIC
    value: Any = event.model_dump(mode="json")
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _problems(error: LogInconsistent) -> str:
    cause = error.__cause__
    if isinstance(cause, ValidationError):
        return "; ".join(
            f"{'.'.join(map(str, one['loc'])) or 'it'}: {one['msg'].removeprefix('Value error, ')}"
            for one in cause.errors(include_url=False)
        )
    return f"there is no event type {cause}, but {', '.join(POLICY_EVENTS)}"


def said_already(state: Report, event: PolicyEvent) -> UUID | None:
    """The id of the event of a report that counts and says the same, be it since it came back or was corrected."""
    same = (one for one in state.events.values() if one.live and event.event_id in {one.key, one.event.identify()})
    return next((one.event.event_id for one in same), None)


def _recorded(state: Report, command: Record) -> tuple[DomainEvent, ...]:
    if state.withdrawal is not None:
        raise Refused(f"report {state.id} was withdrawn ({state.withdrawal.because}): nothing is recorded from it")
    if digest(command.text) != state.current.text_sha256:
        raise Refused(f"report {state.id} was revised meanwhile: look at it again, then record what it says now")
    event = command.event
    prove([event], command.text)
    _check_day(state, event)
    if event.coding.rule != MANUAL:
        raise Refused(f"an event recorded by hand has the rule {MANUAL!r}, not {event.coding.rule!r}")
    if said_already(state, event) is not None:
        return ()
    if any(one.key == event.event_id for one in state.events.values()):
        event = returned(event, state.events.values())
    vouched = EventConfirmed(
        originator_id=state.id,
        originator_version=1,
        event_id=event.event_id,
        because=command.because,
        by=command.by,
    )
    return numbered([event, vouched], after=state.version)
