"""Two readers of one report: what both propose is marked, what they code otherwise is kept side by side for a review.

The first reader leads. An act that both code is recorded as the first codes it. Where they code the same words
otherwise, the first one's coding is recorded, and the other stands beside it until somebody decides. What only one of
them proposes is recorded, proved by its words like any event, and disputed as long as nobody has reviewed it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from events import Reading
from tracker.errors import Refused
from tracker.extraction.proposal import Account, Accounted, Extractor, Proposal
from tracker.incoming import IncomingReport
from tracker.intake import extract_each
from tracker.readers.account import ReadingAccount, read_account
from tracker.readers.pairing import Paired, disagreements, pair


class TwoReaders:
    """An extractor that lets two others read, the first one leading."""

    def __init__(self, first: Extractor, second: Extractor) -> None:
        self.readers = (first, second)

    @property
    def reading(self) -> Reading:
        """Both names, and both versions."""
        first, second = (reader.reading for reader in self.readers)
        return Reading(extractor=f"{first.extractor}+{second.extractor}", version=f"{first.version}/{second.version}")

    def extract(self, reports: Iterable[IncomingReport]) -> Iterator[tuple[IncomingReport, list[Proposal]]]:
        """Yield each report with what the two make of it. Raises Refused for one that either cannot read."""
        for report in reports:
            yield report, self._read(report)

    def _read(self, report: IncomingReport) -> Accounted:
        found = [_read_by(reader, report) for reader in self.readers]
        paired = pair(report, found[0], found[1])
        accounts = [one.account for one in found if isinstance(one, Accounted) and one.account is not None]
        refused = tuple(chain.from_iterable(one.refused for one in found if isinstance(one, Accounted)))
        return Accounted(paired.recorded, account=self._account(report, paired, accounts), refused=refused)

    def _account(self, report: IncomingReport, paired: Paired, accounts: Sequence[Account]) -> Account:
        agreed = tuple(one.event(report.report_id, 1).event_id for one, _ in paired.agreed)
        disputed = tuple(one.event(report.report_id, 1).event_id for one in paired.disputed)
        models = tuple(chain.from_iterable(read_account(one.text).models for one in accounts))
        content = ReadingAccount(
            readers=tuple(reader.reading for reader in self.readers),
            models=models,
            agreed=agreed,
            disagreements=disagreements(report, paired),
        )
        instructions = tuple(dict.fromkeys(chain.from_iterable(one.instructions for one in accounts)))
        return Account(
            text=content.model_dump_json(), instructions=instructions, corroborated=agreed, disputed=disputed
        )


def _read_by(reader: Extractor, report: IncomingReport) -> list[Proposal]:
    for _, proposals in extract_each(reader, [report]):
        if isinstance(proposals, Refused):
            raise proposals
        return proposals
    raise Refused(f"{reader.reading.extractor} gave no answer")
