"""One row of the log → what it changes in the views."""

import json
from typing import Any

from events import (
    EventConfirmed,
    EventCorrected,
    EventRetracted,
    EventsLinked,
    EventsUnlinked,
    PolicyEvent,
    PublisherGraded,
    ReadingArchived,
    ReportReinstated,
    ReportRevised,
    ReportVersion,
    ReportWithdrawn,
    ReviewKind,
    ReviewUndone,
    dyad,
    publisher_key,
)
from projections.acts import RESTORED, Act
from projections.clocks import to_micros
from projections.corrections import corrected
from projections.errors import LogInconsistent
from projections.links import LINKED, UNLINKED
from projections.logrow import LogRow
from projections.ready import archived_row, report_row
from projections.writing import KnownReport, Writer


def apply(writer: Writer, row: LogRow) -> None:
    """Apply one row of the log; raise LogInconsistent when it refers to what the log does not have."""
    match row.event:
        case PolicyEvent() as event:
            writer.add(event, _report(writer, row), position=row.position, recorded=to_micros(row.recorded))
        case ReportVersion() as event:
            _read_report(writer, row, event)
        case ReadingArchived() as event:
            writer.add_review(*archived_row(row, event, _report(writer, row).number))
        case ReportWithdrawn() as event:
            _withdraw(writer, row, event)
        case ReportReinstated() as event:
            _reinstate(writer, row, event)
        case PublisherGraded() as event:
            _grade(writer, row, event)
        case _:
            _apply_review(writer, row)


def _apply_review(writer: Writer, row: LogRow) -> None:
    match row.event:
        case EventCorrected() as event:
            _correct(writer, row, event)
        case EventRetracted() as event:
            _retract(writer, row, event)
        case ReviewUndone() as event:
            _undo(writer, row, event)
        case EventsLinked() | EventsUnlinked() as event:
            _link(writer, row, event)
        case EventConfirmed() as event:
            _review(writer, row, "confirmed", event, because=event.because, by=event.by)
        case _:
            raise LogInconsistent(f"position {row.position} holds a {row.event.TOPIC}, which no view knows")


def _report(writer: Writer, row: LogRow) -> KnownReport:
    report = writer.report(row.report_id)
    if report is None:
        raise LogInconsistent(
            f"position {row.position} belongs to report {row.report_id}, which no row before it registers"
        )
    return report


def _read_report(writer: Writer, row: LogRow, event: ReportVersion) -> None:
    """Add a version of a report, and tell its events again: date, title or the place of their words may be others."""
    known = writer.report(row.report_id)
    live = writer.live_of_report(row.report_id) if known else []
    if known is not None:
        writer.supersede_report(row.report_id, to_micros(row.recorded))
    if known is None:
        writer.add_report(report_row(row, event, change="registered"))
        return
    writer.add_report(report_row(row, event, change="revised", first_recorded=known.first_recorded))
    revised = event if isinstance(event, ReportRevised) else None
    _review(writer, row, "revised", None, reason=revised.reason.value if revised else None)
    moved = {move.event_id: move.evidence for move in revised.moved} if revised else {}
    for act in live:
        evidence = moved.get(act.event.event_id, act.event.evidence)
        _replace(writer, row, act, act.event.model_copy(update={"evidence": evidence}), "revised")


def _withdraw(writer: Writer, row: LogRow, event: ReportWithdrawn) -> None:
    _review(writer, row, "withdrawn", None, because=event.because, by=event.by)
    for act in writer.live_of_report(row.report_id):
        writer.supersede(act, instant=to_micros(row.recorded), position=row.position)
    writer.supersede_report(row.report_id, to_micros(row.recorded))


def _reinstate(writer: Writer, row: LogRow, event: ReportReinstated) -> None:
    """Let a report count again as it last stood, with the events that its withdrawal ended."""
    gone = writer.ended_with_report(row.report_id)
    if not writer.restore_report(row.report_id, version=row.version, recorded=to_micros(row.recorded), change=RESTORED):
        raise LogInconsistent(f"position {row.position} reinstates report {row.report_id}, which was not withdrawn")
    _review(writer, row, "undone", None, reason="withdrawn", because=event.because, by=event.by)
    for act in gone:
        _tell_again(writer, row, act, act.event, RESTORED)


