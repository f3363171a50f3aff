"""`tracker plot`: a relationship over time as a picture."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from cli import clock, completion
from cli.examples import examples
from cli.moment import AsOf, MinReliability, PublishedBy, RecordedBy, moment
from cli.options import Formatted, Store, days, store_address
from cli.rebuilding import watched
from cli.render import render
from tracker.pictures import PictureKind

One = Annotated[
    str,
    typer.Argument(metavar="A", help="A polity, by code or name: USA, china, EU.", autocompletion=completion.polity),
]
Other = Annotated[str, typer.Argument(metavar="B", help="The other polity.", autocompletion=completion.polity)]
Kind = Annotated[PictureKind, typer.Option("--kind", help="What to draw.")]
Output = Annotated[
    Path,
    typer.Option("--output", "-o", metavar="FILE", help="Where to put it: a file that ends in .png, .svg or .html."),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="The first day.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="The last day.")]
Pixels = Annotated[int | None, typer.Option(min=300, max=10_000, help="In pixels, 96 to the inch. Default: A4.")]


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    app.command()(plot)


@examples(
    "tracker plot USA china -o timeline.svg",
    "# From when to when each measure was in force, and who judged what",
    "tracker plot USA Venezuela --kind measures -o measures.html",
    "tracker plot USA china --kind assessments -o assessments.png",
    "# What moved the climate in one year, on a sheet to be printed",
    "tracker plot USA china --kind climate --since 2023-01-01 --until 2023-12-31 -o climate.png",
)
def plot(  # noqa: PLR0913  every clock and filter is an option
    a: One,
    b: Other,
    *,
    output: Output,
    kind: Kind = PictureKind.TIMELINE,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    published_by: PublishedBy = None,
    recorded_by: RecordedBy = None,
    width: Pixels = None,
    height: Pixels = None,
    min_reliability: MinReliability = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """Draw a relationship over time: a timeline, the climate, measures as bars, or the stances of assessments."""
    from tracker.application import Tracker  # noqa: PLC0415  these load what `tracker --help` does not need
    from tracker.gazetteer import load_gazetteer  # noqa: PLC0415
    from tracker.pictures.saving import check_suffix, save  # noqa: PLC0415

    check_suffix(output)
    one, other = (load_gazetteer().resolve(name) for name in (a, b))
    clocks = moment(as_of, published_by, recorded_by, min_reliability)
    first, last = days(since, until)
    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        chart = tracker.ask.plot(one, other, kind, clocks, since=first, until=last, size=(width, height))
    save(chart, output)
    render({"file": str(output), "kind": kind.value, "title": chart.title.text}, format_, _written)


def _written(made: dict[str, str]) -> Iterator[Text]:
    yield Text(f"Wrote {made['file']}: {made['title']}.")
