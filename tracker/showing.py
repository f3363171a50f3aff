"""One event or report, found by its id or how that begins; an event with the words around its quote."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Literal
from uuid import UUID

from events import Evidence
from projections.beginnings import event_ids, report_ids
from projections.clocks import Clocks
from projections.details import EventDetail, ReportDetail, corroboration, event_detail, report_detail
from projections.editions import editions
from projections.errors import NotYet
from projections.listing import lookup
from tracker.errors import Refused, UnknownEvent, UnknownReport
from tracker.log import ReportLog

_FEWEST_DIGITS = 6
_MOST_LISTED = 5
_AROUND = 240
"""How many characters of the text are shown on either side of a quote, at most."""


class EventInContext(EventDetail):
    """An event with the text before and after its quote; `before + quote + after` stands so in the report.

    `readers` says of a report that two readers have read whether both found the event as it is, or only one of them.
    """

    before: str
    after: str
    readers: Literal["corroborated", "disputed"] | None = None


def find(
    connection: sqlite3.Connection, beginning: str, log: ReportLog, clocks: Clocks | None = None
) -> EventInContext | ReportDetail:
    """The one event or report whose id begins so, as it stood at a moment; now without one.

    Raises UnknownEvent when there is none, more than one, or none at that moment.
    """
    _check(beginning, UnknownEvent)
    found = lookup(connection, beginning)
    one = _only(connection, (*found.events, *found.reports), beginning, UnknownEvent, "event or report")
    try:
        detail = event_detail(connection, one, clocks) or report_detail(connection, one, clocks)
    except NotYet as error:
        raise UnknownEvent(str(error)) from error
    if detail is None:
        raise UnknownEvent(f"the views do not have {one}: make them anew with `tracker rebuild`")
    if isinstance(detail, ReportDetail):
        return detail
    return _in_context(connection, detail, log, clocks)


def find_event(connection: sqlite3.Connection, beginning: str) -> UUID:
    """The id of the one event whose id begins so. Raises UnknownEvent when there is none, or more than one."""
    _check(beginning, UnknownEvent)
    return _only(connection, lookup(connection, beginning).events, beginning, UnknownEvent, "event")


def find_report(connection: sqlite3.Connection, beginning: str) -> UUID:
    """The id of the one report whose id begins so. Raises UnknownReport when there is none, or more than one."""
    _check(beginning, UnknownReport)
    return _only(connection, lookup(connection, beginning).reports, beginning, UnknownReport, "report")


def is_id(beginning: str) -> bool:
    """Whether a text can be how an id begins."""
    digits = beginning.replace("-", "").lower()
    return _FEWEST_DIGITS <= len(digits) <= 32 and set(digits) <= set("0123456789abcdef")


def _check(beginning: str, error: type[Refused]) -> None:
    if not is_id(beginning):
        raise error(f"{beginning!r} is no id: give the first {_FEWEST_DIGITS} or more of its hexadecimal digits")


def _only(connection: sqlite3.Connection, ids: Sequence[UUID], beginning: str, error: type[Refused], what: str) -> UUID:
    if not ids:
        raise error(f"no {what} has an id that begins with {beginning!r}: `tracker events` lists them")
    if len(ids) > 1:
        told = dict(event_ids(connection, beginning) + report_ids(connection, beginning))
        each = (f"{one} {told.get(str(one), 'that no longer counts')}" for one in ids[:_MOST_LISTED])
        listed = "; ".join(each) + (" …" if len(ids) > _MOST_LISTED else "")
        raise error(f"{len(ids)} ids begin with {beginning!r}: give more of it ({listed})")
    return ids[0]


def _in_context(
    connection: sqlite3.Connection, detail: EventDetail, log: ReportLog, clocks: Clocks | None
) -> EventInContext:
    before, after = around(detail.evidence, map(log.text, _texts(connection, detail, clocks)))
    return EventInContext(
        **{name: getattr(detail, name) for name in EventDetail.model_fields},
        before=before,
        after=after,
        readers=_readers(connection, detail, log, clocks),
    )


def _readers(
    connection: sqlite3.Connection, detail: EventDetail, log: ReportLog, clocks: Clocks | None
) -> Literal["corroborated", "disputed"] | None:
    report = log.report(detail.report.id)
    standing = report.events.get(detail.event_id) if report else None
    return corroboration(connection, detail.report.id, standing.key, clocks) if standing else None


def _texts(connection: sqlite3.Connection, detail: EventDetail, clocks: Clocks | None) -> Iterable[str]:
    """The hashes of the text of the event's report, then of its earlier versions that were known.

    A retracted event's words stand in one of them.
    """
    yield detail.text_sha256
    for edition in reversed(editions(connection, detail.report.id)):
        if edition.known(clocks):
            yield edition.text_sha256


def around(evidence: Evidence, texts: Iterable[str]) -> tuple[str, str]:
    """What stands before and after a quote in the first text that has it there, in whole words; nothing if none has."""
    for text in texts:
        if evidence.stands_in(text):
            start, end = max(0, evidence.start - _AROUND), min(len(text), evidence.end + _AROUND)
            before, after = text[start : evidence.start], text[evidence.end : end]
            if start:
                before = before[before.find(" ") + 1 :]
            if end < len(text):
                after = after[: after.rfind(" ") + 1].rstrip()
            return before, after
    return "", ""
