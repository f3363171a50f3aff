"""What became of a report that was to be recorded."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, Self
from uuid import UUID

from events import DomainEvent, EventCorrected, EventRetracted, PolicyEvent, ReportRevised
from events.values import Value
from tracker.incoming import IncomingReport

Status = Literal["recorded", "revised", "known", "refused", "would_record"]

_OVERTAKEN = (
    "this is an earlier version, and a later one stays the current: if its publisher went back to it, add it with "
    "--seen, which says when"
)


class Outcome(Value):
    """What became of one report, and of each event proposed for it.

    `events` are those newly appended (with `would_record`: those that would be). `refused` has the reason for every
    proposal that made no event; a report that was refused as a whole has status `refused` and a `reason`, and one that
    is known as an earlier version of the recorded one a `reason` too. `language` is that of its text, where it is sure:
    one in another language than English is recorded without events.
    """

    label: str
    report_id: UUID | None
    status: Status
    events: tuple[PolicyEvent, ...] = ()
    retracted: int = 0
    corrected: int = 0
    moved: int = 0
    refused: tuple[str, ...] = ()
    reason: str | None = None
    published: date | None = None
    title: str = ""
    language: str | None = None

    @classmethod
    def of(cls, report: IncomingReport, new: Sequence[DomainEvent], refused: tuple[str, ...]) -> Self:
        """The outcome of a report from the events that were appended for it."""
        revision = next((event for event in new if isinstance(event, ReportRevised)), None)
        status: Status = "revised" if revision else "recorded" if new else "known"
        return cls(
            label=report.label,
            report_id=report.report_id,
            status=status,
            events=tuple(event for event in new if isinstance(event, PolicyEvent)),
            retracted=sum(isinstance(event, EventRetracted) for event in new),
            corrected=sum(isinstance(event, EventCorrected) for event in new),
            moved=len(revision.moved) if revision else 0,
            refused=refused,
            reason=revision.reason.definition if revision else None,
            published=report.published,
            title=report.title,
            language=report.language,
        )

    @classmethod
    def known(cls, report: IncomingReport, *, overtaken: bool) -> Self:
        """The outcome of a report of which nothing is new; one that a later version has overtaken says so."""
        return cls.of(report, (), ()).model_copy(update={"reason": _OVERTAKEN if overtaken else None})

    @classmethod
    def refusal(cls, report: IncomingReport, reason: str) -> Self:
        """The outcome of a report of which nothing was recorded."""
        return cls(
            label=report.label,
            report_id=None,
            status="refused",
            reason=" ".join(reason.split()),
            published=report.published,
            title=report.title,
        )

    def rehearsed(self) -> Self:
        """The same, for a report that was only tried: what would have been recorded or revised."""
        would = self.status in {"recorded", "revised"}
        return self.model_copy(update={"status": "would_record"}) if would else self


class RebuildResult(Value):
    """The views that were made anew: their file, and the position of the log that they have reached."""

    views: str
    position: int
