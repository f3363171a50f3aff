"""Readers in processes of their own, beside the one that writes.

A process that dies (killed, or out of memory) takes the whole pool with it, and does not say which report it had. So
every chunk that was under way is read again, each in a process for itself; a chunk that ends that one too is halved
until the report is found that cannot be read. That one is refused, the others are not.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache

from tracker.batch import Answer, Here
from tracker.errors import Refused
from tracker.extraction.proposal import Extractor
from tracker.found import Found, read
from tracker.incoming import IncomingReport
from tracker.processes import processes

_CHUNKS_EACH = 2
"""So many chunks are under way for each process: one that it reads, one that waits for it."""

DIED = (
    "the process that read it for events ended without an answer, twice: there may be too little memory; "
    "take the text apart, or read it with fewer --workers"
)

Make = Callable[[], Extractor]
"""Makes an extractor in another process: a function of a module, so that its name is enough."""


class Pool:
    """A number of processes, started when the first chunk comes."""

    def __init__(self, workers: int, make: Make) -> None:
        self._workers = workers
        self._make = make
        self._open: ProcessPoolExecutor | None = None

    @property
    def ahead(self) -> int:
        """How many chunks may be under way at a time."""
        return self._workers * _CHUNKS_EACH

    def begin(self, reports: Sequence[IncomingReport]) -> Answer:
        """Hand a chunk to the processes."""
        future = self._submit(reports)

        def answer() -> list[Found]:
            try:
                return future.result()
            except BrokenProcessPool:
                return self._alone(reports)

        return answer

    def close(self) -> None:
        """End the processes, when they have read what they are reading."""
        if self._open is not None:
            self._open.shutdown(cancel_futures=True)
            self._open = None

    def _submit(self, reports: Sequence[IncomingReport]) -> Future[list[Found]]:
        try:
            return self._executor().submit(_read, self._make, reports)
        except BrokenProcessPool:
            self.close()
            return self._executor().submit(_read, self._make, reports)

    def _executor(self) -> ProcessPoolExecutor:
        if self._open is None:
            self._open = processes(self._workers)
        return self._open

    def _alone(self, reports: Sequence[IncomingReport]) -> list[Found]:
        try:
            with processes(1) as executor:
                return executor.submit(_read, self._make, reports).result()
        except BrokenProcessPool:
            if len(reports) == 1:
                return [Refused(DIED)]
            half = len(reports) // 2
            return self._alone(reports[:half]) + self._alone(reports[half:])


class Growing:
    """Reads the first chunk in this process, and hands the others to a pool: few reports need no other process."""

    def __init__(self, here: Here, pool: Pool) -> None:
        self._here = here
        self._pool = pool
        self._begun = False

    @property
    def ahead(self) -> int:
        """How many chunks may be under way at a time."""
        return self._pool.ahead if self._begun else self._here.ahead

    def begin(self, reports: Sequence[IncomingReport]) -> Answer:
        """Read the first chunk here, hand on any other."""
        if self._begun:
            return self._pool.begin(reports)
        answer = self._here.begin(reports)

        def first() -> list[Found]:
            found = answer()
            self._begun = True
            return found

        return first

    def close(self) -> None:
        """End the processes of the pool."""
        self._pool.close()


@cache
def made(make: Make) -> Extractor:
    """The extractor of this process, made once."""
    return make()


def _read(make: Make, reports: Sequence[IncomingReport]) -> list[Found]:
    return read(made(make), reports)
