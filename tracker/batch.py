"""Many reports, read for events in chunks: in their order, and only a bounded number of them at a time.

What is known already is not read again, so that a batch that was stopped goes on where it was when it is run again.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tracker.extraction.proposal import Extractor
from tracker.found import Found, read
from tracker.incoming import IncomingReport
from tracker.outcome import Outcome

MOST_REPORTS = 64
"""So many reports are read together, at most."""

MOST_CHARACTERS = 40_000
"""A chunk is closed when the texts to be read in it have so many characters: a second of reading, so that at the end
of a batch no process reads on for long while the others have nothing more to do."""

MOST_KNOWN = 1_000
"""A chunk is closed when it has so many reports that need not be read."""

Answer = Callable[[], list[Found]]
"""Waits for what is found in the reports of a chunk, in their order."""

Settle = Callable[[IncomingReport], Outcome | None]
"""What became of a report that need not be read; None for one that must be."""

Taken = tuple[IncomingReport, Found] | Outcome
"""A report with what was found in it, or what became of one that was not read."""


class Readers(Protocol):
    """Who reads reports for events: this process, others beside it, or other machines."""

    @property
    def ahead(self) -> int:
        """How many chunks may be under way at a time."""
        ...

    def begin(self, reports: Sequence[IncomingReport]) -> Answer:
        """Begin to read a chunk. The answer refuses reports that cannot be read, and fails for no report's sake."""
        ...

    def close(self) -> None:
        """Let go of processes and connections; what is under way is given up."""
        ...


class Here:
    """Reads in this process, when the answer is asked for."""

    ahead = 1

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor

    def begin(self, reports: Sequence[IncomingReport]) -> Answer:
        """Put the reading off until the answer is asked for."""
        return lambda: read(self._extractor, reports)

    def close(self) -> None:
        """Nothing is held."""


@dataclass
class _Chunk:
    items: list[IncomingReport | Outcome] = field(default_factory=list)
    unread: int = 0
    characters: int = 0

    def add(self, report: IncomingReport, outcome: Outcome | None) -> None:
        self.items.append(report if outcome is None else outcome)
        if outcome is None:
            self.unread += 1
            self.characters += len(report.text)

    @property
    def full(self) -> bool:
        known = len(self.items) - self.unread
        return self.unread >= MOST_REPORTS or self.characters >= MOST_CHARACTERS or known >= MOST_KNOWN

    def begin(self, readers: Readers) -> Callable[[], list[Taken]]:
        unread = [item for item in self.items if isinstance(item, IncomingReport)]
        answer = readers.begin(unread) if unread else list[Found]
        return lambda: self._with(iter(answer()))

    def _with(self, found: Iterator[Found]) -> list[Taken]:
        return [item if isinstance(item, Outcome) else (item, next(found)) for item in self.items]


def read_in_chunks(reports: Iterable[IncomingReport], readers: Readers, *, settle: Settle) -> Iterator[list[Taken]]:
    """Yield every report with what was found in it, chunk by chunk, in order.

    No more chunks are pulled than `readers` may have under way. An error of `reports`, or of `settle`, is raised when
    all that came before it are answered.
    """
    chunks = _Chunks(reports, settle)
    under_way: deque[Callable[[], list[Taken]]] = deque()
    while True:
        while len(under_way) < readers.ahead and (chunk := chunks.next()) is not None:
            under_way.append(chunk.begin(readers))
        if not under_way:
            break
        yield under_way.popleft()()
    if chunks.error is not None:
        raise chunks.error


class _Chunks:
    """Puts reports into chunks; an error ends them, and is remembered."""

    def __init__(self, reports: Iterable[IncomingReport], settle: Settle) -> None:
        self._reports = iter(reports)
        self._settle = settle
        self._over = False
        self.error: Exception | None = None

    def next(self) -> _Chunk | None:
        """The next chunk; None when there are no more reports."""
        chunk = _Chunk()
        while not (self._over or chunk.full):
            try:
                report = next(self._reports, None)
                if report is None:
                    self._over = True
                else:
                    chunk.add(report, self._settle(report))
            except Exception as error:  # noqa: BLE001  raised later, when those before it are answered
                self.error, self._over = error, True
        return chunk if chunk.items else None
