"""Reports through an extractor to events that are proved by their words: what a reader does, wherever it runs."""

from collections.abc import Sequence

from tracker.errors import Refused
from tracker.extraction.proposal import Extractor
from tracker.incoming import IncomingReport
from tracker.intake import extract_each
from tracker.proof import Screened, screen

Found = Screened | Refused
"""The events found in a report, or why it could not be read."""


def read(extractor: Extractor, reports: Sequence[IncomingReport]) -> list[Found]:
    """What is found in each report, in their order."""
    found: dict[int, Found] = {}
    waiting = list(range(len(reports)))
    for report, proposals in extract_each(extractor, reports):
        place = next(place for place in waiting if reports[place] == report)
        waiting.remove(place)
        found[place] = proposals if isinstance(proposals, Refused) else screen(report, proposals)
    return [found[place] for place in range(len(reports))]
