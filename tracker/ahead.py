"""The log made ready for the views: by this process, or a long one by others that run ahead of the one that writes.

Who reads ahead holds nothing that could be lost. When one dies, or none can be begun, this process goes on by itself
from where it is.
"""

import logging
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import current_process
from typing import Protocol, TypeAlias

from projections.logrow import LogRow
from projections.ready import Chunk, chunk
from projections.trusted import collecting_later
from tracker.log import ReportLog
from tracker.processes import bare_processes, processors
from tracker.storage import Place

SIZE = 5_000
"""Rows in a chunk: an interrupt waits for no more, and so many times a few are in memory."""

ENOUGH = 30_000
"""Rows of a log from which on it pays to begin another process."""

MOST = 2
"""Processes that keep one busy that writes."""

_WAITING = 8
"""Chunks for each other process that are under way or wait for this one, at most."""

Span: TypeAlias = tuple[int, int]
"""The position after which rows begin, and that of the last of them."""

_log = logging.getLogger(__name__)


class Readable(Protocol):
    """A log that can be handed to another process and read there."""

    def between(self, after: int, until: int) -> Iterable[LogRow]:
        """The rows behind a position and not behind another."""
        ...


@dataclass(frozen=True, slots=True)
class StoredLog:
    """The log of a store, opened for each reading."""

    place: Place

    def between(self, after: int, until: int) -> Iterator[LogRow]:
        """The rows behind a position and not behind another. Raises what `ReportLog.rows` raises."""
        with closing(ReportLog(self.place, clock=lambda: datetime.now(UTC))) as log:
            yield from log.rows(after=after, until=until)


def chunks(
    log: Readable, head: int, *, ahead: int | None = None, size: int = SIZE, enough: int = ENOUGH
) -> Generator[Chunk, None, None]:
    """The rows of a log up to its head, made ready chunk by chunk; close it when it is left before the end.

    `ahead` is the number of processes that read ahead, as many as pay when it is not given, `size` that of rows in a
    chunk, and `enough` that of a log for which other processes are begun. Raises what the log raises when it is read.
    """
    spans = [(after, min(after + size, head)) for after in range(0, head, size)]
    ahead = min(processors() - 1, MOST) if ahead is None else ahead
    if head >= enough and ahead and not current_process().daemon:  # a daemon may have no processes of its own
        yield from _with_others(log, spans, ahead)
    else:
        yield from _alone(log, spans)


def _made(log: Readable, span: Span) -> Chunk | None:
    """What some rows of the log come to; None where there are none."""
    with collecting_later():
        rows = list(log.between(*span))
        return chunk(rows) if rows else None


def _alone(log: Readable, spans: Iterable[Span]) -> Iterator[Chunk]:
    for span in spans:
        if made := _made(log, span):
            yield made


def _with_others(log: Readable, spans: Sequence[Span], number: int) -> Iterator[Chunk]:
    given = 0
    try:
        with bare_processes(number) as executor:
            try:
                for made in _ahead(executor, log, spans, number):
                    given += 1
                    if made:
                        yield made
            except BaseException:  # an interrupt waits for the chunks that are being made, not for the next ones
                executor.shutdown(cancel_futures=True)
                raise
    except (BrokenProcessPool, OSError, NotImplementedError) as problem:  # one died, or none can be begun here
        _log.info("going on without other processes: %s", problem)
    yield from _alone(log, spans[given:])


def _ahead(executor: ProcessPoolExecutor, log: Readable, spans: Sequence[Span], number: int) -> Iterator[Chunk | None]:
    """The chunks in their order. While the next one is awaited, those that nobody has begun are made here."""
    later = iter(spans)
    coming: deque[Future[Chunk | None]] = deque()

    def begin() -> None:
        while sum(not one.done() for one in coming) <= number and (span := next(later, None)):
            coming.append(executor.submit(_made, log, span))

    begin()
    while coming:
        made = coming.popleft()
        begin()
        while not made.done() and len(coming) < _WAITING * number and (span := next(later, None)):
            coming.append(Future())
            coming[-1].set_result(_made(log, span))
        yield made.result()
