"""An analyst at work on a store: events and reports found by how their ids begin, reviewed, and appended to the log."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from events import (
    POLICY_EVENTS,
    Coding,
    DomainEvent,
    EventConfirmed,
    EventCorrected,
    EventRetracted,
    EventsLinked,
    EventsUnlinked,
    Evidence,
    FieldChange,
    PolicyEvent,
    ReportReinstated,
    ReportWithdrawn,
    ReviewKind,
    ReviewUndone,
    When,
    identify_report,
)
from events.values import Value
from events.vocabulary import Relation, Reliability
from projections.corrections import assign
from projections.decided import find_link
from projections.grading import publishers
from projections.hands import report_of
from projections.listing import lookup
from tracker import linking
from tracker.errors import EvidenceMissing, InputError, Refused, UnknownEvent, UnknownReport
from tracker.extraction.proposal import Proposal
from tracker.grading import Graded, GradePublisher, known_publisher
from tracker.linking import Link, Undo, Unlink
from tracker.log import ReportLog
from tracker.proof import screen
from tracker.reading.address import canonical_url
from tracker.rereading import as_read
from tracker.review import Command, Confirm, Correct, Record, Reinstate, Retract, Withdraw, review, said_already
from tracker.showing import find_event, find_report, is_id
from tracker.standing import MANUAL
from tracker.undoing import UndoReview, undo

Kind = Literal[
    "confirmed",
    "corrected",
    "retracted",
    "undone",
    "withdrawn",
    "reinstated",
    "recorded",
    "known",
    "linked",
    "unlinked",
]


class Reviewed(Value):
    """What an analyst did. `known` says that an event to be recorded stood there already.

    Of a decision about two events: its id, the other event, and what the two are to each other when they are linked.
    `place` is where it stands in the stream of the report; of what was undone, `review` is what it had been.
    """

    kind: Kind
    report_id: UUID
    event_id: UUID | None = None
    link_id: UUID | None = None
    other_id: UUID | None = None
    relation: Relation | None = None
    review: ReviewKind | None = None
    place: int | None = None
    changes: tuple[FieldChange, ...] = ()
    because: str
    by: str


class ByHand(Value):
    """An event as an analyst states it; `details` are further fields, by name or path, in the form they are stored."""

    type: str
    source: str
    target: str
    occurred: When
    quote: str
    details: dict[str, Any] = Field(default_factory=dict)

    def fields(self, text: str) -> dict[str, Any]:
        """The fields of a proposal, its quote found in the text. Raises EvidenceMissing when it is not there."""
        try:
            evidence = Evidence.find(self.quote, text)
        except ValueError as error:
            raise EvidenceMissing(f"{error}: quote it character for character") from error
        undirected = self.type in POLICY_EVENTS and not POLICY_EVENTS[self.type].DIRECTED
        source, target = sorted((self.source, self.target)) if undirected else (self.source, self.target)
        fields: dict[str, Any] = {
            "source": source,
            "target": target,
            "occurred": self.occurred,
            "modality": "planned" if self.type == "MeetingScheduled" else "happened",
            "evidence": evidence,
            "coding": Coding(rule=MANUAL),
        }
        for path, value in self.details.items():
            assign(fields, path.split("."), value)
        return fields


class Analyst:
    """Reviews under one name. Ids may be given by how they begin; a report also by its address."""

    def __init__(
        self,
        name: str,
        *,
        log: Callable[[], ReportLog],
        asked: Callable[[], AbstractContextManager[sqlite3.Connection]],
    ) -> None:
        self._name = name
        self._log = log
        self._asked = asked

    def confirm(self, event: str, *, because: str, seen: int | None = None) -> Reviewed:
        """Hold that the report states the event as it stands. Raises UnknownEvent, Refused.

        With `seen`, how many hands one saw on the event, it is refused when there are more by now; so in all reviews.
        """
        report_id, event_id = self._event(event)
        return self._review(report_id, Confirm(event_id=event_id, because=because, by=self._name, seen=seen))

    def correct(self, event: str, changes: Mapping[str, Any], *, because: str, seen: int | None = None) -> Reviewed:
        """Change named fields of an event and nothing else. Raises UnknownEvent, Refused."""
        report_id, event_id = self._event(event)
        command = Correct(event_id=event_id, changes=changes, because=because, by=self._name, seen=seen)
        return self._review(report_id, command)

    def undo(self, event: str, *, because: str, place: int | None = None) -> Reviewed:
        """Take back the last review of an event, a decision about two, or the withdrawal of a report, by its id.

        With `place`, only if that review is the one recorded there (see `Reviewed.place`). Raises UnknownEvent,
        Refused.
        """
        if link := self._link_of(event):
            return self._decide(link[1], Undo(link_id=link[0], because=because, by=self._name))
        if self._is_report(event):
            report_id = self._report(event)
            return self._review(report_id, Reinstate(report_id=report_id, because=because, by=self._name))
        report_id, event_id = self._event(event)
        command = UndoReview(event_id=event_id, place=place, because=because, by=self._name)
        new = self._log().append(report_id, lambda state: undo(state, command))
        with self._asked():
            return _reviewed(report_id, command, new)

    def retract(self, event: str, *, because: str, replaced_by: str | None = None, seen: int | None = None) -> Reviewed:
        """Say that the report does not state the event; or undo a decision about two, by its id.

        Raises UnknownEvent, Refused.
        """
        if link := self._link_of(event):
            if replaced_by:
                raise InputError(f"{event} is a decision about two events: nothing replaces it")
            return self._decide(link[1], Undo(link_id=link[0], because=because, by=self._name))
        report_id, event_id = self._event(event)
        other = self._event(replaced_by)[1] if replaced_by else None
        if other == event_id:
            raise InputError(f"event {event_id} cannot be replaced by itself: name another")
        command = Retract(event_id=event_id, because=because, by=self._name, replaced_by=other, seen=seen)
        return self._review(report_id, command)

    def link(self, one: str, other: str, *, because: str) -> Reviewed:
        """Say that two events belong together: one act told twice, one meeting, or an act and its answer.

        Of two measures against each other the answer is the one named second.
        Raises UnknownEvent, InputError for an event with itself, Refused for events that can be nothing to each other.
        """
        report_id, said = self._two(one, other)
        return self._decide(report_id, Link(**said, because=because, by=self._name))

    def unlink(self, one: str, other: str, *, because: str) -> Reviewed:
        """Say that two events do not belong together, whatever joined them. Raises what `link` raises."""
        report_id, said = self._two(one, other)
        return self._decide(report_id, Unlink(**said, because=because, by=self._name))

    def withdraw(self, report: str, *, because: str) -> Reviewed:
        """Take a report out of the count, with all its events. Raises UnknownReport, Refused."""
        report_id = self._report(report)
        return self._review(report_id, Withdraw(report_id=report_id, because=because, by=self._name))

    def record(self, report: str, found: ByHand, *, because: str) -> Reviewed:
        """Record an event that the report states. Raises UnknownReport, EvidenceMissing, Refused."""
        report_id, log = self._report(report), self._log()
        state = log.report(report_id)
        if state is None:
            raise UnknownReport(f"the log has no report {report}: add it first with `tracker add`")
        text = log.text(state.current.text_sha256)
        screened = screen(as_read(state, text), [Proposal(topic=found.type, fields=found.fields(text))])
        if screened.refused:
            raise Refused(screened.refused[0])
        (event,) = screened.events
        event = event.model_copy(update={"originator_id": report_id})
        command = Record(report_id=report_id, event=event, text=text, because=because, by=self._name)
        done = self._review(report_id, command)
        if done.kind != "known":
            return done
        return done.model_copy(update={"event_id": said_already(log.report(report_id) or state, event)})

    def grade(self, publisher: str, reliability: Reliability, *, because: str) -> Graded:
        """Hold a publisher, by its name in any case, to be so reliable from now on. UnknownPublisher, Refused."""
        with self._asked() as connection:
            known = publishers(connection)
        name = known_publisher(publisher, [one.publisher for one in known])
        before = next(one.reliability for one in known if one.publisher == name)
        command = GradePublisher(publisher=name, reliability=reliability, because=because, by=self._name)
        new = self._log().grade(command)
        with self._asked():
            kind = "graded" if new else "known"
            return Graded(
                kind=kind, publisher=name, reliability=reliability, before=before, because=because, by=self._name
            )

    def _event(self, beginning: str) -> tuple[UUID, UUID]:
        with self._asked() as connection:
            event_id = find_event(connection, beginning)
            report_id = report_of(connection, event_id)
        if report_id is None:
            raise UnknownEvent(f"no report tells the event {event_id}: make the views anew with `tracker rebuild`")
        return report_id, event_id

    def _report(self, given: str) -> UUID:
        if "://" not in given:
            with self._asked() as connection:
                return find_report(connection, given)
        url = canonical_url(given)
        if url is None:
            raise UnknownReport(f"{given!r} is no http or https address: give that, or how the report's id begins")
        return identify_report(url=url, text="")

    def _is_report(self, given: str) -> bool:
        if "://" in given:
            return True
        with self._asked() as connection:
            events, reports = lookup(connection, given)
        return bool(reports) and not events

    def _two(self, one: str, other: str) -> tuple[UUID, dict[str, Any]]:
        """The report in whose stream a decision about two events stands, and what the decision is about."""
        named = [(event_id, report_id) for report_id, event_id in (self._event(one), self._event(other))]
        (event_id, home), (other_id, elsewhere) = sorted(named)
        said = {"event_id": event_id, "other_id": other_id, "elsewhere": self._log().report(elsewhere)}
        return home, {**said, "turned": named[0][0] != event_id}

    def _link_of(self, beginning: str) -> tuple[UUID, UUID] | None:
        with self._asked() as connection:
            if not is_id(beginning) or any(lookup(connection, beginning)):
                return None
            return find_link(connection, beginning)

    def _decide(self, report_id: UUID, command: linking.Command) -> Reviewed:
        (event,) = self._log().append(report_id, lambda state: linking.decide(state, command))
        with self._asked():
            return _decided(event, command)

    def _review(self, report_id: UUID, command: Command) -> Reviewed:
        new = self._log().append(report_id, lambda state: review(state, command))
        with self._asked():  # so that whoever opens the views sees it at once
            return _reviewed(report_id, command, new)


def _reviewed(report_id: UUID, command: Command | UndoReview, new: tuple[DomainEvent, ...]) -> Reviewed:
    first = new[0] if new else None
    event_id = getattr(first, "event_id", None) or getattr(command, "event_id", None)
    changes = first.changes if isinstance(first, EventCorrected | ReviewUndone) else ()
    return Reviewed(
        kind=_kind(first),
        report_id=report_id,
        event_id=event_id,
        review=first.review if isinstance(first, ReviewUndone) else None,
        place=new[-1].originator_version if new else None,
        changes=changes,
        because=command.because,
        by=command.by,
    )


def _decided(event: DomainEvent, command: linking.Command) -> Reviewed:
    said = {"report_id": event.originator_id, "because": command.because, "by": command.by}
    if not isinstance(event, EventsLinked | EventsUnlinked):
        return Reviewed(**said, kind="undone", link_id=getattr(event, "event_id", None))
    linked = event if isinstance(event, EventsLinked) else None
    return Reviewed(
        **said,
        kind="linked" if linked else "unlinked",
        event_id=event.first,
        other_id=event.second,
        link_id=event.link_id,
        relation=linked.relation if linked else None,
    )


def _kind(first: DomainEvent | None) -> Kind:
    match first:
        case EventConfirmed():
            return "confirmed"
        case EventCorrected():
            return "corrected"
        case EventRetracted():
            return "retracted"
        case ReportWithdrawn():
            return "withdrawn"
        case ReportReinstated():
            return "reinstated"
        case ReviewUndone():
            return "undone"
        case PolicyEvent():
            return "recorded"
        case _:
            return "known"
