"""`tracker measures`, `meetings`, `assessments`: lists across all relationships, at a moment."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.console import RenderableType
from rich.text import Text

from cli import clock, completion
from cli.examples import examples
from cli.moment import AsOf, MinReliability, PublishedBy, RecordedBy, moment
from cli.options import Formatted, Store, store_address
from cli.rebuilding import watched
from cli.render import render
from events.vocabulary import Measure, Predicate, Stance

if TYPE_CHECKING:
    from projections.items import Item

Thing = TypeVar("Thing", bound="Item")

Polity = Annotated[
    str | None,
    typer.Argument(metavar="A", help="Only those of this polity, by code or name.", autocompletion=completion.polity),
]


def _one_of(values: type[StrEnum]) -> str:
    """The help of a filter: its values, which are too many for a place between two bars."""
    return f"Only these; one of {', '.join(values)}."


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    for command in (measures, meetings, assessments):
        app.command()(command)


@examples(
    "tracker measures --in-force",
    "tracker measures venezuela --expiring 90 --as-of 2024-01-31",
)
def measures(  # noqa: PLR0913  every filter is an option
    a: Polity = None,
    *,
    kind: Annotated[Measure | None, typer.Option("--kind", metavar="KIND", help=_one_of(Measure))] = None,
    in_force: Annotated[bool, typer.Option("--in-force", help="Only what is in force.")] = False,
    expiring: Annotated[
        int | None, typer.Option("--expiring", min=0, metavar="DAYS", help="Only what ends within so many days.")
    ] = None,
    as_of: AsOf = None,
    published_by: PublishedBy = None,
    recorded_by: RecordedBy = None,
    min_reliability: MinReliability = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """List sanctions and other measures: their stage, since when, until when."""
    from cli.itemlines import measure_line  # noqa: PLC0415  these load what `tracker --help` does not need
    from projections.measures import MeasureItem  # noqa: PLC0415
    from tracker.application import Tracker  # noqa: PLC0415

    clocks = moment(as_of, published_by, recorded_by, min_reliability)
    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        found = tracker.ask.measures(clocks, polity=_code(a), kind=kind, in_force=in_force, expiring=expiring)
    render(found, format_, lambda items: _table(items, measure_line, "measure"), of=MeasureItem)


@examples(
    "tracker meetings china",
    "tracker meetings --coming --as-of 2023-01-31",
)
def meetings(
    a: Polity = None,
    *,
    coming: Annotated[bool, typer.Option("--coming", help="Only those planned and still to come.")] = False,
    as_of: AsOf = None,
    published_by: PublishedBy = None,
    recorded_by: RecordedBy = None,
    min_reliability: MinReliability = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """List meetings: planned, held, cancelled, postponed, or unconfirmed once their day has passed."""
    from cli.itemlines import meeting_line  # noqa: PLC0415  these load what `tracker --help` does not need
    from projections.meetings import MeetingItem  # noqa: PLC0415
    from tracker.application import Tracker  # noqa: PLC0415

    def line(item: MeetingItem) -> Text:
        _, one, other, _ = item.subject.split(":", 3)
        return Text(f"{one} – {other}  ").append_text(meeting_line(item))

    clocks = moment(as_of, published_by, recorded_by, min_reliability)
    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        found = tracker.ask.meetings(clocks, polity=_code(a), coming=coming)
    render(found, format_, lambda items: _table(items, line, "meeting"), of=MeetingItem)


@examples(
    "tracker assessments --predicate lethal_aid",
    "tracker assessments USA --contradicted",
)
def assessments(  # noqa: PLR0913  every filter is an option
    a: Polity = None,
    *,
    predicate: Annotated[
        Predicate | None, typer.Option("--predicate", metavar="PREDICATE", help=_one_of(Predicate))
    ] = None,
    stance: Annotated[Stance | None, typer.Option("--stance", metavar="STANCE", help=_one_of(Stance))] = None,
    contradicted: Annotated[
        bool, typer.Option("--contradicted", help="Only where another holder judges otherwise.")
    ] = False,
    as_of: AsOf = None,
    published_by: PublishedBy = None,
    recorded_by: RecordedBy = None,
    min_reliability: MinReliability = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """List what polities judge that others do: stance, likelihood, confidence, and who judges otherwise."""
    from cli.itemlines import assessment_line  # noqa: PLC0415  these load what `tracker --help` does not need
    from projections.assessments import AssessmentItem  # noqa: PLC0415
    from tracker.application import Tracker  # noqa: PLC0415
    from tracker.gazetteer import load_gazetteer  # noqa: PLC0415

    name = load_gazetteer().name
    clocks = moment(as_of, published_by, recorded_by, min_reliability)
    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        found = tracker.ask.assessments(
            clocks, polity=_code(a), predicate=predicate, stance=stance, contradicted=contradicted
        )
    render(
        found,
        format_,
        lambda items: _table(items, lambda item: assessment_line(item, name), "assessment"),
        of=AssessmentItem,
    )


def _table(items: Sequence[Thing], headline: Callable[[Thing], Text], what: str) -> Iterator[RenderableType]:
    from cli.itemlines import proven  # noqa: PLC0415  these load what `tracker --help` does not need
    from cli.layout import Entries  # noqa: PLC0415
    from cli.words import QUIET  # noqa: PLC0415

    if items:
        yield Entries(proven(items, headline))
    else:
        yield Text(f"No {what} is like that at that moment.", style=QUIET)


def _code(polity: str | None) -> str | None:
    from tracker.gazetteer import load_gazetteer  # noqa: PLC0415  loading names takes a moment

    return None if polity is None else load_gazetteer().resolve(polity)
