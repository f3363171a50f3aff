"""How far the views are when they are made anew: a bar on the terminal, beside the data, and none for a program."""

import logging
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cli.manner import manner

if TYPE_CHECKING:
    from projections.logrow import LogRow

_log = logging.getLogger(__name__)

_STEP = 500
"""After how many rows the bar moves; below ten times as many there is none."""


def watched(rows: "Iterator[LogRow]", total: int) -> "Iterator[LogRow]":
    """The rows as they are, of which so many will come, with a bar where somebody is there to see it."""
    _log.debug("making the views anew from %s rows", f"{total:,}")
    if manner().quiet or total < 10 * _STEP or not sys.stderr.isatty():
        yield from rows
        return
    from rich.console import Console  # noqa: PLC0415  only where something is shown
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("making the views"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("views", total=total)
        for place, row in enumerate(rows, 1):
            if place % _STEP == 0:
                bar.update(task, completed=place)
            yield row
        bar.update(task, completed=total)
