"""`tracker reports`, `tracker stats`: what a store holds."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from cli import clock, completion
from cli.examples import examples
from cli.moment import PublishedBy, RecordedBy
from cli.options import Formatted, Store, day, days, instant, store_address
from cli.rebuilding import watched
from cli.render import complain, render

if TYPE_CHECKING:  # these load what `tracker --help` does not need
    from projections.shelf import ReportCount, ReportLine
    from projections.statistics import Statistics

Words = Annotated[str | None, typer.Option("--words", help="Only reports with all of these words in the title.")]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="publisher|month",
        help="Count them by publisher or month instead.",
        autocompletion=completion.one_of("publisher", "month"),
    ),
]


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    app.command()(reports)
    app.command()(stats)


@examples(
    "tracker reports --since 2024-01-01",
    "tracker reports --words missiles",
    "tracker reports --by month",
)
def reports(  # noqa: PLR0913  every filter is an option
    *,
    words: Words = None,
    publisher: Annotated[
        str | None,
        typer.Option(
            "--publisher", metavar="NAME", help="Only reports of this publisher.", autocompletion=completion.publisher
        ),
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Published since this day.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Published until this day.")] = None,
    by: By = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="Only the newest N.")] = None,
    published_by: PublishedBy = None,
    recorded_by: RecordedBy = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """List the reports of the store in the order of publication, or count them."""
    from projections import shelf as shelves  # noqa: PLC0415  these load what `tracker --help` does not need
    from tracker.application import Tracker  # noqa: PLC0415

    if by is not None and by not in list(shelves.By):
        raise typer.BadParameter(f"{by!r} is neither publisher nor month", param_hint="--by")
    first, last = days(since, until)
    shelf = shelves.Shelf(
        words=words,
        publisher=publisher,
        since=first,
        until=last,
        published_by=day(published_by, "--published-by"),
        recorded_by=instant(recorded_by, "--recorded-by"),
    )
    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        if publisher is not None:
            _ask_back(publisher, tracker.ask.report_counts(shelves.Shelf(), shelves.By.PUBLISHER))
        if by is not None:
            render(
                tracker.ask.report_counts(shelf, shelves.By(by)),
                format_,
                lambda found: _counts(found, by),
                of=shelves.ReportCount,
            )
        else:
            render(tracker.ask.reports(shelf, limit=limit), format_, _lines, of=shelves.ReportLine)


@examples("tracker stats")
def stats(*, store: Store = None, format_: Formatted = None) -> None:
    """Say what the store holds, in numbers."""
    from tracker.application import Tracker  # noqa: PLC0415  it loads what `tracker --help` does not need

    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        render(tracker.ask.statistics(), format_, _statistics)


def _ask_back(publisher: str, known: "Sequence[ReportCount]") -> None:
    """Say so where nothing is of a publisher, with those that are like it."""
    names = [count.name for count in known]
    if publisher not in names:
        from tracker.nearest import did_you_mean  # noqa: PLC0415  only where a name is wrong

        complain(f"no report is by {publisher!r}: {did_you_mean(publisher, names) or '`--by publisher` lists them'}")


def _lines(found: "Sequence[ReportLine]") -> Iterator[RenderableType]:
    for line in found:
        report = line.report
        text = Text(no_wrap=True, overflow="ellipsis")
        text.append(f"{report.published}  ", style="dim")
        text.append(f"{str(report.id)[:8]}  ", style="cyan")
        text.append(f"{line.events:>3} event{' ' if line.events == 1 else 's'}  ")
        yield text.append(f"{report.publisher}: {report.title or report.url or 'untitled'}")
    yield Text(f"{len(found):,} report{'' if len(found) == 1 else 's'}.", style="bold")


def _counts(found: "Sequence[ReportCount]", by: str) -> Iterator[RenderableType]:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(by)
    for heading in ("reports", "events"):
        table.add_column(heading, justify="right")
    for count in found:
        table.add_row(count.name, f"{count.reports:,}", f"{count.events:,}")
    yield table


def _statistics(found: "Statistics") -> Iterator[RenderableType]:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column(justify="right")
    numbers = found.model_dump(exclude={"events", "languages", "extractors"})
    for name, value in numbers.items():
        shown = f"{value:,}" if isinstance(value, int) else "" if value is None else str(value)[:19]
        table.add_row(name.replace("_", " "), shown)
    for title, counted in (("language", found.languages), ("read by", found.extractors), ("events", found.events)):
        for name, number in counted.items():
            table.add_row(f"{title}: {name}", f"{number:,}")
    yield table
