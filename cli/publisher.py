"""`tracker publisher`: how reliable publishers are held to be."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from cli import clock
from cli.examples import Commands, examples
from cli.moment import RecordedBy
from cli.options import Formatted, Store, instant, store_address
from cli.rebuilding import watched
from cli.render import render
from cli.review import Because, By, reviewer
from events.vocabulary import Reliability

if TYPE_CHECKING:
    from projections.grading import Publisher
    from tracker.grading import Graded

publishers = Commands(help="Grade how reliable publishers are.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The publisher, as its reports name it, in any case.")]
Grade = Annotated[
    Reliability,
    typer.Argument(
        case_sensitive=False,
        help="A completely, B usually, C fairly, D not usually reliable, E unreliable, F cannot be judged.",
    ),
]


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    publishers.command("grade")(grade)
    publishers.command("list")(list_)
    app.add_typer(publishers, name="publisher")


@examples('tracker publisher grade "Example Wire" B --because "right in nine of ten cases that we checked"')
def grade(
    name: Name,
    reliability: Grade,
    *,
    because: Because,
    by: By = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """Hold a publisher to be so reliable from now on, by the Admiralty code; no event is changed by it."""
    from tracker.application import Tracker  # noqa: PLC0415  it loads what `tracker --help` does not need

    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        done = tracker.analyst(reviewer(by)).grade(name, reliability, because=because)
    render(done, format_, _graded)


@examples(
    "tracker publisher list",
    "# What only those tell that are usually reliable or better",
    "tracker state USA china --min-reliability B",
)
def list_(*, recorded_by: RecordedBy = None, store: Store = None, format_: Formatted = None) -> None:
    """List the publishers of all reports with their grades; F for those that nobody has graded."""
    from tracker.application import Tracker  # noqa: PLC0415  it loads what `tracker --help` does not need

    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        found = tracker.ask.publishers(instant(recorded_by, "--recorded-by"))
    render(found, format_, _listed)


def _graded(done: "Graded") -> Iterator[RenderableType]:
    if done.kind == "known":
        yield Text(f"{done.publisher} is graded {done.reliability} already, for the same reason.")
    else:
        yield Text(f"{done.publisher}: {done.before} → {done.reliability} ({done.reliability.definition})")


def _listed(found: Sequence["Publisher"]) -> Iterator[RenderableType]:
    from cli.words import QUIET, STRONG  # noqa: PLC0415  it loads what `tracker --help` does not need

    if not found:
        yield Text("The store has no report.", style=QUIET)
    for one in found:
        line = Text(f"{one.reliability}  ", style=STRONG)
        line.append(one.publisher, style="not bold")
        line.append(f"  {one.reports} report{'' if one.reports == 1 else 's'}", style=f"not bold {QUIET}")
        yield line
        for given in one.grades:
            said = f"{given.reliability} on {given.recorded:%Y-%m-%d} by {given.by}, because {given.because}"
            yield Text(f"     {said}", style=QUIET)
