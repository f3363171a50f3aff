"""Each kind of file and what reads it; and text files, which need no library."""

from collections.abc import Callable, Iterator

from tracker.errors import InputError
from tracker.reading.decoding import clean, decode
from tracker.reading.documents import read_docx, read_pdf
from tracker.reading.feed import read_feed
from tracker.reading.fields import Source
from tracker.reading.header import split_header
from tracker.reading.kinds import Kind
from tracker.reading.mail import read_mail
from tracker.reading.page import read_page
from tracker.reading.piece import Piece, Skipped
from tracker.reading.rows import read_json, read_rows
from tracker.reading.table import read_table


def _read_text(piece: Piece) -> Iterator[Source | InputError]:
    """Yield the report of a text file with a header or without."""
    label = piece.label
    text = clean(decode(piece.whole(), where=label), where=label)
    page = split_header(text, label=label)
    values = {"url": piece.url or "", "seen": piece.seen.isoformat() if piece.seen else "", **page.values}
    yield Source(
        label=label,
        values=values,
        text=page.text,
        place=lambda key: f"{label}:{page.lines[key]}" if key in page.lines else label,
    )


READERS: dict[Kind, Callable[[Piece], Iterator[Source | Skipped | InputError]]] = {
    Kind.TEXT: _read_text,
    Kind.ROWS: read_rows,
    Kind.JSON: read_json,
    Kind.TABLE: read_table,
    Kind.PAGE: read_page,
    Kind.PDF: read_pdf,
    Kind.DOCX: read_docx,
    Kind.MAIL: read_mail,
    Kind.FEED: read_feed,
}
"""What reads a file of each kind; archives and compressed files are opened before."""
