"""CSV: one report a row, in columns named like the keys of a header, and `text`."""

import csv
from collections.abc import Iterator
from typing import BinaryIO

from tracker.errors import BadRow, EmptyText, InputError, TooLong
from tracker.reading.decoding import MOST_BYTES, decode
from tracker.reading.fields import Source
from tracker.reading.piece import Piece
from tracker.reading.rows import make_source, whole_lines

_SEPARATORS = ",;\t"


def read_table(piece: Piece) -> Iterator[Source | InputError]:
    """Yield each row below the first, which names the columns, or what is wrong with it.

    The separator is the comma, semicolon or tab that sets `text` apart in the first row; other columns are not read.
    Raises BadRow when there is no such column, EmptyText when there is no row.
    """
    csv.field_size_limit(MOST_BYTES)  # the library's own limit is shorter than an article; ours holds for a row
    lines = _Lines(piece.file, piece.label)
    names, separator = _columns(next(lines, ""), piece.label)
    rows = csv.reader(lines, delimiter=separator)
    empty = True
    while True:
        lines.taken, first = 0, lines.number + 1
        label = f"{piece.label}:{first}"
        try:
            cells = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield BadRow(f"{label}: no row of a table: {error}")
            continue
        except InputError as error:
            yield error
            continue
        if any(cell.strip() for cell in cells):
            empty = False
            yield _row(names, cells, label)
    if empty:
        raise EmptyText(f"{piece.label}: the table has no row")


class _Lines:
    """The lines of a table as text, counted, and no more of them for one row than is read of a report."""

    def __init__(self, file: BinaryIO, label: str) -> None:
        self._lines = whole_lines(file)
        self._label = label
        self.number = 0
        self.taken = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        self.taken += len(line)
        where = f"{self._label}:{self.number}"
        if self.taken > MOST_BYTES:
            self.taken = 0
            raise TooLong(
                f"{where}: the row that ends here or later has more than {MOST_BYTES:,} bytes; is a quote open?"
            )
        return decode(line, where=where)


def _columns(line: str, label: str) -> tuple[list[str], str]:
    for separator in _SEPARATORS:
        names = [name.strip().lower() for name in next(csv.reader([line], delimiter=separator), [])]
        if "text" in names:
            return names, separator
    raise BadRow(f"{label}:1: no column 'text'; the first row names the columns, such as text,published,title")


def _row(names: list[str], cells: list[str], label: str) -> Source | InputError:
    if len(cells) > len(names):
        return BadRow(
            f"{label}: the row has {len(cells)} cells for {len(names)} columns; put texts with commas in quotes"
        )
    try:
        return make_source(dict(zip(names, cells, strict=False)), label)
    except InputError as error:
        return error
