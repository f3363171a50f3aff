"""Date expressions against the day of publication (Thursday, 17 March 2022) and the tense."""

from datetime import date

import pytest

from tracker.extraction.dating import expressions

PUBLISHED = date(2022, 3, 17)


@pytest.mark.parametrize(
    ("words", "future", "iso"),
    [
        ("on Friday", True, "2022-03-18"),
        ("on Friday", False, "2022-03-11"),
        ("on Thursday", False, "2022-03-17"),
        ("last Monday", False, "2022-03-14"),
        ("next Monday", True, "2022-03-21"),
        ("today", False, "2022-03-17"),
        ("yesterday", False, "2022-03-16"),
        ("tomorrow", True, "2022-03-18"),
        ("in November", False, "2021-11"),
        ("in November", True, "2022-11"),
        ("last month", False, "2022-02"),
        ("next year", True, "2023"),
        ("since Feb. 24", False, "2022-02-24"),
        ("on 24 February", False, "2022-02-24"),
        ("on March 6, 2014", False, "2014-03-06"),
        ("in March 2014", False, "2014-03"),
        ("on Dec. 30", False, "2021-12-30"),
        ("since 2014", False, "2014"),
        ("eight years ago", False, "2014"),
        ("two days ago", False, "2022-03-15"),
        ("on 2022-03-02", False, "2022-03-02"),
    ],
)
def test_words_mean_the_day_that_fits_the_tense(words: str, future: bool, iso: str) -> None:
    (found,) = expressions(words)
    when = found.when(PUBLISHED, future=future)
    assert when is not None
    assert when.iso == iso


def test_earlier_this_week_ends_with_the_day_of_publication() -> None:
    (found,) = expressions("They met earlier this week in Rome")
    when = found.when(PUBLISHED, future=False)
    assert when is not None
    assert (when.start, when.end, when.iso) == (date(2022, 3, 14), PUBLISHED, "2022-03")


def test_a_range_of_days_keeps_both_ends() -> None:
    (found,) = expressions("will travel there July 16-22, 2022, to meet allies")
    when = found.when(PUBLISHED, future=True)
    assert when is not None
    assert (when.start, when.end) == (date(2022, 7, 16), date(2022, 7, 22))


@pytest.mark.parametrize("words", ["on February 30", "on June 31, 2022"])
def test_a_day_that_is_not_in_the_calendar_is_no_date(words: str) -> None:
    (found,) = expressions(words)
    assert found.when(PUBLISHED, future=False) is None


@pytest.mark.parametrize("words", ["he may march on", "2000 troops", "the second round", "a sun-day"])
def test_other_words_are_no_dates(words: str) -> None:
    assert list(expressions(words)) == []
