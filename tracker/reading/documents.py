"""PDF and Word files: their words in order. The dates at which such files were made are no dates of publication."""

import io
import logging
import time
import zipfile
from collections.abc import Iterator
from typing import Any

from tracker.errors import EmptyText, InputError, TooLong, UnreadableFile
from tracker.reading.decoding import MOST_CHARACTERS
from tracker.reading.fields import Source
from tracker.reading.piece import Piece
from tracker.reading.prose import unwrapped, without_controls

MOST_UNPACKED = 64 * 2**20
"""How large the parts of a Word file may be together when they are unpacked."""

MOST_SECONDS = 60
"""For how long the pages of one PDF are read; a page of ten thousand strokes may take a second."""


def read_pdf(piece: Piece) -> Iterator[Source | InputError]:
    """Yield the text of a PDF. Raises UnreadableFile, TooLong, and EmptyText for scanned pages without text."""
    data = piece.whole()
    if not data:
        raise EmptyText(f"{piece.label}: the file is empty")
    # The library takes a third of a second to load, and only PDFs need it. It warns of slips that it puts right.
    import pypdf  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    # A parser of hostile files may fail in any way; what it cannot read is this file, and the others go on.
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        text = _pages(reader, piece.label)
        title = _title(reader.metadata.title if reader.metadata else None)
    except InputError:
        raise
    except Exception as error:
        raise UnreadableFile(f"{piece.label}: cannot be read as PDF ({type(error).__name__}: {error})") from error
    if not text.strip():
        raise EmptyText(f"{piece.label}: the PDF has no text, only pictures of it; recognise its text first (OCR)")
    yield _source(piece, title, text)


def _pages(reader: Any, label: str) -> str:
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableFile(f"{label}: the PDF is locked with a password; save it without one")
    ends = time.monotonic() + MOST_SECONDS
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        pages.append(unwrapped(page.extract_text() or ""))
        length += len(pages[-1])
        if length > MOST_CHARACTERS:
            raise TooLong(f"{label}: the text has more than the {MOST_CHARACTERS:,} characters that are read")
        if time.monotonic() > ends:
            raise TooLong(f"{label}: its pages take longer than {MOST_SECONDS} seconds to read; save its text")
    return "\n".join(page for page in pages if page)


def read_docx(piece: Piece) -> Iterator[Source | InputError]:
    """Yield the text of a Word file, paragraphs and tables in order. Raises UnreadableFile, TooLong."""
    data = piece.whole()
    if not data:
        raise EmptyText(f"{piece.label}: the file is empty")
    _check_parts(data, piece.label)
    # The library takes a third of a second to load, and only Word files need it.
    import docx  # noqa: PLC0415

    try:
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(line for block in document.iter_inner_content() for line in _lines(block))
        title = _title(document.core_properties.title)
    except Exception as error:
        raise UnreadableFile(f"{piece.label}: cannot be read as Word ({type(error).__name__}: {error})") from error
    if not text.strip():
        raise EmptyText(f"{piece.label}: the document has no text")
    yield _source(piece, title, without_controls(text))


def _check_parts(data: bytes, label: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableFile(f"{label}: this is no Word file (.docx): {error}") from error
    if size > MOST_UNPACKED:
        raise TooLong(f"{label}: {len(data):,} bytes become {size:,}: this is no document but a bomb; left out")


def _lines(block: Any) -> Iterator[str]:
    """The lines of a paragraph or a table; a cell that spans others comes once."""
    if not hasattr(block, "rows"):
        yield from (line.strip() for line in block.text.split("\n") if line.strip())
        return
    for row in block.rows:
        cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
        if line := " | ".join(cell for cell in cells if cell):
            yield line


def _title(given: object) -> str:
    """The title of a document; programs put the name of a file there, which is none."""
    title = " ".join(given.split()) if isinstance(given, str) else ""
    return "" if title.lower().endswith((".doc", ".docx", ".pdf", ".indd", ".qxd")) else without_controls(title)


def _source(piece: Piece, title: str, text: str) -> Source:
    return Source(
        label=piece.label,
        values={"title": title, "url": piece.url or "", "seen": piece.seen.isoformat() if piece.seen else ""},
        text=text,
        place=lambda _key: piece.label,
        hint="the day on which such a file was made is none",
    )
