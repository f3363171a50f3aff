"""`tracker backup`, `dump`, `load`: a log copied, and carried from one store into another."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from cli import clock
from cli.examples import examples
from cli.options import Formatted, Store, store_address
from cli.pager import answering
from cli.rebuilding import watched
from cli.render import remark, render

if TYPE_CHECKING:
    from tracker.moving import Moved


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    for command in (backup, dump, load):
        app.command()(command)


@examples("tracker backup copy.db")
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; it is a store like any other.")],
    *,
    store: Store = None,
) -> None:
    """Copy the log into a new file, at one moment, while others go on writing."""
    from tracker.application import Tracker  # noqa: PLC0415  it loads what `tracker --help` does not need

    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        tracker.backup(file)
    remark(f"the log is in {file}")


@examples("tracker dump > log.jsonl")
def dump(*, store: Store = None) -> None:
    """Print the log as lines of JSON, with positions, recorded times, digests and texts."""
    from tracker.application import Tracker  # noqa: PLC0415  it loads what `tracker --help` does not need

    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker, answering(paged=False):
        for line in tracker.dump():
            # Bytes, since a dump is UTF-8 with plain newlines wherever it is made.
            sys.stdout.buffer.write(line.encode() + b"\n")
        sys.stdout.buffer.flush()


@examples(
    "tracker dump > log.jsonl",
    "tracker load log.jsonl --store other.db",
)
def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `tracker dump` printed.")],
    *,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """Append what a dump has beyond the store; all of the dump is checked before anything is written."""
    from tracker.application import Tracker  # noqa: PLC0415  it loads what `tracker --help` does not need

    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        moved = tracker.load(file)
    render(moved, format_, _loaded)


def _loaded(moved: "Moved") -> Iterator[Text]:
    yield Text(f"Loaded {moved.events} events and {moved.texts} texts; the dump ends at position {moved.position}.")
    yield Text(f"digest {moved.digest}", no_wrap=True, overflow="ignore")
