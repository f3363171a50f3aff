"""The report as an aggregate: what its stream says, and what follows when it is read, or read again.

`evolve(state, event) -> state` and `decide(state, command) -> events` are pure. The stream of a report holds its
versions, the events that were read from it, and whatever was done to those events since.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any
from uuid import UUID

from events import (
    DomainEvent,
    EventConfirmed,
    EventCorrected,
    EventRetracted,
    EventsLinked,
    EventsUnlinked,
    PolicyEvent,
    Reading,
    ReadingArchived,
    ReportRegistered,
    ReportReinstated,
    ReportRevised,
    ReportVersion,
    ReportWithdrawn,
    ReviewUndone,
    digest,
)
from events.vocabulary import RetractionReason, RevisionReason
from tracker.errors import Refused
from tracker.extraction.proposal import Account
from tracker.incoming import UNNAMED_PUBLISHER, IncomingReport
from tracker.proof import prove
from tracker.revision import NewReading, difference, signature
from tracker.standing import Hand, Past, Standing

_METADATA = ("url", "publisher", "publisher_polity", "title", "published", "published_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The state of a report's stream: its versions so far, the last one current, and its events by id.

    `links` are the decisions about two events that count, by the two. `archived` says where the account of the current
    reading lies, when a model made it.
    """

    id: UUID
    version: int
    versions: tuple[ReportVersion, ...]
    events: Mapping[UUID, Standing] = field(default_factory=dict)
    withdrawal: ReportWithdrawn | None = None
    archived: ReadingArchived | None = None
    links: Mapping[frozenset[UUID], EventsLinked | EventsUnlinked] = field(default_factory=dict)

    @property
    def current(self) -> ReportVersion:
        """The version that counts."""
        return self.versions[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """The command: this report was read, and these events were found in it, with its sketch (see `tracker.proof`).

    `replaces` says that the reading counts even if another extractor has read the same text: somebody chose it.
    """

    report: IncomingReport
    reading: Reading
    found: tuple[PolicyEvent, ...]
    sketch: str | None = None
    account: Account | None = None
    replaces: bool = True

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is archived with it."""
        account = self.account
        return (self.report.text, account.text, *account.instructions) if account else (self.report.text,)


def project(state: Report | None, events: Iterable[DomainEvent]) -> Report | None:
    """Fold a stream, or its next part, into a state; None when there is nothing."""
    return reduce(evolve, events, state)


def evolve(state: Report | None, event: DomainEvent) -> Report:
    """The state after one more event of the stream. Raises ValueError when the event cannot follow."""
    if isinstance(event, ReportRegistered):
        return Report(id=event.originator_id, version=event.originator_version, versions=(event,))
    if state is None:
        raise ValueError(f"the stream of report {event.originator_id} begins with {event.TOPIC}")
    return replace(_changed(state, event), version=event.originator_version)


def _changed(state: Report, event: DomainEvent) -> Report:
    match event:
        case ReportRevised():
            moved = {move.event_id: state.events[move.event_id].moved(move.evidence) for move in event.moved}
            versions, events = (*state.versions, event), {**state.events, **moved}
            return replace(state, versions=versions, events=events, archived=None)
        case ReadingArchived():
            return replace(state, archived=event)
        case ReportWithdrawn():
            gone = {key: _retract(one, RetractionReason.WITHDRAWN) for key, one in state.events.items()}
            return replace(state, events=gone, withdrawal=event)
        case ReportReinstated():
            back = {key: _reinstate(one) for key, one in state.events.items()}
            return replace(state, events=back, withdrawal=None)
        case EventsLinked() | EventsUnlinked():
            return replace(state, links={**state.links, frozenset((event.first, event.second)): event})
        case EventRetracted() if any(one.link_id == event.event_id for one in state.links.values()):
            kept = {two: one for two, one in state.links.items() if one.link_id != event.event_id}
            return replace(state, links=kept)
        case EventConfirmed() | EventCorrected() | EventRetracted() | ReviewUndone():
            if event.event_id not in state.events:
                raise ValueError(f"{event.TOPIC} speaks of {event.event_id}, which report {state.id} does not have")
            standing = _reviewed(state.events[event.event_id], event, state.current.reading)
            return replace(state, events={**state.events, event.event_id: standing})
        case PolicyEvent():
            return replace(state, events={**state.events, event.event_id: Standing.first(event)})
        case _:
            raise ValueError(f"{event.TOPIC} has no place in the stream of a report")


def _retract(standing: Standing, reason: RetractionReason) -> Standing:
    return replace(standing, retracted=reason) if standing.live else standing


def _reinstate(standing: Standing) -> Standing:
    return replace(standing, retracted=None) if standing.retracted is RetractionReason.WITHDRAWN else standing


def _reviewed(standing: Standing, event: Hand, reading: Reading) -> Standing:
    if isinstance(event, ReviewUndone):
        return standing.undone(event)
    by_machine = event.by == signature(reading)
    reviews = standing.reviews if by_machine else (*standing.reviews, Past(event, standing.event))
    standing = replace(standing, hands=(*standing.hands, event), reviews=reviews)
    if isinstance(event, EventRetracted):
        return _retract(standing, event.reason)
    if isinstance(event, EventCorrected):
        return standing.corrected(event, by_machine=by_machine)
    return replace(standing, reviewed=True)


def decide(state: Report | None, command: ReadReport) -> tuple[DomainEvent, ...]:
    """What follows from a report that was read; nothing, when nothing about it is new.

    Raises EvidenceMissing for an event that the text does not prove, Refused for a report that was withdrawn or is an
    older version than the one recorded.
    """
    prove(command.found, command.report.text)
    if state is None:
        return numbered([ReportRegistered(**_version(None, command)), *command.found, *_archived(command)], after=0)
    reason = _reason(state, command.report, command.reading, replaces=command.replaces)
    if reason is None:
        return ()
    new = NewReading(text=command.report.text, reading=command.reading, reason=reason, found=command.found)
    change = difference(state.events.values(), new)
    head = ReportRevised(**_version(state.current, command), reason=reason, moved=tuple(change.moved))
    return numbered([head, *change, *_archived(command)], after=state.version)


def _archived(command: ReadReport) -> Iterator[DomainEvent]:
    """Where the account of the reading lies, when there is one."""
    account = command.account
    if account is not None:
        yield ReadingArchived(
            originator_id=command.report.report_id,
            originator_version=1,
            reading=command.reading,
            account=digest(account.text),
            instructions=tuple(map(digest, account.instructions)),
            corroborated=account.corroborated,
            disputed=account.disputed,
        )


def decided(state: Report | None, command: ReadReport) -> tuple[DomainEvent, ...] | Refused:
    """What `decide` says, with a refusal, or a value that no event can have, as an answer of its own."""
    try:
        return decide(state, command)
    except (Refused, ValueError) as error:
        return error if isinstance(error, Refused) else Refused(str(error))


def settled(state: Report | None, report: IncomingReport, reading: Reading, *, replaces: bool = True) -> bool:
    """Whether nothing can follow from reading a report, so that it need not be read.

    Raises Refused where `decide` would, whatever is found in it.
    """
    return state is not None and _reason(state, report, reading, replaces=replaces) is None


def overtaken(state: Report, report: IncomingReport) -> bool:
    """Whether a report that is known says what an earlier version said, and nobody says when it was seen so."""
    return report.seen is None and not _same(state.current, report, digest(report.text))


def _reason(state: Report, report: IncomingReport, reading: Reading, *, replaces: bool) -> RevisionReason | None:
    """Why the report must be recorded again; None when it need not be."""
    current = state.current
    if state.withdrawal is not None:
        why = state.withdrawal.because
        raise Refused(
            f"this report was withdrawn ({why}), so it is not recorded again; `tracker undo {state.id}` takes that back"
        )
    sha256 = digest(report.text)
    if _same(current, report, sha256):
        return RevisionReason.REREAD if newer(reading, current.reading, replaces=replaces) else None
    if any(_same(one, report, sha256) and report.seen in {None, one.seen} for one in state.versions):
        return None
    newest = max((one.seen for one in state.versions if one.seen), default=None)
    if report.seen and newest and report.seen < newest:
        raise Refused(
            f"this version was seen {report.seen.isoformat()}, one that is recorded later "
            f"({newest.isoformat()}): add versions in the order in which they were seen"
        )
    return RevisionReason.METADATA if sha256 == current.text_sha256 else RevisionReason.TEXT


def _same(version: ReportVersion, report: IncomingReport, sha256: str) -> bool:
    """Whether the report says nothing but what this version says."""
    return version.text_sha256 == sha256 and all(getattr(version, k) == v for k, v in _given(report).items())


def _given(report: IncomingReport) -> dict[str, Any]:
    """The metadata that the report has; what it leaves out it does not deny."""
    return {name: value for name in _METADATA if (value := getattr(report, name)) not in {None, "", UNNAMED_PUBLISHER}}


def newer(reading: Reading, current: Reading, *, replaces: bool = True) -> bool:
    """Whether a reading should replace another: another extractor, a later version, or other files of the user's.

    Another extractor only where it `replaces` what is there: where somebody chose it.
    """
    if reading.extractor != current.extractor:
        return replaces
    (later, files), (earlier, before) = (one.version.partition("+")[::2] for one in (reading, current))
    numbers, known = (tuple(map(int, re.findall(r"\d+", version))) for version in (later, earlier))
    return numbers > known or (numbers == known and files != before)


def _version(current: ReportVersion | None, command: ReadReport) -> dict[str, Any]:
    report = command.report
    kept = {name: getattr(current, name) for name in _METADATA} if current else {}
    return {
        "publisher": report.publisher,
        **kept,
        **_given(report),
        "originator_id": report.report_id,
        "originator_version": 1,
        "seen": report.seen,
        "text_sha256": digest(report.text),
        "text_length": len(report.text),
        "sketch": command.sketch,
        "language": report.language,
        "reading": command.reading,
    }


def numbered(events: Iterable[DomainEvent], *, after: int) -> tuple[DomainEvent, ...]:
    """The events with their places in the stream."""
    return tuple(
        event.model_copy(update={"originator_version": place}) for place, event in enumerate(events, start=after + 1)
    )
