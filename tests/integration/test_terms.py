"""From when and until when a measure holds; the reports of these tests are published on Thursday, 17 March 2022."""

import pytest
from reader import read

from events import SanctionsEased, SanctionsImposed


def terms(text: str) -> tuple[str | None, str | None]:
    """The effective and the expiry date of the only measure of a text."""
    (event,) = [one for one in read(text) if isinstance(one, SanctionsImposed | SanctionsEased)]
    return (event.effective.iso if event.effective else None, event.expiry.iso if event.expiry else None)


@pytest.mark.parametrize(
    ("text", "effective", "expiry"),
    [
        ("Canada imposed tariffs on Mexico, effective immediately.", "2022-03-17", None),
        ("Canada banned imports from Iran with immediate effect.", "2022-03-17", None),
        ("Canada imposed tariffs on Mexico that will take effect on April 4.", "2022-04-04", None),
        ("Canada imposed tariffs on Mexico, taking effect on Monday.", "2022-03-21", None),
        ("Canada announced tariffs on Mexico effective 4 April 2022.", "2022-04-04", None),
        ("Canada will impose tariffs on Mexico from April 4 to June 30.", "2022-04-04", "2022-06-30"),
        ("Canada will impose tariffs on Mexico from April 4 until January 31.", "2022-04-04", "2023-01-31"),
        ("Canada extended its sanctions on Iran until 31 January 2023.", None, "2023-01-31"),
        ("Canada extended its sanctions on Iran through June 1, 2023.", None, "2023-06-01"),
        ("Canada suspended tariffs on Mexico for 90 days.", None, "2022-06-15"),
        ("Canada suspended tariffs on Mexico for six months.", None, "2022-09-17"),
        ("Canada imposed an embargo on Iran for one year, effective April 1.", "2022-04-01", "2023-04-01"),
        ("Canada extended its sanctions on Iran for six months.", None, None),
        ("Canada suspended tariffs on Mexico for up to 90 days.", None, None),
        ("Canada imposed sanctions on Iran for two years of repression.", None, None),
        ("Canada imposed sanctions on Iran.", None, None),
        (
            "Canada waived its sanctions on Iran by a licence that expires at 12:01 a.m. eastern time on May 3.",
            None,
            "2022-05-03",
        ),
    ],
)
def test_the_terms_of_a_measure_are_read(text: str, effective: str | None, expiry: str | None) -> None:
    assert terms(text) == (effective, expiry)


def test_a_deadline_of_something_else_is_no_term_of_a_measure_that_is_only_mentioned() -> None:
    text = "Iran will limit enrichment until June 1 because of Canadian sanctions on Iran."
    events = [one for one in read(text) if isinstance(one, SanctionsImposed)]
    assert [one.expiry for one in events] == [None] * len(events)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mexico imposed tariffs on Canada in retaliation for U.S. tariffs.", "U.S. tariffs"),
        ("Mexico imposed tariffs on Canada in response to its ban on steel.", "its ban on steel"),
        ("Canada imposed sanctions on Iran for human rights abuses.", None),
    ],
)
def test_what_a_measure_retaliates_for_is_quoted(text: str, words: str | None) -> None:
    (event,) = [one for one in read(text) if isinstance(one, SanctionsImposed)]
    assert event.answers == words
