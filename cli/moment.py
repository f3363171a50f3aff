"""The three clocks as options: what had happened, what was published, what was recorded by then."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cli import clock
from cli.options import day, instant
from events.vocabulary import Reliability

if TYPE_CHECKING:
    from projections.clocks import Clocks

AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="What had happened by that day. Default: today.")
]
PublishedBy = Annotated[
    str | None, typer.Option("--published-by", metavar="DATE", help="Only from reports published up to that day.")
]
RecordedBy = Annotated[
    str | None,
    typer.Option("--recorded-by", metavar="DATETIME", help="As this store knew it then; a date means its end, in UTC."),
]
ByThen = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Only what had happened by that day. Default: all.")
]
MinReliability = Annotated[
    Reliability | None,
    typer.Option(
        "--min-reliability",
        case_sensitive=False,
        help="Only what publishers tell that are graded so or better, as if nobody else had told anything.",
    ),
]


def moment(
    as_of: str | None,
    published_by: str | None,
    recorded_by: str | None,
    least: Reliability | None = None,
    *,
    options: tuple[str, str, str] = ("--as-of", "--published-by", "--recorded-by"),
) -> "Clocks":
    """The moment that the options name, and who is believed; today, all. Raises BadDate, naming the option."""
    from projections.clocks import Clocks  # noqa: PLC0415  it loads what `tracker --help` does not need

    return Clocks(
        as_of=day(as_of, options[0]) or clock.today(),
        published_by=day(published_by, options[1]),
        recorded_by=instant(recorded_by, options[2]),
        min_reliability=least,
    )


def known_then(
    as_of: str | None, published_by: str | None, recorded_by: str | None, least: Reliability | None = None
) -> "Clocks | None":
    """The moment that the options name, without a limit where they name none. Raises BadDate, naming the option."""
    if all(one is None for one in (as_of, published_by, recorded_by, least)):
        return None
    return moment(date.max.isoformat() if as_of is None else as_of, published_by, recorded_by, least)
