"""JSON: one report a line (JSONL), or one object or a list of them; each with a text and what a header says."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, cast

from tracker.errors import BadRow, EmptyText, InputError
from tracker.reading.decoding import MOST_BYTES, check_size, decode
from tracker.reading.fields import Source
from tracker.reading.header import HEADER_KEYS
from tracker.reading.piece import Piece


def read_rows(piece: Piece) -> Iterator[Source | InputError]:
    """Yield each row, or what is wrong with it; empty lines are passed over.

    A row has `text`, and as it likes `id` and the keys of a header; other keys (an export's own, or the annotations
    of a gold file) are not read. Raises EmptyText when there is no row at all.
    """
    empty = True
    for number, line in enumerate(whole_lines(piece.file), start=1):
        if not line.strip():
            continue
        empty = False
        label = f"{piece.label}:{number}"
        try:
            check_size(len(line), where=label)
            yield make_source(_object(_json(decode(line, where=label), label), label), label)
        except InputError as error:
            yield error
    if empty:
        raise EmptyText(f"{piece.label}: the file has no row")


def read_json(piece: Piece) -> Iterator[Source | InputError]:
    """Yield the report of a JSON file, or each of its list. Raises BadRow, EmptyText for an empty list."""
    found = _json(decode(piece.whole(), where=piece.label), piece.label)
    if not isinstance(found, list):
        yield make_source(_object(found, piece.label), piece.label)
        return
    if not found:
        raise EmptyText(f"{piece.label}: the list is empty")
    for number, row in enumerate(cast("list[object]", found), start=1):
        label = f"{piece.label}[{number}]"
        try:
            yield make_source(_object(row, label), label)
        except InputError as error:
            yield error


def make_source(row: Mapping[str, Any], label: str) -> Source:
    """The report that a row describes. Raises BadRow when it has no text, or another thing where a text should be."""
    if "text" not in row:
        raise BadRow(f"{label}: the row has no 'text'")
    values = {key: _text(row, key, label) for key in HEADER_KEYS}
    row_id = row.get("id")
    if row_id is not None and (isinstance(row_id, bool) or not isinstance(row_id, str | int)):
        raise BadRow(f"{label}: 'id' is {row_id!r}, not a text")
    return Source(
        label=label,
        values=values,
        text=_text(row, "text", label),
        place=lambda _key: label,
        id=None if row_id is None else str(row_id),
    )


def whole_lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long only the beginning, and the rest is passed over unread."""
    while line := file.readline(MOST_BYTES + 1):
        rest = line
        while len(rest) > MOST_BYTES and not rest.endswith(b"\n"):
            rest = file.readline(MOST_BYTES + 1)
        yield line


def _json(text: str, label: str) -> object:
    try:
        return cast("object", json.loads(text))
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}, column {error.colno}"
        raise BadRow(f"{label}: no JSON at {place}: {error.msg}") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets in brackets in …
        raise BadRow(f"{label}: no JSON that can be read: {error}") from error


def _object(row: object, label: str) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise BadRow(f"{label}: a row is an object {{…}}, not {type(row).__name__}")
    return cast("dict[str, Any]", row)


def _text(row: Mapping[str, Any], key: str, label: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRow(f"{label}: {key!r} is {value!r}, not a text")
    return value
