"""Which readers read a batch: this process, several beside it, or a cluster."""

from dataclasses import dataclass
from pathlib import Path

from tracker.batch import Here, Readers
from tracker.extraction.rules import RuleExtractor
from tracker.pool import Growing, Make, Pool
from tracker.processes import processors


@dataclass(frozen=True)
class Rules:
    """Makes the default extractor wherever it is to read, with lexicons of the user's own."""

    files: tuple[Path, ...] = ()

    def __call__(self) -> RuleExtractor:
        """Make it. Raises InputError for a lexicon that cannot be used."""
        return RuleExtractor(files=self.files)


def readers(make: Make, *, workers: int | None = None, cluster: str | None = None) -> Readers:
    """Readers in so many processes; with None in this one for few reports, otherwise in one for each processor.

    With the address of a Dask scheduler, its workers; raises ClusterUnusable when there are none.
    """
    if cluster is not None:
        from tracker.cluster import Cluster  # noqa: PLC0415  only where a cluster is used

        return Cluster(cluster, make)
    number = processors() if workers is None else workers
    if number == 1:
        return Here(make())
    pool = Pool(number, make)
    return pool if workers else Growing(Here(make()), pool)
