"""`tracker review`: the events that nobody has reviewed, one screen each; `--list` prints them."""

import os
import sys
from typing import Annotated

import typer

from cli import clock
from cli.ask import MaybeOne, MaybeOther, OfReport, Since, Types, Until, event_type
from cli.examples import examples
from cli.options import Formatted, Store, days, store_address
from cli.rebuilding import watched
from cli.render import complain, render
from cli.review import By, reviewer
from tracker.errors import InputError

Assist = Annotated[
    bool, typer.Option("--assist", help="The most doubtful first, not the most consequential; each says why.")
]
AsList = Annotated[bool, typer.Option("--list", help="Print the queue, and decide nothing.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="Only the first so many of the queue.")]


def register(app: typer.Typer) -> None:
    """Put the command of this file into the app."""
    app.command()(review)


@examples(
    "tracker review --list --limit 5",
    "tracker review USA China --list --assist",
)
def review(  # noqa: PLR0913  every filter is an option
    a: MaybeOne = None,
    b: MaybeOther = None,
    *,
    assist: Assist = False,
    as_list: AsList = False,
    types: Types = None,
    since: Since = None,
    until: Until = None,
    report: OfReport = None,
    limit: Limit = None,
    by: By = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """Review what was read, event by event: confirm, correct, retract, link, or take back.

    The most consequential events come first. Every decision is recorded at once, with a reason.
    """
    from projections.waiting import Waiting, Wanted  # noqa: PLC0415  these load what `tracker --help` does not need
    from tracker.application import Tracker  # noqa: PLC0415
    from tracker.gazetteer import load_gazetteer  # noqa: PLC0415

    if not as_list:
        if format_ is not None:
            raise typer.BadParameter("a screen has no format: ask for the --list", param_hint="--format")
        _check_terminal()
    one, other = (None if name is None else load_gazetteer().resolve(name) for name in (a, b))
    if one is not None and one == other:
        raise typer.BadParameter(f"a relationship has two polities, not {one} twice", param_hint="B")
    first, last = days(since, until)
    wanted = Wanted(
        pair=(one, other) if one and other else None,
        polity=one if not other else None,
        types=tuple(event_type(name) for name in types or ()),
        since=first,
        until=last,
    )
    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        found = tracker.review.queue(wanted, report=report, doubtful=assist, limit=limit)
        if as_list:
            from cli.waiting import waiting_list  # noqa: PLC0415

            render(found, format_, lambda queue: waiting_list(queue, more=len(queue) == limit), of=Waiting)
            return
        from cli.desk import sit_down  # noqa: PLC0415  the library of screens is loaded here alone
        from tracker.desk import Desk  # noqa: PLC0415

        desk = Desk(tracker.review, tracker.analyst(reviewer(by)), [str(event.event_id) for event in found])
        complain(sit_down(desk))


def _check_terminal() -> None:
    """Raise InputError where no screen can be shown."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM", "dumb") == "dumb":
        raise InputError("a review needs a terminal: `tracker review --list` prints the queue without one")
