"""Rows as CSV and as a table of Markdown, so that nothing that a report says is run, steers a terminal or breaks a row.

In CSV, a text that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises; a number
stays a number. In Markdown, what would be markup is escaped. Line breaks become blanks: a row is a line.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TextIO

from cli.render import plain

Cell = str | int | float | bool | date | None
Row = Mapping[str, Cell]

_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?%?")
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_ADDRESS = re.compile(r"https?://[^\s<>|\\`\"]+")
_MARKUP = re.compile(r"[\\`*\[\]<>|~&]|(?<![^\W_])_|_(?![^\W_])")


def write_csv(rows: Iterable[Row], names: Sequence[str], file: TextIO) -> None:
    """Write a line of names and one for each row, when it comes. Dates are ISO 8601, `true` and `false` stand so."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([guarded(row.get(name)) for name in names])
        file.flush()  # whoever reads along should not wait for more


def write_markdown(rows: Iterable[Row], names: Sequence[str], file: TextIO) -> None:
    """Write a table; columns in which no row has anything are left out."""
    kept = list(rows)
    shown = [name for name in names if any(row.get(name) not in (None, "") for row in kept)] or list(names)
    for line in _lines(kept, shown):
        file.write(f"| {' | '.join(line)} |\n")


def _lines(rows: Iterable[Row], names: Sequence[str]) -> Iterator[Iterable[str]]:
    yield map(escaped, names)
    yield ["---"] * len(names)
    for row in rows:
        yield [escaped(row.get(name)) for name in names]


def guarded(cell: Cell) -> str | int | float:
    """A cell for CSV: a text that a spreadsheet would run is one that it shows."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    text = line(cell)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def escaped(cell: Cell) -> str:
    """A cell for Markdown: a text that shows as it stands; an address is a link to what it names."""
    text = line(cell)
    if _ADDRESS.fullmatch(text):
        return f"<{text}>"
    return _MARKUP.sub(r"\\\g<0>", text)


def line(cell: Cell) -> str:
    """A cell as one line of text without anything that steers a terminal."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    text = cell.isoformat() if isinstance(cell, date) else str(cell)
    return plain(_BREAKS.sub(" ", text))
