"""How far a batch has come, on a terminal: how many reports, how fast, and how long it will still take."""

import gzip
import sys
import zipfile
import zlib
from collections import deque
from collections.abc import Generator, Iterable
from datetime import timedelta
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import TypeVar

from cli.manner import manner
from cli.render import SafeConsole

Thing = TypeVar("Thing")

_ROWS = frozenset({".jsonl", ".csv"})
_BLOCK = 2**20


def watched(things: Iterable[Thing], sources: Iterable[str]) -> Generator[Thing, None, None]:
    """Pass things on, and show on stderr how many there have been, when that is a terminal.

    How many there will be is counted in the files meanwhile; until it is known, no time is foretold.
    """
    if manner().quiet or not sys.stderr.isatty():
        yield from things
        return
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415  only where somebody looks on

    count, pace = _Count(sources), Pace(monotonic())
    bar = Progress(
        BarColumn(),
        TextColumn("{task.fields[told]}"),
        console=SafeConsole(stderr=True),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
    )
    with bar:
        task = bar.add_task("", total=None, told="")
        for number, thing in enumerate(things, start=1):
            yield thing
            if pace.reached(number, at=monotonic()) or number == count.total:
                bar.update(task, completed=number, total=count.total, told=pace.told(count.total))


class Pace:
    """How fast things come, over the last minute: they come in bursts, and some of them much faster than others."""

    def __init__(self, began: float) -> None:
        self._reached = deque([(began, 0)])
        self._began = began

    def reached(self, number: int, *, at: float) -> bool:
        """Note how many there have been by a time in seconds; False when the last note is too new for another."""
        if at - self._reached[-1][0] < _NOTED_EVERY and len(self._reached) > 1:
            self._reached[-1] = (self._reached[-1][0], number)
            return False
        self._reached.append((at, number))
        while at - self._reached[0][0] > _REMEMBERED and len(self._reached) > _FEWEST:
            self._reached.popleft()
        return True

    def told(self, total: int | None) -> str:
        """How many of how many, how many a second, how long it took and how long it will still take."""
        (first, before), (last, number) = self._reached[0], self._reached[-1]
        rate = (number - before) / max(last - first, 0.001)
        gone = f"{timedelta(seconds=round(last - self._began))} gone"
        if total is None or total < number:
            return f"{number:,} reports, {rate:,.1f}/s, {gone}"
        left = timedelta(seconds=round((total - number) / rate))
        return f"{number:,} of {total:,} reports, {rate:,.1f}/s, {gone}, {left} left"


_NOTED_EVERY = 0.2
_REMEMBERED = 60.0
"""Seconds."""

_FEWEST = 2


class _Count:
    """Counts in a thread of its own how many reports there may be; `total` is None until that is known."""

    def __init__(self, sources: Iterable[str]) -> None:
        self.total: int | None = None
        self._paths = [Path(source) for source in sources]
        Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        self.total = sum(map(expected, self._paths))


def expected(path: Path) -> int:
    """How many reports a path seems to hold: a line each of rows, one each of any other file or address."""
    try:
        if path.is_dir():
            return sum(expected(one) for one in path.rglob("[!.]*") if one.is_file())
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                return sum(not info.is_dir() for info in archive.infolist())
        if _ROWS & {suffix.lower() for suffix in path.suffixes[-2:]}:
            return _lines(path)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error):
        pass  # whoever reads it will say what is wrong
    return 1


def _lines(path: Path) -> int:
    with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))
