"""The front-matter header of a text file: `key: value` lines between two lines of three dashes."""

import re
from typing import NamedTuple

from tracker.errors import BadRow

HEADER_KEYS = ("publisher", "publisher_polity", "published", "published_at", "title", "url", "seen")
_FENCE = "---"
_HIDDEN = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2060\ufeff]")
"""C1 control characters (U+0085 is a newline in some files of old), and others that are seen nowhere."""


class Page(NamedTuple):
    """A text file taken apart: the header's values with the lines they stand on, and the text below it."""

    values: dict[str, str]
    lines: dict[str, int]
    text: str


def split_header(text: str, *, label: str) -> Page:
    """Separate header and text; a file whose first line is not `---` has no header.

    A value goes from the colon to the end of its line, without quotes or escapes of any kind.
    Raises BadRow, with the line, for a header that does not end, an unknown or repeated key, or another kind of line.
    """
    first, newline, rest = text.partition("\n")
    if first.rstrip() != _FENCE or not newline:
        _refuse_hidden_fence(first, label)
        return Page({}, {}, text)
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    number = 1
    while rest:
        line, _, rest = rest.partition("\n")
        number += 1
        if line.rstrip() == _FENCE:
            return Page(values, lines, rest)
        if not line.strip():
            continue
        key, value = _pair(line, where=f"{label}:{number}")
        if key in values:
            raise BadRow(f"{label}:{number}: the header has {key!r} a second time; keep one")
        values[key], lines[key] = value, number
    raise BadRow(f"{label}:1: the header that begins here does not end; close it with a line '---'")


def _refuse_hidden_fence(line: str, label: str) -> None:
    """Raise BadRow for a first line that looks like the beginning of a header, but has a character that does not show.

    Without that the header would be taken for text, and the report for one that does not say when it came out.
    """
    hidden = _HIDDEN.search(line)
    if hidden is not None and _HIDDEN.sub("\n", line).lstrip().startswith(_FENCE):
        raise BadRow(
            f"{label}:1: the line '---' that begins the header has the control character U+{ord(hidden[0]):04X} in it; "
            "remove it, and end lines with newlines"
        )


def _pair(line: str, *, where: str) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    key = key.strip()
    if not colon:
        raise BadRow(f"{where}: {line.strip()!r} is no 'key: value' line of a header; close the header with '---'")
    if key not in HEADER_KEYS:
        raise BadRow(f"{where}: unknown header key {key!r}; a header has {', '.join(HEADER_KEYS)}")
    return key, value.strip()
