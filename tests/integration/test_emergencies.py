"""Notices of national emergencies: what is continued now, and what was declared and expanded before."""

import pytest
from reader import read

from events import SanctionsImposed

TITLE = "Notice on the Continuation of the National Emergency With Respect to\xa0Ruritania"
DECLARED = (
    "On May 4, 2010, by Executive Order 13001, the President declared a national emergency to deal with the threat."
)
RENEWED = "Therefore, I am continuing for 1 year the national emergency declared in Executive Order 13001."
MESSAGE = (
    "I have sent for publication the notice stating that the national emergency declared in Executive Order 13001 of "
    "May 4, 2010, which was expanded in scope in Executive Order 13002 of June 1, 2012, and Executive Order 13003 of "
    "July 2, 2014, and under which additional steps were taken in Executive Order 13004 of August 3, 2016, is to "
    "continue in effect beyond May 4, 2022."
)


def told(text: str, country: str) -> list[tuple[str | None, str, bool, str]]:
    """Date, action, background and target of each sanction of an official notice published on 17 March 2022."""
    title = TITLE.replace("Ruritania", country)
    events = [one for one in read(text, publisher_polity="USA", title=title) if isinstance(one, SanctionsImposed)]
    return [(one.occurred.iso, str(one.action), one.background, one.target) for one in events]


def test_a_notice_continues_what_was_declared_before() -> None:
    assert told(f"{DECLARED} {RENEWED}", "Mali") == [
        ("2010-05-04", "imposed", True, "MLI"),
        ("2022-03-17", "extended", False, "MLI"),
    ]


def test_every_expansion_has_the_date_of_its_order_and_other_steps_are_none() -> None:
    assert told(MESSAGE, "Belarus") == [
        ("2010-05-04", "imposed", True, "BLR"),
        ("2012-06-01", "expanded", True, "BLR"),
        ("2014-07-02", "expanded", True, "BLR"),
    ]


def test_the_emergency_named_for_ukraine_is_directed_at_russia() -> None:
    assert {target for *_, target in told(RENEWED, "Ukraine")} == {"RUS"}


@pytest.mark.parametrize("country", ["Transnational Criminal Organizations", "the United States"])
def test_an_emergency_without_a_country_is_no_event(country: str) -> None:
    assert told(f"{DECLARED} {RENEWED}", country) == []


def test_the_words_of_an_order_prove_its_date() -> None:
    events = read(MESSAGE, publisher_polity="USA", title=TITLE.replace("Ruritania", "Belarus"))
    assert "Executive Order 13003 of July 2, 2014" in [event.evidence.quote for event in events]
