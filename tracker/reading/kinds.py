"""Which kind of file something is: by its name, by what a server says of it, or by its first bytes."""

import re
from enum import StrEnum
from pathlib import PurePath


class Kind(StrEnum):
    """A way of writing reports down."""

    TEXT = "text with or without a header"
    ROWS = "one JSON object a line"
    JSON = "one JSON object or a list of them"
    TABLE = "rows of a table"
    PAGE = "HTML"
    PDF = "PDF"
    DOCX = "Word"
    MAIL = "e-mail"
    FEED = "RSS or Atom"
    GZIP = "one compressed file"
    ZIP = "an archive of files"


_SUFFIXES = {
    ".txt": Kind.TEXT,
    ".md": Kind.TEXT,
    ".jsonl": Kind.ROWS,
    ".json": Kind.JSON,
    ".csv": Kind.TABLE,
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".pdf": Kind.PDF,
    ".docx": Kind.DOCX,
    ".eml": Kind.MAIL,
    ".rss": Kind.FEED,
    ".atom": Kind.FEED,
    ".xml": Kind.FEED,
    ".gz": Kind.GZIP,
    ".zip": Kind.ZIP,
}

_CONTENT_TYPES = {
    "text/html": Kind.PAGE,
    "application/xhtml+xml": Kind.PAGE,
    "text/plain": Kind.TEXT,
    "text/markdown": Kind.TEXT,
    "application/pdf": Kind.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Kind.DOCX,
    "message/rfc822": Kind.MAIL,
    "application/json": Kind.JSON,
    "application/x-ndjson": Kind.ROWS,
    "application/jsonl": Kind.ROWS,
    "text/csv": Kind.TABLE,
    "application/rss+xml": Kind.FEED,
    "application/atom+xml": Kind.FEED,
    "application/xml": Kind.FEED,
    "text/xml": Kind.FEED,
}

_ROW = re.compile(rb"\s*\{")
_FEED = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(rss|feed|rdf:RDF)\b", re.DOTALL)
_PAGE = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html)\b", re.DOTALL | re.IGNORECASE)

READABLE = ", ".join(_SUFFIXES)
"""The endings of names that are read, for messages."""

SEVERAL = frozenset({Kind.ROWS, Kind.JSON, Kind.TABLE, Kind.FEED, Kind.ZIP})
"""The kinds of files that hold more than one report."""


def kind_of_name(name: str) -> Kind | None:
    """The kind that the end of a name tells; None for no kind that is read."""
    return _SUFFIXES.get(PurePath(name).suffix.lower())


def kind_of_answer(content_type: str, start: bytes) -> Kind | None:
    """The kind of what a server sent, by its content type, or by its first bytes when it gives none of use."""
    media = content_type.partition(";")[0].strip().lower()
    known = _CONTENT_TYPES.get(media)
    if known is Kind.TEXT or known is None:
        return kind_of_start(start) if media in {"", "text/plain", "application/octet-stream"} else known
    return known


def kind_of_start(start: bytes) -> Kind:
    """The kind of a stream by its first bytes; what looks like nothing else is text."""
    start = start.removeprefix(b"\xef\xbb\xbf")
    for sign, kind in ((b"%PDF-", Kind.PDF), (b"\x1f\x8b", Kind.GZIP), (b"PK\x03\x04", Kind.ZIP)):
        if start.startswith(sign):
            return kind
    for pattern, kind in ((_PAGE, Kind.PAGE), (_FEED, Kind.FEED), (_ROW, Kind.ROWS)):
        if pattern.match(start):
            return kind
    return Kind.JSON if start.lstrip().startswith(b"[{") else Kind.TEXT
