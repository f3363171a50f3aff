"""The events floor: dates, evidence, ids, pairs, and the closed sets."""

from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from events import COUNTRIES, EVENTS, POLICY_EVENTS, Coding, CriticismVoiced, Evidence, MeetingHeld, When, schemas
from events.base import DomainEvent, identify, identify_report
from events.vocabulary import Body, Measure, Modality, Precision, Root

REPORT = uuid5(NAMESPACE_URL, "https://wire.example/1")
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 12, 31))


def fields(**changes: Any) -> dict[str, Any]:
    """The fields of a plain criticism, with changes."""
    return {
        "originator_id": REPORT,
        "originator_version": 2,
        "event_id": REPORT,
        "source": "FRA",
        "target": "MLI",
        "occurred": When.day(date(2022, 2, 3)),
        "modality": Modality.HAPPENED,
        "evidence": Evidence(quote="France condemned Mali", start=0, end=21),
        "coding": Coding(rule="condemn", trigger="condemned"),
    } | changes


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("2022-03-18", "2022-03-18", Precision.DAY),
        ("2022-03", "2022-03", Precision.MONTH),
        ("2022", "2022", Precision.YEAR),
        ("2022-03-14/2022-03-17", "2022-03", Precision.RANGE),
        ("2022-03-30/2022-04-02", "2022", Precision.RANGE),
        ("2020-10-01/2022-03-10", None, Precision.RANGE),
        ("0073-03", "0073-03", Precision.MONTH),
        (None, None, Precision.UNKNOWN),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(text: str | None, iso: str | None, precision: Precision) -> None:
    when = When.parse(text)
    assert (when.iso, when.precision) == (iso, precision)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2022-03-18", "2022-03-18"),
        ("2022-03", "2022-03"),
        ("2022", "2022"),
        ("2022-03-14/2022-03-17", "2022-03"),
        ("2022-03-30/2022-04-02", "2022-03-30/2022-04-02"),
        ("2020-10-01/2022-03-10", "2020-10-01/2022-03-10"),
        (None, None),
    ],
)
def test_an_answer_writes_what_no_month_holds_as_two_days_that_can_be_read(text: str | None, written: str) -> None:
    when = When.parse(text)
    assert when.written == written
    assert When.parse(when.written).end == (date(2022, 3, 31) if written == "2022-03" else when.end)


@pytest.mark.parametrize("text", ["18 March 2022", "2022-13", "2022-02-30", "22-03-18", "2022-03-18T10:00"])
def test_what_is_no_date_is_refused_with_its_words(text: str) -> None:
    with pytest.raises(ValueError, match=text[:4]):
        When.parse(text)


