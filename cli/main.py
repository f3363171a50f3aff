"""The command `tracker`: the groups of commands put together, and how errors leave the program."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from cli import (
    across,
    add,
    agreement,
    ask,
    compare,
    extract,
    feed,
    lexicon,
    linking,
    maintain,
    move,
    picture,
    prove,
    reports,
    reread,
    review,
)
from cli.render import complain
from tracker.errors import TrackerError

app = typer.Typer(
    name="tracker",
    help="A ledger of what states do to one another, read from reports, with the words that prove it.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for group in (
    add,
    agreement,
    extract,
    feed,
    lexicon,
    ask,
    compare,
    across,
    picture,
    review,
    linking,
    reread,
    prove,
    reports,
    move,
    maintain,
):
    group.register(app)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"tracker {version('sanctions-tracker')}")
        raise typer.Exit


@app.callback()
def main(
    *,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and exit.")
    ] = False,
) -> None:
    """Take options that belong to no command."""


def run() -> None:
    """Run the command; exit with 0 when done, 1 when refused, 2 for wrong usage."""
    try:
        app()
    except TrackerError as error:
        complain(str(error))
        sys.exit(1)
