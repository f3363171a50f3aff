"""Lists of events, and events and reports in detail."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid4

import pytest
from logged import Ledger

from events import EventConfirmed, EventCorrected, EventRetracted, Evidence, PolicyEvent, ReportWithdrawn
from projections.catchup import Views
from projections.details import event_detail, report_detail
from projections.listing import events, lookup


@pytest.fixture
def views() -> Iterator[Views]:
    with Views.open(":memory:") as opened:
        yield opened


@pytest.fixture
def log() -> Ledger:
    log = Ledger()
    first, second = log.report("first", published="2022-03-17"), log.report("second", published="2022-04-17")
    log.tell(second, "DemandMade", "2022-04-10", demand="withdraw")
    log.tell(first, "CriticismVoiced", "2022-03-10")
    log.tell(first, "ForceUsed", "2022-03-11", source="RUS", target="UKR", third_parties=["BLR"])
    return log


def told(log: Ledger, place: int) -> PolicyEvent:
    event = log.rows[place].event
    assert isinstance(event, PolicyEvent)
    return event


def test_events_are_listed_in_the_order_of_the_story(views: Views, log: Ledger) -> None:
    views.apply(log.rows)
    assert [event.type for event in events(views.connection)] == ["CriticismVoiced", "ForceUsed", "DemandMade"]


def test_a_list_can_be_narrowed(views: Views, log: Ledger) -> None:
    views.apply(log.rows)
    connection = views.connection
    report = log.rows[0].report_id
    assert [event.type for event in events(connection, pair=("UKR", "RUS"))] == ["ForceUsed"]
    assert [event.type for event in events(connection, polity="CHN", since=date(2022, 4, 1))] == ["DemandMade"]
    assert [event.type for event in events(connection, types=["ForceUsed", "DemandMade"], until=date(2022, 4, 1))] == [
        "ForceUsed"
    ]
    assert [event.type for event in events(connection, report=report)] == ["CriticismVoiced", "ForceUsed"]
    assert [event.type for event in events(connection, limit=2)] == ["ForceUsed", "DemandMade"]
    assert events(connection, limit=0) == []


def test_a_listed_event_has_the_fields_of_its_type(views: Views, log: Ledger) -> None:
    views.apply(log.rows)
    (event,) = events(views.connection, types=["DemandMade"])
    assert event.details == {"demand": "withdraw"}
    assert (event.recorded, event.report.title) == (log.rows[2].recorded, "second")


def test_an_event_in_detail_has_its_place_its_facts_and_its_coding(views: Views, log: Ledger) -> None:
    views.apply(log.rows)
    event = told(log, 2)
    detail = event_detail(views.connection, event.event_id)
    assert detail is not None
    assert detail.status == "recorded"
    assert detail.history == ()
    assert (detail.evidence, detail.coding.rule) == (event.evidence, "test")
    assert [fact.subject for fact in detail.facts] == ["relationship:CHN:USA", f"demand:{event.event_id}"]


def test_what_happened_to_an_event_is_told_in_order(views: Views, log: Ledger) -> None:
    event = told(log, 2)
    change = {"field": "demand", "before": "withdraw", "after": "withdraw at once"}
    log.append(EventConfirmed, event.originator_id, event_id=event.event_id, because="read", by="Ann")
    log.append(EventCorrected, event.originator_id, event_id=event.event_id, changes=[change], because="more", by="Bob")
    log.append(EventRetracted, event.originator_id, event_id=event.event_id, reason="rejected", because="no", by="Cy")
    views.apply(log.rows)
    detail = event_detail(views.connection, event.event_id)
    assert detail is not None
    assert detail.status == "retracted"
    assert detail.details == {"demand": "withdraw at once"}
    assert [(review.kind, review.by) for review in detail.history] == [
        ("confirmed", "Ann"),
        ("corrected", "Bob"),
        ("retracted", "Cy"),
    ]
    assert detail.history[1].details == {"changes": {"demand": {"before": "withdraw", "after": "withdraw at once"}}}


def test_a_report_in_detail_has_its_events_and_revisions(views: Views, log: Ledger) -> None:
    event = told(log, 2)
    quote = event.evidence.quote
    moved = {"event_id": event.event_id, "evidence": Evidence(quote=quote, start=5, end=5 + len(quote))}
    log.report("second", published="2022-04-18", moved=[moved], title="newer")
    views.apply(log.rows)
    report = report_detail(views.connection, event.originator_id)
    assert report is not None
    assert (report.status, report.title, report.published) == (
        "revised",
        "newer",
        date(2022, 4, 18),
    )
    assert [(review.kind, review.reason) for review in report.history] == [("revised", "text")]
    assert [told.event_id for told in report.events] == [event.event_id]
    assert report.recorded == log.rows[1].recorded
    detail = event_detail(views.connection, event.event_id)
    assert detail is not None
    assert detail.evidence.start == 5
    assert detail.recorded == log.rows[2].recorded


def test_a_withdrawn_report_is_still_there_to_be_seen(views: Views, log: Ledger) -> None:
    event = told(log, 2)
    log.append(ReportWithdrawn, event.originator_id, because="a hoax", by="Ann")
    views.apply(log.rows)
    report, detail = (
        report_detail(views.connection, event.originator_id),
        event_detail(views.connection, event.event_id),
    )
    assert report is not None
    assert report.status == "withdrawn"
    assert report.events == ()
    assert detail is not None
    assert detail.status == "withdrawn"


def test_what_is_unknown_is_none(views: Views) -> None:
    assert event_detail(views.connection, uuid4()) is None
    assert report_detail(views.connection, uuid4()) is None


@pytest.mark.parametrize("digits", [6, 9, 20, 36])
def test_ids_are_found_by_how_they_begin(views: Views, log: Ledger, digits: int) -> None:
    views.apply(log.rows)
    event, report = told(log, 2).event_id, log.rows[0].report_id
    assert lookup(views.connection, str(event)[:digits]).events == (event,)
    assert lookup(views.connection, report.hex[:digits].upper()).reports == (report,)


@pytest.mark.parametrize("beginning", ["", "xyz", "%", "0" * 33])
def test_other_texts_find_nothing(views: Views, log: Ledger, beginning: str) -> None:
    views.apply(log.rows)
    found: tuple[tuple[UUID, ...], ...] = lookup(views.connection, beginning)
    assert found == ((), ())
