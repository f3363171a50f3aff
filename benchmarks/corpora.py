"""The two corpora read whole or in samples: speed against the bare parser, memory, crashes, quotes."""

import gzip
import json
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

from benchmarks.gold import SHARED, reports
from tracker.extraction.parsing import MODEL
from tracker.extraction.rules import RuleExtractor
from tracker.incoming import IncomingReport
from tracker.intake import extract_each

ALL = sys.maxsize
_SAMPLES = {"releases_2022": 60, "news_bullets": 1500}
"""How many reports of each corpus the speed is measured on: some ten seconds of bare parsing each."""

_ROUNDS = 3
_MEBIBYTE = 1024  # getrusage counts in KiB


def speed() -> None:
    """Print the speed of the extraction as a multiple of the bare parser's, on the same texts in the same run.

    Both are measured in turns, in seconds of the processor; the least of each counts.
    """
    bare = import_module(MODEL).load()
    for name, number in _SAMPLES.items():
        sample = list(islice(_corpus(name), number))
        _spend(RuleExtractor().extract(sample[:1]))  # loads the parser
        parsing, reading = [], []
        for _ in range(_ROUNDS):
            parsing.append(_spend(bare.pipe(report.text for report in sample)))
            reading.append(_spend(RuleExtractor().extract(sample)))
        alone, ours = min(parsing), min(reading)
        print(
            f"{name}: {len(sample)} reports: parser alone {alone:.1f} s, extraction {ours:.1f} s: {alone / ours:.2f} × "
            "its speed"
        )


def whole(bullets: int) -> int:
    """Read all releases, and so many news items; print crashes and wrong quotes, and the peak memory. Exit code."""
    failed = 0
    for name, number in (("releases_2022", ALL), ("news_bullets", bullets)):
        read = events = crashed = misquoted = 0
        for report, proposals in extract_each(RuleExtractor(), islice(_corpus(name), number)):
            read += 1
            if not isinstance(proposals, list):
                crashed += 1
                print(f"  {report.label}: {proposals}")
                continue
            found = [proposal.event(report.report_id, 2) for proposal in proposals]
            events += len(found)
            misquoted += sum(not event.evidence.stands_in(report.text) for event in found)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEBIBYTE
        print(
            f"{name}: {read} reports, {events} events, {crashed} crashes, {misquoted} quotes not at their place; "
            f"peak memory so far {peak:,.0f} MiB"
        )
        failed += crashed + misquoted
    return 1 if failed else 0


def _corpus(name: str) -> Iterator[IncomingReport]:
    path = SHARED / "corpus" / f"{name}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows: Iterable[dict[str, Any]] = (json.loads(line) for line in lines)
        yield from reports(rows)


def _spend(made: Iterable[object]) -> float:
    """Seconds of the processor that it takes to exhaust an iterator."""
    start = time.process_time()
    for _ in made:
        pass
    return time.process_time() - start
