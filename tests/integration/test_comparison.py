"""What differs between two moments, and why."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from logged import START, Ledger, judged

from events import EventCorrected, EventRetracted, PolicyEvent, ReviewUndone, When
from projections.catchup import Views
from projections.clocks import Clocks
from projections.comparison import Explained, compare


@pytest.fixture
def views() -> Iterator[Views]:
    with Views.open(":memory:") as opened:
        yield opened


def moment(day: str, *, published: str | None = None, position: int | None = None) -> Clocks:
    return Clocks(
        as_of=date.fromisoformat(day),
        published_by=date.fromisoformat(published) if published else None,
        recorded_by=None if position is None else START + timedelta(seconds=position),
    )


def found(views: Views, before: Clocks, after: Clocks) -> dict[str, Explained]:
    differences = compare(views.connection, ("USA", "CHN"), before, after).differences
    return {difference.section: difference for difference in differences}


def values(difference: Explained) -> list[tuple[str, str | None, str | None]]:
    return [(attribute.name, attribute.before, attribute.after) for attribute in difference.attributes]


def test_a_meeting_that_was_planned_and_held_is_one_that_changed_because_of_the_report(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("plan", published="2022-03-10"), "MeetingScheduled", "2022-03")
    held = log.tell(log.report("news", published="2022-03-19"), "MeetingHeld", "2022-03-18")
    views.apply(log.rows)
    meeting = found(views, moment("2022-03-11"), moment("2022-03-20"))["meetings"]
    assert (meeting.kind, meeting.subject) == ("changed", "meeting:CHN:USA:2022-03-18")
    assert values(meeting) == [("status", "scheduled", "held"), ("date", "2022-03", "2022-03-18")]
    assert (meeting.cause.kind, meeting.cause.quote) == ("event", held.evidence.quote)


def test_what_only_time_does_has_time_as_its_cause(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("plan", published="2022-03-10"), "MeetingScheduled", "2022-03-18")
    views.apply(log.rows)
    meeting = found(views, moment("2022-03-18"), moment("2022-03-19"))["meetings"]
    assert values(meeting) == [("status", "scheduled", "unconfirmed")]
    assert (meeting.cause.kind, meeting.cause.quote) == ("time", None)
    assert meeting.cause.because == "its day has passed, and no report says that it was held"


def test_what_a_date_of_a_measure_does_names_that_date(views: Views) -> None:
    log = Ledger()
    days = {name: When.parse(day) for name, day in (("effective", "2022-04-01"), ("expiry", "2022-06-30"))}
    imposed = {"measure": "tariff", "action": "imposed", "modality": "announced"}
    log.tell(log.report("a"), "SanctionsImposed", "2022-03-10", **imposed, **days)
    views.apply(log.rows)
    for before, after, because in (
        ("2022-03-20", "2022-04-02", "its first day, 2022-04-01, has come"),
        ("2022-04-02", "2022-07-01", "its last day, 2022-06-30, has passed"),
    ):
        cause = found(views, moment(before), moment(after))["measures"].cause
        assert (cause.kind, cause.because) == ("time", because)


def test_a_date_of_a_measure_has_the_act_that_dates_it_as_its_cause_and_not_the_newest(views: Views) -> None:
    log = Ledger()
    tariff = {"measure": "tariff", "action": "imposed"}
    log.tell(log.report("late", published="2022-01-10"), "SanctionsImposed", "2021-04-15", **tariff)
    older = log.tell(log.report("older", published="2022-03-02"), "SanctionsImposed", "2021-03-06", **tariff)
    log.tell(log.report("again", published="2022-03-16"), "SanctionsImposed", "2022-03-16", **tariff)
    views.apply(log.rows)
    moments = [moment("2022-03-31", published=day) for day in ("2022-02-28", "2022-03-31")]
    measure = found(views, moments[0], moments[1])["measures"]
    assert values(measure) == [("effective", "2021-04-15", "2021-03-06")]
    assert measure.cause.event_id == older.event_id


def test_what_only_says_the_same_again_is_not_what_made_it_so(views: Views) -> None:
    log = Ledger()
    for day, stance in (("2022-03-01", "suspects"), ("2022-03-10", "asserts"), ("2022-03-20", "asserts")):
        log.tell(log.report(day, published=day), "AssessmentReported", day, **judged(stance))
    views.apply(log.rows)
    assessment = found(views, moment("2022-03-05"), moment("2022-03-31"))["assessments"]
    assert values(assessment) == [("stance", "suspects", "asserts")]
    assert assessment.cause.date == "2022-03-10"


def test_what_has_expired_did_so_by_time_whatever_else_became_of_it_meanwhile(views: Views) -> None:
    log = Ledger()
    tariff = {"measure": "tariff", "action": "imposed", "expiry": When.parse("2022-06-30")}
    log.tell(log.report("a", published="2022-03-10"), "SanctionsImposed", "2022-03-10", **tariff)
    eased = {"measure": "tariff", "action": "delisted"}
    log.tell(log.report("b", published="2022-06-20"), "SanctionsEased", "2022-06-20", **eased)
    views.apply(log.rows)
    measure = found(views, moment("2022-06-10"), moment("2022-07-10"))["measures"]
    assert values(measure) == [("stage", "imposed", "expired"), ("in_force", "yes", "no")]
    assert (measure.cause.kind, measure.cause.because) == ("time", "its last day, 2022-06-30, has passed")


def test_the_climate_was_moved_by_the_correction_that_changes_points_and_not_by_that_of_a_heavier_act(
    views: Views,
) -> None:
    log = Ledger()
    heavy = log.tell(log.report("a", published="2022-03-17"), "ForceUsed", "2022-03-17")
    light = log.tell(log.report("b", published="2022-03-17"), "MeetingHeld", "2022-03-16")
    was, now = (When.parse(day).model_dump(mode="json") for day in ("2022-03-16", "2022-01-16"))
    for told, change in (
        (light, {"field": "occurred", "before": was, "after": now}),
        (heavy, {"field": "form", "before": None, "after": "naval"}),
    ):
        log.append(EventCorrected, told.originator_id, event_id=told.event_id, changes=[change], because="so", by="Ann")
    views.apply(log.rows)
    climate = found(views, moment("2022-03-20", position=4), moment("2022-03-20", position=9))["climate"]
    assert (climate.cause.kind, climate.cause.event_id) == ("corrected", light.event_id)


def misread(log: Ledger) -> PolicyEvent:
    """A judgement that is told, and then corrected from `asserts` to `suspects`."""
    told = log.tell(log.report("a", published="2022-03-02"), "AssessmentReported", "2022-03-01", **judged("asserts"))
    change = {"field": "judgement.stance", "before": "asserts", "after": "suspects"}
    log.append(
        EventCorrected, told.originator_id, event_id=told.event_id, changes=[change], because="misread", by="Ann"
    )
    return told


def test_what_our_knowledge_of_one_day_gained_names_the_correction_and_its_reason(views: Views) -> None:
    log = Ledger()
    misread(log)
    views.apply(log.rows)
    judgement = found(views, moment("2022-03-03", position=2), moment("2022-03-03", position=3))["assessments"]
    assert values(judgement) == [("stance", "asserts", "suspects")]
    assert (judgement.cause.kind, judgement.cause.because, judgement.cause.by) == ("corrected", "misread", "Ann")


def test_what_was_retracted_vanishes_because_of_the_retraction(views: Views) -> None:
    log = Ledger()
    told = log.tell(log.report("a", published="2022-03-02"), "DemandMade", "2022-03-01")
    log.append(EventRetracted, told.originator_id, event_id=told.event_id, reason="rejected", because="no demand")
    views.apply(log.rows)
    differs = found(views, moment("2022-03-03", position=2), moment("2022-03-03"))
    assert {section: (item.kind, item.cause.kind) for section, item in differs.items()} == {
        "climate": ("changed", "retracted"),
        "demands": ("vanished", "retracted"),
        "counts": ("vanished", "retracted"),
    }
    assert differs["demands"].cause.because == "no demand"


def test_what_the_world_learned_of_a_day_is_the_late_report(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("late", published="2022-09-01"), "ForceUsed", "2022-03-01", form="air_strike")
    views.apply(log.rows)
    differs = found(views, moment("2022-03-02", published="2022-03-02"), moment("2022-03-02"))
    assert differs["ties"].cause.report
    assert differs["ties"].cause.report.published == date(2022, 9, 1)
    assert differs["climate"].cause.kind == differs["counts"].cause.kind == "event"


def test_a_revision_that_both_moments_know_is_no_cause(views: Views) -> None:
    log = Ledger()
    told = misread(log)
    views.apply(log.rows)
    judgement = found(views, moment("2022-02-01"), moment("2022-03-03"))["assessments"]
    assert (judgement.kind, judgement.cause.kind, judgement.cause.quote) == ("appeared", "event", told.evidence.quote)


def test_what_was_corrected_and_then_retracted_vanishes_because_of_the_retraction(views: Views) -> None:
    log = Ledger()
    told = log.tell(log.report("a", published="2022-03-02"), "WarningIssued", "2022-03-01")
    change = {"field": "third_parties", "before": [], "after": ["TWN"]}
    log.append(EventCorrected, told.originator_id, event_id=told.event_id, changes=[change], because="late", by="Ann")
    log.append(EventRetracted, told.originator_id, event_id=told.event_id, reason="rejected", because="no", by="Ben")
    views.apply(log.rows)
    warning = found(views, moment("2022-03-03", position=2), moment("2022-03-03"))["warnings"]
    assert (warning.kind, warning.cause.kind, warning.cause.by) == ("vanished", "retracted", "Ben")


def test_what_a_correction_dates_after_the_day_is_gone_because_of_the_correction(views: Views) -> None:
    log = Ledger()
    told = log.tell(log.report("a", published="2022-03-09"), "WarningIssued", "2022-03-01")
    later = {"start": "2022-03-08", "end": "2022-03-08", "precision": "day"}
    change = {"field": "occurred", "before": {}, "after": later}
    log.append(EventCorrected, told.originator_id, event_id=told.event_id, changes=[change], because="late", by="Ann")
    views.apply(log.rows)
    warning = found(views, moment("2022-03-03", position=2), moment("2022-03-03"))["warnings"]
    assert (warning.kind, warning.cause.kind, warning.cause.because) == ("vanished", "corrected", "late")


def test_an_event_that_is_again_what_it_was_is_the_cause_of_nothing(views: Views) -> None:
    log = Ledger()
    tariff = {"measure": "tariff", "action": "imposed"}
    imposed = log.tell(log.report("a", published="2022-03-02"), "SanctionsImposed", "2022-03-02", **tariff)
    lifted = log.tell(
        log.report("b", published="2022-03-01"), "SanctionsEased", "2022-03-01", **(tariff | {"action": "lifted"})
    )
    for event, because in ((lifted, "doubted"), (imposed, "misread")):
        log.append(EventRetracted, event.originator_id, event_id=event.event_id, reason="rejected", because=because)
    undone = {"undone": 3, "review": "retracted", "because": "no doubt", "by": "Ann"}
    log.append(ReviewUndone, lifted.originator_id, event_id=lifted.event_id, **undone)
    views.apply(log.rows)
    measure = found(views, moment("2022-03-03", position=4), moment("2022-03-03"))["measures"]
    assert values(measure)[0] == ("stage", "imposed", "lifted")
    assert (measure.cause.kind, measure.cause.because) == ("retracted", "misread")


def test_a_climate_that_an_act_of_little_weight_moved_names_what_ended_it(views: Views) -> None:
    log = Ledger()
    for number in range(6):
        log.tell(log.report(f"force {number}", published="2022-03-02"), "ForceUsed", f"2022-03-0{number + 1}")
    small = log.tell(log.report("small", published="2022-03-02"), "DemandMade", "2022-03-01")
    log.append(EventRetracted, small.originator_id, event_id=small.event_id, reason="rejected", because="no demand")
    views.apply(log.rows)
    climate = found(views, moment("2022-03-08", position=14), moment("2022-03-08"))["climate"]
    assert (climate.cause.kind, climate.cause.because) == ("retracted", "no demand")
