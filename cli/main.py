"""The command `tracker`: its own options, and how errors leave the program."""

import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from cli.catalogue import Catalogued
from cli.examples import Commands
from cli.manner import Manner, manner, speak
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
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print data and errors only: no progress, no summaries.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say what is done and how long it takes, and the causes of errors.")
    ] = False,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Print long answers as they are.")] = False,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and exit.")
    ] = False,
) -> None:
    """Take options that belong to no command."""
    if quiet and verbose:
        raise typer.BadParameter("it cannot be both", param_hint="--quiet and --verbose")
    speak(Manner(quiet=quiet, verbose=verbose, paged=not no_pager))


def run() -> None:
    """Run the command; exit with 0 when done, 1 when refused, 2 for wrong usage."""
    # pydantic would search every installed package for plug-ins of its own; none belongs in what is recorded.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if isinstance(sys.stdout, TextIOWrapper):  # what a terminal or an encoding has no sign for is no reason to stop
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        app()
    except TrackerError as error:
        from cli.render import complain  # noqa: PLC0415  it loads what `tracker --help` does not need

        complain(str(error))
        if manner().verbose:
            from cli.telling import causes  # noqa: PLC0415  only where it is asked for

            for cause in causes(error):
                complain(cause)
        sys.exit(1)
