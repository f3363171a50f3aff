"""`tracker add`: reports into the store."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Annotated, Any

import typer
from rich.console import RenderableType

from cli import clock
from cli.examples import examples
from cli.faults import Faults
from cli.intake import Intake, overrides
from cli.interruption import STOPPED, Interruption
from cli.lexicons import LexiconFiles, chosen_files
from cli.options import AllowPrivate, Formatted, Published, Publisher, Seen, Sources, Store, Url, store_address
from cli.outcomes import Summary, complaining, outcome_json, outcome_lines, summary_line, summary_table, unread
from cli.pager import answering
from cli.progress import watched
from cli.readers import Chosen, reads
from cli.render import Format, complain, remark, stream, write_json_list, write_table
from cli.render import chosen as chosen_format
from tracker.outcome import Outcome

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be recorded; record nothing.")]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        metavar="N",
        help="How many processes read reports for events; one writes. Default: one for few reports, otherwise one for "
        "each processor.",
    ),
]
ClusterAddress = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Let a Dask cluster read reports for events, by the address of its scheduler, such as "
        "tcp://10.0.0.1:8786; this process writes.",
    ),
]
ReportErrors = Annotated[
    Path | None,
    typer.Option(
        "--report-errors",
        metavar="FILE",
        help="Write every report that was refused, with the reason, to this file: one line of JSON each.",
    ),
]

_FEW = 20
"""Up to so many reports are summed up in a sentence, more in a table."""


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    app.command()(add)


@examples(
    "tracker add examples/reports",
    "tracker add examples/reports/2023-02-20-munich.txt --dry-run",
    "# a page, by its address",
    "tracker add https://wire.example/visit.html",
)
@reads
def add(  # noqa: PLR0913  one argument for each option
    sources: Sources,
    *,
    published: Published = None,
    publisher: Publisher = None,
    url: Url = None,
    seen: Seen = None,
    allow_private: AllowPrivate = False,
    dry_run: DryRun = False,
    chosen: Chosen,
    workers: Workers = None,
    cluster: ClusterAddress = None,
    report_errors: ReportErrors = None,
    lexicon: LexiconFiles = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """Read reports, record the events that they tell, and say what became of each.

    A batch that was stopped, in whatever way, goes on where it was when the same command is run again.
    """
    # The library behind the log takes a third of a second to load; `tracker --help` does not wait for it.
    from tracker.application import Tracker  # noqa: PLC0415
    from tracker.batch import Here  # noqa: PLC0415
    from tracker.workers import Rules, readers  # noqa: PLC0415

    if workers is not None and cluster is not None:
        raise typer.BadParameter("a cluster has workers of its own: give one of the two", param_hint="--workers")
    if chosen.is_named and cluster is not None:
        raise typer.BadParameter("a cluster reads by the rules only: name no reader", param_hint="--cluster")
    if chosen.is_named and workers not in {None, 1}:
        raise typer.BadParameter(
            "a reader that is named reads in one process: leave out --workers, or --reader to read by the rules",
            param_hint="--workers",
        )
    make = Rules(chosen_files(lexicon))
    said = overrides(sources, published=published, publisher=publisher, url=url, seen=seen)
    write = _WRITERS.get(form := chosen_format(format_)) or partial(_as_records, form)
    with (
        Faults(report_errors) as faults,
        chosen.reading(lexicon) as reader,
        Tracker(store_address(store), clock=clock.now, extractor=reader, replaces=chosen.is_named) as tracker,
    ):
        intake = Intake(sources, overrides=said, allow_private=allow_private, faults=faults)
        reports = chosen.announced(reader, intake.reports())
        here = Here(reader) if chosen.is_named else readers(make, workers=workers, cluster=cluster)
        with Interruption() as interruption, closing(here) as these:
            adding = tracker.add(reports, dry_run=dry_run, readers=these)
            outcomes = complaining(interruption.until(watched(adding, sources)), faults)
            with answering(paged=False):
                summary = write(outcomes, intake)
            adding.close()
    if interruption.asked:
        complain("stopped: what was recorded stays; run the same command again to go on")
        raise typer.Exit(STOPPED)
    if summary.refused:
        raise typer.Exit(1)


def _as_json(outcomes: Iterable[Outcome], intake: Intake) -> Summary:
    summary = Summary()

    def reports() -> Iterator[dict[str, Any]]:
        nonlocal summary
        for outcome in outcomes:
            summary = summary.after(outcome)
            yield outcome_json(outcome)
        summary = summary.with_unread(intake)

    write_json_list(
        "reports",
        reports(),
        lambda: {
            "refused": intake.refused,
            "skipped": intake.skipped,
            "warnings": intake.remarks,
            "summary": summary,
        },
    )
    return summary


def _as_records(form: Format, outcomes: Iterable[Outcome], intake: Intake) -> Summary:
    """Write one record for each report; the sum of them is said beside the data."""
    summary = Summary()

    def reports() -> Iterator[Outcome]:
        nonlocal summary
        for outcome in outcomes:
            summary = summary.after(outcome)
            yield outcome
        yield from unread(intake)
        summary = summary.with_unread(intake)

    stream(reports(), form, of=Outcome, record=outcome_json)
    remark(summary_line(summary).plain)
    return summary


def _as_table(outcomes: Iterable[Outcome], intake: Intake) -> Summary:
    summary = Summary()

    def lines() -> Iterator[RenderableType]:
        nonlocal summary
        began = monotonic()
        for outcome in outcomes:
            summary = summary.after(outcome)
            if outcome.status != "refused":
                yield from outcome_lines(outcome)
        summary = summary.with_unread(intake)
        yield summary_line(summary)
        if summary.reports > _FEW:
            yield summary_table(summary, seconds=monotonic() - began)

    write_table(lines())
    return summary


_WRITERS = {Format.JSON: _as_json, Format.TABLE: _as_table}
