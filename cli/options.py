"""Options that several commands share, and what they mean."""

from datetime import UTC, date, datetime, time
from typing import Annotated

import typer

from cli import completion
from cli.render import Format
from tracker.dates import parse_day, parse_instant

DEFAULT_STORE = "tracker.db in your data directory"

Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        envvar="TRACKER_STORE",
        metavar="STORE",
        help=f"The store to use: a file, or postgresql://USER@HOST/DATABASE. Default: {DEFAULT_STORE}.",
    ),
]
Formatted = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help="A table for people, JSON whole or by the line, CSV or Markdown rows. Default: a table in a terminal, "
        "otherwise JSON.",
    ),
]
Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Files (txt, md, html, pdf, docx, eml, json, jsonl, csv, rss, atom; gz and zip of these), folders, "
        "http(s) addresses, or - for standard input.",
    ),
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Read addresses of private networks and of this machine as well.")
]
Published = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="When the reports came out, whatever they say.")
]
Publisher = Annotated[
    str | None,
    typer.Option(
        "--publisher",
        metavar="NAME",
        help="Who published them, whatever they say.",
        autocompletion=completion.publisher,
    ),
]
Seen = Annotated[
    str | None,
    typer.Option(
        "--seen",
        metavar="DATETIME",
        help="When this version was seen, such as 2022-03-15T19:49:20Z, whatever the reports say.",
    ),
]
Url = Annotated[
    str | None,
    typer.Option("--url", metavar="URL", help="The address of the report; only with a single file of one report."),
]


def store_address(given: str | None) -> str:
    """The store that was named, or the default one."""
    if given:
        return given
    from platformdirs import user_data_path  # noqa: PLC0415  only where no store is named

    return str(user_data_path("tracker", appauthor=False) / "tracker.db")


def day(text: str | None, option: str) -> date | None:
    """Read the value of an option as a day. Raises BadDate, naming the option."""
    return parse_day(text.strip(), where=option) if text is not None else None


def days(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """Read `--since` and `--until`. Raises BadDate, and a usage error where the last day comes before the first."""
    first, last = day(since, "--since"), day(until, "--until")
    if first and last and last < first:
        raise typer.BadParameter(f"it names the first day, up to that of --until ({last})", param_hint="--since")
    return first, last


def instant(text: str | None, option: str) -> datetime | None:
    """Read the value of an option as an instant; a day alone means the end of it, in UTC. Raises BadDate."""
    if text is None:
        return None
    if len(text.strip()) > len("YYYY-MM-DD"):
        return parse_instant(text.strip(), where=option)
    return datetime.combine(parse_day(text.strip(), where=option), time.max, UTC)


def exact_instant(text: str | None, option: str) -> datetime | None:
    """Read the value of an option as an instant with its time zone. Raises BadDate, naming the option."""
    return parse_instant(text.strip(), where=option) if text is not None else None
