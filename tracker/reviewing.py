"""What a review needs to see: the queue of events that nobody has reviewed, and all there is to say of one of them."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from events.values import Value
from projections import links, rows
from projections.details import EventDetail, event_detail
from projections.hands import reports_with_account
from projections.neighbours import Neighbour, neighbours
from projections.waiting import Waiting, Wanted, is_reviewed, of_pair, waiting, weighed
from tracker.errors import StoreDamaged, UnknownEvent
from tracker.log import ReportLog
from tracker.readers.auditing import Dispute, disputes
from tracker.rulebook import measured
from tracker.showing import EventInContext, find, find_event, find_report


class Sheet(Value):
    """One event as a review sees it: in its context, with its neighbours and the grounds of doubt about it.

    `before` and `after` of the event are empty where no text is archived. `counts` and `reviewed` say how it stands
    now, `hands` how many things were done to it so far: whoever decides something says how many he saw.
    """

    event: EventInContext
    weighed: Waiting
    neighbours: tuple[Neighbour, ...]
    counts: bool
    reviewed: bool
    hands: int


class Reviewing:
    """The queue of a store. Any method may raise a StoreError."""

    def __init__(
        self, log: Callable[[], ReportLog], asked: Callable[[], AbstractContextManager[sqlite3.Connection]]
    ) -> None:
        self._log = log
        self._asked = asked

    def queue(
        self,
        wanted: Wanted | None = None,
        *,
        report: str | None = None,
        doubtful: bool = False,
        limit: int | None = None,
    ) -> list[Waiting]:
        """The events that count and that nobody has reviewed, the most consequential first.

        With `doubtful` the most doubtful come first. `report` is the id of a report, or how it begins; raises
        UnknownReport.
        """
        wanted = wanted or Wanted()
        with self._asked() as connection:
            if report is not None:
                wanted = wanted.model_copy(update={"report": find_report(connection, report)})
            return waiting(connection, wanted, measured(), self._disputed(connection), doubtful=doubtful, limit=limit)

    def sheet(self, event: str) -> Sheet:
        """All there is to see of an event, by its id or how that begins. Raises UnknownEvent."""
        with self._asked() as connection:
            event_id = find_event(connection, event)
            found = self._in_context(connection, event_id)
            beside = of_pair(connection, found.source, found.target)
            act = next((one for one in beside if one.event_id == str(event_id)), None)
            counts = act is not None
            if act is None:  # it counts no more: it is shown as it last stood
                act = rows.acts(connection, "WHERE e.event_id = ? ORDER BY e.id", (str(event_id),))[-1]
                beside = [*beside, act]
            links.attach(connection, beside)
            return Sheet(
                event=found,
                weighed=weighed(connection, act, beside, measured(), self._disputed(connection, [found.report.id])),
                neighbours=tuple(neighbours(act, beside)),
                counts=counts,
                reviewed=is_reviewed(connection, event_id),
                hands=sum(not one.of_report for one in found.history),
            )

    def _in_context(self, connection: sqlite3.Connection, event_id: UUID) -> EventInContext:
        log = self._log()
        try:
            found: Any = find(connection, str(event_id), log)
        except StoreDamaged:  # the text is missing; that is for `tracker verify` to say, and the quote is here
            found = event_detail(connection, event_id)
        if not isinstance(found, EventDetail):
            raise UnknownEvent(f"the views do not have {event_id}: make them anew with `tracker rebuild`")
        if isinstance(found, EventInContext):
            return found
        return EventInContext(**dict(found), before="", after="")

    def _disputed(self, connection: sqlite3.Connection, reports: Iterable[UUID] | None = None) -> dict[str, str]:
        """What two readers code otherwise, by the event that counts meanwhile."""
        read = set(reports_with_account(connection))
        wanted = read if reports is None else read & set(reports)
        return {str(one.event_id): _told(one) for one in disputes(self._log(), sorted(wanted))}


def _told(dispute: Dispute) -> str:
    readers = [one.extractor for one in dispute.readers]
    match dispute.disagreement.kind:
        case "differ":
            other = dispute.disagreement.second or {}
            return (
                f"{readers[-1]} codes it otherwise: {other.get('source')} → {other.get('target')} {other.get('type')}"
            )
        case "first only":
            return f"only {readers[0]} finds it"
        case _:
            return f"only {readers[-1]} finds it"
