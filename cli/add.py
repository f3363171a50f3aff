"""`tracker add`: reports into the store."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer
from rich.console import RenderableType

from cli import clock
from cli.intake import Intake, overrides
from cli.lexicons import LexiconFiles, extractor
from cli.options import AllowPrivate, Formatted, Published, Publisher, Seen, Sources, Store, Url, store_address
from cli.outcomes import Summary, complaining, outcome_json, outcome_lines, summary_line
from cli.render import Format, chosen, write_json, write_table
from tracker.outcome import Outcome

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be recorded; record nothing.")]


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    app.command()(add)


def add(  # noqa: PLR0913  one argument for each option
    sources: Sources,
    *,
    published: Published = None,
    publisher: Publisher = None,
    url: Url = None,
    seen: Seen = None,
    allow_private: AllowPrivate = False,
    dry_run: DryRun = False,
    lexicon: LexiconFiles = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """Read reports, record the events that they tell, and say what became of each."""
    # The library behind the log takes a third of a second to load; `tracker --help` does not wait for it.
    from tracker.application import Tracker  # noqa: PLC0415

    said = overrides(sources, published=published, publisher=publisher, url=url, seen=seen)
    intake = Intake(sources, overrides=said, allow_private=allow_private)
    with Tracker(store_address(store), clock=clock.now, extractor=extractor(lexicon)) as tracker:
        outcomes = complaining(tracker.add(intake.reports(), dry_run=dry_run))
        write = _as_json if chosen(format_) is Format.JSON else _as_table
        summary = write(outcomes, intake)
    if summary.refused:
        raise typer.Exit(1)


def _as_json(outcomes: Iterable[Outcome], intake: Intake) -> Summary:
    summary, reports = Summary(), list[dict[str, Any]]()
    for outcome in outcomes:
        summary = summary.after(outcome)
        reports.append(outcome_json(outcome))
    summary = summary.with_unread(intake)
    unread = {"refused": intake.refused, "skipped": intake.skipped, "warnings": intake.remarks}
    write_json({"summary": summary, "reports": reports, **unread})
    return summary


def _as_table(outcomes: Iterable[Outcome], intake: Intake) -> Summary:
    summary = Summary()

    def lines() -> Iterator[RenderableType]:
        nonlocal summary
        for outcome in outcomes:
            summary = summary.after(outcome)
            if outcome.status != "refused":
                yield from outcome_lines(outcome)
        summary = summary.with_unread(intake)
        yield summary_line(summary)

    write_table(lines())
    return summary
