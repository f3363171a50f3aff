"""The command `tracker`: its own options, and how errors leave the program."""

import os
import sys
from typing import Annotated

import typer

from cli.catalogue import Catalogued
from cli.examples import Commands
from tracker.errors import TrackerError

app = Commands(
    name="tracker",
    cls=Catalogued,
    help="A ledger of what states do to one another, read from reports, with the words that prove it.",
    epilog="`tracker COMMAND --help` shows the options of a command, with examples.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # noqa: PLC0415  only where it is asked for

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
    # pydantic would search every installed package for plug-ins of its own; none belongs in what is recorded.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        app()
    except TrackerError as error:
        from cli.render import complain  # noqa: PLC0415  it loads what `tracker --help` does not need

        complain(str(error))
        sys.exit(1)
