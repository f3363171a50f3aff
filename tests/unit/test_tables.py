"""The words in which answers are put."""

from datetime import date

import pytest

from cli.chronology import subject_label
from cli.words import dated, typed
from events import POLICY_EVENTS, When
from events.vocabulary import Predicate
from tracker.propositions import judged


def name(code: str) -> str:
    return {"RUS": "Russia"}.get(code, code)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When.day(date(2022, 3, 18)), "2022-03-18"),
        (When.range(date(2022, 3, 14), date(2022, 3, 17)), "2022-03-14 to 17"),
        (When.range(date(2022, 3, 28), date(2022, 4, 2)), "2022-03-28 to 04-02"),
        (When.days(date(2022, 12, 30), date(2023, 1, 2)), "2022-12-30 to 2023-01-02"),
        (When.range(date(2020, 3, 1), date(2022, 3, 10)), "2020-03-01 to 2022-03-10"),
        (When.month(2022, 3), "2022-03"),
        (When.year(2022), "2022"),
        (When.unknown(latest=date(2022, 3, 17)), "undated"),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_known(when: When, words: str) -> None:
    assert dated(when) == words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("measure:USA:RUS:export_control", "USA → RUS export control"),
        ("measure:USA:RUS:other", "USA → RUS sanctions"),
        ("assessment:USA:CHN:lethal_aid:RUS", "USA: CHN gives lethal aid to Russia"),
        ("assessment:USA:IRN:weapons_programme:-", "USA: IRN has a weapons programme"),
        ("meeting:CHN:USA:2022-03-18", "CHN ↔ USA meeting 2022-03-18"),
        ("relationship:CHN:USA", "CHN – USA"),
        ("warning:39c2ee29-0000-0000-0000-000000000000", "warning 39c2ee29"),
    ],
)
def test_a_subject_is_said_in_words(key: str, words: str) -> None:
    assert subject_label(key, name) == words


@pytest.mark.parametrize("predicate", Predicate)
def test_every_predicate_makes_a_clause(predicate: str) -> None:
    assert judged("CHN", predicate, "Russia").startswith("CHN ")
    assert judged("CHN", predicate, "Russia").endswith(" Russia")
    assert "_" not in judged("CHN", predicate, None)


def test_event_types_are_words() -> None:
    assert typed("MeetingHeld") == "meeting held"
    assert all(" " in typed(topic) for topic in POLICY_EVENTS)
