"""How fast reports go in, from the file to the views, beside the parser alone on the same texts in the same run.

`python -m benchmarks.intake [FILE] [NUMBER]` takes the first so many reports of a file of rows; without a file, copies
of the example reports. The parser alone is the whole model over the whole texts; the tracker parses only the sentences
that pass the gate. `python -m benchmarks.intake memory [NUMBER]` measures how much memory 1,000 and so many reports
take.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import distributed
from spacy.language import Language

from benchmarks import holding
from tracker.application import Tracker
from tracker.batch import Answer, Here, Readers
from tracker.cluster import Cluster
from tracker.extraction.parsing import MODEL
from tracker.extraction.rules import RuleExtractor
from tracker.found import Found, read
from tracker.incoming import IncomingReport
from tracker.pool import Pool
from tracker.reading import read_reports

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"
COPIES = 20

Result = TypeVar("Result")


def main() -> None:
    """Print one line a measurement."""
    if sys.argv[1:2] == ["memory"]:
        holding.measure(*map(int, sys.argv[2:3]))
        return
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.jsonl"
        number = _write(rows)
        reports = list(_read(rows))
        bare = number / _timed(lambda: list(_model().pipe([one.text for one in reports])))[0]
        _say("parser alone", bare, f"{number} reports, {_characters(reports):,} characters each")
        with closing(Here(RuleExtractor())) as here:
            one, _ = _whole_way(rows, Path(folder) / "one.db", here, 1)
        _say("one process", one, f"{one / bare:.2f} of the parser alone")
        with closing(Pool(2, RuleExtractor)) as pool:
            two, writing = _whole_way(rows, Path(folder) / "two.db", pool, 2)
        _say("two processes", two, f"{two / one:.2f} of one process; the writer works {writing:.1%} of the time")
        _clustered(rows, Path(folder))
        _shares(rows, Path(folder) / "shares.db")


def _write(rows: Path) -> int:
    """The reports of the run as rows of one file; how many there are."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES
    some = list(islice(_read(source), int(sys.argv[2]) if len(sys.argv) > 2 else None))
    copies = 1 if len(sys.argv) > 1 else COPIES
    with rows.open("w") as file:
        for copy in range(copies):
            for one in some:
                row = one.model_dump(mode="json", include={"publisher", "publisher_polity", "title", "text"})
                url = f"{one.url or one.report_id}{'?' if copies > 1 else ''}{copy or ''}"
                print(json.dumps({**row, "published": str(one.published), "url": url}), file=file)
    return copies * len(some)


def _read(source: Path) -> Iterator[IncomingReport]:
    items = read_reports([str(source)], today=datetime.now(UTC).date())
    return (item for item in items if isinstance(item, IncomingReport))


def _whole_way(rows: Path, store: Path, readers: Readers, workers: int) -> tuple[float, float]:
    """Reports a second from the file to the views, and which share of the time this process was at work.

    The processes are started before, and have read something.
    """
    with Tracker(store, clock=_now) as tracker:
        for answer in [readers.begin([one]) for one in islice(_read(EXAMPLES), 2 * workers)]:
            answer()
        begun = time.process_time()
        took, outcomes = _timed(lambda: list(tracker.add(_read(rows), readers=readers)))
        return len(outcomes) / took, (time.process_time() - begun) / took


def _clustered(rows: Path, folder: Path) -> None:
    """A cluster on this machine, of processes of their own: a scheduler, and one worker or two."""
    library: Any = distributed  # it has no types
    rates = []
    for workers in (1, 2):
        options = {"threads_per_worker": 1, "host": "127.0.0.1", "dashboard_address": None, "silence_logs": 50}
        with (
            library.LocalCluster(n_workers=workers, processes=True, **options) as local,
            closing(Cluster(local.scheduler_address, RuleExtractor)) as cluster,
        ):
            rates.append(_whole_way(rows, folder / f"cluster{workers}.db", cluster, workers)[0])
    _say("cluster of one", rates[0], "a worker of its own beside the writer")
    _say("cluster of two", rates[1], f"{rates[1] / rates[0]:.2f} of one worker")


def _shares(rows: Path, store: Path) -> None:
    """How the time of one process is divided."""
    reading, reports = _timed(lambda: list(_read(rows)))
    extractor = RuleExtractor()
    read(extractor, reports[:1])
    extracting, found = _timed(lambda: read(extractor, reports))
    with Tracker(store, clock=_now, extractor=extractor) as tracker:
        answers = iter(found)
        appending, _ = _timed(lambda: list(tracker.add(reports, readers=_Ready(answers))))
        rebuilding, _ = _timed(tracker.rebuild)
    whole = reading + extracting + appending
    print(
        f"of one process: reading files {reading / whole:.1%}, extracting {extracting / whole:.1%}, "
        f"appending and projecting {appending / whole:.1%} (the views anew: {rebuilding / whole:.1%})"
    )


class _Ready:
    """Answers with what was found before."""

    ahead = 1

    def __init__(self, found: Iterator[Found]) -> None:
        self._found = found

    def begin(self, reports: Sequence[IncomingReport]) -> Answer:
        return lambda: list(islice(self._found, len(reports)))

    def close(self) -> None:
        """Nothing is held."""


def _model() -> Language:
    model: Language = import_module(MODEL).load()
    return model


def _characters(reports: list[IncomingReport]) -> int:
    return sum(len(one.text) for one in reports) // len(reports)


def _say(what: str, rate: float, more: str) -> None:
    print(f"{what:<15} {rate:>8.2f} reports/s, {more}", flush=True)


def _timed(act: Callable[[], Result]) -> tuple[float, Result]:
    start = time.perf_counter()
    result = act()
    return time.perf_counter() - start, result


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":  # processes of their own import this module again
    main()
