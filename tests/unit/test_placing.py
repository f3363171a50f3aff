"""Where words go in a picture: never upon one another, never further away than they must."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.pictures.placing import Levels, capacity, shortened, spread, text_width, ticks_of, time_scale, with_room

places = st.lists(st.floats(min_value=-50, max_value=650), min_size=1, max_size=40).map(sorted)
days = st.dates(min_value=date(1950, 1, 1), max_value=date(2050, 1, 1))


@given(places)
def test_spread_places_lie_apart_within_the_ends_and_in_order(wanted: list[float]) -> None:
    found = spread(wanted, 12.0, 0.0, 600.0)
    assert all(after - before >= 12.0 - 1e-6 for before, after in pairwise(found))
    assert found[0] >= -1e-6
    assert found[-1] <= 600.0 + 1e-6


@given(places, st.integers(min_value=0, max_value=39), st.floats(min_value=-5, max_value=5))
def test_no_other_place_of_one_label_would_be_nearer_to_all(wanted: list[float], which: int, shift: float) -> None:
    found = spread(wanted, 12.0, 0.0, 600.0)
    moved = list(found)
    moved[which % len(found)] += shift
    apart = all(after - before >= 12.0 for before, after in pairwise(moved))
    if apart and moved[0] >= 0 and moved[-1] <= 600:
        costs = [sum((one - at) ** 2 for one, at in zip(order, wanted, strict=True)) for order in (found, moved)]
        assert costs[0] <= costs[1] + 1e-6


def test_what_has_room_where_it_wants_to_be_stays_there() -> None:
    assert spread([10.0, 30.0, 90.0], 12.0, 0.0, 100.0) == [10.0, 30.0, 90.0]
    assert spread([50.0, 50.0, 50.0], 10.0, 0.0, 100.0) == [40.0, 50.0, 60.0]
    assert spread([], 10.0, 0.0, 100.0) == []


def test_too_many_places_or_places_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="do not go between"):
        spread([1.0, 2.0, 3.0], 60.0, 0.0, 100.0)
    with pytest.raises(ValueError, match="order"):
        spread([2.0, 1.0], 1.0, 0.0, 100.0)


@given(places, st.floats(min_value=5, max_value=80))
def test_labels_with_room_stand_near_what_they_name(wanted: list[float], furthest: float) -> None:
    inside = sorted(min(max(one, 0.0), 600.0) for one in wanted)
    chosen = with_room(inside, [float(number % 3) for number in range(len(inside))], 12.0, 600.0, furthest)
    found = spread([inside[one] for one in chosen], 12.0, 0.0, 600.0)
    assert all(abs(place - inside[one]) <= furthest + 1e-6 for place, one in zip(found, chosen, strict=True))
    assert len(chosen) <= capacity(600.0, 12.0)
    assert chosen


def test_the_highest_in_rank_gets_the_room() -> None:
    assert with_room([50.0, 50.0, 51.0], [1.0, 9.0, 2.0], 12.0, 100.0, 7.0) == [1, 2]


@given(st.text(max_size=200), st.floats(min_value=30, max_value=400))
def test_a_shortened_text_is_as_wide_as_allowed_at_most(text: str, width: float) -> None:
    assert text_width(shortened(text, width, 10), 10) <= width


def test_a_text_is_cut_at_a_word_and_says_so() -> None:
    assert shortened("export  control\nexpanded", 500, 10) == "export control expanded"
    assert shortened("export control expanded", 90, 10) == "export control …"


@given(days, days)
def test_days_lie_on_a_scale_in_their_order_and_ticks_among_them(one: date, other: date) -> None:
    first, last = sorted((one, other))
    scale = time_scale(first, last, 800.0)
    assert 0 < scale.place(first) <= scale.place(last) < 800
    marked = [scale.place(day) for day, _ in ticks_of(scale)]
    assert 1 <= len(marked) <= 25
    assert marked == sorted(set(marked))


def test_ticks_name_years_months_or_days_as_the_time_is_long() -> None:
    def names(first: str, last: str) -> list[str]:
        scale = time_scale(date.fromisoformat(first), date.fromisoformat(last), 300.0, margin=0.0)
        return [text for _, text in ticks_of(scale)]

    assert "2015" in names("2005-01-01", "2022-01-01")
    assert "2021-07" in names("2021-01-01", "2022-01-01")
    assert names("2022-03-10", "2022-03-12")[0] == "2022-03-03"


@given(st.floats(min_value=-500, max_value=0), st.floats(min_value=0.1, max_value=500))
def test_levels_go_down_the_page_with_round_values(low: float, high: float) -> None:
    levels = Levels(low, high, 10.0, 210.0)
    assert levels.place(high) == pytest.approx(10.0)
    assert levels.place(low) == pytest.approx(210.0)
    assert 0.0 in levels.ticks()
    assert 1 <= len(levels.ticks()) <= 9


def test_a_margin_never_leaves_the_calendar() -> None:
    scale = time_scale(date.min, date.max, 100.0)
    assert scale.place(date.max - timedelta(days=1)) < 100
