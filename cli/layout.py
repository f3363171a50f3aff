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
    """Entries below one another, with dates in one column; wrapped to the width of the console.

    When they are `brief`, no part of an entry takes more than one line, and one without a quote has its source beside
    it; what is longer is cut at a word. `column` is how wide the column of dates is at least, for lists below one
    another.
    """

    def __init__(self, entries: Iterable[Entry], *, brief: bool = False, column: int = 0) -> None:
        self._entries = list(entries)
        self._brief = brief
        self._column = column

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lay the entries out, as lines of text without trailing blanks."""
        dates = max((self._column, *(len(entry.date) for entry in self._entries)))
        indent = _MARGIN + dates + _GAP
        width = max(options.max_width - indent, _NARROWEST)
        for entry in self._entries:
            first = " " * _MARGIN + entry.date.ljust(dates + _GAP)
            for line in _body(entry, console, width, brief=self._brief):
                line.rstrip()
                yield Text.assemble(first, line, no_wrap=True, overflow="ignore")
                first = " " * indent


def _body(entry: Entry, console: Console, width: int, *, brief: bool) -> Iterator[Text]:
    if brief and entry.source and not entry.quote:
        room = max(width - len(entry.source) - _GAP, _NARROWEST)
        lines = [shortened(entry.headline, room)]
    else:
        lines = _wrapped(entry.headline, console, width, brief=brief)
    if entry.quote:
        lines += _wrapped(entry.quote, console, width, brief=brief)
    if entry.source:
        if len(lines[-1].plain.rstrip()) + len(entry.source) + _GAP <= width:
            lines[-1].rstrip()
            lines[-1] = Text.assemble(lines[-1], " " * _GAP, entry.source)
        else:
            lines += entry.source.wrap(console, width)
    yield from lines


def _wrapped(text: Text, console: Console, width: int, *, brief: bool) -> list[Text]:
    return [shortened(text, width)] if brief else list(text.wrap(console, width))


def shortened(text: Text, width: int) -> Text:
    """A text on one line of some width: cut at a word, with the quotation mark that closes it."""
    if len(text) <= width:
        return text
    end = " …”" if text.plain.endswith("”") else " …"
    kept = text.plain[: width - len(end) + 1].rpartition(" ")[0].rstrip(" ,;:–-")
    return Text.assemble(text[: len(kept)] if kept else text[: width - len(end)], (end, text.style))
