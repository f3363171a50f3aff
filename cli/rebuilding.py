"""How far the views are when they are made anew: a bar on the terminal, beside the data, and none for a program."""

import logging
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cli.manner import manner

if TYPE_CHECKING:
    from tracker.following import Rows

_log = logging.getLogger(__name__)

_MANY = 5_000
"""Below so many rows there is no bar."""


def watched(given: "Iterator[Rows]", total: int, /) -> "Iterator[Rows]":
    """Rows as they come, some at a time and so many in all, with a bar where somebody is there to see it."""
    _log.debug("making the views anew from %s rows", f"{total:,}")
    if manner().quiet or total < _MANY or not sys.stderr.isatty():
        yield from given
        return
    from rich.console import Console  # noqa: PLC0415  only where something is shown
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("making the views"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("views", total=total)
        for some in given:
            yield some
            bar.advance(task, len(some))
