"""Paths → reports: a file of text, a file of JSONL rows, or a folder with both."""

import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from events.values import Value
from tracker.errors import EmptyText, InputError, TrackerError, UnreadableFile
from tracker.incoming import IncomingReport
from tracker.reading.decoding import check_size, clean, decode
from tracker.reading.fields import Overrides, Source, make_report
from tracker.reading.header import split_header
from tracker.reading.rows import read_rows

TEXT_SUFFIXES = frozenset({".txt", ".md"})
ROW_SUFFIXES = frozenset({".jsonl"})


class Skipped(Value):
    """A file in a folder that is no report."""

    label: str
    reason: str


Item = IncomingReport | Skipped | TrackerError
"""What reading yields: a report, a file passed over, or what is wrong with one (which does not end the rest)."""


def read_reports(paths: Iterable[Path], *, today: date, overrides: Overrides | None = None) -> Iterator[Item]:
    """Read files and folders in the order given; a folder's files in the order of their names, all levels.

    `today` is the caller's date: a report published after tomorrow is refused.
    """
    wanted = overrides or Overrides()
    for path in paths:
        for found in _files(path):
            if isinstance(found, Path):
                yield from _read_file(found, wanted, today)
            else:
                yield found


def _files(path: Path) -> Iterator[Path | Skipped | InputError]:
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except OSError as error:  # a folder above it may not be entered
        yield _unreadable(path, error)
        return
    if is_folder:
        yield from _folder(path)
    elif path.suffix.lower() in TEXT_SUFFIXES | ROW_SUFFIXES or not exists:
        yield path
    else:
        yield UnreadableFile(f"{path}: not a .txt, .md or .jsonl file; convert it to text first")


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
            if path.suffix.lower() in TEXT_SUFFIXES | ROW_SUFFIXES:
                found = True
                yield path
            else:
                yield Skipped(label=str(path), reason="not a .txt, .md or .jsonl file")
    yield from (_unreadable(Path(failure.filename), failure) for failure in failures)
    if not found and not failures:
        yield EmptyText(f"{folder}: the folder has no .txt, .md or .jsonl file")


def _read_file(path: Path, overrides: Overrides, today: date) -> Iterator[Item]:
    try:
        if path.exists() and not path.is_file():
            raise UnreadableFile(f"{path}: not a regular file")
        rows = read_rows(path) if path.suffix.lower() in ROW_SUFFIXES else iter([_read_text(path)])
        for row in rows:
            yield row if isinstance(row, InputError) else _checked(row, overrides, today)
    except OSError as error:
        yield _unreadable(path, error)
    except InputError as error:
        yield error


def _checked(source: Source, overrides: Overrides, today: date) -> IncomingReport | InputError:
    try:
        return make_report(source, overrides=overrides, today=today)
    except InputError as error:
        return error


def _read_text(path: Path) -> Source:
    label = str(path)
    check_size(path.stat().st_size, where=label)
    text = clean(decode(path.read_bytes(), where=label), where=label)
    page = split_header(text, label=label)
    return Source(
        label=label,
        values=page.values,
        text=page.text,
        place=lambda key: f"{label}:{page.lines[key]}" if key in page.lines else label,
    )


def _unreadable(path: Path, error: OSError) -> UnreadableFile:
    if isinstance(error, FileNotFoundError):
        return UnreadableFile(f"{path}: no such file or folder")
    return UnreadableFile(f"{path}: cannot be read ({error.strerror or error})")
