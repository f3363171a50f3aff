"""`tracker rebuild` and `tracker schema`: the views made anew; what an event is made of."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from cli import clock, completion
from cli.examples import examples
from cli.fields import event_type
from cli.options import Formatted, Store, store_address
from cli.pager import answering
from cli.rebuilding import watched
from cli.render import render, write_json

if TYPE_CHECKING:
    from tracker.outcome import RebuildResult

Types = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TYPE", help="Event types, such as MeetingHeld. Default: all.", autocompletion=completion.event_type
    ),
]


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    app.command()(rebuild)
    app.command()(schema)


@examples("tracker rebuild")
def rebuild(*, store: Store = None, format_: Formatted = None) -> None:
    """Make the views anew from the log; the log stays as it is."""
    from tracker.application import Tracker  # noqa: PLC0415  it loads what `tracker --help` does not need

    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        result = tracker.rebuild()
    render(result, format_, _rebuilt)


@examples("tracker schema MeetingHeld")
def schema(types: Types = None) -> None:
    """Print the JSON Schema of events, by type."""
    from events import EVENTS, schemas  # noqa: PLC0415  building 30 models takes a moment

    named = [event_type(name, EVENTS, "TYPE") for name in types or ()]
    with answering(paged=False):
        write_json(schemas(named or None))


def _rebuilt(result: "RebuildResult") -> Iterator[Text]:
    yield Text(f"Made {result.views} anew from the log, up to position {result.position}.")