def _correct(writer: Writer, row: LogRow, event: EventCorrected) -> None:
    changes = {change.field: {"before": change.before, "after": change.after} for change in event.changes}
    _review(writer, row, "corrected", event, because=event.because, by=event.by, details=_json({"changes": changes}))
    for act in writer.live(event.event_id):
        _replace(writer, row, act, corrected(act.event, event.changes), "corrected")


def _retract(writer: Writer, row: LogRow, event: EventRetracted) -> None:
    replaced_by = _json({"replaced_by": str(event.replaced_by)}) if event.replaced_by else None
    _review(
        writer,
        row,
        "retracted",
        event,
        reason=event.reason.value,
        because=event.because,
        by=event.by,
        details=replaced_by,
    )
    if writer.end_link(event.event_id, instant=to_micros(row.recorded), position=row.position):
        return
    for act in writer.live(event.event_id):
        writer.supersede(act, instant=to_micros(row.recorded), position=row.position)


def _undo(writer: Writer, row: LogRow, event: ReviewUndone) -> None:
    """Bring an event back to what it was before a review: with its earlier fields, or counting again."""
    changes = {change.field: {"before": change.before, "after": change.after} for change in event.changes}
    said = {"because": event.because, "by": event.by, "details": _json({"changes": changes}) if changes else None}
    _review(writer, row, "undone", event, reason=event.review.value, **said)
    if event.review is ReviewKind.RETRACTED:
        act = writer.newest(event.event_id)
        if act is None:
            raise LogInconsistent(f"position {row.position} brings back {event.event_id}, which no row before it has")
        _tell_again(writer, row, act, act.event, RESTORED)
    elif event.changes:
        for act in writer.live(event.event_id):
            _replace(writer, row, act, corrected(act.event, event.changes), RESTORED)


def _link(writer: Writer, row: LogRow, event: EventsLinked | EventsUnlinked) -> None:
    linked = event if isinstance(event, EventsLinked) else None
    writer.add_link(
        position=row.position,
        link_id=str(event.link_id),
        recorded=to_micros(row.recorded),
        kind=LINKED if linked else UNLINKED,
        relation=linked.relation.value if linked else None,
        pair=dyad(*event.pair),
        first=str(event.first),
        second=str(event.second),
        report=_report(writer, row).number,
        because=event.because,
        by=event.by,
    )


def _grade(writer: Writer, row: LogRow, event: PublisherGraded) -> None:
    writer.add_grading(
        position=row.position,
        recorded=to_micros(row.recorded),
        key=publisher_key(event.publisher),
        publisher=event.publisher,
        reliability=event.reliability.value,
        because=event.because,
        by=event.by,
    )


def _replace(writer: Writer, row: LogRow, act: Act, event: PolicyEvent, change: str) -> None:
    writer.supersede(act, instant=to_micros(row.recorded), position=row.position)
    _tell_again(writer, row, act, event, change)


def _tell_again(writer: Writer, row: LogRow, act: Act, event: PolicyEvent, change: str) -> None:
    writer.add(
        event,
        _report(writer, row),
        position=row.position,
        recorded=to_micros(row.recorded),
        change=change,
        first_recorded=act.first_recorded,
    )


def _review(
    writer: Writer,
    row: LogRow,
    kind: str,
    event: EventConfirmed | EventCorrected | EventRetracted | ReviewUndone | None,
    *,
    reason: str | None = None,
    because: str | None = None,
    by: str | None = None,
    details: str | None = None,
) -> None:
    report, about = _report(writer, row).number, writer.latest(event.event_id) if event else None
    writer.add_review(row.position, to_micros(row.recorded), kind, report, about, reason, because, by, details)


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)
