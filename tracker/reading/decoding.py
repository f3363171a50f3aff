"""Bytes → text: UTF-8 only, newlines normalised, no control characters; otherwise character for character."""

import re

from tracker.errors import EmptyText, NotText, TooLong

MOST_BYTES = 16 * 2**20
"""The size of the largest file of one report, or row of many, that is read."""

MOST_CHARACTERS = 1_000_000
"""The length of the longest text; the parser reads no longer one."""

MOST_OF_A_LINE = 2_000
"""The length of the longest title, name or address."""

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# C0 but tab and newline, DEL, and lone surrogates (JSON can smuggle them in). C1 stays: real releases carry a stray
# one where Windows text was mislabelled, and whatever shows text in a terminal takes it out.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def decode(data: bytes, *, where: str) -> str:
    """Decode UTF-8, with or without a byte order mark. Raises NotText with the first byte that is wrong."""
    if data.startswith(_UTF_16):
        raise NotText(f"{where}: the text is in UTF-16; save it as UTF-8")
    if b"\x00" in data:
        raise NotText(f"{where}: this is a binary file (byte 0x00 at offset {data.index(0)}), not text")
    start = len(_BOM) if data.startswith(_BOM) else 0
    try:
        return data[start:].decode("utf-8")
    except UnicodeDecodeError as error:
        offset = start + error.start
        line = data.count(b"\n", 0, offset) + 1
        raise NotText(
            f"{where}: byte 0x{data[offset]:02x} at offset {offset} (line {line}) is not UTF-8; save the text as UTF-8"
        ) from error


def clean(text: str, *, where: str, what: str = "text") -> str:
    """Normalise newlines. Raises NotText for a control character, with its line and column."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := _FORBIDDEN.search(text):
        before = text[: match.start()]
        line, column = before.count("\n") + 1, match.start() - before.rfind("\n")
        raise NotText(
            f"{where}: the {what} has the control character U+{ord(match[0]):04X} at line {line}, column {column}; "
            "remove it"
        )
    return text


def clean_body(text: str, *, where: str) -> str:
    """Normalise the text of a report. Raises NotText as `clean` does, EmptyText when there are no words in it."""
    text = clean(text, where=where)
    if not text.strip():
        raise EmptyText(f"{where}: the text is empty; a report needs its words")
    return _within(text, MOST_CHARACTERS, where=where, what="text")


def clean_line(text: str, *, where: str, what: str) -> str:
    """Normalise a value that stands on one line: newlines become spaces, the ends are stripped."""
    line = clean(text, where=where, what=what).replace("\n", " ").strip()
    return _within(line, MOST_OF_A_LINE, where=where, what=what)


def check_size(size: int, *, where: str) -> None:
    """Raise TooLong for more bytes than are read of one report."""
    if size > MOST_BYTES:
        raise TooLong(f"{where}: more than {MOST_BYTES:,} bytes are no report: take it apart, or keep only its text")


def _within(text: str, most: int, *, where: str, what: str) -> str:
    if len(text) > most:
        raise TooLong(f"{where}: the {what} has {len(text):,} characters, more than the {most:,} that are read")
    return text
