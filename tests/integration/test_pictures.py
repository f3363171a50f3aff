"""What the pictures of a relationship say: the same as its states, every event at its date, nothing left out unsaid."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from drawn import drawn, legend, rows, title
from hypothesis import given, settings
from hypothesis import strategies as st
from logged import START, Ledger
from test_time import ledger as told_by
from test_time import reports

from projections.catchup import Views
from projections.clocks import Clocks
from projections.curve import curve
from projections.happenings import happenings
from projections.relationship import relationship
from tracker.errors import NothingToDraw
from tracker.pictures.saving import size_of

PAIR = ("CHN", "USA")


def at(day: str, **clocks: Any) -> Clocks:
    return Clocks(as_of=date.fromisoformat(day), **clocks)


def several() -> Ledger:
    """A visit that was called off, a call, a summit that is planned, tariffs, and a threat told by two reports."""
    ledger = Ledger()
    one = ledger.report("one", published="2022-03-01")
    ledger.tell(one, "SanctionsImposed", "2022-02-28", measure="tariff", action="imposed", quote="imposed tariffs")
    ledger.tell(one, "MeetingHeld", "2022-02", format="call", quote="spoke in February")
    ledger.tell(one, "MeetingScheduled", "2022-12-01", quote="will meet in December")
    ledger.tell(one, "AidProvided", "2022-02-20", modality="planned", quote="will send help")
    two = ledger.report("two", published="2022-03-05")
    ledger.tell(two, "MeetingScheduled", "2022-03-20", quote="will visit on the 20th")
    ledger.tell(two, "WarningIssued", "2022-03-04", source="CHN", target="USA", quote="warned")
    three = ledger.report("three", published="2022-03-06")
    called = {"planned_for": {"start": "2022-03-20", "end": "2022-03-20", "precision": "day"}}
    ledger.tell(three, "MeetingCancelled", "2022-03-06", quote="called off the visit", **called)
    ledger.tell(three, "WarningIssued", "2022-03-04", source="CHN", target="USA", quote="had warned")
    return ledger


def crowded(number: int = 400) -> Ledger:
    ledger = Ledger()
    for count in range(number):
        day = date(2022, 1, 1) + timedelta(days=count % 25)
        report = ledger.report(f"r{count}", published=f"{day}", publisher=f"p{count}")
        kind = "ForceUsed" if count % 40 == 0 else "CriticismVoiced"
        ledger.tell(report, kind, f"{day}", quote=f"words number {count}", third_parties=("RUS",))
    return ledger


@settings(max_examples=40)
@given(reports, st.none() | st.integers(min_value=0, max_value=30))
def test_the_curve_has_the_climate_that_a_state_has_on_every_day(told: Any, second: int | None) -> None:
    known = None if second is None else START + timedelta(seconds=second)
    with Views.open(":memory:") as views:
        views.apply(told_by(told).rows)
        found = curve(views.connection, PAIR, at("2022-06-01", recorded_by=known), since=date(2022, 2, 20))
        assert [point.day for point in found.points][-1] == date(2022, 6, 1)
        for point in found.points[::7]:
            state = relationship(views.connection, PAIR, as_of=point.day, recorded_by=known)
            assert point.value == pytest.approx(state.climate.value, abs=0.0101)


@settings(max_examples=40)
@given(reports)
def test_a_timeline_has_what_the_state_counts(told: Any) -> None:
    with Views.open(":memory:") as views:
        views.apply(told_by(told).rows)
        found = happenings(views.connection, PAIR, at("2022-04-01"))
        state = relationship(views.connection, PAIR, as_of=date(2022, 4, 1))
    acts = [one for one in found if not one.type.startswith("Meeting")]
    counted = [one for one in state.counts if not one.type.startswith("Meeting")]
    assert len(acts) == sum(one.incidents + one.planned for one in counted)
    meetings = [one for one in found if one.type.startswith("Meeting")]
    assert {(one.status, one.event_ids) for one in meetings} == {(one.status, one.event_ids) for one in state.meetings}


def test_planned_held_and_cancelled_have_their_own_shapes_and_the_legend_names_them() -> None:
    chart = drawn(several(), "timeline", "2022-04-01")
    shapes = {row["text"].split(" ", 1)[1]: row["shape"] for row in rows(chart, "text", "shape", "whole")}
    assert shapes["call"] == shapes["tariff imposed"] == "circle"
    assert shapes["meeting planned"] == shapes["aid provided (planned)"] == "diamond"
    assert shapes["meeting cancelled"].startswith("M")
    assert {"happened", "planned", "cancelled or postponed", "cooperative", "conflictual"} <= set(legend(chart))


def test_a_date_known_to_the_month_is_a_bar_over_it_and_a_day_is_none() -> None:
    chart = drawn(several(), "timeline", "2022-04-01")
    lengths = {row["text"]: row["last"] - row["first"] for row in rows(chart, "text", "first", "whole")}
    day = lengths["2022-02-28 tariff imposed"]
    assert day == 0
    assert lengths["2022-02 call"] > 20


def test_more_witnesses_make_a_larger_mark() -> None:
    sizes = {row["text"]: row["size"] for row in rows(drawn(several(), "timeline", "2022-04-01"), "text", "size", "at")}
    assert sizes["2022-03-04 warning issued"] > sizes["2022-02-28 tariff imposed"]


def test_the_title_says_who_when_and_how_many() -> None:
    clocks = at("2022-04-01", published_by=date(2022, 3, 5), recorded_by=START + timedelta(days=1))
    said = title(drawn(several(), "timeline", clocks=clocks, since=date(2022, 2, 25), until=date(2022, 12, 31)))
    assert "United States – China: timeline" in said
    assert "as of 2022-04-01; from reports published by 2022-03-05; as recorded by 2025-01-02 00:00Z" in said
    assert "shown from 2022-02-25 until 2022-12-31" in said
    assert "5 acts and meetings" in said


def test_labels_of_a_crowded_timeline_never_lie_upon_one_another_and_the_rest_is_said() -> None:
    chart = drawn(crowded(), "timeline", "2022-06-01")
    labels = sorted(row["label"] for row in rows(chart, "label", "text_at"))
    assert all(after - before > 12 for before, after in pairwise(labels))
    assert len(rows(chart, "at", "whole")) == 30
    assert "30 acts and meetings, told by 400 events" in title(chart)
    assert len(labels) == 30


def test_the_most_consequential_keep_their_labels() -> None:
    ledger = Ledger()
    for count in range(300):
        report = ledger.report(f"r{count}", published="2022-02-01", publisher=f"p{count}")
        topic = "ForceUsed" if count == 7 else "CriticismVoiced"
        ledger.tell(report, topic, quote=f"words number {count}")
    chart = drawn(ledger, "timeline", "2022-06-01")
    words = [row["text"] for row in rows(chart, "text", "text_at")]
    assert 0 < len(words) < 20
    assert "by 2022-02-01 force used" in words
    assert len(rows(chart, "at", "whole")) == 300
    assert f"the {len(words)} most consequential; the other {300 - len(words)}" in title(chart)


def test_a_picture_is_as_large_as_was_asked_for() -> None:
    for size in ((794, 1123), (600, 500)):
        wide, high = size_of(drawn(several(), "timeline", "2022-04-01", size=size))
        assert abs(wide - size[0]) <= 4
        assert abs(high - size[1]) <= 4


def test_the_climate_is_marked_on_the_days_that_moved_it_most_and_says_which_way_is_better() -> None:
    ledger = Ledger()
    for count in range(30):
        report = ledger.report(f"r{count}", published=f"2022-01-{count + 1:02}")
        ledger.tell(report, "SupportExpressed", f"2022-01-{count + 1:02}", quote=f"thanked them {count}")
    ledger.tell(ledger.report("war", published="2022-02-03"), "ForceUsed", "2022-02-03", quote="attacked")
    chart = drawn(ledger, "climate", "2022-03-01")
    heads = [row["head"] for row in rows(chart, "head", "quote")]
    assert len(heads) == 14
    assert heads[-1] == "2022-02-03 −9.5 United States → China: force used"
    numbers = [row["label"] for row in rows(chart, "number", "strip") if row["strip"] < 50]
    assert all(after - before >= 14.9 for before, after in pairwise(sorted(numbers)))
    assert {row["text"] for row in rows(chart, "text", "y")} >= {"better ↑", "worse ↓", "0"}
    assert "31 acts moved it on 31 days; numbered: the 14" in title(chart)


def test_the_last_value_of_the_curve_is_that_of_the_state() -> None:
    ledger = several()
    with Views.open(":memory:") as views:
        views.apply(ledger.rows)
        value = relationship(views.connection, PAIR, as_of=date(2022, 5, 1)).climate.value
    chart = drawn(ledger, "climate", "2022-05-01")
    assert [row["value"] for row in rows(chart, "day", "value")][-1] == value
    assert f"{value:+.2f} on 2022-05-01".replace("-", "−", 1) in title(chart)


@pytest.mark.parametrize("kind", ["timeline", "climate"])
def test_one_event_alone_is_drawn(kind: str) -> None:
    ledger = Ledger()
    ledger.tell(ledger.report("one"), "WarningIssued", "2022-03-04", quote="warned")
    assert "warn" in " ".join(drawn(ledger, kind, "2022-03-20").usermeta["words"])


@pytest.mark.parametrize("kind", ["timeline", "climate", "measures", "assessments"])
def test_nothing_known_is_nothing_to_draw(kind: str) -> None:
    ledger = several()
    asked: list[dict[str, Any]] = [{"as_of": "2000-01-01"}]
    if kind in {"timeline", "climate"}:
        asked.append({"since": date(2000, 1, 1), "until": date(2000, 2, 1)})
    for one in asked:
        with pytest.raises(NothingToDraw, match="United States – China is known as of"):
            drawn(ledger, kind, **one)
