"""Measures as bars and assessments as steps: the same as the state of every day, with what ended, and who disagrees."""

import itertools
from datetime import date
from typing import Any

import pytest
from drawn import drawn, legend, rows, title
from hypothesis import given, settings
from hypothesis import strategies as st
from logged import Ledger, judged
from test_time import ledger as told_by
from test_time import reports

from projections.bars import bars
from projections.catchup import Views
from projections.clocks import Clocks
from projections.courses import matters
from projections.relationship import relationship

PAIR = ("CHN", "USA")
days = st.dates(min_value=date(2022, 2, 20), max_value=date(2022, 6, 30))


def tariffs() -> Ledger:
    """Threatened in January, announced in February for March, suspended in May, in force again from June to the end."""
    ledger = Ledger()
    for name, published, topic, fields in (
        ("a", "2022-01-10", "SanctionsThreatened", {"measure": "tariff"}),
        ("b", "2022-02-01", "SanctionsImposed", {"action": "imposed", "modality": "announced", "on": "2022-03-01"}),
        ("c", "2022-05-02", "SanctionsEased", {"action": "suspended", "on": "2022-05-02"}),
        (
            "d",
            "2022-06-01",
            "SanctionsImposed",
            {"action": "imposed", "on": "2022-06-01", "expiry": until("2022-09-30")},
        ),
    ):
        told: dict[str, Any] = {"measure": "tariff", **fields}
        ledger.tell(ledger.report(name, published=published), topic, told.pop("on", None), **told)
    return ledger


def until(day: str) -> dict[str, str]:
    return {"start": day, "end": day, "precision": "day"}


def disagreeing() -> Ledger:
    ledger = Ledger()
    one = ledger.report("one", published="2022-02-20")
    ledger.tell(one, "AssessmentReported", "2022-02-20", quote="suspects it", **judged("suspects", likelihood="likely"))
    two = ledger.report("two", published="2022-03-10")
    denied = judged("denies") | {"source": "GBR", "target": "CHN"}
    ledger.tell(two, "AssessmentReported", "2022-03-10", quote="Britain denies it", **denied)
    three = ledger.report("three", published="2022-04-10")
    ledger.tell(three, "AssessmentReported", "2022-04-10", quote="has seen nothing", **judged("no_evidence"))
    return ledger


@settings(max_examples=50)
@given(reports, days, days)
def test_a_bar_has_on_every_day_the_stage_that_a_state_has(told: Any, day: date, as_of: date) -> None:
    day, as_of = sorted((day, as_of))
    with Views.open(":memory:") as views:
        views.apply(told_by(told).rows)
        found = bars(views.connection, PAIR, Clocks(as_of=as_of))
        state = relationship(views.connection, PAIR, as_of=day)
    drawn_then = {
        bar.subject: (one.stage, one.in_force)
        for bar in found
        for one in bar.stretches
        if one.first <= day <= (one.last or date.max)
    }
    assert drawn_then == {item.subject: (item.stage, item.in_force) for item in state.measures}


@settings(max_examples=50)
@given(reports, days, days)
def test_a_course_has_on_every_day_the_stance_that_a_state_has(told: Any, day: date, as_of: date) -> None:
    day, as_of = sorted((day, as_of))
    with Views.open(":memory:") as views:
        views.apply(told_by(told).rows)
        found = matters(views.connection, PAIR, Clocks(as_of=as_of))
        state = relationship(views.connection, PAIR, as_of=day)
    stances = {course.subject: stance for one in found for course in one.courses if (stance := course.stance(day))}
    assert stances == {item.subject: item.stance for item in state.assessments}


def test_a_measure_is_threatened_announced_in_force_suspended_and_runs_out() -> None:
    with Views.open(":memory:") as views:
        views.apply(tariffs().rows)
        (found,) = bars(views.connection, PAIR, Clocks(as_of=date(2022, 7, 1)))
    told = [(one.stage, f"{one.first}", one.in_force, one.foreseen) for one in found.stretches]
    assert told == [
        ("threatened", "2022-01-10", False, False),
        ("announced", "2022-02-01", False, False),
        ("imposed", "2022-03-01", True, False),
        ("suspended", "2022-05-02", False, False),
        ("imposed", "2022-06-01", True, False),
        ("imposed", "2022-07-02", True, True),
        ("expired", "2022-10-01", False, True),
    ]


