"""`tracker verify` and `tracker seal`: proof that the log is what it was."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from cli import clock
from cli.examples import examples
from cli.options import Formatted, Store, store_address
from cli.render import render

if TYPE_CHECKING:
    from tracker.scanning import Seal
    from tracker.verifying import Verification

SealFile = Annotated[
    Path | None,
    typer.Option("--seal", metavar="FILE", help="Hold the log against what `tracker seal` printed some time ago."),
]


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    app.command()(verify)
    app.command()(seal)


@examples(
    "tracker verify",
    "# against a head of the log that was kept elsewhere",
    "tracker seal > seal.json",
    "tracker verify --seal seal.json",
)
def verify(*, seal: SealFile = None, store: Store = None, format_: Formatted = None) -> None:
    """Recompute the chain of digests, the texts, the quotes and the views; name what does not agree."""
    from tracker.application import Tracker  # noqa: PLC0415  these load what `tracker --help` does not need
    from tracker.verifying import read_seal  # noqa: PLC0415

    known = read_seal(seal) if seal else None
    with Tracker(store_address(store), clock=clock.now) as tracker:
        found = tracker.verify(known)
    render(found, format_, _verified)
    if not found.sound:
        raise typer.Exit(1)


@examples("tracker seal > seal.json")
def seal(*, store: Store = None, format_: Formatted = None) -> None:
    """Print the head of the log, to be kept or published elsewhere; a later log must still lead up to it."""
    from tracker.application import Tracker  # noqa: PLC0415  it loads what `tracker --help` does not need

    with Tracker(store_address(store), clock=clock.now) as tracker:
        head = tracker.seal()
    render(head, format_, _sealed)


def _verified(found: "Verification") -> Iterator[Text]:
    for fault in found.faults:
        where = f" at position {fault.position}" if fault.position is not None else ""
        yield Text(f"{fault.part}{where}: {fault.problem}", style="red")
    size = f"{found.events} events, {found.texts} texts, up to position {found.position}"
    yield Text(f"{'Sound' if found.sound else 'Not sound'}: {size}.", style="bold")
    yield Text(f"digest {found.digest}", no_wrap=True, overflow="ignore")


def _sealed(head: "Seal") -> Iterator[Text]:
    yield Text(f"position {head.position}")
    yield Text(f"digest {head.digest}", no_wrap=True, overflow="ignore")
