"""An entry of a list: a date on the left, on its right what is so, the words that prove it, and their source."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

_MARGIN = 2
_GAP = 2
_NARROWEST = 20


class Entry(NamedTuple):
    """What an entry says. The source is kept on one line as long as it fits on one."""

    date: str
    headline: Text
    quote: Text | None = None
    source: Text | None = None


class Entries:
    """Entries below one another, with dates in one column; wrapped to the width of the console."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = list(entries)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lay the entries out, as lines of text without trailing blanks."""
        dates = max((len(entry.date) for entry in self._entries), default=0)
        indent = _MARGIN + dates + _GAP
        width = max(options.max_width - indent, _NARROWEST)
        for entry in self._entries:
            first = " " * _MARGIN + entry.date.ljust(dates + _GAP)
            for line in _body(entry, console, width):
                line.rstrip()
                yield Text.assemble(first, line, no_wrap=True, overflow="ignore")
                first = " " * indent


def _body(entry: Entry, console: Console, width: int) -> Iterator[Text]:
    yield from entry.headline.wrap(console, width)
    lines = list(entry.quote.wrap(console, width)) if entry.quote else []
    if entry.source:
        if lines and len(lines[-1].plain.rstrip()) + len(entry.source) + _GAP <= width:
            lines[-1].rstrip()
            lines[-1] = Text.assemble(lines[-1], " " * _GAP, entry.source)
        else:
            lines += entry.source.wrap(console, width)
    yield from lines
