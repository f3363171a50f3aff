"""Compressed files and archives, read as streams; nothing is unpacked to disk, and a bomb is stopped early."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from tracker.errors import EmptyText, TooLong, UnreadableFile
from tracker.reading.decoding import MOST_BYTES
from tracker.reading.kinds import Kind, kind_of_name
from tracker.reading.piece import Piece, Skipped

MOST_MEMBERS = 200_000
"""The largest number of files in an archive."""

MOST_RATIO = 100
"""How many times larger than itself a compressed file may become; texts become three to thirty times larger."""

_AT_ONCE = 2**16

DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError)
"""What the libraries raise when a compressed file breaks off, is damaged, or is packed in a way they do not know."""


class Unpacked(io.RawIOBase):
    """The inside of a compressed file, watched: raises TooLong as soon as it is out of all proportion.

    `packed` tells how many compressed bytes were needed so far.
    """

    def __init__(self, inside: IO[bytes], *, packed: Callable[[], int], label: str) -> None:
        self._inside = inside
        self._packed = packed
        self._label = label
        self._given = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def tell(self) -> int:
        """How many bytes were read of the inside so far."""
        return self._given

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Read on. Raises TooLong."""
        data = self._inside.read(len(buffer))
        buffer[: len(data)] = data
        self._given += len(data)
        check_ratio(self._given, self._packed(), label=self._label)
        return len(data)


def check_ratio(unpacked: int, packed: int, *, label: str) -> None:
    """Raise TooLong for what grows more than texts do, once it is beyond the size of any report."""
    if unpacked > MOST_BYTES and unpacked > MOST_RATIO * packed:
        raise TooLong(
            f"{label}: {packed:,} compressed bytes become more than {unpacked:,}: this is no text but a bomb; left out"
        )


def unzipped(piece: Piece) -> Piece:
    """The one file in a `.gz` file. Raises UnreadableFile when its name does not tell what it is."""

    def opened(file: BinaryIO) -> BinaryIO:
        inside = cast("IO[bytes]", gzip.GzipFile(fileobj=file))
        return io.BufferedReader(Unpacked(inside, packed=file.tell, label=piece.label), _AT_ONCE)

    inner = piece.inner(opened)
    if inner is None or inner.kind in {Kind.GZIP, Kind.ZIP}:
        raise UnreadableFile(
            f"{piece.label}: the name does not tell what is compressed in it, like .jsonl.gz; unpack it"
        )
    return inner


def members(piece: Piece) -> Iterator[Piece | Skipped | UnreadableFile]:
    """The files in an archive in the order of their names; hidden ones are passed over without a word.

    Yields UnreadableFile for a member that cannot be opened. Raises BadZipFile when it is no archive, TooLong for too
    many members, EmptyText for none.
    """
    with zipfile.ZipFile(piece.file) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _hidden(entry.filename)]
        if len(entries) > MOST_MEMBERS:
            raise TooLong(f"{piece.label}: {len(entries):,} files are more than the {MOST_MEMBERS:,} that are read")
        if not entries:
            raise EmptyText(f"{piece.label}: the archive has no file")
        for entry in sorted(entries, key=lambda one: one.filename):
            yield from _member(archive, entry, piece)


def _member(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, piece: Piece
) -> Iterator[Piece | Skipped | UnreadableFile]:
    label = f"{piece.label}/{entry.filename}"
    kind = kind_of_name(entry.filename)
    if kind is None or kind is Kind.ZIP:
        yield Skipped.kind(label)
        return
    with ExitStack() as stack:
        try:
            inside = stack.enter_context(archive.open(entry))
        except (RuntimeError, *DAMAGED) as error:  # RuntimeError: it has a password
            yield UnreadableFile(f"{label}: cannot be unpacked ({error})")
            return
        watched = Unpacked(inside, packed=lambda: entry.compress_size, label=label)
        yield replace(piece, label=label, name=entry.filename, kind=kind, file=io.BufferedReader(watched, _AT_ONCE))


def _hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)
