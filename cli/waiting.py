"""The queue of events that nobody has reviewed, as a list."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from cli.layout import Entries, Entry
from cli.listing import entry
from cli.words import QUIET, STRONG, WARN
from projections.waiting import Waiting


def waiting_list(found: Sequence[Waiting], *, more: bool) -> Iterator[RenderableType]:
    """One entry for each event, in the order of review, with what follows from it and why it may be wrong."""
    if not found:
        yield Text("No event waits for a review.", style=QUIET)
        return
    yield Entries(_entry(one) for one in found)
    left = "; there may be more (--limit)" if more else ""
    yield Text(f"\n{len(found)} event{'s' if len(found) > 1 else ''} to review{left}", style=STRONG)


def _entry(one: Waiting) -> Entry:
    told = entry(one)
    head = told.headline.append(f"  {one.points:.1f} points", style=QUIET)
    if one.doubts:
        reasons = "; ".join(doubt.why for doubt in one.doubts)
        head.append(f"  doubt {one.doubt:.2f}: {reasons}", style=WARN)
    return told._replace(headline=head)
