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
from projections.writing import KnownReport, Writer


def apply(writer: Writer, row: LogRow) -> None:
    """Apply one row of the log; raise LogInconsistent when it refers to what the log does not have."""
    match row.event:
        case PolicyEvent() as event:
            writer.add(event, _report(writer, row), position=row.position, recorded=to_micros(row.recorded))
        case ReportVersion() as event:
            _read_report(writer, row, event)
        case ReadingArchived() as event:
            _archive(writer, row, event)
        case ReportWithdrawn() as event:
            _withdraw(writer, row, event)
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
    writer.add_report(row.report_id, event.published, _report_columns(row, event, known))
    if known is None:
        return
    revised = event if isinstance(event, ReportRevised) else None
    _review(writer, row, "revised", None, reason=revised.reason.value if revised else None)
    moved = {move.event_id: move.evidence for move in revised.moved} if revised else {}
    for act in live:
        evidence = moved.get(act.event.event_id, act.event.evidence)
        _replace(writer, row, act, act.event.model_copy(update={"evidence": evidence}), "revised")


def _archive(writer: Writer, row: LogRow, event: ReadingArchived) -> None:
    """What models did is part of what happened to the report; it changes no answer."""
    said = event.model_dump(mode="json", exclude={"originator_id", "originator_version", "reading"})
    by = f"{event.reading.extractor} {event.reading.version}"
    _review(writer, row, "archived", None, by=by, details=_json(said))


def _withdraw(writer: Writer, row: LogRow, event: ReportWithdrawn) -> None:
    _review(writer, row, "withdrawn", None, because=event.because, by=event.by)
    for act in writer.live_of_report(row.report_id):
        writer.supersede(act, instant=to_micros(row.recorded), position=row.position)
    writer.supersede_report(row.report_id, to_micros(row.recorded))


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
    **columns: Any,
) -> None:
    writer.add_review(
        position=row.position,
        recorded=to_micros(row.recorded),
        kind=kind,
        report=_report(writer, row).number,
        event=writer.latest(event.event_id) if event else None,
        **columns,
    )


def _report_columns(row: LogRow, event: ReportVersion, known: KnownReport | None) -> dict[str, Any]:
    recorded = to_micros(row.recorded)
    return {
        "report_id": str(row.report_id),
        "version": row.version,
        "change": "revised" if known else "registered",
        "recorded": recorded,
        "first_recorded": known.first_recorded if known else recorded,
        "url": event.url,
        "publisher": event.publisher,
        "publisher_polity": event.publisher_polity,
        "title": event.title,
        "published": event.published.isoformat(),
        "published_at": event.published_at.isoformat() if event.published_at else None,
        "seen": event.seen.isoformat() if event.seen else None,
        "text_sha256": event.text_sha256,
        "text_length": event.text_length,
        "sketch": event.sketch,
        "language": event.language,
        "extractor": event.reading.extractor,
        "extractor_version": event.reading.version,
    }


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)
