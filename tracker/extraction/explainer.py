"""An extractor that can say why: it reads as the rules do, one report at a time, and keeps the trace of the latest."""

from collections.abc import Iterable, Iterator

from events import Reading
from tracker.extraction.proposal import Proposal
from tracker.extraction.rules import RuleExtractor
from tracker.extraction.trace import TracedSentence
from tracker.incoming import IncomingReport


class Explainer:
    """The rules with a trace; `sentences` says what became of each sentence of the report that came last."""

    def __init__(self, extractor: RuleExtractor) -> None:
        self._extractor = extractor
        self.sentences: list[TracedSentence] = []

    @property
    def reading(self) -> Reading:
        """Name and version of the rules."""
        return self._extractor.reading

    def extract(self, reports: Iterable[IncomingReport]) -> Iterator[tuple[IncomingReport, list[Proposal]]]:
        """Yield each report with its proposals, the same as the rules would without a trace."""
        for report in reports:
            proposals, self.sentences = self._extractor.explain(report)
            yield report, proposals
