"""Extractors that processes of their own make, by name, in tests of batches; and reports for them."""

import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path

from built import RULES_1, TEXT, criticism, report, ticking, warning

from events import Reading
from tracker.application import Tracker
from tracker.extraction.proposal import Proposal
from tracker.incoming import IncomingReport

DEADLY = "This report ends whoever reads it."
ONCE = "This report ends the first that reads it: "


class Prepared:
    """Finds a warning and a criticism in the usual text, and nothing in others; some of those end the process."""

    reading: Reading = RULES_1

    def extract(self, reports: Iterable[IncomingReport]) -> Iterator[tuple[IncomingReport, list[Proposal]]]:
        for one in list(reports):
            if one.text == DEADLY:
                os.kill(os.getpid(), signal.SIGKILL)
            if one.text.startswith(ONCE) and not Path(one.text.removeprefix(ONCE)).exists():
                Path(one.text.removeprefix(ONCE)).touch()
                os.kill(os.getpid(), signal.SIGKILL)
            yield one, [warning(), criticism()] if one.text == TEXT else []


class Unwilling:
    """Must not be asked."""

    reading: Reading = RULES_1

    def extract(self, reports: Iterable[IncomingReport]) -> Iterator[tuple[IncomingReport, list[Proposal]]]:
        raise AssertionError(f"asked to read {[one.label for one in reports]}")


def many(number: int, *, text: str = TEXT) -> Iterator[IncomingReport]:
    """Reports of the same text at different addresses."""
    return (report(text, url=f"https://example.org/{n}", label=str(n)) for n in range(number))


def told(store: Path) -> list[str]:
    """The rows of a log, without the times at which they were recorded."""
    with Tracker(store, clock=ticking()) as tracker:
        return [f"{row.position} {row.report_id} {row.version} {row.event!r}" for row in tracker._log().rows()]
