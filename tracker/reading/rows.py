"""JSONL: one report a line, as an object with at least a text and a publication date."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from tracker.errors import BadRow, EmptyText, InputError
from tracker.reading.decoding import MOST_BYTES, check_size, decode
from tracker.reading.fields import Source
from tracker.reading.header import HEADER_KEYS


def read_rows(path: Path) -> Iterator[Source | InputError]:
    """Yield each row, or what is wrong with it; empty lines are passed over.

    A row has `text`, and as it likes `id` and the keys of a header; other keys (an export's own, or the annotations
    of a gold file) are not read. Raises OSError when the file cannot be read, EmptyText when it has no row at all.
    """
    empty = True
    with path.open("rb") as lines:
        for number, line in enumerate(_lines(lines), start=1):
            if not line.strip():
                continue
            empty = False
            label = f"{path}:{number}"
            try:
                check_size(len(line), where=label)
                yield _source(decode(line, where=label), label)
            except InputError as error:
                yield error
    if empty:
        raise EmptyText(f"{path}: the file has no row")


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long only the beginning, and the rest is passed over unread."""
    while line := file.readline(MOST_BYTES + 1):
        rest = line
        while len(rest) > MOST_BYTES and not rest.endswith(b"\n"):
            rest = file.readline(MOST_BYTES + 1)
        yield line


def _source(line: str, label: str) -> Source:
    row = _object(line, label)
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


def _object(line: str, label: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadRow(f"{label}: no JSON at column {error.colno}: {error.msg}") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets in brackets in …
        raise BadRow(f"{label}: no JSON that can be read: {error}") from error
    if not isinstance(row, dict):
        raise BadRow(f"{label}: a row is an object {{…}}, not {type(row).__name__}")
    return cast("dict[str, Any]", row)


def _text(row: dict[str, Any], key: str, label: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRow(f"{label}: {key!r} is {value!r}, not a text")
    return value
