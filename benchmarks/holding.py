"""How much memory a long batch takes: the peak of one process that reads, appends and projects.

Every report has names and numbers that no other one has, so that whatever remembers words would grow.
"""

import resource
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from tracker.application import Tracker
from tracker.extraction.rules import RuleExtractor
from tracker.incoming import IncomingReport

FIRST = 1_000
"""After so many reports everything that is loaded once is there."""

_MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10
"""The peak is told in bytes there, in kilobytes elsewhere."""


def measure(number: int = 20_000) -> None:
    """Print the peak after the first thousand reports and after all, in megabytes."""
    peaks: dict[int, float] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        Tracker(Path(folder) / "t.db", clock=lambda: datetime.now(UTC), extractor=RuleExtractor()) as tracker,
    ):
        for done, _ in enumerate(tracker.add(_reports(number)), start=1):
            if done in {FIRST, number}:
                peaks[done] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE
    for done, peak in peaks.items():
        print(f"{done:>7,} reports: {peak:>6.0f} MB at most")
    print(f"{peaks[number] / peaks[FIRST]:.2f} times as much for {number // FIRST} times as many")


def _reports(number: int) -> Iterator[IncomingReport]:
    for one in range(number):
        name = sha256(str(one).encode()).hexdigest()[:8].translate(str.maketrans("0123456789", "ghijklmnop"))
        yield IncomingReport(
            label=str(one),
            url=f"https://example.org/{one}",
            publisher="Example Wire",
            published=date(2022, 3, 17),
            text=f"Iran and Oman signed an agreement on {name} on Monday. "
            f"The envoy {name.title()} said that {one} tons had been delivered to {name[::-1].title()}.",
        )
