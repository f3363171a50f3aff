"""A course of values as a line of blocks, with its ends and its lowest and highest value in figures."""

from collections.abc import Sequence
from datetime import date

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

_BLOCKS = "▁▂▃▄▅▆▇█"
_INDENT = 2
_GAP = 2
_WIDE = 100
"""Columns from which there is room for every value; below, every second one is shown."""

_FLAT = 0.05
"""What differs by less is one height."""


class Sparkline:
    """Values by their days, of which the last is always shown; nothing for fewer than two."""

    def __init__(self, values: Sequence[tuple[date, float]], *, label: str, column: int = 0) -> None:
        """Take the values, what stands before them, and how wide its column is."""
        self._values = values
        self._label = label
        self._column = column

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw it to the width of the console, on one line."""
        if len(self._values) < 2:
            return
        wide = options.max_width >= _WIDE
        shown = self._values if wide else self._values[::-2][::-1]
        head = f"{' ' * _INDENT}{self._label.ljust(self._column)}{' ' * _GAP}"
        line = Text(f"{head}{blocks([value for _, value in shown])}{' ' * _GAP}")
        ends = (pick(self._values, key=lambda pair: pair[1]) for pick in (min, max))
        figures = [f"{value:+.1f} on {day}" if wide else f"{value:+.1f}" for day, value in ends]
        line.append(" to ".join(figures), style="dim")
        line.truncate(options.max_width)
        line.no_wrap = True
        yield line


def blocks(values: Sequence[float]) -> str:
    """One block for each value, from the lowest to the highest of them; all at the bottom when they hardly differ."""
    low, high = min(values), max(values)
    if high - low < _FLAT:
        return _BLOCKS[0] * len(values)
    return "".join(_BLOCKS[round((value - low) / (high - low) * (len(_BLOCKS) - 1))] for value in values)
