"""One act told by several reports."""

from datetime import date
from typing import Any

import pytest
from logged import act, judged

from projections.acts import Act
from projections.assessments import assessment
from projections.climate import climate, weight
from projections.counts import counts
from projections.incidents import incidents


def struck(on: str | None, published: str = "2022-03-17", **fields: Any) -> Act:
    return act("ForceUsed", on, published=published, **fields)


def judgement(stance: str) -> Act:
    return act("AssessmentReported", "2022-03-16", **judged(stance))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (struck("2022-03-16"), struck("2022-03-16"), True),
        (struck("2022-03-16"), struck("2022-03-15"), False),
        (struck("2022-03-16"), struck("2022-03"), True),
        (struck("2022-03-16"), struck("2022-03", published="2022-03-10"), False),  # it was over by then
        (struck("2022-03-16"), struck("2022-03-16", source="CHN", target="USA"), False),
        (struck("2022-03-16"), act("CoercionApplied", "2022-03-16"), False),
        (struck("2022-03-16", by="a"), struck("2022-03-16", by="a", quote="again"), False),
        (struck(None), struck(None), False),
        (struck(None, quote="its invasion"), struck(None, quote="its invasion"), True),
        (judgement("asserts"), judgement("denies"), False),
        (judgement("asserts"), judgement("asserts"), True),
    ],
)
def test_acts_are_one_incident_when_type_ends_and_dates_agree(one: Act, other: Act, same: bool) -> None:
    assert len(incidents([one, other])) == len(incidents([other, one])) == (1 if same else 2)


def test_an_incident_is_placed_on_the_days_on_which_all_witnesses_can_place_it() -> None:
    told = incidents([struck("2022-03"), struck("2022-03-05"), struck("2022-03-09")])
    assert sorted(len(incident.acts) for incident in told) == [1, 2]


def test_counts_are_of_incidents_with_their_mentions() -> None:
    acts = [struck("2022-03-16"), struck("2022-03-16"), struck("2022-03-20", modality="planned")]
    (count,) = counts(incidents(acts))
    assert (count.incidents, count.mentions, count.planned) == (1, 2, 1)


@pytest.mark.parametrize(
    ("told", "points"),
    [
        (struck("2022-03-16"), -9.5),
        (struck("2022-03-16", modality="conditional"), 0.0),
        (struck(None), -9.5),
        (struck(None, background=True), 0.0),
        (act("MeetingScheduled", "2022-04-01"), 2.5),
        (act("MeetingHeld", "2022-03-16", format="call"), 1.5),
        (act("MeetingHeld", "2022-03-16", format="visit"), 4.0),
        (act("MeetingHeld", "2022-03-16", format="summit"), 2.5),
        (act("AssessmentReported", "2022-03-16", **judged("asserts")), 0.0),
    ],
)
def test_an_act_weighs_by_type_and_only_when_it_is_real(told: Act, points: float) -> None:
    assert weight(told) == points


def test_the_climate_fades_by_half_in_ninety_days() -> None:
    told = incidents([struck("2022-03-16")])
    assert climate(told, date(2022, 3, 16)).value == -9.5
    assert climate(told, date(2022, 6, 14)).value == -4.75


def test_the_climate_shows_its_trend_and_what_moves_it() -> None:
    told = incidents([struck("2022-01-01"), act("AidProvided", "2022-03-16"), struck("2022-03-16", modality="planned")])
    now = climate(told, date(2022, 3, 16))
    assert now.trend == round(now.value - climate(told, date(2022, 2, 14)).value, 2)
    assert [mover.type for mover in now.movers] == ["AidProvided", "ForceUsed"]


def view(stance: str, on: str, published: str = "2022-03-17", **fields: Any) -> Act:
    return act("AssessmentReported", on, published=published, **judged(stance, **fields))


@pytest.mark.parametrize(
    ("acts", "stance", "previous"),
    [
        ([view("suspects", "2022-03-01"), view("asserts", "2022-03-10")], "asserts", "suspects"),
        ([view("asserts", "2022-03-10"), view("no_evidence", "2022-03-01")], "asserts", "no_evidence"),
        ([view("asserts", "2022-03-10"), view("suspects", "2022-03-10")], "asserts", "suspects"),  # the stronger speaks
        ([view("asserts", "2022-03-10"), view("doubts", "2022-03-10", "2022-03-18")], "doubts", "asserts"),
        ([view("asserts", "2022-03-01"), view("asserts", "2022-03-10")], "asserts", None),
    ],
)
def test_the_newest_statement_of_a_holder_speaks(acts: list[Act], stance: str, previous: str | None) -> None:
    for order in (acts, acts[::-1]):
        item = assessment("assessment:USA:CHN:lethal_aid:RUS", order)
        assert (item.stance, item.previous and item.previous.stance) == (stance, previous)


def test_an_assessment_is_held_since_the_first_statement_of_the_same_stance() -> None:
    acts = [view("suspects", "2022-01-01"), view("asserts", "2022-02-01"), view("asserts", "2022-03-01")]
    item = assessment("assessment:USA:CHN:lethal_aid:RUS", acts)
    assert item.since == date(2022, 2, 1)
    assert [str(event) for event in item.event_ids] == [told.event_id for told in acts[1:]]


def test_likelihood_and_confidence_of_an_older_statement_are_not_carried_over() -> None:
    acts = [view("asserts", "2022-01-01", likelihood="likely", confidence="low"), view("asserts", "2022-02-01")]
    item = assessment("assessment:USA:CHN:lethal_aid:RUS", acts)
    assert item.likelihood is None
    assert item.confidence is None
