"""The cases by which a ledger of the past is judged, each told as reports tell it and asked on the three clocks."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from logged import START, Ledger, judged

from events import EventRetracted, When
from projections.across import measures
from projections.catchup import Views
from projections.clocks import Clocks
from projections.measures import MeasureItem
from projections.relationship import RelationshipState, relationship
from projections.why import why

PAIR = ("USA", "RUS")


@pytest.fixture
def views() -> Iterator[Views]:
    with Views.open(":memory:") as opened:
        yield opened


def on(
    views: Views,
    day: str,
    *,
    published_by: str | None = None,
    recorded_by: datetime | None = None,
    pair: tuple[str, str] = PAIR,
) -> RelationshipState:
    told_by = date.fromisoformat(published_by) if published_by else None
    as_of = date.fromisoformat(day)
    return relationship(views.connection, pair, as_of=as_of, published_by=told_by, recorded_by=recorded_by)


def at(position: int) -> datetime:
    return START + timedelta(seconds=position)


def sanction(log: Ledger, published: str, action: str, *, name: str = "", **fields: object) -> None:
    easing = action in {"lifted", "eased", "delisted", "suspended", "waived"}
    topic = "SanctionsEased" if easing else "SanctionsImposed"
    report = log.report(name or f"{action} {published}", published=published)
    given = {"target": "RUS", "measure": "asset_freeze", "action": action, **fields}
    log.tell(report, topic, published, quote=f"{action} {published} {name}", **given)


def freeze(state: RelationshipState) -> MeasureItem:
    (measure,) = state.measures
    return measure


def test_a_late_report_on_an_old_act_changes_the_past_but_not_what_was_known_then(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("early", published="2022-03-02"), "DemandMade", "2022-03-01", target="RUS")
    log.tell(log.report("late", published="2022-09-01"), "ForceUsed", "2022-03-01", target="RUS")
    views.apply(log.rows)
    now, world, ours = (
        on(views, "2022-03-03"),
        on(views, "2022-03-03", published_by="2022-03-03"),
        on(views, "2022-03-03", recorded_by=at(2)),
    )
    assert [count.type for count in now.counts] == ["DemandMade", "ForceUsed"]
    assert [count.type for count in world.counts] == [count.type for count in ours.counts] == ["DemandMade"]
    assert now.climate.value < world.climate.value == ours.climate.value


def test_a_scheduled_meeting_without_a_later_report_is_unconfirmed_and_never_assumed_held(views: Views) -> None:
    log = Ledger()
    names = {"source": "RUS", "target": "USA"}
    log.tell(log.report("plan", published="2022-01-05"), "MeetingScheduled", "2022-01-10", **names)
    views.apply(log.rows)
    assert [on(views, day).meetings[0].status for day in ("2022-01-05", "2022-01-10", "2022-01-11", "2023-01-01")] == [
        "scheduled",
        "scheduled",
        "unconfirmed",
        "unconfirmed",
    ]


def test_a_measure_until_31_january_lapses_by_what_was_known_before_the_renewal_and_stands_with_it(
    views: Views,
) -> None:
    log = Ledger()
    until: dict[str, Any] = {"expiry": When.parse("2023-01-31")}
    renewed: dict[str, Any] = {"expiry": When.parse("2023-07-31")}
    sanction(log, "2022-07-26", "imposed")
    sanction(log, "2022-07-26", "extended", **until)
    sanction(log, "2023-01-27", "extended", **renewed)
    views.apply(log.rows)
    assert freeze(on(views, "2023-01-31", published_by="2023-01-26")).in_force
    lapsed = freeze(on(views, "2023-02-01", published_by="2023-01-26"))
    assert (lapsed.in_force, lapsed.stage, lapsed.expiry) == (False, "expired", "2023-01-31")
    assert not freeze(on(views, "2023-02-01", recorded_by=at(4))).in_force
    standing = freeze(on(views, "2023-02-01"))
    assert (standing.in_force, standing.stage, standing.expiry) == (True, "extended", "2023-07-31")


def test_what_ends_on_some_day_between_two_says_so_and_is_among_what_ends_before_long(views: Views) -> None:
    log = Ledger()
    sanction(log, "2022-12-22", "extended", expiry=When.parse("2022-12-26/2023-01-01"))
    views.apply(log.rows)
    last = freeze(on(views, "2023-01-01"))
    assert (last.in_force, last.expiry) == (True, "2022-12-26/2023-01-01")
    lapsed = freeze(on(views, "2023-01-02"))
    assert (lapsed.in_force, lapsed.stage, lapsed.expiry) == (False, "expired", "2022-12-26/2023-01-01")
    (explained,) = why(views.connection, ("USA", "RUS"), "expiry", Clocks(as_of=date(2023, 1, 2)))
    assert (explained.value, explained.note) == ("2022-12-26/2023-01-01", None)


@pytest.mark.parametrize("expiry", ["2022-01-02/2022-01-08", "2022-01-30/2022-02-05", "2021-12-30/2022-01-05"])
def test_what_ends_before_long_is_judged_by_the_last_of_the_days_on_which_it_can_end(views: Views, expiry: str) -> None:
    log = Ledger()
    when = When.parse(expiry)
    sanction(log, "2021-12-22", "extended", expiry=when)
    views.apply(log.rows)
    assert when.end is not None
    clocks = Clocks(as_of=when.end - timedelta(days=10))
    assert [item.expiry for item in measures(views.connection, clocks, expiring=10)] == [expiry]
    assert measures(views.connection, clocks, expiring=9) == []


def test_86_delistings_and_12_moves_to_another_programme_are_not_98_lifts(views: Views) -> None:
    log = Ledger()
    sanction(log, "2022-03-01", "imposed", programme="UKRAINE-EO13661")
    for number in range(86):
        day = date(2022, 4, 1) + timedelta(days=number)
        sanction(log, day.isoformat(), "delisted", programme="UKRAINE-EO13661", designee_count=1)
    for number in range(12):
        move = {"name": f"move {number}", "programme": f"moved {number}"}
        sanction(log, "2022-07-01", "delisted", **move)
        sanction(log, "2022-07-01", "expanded", **move)
    views.apply(log.rows)
    measure = freeze(on(views, "2022-08-01"))
    assert (measure.in_force, measure.effective) == (True, "2022-03-01")
    assert not [step for step in measure.history if step.stage in {"lifted", "expired", "suspended"}]


def test_a_threat_followed_by_the_act_is_carried_out_and_says_by_which_act(views: Views) -> None:
    log = Ledger()
    threat = {"target": "RUS", "measure": "asset_freeze", "condition": "if Russia invades"}
    log.tell(log.report("threat", published="2022-01-20"), "SanctionsThreatened", "2022-01-20", **threat)
    sanction(log, "2022-02-24", "imposed")
    views.apply(log.rows)
    assert [on(views, day).warnings[0].status for day in ("2022-01-21", "2022-02-25")] == ["standing", "carried_out"]
    assert [freeze(on(views, day)).stage for day in ("2022-01-21", "2022-02-25")] == ["threatened", "imposed"]
    answer = on(views, "2022-02-25").warnings[0].answered_by
    assert answer
    assert (answer.quote, answer.date) == ("imposed 2022-02-24 ", "2022-02-24")
    assert answer.because == "by the same source, 35 days after the threat"


def test_two_holders_who_disagree_are_both_shown_and_neither_is_averaged(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("a", published="2022-03-14"), "AssessmentReported", "2022-03-14", **judged("asserts"))
    others = {"source": "GBR", **judged("no_evidence", confidence="low")}
    log.tell(log.report("b", published="2022-03-15"), "AssessmentReported", "2022-03-15", **others)
    views.apply(log.rows)
    found = on(views, "2022-03-16", pair=("CHN", "RUS")).assessments
    assert [(item.holder, item.stance) for item in found] == [("GBR", "no_evidence"), ("USA", "asserts")]
    assert [[other.holder for other in item.contradicted_by] for item in found] == [["USA"], ["GBR"]]
    (american,) = on(views, "2022-03-16", pair=("CHN", "USA")).assessments
    assert [(other.holder, other.stance) for other in american.contradicted_by] == [("GBR", "no_evidence")]


def test_a_retracted_event_is_gone_from_now_on_but_not_from_yesterdays_knowledge(views: Views) -> None:
    log = Ledger()
    told = log.tell(log.report("a", published="2022-03-14"), "WarningIssued", "2022-03-14", target="RUS")
    log.append(EventRetracted, told.originator_id, event_id=told.event_id, reason="rejected", because="misread")
    views.apply(log.rows)
    assert on(views, "2022-03-15").warnings == ()
    assert [item.status for item in on(views, "2022-03-15", recorded_by=at(2)).warnings] == ["standing"]
    assert on(views, "2022-03-15", recorded_by=at(3)).warnings == ()


def test_a_date_known_to_the_month_counts_from_its_last_day_and_keeps_its_precision(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("a", published="2022-06-01"), "DemandMade", "2022-03", target="RUS")
    log.tell(log.report("b", published="2022-03-20"), "WarningIssued", "2022-03", target="RUS")
    views.apply(log.rows)
    assert on(views, "2022-03-30").demands == ()
    (demand,) = on(views, "2022-03-31").demands
    assert (demand.date, demand.occurred.precision.value) == ("2022-03", "month")
    assert [item.valid_from for item in on(views, "2022-03-20").warnings] == [date(2022, 3, 20)]
