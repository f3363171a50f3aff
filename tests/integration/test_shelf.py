"""What a store holds: reports listed, searched and counted, copies, numbers."""

from collections.abc import Iterator
from datetime import date

import pytest
from logged import Ledger

from events import EventRetracted, Reading, ReportWithdrawn
from projections.catchup import Views
from projections.clocks import Clocks
from projections.details import report_detail
from projections.shelf import By, Shelf, copies_of, counts, reports
from projections.statistics import statistics


@pytest.fixture
def views() -> Iterator[Views]:
    with Views.open(":memory:") as opened:
        yield opened


@pytest.fixture
def log() -> Ledger:
    """Four reports of two publishers in two months; one was revised, one withdrawn."""
    made = Ledger()
    first = made.report("Balloon over Montana", publisher="Wire", published="2023-02-03", text_sha256="a" * 64)
    told = made.tell(first, "AccusationMade", "2023-02-02")
    made.tell(first, "ProtestLodged", "2023-02-03")
    made.report("Balloons", publisher="Paper", published="2023-02-04", text_sha256="a" * 64)
    made.report("Grain", publisher="Paper", published="2023-03-01")
    hoax = made.report("Hoax", publisher="Paper", published="2023-03-02")
    made.append(ReportWithdrawn, hoax, because="a hoax")
    made.append(EventRetracted, first, event_id=told.event_id, reason="rejected", because="misread")
    made.report("Balloon over Montana", publisher="Wire", published="2023-02-03", reason="metadata")
    return made


def titles(views: Views, *, limit: int | None = None, **conditions: object) -> list[str]:
    return [line.report.title for line in reports(views.connection, Shelf.model_validate(conditions), limit=limit)]


def test_reports_are_listed_in_the_order_of_publication(views: Views, log: Ledger) -> None:
    views.apply(log.rows)
    assert titles(views) == ["Balloon over Montana", "Balloons", "Grain"]
    assert titles(views, limit=1) == ["Grain"]
    assert [line.events for line in reports(views.connection, Shelf())] == [1, 0, 0]


def test_reports_are_found_by_words_publisher_and_day(views: Views, log: Ledger) -> None:
    views.apply(log.rows)
    assert titles(views, words="balloon") == ["Balloon over Montana", "Balloons"]
    assert titles(views, words='balloon "montana') == ["Balloon over Montana"]
    assert titles(views, publisher="Paper") == ["Balloons", "Grain"]
    assert titles(views, since="2023-02-04", until="2023-02-28") == ["Balloons"]
    assert titles(views, published_by="2023-02-03") == ["Balloon over Montana"]


def test_reports_are_as_the_log_knew_them_then(views: Views, log: Ledger) -> None:
    views.apply(log.rows)
    before = log.rows[5].recorded  # the hoax is there; nothing was taken back yet
    shelf = Shelf(recorded_by=before)
    assert titles(views, recorded_by=before)[-1] == "Hoax"
    assert reports(views.connection, shelf)[0].events == 2


def test_reports_are_counted_by_publisher_and_month(views: Views, log: Ledger) -> None:
    views.apply(log.rows)
    by_publisher = [(one.name, one.reports, one.events) for one in counts(views.connection, Shelf(), By.PUBLISHER)]
    by_month = [(one.name, one.reports, one.events) for one in counts(views.connection, Shelf(), By.MONTH)]
    assert by_publisher == [("Paper", 2, 0), ("Wire", 1, 1)]
    assert by_month == [("2023-02", 2, 1), ("2023-03", 1, 0)]


def test_the_copies_of_a_report_are_named_and_it_is_that_of_theirs(views: Views) -> None:
    log = Ledger()
    first, second = (log.report(name, text_sha256="a" * 64) for name in "ab")
    log.report("c")
    views.apply(log.rows)
    assert [copy.id for copy in copies_of(views.connection, first)] == [second]
    detail = report_detail(views.connection, second)
    assert detail is not None
    assert [copy.id for copy in detail.copies] == [first]
    log.append(ReportWithdrawn, first, because="a hoax")
    before = Clocks(as_of=date.max, recorded_by=log.rows[-2].recorded)
    views.apply(log.rows)
    assert copies_of(views.connection, second) == []
    assert [copy.id for copy in copies_of(views.connection, second, before)] == [first]
    assert copies_of(views.connection, second, before.model_copy(update={"published_by": date.min})) == []


def test_the_numbers_are_those_of_what_counts(views: Views, log: Ledger) -> None:
    views.apply(log.rows)
    found = statistics(views.connection)
    assert (found.reports, found.texts, found.publishers, found.revised, found.withdrawn) == (3, 3, 2, 1, 1)
    assert (found.silent, found.relationships, found.position) == (2, 1, len(log.rows))
    assert (found.first_published, found.last_published) == (date(2023, 2, 3), date(2023, 3, 1))
    assert (found.first_recorded, found.last_recorded) == (log.rows[0].recorded, log.rows[-1].recorded)
    assert found.events == {"ProtestLodged": 1}
    assert found.languages == {"unknown": 3}
    assert found.extractors == {"test 1": 3}


def test_a_text_that_was_read_again_was_not_revised_by_its_publisher(views: Views) -> None:
    log = Ledger()
    log.report("a", text_sha256="a" * 64)
    log.report("a", text_sha256="a" * 64, reason="metadata", publisher="Wire")
    views.apply(log.rows)
    assert statistics(views.connection).reread == 0
    log.report("a", text_sha256="a" * 64, reason="reread", reading=Reading(extractor="test", version="2"))
    views.apply(log.rows)
    found = statistics(views.connection)
    assert (found.reports, found.revised, found.reread) == (1, 0, 1)


def test_an_empty_store_has_numbers_too(views: Views) -> None:
    found = statistics(views.connection)
    assert (found.reports, found.first_published, found.last_recorded, found.events) == (0, None, None, {})
