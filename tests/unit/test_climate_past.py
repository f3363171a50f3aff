"""How the climate came to be what it is, week by week: the same as if one had asked on each of the days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from logged import act

from projections.climate import climate, measured
from projections.incidents import incidents

AS_OF = date(2023, 3, 1)
DAYS = st.integers(0, 900).map(lambda ago: AS_OF - timedelta(days=ago))


@given(
    st.lists(st.tuples(DAYS, st.sampled_from(["ForceUsed", "AidProvided", "MeetingHeld", "DemandMade"])), max_size=8)
)
def test_each_week_has_the_value_of_its_day(told: list[tuple[date, str]]) -> None:
    found = incidents(act(kind, day.isoformat(), published=day.isoformat()) for day, kind in told)
    past = climate(found, AS_OF).past
    assert len(past) == (53 if told else 0)
    for reached in past:
        assert abs(reached.value - measured(found, reached.day)[0]) < 0.011
    if past:
        assert (past[0].day, past[-1].day) == (AS_OF - timedelta(weeks=52), AS_OF)
        assert abs(past[-1].value - climate(found, AS_OF).value) < 0.011
