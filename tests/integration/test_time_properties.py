"""Properties of comparing two moments, whatever was told and whatever became of it."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from logged import START
from test_time import DAYS, ledger, reports

from projections.catchup import Views
from projections.clocks import Clocks
from projections.comparison import compare
from projections.difference import applied, differences
from projections.history import audit
from projections.overview import overview
from projections.relationship import relationship
from projections.why import why

days = st.sampled_from([*DAYS, "2022-03-31", "2023-06-01"]).map(date.fromisoformat)
instants = st.none() | st.integers(min_value=0, max_value=30).map(lambda second: START + timedelta(seconds=second))
moments = st.builds(Clocks, as_of=days, published_by=st.none() | days, recorded_by=instants)


@settings(max_examples=60)
@given(reports, moments)
def test_a_moment_does_not_differ_from_itself(told: Any, moment: Clocks) -> None:
    with Views.open(":memory:") as views:
        views.apply(ledger(told).rows)
        assert compare(views.connection, ("USA", "CHN"), moment, moment).differences == ()


@settings(max_examples=100)
@given(reports, moments, moments)
def test_a_state_with_the_differences_made_is_the_other_state(told: Any, before: Clocks, after: Clocks) -> None:
    with Views.open(":memory:") as views:
        views.apply(ledger(told).rows)
        one, other = (relationship(views.connection, ("USA", "CHN"), **dict(clocks)) for clocks in (before, after))
    assert applied(one, differences(one, other), after) == other


@settings(max_examples=60)
@given(reports, moments, moments)
def test_every_difference_has_a_cause_that_is_there(told: Any, before: Clocks, after: Clocks) -> None:
    with Views.open(":memory:") as views:
        views.apply(ledger(told).rows)
        found = compare(views.connection, ("USA", "CHN"), before, after).differences
    for difference in found:
        assert (difference.cause.quote is None) == (difference.cause.kind in {"time", "grouping"})
        if difference.cause.kind == "time":
            assert before.as_of != after.as_of


@settings(max_examples=60)
@given(reports, st.integers(min_value=0, max_value=30))
def test_an_audit_as_it_was_is_the_audit_of_the_log_as_it_was(told: Any, position: int) -> None:
    rows = ledger(told).rows
    then = Clocks(as_of=date.max, recorded_by=START + timedelta(seconds=position))
    with Views.open(":memory:") as views, Views.open(":memory:") as earlier:
        views.apply(rows)
        earlier.apply(rows[:position])
        known = audit(earlier.connection, ("USA", "CHN"))
        assert audit(views.connection, ("USA", "CHN"), clocks=then) == known


@settings(max_examples=60)
@given(reports, moments)
def test_a_relationship_in_one_line_says_what_its_state_says(told: Any, moment: Clocks) -> None:
    with Views.open(":memory:") as views:
        views.apply(ledger(told).rows)
        state = relationship(views.connection, ("USA", "CHN"), **dict(moment))
        lines = overview(views.connection, moment).relationships
    assert bool(lines) == bool(state.counts)
    for line in lines:
        assert (line.climate, line.trend) == (state.climate.value, state.climate.trend)
        assert line.measures == sum(measure.in_force for measure in state.measures)
        assert line.incidents == sum(count.incidents + count.planned for count in state.counts)


@settings(max_examples=60)
@given(reports, moments)
def test_the_value_that_is_explained_is_the_value_of_the_state(told: Any, moment: Clocks) -> None:
    with Views.open(":memory:") as views:
        views.apply(ledger(told).rows)
        state = relationship(views.connection, ("USA", "CHN"), **dict(moment))
        found = {one.subject: one for one in why(views.connection, ("USA", "CHN"), "stance", moment)}
    assert {item.subject: item.stance for item in state.assessments} == {key: one.value for key, one in found.items()}
    firsts = [one.steps[-1] for one in found.values()]
    assert all(first.replaced is None or first.kind in {"corrected", "revised"} for first in firsts)
