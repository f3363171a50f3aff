"""The state of a relationship on three clocks, from real views."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from logged import START, Ledger, judged, ref

from events import EventCorrected, EventRetracted, Evidence, PolicyEvent, ReportWithdrawn
from projections.catchup import Views
from projections.relationship import RelationshipState, relationship

LATER = date(2022, 12, 31)


@pytest.fixture
def views() -> Iterator[Views]:
    with Views.open(":memory:") as opened:
        yield opened


def state(
    views: Views,
    *,
    as_of: date = LATER,
    published_by: date | None = None,
    recorded_by: datetime | None = None,
    pair: tuple[str, str] = ("USA", "CHN"),
) -> RelationshipState:
    return relationship(views.connection, pair, as_of=as_of, published_by=published_by, recorded_by=recorded_by)


def at(position: int) -> datetime:
    return START + timedelta(seconds=position)


def retract(log: Ledger, event: PolicyEvent) -> None:
    log.append(
        EventRetracted, event.originator_id, event_id=event.event_id, reason="rejected", because="misread", by="Ann"
    )


def correct(log: Ledger, event: PolicyEvent, field: str, before: object, after: object) -> None:
    change = {"field": field, "before": before, "after": after}
    log.append(
        EventCorrected, event.originator_id, event_id=event.event_id, changes=[change], because="misread", by="Ann"
    )


def test_the_state_has_the_keys_that_were_promised(views: Views) -> None:
    assert list(state(views).model_dump(mode="json")) == [
        "pair", "as_of", "published_by", "recorded_by", "min_reliability",
        "climate", "meetings", "measures", "warnings", "demands", "assessments", "ties", "counts",
    ]  # fmt: skip


def test_the_order_of_the_two_polities_does_not_matter(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("a"), "DemandMade", "2022-03-16")
    views.apply(log.rows)
    assert state(views) == state(views, pair=("CHN", "USA"))
    assert state(views).pair == ("CHN", "USA")


@pytest.mark.parametrize("pair", [("USA", "USA"), ("USA", "XXX")])
def test_a_pair_that_is_none_is_refused(views: Views, pair: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match=r"two polities|is no polity"):
        state(views, pair=pair)


def test_an_instant_without_a_time_zone_is_refused(views: Views) -> None:
    with pytest.raises(ValueError, match="timezone"):
        state(views, recorded_by=datetime(2025, 1, 1))  # noqa: DTZ001  it is what the test is about


def test_every_item_has_its_words_report_and_dates(views: Views) -> None:
    log = Ledger()
    told = log.tell(log.report("a", published="2022-03-17"), "DemandMade", "2022-03")
    views.apply(log.rows)
    (item,) = state(views).demands
    assert item.event_ids == (told.event_id,)
    assert item.quote == told.evidence.quote
    assert item.report == ref("a", publisher="a")
    assert (item.date, item.valid_from, item.published) == ("2022-03", date(2022, 3, 17), date(2022, 3, 17))


def test_a_late_report_on_an_old_act_changes_the_past_but_not_what_was_known_then(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("late", published="2022-06-01"), "AgreementReached", "2022-03-16")
    views.apply(log.rows)
    assert state(views, as_of=date(2022, 3, 20)).counts
    assert not state(views, as_of=date(2022, 3, 20), published_by=date(2022, 5, 31)).counts
    assert not state(views, as_of=date(2022, 3, 20), recorded_by=START).counts
    assert not state(views, as_of=date(2022, 3, 15)).counts


def test_a_retracted_event_is_gone_from_now_on_but_not_from_what_was_known(views: Views) -> None:
    log = Ledger()
    told = log.tell(log.report("a"), "DemandMade", "2022-03-16")
    retract(log, told)
    views.apply(log.rows)
    assert not state(views).demands
    assert state(views, recorded_by=at(2)).demands
    assert not state(views, recorded_by=at(3)).demands


def test_recorded_by_may_be_in_any_time_zone(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("a"), "DemandMade", "2022-03-16")
    views.apply(log.rows)
    tokyo = timezone(timedelta(hours=9))
    assert state(views, recorded_by=at(2).astimezone(tokyo)).demands
    assert not state(views, recorded_by=at(2).replace(tzinfo=UTC) - timedelta(microseconds=1)).demands


def test_a_correction_changes_what_it_names_from_then_on(views: Views) -> None:
    log = Ledger()
    told = log.tell(log.report("a"), "AssessmentReported", "2022-03-16", **judged("asserts", likelihood="likely"))
    correct(log, told, "judgement.stance", "asserts", "suspects")
    views.apply(log.rows)
    (now,), (then,) = state(views).assessments, state(views, recorded_by=at(2)).assessments
    assert (now.stance, now.likelihood, now.event_ids) == ("suspects", "likely", (told.event_id,))
    assert then.stance == "asserts"


def test_a_correction_can_be_corrected_and_can_move_an_event_to_another_pair(views: Views) -> None:
    log = Ledger()
    told = log.tell(log.report("a"), "DemandMade", "2022-03-16")
    correct(log, told, "target", "CHN", "RUS")
    correct(log, told, "demand", None, "withdraw")
    views.apply(log.rows)
    assert not state(views).demands
    (item,) = state(views, pair=("RUS", "USA")).demands
    assert item.demand == "withdraw"


def test_a_withdrawn_report_takes_all_its_events_with_it(views: Views) -> None:
    log = Ledger()
    report = log.report("a")
    log.tell(report, "DemandMade", "2022-03-16")
    log.tell(report, "MeetingHeld", "2022-03-16")
    log.append(ReportWithdrawn, report, because="a hoax", by="Ann")
    views.apply(log.rows)
    assert not state(views).counts
    assert len(state(views, recorded_by=at(3)).counts) == 2


def test_a_revision_gives_the_events_the_new_date_and_title_of_the_report(views: Views) -> None:
    log = Ledger()
    report = log.report("a", published="2022-03-17")
    log.tell(report, "DemandMade")
    log.report("a", published="2022-03-20", title="new")
    views.apply(log.rows)
    (now,), (then,) = state(views).demands, state(views, recorded_by=at(2)).demands
    assert (now.report.title, now.valid_from) == ("new", date(2022, 3, 20))
    assert (then.report.title, then.valid_from) == ("a", date(2022, 3, 17))


def test_an_event_survives_the_revision_that_moves_its_words(views: Views) -> None:
    log = Ledger()
    report = log.report("a")
    told = log.tell(report, "DemandMade", "2022-03-16")
    quote = told.evidence.quote
    moved = {"event_id": told.event_id, "evidence": Evidence(quote=quote, start=7, end=7 + len(quote))}
    log.report("a", moved=[moved])
    views.apply(log.rows)
    assert state(views).demands[0].event_ids == (told.event_id,)
    assert state(views).counts[0].mentions == 1


def test_what_is_retracted_and_told_again_counts_once(views: Views) -> None:
    log = Ledger()
    report = log.report("a")
    retract(log, log.tell(report, "DemandMade", "2022-03-16"))
    log.tell(report, "DemandMade", "2022-03-16")
    views.apply(log.rows)
    assert state(views).counts[0].mentions == 1


def test_a_copy_is_no_further_witness_and_one_recorded_later_changes_no_earlier_answer(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("a", text_sha256="a" * 64), "DemandMade", "2022-03-16")
    log.tell(log.report("b"), "DemandMade", "2022-03-16")
    before = log.rows[-1].recorded
    log.tell(log.report("c", text_sha256="a" * 64), "DemandMade", "2022-03-16")
    views.apply(log.rows)
    (now,), (then,) = state(views).demands, state(views, recorded_by=before).demands
    assert (now.corroboration, len(now.event_ids)) == (2, 3)
    assert (then.corroboration, len(then.event_ids)) == (2, 2)


def test_the_same_act_told_by_three_publishers_is_one_demand(views: Views) -> None:
    log = Ledger()
    for name in "abc":
        log.tell(log.report(name), "DemandMade", "2022-03-16")
    views.apply(log.rows)
    (item,) = state(views).demands
    assert item.corroboration == 3
    assert len(item.event_ids) == 3
    assert state(views).counts[0].incidents == 1


def test_a_judgement_belongs_to_the_relationship_that_it_is_about(views: Views) -> None:
    log = Ledger()
    report = log.report("a")
    log.tell(report, "AssessmentReported", "2022-03-16", **judged("suspects"))
    log.tell(report, "AssessmentReported", "2022-03-16", source="UKR", **judged("asserts"))
    views.apply(log.rows)
    about = state(views, pair=("CHN", "RUS"))
    assert [(item.holder, item.stance) for item in about.assessments] == [("UKR", "asserts"), ("USA", "suspects")]
    assert not about.counts
    assert [item.holder for item in state(views).assessments] == ["USA"]


def test_a_threat_is_carried_out_by_the_measure_that_followed(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("a", published="2022-03-17"), "SanctionsThreatened", "2022-03-17", measure="tariff")
    done = log.tell(
        log.report("b", published="2022-04-02"), "SanctionsImposed", "2022-04-01", measure="tariff", action="imposed"
    )
    views.apply(log.rows)
    assert state(views, as_of=date(2022, 3, 31)).warnings[0].status == "standing"
    (item,) = state(views).warnings
    assert item.status == "carried_out"
    assert item.answered_by
    assert item.answered_by.event_id == done.event_id
