from cli.progress import Pace


def test_the_pace_is_that_of_the_last_minute() -> None:
    pace = Pace(0.0)
    for second in range(1, 200):
        pace.reached(second * 1_000 if second < 100 else 99_000 + (second - 99) * 2, at=float(second))
    assert pace.told(100_199) == "99,200 of 100,199 reports, 2.0/s, 0:03:19 gone, 0:08:20 left"


def test_what_comes_in_a_burst_does_not_make_the_pace() -> None:
    pace = Pace(0.0)
    noted = [pace.reached(number, at=2 + number / 10_000) for number in range(1, 101)]
    assert noted == [True] + [False] * 99
    assert pace.told(200) == "100 of 200 reports, 50.0/s, 0:00:02 gone, 0:00:02 left"


def test_no_time_is_foretold_before_the_number_is_known_or_when_it_was_wrong() -> None:
    pace = Pace(0.0)
    pace.reached(10, at=1.0)
    assert pace.told(None) == pace.told(9) == "10 reports, 10.0/s, 0:00:01 gone"
