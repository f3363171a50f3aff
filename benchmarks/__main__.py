"""`make bench`: how fast reports are read for events, recorded, and asked about, on this machine.

`python -m benchmarks append` measures only how events are appended.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from benchmarks import appending
from tracker.application import Tracker
from tracker.extraction.rules import RuleExtractor
from tracker.incoming import IncomingReport
from tracker.reading import read_reports

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"
TIMES = 20
COPIES = 500

Result = TypeVar("Result")


def main() -> None:
    """Print one line a measurement."""
    if sys.argv[1:] != ["append"]:
        _whole_path()
    extractor = RuleExtractor()
    read = [(report, found) for report, found in extractor.extract(_examples())]
    appending.measure([(_copy(report, n), found) for n in range(COPIES) for report, found in read], extractor.reading)


def _whole_path() -> None:
    reports = list(_many())
    extractor = RuleExtractor()
    list(extractor.extract(reports[:1]))  # loads the parser
    took, extracted = _timed(lambda: [(report, proposals) for report, proposals in extractor.extract(reports)])
    _say("extract", len(reports), "reports", took)
    folder = Path(tempfile.mkdtemp())
    try:
        with Tracker(folder / "bench.db", clock=lambda: datetime.now(UTC), extractor=extractor) as tracker:
            took, outcomes = _timed(
                lambda: [tracker.append(report, proposals, extractor.reading) for report, proposals in extracted]
            )
            _say("append", sum(len(outcome.events) for outcome in outcomes), "events, one report a transaction", took)
            took, _ = _timed(tracker.rebuild)
            _say("rebuild", sum(len(outcome.events) for outcome in outcomes), "events", took)
            took, _ = _timed(lambda: [tracker.state("USA", "CHN", as_of=date(2024, 1, 1)) for _ in range(TIMES)])
            _say("state", TIMES, "answers about the busiest pair", took)
    finally:
        shutil.rmtree(folder)


def _many() -> list[IncomingReport]:
    """The example reports, often."""
    return [_copy(report, number) for number in range(TIMES) for report in _examples()]


def _copy(report: IncomingReport, number: int) -> IncomingReport:
    """A report with another address, so that it is another report."""
    return report.model_copy(update={"url": f"{report.url}?{number}"})


def _examples() -> list[IncomingReport]:
    return [item for item in read_reports([EXAMPLES], today=date(2030, 1, 1)) if isinstance(item, IncomingReport)]


def _timed(act: Callable[[], Result]) -> tuple[float, Result]:
    start = time.perf_counter()
    result = act()
    return time.perf_counter() - start, result


def _say(what: str, number: int, unit: str, seconds: float) -> None:
    sys.stdout.write(f"{what:<8} {number / seconds:>10,.0f}/s   {number} {unit} in {seconds:.2f} s\n")


main()
