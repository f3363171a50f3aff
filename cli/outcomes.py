"""What became of reports, as lines for people and as one summary."""

from collections.abc import Iterable, Iterator
from typing import Any

from rich.table import Table
from rich.text import Text

from cli.described import describe
from cli.faults import Faults
from cli.intake import Intake
from cli.render import complain
from events.values import Value
from tracker.language import foreign
from tracker.outcome import Outcome

_STYLES = {"recorded": "green", "revised": "yellow", "known": "dim", "would_record": "cyan"}


class Summary(Value):
    """How many reports had which outcome, and how many events came of them."""

    recorded: int = 0
    revised: int = 0
    known: int = 0
    refused: int = 0
    would_record: int = 0
    skipped: int = 0
    events: int = 0
    retracted: int = 0
    not_english: int = 0

    @property
    def reports(self) -> int:
        """How many reports there were."""
        return self.recorded + self.revised + self.known + self.refused + self.would_record

    def after(self, outcome: Outcome) -> "Summary":
        """Count one more."""
        return self.model_copy(
            update={
                outcome.status: getattr(self, outcome.status) + 1,
                "events": self.events + len(outcome.events),
                "retracted": self.retracted + outcome.retracted,
                "not_english": self.not_english + foreign(outcome.language),
            }
        )

    def with_unread(self, intake: Intake) -> "Summary":
        """Count what could not be read."""
        refused, skipped = self.refused + len(intake.refused), self.skipped + len(intake.skipped)
        return self.model_copy(update={"refused": refused, "skipped": skipped})


def complaining(outcomes: Iterable[Outcome], faults: Faults | None = None) -> Iterator[Outcome]:
    """Pass outcomes on; say on stderr which reports were refused, also in a file of faults, and which are outdated."""
    for outcome in outcomes:
        if outcome.status == "refused":
            complain(f"refused {outcome.label}: {outcome.reason}")
            if faults is not None:
                faults.note(outcome.label, str(outcome.reason))
        elif outcome.status == "known" and outcome.reason:
            complain(f"warning {outcome.label}: {outcome.reason}")
        yield outcome


def outcome_lines(outcome: Outcome) -> Iterable[Text]:
    """One line for a report, and one for each event proposed for it that was refused."""
    line = Text(no_wrap=True, overflow="ellipsis")
    line.append(f"{outcome.status.replace('_', ' '):<13}", style=_STYLES[outcome.status])
    line.append(f"{outcome.published or ''!s:<12}", style="dim")
    line.append(f"{_effect(outcome):<11}  ")
    line.append(outcome.title or outcome.label)
    yield line
    for reason in outcome.refused:
        yield Text(f"    left out an event: {reason}", style="red")


def summary_line(summary: Summary) -> Text:
    """Say it in one sentence."""
    if summary.would_record:
        parts = [f"Would record {_count(summary.would_record, 'report')} with {_count(summary.events, 'event')}"]
    else:
        parts = [f"Recorded {_count(summary.recorded, 'report')} with {_count(summary.events, 'event')}"]
    if summary.revised:
        parts.append(f"{summary.revised} revised ({_count(summary.retracted, 'event')} retracted)")
    parts += [f"{summary.known} already known", f"{summary.refused} refused"]
    if summary.not_english:
        parts.append(f"{summary.not_english} not in English, so without events")
    if summary.skipped:
        parts.append(f"{_count(summary.skipped, 'file')} skipped")
    return Text("; ".join(parts) + ".", style="bold")


def summary_table(summary: Summary, *, seconds: float) -> Table:
    """The numbers one below the other, and how long it took."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column(justify="right")
    for name, number in summary.model_dump().items():
        if number:
            table.add_row(_ROWS.get(name, name.replace("_", " ")), f"{number:,}")
    table.add_row("seconds", f"{seconds:,.1f}")
    table.add_row("reports a second", f"{summary.reports / max(seconds, 0.001):,.1f}")
    return table


_ROWS = {"known": "already known", "skipped": "files skipped", "retracted": "events retracted"}


def unread(intake: Intake) -> Iterator[Outcome]:
    """What could not be read, as outcomes."""
    for one in intake.refused:
        label = one.label or one.reason.partition(": ")[0]
        yield Outcome(label=label, report_id=None, status="refused", reason=one.reason)


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """Write an outcome in the form of the commands' JSON."""
    fields = outcome.model_dump(mode="json", exclude={"events"})
    return {**fields, "events": [describe(event) for event in outcome.events]}


def _effect(outcome: Outcome) -> str:
    if outcome.status == "known":
        return ""
    return f"{'+' if outcome.status == 'revised' else ''}{_count(len(outcome.events), 'event')}" + (
        f" -{outcome.retracted}" if outcome.retracted else ""
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
