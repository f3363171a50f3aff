"""`tracker link`, `unlink`: which events belong together, as an analyst decides."""

from typing import Annotated

import typer

from cli import completion
from cli.examples import examples
from cli.options import Formatted, Store
from cli.review import Because, By, reviewed

One = Annotated[
    str,
    typer.Argument(metavar="EVENT", help="The id of an event, or how it begins.", autocompletion=completion.event_id),
]
Other = Annotated[str, typer.Argument(metavar="EVENT", help="The other event.", autocompletion=completion.event_id)]


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    for command in (link, unlink):
        app.command()(command)


@examples('tracker link 39c2ee29 aae092d1 --because "what Washington had warned of"')
def link(
    event: One, other: Other, *, because: Because, by: By = None, store: Store = None, format_: Formatted = None
) -> None:
    """Hold that two events belong together: as one act or meeting, or as act and answer.

    Of two measures the second answers the first. `tracker retract` with the id of the decision undoes it.
    """
    reviewed(store, by, format_, lambda analyst: analyst.link(event, other, because=because))


@examples('tracker unlink f1a6cbb2 d22cbb18 --because "another visit"')
def unlink(
    event: One, other: Other, *, because: Because, by: By = None, store: Store = None, format_: Formatted = None
) -> None:
    """Hold that two events do not belong together, whatever joined them."""
    reviewed(store, by, format_, lambda analyst: analyst.unlink(event, other, because=because))
