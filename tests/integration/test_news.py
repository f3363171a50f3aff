"""What is new since a moment: in the log, and by the passing of days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from logged import START, Ledger, judged
from test_time import ledger, reports

from events import EventConfirmed, EventCorrected, EventRetracted, ReportWithdrawn, ReviewUndone
from projections.catchup import Views
from projections.clocks import Clocks
from projections.comparison import compare
from projections.news import News, PairNews, Scope, _aging, news

ANN: dict[str, Any] = {"because": "as the text says", "by": "Ann"}
TARIFF = {"measure": "tariff", "action": "imposed"}


@pytest.fixture
def views() -> Iterator[Views]:
    with Views.open(":memory:") as opened:
        yield opened


def at(position: int, day: str = "2022-04-01") -> Clocks:
    """The moment at which the log had so many rows, on a day."""
    return Clocks(as_of=date.fromisoformat(day), recorded_by=START + timedelta(seconds=position))


def asked(views: Views, log: Ledger, before: Clocks, day: str = "2022-04-01", **options: Any) -> News:
    views.apply(log.rows[views.position :])
    return news(views.connection, before, Clocks(as_of=date.fromisoformat(day)), **options)


def only(found: News) -> PairNews:
    (one,) = found.relationships
    return one


def kinds(found: PairNews) -> list[str]:
    return [happening.kind for happening in found.happenings]


def told(found: PairNews) -> list[tuple[str, str, str | None, str]]:
    return [
        (difference.section, attribute.name, attribute.after, difference.cause.kind)
        for difference in found.differences
        for attribute in difference.attributes
    ]


def test_a_new_event_is_told_with_its_words_and_what_it_changed(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("plan", published="2022-03-10"), "MeetingScheduled", "2022-03-20")
    before = at(2)
    held = log.tell(log.report("held", published="2022-03-21"), "MeetingHeld", "2022-03-20")
    one = only(asked(views, log, before))
    assert (kinds(one), one.happenings[0].event.quote) == (["new"], held.evidence.quote)
    assert ("meetings", "status", "held", "event") in told(one)
    assert one.moved == 2.5


def test_nothing_is_new_since_now_and_what_is_known_is_the_moment_to_ask_from(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("a"), "ForceUsed", "2022-03-01")
    found = asked(views, log, at(0))
    assert found.known == START + timedelta(seconds=2)
    again = asked(views, log, Clocks(as_of=date(2022, 4, 1), recorded_by=found.known))
    assert again.relationships == ()


def test_what_was_put_right_says_by_whom_and_shows_both_values(views: Views) -> None:
    log = Ledger()
    report = log.report("a")
    event = log.tell(report, "WarningIssued", "2022-03-01")
    change = {"field": "condition", "before": None, "after": "if it sails"}
    log.append(EventCorrected, report, event_id=event.event_id, changes=[change], **ANN)
    (happening,) = only(asked(views, log, at(2))).happenings
    assert (happening.kind, happening.by, happening.because) == ("corrected", "Ann", "as the text says")
    assert happening.changes == {"condition": (None, "if it sails")}


def test_what_no_longer_counts_counts_again_or_was_undone_is_told_as_such(views: Views) -> None:
    log = Ledger()
    report = log.report("a")
    event = log.tell(report, "ForceUsed", "2022-03-01")
    log.append(EventRetracted, report, event_id=event.event_id, reason="rejected", **ANN)
    one = only(asked(views, log, at(2)))
    assert (kinds(one), one.happenings[0].because) == (["retracted"], "as the text says")
    log.append(ReviewUndone, report, event_id=event.event_id, undone=3, review="retracted", because="a slip", by="Bob")
    assert asked(views, log, at(2)).relationships == ()  # all in all nothing is otherwise
    back = only(asked(views, log, at(3)))
    assert (kinds(back), back.happenings[0].by) == (["restored"], "Bob")


def test_a_withdrawn_report_takes_its_events_along_and_what_came_and_went_is_no_news(views: Views) -> None:
    log = Ledger()
    report = log.report("a")
    log.tell(report, "ForceUsed", "2022-03-01")
    log.append(ReportWithdrawn, report, **ANN)
    assert kinds(only(asked(views, log, at(2)))) == ["withdrawn"]
    assert asked(views, log, at(0)).relationships == ()


def test_a_confirmation_and_words_that_moved_are_no_news(views: Views) -> None:
    log = Ledger()
    report = log.report("a")
    event = log.tell(report, "ForceUsed", "2022-03-01")
    log.append(EventConfirmed, report, event_id=event.event_id, **ANN)
    log.report("a", title="another title")
    assert asked(views, log, at(2)).relationships == ()


def test_an_event_that_was_put_between_others_is_news_of_both(views: Views) -> None:
    log = Ledger()
    report = log.report("a")
    event = log.tell(report, "WarningIssued", "2022-03-01")
    change = {"field": "target", "before": "CHN", "after": "RUS"}
    log.append(EventCorrected, report, event_id=event.event_id, changes=[change], **ANN)
    assert {one.pair for one in asked(views, log, at(2)).relationships} == {("CHN", "USA"), ("RUS", "USA")}


def test_a_link_is_news_with_the_name_of_who_made_it(views: Views) -> None:
    log = Ledger()
    threat = log.tell(log.report("a"), "WarningIssued", "2022-03-01")
    deed = log.tell(log.report("b"), "ProtestLodged", "2022-03-20")
    log.decide(threat, deed)
    one = only(asked(views, log, at(4)))
    assert (kinds(one), told(one)) == ([], [("warnings", "status", "carried_out", "linked")])


@pytest.mark.parametrize(
    ("topic", "fields", "before", "after", "expected"),
    [
        (
            "SanctionsImposed",
            {**TARIFF, "expiry": {"start": "2022-03-31", "end": "2022-03-31", "precision": "day"}},
            "2022-03-20",
            "2022-04-05",
            ("measures", "in_force", "no", "time"),
        ),
        ("MeetingScheduled", {}, "2022-02-20", "2022-03-20", ("meetings", "status", "unconfirmed", "time")),
        ("WarningIssued", {}, "2022-04-01", "2023-04-01", ("warnings", "status", "dormant", "time")),
        ("DemandMade", {}, "2022-04-01", "2023-04-01", ("demands", "status", "dormant", "time")),
        (
            "MeetingScheduled",
            {"occurred": {}},
            "2022-04-01",
            "2023-04-01",
            ("meetings", "status", "unconfirmed", "time"),
        ),
    ],
)
def test_what_the_passing_of_days_changes_is_news_though_nothing_was_recorded(
    views: Views, topic: str, fields: dict[str, Any], before: str, after: str, expected: tuple[str, ...]
) -> None:
    log = Ledger()
    log.tell(log.report("a", published="2022-02-01"), topic, "2022-03-01", **fields)
    assert asked(views, log, at(2, before), before).relationships == ()
    one = only(asked(views, log, at(2, before), after))
    assert (kinds(one), one.moved) == ([], 0.0)
    assert expected in told(one)


def test_the_relationship_that_moved_most_comes_first_and_a_limit_says_how_many_more_there_are(views: Views) -> None:
    log = Ledger()
    report = log.report("a")
    log.tell(report, "DemandMade", "2022-03-01", target="JPN")
    log.tell(report, "ForceUsed", "2022-03-01")
    log.tell(report, "AssessmentReported", "2022-03-01", target="IRN", **judged("suspects"))
    found = asked(views, log, at(0))
    assert [one.pair for one in found.relationships] == [("CHN", "USA"), ("IRN", "USA"), ("JPN", "USA")]
    short = asked(views, log, at(0), limit=1)
    assert ([one.pair for one in short.relationships], short.more) == ([("CHN", "USA")], 2)
    assert [one.pair for one in asked(views, log, at(0), scope=Scope(pairs=(("USA", "JPN"),))).relationships] == [
        ("JPN", "USA")
    ]
    assert len(asked(views, log, at(0), scope=Scope(polities=("USA",))).relationships) == 3
    assert asked(views, log, at(0), scope=Scope()).relationships == ()


def test_without_a_recorded_time_nothing_can_be_new(views: Views) -> None:
    with pytest.raises(ValueError, match="recorded time"):
        news(views.connection, Clocks(as_of=date(2022, 3, 1)), Clocks(as_of=date(2022, 4, 1)))


days = st.dates(min_value=date(2022, 2, 1), max_value=date(2024, 6, 1))


@settings(max_examples=300)
@given(reports, days, days)
def test_no_change_that_time_makes_is_missed(reported: Any, one: date, other: date) -> None:
    first, last = sorted((one, other))
    with Views.open(":memory:") as views:
        views.apply(ledger(reported).rows)
        found = compare(views.connection, ("CHN", "USA"), Clocks(as_of=first), Clocks(as_of=last)).differences
        if any(each.attributes and each.section not in {"climate", "counts"} for each in found):
            assert "CHN-USA" in set(_aging(views.connection, first, last))


@settings(max_examples=80)
@given(reports, st.integers(min_value=0, max_value=30), days)
def test_the_news_are_the_difference_of_what_was_known(reported: Any, position: int, day: date) -> None:
    rows = ledger(reported).rows
    before, after = at(position, day.isoformat()), Clocks(as_of=day)
    with Views.open(":memory:") as views:
        views.apply(rows)
        found = news(views.connection, before, after, scope=Scope(pairs=(("CHN", "USA"),))).relationships
        told = compare(views.connection, ("CHN", "USA"), before, after).differences
    otherwise = tuple(each for each in told if each.attributes and each.section not in {"climate", "counts"})
    assert tuple(each for one in found for each in one.differences) == otherwise