def test_each_stage_has_its_own_form_and_an_end_date_its_stroke() -> None:
    chart = drawn(tariffs(), "measures", "2022-07-01")
    forms = [row["form"] for row in rows(chart, "form", "x")]
    assert sorted(set(forms)) == ["announced", "bar", "suspended", "threatened"]
    assert [row["text"] for row in rows(chart, "above", "text")] == ["until 2022-09-30"]
    assert {"in force", "announced", "threatened", "suspended", "end date"} <= set(legend(chart))
    pale = [row for row in rows(chart, "form", "x") if row["opacity"] < 1]
    assert [row["form"] for row in pale] == ["bar"]
    drawn_in_order = sorted(rows(chart, "form", "x"), key=lambda row: row["x"])
    for one, following in itertools.pairwise(drawn_in_order):  # the last day of one is the day before the next
        assert one["end"] == pytest.approx(following["x"])


def test_bars_are_grouped_by_who_acts_against_whom_and_the_rest_is_said() -> None:
    ledger = tariffs()
    for kind in ("financial", "visa_ban", "import_ban", "price_cap"):
        report = ledger.report(kind, published="2022-03-01")
        ends = {"source": "CHN", "target": "USA", "measure": kind, "action": "imposed"}
        ledger.tell(report, "SanctionsImposed", "2022-03-01", quote=kind, **ends)
    chart = drawn(ledger, "measures", "2022-07-01")
    heads = [row["text"] for row in rows(chart, "top", "text") if "above" not in row]
    assert heads == ["China → United States", "United States → China"]
    assert "5 measures, 5 in force; 8 acts on them" in title(chart)
    small = drawn(ledger, "measures", "2022-07-01", size=(700, 320))
    assert "for 3 that ended or were not changed lately there is no room" in title(small)


def test_holders_who_hold_the_opposite_are_in_one_panel_and_the_days_are_shaded() -> None:
    with Views.open(":memory:") as views:
        views.apply(disagreeing().rows)
        (found,) = matters(views.connection, PAIR, Clocks(as_of=date(2022, 6, 1)))
    assert [course.holder for course in found.courses] == ["GBR", "USA"]
    assert found.disputed == ((date(2022, 3, 10), date(2022, 4, 9)),)
    chart = drawn(disagreeing(), "assessments", "2022-06-01")
    heads = [row["head"] for row in rows(chart, "head", "quote")]
    assert heads == [
        "2022-02-20 United States suspects (likely)",
        "2022-03-10 United Kingdom denies",
        "2022-04-10 United States has seen no evidence",
    ]
    assert {"United States", "United Kingdom", "two holders hold the opposite"} == set(legend(chart))


def test_a_stance_runs_level_until_the_next_statement_and_then_steps() -> None:
    chart = drawn(disagreeing(), "assessments", "2022-06-01")
    lines = [row for row in rows(chart, "order", "x") if "United States" in row["whole"]]
    lines.sort(key=lambda row: row["order"])
    assert [row["y"] for row in lines][1] == [row["y"] for row in lines][2]
    assert lines[0]["y"] < lines[1]["y"]
    assert lines[0]["x"] < lines[1]["x"] < lines[2]["x"]


def test_the_whole_quote_is_there_for_whoever_points_at_a_step() -> None:
    ledger = Ledger()
    words = "it " + "very " * 100 + "likely does"
    ledger.tell(ledger.report("one"), "AssessmentReported", "2022-03-01", quote=words, **judged("asserts"))
    chart = drawn(ledger, "assessments", "2022-06-01")
    assert any(words in row["whole"] for row in rows(chart, "size", "whole"))
    assert all(len(row["quote"]) < 250 for row in rows(chart, "head", "quote"))
