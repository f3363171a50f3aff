"""Where reports lie → reports: files, folders, archives, standard input, addresses."""

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from tracker.errors import EmptyText, InputError, TrackerError, UnreadableFile
from tracker.fetching.reach import Fetch
from tracker.incoming import IncomingReport
from tracker.reading.decoding import check_size
from tracker.reading.fields import Overrides, Source, make_report
from tracker.reading.kinds import READABLE, SEVERAL, Kind, kind_of_name, kind_of_start
from tracker.reading.piece import Piece, Skipped
from tracker.reading.publication import named
from tracker.reading.readers import READERS
from tracker.reading.unpacking import DAMAGED, members, unzipped

STANDARD_INPUT = "-"
"""The word for what is piped in, where a file could be named."""

Item = IncomingReport | Skipped | TrackerError
"""What reading yields: a report, a file passed over, or what is wrong with one (which does not end the rest)."""


def read_reports(
    sources: Iterable[str | Path], *, today: date, overrides: Overrides | None = None, fetch: Fetch | None = None
) -> Iterator[Item]:
    """Read what is named, in the order given; a folder's files in the order of their names, all levels.

    A source is the path of a file or folder, an http or https address (`fetch` gets what stands there), or `-` for
    standard input. Of a file that holds many reports no more than one is in memory.
    `today` is the caller's date: a report published after tomorrow is refused.
    """
    reading = _Reading(today=today, overrides=overrides or Overrides(), fetch=fetch)
    for source in sources:
        yield from reading.read(source)


def is_address(source: str | Path) -> bool:
    """Whether a source is an address rather than a path."""
    return isinstance(source, str) and source.lower().startswith(("http://", "https://"))


class _Reading:
    """Takes sources apart until there are reports."""

    def __init__(self, *, today: date, overrides: Overrides, fetch: Fetch | None) -> None:
        self._today = today
        self._overrides = overrides
        self._fetch = fetch

    def read(self, source: str | Path) -> Iterator[Item]:
        if is_address(source):
            yield from self._address(str(source))
        elif str(source) == STANDARD_INPUT:
            yield from self._standard_input()
        else:
            for found in _files(Path(source)):
                yield from self._file(found) if isinstance(found, Path) else (found,)

    def _address(self, address: str) -> Iterator[Item]:
        # The client for addresses takes a tenth of a second to load.
        from tracker.reading.addresses import fetched  # noqa: PLC0415

        try:
            piece = fetched(address, self._fetch)
        except InputError as error:
            yield error
            return
        yield from self._piece(piece)

    def _standard_input(self) -> Iterator[Item]:
        file = sys.stdin.buffer
        start = file.peek(1024) if isinstance(file, io.BufferedReader) else b""
        piece = Piece(label="standard input", name="", kind=kind_of_start(start), file=file)
        if piece.kind in {Kind.ZIP, Kind.GZIP}:
            yield UnreadableFile("standard input: archives are read from a file; give its path")
            return
        yield from self._piece(piece)

    def _file(self, path: Path) -> Iterator[Item]:
        try:
            if path.exists() and not path.is_file():
                raise UnreadableFile(f"{path}: not a regular file")
            kind = kind_of_name(path.name) or Kind.TEXT
            with path.open("rb") as file:
                if kind not in SEVERAL | {Kind.GZIP}:
                    check_size(path.stat().st_size, where=str(path))
                yield from self._piece(Piece(label=str(path), name=path.name, kind=kind, file=file))
        except OSError as error:
            yield _unreadable(path, error)
        except InputError as error:
            yield error

    def _piece(self, piece: Piece) -> Iterator[Item]:
        """The reports in one file. What is damaged or too much ends it, and what came before stays."""
        with _explained(piece.label) as failures:
            if piece.kind is Kind.ZIP:
                for member in members(piece):
                    yield from self._piece(member) if isinstance(member, Piece) else (member,)
            else:
                inside = unzipped(piece) if piece.kind is Kind.GZIP else piece
                for found in READERS[inside.kind](inside):
                    yield self._checked(found, inside) if isinstance(found, Source) else found
        yield from failures

    def _checked(self, source: Source, piece: Piece) -> IncomingReport | InputError:
        by_name = named(piece.name) if piece.kind not in SEVERAL and piece.url is None else None
        if by_name:
            source = source._replace(claims=(*source.claims, by_name))
        try:
            return make_report(source, overrides=self._overrides, today=self._today)
        except InputError as error:
            return error


@contextmanager
def _explained(label: str) -> Iterator[list[InputError]]:
    """Collect what ends the reading of one file."""
    failures: list[InputError] = []
    try:
        yield failures
    except InputError as error:
        failures.append(error)
    except DAMAGED as error:
        what = f"{type(error).__name__}: {error}"
        failures.append(
            UnreadableFile(f"{label}: damaged, or not what its name says ({what}); what came before it is in")
        )


def _files(path: Path) -> Iterator[Path | Skipped | InputError]:
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except OSError as error:  # a folder above it may not be entered
        yield _unreadable(path, error)
        return
    if is_folder:
        yield from _folder(path)
    elif kind_of_name(path.name) is not None or not exists:
        yield path
    else:
        yield UnreadableFile(f"{path}: not of a kind that is read ({READABLE}); convert it to text first")


def _folder(folder: Path) -> Iterator[Path | Skipped | InputError]:
    """Yield the files of a folder; hidden files and folders are passed over without a word."""
    failures: list[OSError] = []
    found = False
    for root, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if name.startswith("."):
                continue
            if kind_of_name(name) is not None:
                found = True
                yield path
            else:
                yield Skipped.kind(str(path))
    yield from (_unreadable(Path(failure.filename), failure) for failure in failures)
    if not found and not failures:
        yield EmptyText(f"{folder}: the folder has no file of a kind that is read ({READABLE})")


def _unreadable(path: Path, error: OSError) -> UnreadableFile:
    if isinstance(error, FileNotFoundError):
        return UnreadableFile(f"{path}: no such file or folder")
    return UnreadableFile(f"{path}: cannot be read ({error.strerror or error})")
