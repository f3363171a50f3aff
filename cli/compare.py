"""`tracker diff`, `why`, `timeline`: what differs between two moments, why something is so, what happened when."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cli import clock, completion
from cli.examples import examples
from cli.moment import AsOf, ByThen, MinReliability, PublishedBy, RecordedBy, known_then, moment
from cli.options import Formatted, Store, days, store_address
from cli.rebuilding import watched
from cli.render import render
from events.vocabulary import Reliability

if TYPE_CHECKING:  # they load what `tracker --help` does not need
    from projections.clocks import Clocks

One = Annotated[
    str,
    typer.Argument(metavar="A", help="A polity, by code or name: USA, china, EU.", autocompletion=completion.polity),
]
Other = Annotated[str, typer.Argument(metavar="B", help="The other polity.", autocompletion=completion.polity)]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="The state at that day. Default: --as-of.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="The state at that day. Default: --as-of.")]
PublishedFrom = Annotated[
    str | None, typer.Option("--published-from", metavar="DATE", help="From reports published up to that day …")
]
PublishedTo = Annotated[
    str | None, typer.Option("--published-to", metavar="DATE", help="… and from those published up to this day.")
]
RecordedFrom = Annotated[
    str | None, typer.Option("--recorded-from", metavar="DATETIME", help="As this store knew it then …")
]
RecordedTo = Annotated[str | None, typer.Option("--recorded-to", metavar="DATETIME", help="… and as it knew it then.")]
EXPLAINED = (
    *("climate", "measures", "meetings", "warnings", "demands", "assessments"),
    *("stage", "status", "stance", "likelihood", "confidence"),
)
"""What `why` explains most often; a subject's key as well, as `tracker audit` shows it."""

Asked = Annotated[
    str,
    typer.Argument(
        metavar="ATTRIBUTE",
        help="What to explain: a subject's key or how it begins, a kind (measures), an attribute (stance), or climate.",
        autocompletion=completion.one_of(*EXPLAINED),
    ),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="The first day.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="The last day.")]


class Heading(StrEnum):
    """How a timeline is divided."""

    MONTH = "month"
    YEAR = "year"


By = Annotated[Heading, typer.Option("--by", help="Months or years as headings.")]


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    for command in (diff, why, timeline):
        app.command()(command)


@examples(
    "tracker diff USA China --from 2023-01-20 --to 2023-06-30",
    "# of one day, as it was known in January and in June",
    "tracker diff USA China --as-of 2023-02-20 --published-from 2023-01-31 --published-to 2023-06-30",
)
def diff(  # noqa: PLR0913  two moments on three clocks
    a: One,
    b: Other,
    *,
    from_: From = None,
    to: To = None,
    published_from: PublishedFrom = None,
    published_to: PublishedTo = None,
    recorded_from: RecordedFrom = None,
    recorded_to: RecordedTo = None,
    as_of: AsOf = None,
    min_reliability: MinReliability = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """Show what changed between two moments, in the world or in what was known of one day, each with its cause."""
    from cli.differing import differing  # noqa: PLC0415  these load what `tracker --help` does not need
    from tracker.application import Tracker  # noqa: PLC0415
    from tracker.gazetteer import load_gazetteer  # noqa: PLC0415

    given = (from_, to, published_from, published_to, recorded_from, recorded_to)
    if all(one is None for one in given):
        raise typer.BadParameter("name two moments: --from and --to, or the same with --published- or --recorded-")
    names = load_gazetteer()
    one, other = _two(names.resolve(a), names.resolve(b))
    before = _moment("from", (from_, published_from, recorded_from), as_of, min_reliability)
    after = _moment("to", (to, published_to, recorded_to), as_of, min_reliability)
    _check_order(before, after)
    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        found = tracker.ask.diff(one, other, before, after)
    render(found, format_, lambda answer: differing(answer, names.name))


def _moment(
    end: str, given: tuple[str | None, str | None, str | None], as_of: str | None, least: Reliability | None
) -> "Clocks":
    """The moment at one end; `--as-of` is that of both where no other day is given. Raises BadDate."""
    at, published, recorded = given
    first = "--as-of" if at is None else f"--{end}"
    options = (first, f"--published-{end}", f"--recorded-{end}")
    return moment(as_of if at is None else at, published, recorded, least, options=options)


def _check_order(before: "Clocks", after: "Clocks") -> None:
    """Raise BadParameter where a clock of the second moment is behind that of the first."""
    for name, earlier, later in (
        ("", before.as_of, after.as_of),
        ("published-", before.published_by, after.published_by),
        ("recorded-", before.recorded_by, after.recorded_by),
    ):
        if later is not None and (earlier is None or earlier > later):
            raise typer.BadParameter(f"--{name}from names the earlier moment, up to that of --{name}to ({later})")


@examples(
    "tracker why USA China stance",
    "tracker why USA China climate --as-of 2023-03-01",
)
def why(  # noqa: PLR0913  every clock and filter is an option
    a: One,
    b: Other,
    attribute: Asked,
    *,
    as_of: AsOf = None,
    published_by: PublishedBy = None,
    recorded_by: RecordedBy = None,
    min_reliability: MinReliability = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """Show why something is so: its event, its words, its report, and what it replaced, back to the first."""
    from cli.reasons import reasons  # noqa: PLC0415  these load what `tracker --help` does not need
    from projections.why import Explanation  # noqa: PLC0415
    from tracker.application import Tracker  # noqa: PLC0415
    from tracker.gazetteer import load_gazetteer  # noqa: PLC0415

    names = load_gazetteer()
    one, other = _two(names.resolve(a), names.resolve(b))
    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        found = tracker.ask.why(one, other, attribute, moment(as_of, published_by, recorded_by, min_reliability))
    render(found, format_, lambda answer: reasons(answer, names.name), of=Explanation)


@examples(
    "tracker timeline USA China",
    "tracker timeline USA Venezuela --since 2023-10-01 --by year",
)
def timeline(  # noqa: PLR0913  every clock and filter is an option
    a: One,
    b: Other,
    *,
    since: Since = None,
    until: Until = None,
    by: By = Heading.MONTH,
    as_of: ByThen = None,
    published_by: PublishedBy = None,
    recorded_by: RecordedBy = None,
    min_reliability: MinReliability = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """List the events between two polities in order, with months or years as headings."""
    from cli.listing import timeline as told  # noqa: PLC0415  these load what `tracker --help` does not need
    from projections.listing import EventView  # noqa: PLC0415
    from tracker.application import Tracker  # noqa: PLC0415
    from tracker.gazetteer import load_gazetteer  # noqa: PLC0415

    names = load_gazetteer()
    pair = _two(names.resolve(a), names.resolve(b))
    first, last = days(since, until)
    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        found = tracker.events(
            pair=pair,
            since=first,
            until=last,
            clocks=known_then(as_of, published_by, recorded_by, min_reliability),
        )
    render(found, format_, lambda answer: told(answer, by_year=by is Heading.YEAR), of=EventView)


def _two(one: str, other: str) -> tuple[str, str]:
    if one == other:
        raise typer.BadParameter(f"a relationship has two polities, not {one} twice", param_hint="B")
    return one, other