@pytest.mark.parametrize(
    "interval",
    [
        {"start": date(2022, 1, 2), "end": date(2022, 1, 1), "precision": Precision.RANGE},
        {"start": date(2022, 1, 1), "end": date(2022, 1, 2), "precision": Precision.DAY},
        {"start": date(2022, 1, 1), "precision": Precision.DAY},
        {"start": date(2022, 1, 1)},
    ],
)
def test_an_interval_that_contradicts_its_precision_is_refused(interval: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        When(**interval)


def test_what_lasts_several_days_is_written_as_its_first() -> None:
    visit = When.days(date(2022, 3, 30), date(2022, 4, 2))
    assert (visit.iso, visit.precision, visit.end) == ("2022-03-30", Precision.DAYS, date(2022, 4, 2))
    assert When.days(date(2022, 3, 30), date(2022, 3, 30)) == When.day(date(2022, 3, 30))
    assert visit.until(date(2022, 3, 31)).end == date(2022, 3, 31)


def test_an_act_that_is_over_has_no_day_after_the_report() -> None:
    march = When.month(2022, 3).until(date(2022, 3, 17))
    assert (march.start, march.end, march.iso) == (date(2022, 3, 1), date(2022, 3, 17), "2022-03")
    assert When.unknown().until(date(2022, 3, 17)).end == date(2022, 3, 17)


@given(DAYS, DAYS, DAYS, DAYS)
def test_dates_are_compatible_exactly_when_they_share_a_day(a: date, b: date, c: date, d: date) -> None:
    one, other = When.range(min(a, b), max(a, b)), When.range(min(c, d), max(c, d))
    share = max(min(a, b), min(c, d)) <= min(max(a, b), max(c, d))
    assert one.compatible(other) == other.compatible(one) == share


def test_a_quote_that_is_not_in_the_report_is_refused() -> None:
    with pytest.raises(ValueError, match="does not contain the quote 'Mali thanked France'"):
        Evidence.find("Mali thanked France", "France condemned Mali.")
    with pytest.raises(ValidationError, match="length of the quote"):
        Evidence(quote="Mali", start=0, end=5)


def test_an_act_toward_oneself_or_an_unknown_polity_is_refused() -> None:
    with pytest.raises(ValidationError, match="toward itself"):
        CriticismVoiced(**fields(target="FRA"))
    with pytest.raises(ValidationError, match="'FRX' is no polity"):
        CriticismVoiced(**fields(target="FRX"))


def test_a_pair_without_direction_is_in_alphabetical_order() -> None:
    with pytest.raises(ValidationError, match="write the pair as FRA, MLI"):
        MeetingHeld(**fields(source="MLI", target="FRA"))


def test_an_event_cannot_be_changed_or_have_unknown_fields() -> None:
    event = CriticismVoiced(**fields())
    with pytest.raises(ValidationError):
        setattr(event, "source", "USA")  # noqa: B010  the type checker forbids it, too
    with pytest.raises(ValidationError):
        CriticismVoiced(**fields(mood="angry"))


def test_the_id_of_an_event_survives_a_move_of_its_words_but_not_other_words() -> None:
    event = CriticismVoiced(**fields())
    moved = CriticismVoiced(**fields(evidence=Evidence(quote="France condemned Mali", start=7, end=28)))
    reworded = CriticismVoiced(**fields(evidence=Evidence(quote="France slammed Mali", start=0, end=19)))
    assert event.identify() == moved.identify() != reworded.identify()


def test_ids_are_for_ever() -> None:
    """Stored events refer to one another by these ids: the way they are made never changes."""
    assert identify_report(url="https://wire.example/1", text="x") == UUID("5867936e-7acf-5274-a797-9926751ee588")
    dumped = CriticismVoiced(**fields()).model_dump(mode="json")
    assert identify(REPORT, "CriticismVoiced", dumped) == UUID("1e284abe-9692-51cb-bc3b-16981c0c6ada")


def test_an_older_state_goes_through_every_upcaster_in_order() -> None:
    class Renamed(DomainEvent):
        TOPIC = "Renamed"
        class_version = 3
        UPCASTERS = (lambda state: {**state, "seen": [2]}, lambda state: {**state, "seen": [*state["seen"], 3]})

    assert Renamed.upcast({}, 1) == {"seen": [2, 3]}
    assert Renamed.upcast({"seen": []}, 2) == {"seen": [3]}
    with pytest.raises(ValueError, match="this program reads versions 1 to 3"):
        Renamed.upcast({}, 4)


def test_every_event_has_its_own_topic_a_schema_and_all_24_a_root() -> None:
    assert len(POLICY_EVENTS) == 24
    assert len(EVENTS) >= 30
    assert all(topic == kind.TOPIC for topic, kind in EVENTS.items())
    assert all(kind.ROOT in Root for kind in POLICY_EVENTS.values())
    assert set(schemas()) == set(EVENTS)


def test_every_value_of_a_closed_set_has_a_definition() -> None:
    sets = [Measure, Modality, Precision, Root, Body]
    assert all(term.definition for vocabulary in sets for term in vocabulary)


def test_countries_are_those_of_the_standard_and_kosovo() -> None:
    assert {country.alpha_3 for country in pycountry.countries} | {"XKX"} <= COUNTRIES
