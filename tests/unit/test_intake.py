from collections.abc import Iterable, Iterator
from itertools import islice

import pytest
from built import RULES_1, PreparedExtractor, report

from events import Reading
from tracker.errors import InputError, Refused
from tracker.extraction.proposal import Proposal
from tracker.incoming import IncomingReport
from tracker.intake import extract_each

READABLE = {text: list[Proposal]() for text in ("one", "two", "four")}


class InPairs:
    """Reads two reports at a time, and fails for the whole pair when one is bad."""

    reading: Reading = RULES_1

    def __init__(self) -> None:
        self.asked: list[str] = []

    def extract(self, reports: Iterable[IncomingReport]) -> Iterator[tuple[IncomingReport, list[Proposal]]]:
        waiting = iter(reports)
        while pair := list(islice(waiting, 2)):
            self.asked.append("+".join(one.text for one in pair))
            if any(one.text == "bad" for one in pair):
                raise RuntimeError("no parse")
            yield from ((one, []) for one in pair)


def reports(*texts: str) -> list[IncomingReport]:
    return [report(text, label=text) for text in texts]


def labels(results: Iterable[tuple[IncomingReport, list[Proposal] | Refused]]) -> list[str]:
    return [f"{one.label}: {result}" if isinstance(result, Refused) else one.label for one, result in results]


def test_reports_come_back_in_order() -> None:
    assert labels(extract_each(InPairs(), reports("one", "two", "three"))) == ["one", "two", "three"]


def test_only_the_bad_one_of_a_failed_batch_is_refused_and_batches_go_on() -> None:
    extractor = InPairs()
    found = labels(extract_each(extractor, reports("one", "two", "bad", "four", "five", "six")))
    assert found == ["one", "two", "bad: it cannot be read for events: RuntimeError: no parse", "four", "five", "six"]
    assert "five+six" in extractor.asked


def test_nothing_is_pulled_before_it_is_asked_for() -> None:
    pulled: list[str] = []

    def source() -> Iterator[IncomingReport]:
        for one in reports("one", "two", "three", "four", "five"):
            pulled.append(one.text)
            yield one

    next(extract_each(InPairs(), source()))
    assert len(pulled) <= 3


def test_an_error_of_the_source_comes_after_the_reports_before_it() -> None:
    def source() -> Iterator[IncomingReport]:
        yield from reports("one", "two", "four")
        raise InputError("row 4")

    results = extract_each(PreparedExtractor(READABLE), source())
    assert labels(next(results) for _ in range(3)) == ["one", "two", "four"]
    with pytest.raises(InputError, match="row 4"):
        next(results)


def test_a_report_that_the_extractor_passes_over_is_not_lost() -> None:
    class Forgetful(InPairs):
        def extract(self, reports: Iterable[IncomingReport]) -> Iterator[tuple[IncomingReport, list[Proposal]]]:
            asked = list(reports)
            return iter([(one, []) for one in asked if len(asked) == 1 or one.text != "two"])

    assert labels(extract_each(Forgetful(), reports("one", "two", "three"))) == ["one", "three", "two"]


def test_no_reports_are_no_results() -> None:
    assert list(extract_each(InPairs(), [])) == []
