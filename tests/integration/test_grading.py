"""Publishers are graded in the log; what a question believes is answered as if nobody else had told anything."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from built import TEXT, PreparedExtractor, criticism, report, ticking, warning
from hypothesis import given, settings
from hypothesis import strategies as st
from logged import START, Ledger, act, judged
from test_time import ledger as told_by
from test_time import reports

from events import PublisherGraded, identify_publisher
from events.vocabulary import Reliability
from projections.across import assessments, measures, meetings
from projections.catchup import Views
from projections.clocks import Clocks
from projections.comparison import compare
from projections.credibility import credibility, taken_back
from projections.curve import curve
from projections.details import event_detail
from projections.grading import believing, publishers
from projections.history import audit
from projections.listing import events
from projections.overview import overview
from projections.relationship import relationship
from tracker.application import Tracker
from tracker.errors import Refused, UnknownPublisher

PAIR = ("CHN", "USA")
LONG = "Late on Friday, China warned the United States once more about the drills off its coast."
PREPARED = {TEXT: [warning(), criticism()], LONG: [warning(text=LONG)]}

grades = st.lists(st.sampled_from("ABCDEF"), min_size=5, max_size=5)
days = st.sampled_from(["2022-03-02", "2022-03-17", "2023-06-01"]).map(date.fromisoformat)


def opened(address: str) -> Tracker:
    return Tracker(address, clock=ticking(), extractor=PreparedExtractor(PREPARED))


def graded(ledger: Ledger, given: list[str]) -> Ledger:
    """The same log, in which the publishers of the reports have these grades."""
    for number, grade in enumerate(given):
        name = f"report {number}"
        said = {"publisher": name.upper(), "reliability": grade, "because": "checked", "by": "Ann"}
        ledger.append(PublisherGraded, identify_publisher(name), **said)
    return ledger


def both(told: Any, given: list[str], least: str) -> tuple[Ledger, list[Any]]:
    """A log with grades, and the same rows without the reports of publishers below a grade."""
    log = graded(told_by(told), given)
    names = {f"report {number}" for number, grade in enumerate(given) if grade <= least}
    kept = {row.report_id for row in log.rows if getattr(row.event, "publisher", None) in names}
    return log, [row for row in log.rows if row.report_id in kept or isinstance(row.event, PublisherGraded)]


@settings(max_examples=80)
@given(reports, grades, st.sampled_from("ABCDEF"), days)
def test_a_state_of_the_believed_is_that_of_a_store_of_their_reports_alone(
    told: Any, given: list[str], least: str, day: date
) -> None:
    log, alone = both(told, given, least)
    clocks = Clocks(as_of=day, min_reliability=Reliability(least))
    with Views.open(":memory:") as views, Views.open(":memory:") as theirs:
        views.apply(log.rows)
        theirs.apply(alone)
        found = relationship(views.connection, PAIR, as_of=day, min_reliability=Reliability(least))
        believed, plain = believing(views.connection, clocks), Clocks(as_of=day)
        assert found == relationship(theirs.connection, PAIR, as_of=day).model_copy(
            update={"min_reliability": Reliability(least)}
        )
        assert overview(views.connection, believed).relationships == overview(theirs.connection, plain).relationships
        for listed in (measures, meetings, assessments):
            assert listed(views.connection, believed) == listed(theirs.connection, plain)
        assert events(views.connection, clocks=believed) == events(theirs.connection, clocks=plain)
        assert audit(views.connection, PAIR, clocks=believed) == audit(theirs.connection, PAIR, clocks=plain)
        assert curve(views.connection, PAIR, believed) == curve(theirs.connection, PAIR, plain)


@settings(max_examples=40)
@given(reports, grades, st.sampled_from("ABCDE"), days)
def test_a_diff_among_the_believed_is_that_of_their_reports_alone(
    told: Any, given: list[str], least: str, day: date
) -> None:
    log, alone = both(told, given, least)
    with Views.open(":memory:") as views, Views.open(":memory:") as theirs:
        views.apply(log.rows)
        theirs.apply(alone)
        moments = Clocks(as_of=date(2022, 3, 1)), Clocks(as_of=day)
        believed = [
            believing(views.connection, one.model_copy(update={"min_reliability": Reliability(least)}))
            for one in moments
        ]
        found = compare(views.connection, PAIR, *believed).differences
        assert found == compare(theirs.connection, PAIR, *moments).differences


def test_a_past_question_believes_whom_it_believed_then() -> None:
    ledger = Ledger()
    ledger.tell(ledger.report("wire"), "WarningIssued", "2022-03-04", quote="warned")
    said: dict[str, Any] = {"publisher": "wire", "because": "checked", "by": "Ann"}
    ledger.append(PublisherGraded, identify_publisher("wire"), reliability="B", **said)
    ledger.append(PublisherGraded, identify_publisher("wire"), reliability="D", **said)
    with Views.open(":memory:") as views:
        views.apply(ledger.rows)
        for second, counted in ((2, 0), (3, 1), (4, 0)):
            then = START + timedelta(seconds=second)
            found = relationship(
                views.connection, PAIR, as_of=date(2022, 4, 1), recorded_by=then, min_reliability=Reliability.B
            )
            assert len(found.counts) == counted
        (known,) = publishers(views.connection, START + timedelta(seconds=3))
        (now,) = publishers(views.connection)
    assert (known.reliability, len(known.grades)) == ("B", 1)
    assert (now.reliability, [one.reliability for one in now.grades]) == ("D", ["B", "D"])


def test_a_moment_that_names_a_grade_without_its_publishers_is_no_answer() -> None:
    with Views.open(":memory:") as views, pytest.raises(ValueError, match="not looked up"):
        events(views.connection, clocks=Clocks(as_of=date.max, min_reliability=Reliability.B))


def test_a_publisher_is_graded_in_any_case_and_every_grade_is_kept(address: str) -> None:
    with opened(address) as tracker:
        list(tracker.add([report(publisher="Daily Ledger"), report(LONG, url="https://a.example/b", publisher="Wire")]))
        ann = tracker.analyst("Ann")
        first = ann.grade("daily  LEDGER", Reliability.B, because="mostly right")
        assert (first.kind, first.publisher, first.before, first.reliability) == ("graded", "Daily Ledger", "F", "B")
        assert ann.grade("Daily Ledger", Reliability.B, because="mostly right").kind == "known"
        assert ann.grade("Daily Ledger", Reliability.C, because="two wrong dates").before == "B"
        one, other = tracker.ask.publishers()
        assert (one.publisher, one.reliability, [grade.by for grade in one.grades]) == (
            "Daily Ledger",
            "C",
            ["Ann"] * 2,
        )
        assert (other.publisher, other.reliability, other.reports, other.grades) == ("Wire", "F", 1, ())
        assert tracker.verify().sound


def test_a_question_of_the_store_believes_only_those_with_the_grade(address: str) -> None:
    with opened(address) as tracker:
        list(tracker.add([report(publisher="Daily Ledger"), report(LONG, url="https://a.example/b", publisher="Wire")]))
        tracker.analyst("Ann").grade("Wire", Reliability.A, because="official")
        found = tracker.state("CHN", "USA", as_of=date(2022, 4, 1), min_reliability=Reliability.B)
        assert [count.type for count in found.counts] == ["WarningIssued"]
        clocks = Clocks(as_of=date.max, min_reliability=Reliability.B)
        assert [event.report.publisher for event in tracker.events(clocks=clocks)] == ["Wire"]
        assert {change.report.publisher for change in tracker.audit("CHN", "USA", clocks=clocks)} == {"Wire"}
        everything = tracker.events(clocks=Clocks(as_of=date.max, min_reliability=Reliability.F))
        assert everything == tracker.events()


def test_a_grade_has_a_reason_a_name_and_a_publisher_of_reports(address: str) -> None:
    with opened(address) as tracker:
        list(tracker.add([report(publisher="Daily Ledger")]))
        with pytest.raises(UnknownPublisher, match="did you mean 'Daily Ledger'"):
            tracker.analyst("Ann").grade("Dayly Leger", Reliability.B, because="mostly right")
        with pytest.raises(Refused, match="--because is empty"):
            tracker.analyst("Ann").grade("Daily Ledger", Reliability.B, because=" ")
        with pytest.raises(Refused, match="--by is empty"):
            tracker.analyst("").grade("Daily Ledger", Reliability.B, because="mostly right")
        assert tracker.ask.publishers()[0].grades == ()


def test_grades_are_carried_with_the_log_and_are_in_views_made_anew(address: str, tmp_path: Path) -> None:
    with opened(address) as tracker, opened(str(tmp_path / "there.db")) as there:
        list(tracker.add([report()]))
        tracker.analyst("Ann").grade("Daily Ledger", Reliability.B, because="mostly right")
        (tmp_path / "dump.jsonl").write_text("".join(f"{line}\n" for line in tracker.dump()))
        there.load(tmp_path / "dump.jsonl")
        assert there.ask.publishers() == tracker.ask.publishers()
        assert there.verify().sound
        there.rebuild()
        (found,) = there.ask.publishers()
    assert found.grades[0].recorded < datetime(2024, 1, 2, tzinfo=UTC)


def test_who_tells_and_how_many_make_the_credibility() -> None:
    assert [credibility([act("WarningIssued", by=name)]) for name in ("a",)] == [6]
    for grades, expected in (("B", 3), ("E", 4), ("F", 6), ("FF", 2), ("BF", 2), ("BC", 1), ("BDE", 2), ("CCF", 1)):
        told = [act("WarningIssued", "2022-03-04", by=f"report {number}") for number in range(len(grades))]
        for one, grade in zip(told, grades, strict=True):
            one.teller.reliability = Reliability(grade)
        assert credibility(told) == expected, grades


def test_several_reports_of_one_publisher_are_one_witness_however_well_graded() -> None:
    told = [act("WarningIssued", "2022-03-04", by=name) for name in ("one", "two")]
    for one in told:
        one.teller.publisher, one.teller.reliability = "Wire", Reliability.A
    assert credibility(told) == 3


def test_what_no_longer_counts_is_doubtful_by_what_ended_it() -> None:
    assert [taken_back("withdrawn", None), taken_back("retracted", "revised"), taken_back("retracted", "rejected")] == [
        5,
        4,
        6,
    ]


def test_items_events_and_changes_have_the_grades_of_their_moment() -> None:
    ledger = Ledger()
    for name in ("wire", "post"):
        report = ledger.report(name, published="2022-03-05")
        ledger.tell(
            report, "SanctionsImposed", "2022-03-04", measure="tariff", action="imposed", quote=f"{name} says so"
        )
    for name, grade in (("wire", "B"), ("post", "A")):
        said = {"publisher": name, "reliability": grade, "because": "checked", "by": "Ann"}
        ledger.append(PublisherGraded, identify_publisher(name), **said)
    then = Clocks(as_of=date(2022, 4, 1), recorded_by=START + timedelta(seconds=4))
    with Views.open(":memory:") as views:
        views.apply(ledger.rows)
        (item,) = relationship(views.connection, PAIR, as_of=then.as_of).measures
        (earlier,) = relationship(views.connection, PAIR, **dict(then)).measures
        listed = {event.report.publisher: event.reliability for event in events(views.connection)}
        told = {change.report.publisher: change.reliability for change in audit(views.connection, PAIR)}
        detail = event_detail(views.connection, item.event_ids[0])
        found = compare(views.connection, PAIR, then, Clocks(as_of=then.as_of)).differences
    assert (item.credibility, earlier.credibility, earlier.reliability) == (
        1,
        6 if earlier.corroboration == 1 else 2,
        "F",
    )
    assert listed == {"wire": "B", "post": "A"}
    assert told.items() <= listed.items()
    assert detail is not None
    assert (detail.credibility, detail.reliability) == (1, listed[detail.report.publisher])
    assert {difference.cause.kind for difference in found} == {"graded"}
    assert {difference.cause.by for difference in found} == {"Ann"}


def test_what_two_reports_say_of_two_acts_on_one_measure_confirms_neither() -> None:
    ledger = Ledger()
    for name, day in (("wire", "2022-03-01"), ("post", "2022-03-09")):
        report = ledger.report(name, published=day)
        ledger.tell(report, "SanctionsImposed", day, measure="tariff", action="imposed", quote=f"{name} says so")
    with Views.open(":memory:") as views:
        views.apply(ledger.rows)
        (item,) = relationship(views.connection, PAIR, as_of=date(2022, 4, 1)).measures
    assert (item.corroboration, item.credibility) == (1, 6)


def test_a_grade_changes_no_likelihood_no_count_and_no_climate() -> None:
    ledger = Ledger()
    report = ledger.report("wire", published="2022-03-05")
    ledger.tell(report, "AssessmentReported", "2022-03-04", quote="likely", **judged("asserts", likelihood="likely"))
    ledger.tell(report, "ForceUsed", "2022-03-04", quote="attacked")
    said = {"publisher": "wire", "reliability": "E", "because": "checked", "by": "Ann"}
    ledger.append(PublisherGraded, identify_publisher("wire"), **said)
    with Views.open(":memory:") as views:
        views.apply(ledger.rows)
        now = relationship(views.connection, PAIR, as_of=date(2022, 4, 1))
        before = relationship(views.connection, PAIR, as_of=now.as_of, recorded_by=START + timedelta(seconds=3))
    assert (now.climate, now.counts) == (before.climate, before.counts)
    assert [(one.stance, one.likelihood, one.confidence) for one in now.assessments] == [("asserts", "likely", None)]
