"""What changed, when, and because of which words."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from logged import Ledger, judged

from events import EventCorrected, EventRetracted, PolicyEvent, ReportWithdrawn, When
from projections.catchup import Views
from projections.history import Change, audit

LETHAL = "assessment:USA:CHN:lethal_aid:RUS"


@pytest.fixture
def views() -> Iterator[Views]:
    with Views.open(":memory:") as opened:
        yield opened


def changes(views: Views, log: Ledger, **asked: Any) -> list[Change]:
    views.apply(log.rows)
    return audit(views.connection, asked.pop("pair", ("USA", "CHN")), **asked)


def lines(found: list[Change]) -> list[tuple[str, str, str | None, str | None]]:
    return [(change.attribute, change.kind, change.before, change.after) for change in found]


def assess(log: Ledger, name: str, on: str, stance: str, **fields: Any) -> PolicyEvent:
    return log.tell(log.report(name, published=on), "AssessmentReported", on, **judged(stance, **fields))


def correct(log: Ledger, event: PolicyEvent, field: str, before: object, after: object) -> None:
    change = {"field": field, "before": before, "after": after}
    log.append(
        EventCorrected, event.originator_id, event_id=event.event_id, changes=[change], because="misread", by="Ann"
    )


def retract(log: Ledger, event: PolicyEvent) -> None:
    log.append(
        EventRetracted, event.originator_id, event_id=event.event_id, reason="rejected", because="misread", by="Ann"
    )


def test_an_assessment_is_told_change_by_change(views: Views) -> None:
    log = Ledger()
    assess(log, "b", "2022-05-01", "no_evidence")
    assess(log, "a", "2022-03-01", "suspects", likelihood="likely")
    assert lines(changes(views, log)) == [
        ("likelihood", "asserted", None, "likely"),
        ("stance", "asserted", None, "suspects"),
        ("likelihood", "asserted", "likely", None),
        ("stance", "asserted", "suspects", "no_evidence"),
    ]


@pytest.mark.parametrize("quotes", [("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")])
def test_what_a_silent_edit_puts_in_the_place_of_an_event_comes_after_it(views: Views, quotes: tuple[str, str]) -> None:
    log = Ledger()
    imposed = {"measure": "tariff", "action": "imposed"}
    gone = log.tell(log.report("a"), "SanctionsImposed", "2022-03-01", quote=quotes[0], **imposed)
    now = log.tell(log.report("a"), "SanctionsImposed", "2022-03-01", quote=quotes[1], **imposed)
    retract(log, gone)
    told = [(one.event_id, one.kind, one.after) for one in changes(views, log) if one.attribute == "stage"]
    assert told == [
        (gone.event_id, "asserted", "imposed"),
        (gone.event_id, "retracted", None),
        (now.event_id, "asserted", "imposed"),
    ]


def test_every_change_has_its_words_report_and_times(views: Views) -> None:
    log = Ledger()
    told = assess(log, "a", "2022-03-01", "suspects")
    (change,) = changes(views, log)
    assert (change.subject, change.quote, change.report.title) == (LETHAL, told.evidence.quote, "a")
    assert (change.valid_from, change.published, change.recorded) == (
        date(2022, 3, 1),
        date(2022, 3, 1),
        log.rows[1].recorded,
    )
    assert (change.event_id, change.type, change.date) == (told.event_id, "AssessmentReported", "2022-03-01")


def test_a_retraction_shows_what_had_been_held_and_what_stands_instead(views: Views) -> None:
    log = Ledger()
    assess(log, "a", "2022-03-01", "suspects")
    retract(log, assess(log, "b", "2022-04-01", "asserts"))
    found = changes(views, log)
    assert lines(found) == [
        ("stance", "asserted", None, "suspects"),
        ("stance", "asserted", "suspects", "asserts"),
        ("stance", "retracted", "asserts", "suspects"),
    ]
    assert (found[2].because, found[2].by, found[2].recorded) == ("misread", "Ann", log.rows[4].recorded)


def test_a_correction_shows_both_wordings_and_the_story_goes_on_from_the_new_one(views: Views) -> None:
    log = Ledger()
    told = assess(log, "a", "2022-03-01", "asserts")
    assess(log, "b", "2022-04-01", "no_evidence")
    correct(log, told, "judgement.stance", "asserts", "suspects")
    found = changes(views, log)
    assert lines(found) == [
        ("stance", "asserted", None, "asserts"),
        ("stance", "corrected", "asserts", "suspects"),
        ("stance", "asserted", "suspects", "no_evidence"),
    ]
    assert [change.because for change in found] == [None, "misread", None]


def test_a_correction_that_moves_a_judgement_ends_it_here_and_begins_it_there(views: Views) -> None:
    log = Ledger()
    told = assess(log, "a", "2022-03-01", "asserts")
    correct(log, told, "judgement.proposition.predicate", "lethal_aid", "military_aid")
    found = [(change.subject.split(":")[3], change.kind, change.before, change.after) for change in changes(views, log)]
    assert found == [
        ("lethal_aid", "asserted", None, "asserts"),
        ("lethal_aid", "corrected", "asserts", None),
        ("military_aid", "corrected", None, "asserts"),
    ]


def test_a_withdrawn_report_takes_its_changes_back(views: Views) -> None:
    log = Ledger()
    told = assess(log, "a", "2022-03-01", "asserts")
    log.append(ReportWithdrawn, told.originator_id, because="a hoax", by="Ann")
    assert lines(changes(views, log))[-1] == ("stance", "retracted", "asserts", None)


def test_a_revision_that_changes_nothing_said_is_no_change(views: Views) -> None:
    log = Ledger()
    assess(log, "a", "2022-03-01", "asserts")
    log.report("a", published="2022-03-01", title="new title")
    (change,) = changes(views, log)
    assert (change.kind, change.recorded, change.report.title) == ("asserted", log.rows[1].recorded, "new title")


def test_a_revision_that_changes_nothing_said_lends_its_reason_to_nothing(views: Views) -> None:
    log = Ledger()
    told = log.tell(log.report("a"), "SanctionsImposed", "2022-03-01", measure="tariff", action="imposed")
    log.report("a")
    correct(log, told, "attribution", [], [{"speaker": "a minister"}])
    log.report("a")
    found = changes(views, log)
    assert [(one.attribute, one.kind, one.because, one.recorded) for one in found] == [
        ("effective", "asserted", None, log.rows[1].recorded),
        ("stage", "asserted", None, log.rows[1].recorded),
        ("stage", "corrected", "misread", log.rows[3].recorded),
    ]
    assert [[change.field for change in one.changes] for one in found] == [[], [], ["attribution"]]


def test_what_follows_from_a_corrected_date_is_told_with_the_correction(views: Views) -> None:
    log = Ledger()
    told = log.tell(log.report("a"), "SanctionsImposed", "2022-03-01", measure="tariff", action="imposed")
    days = [When.parse(day).model_dump(mode="json") for day in ("2022-03-01", "2022-03-02")]
    correct(log, told, "occurred", *days)
    last = log.rows[-1].recorded
    assert [(one.attribute, one.kind, one.after, one.recorded == last) for one in changes(views, log)] == [
        ("stage", "asserted", "imposed", False),
        ("effective", "corrected", "2022-03-02", True),
        ("stage", "corrected", "imposed", True),
    ]


def test_a_revision_that_moves_the_date_is_shown_as_what_it_is(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("a", published="2022-03-01"), "AssessmentReported", **judged("asserts"))
    log.report("a", published="2022-03-05")
    found = changes(views, log)
    assert [(change.kind, change.valid_from.day) for change in found] == [("asserted", 1), ("revised", 5)]


def test_a_meeting_is_planned_and_then_held(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("a", published="2022-03-17"), "MeetingScheduled", "2022-03-18")
    log.tell(log.report("b", published="2022-03-19"), "MeetingHeld", "2022-03-18")
    log.tell(log.report("c", published="2022-03-20"), "MeetingHeld", "2022-03-18")
    found = changes(views, log)
    assert lines(found) == [("status", "asserted", None, "scheduled"), ("status", "asserted", "scheduled", "held")]
    assert {change.subject for change in found} == {"meeting:CHN:USA:2022-03-18"}


def test_a_threat_that_is_carried_out_says_why_it_is_held_to_be(views: Views) -> None:
    log = Ledger()
    told = log.tell(log.report("a", published="2022-03-01"), "SanctionsThreatened", "2022-03-01")
    log.tell(
        log.report("b", published="2022-04-01"), "SanctionsImposed", "2022-04-01", measure="tariff", action="imposed"
    )
    found = changes(views, log, subject=f"warning:{told.event_id}")
    assert lines(found) == [("status", "asserted", None, "standing"), ("status", "asserted", "standing", "carried_out")]
    assert found[1].because
    assert found[1].type == "SanctionsImposed"


def test_measures_ties_and_force_are_in_the_audit(views: Views) -> None:
    log = Ledger()
    report = log.report("a", published="2022-03-17")
    log.tell(report, "SanctionsImposed", "2022-03-01", measure="tariff", action="imposed")
    log.tell(report, "SanctionsEased", "2022-03-10", measure="tariff", action="lifted")
    log.tell(report, "RelationsReduced", "2022-03-11", step="expulsion")
    log.tell(report, "ForceUsed", "2022-03-12")
    log.tell(report, "ForceUsed", "2022-03-13", form="naval")
    assert [(change.attribute, change.before, change.after) for change in changes(views, log)] == [
        ("effective", None, "2022-03-01"),
        ("stage", None, "imposed"),
        ("stage", "imposed", "lifted"),
        ("ties", None, "reduced by USA: expulsion"),
        ("force", None, "USA used force on CHN"),
        ("force", "USA used force on CHN", "USA used force on CHN (naval)"),
    ]


def test_the_dates_of_a_measure_are_told_beside_its_stage(views: Views) -> None:
    log = Ledger()
    dates = {"effective": When.parse("2022-04-01"), "expiry": When.parse("2023-03-31")}
    log.tell(log.report("a"), "SanctionsImposed", "2022-03-16", measure="tariff", action="imposed", **dates)
    renewed = {"expiry": When.parse("2024-03-31")}
    log.tell(log.report("b"), "SanctionsImposed", "2023-03-01", measure="tariff", action="extended", **renewed)
    assert [(change.attribute, change.before, change.after) for change in changes(views, log)] == [
        ("effective", None, "2022-04-01"),
        ("expiry", None, "2023-03-31"),
        ("stage", None, "announced"),
        ("expiry", "2023-03-31", "2024-03-31"),
        ("stage", "announced", "extended"),
    ]


def test_an_audit_can_be_of_days_and_of_subjects(views: Views) -> None:
    log = Ledger()
    assess(log, "a", "2022-03-01", "suspects")
    assess(log, "b", "2022-04-01", "asserts")
    log.tell(log.report("c", published="2022-04-01"), "DemandMade", "2022-04-01")
    views.apply(log.rows)
    connection = views.connection
    assert len(audit(connection, ("CHN", "USA"), since=date(2022, 4, 1))) == 2
    assert len(audit(connection, ("CHN", "USA"), until=date(2022, 3, 31))) == 1
    assert len(audit(connection, subject="assessment:USA:CHN")) == 2
    assert len(audit(connection, ("CHN", "RUS"))) == 2
    assert not audit(connection, ("CHN", "RUS"), subject="demand")


def test_an_audit_of_nothing_is_refused(views: Views) -> None:
    with pytest.raises(ValueError, match="needs a pair"):
        audit(views.connection)
