"""Readers on other machines: a Dask cluster, through `dask.distributed`. One process still writes.

The machines have this program installed, in the same version. A worker that dies is no loss: its chunk is read by
another one. A chunk that ended as many workers as the cluster allows is halved until the report is found that cannot be
read; that one is refused.
"""

from collections.abc import Sequence
from threading import Lock
from typing import Any

from events import Reading
from tracker.batch import Answer
from tracker.errors import ClusterUnusable, Refused
from tracker.found import Found, read
from tracker.incoming import IncomingReport
from tracker.pool import DIED, Make, made

_CHUNKS_EACH = 2
"""So many chunks are under way for each thread of the cluster: one that it reads, one that waits for it."""

_PATIENCE = 30
"""For how many seconds a scheduler, or the first worker, is waited for."""

_reading_here = Lock()
"""The parser is not made for several threads of one process."""


class Cluster:
    """The workers of a cluster, by the address of its scheduler, such as `tcp://10.0.0.1:8786`.

    Raises ClusterUnusable when the cluster cannot be reached, has no worker, or is gone, and from `begin` on when its
    workers read otherwise than this program.
    """

    def __init__(self, address: str, make: Make) -> None:
        self._address = address
        self._make = make
        self._reading = make().reading
        self._client = _connect(address)

    @property
    def ahead(self) -> int:
        """How many chunks may be under way at a time; workers may come and go."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values())) * _CHUNKS_EACH

    def begin(self, reports: Sequence[IncomingReport]) -> Answer:
        """Hand a chunk to the cluster."""
        future = self._submit(reports)
        return lambda: self._answer(future, reports)

    def close(self) -> None:
        """Leave the cluster; what is under way is given up."""
        self._client.close()

    def _submit(self, reports: Sequence[IncomingReport]) -> Any:
        return self._client.submit(_read, self._make, self._reading, list(reports), pure=False)

    def _answer(self, future: Any, reports: Sequence[IncomingReport]) -> list[Found]:
        from distributed import KilledWorker  # noqa: PLC0415  only where a cluster is used

        try:
            found: list[Found] = future.result()
        except KilledWorker:
            if len(reports) == 1:
                return [Refused(DIED)]
            half = len(reports) // 2
            portions = (reports[:half], reports[half:])
            return [one for portion in portions for one in self._answer(self._submit(portion), portion)]
        except (OSError, TimeoutError) as error:
            raise self._gone() from error
        except Exception as error:
            if type(error).__name__ in {"CancelledError", "FutureCancelledError"}:
                raise self._gone() from error
            raise
        return found

    def _gone(self) -> ClusterUnusable:
        return ClusterUnusable(
            f"the cluster at {self._address} is gone: what was recorded stays; run the same command again to go on"
        )


def _connect(address: str) -> Any:
    try:
        import distributed  # noqa: PLC0415  it is installed only where a cluster is used
    except ImportError as error:
        raise ClusterUnusable(
            "--cluster needs the library distributed: install the program as sanctions-tracker[cluster]"
        ) from error
    library: Any = distributed  # it has no types
    try:
        client = library.Client(address, timeout=_PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterUnusable(
            f"no cluster answers at {address!r}: give the address of a Dask scheduler, such as tcp://10.0.0.1:8786"
        ) from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        client.close()
        raise ClusterUnusable(f"the cluster at {address} has no workers: start some with `dask worker`") from error
    return client


def _read(make: Make, reading: Reading, reports: Sequence[IncomingReport]) -> list[Found]:
    with _reading_here:
        extractor = made(make)
        if extractor.reading != reading:
            raise ClusterUnusable(
                f"a worker reads by {extractor.reading.extractor} {extractor.reading.version}, this program by "
                f"{reading.extractor} {reading.version}: install the same version, and the same lexicons, everywhere"
            )
        return read(extractor, reports)
