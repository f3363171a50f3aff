"""Many reports at a time: the same log whoever reads them, a bounded number under way, and nothing read twice."""

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain
from multiprocessing import active_children
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from built import RULES_2, TEXT, criticism, report, ticking, warning
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import DEADLY, ONCE, Prepared, Unwilling, many, told
from stores import opened, telling

from events import DomainEvent
from tracker.application import Tracker
from tracker.batch import MOST_KNOWN, MOST_REPORTS, Answer, Here, Readers, read_in_chunks
from tracker.errors import InputError, Refused
from tracker.extraction.rules import RuleExtractor
from tracker.incoming import IncomingReport
from tracker.outcome import Outcome
from tracker.pool import DIED, Growing, Pool
from tracker.proof import screen
from tracker.reading import read_reports
from tracker.storage import views_path

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"

Make = Callable[[], Readers]


class Ahead(Here):
    """Reads in this process, several chunks ahead."""

    ahead = 3

    def __init__(self) -> None:
        super().__init__(Prepared())
        self.begun: list[int] = []

    def begin(self, reports: Any) -> Answer:
        self.begun.append(len(reports))
        return super().begin(reports)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of three reports."""
    monkeypatch.setattr("tracker.batch.MOST_REPORTS", 3)


def add(store: Path, reports: Iterator[IncomingReport] | list[IncomingReport], readers: Readers) -> list[Outcome]:
    with Tracker(store, clock=ticking(), extractor=Prepared()) as tracker, closing(readers):
        return list(tracker.add(reports, readers=readers))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Pool(1, RuleExtractor),
        lambda: Pool(2, RuleExtractor),
        lambda: Growing(Here(RuleExtractor()), Pool(2, RuleExtractor)),
    ],
    ids=["one process", "two processes", "first here"],
)
def test_the_log_is_the_same_whoever_reads(small: None, tmp_path: Path, make: Make) -> None:
    found = list(read_reports([EXAMPLES], today=ticking()().date()))
    reports = [item for item in found if isinstance(item, IncomingReport)]
    for name, readers in (("here", Here(RuleExtractor())), ("there", make())):
        with Tracker(tmp_path / name, clock=ticking(), extractor=RuleExtractor()) as tracker, closing(readers):
            assert {outcome.status for outcome in tracker.add(reports, readers=readers)} == {"recorded"}
    assert told(tmp_path / "here") == told(tmp_path / "there") != []


def test_a_report_that_ends_its_process_is_refused_and_no_other(small: None, tmp_path: Path) -> None:
    reports = [*many(12)]
    reports[5] = report(DEADLY, label="deadly")
    outcomes = add(tmp_path / "t.db", reports, Pool(2, Prepared))
    assert [outcome.label for outcome in outcomes] == [one.label for one in reports]
    assert [(one.label, one.reason) for one in outcomes if one.status != "recorded"] == [("deadly", DIED)]


def test_a_process_that_is_killed_once_loses_nothing(small: None, tmp_path: Path) -> None:
    reports = [*many(12)]
    reports[5] = report(f"{ONCE}{tmp_path / 'mark'}", label="once")
    outcomes = add(tmp_path / "t.db", reports, Pool(2, Prepared))
    assert {outcome.status for outcome in outcomes} == {"recorded"}
    assert (tmp_path / "mark").exists()


def test_a_pool_whose_processes_died_before_goes_on(tmp_path: Path) -> None:
    pool = Pool(1, Prepared)
    try:
        (first,) = pool.begin([report(DEADLY)])()
        (second,) = pool.begin([report(TEXT)])()
    finally:
        pool.close()
    assert isinstance(first, Refused)
    assert not isinstance(second, Refused)
    assert len(second.events) == 2


def test_a_pool_ends_though_its_processes_were_killed_while_much_waited_for_them() -> None:
    pool = Pool(2, Prepared)
    answers = [pool.begin([report("a" * 200_000)]) for _ in range(pool.ahead)]
    for process in active_children():
        process.kill()
    closing_it = Thread(target=pool.close, daemon=True)
    closing_it.start()
    closing_it.join(120)
    assert (closing_it.is_alive(), len(answers)) == (False, pool.ahead)


def test_what_is_known_is_not_read_again(tmp_path: Path) -> None:
    add(tmp_path / "t.db", many(10), Here(Prepared()))
    again = add(tmp_path / "t.db", many(10), Here(Unwilling()))
    assert {outcome.status for outcome in again} == {"known"}


def test_what_was_withdrawn_is_refused_without_being_read(tmp_path: Path) -> None:
    with Tracker(tmp_path / "t.db", clock=ticking(), extractor=Prepared()) as tracker:
        list(tracker.add([report()]))
        tracker.analyst("Ann").withdraw(str(report().report_id), because="a hoax")
        (outcome,) = tracker.add([report()], readers=Here(Unwilling()))
    assert (outcome.status, "a hoax" in str(outcome.reason)) == ("refused", True)


def test_what_a_newer_extractor_may_read_otherwise_is_read_again(tmp_path: Path) -> None:
    class Newer(Prepared):
        reading = RULES_2

    add(tmp_path / "t.db", many(2), Here(Prepared()))
    with Tracker(tmp_path / "t.db", clock=ticking(), extractor=Newer()) as tracker:
        assert [outcome.status for outcome in tracker.add(many(2))] == ["revised", "revised"]


def test_only_so_many_reports_are_pulled_as_may_be_under_way() -> None:
    pulled: list[str] = []
    readers = Ahead()

    def source() -> Iterator[IncomingReport]:
        for one in many(10_000):
            pulled.append(one.label)
            yield one

    chunks = read_in_chunks(source(), readers, settle=lambda _: None)
    next(chunks)
    assert len(pulled) == sum(readers.begun) == Ahead.ahead * MOST_REPORTS
    next(chunks)
    assert len(pulled) == (Ahead.ahead + 1) * MOST_REPORTS


def test_what_need_not_be_read_is_told_before_all_of_it_is_pulled() -> None:
    pulled = 0

    def known(one: IncomingReport) -> Outcome:
        nonlocal pulled
        pulled += 1
        return Outcome.of(one, (), ())

    first = next(read_in_chunks(many(10 * MOST_KNOWN), Here(Unwilling()), settle=known))
    assert (len(first), pulled) == (MOST_KNOWN, MOST_KNOWN)


@settings(max_examples=50)
@given(st.lists(st.sampled_from("known read long".split()), max_size=200), st.integers(0, 200))
def test_everything_comes_back_in_order_and_an_error_of_the_source_last(kinds: list[str], fault: int) -> None:
    texts = {"known": "known", "read": TEXT, "long": TEXT + "." * 60_000}

    def source() -> Iterator[IncomingReport]:
        for place, kind in enumerate(kinds):
            if place == fault:
                raise InputError("here it ends")
            yield report(texts[kind], label=str(place))

    def settle(one: IncomingReport) -> Outcome | None:
        return Outcome.of(one, (), ()) if one.text == "known" else None

    came: list[str] = []
    try:
        for item in chain.from_iterable(read_in_chunks(source(), Ahead(), settle=settle)):
            one = item if isinstance(item, Outcome) else item[0]
            assert isinstance(item, Outcome) == (kinds[int(one.label)] == "known")
            came.append(one.label)
    except InputError:
        assert fault < len(kinds)
    else:
        assert fault >= len(kinds)
    assert came == [str(place) for place in range(min(fault, len(kinds)))]


def test_a_report_that_comes_twice_in_a_batch_is_recorded_once_and_then_revised(tmp_path: Path) -> None:
    outcomes = add(tmp_path / "t.db", [report(), report(), report("Another text.")], Here(Prepared()))
    assert [outcome.status for outcome in outcomes] == ["recorded", "known", "revised"]


def test_who_is_interrupted_at_once_does_not_bring_the_views_up_to_date_first(tmp_path: Path) -> None:
    def interrupted() -> Iterator[IncomingReport]:
        yield from many(MOST_REPORTS)
        raise KeyboardInterrupt

    path = tmp_path / "t.db"
    with Tracker(path, clock=ticking(), extractor=Prepared()) as tracker:
        adding = tracker.add(interrupted())
        assert [next(adding).status for _ in range(MOST_REPORTS)] == ["recorded"] * MOST_REPORTS
        with pytest.raises(KeyboardInterrupt):
            next(adding)
    assert len(told(path)) > 0
    assert not views_path(path).exists()


def test_when_another_writer_was_faster_with_one_report_the_others_go_in_all_the_same(tmp_path: Path) -> None:
    commands = [telling(name) for name in "abc"]
    with opened(str(tmp_path / "t.db")) as log, opened(str(tmp_path / "t.db")) as other:
        insert = log.recorder.insert_events

        def late(*given: Any, **options: Any) -> Any:
            other.read(commands[1])
            return insert(*given, **options)

        log.recorder.insert_events = late  # type: ignore[method-assign]
        results = log.read_together(commands)
        assert [len(new) for new in results if not isinstance(new, Refused)] == [3, 0, 3]
        assert log.head() == 9


def test_reports_of_one_transaction_are_recorded_at_one_time_and_all_or_none(tmp_path: Path) -> None:
    def times(log: Any) -> set[Any]:
        return {row.recorded for row in log.rows()}

    bad = telling("b")
    lost = bad.found[0].model_copy(update={"evidence": bad.found[0].evidence.model_copy(update={"start": 1})})
    refused = type(bad)(report=bad.report, reading=bad.reading, found=(lost,))
    with opened(str(tmp_path / "t.db")) as log:
        results: list[tuple[DomainEvent, ...] | Refused] = log.read_together([telling("a"), refused, telling("c")])
        assert [isinstance(new, Refused) for new in results] == [False, True, False]
        assert len(times(log)) == 1


def test_the_proposals_of_equal_reports_are_not_mixed_up(tmp_path: Path) -> None:
    same = report()
    assert screen(same, [warning(), criticism()]) == Here(Prepared()).begin([same, same])()[1]
