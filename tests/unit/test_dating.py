"""Date expressions against the day of publication (Thursday, 17 March 2022) and the tense."""

from datetime import date

import pytest

from events import When
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
        ("at midnight", True, "2022-03-18"),
        ("at midnight", False, "2022-03-17"),
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
        ("on Friday, March 18", True, "2022-03-18"),
        ("on the 5th of March", False, "2022-03-05"),
        ("on Saturday 5 March 2022", False, "2022-03-05"),
        ("this coming Monday", True, "2022-03-21"),
        ("this past Monday", False, "2022-03-14"),
        ("the previous day", False, "2022-03-16"),
        ("last night", False, "2022-03-16"),
        ("overnight", False, "2022-03-17"),
        ("a day earlier", False, "2022-03-16"),
        ("in early March", False, "2022-03"),
        ("by the end of next month", True, "2022-04"),
        ("mid-2021", False, "2021"),
        ("by the end of the year", True, "2022"),
        ("three months ago", False, "2021-12"),
        ("the 2014 annexation", False, "2014"),
        ("Peru's 2014 treaty", False, "2014"),
        ("last June", False, "2021-06"),
        ("the May 2021 summit", False, "2021-05"),
        ("the February 24 attack", False, "2022-02-24"),
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


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("June 28 to July 2, 2022", date(2022, 6, 28), date(2022, 7, 2)),
        ("from December 30-January 2", date(2022, 12, 30), date(2023, 1, 2)),
        ("December 30, 2022 through January 2, 2023", date(2022, 12, 30), date(2023, 1, 2)),
        ("7 and 8 April", date(2022, 4, 7), date(2022, 4, 8)),
        ("April 7 and 8 in Rome", date(2022, 4, 7), date(2022, 4, 8)),
        ("21–22 November 2022", date(2022, 11, 21), date(2022, 11, 22)),
        ("3 May to 5 May", date(2022, 5, 3), date(2022, 5, 5)),
        ("Monday and Tuesday", date(2022, 3, 21), date(2022, 3, 22)),
        ("Monday to Wednesday", date(2022, 3, 21), date(2022, 3, 23)),
    ],
)
def test_what_lasts_from_day_to_day_has_all_of_them(words: str, first: date, last: date) -> None:
    (found,) = expressions(words)
    when = found.when(PUBLISHED, future=True)
    assert when == When.days(first, last)


@pytest.mark.parametrize(
    ("words", "future", "first", "last"),
    [
        ("between 3 and 5 March", False, date(2022, 3, 3), date(2022, 3, 5)),
        ("between May 3 and May 5", True, date(2022, 5, 3), date(2022, 5, 5)),
        ("last week", False, date(2022, 3, 7), date(2022, 3, 13)),
        ("the past week", False, date(2022, 3, 10), PUBLISHED),
        ("later this week", True, PUBLISHED, date(2022, 3, 20)),
        ("next week", True, date(2022, 3, 21), date(2022, 3, 27)),
        ("this weekend", True, date(2022, 3, 19), date(2022, 3, 20)),
        ("last weekend", False, date(2022, 3, 12), date(2022, 3, 13)),
        ("two weeks ago", False, date(2022, 2, 28), date(2022, 3, 6)),
        ("within the next 48 hours", True, PUBLISHED, date(2022, 3, 19)),
        ("in the coming days", True, PUBLISHED, date(2022, 3, 24)),
        ("over the next few weeks", True, PUBLISHED, date(2022, 4, 16)),
        ("in coming weeks", True, PUBLISHED, date(2022, 4, 16)),
        ("in the weeks ahead", True, PUBLISHED, date(2022, 4, 16)),
        ("in the coming months", True, PUBLISHED, date(2023, 3, 17)),
        ("earlier this month", False, date(2022, 3, 1), PUBLISHED),
    ],
)
def test_some_time_between_two_days_is_a_range(words: str, future: bool, first: date, last: date) -> None:
    (found,) = expressions(words)
    when = found.when(PUBLISHED, future=future)
    assert when is not None
    assert (when.start, when.end) == (first, last)


@pytest.mark.parametrize(
    "words",
    [
        "a few weeks ago",
        "last fall",
        "in the spring",
        "earlier this winter",
        "more than two years ago",
        "over the past decades",
        "in the 1970s",
        "in recent years",
    ],
)
def test_a_vague_expression_is_no_date_but_not_after_the_report(words: str) -> None:
    (found,) = expressions(words)
    assert found.when(PUBLISHED, future=False) == When.unknown(latest=PUBLISHED)


def test_a_season_to_come_is_no_date() -> None:
    (found,) = expressions("will meet this summer")
    assert found.when(PUBLISHED, future=True) == When.unknown()


@pytest.mark.parametrize(
    ("words", "ahead"), [("next month", True), ("in the coming weeks", True), ("tomorrow", True), ("this month", False)]
)
def test_some_expressions_can_only_mean_a_time_to_come(words: str, ahead: bool) -> None:
    (found,) = expressions(words)
    assert found.ahead is ahead


@pytest.mark.parametrize("words", ["in two weeks", "two weeks later", "in the coming weeks"])
def test_how_long_something_took_is_no_date(words: str) -> None:
    (found,) = expressions(words)
    assert found.when(PUBLISHED, future=False) is None


def test_a_range_of_days_keeps_both_ends() -> None:
    (found,) = expressions("will travel there July 16-22, 2022, to meet allies")
    when = found.when(PUBLISHED, future=True)
    assert when is not None
    assert (when.start, when.end) == (date(2022, 7, 16), date(2022, 7, 22))


@pytest.mark.parametrize("words", ["on February 30", "on June 31, 2022"])
def test_a_day_that_is_not_in_the_calendar_is_no_date(words: str) -> None:
    (found,) = expressions(words)
    assert found.when(PUBLISHED, future=False) is None


@pytest.mark.parametrize(
    "words",
    [
        "he may march on",
        "2000 troops",
        "the second round",
        "a sun-day",
        "the day before the vote",
        "in the fall of the government",
        "one day before a vote",
    ],
)
def test_other_words_are_no_dates(words: str) -> None:
    assert list(expressions(words)) == []
