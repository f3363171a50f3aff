"""Many relationships in one line each: those of a polity, or the world's worst and those that moved."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text

from cli.layout import Entries, Entry
from cli.words import BAD, GOOD, QUIET, STRONG, Namer, believed, typed
from projections.overview import Line, Overview

LINES = 10
"""How many relationships of the world are shown; `--all` has all of them."""


def world(found: Overview, name: Namer, *, whole: bool = False) -> Iterator[RenderableType]:
    """The worst climates and the greatest moves of 30 days; all of one polity, or of the `whole` world."""
    whose = f"{name(found.polity)} ({found.polity})" if found.polity else "All relationships"
    title = Text(f"{whose}  as of {found.as_of}", style=STRONG)
    if found.published_by:
        title.append(f", published by {found.published_by}")
    if found.recorded_by:
        title.append(f", recorded by {found.recorded_by:%Y-%m-%d %H:%M:%S %Z}")
    if found.min_reliability:
        title.append(f", {believed(found.min_reliability)}")
    yield title
    if not found.relationships:
        yield Text("No report in the store tells of an act by then.", style=QUIET)
        return
    if found.polity or whole:
        yield Entries(_line(line, name) for line in found.relationships)
        return
    moved = sorted((line for line in found.relationships if line.trend), key=lambda line: -abs(line.trend))
    worst = [line for line in found.relationships if line.climate < 0]
    for heading, lines in (("Worst", worst), ("Moved most over 30 days", moved)):
        yield from _section(heading, lines, name)
    number = len(found.relationships)
    yield Text(f"\n{number} relationship{'s' * (number != 1)} (--all shows all)", style=QUIET)


def _section(heading: str, lines: Iterable[Line], name: Namer) -> Iterator[RenderableType]:
    shown = list(lines)[:LINES]
    if shown:
        yield Text(f"\n{heading}", style=STRONG)
        yield Entries(_line(line, name) for line in shown)


def _line(line: Line, name: Namer) -> Entry:
    one, other = line.pair
    head = Text(f"{name(one)} – {name(other)}  ")
    if line.trend:
        style = GOOD if line.trend > 0 else BAD
        head.append(f"{'better' if line.trend > 0 else 'worse'} by {abs(line.trend):.1f}  ", style=style)
    measures = f", {line.measures} in force" if line.measures else ""
    head.append(f"{line.incidents} act{'s' if line.incidents > 1 else ''}{measures}; ", style=QUIET)
    head.append(f"last {line.last.date or f'by {line.last.valid_from}'} {typed(line.last.type)}", style=QUIET)
    return Entry(f"{line.climate:+6.1f}", head)
