"""Event → facts."""

from datetime import date
from typing import Any

import pytest
from logged import event, judged, ref

from events import When
from projections.assertions import assertions, valid_from

REPORT = ref().id
MARCH_17 = date(2022, 3, 17)


def facts(topic: str, on: str | None = "2022-03-16", **fields: Any) -> dict[tuple[str, str], str]:
    told = event(topic, report=REPORT, on=on, **fields)
    return {(one.subject.key, one.attribute): one.value for one in assertions(told)}


@pytest.mark.parametrize(
    ("topic", "on", "modality", "day"),
    [
        ("CriticismVoiced", "2022-03-15", "happened", date(2022, 3, 15)),
        ("CriticismVoiced", "2022-03", "happened", MARCH_17),  # not after its report
        ("CriticismVoiced", "2021", "happened", date(2021, 12, 31)),  # its latest day
        ("CriticismVoiced", None, "happened", MARCH_17),
        ("CriticismVoiced", "2022-03-25", "planned", MARCH_17),
        ("MeetingScheduled", "2022-03-18", "planned", MARCH_17),
        ("MeetingScheduled", "2022-03-01", "happened", MARCH_17),  # the date is the meeting's
        ("SanctionsImposed", "2022-04-01", "announced", MARCH_17),
    ],
)
def test_an_event_counts_from_its_latest_possible_day_and_a_plan_from_its_report(
    topic: str, on: str | None, modality: str, day: date
) -> None:
    fields: dict[str, Any] = {"measure": "tariff", "action": "imposed"} if topic == "SanctionsImposed" else {}
    told = event(topic, report=REPORT, on=on, modality=modality, **fields)
    assert valid_from(told, MARCH_17) == day


def test_an_undated_act_with_a_latest_day_counts_from_that_day() -> None:
    told = event("CriticismVoiced", report=REPORT, occurred=When.unknown(latest=date(2021, 1, 20)))
    assert valid_from(told, MARCH_17) == date(2021, 1, 20)


def test_every_event_is_an_act_of_its_relationship() -> None:
    assert facts("SupportExpressed") == {("relationship:CHN:USA", "act"): "SupportExpressed"}


@pytest.mark.parametrize(
    ("topic", "fields", "status"),
    [
        ("MeetingScheduled", {}, "scheduled"),
        ("MeetingScheduled", {"stage": "proposed"}, "proposed"),
        ("MeetingHeld", {}, "held"),
        ("MeetingHeld", {"modality": "planned"}, "scheduled"),
        ("MeetingHeld", {"modality": "conditional"}, "proposed"),
    ],
)
def test_a_meeting_is_known_by_its_pair_and_date(topic: str, fields: dict[str, Any], status: str) -> None:
    assert facts(topic, **fields)["meeting:CHN:USA:2022-03-16", "status"] == status


def test_a_postponement_speaks_of_two_meetings() -> None:
    told = facts("MeetingCancelled", planned_for=When.parse("2022-03-20"), postponed_to=When.parse("2022-04"))
    assert told["meeting:CHN:USA:2022-03-20", "status"] == "postponed"
    assert told["meeting:CHN:USA:2022-04", "status"] == "scheduled"


@pytest.mark.parametrize(
    ("topic", "action", "modality", "stage"),
    [
        ("SanctionsImposed", "expanded", "happened", "expanded"),
        ("SanctionsImposed", "imposed", "announced", "announced"),
        ("SanctionsImposed", "imposed", "conditional", "threatened"),
        ("SanctionsEased", "delisted", "happened", "delisted"),
        ("SanctionsEased", "lifted", "planned", None),  # not decided
    ],
)
def test_a_measure_is_known_by_sender_target_and_kind(
    topic: str, action: str, modality: str, stage: str | None
) -> None:
    told = facts(topic, measure="tariff", action=action, modality=modality)
    assert told.get(("measure:USA:CHN:tariff", "stage")) == stage


def test_a_measure_keeps_its_dates_apart() -> None:
    told = facts(
        "SanctionsImposed",
        measure="tariff",
        action="imposed",
        effective=When.parse("2022-04-01"),
        expiry=When.parse("2023-03-31"),
    )
    assert told["measure:USA:CHN:tariff", "effective"] == "2022-04-01"
    assert told["measure:USA:CHN:tariff", "expiry"] == "2023-03-31"


def test_a_threat_of_a_named_measure_begins_its_life() -> None:
    assert facts("SanctionsThreatened", measure="tariff")["measure:USA:CHN:tariff", "stage"] == "threatened"
    assert not any(key.startswith("measure") for key, _ in facts("SanctionsThreatened"))


@pytest.mark.parametrize("topic", ["WarningIssued", "SanctionsThreatened", "DemandMade"])
def test_words_that_are_only_planned_do_not_stand(topic: str) -> None:
    assert len(facts(topic, modality="planned")) == 1
    assert "standing" in facts(topic, modality="conditional").values()


def test_an_assessment_is_known_by_holder_subject_predicate_and_object() -> None:
    told = facts("AssessmentReported", **judged("suspects", likelihood="likely", confidence="low"))
    key = "assessment:USA:CHN:lethal_aid:RUS"
    assert [told[key, name] for name in ("stance", "likelihood", "confidence")] == ["suspects", "likely", "low"]


def test_an_assessment_belongs_to_the_pair_that_it_is_about_as_well() -> None:
    told = event("AssessmentReported", report=REPORT, **judged("asserts"))
    (subject,) = {one.subject for one in assertions(told) if one.attribute == "stance"}
    assert (subject.pair, subject.about) == ("CHN-USA", "CHN-RUS")


@pytest.mark.parametrize(
    ("topic", "fields", "attribute", "value"),
    [
        ("ForceUsed", {"form": "air_strike"}, "force", "USA used force on CHN (air_strike)"),
        ("ForceUsed", {}, "force", "USA used force on CHN"),
        ("RelationsReduced", {"step": "expulsion"}, "ties", "reduced by USA: expulsion"),
        ("RelationsReduced", {}, "ties", "reduced by USA"),
        ("RelationsRestored", {"step": "mission"}, "ties", "restored: mission"),
        ("RelationsRestored", {}, "ties", "restored"),
        ("AgreementReached", {"instrument": "trade deal"}, "agreement", "trade deal"),
    ],
)
def test_ties_force_and_agreements_are_facts_of_the_relationship(
    topic: str, fields: dict[str, Any], attribute: str, value: str
) -> None:
    assert facts(topic, **fields)["relationship:CHN:USA", attribute] == value
